"""Do the pages lead a question from one to the other, and show what a supplement costs and who then answers for it?"""

from decimal import Decimal

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.consultations import answer, ask, close
from livskraft.modules.minigym.models import ConditionsAssessment, Consultation
from livskraft.modules.minigym.queries.local_rules import months_of
from livskraft.modules.minigym.rules import ConsultationKind, Decision, LocalRuleKey, RegimeKey
from livskraft.modules.minigym.tests.factories import regime
from livskraft.modules.minigym.views import consultations as views
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def therapist(site):
    return actor_at(site, Role.PHYSIOTHERAPIST)


@pytest.fixture
def sign_in(client):
    def enter(actor):
        client.force_login(actor.user, backend=BACKEND)

    return enter


def question(site, by, **fields):
    return ask(site=site, kind=ConsultationKind.PLACEMENT, question="Var ska cykeln stå?", by=by, **fields)


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_question_is_asked_answered_and_closed_through_the_pages(client, site, manager, therapist, sign_in):
    sign_in(manager)
    url = f"/minigym/samrad/nytt/{site.pk}/"
    assert client.get("/minigym/samrad/nytt/").url == url
    assert "?galler=placement" in text(client, url)
    client.post(f"{url}?galler=placement", {"question": "Var ska cykeln stå?"})
    page = Consultation.objects.get().get_absolute_url()
    sign_in(therapist)
    client.post(page, {"text": "Vid fönstret", "version": 1})
    sign_in(manager)
    assert "Vid fönstret" in text(client, page)
    client.post(page, {"decision": "yes", "outcome": "Flyttad", "version": 2})
    assert "Flyttad" in text(client, page)
    assert "Var ska cykeln stå?" in text(client, "/minigym/samrad/?visa=avslutade")
    assert "Inget samråd pågår" in text(client, "/minigym/samrad/")


@pytest.mark.parametrize(
    ("buyer", "words", "payer"),
    [("utforaren", "Utföraren köper", "provider"), ("kommunen", "Kommunen köper", "municipality")],
)
def test_a_supplement_shows_its_cost_and_the_regime_it_will_get(client, site, manager, sign_in, buyer, words, payer):
    for key in RegimeKey:
        regime(key)
    sign_in(manager)
    client.post(
        f"/minigym/samrad/nytt/{site.pk}/?galler=supplement",
        {"question": "Får vi?", "wanted": "Rodd", "price": "12 500", "yearly_cost": "900", "bought_by": buyer},
    )
    asked = Consultation.objects.get()
    assert (asked.price, asked.yearly_cost) == (Decimal(12500), Decimal(900))
    page = text(client, asked.get_absolute_url())
    assert words in page
    terms = regime(RegimeKey(asked.regime)).terms.get()
    assert terms.payer == payer
    assert f"<dd>{terms.get_payer_display()}</dd>" in page


def test_a_supplement_without_cost_is_asked_for_it_and_another_question_is_not(client, site, manager, sign_in):
    sign_in(manager)
    url = f"/minigym/samrad/nytt/{site.pk}/?galler="
    assert client.post(f"{url}supplement", {"question": "Får vi?"}).status_code == 200
    assert not Consultation.objects.exists()
    assert "Vad kostar den" not in text(client, f"{url}placement")


def test_who_asks_is_told_how_soon_the_rule_says_that_an_answer_comes(client, site, manager, sign_in, monkeypatch):
    sign_in(manager)
    monkeypatch.setattr(views, "DAYS_TO_ANSWER", 9)
    assert "svarar inom 9 dagar" in text(client, f"/minigym/samrad/nytt/{site.pk}/?galler=placement")


def test_whoever_does_not_have_the_turn_is_offered_no_answer(client, site, manager, therapist, sign_in):
    asked = question(site, manager)
    sign_in(manager)
    page = text(client, asked.get_absolute_url())
    assert "Skicka svaret" not in page
    assert "Avsluta utan att vänta på svar" in page
    client.post(asked.get_absolute_url(), {"text": "Svarar mig själv", "version": 1})
    assert Consultation.objects.get().answer == ""
    answer(consultation=asked, text="Där", by=therapist)
    sign_in(therapist)
    assert "Avsluta samrådet" not in text(client, asked.get_absolute_url())


