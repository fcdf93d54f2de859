"""Does a therapist write a note from choosing its kind until it is signed, with nothing that was typed lost?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.drafts import parts_in
from livskraft.modules.training.models import Code, CodeList, Draft, Note, RehabSession
from livskraft.modules.training.rules.notes import LONGEST_PART
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.notes import draft_of, filled, note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
A_MEGABYTE = 1_000_000


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def opened(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now() - timedelta(days=10))


@pytest.fixture
def by(opened):
    return later(opened, days=1)


@pytest.fixture
def episode(site, opened):
    return episode_of(person_at(site, at=opened.at), opened)


def signed_in(by):
    client = Client()
    client.force_login(by.user, backend=BACKEND)
    return client


@pytest.fixture
def client(by):
    return signed_in(by)


@pytest.fixture
def codes(opened):
    made = CodeList.objects.create(name="KVÅ", starts=date(2020, 1, 1), source="Prov", loaded_at=opened.at)
    for code, text in (("QV011", "Träning av gång"), ("QV012", "Träning av balans")):
        Code.objects.create(list=made, code=code, text=text, search_key=f"{code} {text}".lower())


def lengthened(made):
    """So many that one has to search."""
    Code.objects.bulk_create(
        Code(list=made, code=f"AA0{number:02}", text="Annat", search_key="annat") for number in range(11)
    )


def said(answer):
    return " ".join(answer.content.decode().split())


def when(at):
    local = timezone.localtime(at)
    return {"on": local.date().isoformat(), "at": local.strftime("%H:%M:%S.%f")}


def fields(draft, **more):
    return {"do": "save", "version": draft.version} | when(draft.happened_at) | more


def send(client, draft, **more):
    return client.post(draft.get_absolute_url(), fields(draft, **more), follow=True)


def test_the_first_note_is_meant_to_be_the_beginning_and_the_next_a_visit(client, episode, by):
    url = reverse("add_note", args=[episode.pk])
    assert 'value="beginning" class="ds-input" id="id_kind_0" checked' in checked(client.get(url))
    note_of(episode, by, NoteKind.BEGINNING)
    assert 'value="session" class="ds-input" id="id_kind_1" checked' in checked(client.get(url))


def checked(answer):
    return said(answer).replace(" required", "")


def test_one_chooses_what_to_write_and_comes_to_the_draft(client, episode, by):
    url = reverse("add_note", args=[episode.pk])
    assert "Välj ett alternativ" in said(client.post(url, when(by.at)))
    assert "en tid som har varit" in said(client.post(url, {"kind": "session"} | when(timezone.now() + timedelta(1))))
    text = said(client.post(url, {"kind": "session"} | when(by.at), follow=True))
    assert "Bara du kan läsa det" in text
    assert "Kroppsfunktion" in text
    assert Draft.objects.get().kind == NoteKind.SESSION


def test_a_time_that_the_clock_skipped_is_refused_in_words(client, episode):
    answer = client.post(reverse("add_note", args=[episode.pk]), {"kind": "session", "on": "2026-03-29", "at": "02:30"})
    assert "klockan ställdes fram" in said(answer)


def test_the_session_that_waits_is_chosen_beforehand_and_journalled_when_signed(client, episode, by, site):
    session = RehabSession.objects.create(
        episode=episode, person=episode.person, unit=site, site=site, on=by.today, noted_at=by.at
    )
    url = reverse("add_note", args=[episode.pk])
    text = said(client.get(f"{url}?pass={session.pk}"))
    assert f'<option value="{session.pk}" selected>' in text
    client.post(url, {"kind": "session", "session": session.pk} | when(by.at))
    draft = Draft.objects.get()
    assert draft.session == session
    text = said(send(client, draft, do="sign", measures="Gick."))
    assert "besöket blir journalfört" in text
    client.post(reverse("sign_draft", args=[draft.pk]), {"version": 2})
    session.refresh_from_db()
    assert session.note == Note.objects.get()
    assert "inskrivet besök" not in said(client.get(url))
    assert client.get(f"{url}?pass=x{session.pk}").status_code == 200


def test_what_is_typed_is_saved_and_stands_there_again(client, episode, by):
    draft = draft_of(episode, by, parts={})
    assert "Utkastet är sparat" in said(send(client, draft, measures="Gick\n10 m & vilade"))
    assert parts_in(Draft.objects.get()) == {"measures": "Gick\n10 m & vilade"}
    assert "10 m &amp; vilade</textarea>" in client.get(draft.get_absolute_url()).content.decode()
    assert AuditEntry.objects.filter(verb="training.draft_read").count() == 3


def test_a_note_of_a_megabyte_is_refused_in_words_and_every_letter_is_still_there(client, episode, by):
    draft = draft_of(episode, by, parts={"measures": "Förut"})
    text = "å" * A_MEGABYTE
    answer = send(client, draft, measures=text, plan="Fortsätt")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"{A_MEGABYTE} tecken, och här ryms {LONGEST_PART}" in page
    assert text in page
    assert "Fortsätt</textarea>" in page
    assert parts_in(Draft.objects.get()) == {"measures": "Förut"}


def test_a_time_that_cannot_be_loses_nothing(client, episode, by):
    draft = draft_of(episode, by, parts={})
    text = said(send(client, draft, measures="Gick", on="i går"))
    assert "Gick</textarea>" in text
    assert not parts_in(Draft.objects.get())


def test_of_two_windows_the_second_sees_both_and_may_choose(client, episode, by):
    draft = draft_of(episode, by, parts={})
    send(client, draft, measures="Det ena")
    answer = send(client, draft, measures="Det andra")
    assert answer.status_code == 409
    assert "Det ena" in said(answer)
    assert "Det andra" in said(answer)
    assert "i ett annat fönster" in said(answer)
    # What is the same in both is not marked.
    assert answer.content.decode().count("<mark>") == 1
    draft.refresh_from_db()
    send(client, draft, measures="Det andra")
    assert parts_in(Draft.objects.get()) == {"measures": "Det andra"}


def test_codes_are_found_by_words_ticked_and_signed_and_searching_saves_nothing(client, episode, by, codes):
    draft = draft_of(episode, by, parts={})
    lengthened(CodeList.objects.get())
    text = said(send(client, draft, do="search", words="gång", measures="Gick"))
    assert "QV011 Träning av gång" in text
    assert "QV012" not in text
    assert "Gick</textarea>" in text
    assert not parts_in(Draft.objects.get())
    text = said(send(client, draft, do="search", words="finns inte", measures="Gick", codes=["QV011"]))
    assert "Ingen kod" in text
    assert 'value="QV011" class="ds-input" id="id_codes_0" checked' in text
    assert "QV011 Träning av gång" in said(send(client, draft, do="sign", measures="Gick", codes=["QV011"]))
    draft.refresh_from_db()
    assert draft.codes == ["QV011"]


def test_a_code_that_is_no_longer_there_is_named(client, episode, by, codes):
    draft = draft_of(episode, by, codes=("QV011",))
    Code.objects.filter(code="QV011").delete()
    assert "QV011 (finns inte i listan som gäller)" in said(client.get(draft.get_absolute_url()))
    assert "De här koderna finns inte" in said(send(client, draft, measures="x", codes=["QV011"]))


def test_all_is_read_through_before_it_is_signed(client, episode, by):
    draft = draft_of(episode, by, NoteKind.BEGINNING, parts={"reason": "Ramlade"})
    url = reverse("sign_draft", args=[draft.pk])
    text = said(client.get(url))
    assert "Det här saknas" in text
    assert 'name="begun"' not in text
    answer = client.post(url, {"version": draft.version}, follow=True)
    assert "Det här saknas innan du kan signera" in said(answer)
    answer = send(client, draft, do="sign", **filled(NoteKind.BEGINNING))
    draft.refresh_from_db()
    assert "Det här saknas" not in said(answer)
    stale = client.post(url, {"version": draft.version - 1}, follow=True)
    assert "har ändrats sedan du läste det" in said(stale)
    signed = client.post(url, {"version": draft.version}, follow=True)
    assert "Anteckningen är signerad" in said(signed)
    assert Note.objects.count() == 1


def test_pressing_sign_twice_leads_to_the_same_note(client, episode, by):
    draft = draft_of(episode, by)
    url, press = (
        reverse("sign_draft", args=[draft.pk]),
        {"version": draft.version, "begun": draft.begun_at.isoformat()},
    )
    first = client.post(url, press)
    second = client.post(url, press)
    assert first.url == second.url == Note.objects.get().get_absolute_url()
    for begun in ("", "x", "2026-01-01T10:00:00", timezone.now().isoformat()):
        assert client.post(url, press | {"begun": begun}).status_code == 404


def test_who_posts_as_somebody_else_signs_and_reads_nothing(episode, by, site):
    draft = draft_of(episode, by, parts={"measures": "Hemligt"})
    colleague = signed_in(actor_at(site, Role.OCCUPATIONAL_THERAPIST))
    page = colleague.get(draft.get_absolute_url())
    assert "kan läsa, ändra och signera den" in said(page)
    assert "Hemligt" not in said(page)
    press = {"version": draft.version, "author": by.user.pk, "begun": draft.begun_at.isoformat()}
    colleague.post(reverse("sign_draft", args=[draft.pk]), press)
    colleague.post(draft.get_absolute_url(), fields(draft, measures="Mitt", author=by.user.pk))
    assert colleague.post(reverse("discard_draft", args=[draft.pk])).status_code == 403
    colleague.post(reverse("take_in_draft", args=[draft.pk]))
    assert parts_in(Draft.objects.get()) == {"measures": "Hemligt"}
    assert not Note.objects.exists()


def test_a_draft_is_thrown_away_after_a_question(client, episode, by):
    draft = draft_of(episode, by)
    assert "går inte att få tillbaka" in said(client.get(draft.get_absolute_url()))
    answer = client.post(reverse("discard_draft", args=[draft.pk]), follow=True)
    assert "Utkastet är borta" in said(answer)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_what_somebody_who_left_wrote_is_taken_in_by_a_colleague(episode, by, site):
    draft = draft_of(episode, by)
    by.assignment.ends = by.today
    by.assignment.save()
    colleague = signed_in(actor_at(site, Role.OCCUPATIONAL_THERAPIST))
    assert "arbetar inte kvar" in said(colleague.get(draft.get_absolute_url()))
    text = said(colleague.post(reverse("take_in_draft", args=[draft.pk]), follow=True))
    assert f"Det här skrev {by.user.name}, som slutade på enheten utan att signera" in text
    assert "Åtgärder: gick bra." in text


def test_what_waits_to_be_signed_stands_first_among_the_patients_also_of_a_closed_period(client, episode, by):
    draft = draft_of(episode, by)
    type(episode).objects.update(closed_at=by.at, closed_on=by.today, not_introduced="declined")
    text = said(client.get(reverse("patients")))
    assert "Dina utkast att signera" in text
    assert draft.get_absolute_url() in text
    other = signed_in(actor_at(episode.unit, Role.OCCUPATIONAL_THERAPIST))
    assert draft.get_absolute_url() not in said(other.get(reverse("patients")))


def test_the_way_back_to_what_was_a_draft_leads_to_the_signed_note(client, episode, by, site):
    draft = draft_of(episode, by)
    client.post(reverse("sign_draft", args=[draft.pk]), {"version": draft.version})
    note = Note.objects.get()
    for name in ("draft", "sign_draft"):
        assert client.get(reverse(name, args=[draft.pk])).url == note.get_absolute_url()
    answer = send(client, draft, measures="Och så gick vi ut")
    assert answer.redirect_chain[-1][0] == note.get_absolute_url()
    assert "Det du skrev sedan är inte sparat" in said(answer)
    for other in (signed_in(by), signed_in(actor_at(site, Role.OCCUPATIONAL_THERAPIST))):
        answer = other.get(draft.get_absolute_url())
        assert answer.status_code == 404
        assert "Det är signerat eller borttaget" in said(answer)


def test_whoever_signs_in_after_on_the_same_browser_is_not_led_to_the_note(client, episode, by, site):
    draft = draft_of(episode, by)
    client.post(reverse("sign_draft", args=[draft.pk]), {"version": draft.version})
    client.force_login(actor_at(site, Role.PHYSIOTHERAPIST).user, backend=BACKEND)
    assert "Utkastet finns inte" in said(client.get(draft.get_absolute_url()))


def test_a_draft_about_whom_one_may_not_see_is_told_as_one_that_never_was(episode, by):
    draft = draft_of(episode, by)
    stranger = signed_in(actor_at(SiteFactory(), Role.PHYSIOTHERAPIST))
    for name, send_it in (("draft", stranger.get), ("discard_draft", stranger.post), ("take_in_draft", stranger.post)):
        there, never = (send_it(reverse(name, args=[pk])) for pk in (draft.pk, draft.pk + 1000))
        assert there.status_code == never.status_code == 404
        assert main_of(there) == main_of(never)
    assert Draft.objects.get() == draft


def main_of(answer):
    return said(answer).partition("<main")[2].partition("</main")[0]


def test_who_takes_a_draft_in_twice_is_not_told_that_anything_typed_was_lost(episode, by, site):
    draft = draft_of(episode, by)
    by.assignment.ends = by.today
    by.assignment.save()
    colleague = signed_in(actor_at(site, Role.OCCUPATIONAL_THERAPIST))
    first, second = (colleague.post(reverse("take_in_draft", args=[draft.pk])) for _press in range(2))
    assert first.url == second.url == Note.objects.get().get_absolute_url()
    text = said(colleague.get(second.url))
    assert "Anteckningen var redan signerad." in text
    assert "är inte sparat" not in text


def test_the_way_back_to_what_was_thrown_away_says_so(client, episode, by):
    draft = draft_of(episode, by)
    client.post(reverse("discard_draft", args=[draft.pk]))
    for method in (client.get, client.post):
        answer = method(draft.get_absolute_url())
        assert answer.status_code == 404
        assert "Du tog bort det innan det var signerat" in said(answer)
    assert client.post(reverse("discard_draft", args=[draft.pk])).status_code == 404


def test_in_a_closed_period_one_is_told_how_instead_of_asked_to_write(client, episode, by):
    url = reverse("add_note", args=[episode.pk])
    assert f'href="{url}"' in said(client.get(episode.get_absolute_url()))
    type(episode).objects.update(closed_at=by.at, closed_on=by.today, not_introduced="declined")
    page = said(client.get(episode.get_absolute_url()))
    assert f'href="{url}"' not in page
    assert "ingen ny anteckning skrivs i den" in page
    for method in (client.get, client.post):
        assert "ingen ny anteckning skrivs i den" in said(method(url, follow=True))
    assert not Draft.objects.exists()


def test_where_the_journal_is_elsewhere_one_is_told_to_write_there(client, site, opened):
    episode = episode_of(person_at(site, "Bo", at=opened.at), opened, elsewhere="Lifecare")
    text = said(client.get(reverse("add_note", args=[episode.pk]), follow=True))
    assert "Journalen förs i Lifecare. Skriv anteckningen där" in text


def test_a_session_with_a_draft_leads_to_the_draft(client, episode, by, site):
    session = RehabSession.objects.create(
        episode=episode, person=episode.person, unit=site, site=site, on=by.today, noted_at=by.at
    )
    draft = draft_of(episode, by, happened_at=by.at, session=session)
    assert client.get(f"{reverse('add_note', args=[episode.pk])}?pass={session.pk}").url == draft.get_absolute_url()


def test_a_short_list_of_codes_is_offered_whole_and_of_a_long_one_what_the_period_has_had(client, episode, by, codes):
    note_of(episode, by, codes=("QV012",))
    draft = draft_of(episode, by)
    text = said(client.get(draft.get_absolute_url()))
    assert "QV011 Träning av gång" in text
    lengthened(CodeList.objects.get())
    text = said(client.get(draft.get_absolute_url()))
    assert "QV012 Träning av balans" in text
    assert "QV011" not in text