def test_the_second_to_close_sees_what_the_first_wrote(client, site, manager, therapist, sign_in):
    asked = question(site, manager)
    answer(consultation=asked, text="Där", by=therapist)
    sign_in(actor_at(site))
    stale = {"decision": "no", "outcome": "Vi låter bli", "version": 1}
    response = client.post(asked.get_absolute_url(), stale)
    assert response.status_code == 409
    assert "Vi låter bli" in response.content.decode()
    assert Consultation.objects.get().closed_at is None


def test_an_answer_that_comes_after_somebody_elses_or_after_the_end_is_not_lost(
    client, site, manager, therapist, sign_in
):
    asked = question(site, manager)
    colleague = actor_at(site, Role.PHYSIOTHERAPIST)
    answer(consultation=asked, text="Där", by=therapist)
    sign_in(colleague)
    for seen in (1, 2):
        late = client.post(asked.get_absolute_url(), {"text": "Vid fönstret", "version": seen})
        assert late.status_code == 409
        assert "Vid fönstret" in late.content.decode()
        if not Consultation.objects.get().closed_at:
            close(consultation=asked, decision=Decision.NO, outcome="Nej", by=manager)
    assert Consultation.objects.get().answer == "Där"


def test_pressing_send_twice_sends_once_and_shows_it(client, site, manager, therapist, sign_in):
    asked = question(site, manager)
    sign_in(therapist)
    for _press in range(2):
        sent = client.post(asked.get_absolute_url(), {"text": "Vid fönstret ", "version": 1})
        assert sent["Location"] == asked.get_absolute_url()


def test_others_do_not_find_it_and_care_staff_may_not_look(client, site, manager, sign_in):
    asked = question(site, manager)
    sign_in(actor_at(SiteFactory()))
    assert client.get(asked.get_absolute_url()).status_code == 404
    sign_in(actor_at(site, Role.CARE_STAFF))
    assert client.get(asked.get_absolute_url()).status_code == 403


def test_the_list_costs_the_same_for_one_question_as_for_twenty(
    client, site, manager, sign_in, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(40) as seen:
            text(client, "/minigym/samrad/")
        return len(seen)

    question(site, manager)
    sign_in(manager)
    few = cost()
    for _number in range(20):
        question(site, manager)
    assert cost() == few


@pytest.fixture
def provider(site):
    return provider_of(site, timezone.localdate())


def test_the_area_manager_assesses_and_whom_it_is_about_reads_it(client, provider, therapist, sign_in):
    sign_in(actor_at(provider, Role.AREA_MANAGER))
    assert "Aldrig bedömd" in text(client, "/minigym/forutsattningar/")
    typed = {
        "physiotherapists": [therapist.user.pk],
        "time": "partly",
        "premises": "met",
        "competence": "met",
        "mandate": "met",
        "grounds": "Samtal",
        "on": timezone.localdate(),
    }
    url = f"/minigym/forutsattningar/ny/{provider.pk}/"
    assert "Skriv vad ni gör åt det som saknas." in client.post(url, typed).content.decode()
    client.post(url, typed | {"measures": "Mer tid"})
    made = ConditionsAssessment.objects.get()
    assert "Aldrig bedömd" not in text(client, "/minigym/forutsattningar/")
    sign_in(therapist)
    page = text(client, made.get_absolute_url())
    assert "Mer tid" in page
    assert "Finns delvis" in page


def test_a_provider_without_physiotherapists_is_told_so(client, provider, sign_in):
    sign_in(actor_at(provider, Role.AREA_MANAGER))
    assert "Ingen fysioterapeut är inlagd hos er" in text(client, f"/minigym/forutsattningar/ny/{provider.pk}/")


def test_the_department_sets_the_local_rules_and_an_old_page_does_not(client, site, sign_in):
    sign_in(actor_at(site.parent.parent.parent, Role.ADMINISTRATION))
    url = "/minigym/lokala-regler/"
    assert client.post(url, {"guidance": 12, "conditions": 6, "version": 0}).status_code == 302
    assert (months_of(LocalRuleKey.GUIDANCE), months_of(LocalRuleKey.CONDITIONS)) == (12, 6)
    assert client.post(url, {"guidance": 36, "conditions": 6, "version": 0}).status_code == 409
    assert months_of(LocalRuleKey.GUIDANCE) == 12
    assert "12 månader" in text(client, url)
