"""Can a physiotherapist write, compare, approve, translate and print, and can nobody else see a draft?"""

import io

import pypdf
import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.tests.factories import SCRIPT, picture, upload
from livskraft.modules.minigym.models import (
    Instruction,
    InstructionPicture,
    InstructionText,
    InstructionVersion,
    LocalAddition,
)
from livskraft.modules.minigym.tests.factories import (
    WORDS,
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    approved,
    draft_of,
    in_language,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def item():
    return EquipmentFactory(gym=GymFactory())


@pytest.fixture
def by(item, client):
    by = actor_at(item.gym.site, Role.PHYSIOTHERAPIST)
    client.force_login(by.user, backend=BACKEND)
    return by


@pytest.fixture
def url(item):
    return f"/minigym/bruksanvisningar/{item.kind_id}/"


def as_manager(client, item):
    client.force_login(actor_at(item.gym.site).user, backend=BACKEND)


def in_two_years():
    return timezone.localdate().replace(day=1).replace(year=timezone.localdate().year + 2)


def test_a_first_version_is_written_read_and_approved(client, item, by, url):
    answer = client.post(f"{url}skriv/", WORDS | {"version": 0})
    assert answer["Location"] == f"{url}godkann/"
    page = client.get(f"{url}godkann/").content.decode()
    assert "Tryck ifrån." in page
    assert "Tidigare vägledning" not in page
    draft = InstructionVersion.objects.get()
    client.post(f"{url}godkann/", {"review_on": in_two_years(), "version": draft.version})
    assert Instruction.objects.get().published == draft
    page = client.get(url).content.decode()
    assert "<li>Tryck ifrån.</li>" in page
    assert f"Skriven av {by.user.name}" in page


def test_a_second_version_shows_what_is_taken_away_and_what_is_added_in_words(client, item, by, url):
    approved(item.kind)
    assert "Stärker benen." in client.get(f"{url}skriv/").content.decode()
    client.post(f"{url}skriv/", WORDS | {"purpose": "Stärker låren.", "version": 0})
    page = client.get(f"{url}godkann/").content.decode()
    assert "Borttaget:</b> Stärker benen." in page
    assert "Tillagt:</b> Stärker låren." in page
    draft = InstructionVersion.objects.drafts().get()
    typed = {"review_on": in_two_years(), "version": draft.version, "renews_guidance": "on"}
    client.post(f"{url}godkann/", typed)
    assert Instruction.objects.get().published.renews_guidance
    compared = client.get(f"{url}jamfor/1/2/").content.decode()
    assert "Tillagt:</b> Stärker låren." in compared
    assert client.get(f"{url}jamfor/1/3/").status_code == 404


def test_a_draft_is_seen_by_those_who_write_and_by_nobody_else(client, item, by, url):
    draft_of(item.kind, purpose="Hemligt utkast.")
    assert "Fortsätt skriva" in client.get(url).content.decode()
    as_manager(client, item)
    assert "Hemligt" not in client.get(url).content.decode()
    assert client.get(f"{url}godkann/").status_code == 403
    assert client.get(f"{url}jamfor/1/1/").status_code == 404


def test_hostile_words_stay_words(client, item, by, url):
    approved(item.kind, how_to="<script>alert(1)</script>{{ 7|add:7 }}")
    page = client.get(url).content.decode()
    assert "<script>alert" not in page
    assert "{{ 7|add:7 }}" in page


def test_what_was_typed_is_not_lost_when_a_colleague_was_first(client, item, by, url):
    draft_of(item.kind, purpose="Kollegans.")
    answer = client.post(f"{url}skriv/", WORDS | {"purpose": "Mitt.", "version": 0})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Kollegans." in page
    assert "Mitt." in page


def test_who_approves_what_a_colleague_wrote_on_since_is_told(client, item, by, url):
    draft = draft_of(item.kind)
    client.post(f"{url}skriv/", WORDS | {"purpose": "Nytt.", "version": draft.version})
    answer = client.post(f"{url}godkann/", {"review_on": in_two_years(), "version": draft.version})
    assert answer.status_code == 409
    assert Instruction.objects.get().published is None


def test_a_draft_without_a_word_is_not_saved(client, item, by, url):
    answer = client.post(f"{url}skriv/", dict.fromkeys(WORDS, " ") | {"version": 0})
    assert "Skriv något innan du sparar." in answer.content.decode()
    assert not InstructionVersion.objects.exists()
    client.post(f"{url}skriv/", WORDS | {"version": 0})
    answer = client.post(f"{url}skriv/", dict.fromkeys(WORDS, "") | {"version": 1})
    assert "Skriv något innan du sparar." in answer.content.decode()
    assert InstructionVersion.objects.get().texts.get().purpose == WORDS["purpose"]


def test_what_a_draft_lacks_is_said_before_anybody_tries_to_approve_it(client, item, by, url):
    draft_of(item.kind, warnings="")
    page = client.get(f"{url}godkann/").content.decode()
    assert "Innan du godkänner behövs" in page
    assert "<li>Vad ska man tänka på?</li>" in page
    assert "<li>Hur gör man?</li>" not in page
    assert "Godkänn bruksanvisningen" not in page


def test_a_draft_that_says_too_little_is_refused_on_the_page(client, item, by, url):
    draft = draft_of(item.kind, warnings="")
    answer = client.post(f"{url}godkann/", {"review_on": in_two_years(), "version": draft.version})
    assert "Innan du godkänner" in answer.content.decode()


def test_a_draft_is_thrown_away(client, item, by, url):
    approved(item.kind)
    draft = draft_of(item.kind, warnings="")
    # What is not whole has no form to approve it, so only the button can name the version.
    assert f'name="version" value="{draft.version}"' in client.get(f"{url}godkann/").content.decode()
    client.post(f"{url}ta-bort-utkast/", {"version": draft.version})
    assert not InstructionVersion.objects.drafts().exists()
    assert client.get(f"{url}ta-bort-utkast/").status_code == 405


def test_a_draft_that_somebody_has_written_on_since_is_not_thrown_away(client, item, by, url):
    draft = draft_of(item.kind)
    draft_of(item.kind, purpose="Stärker låren.")
    page = client.post(f"{url}ta-bort-utkast/", {"version": draft.version}, follow=True).content.decode()
    assert "Läs det innan du tar bort det." in page
    assert InstructionVersion.objects.drafts().exists()


def test_a_picture_that_no_version_shows_visitors_any_more_is_seen_only_by_staff(client, item, by, url):
    client.post(f"{url}skriv/", WORDS | {"version": 0, "picture": upload(picture(), "a.jpg"), "shows": "Sitsen"})
    first = InstructionVersion.objects.get()
    shown = f"/minigym/bruksanvisningar/bild/{first.pictures.get().pk}/"
    client.post(f"{url}godkann/", {"review_on": in_two_years(), "version": first.version})
    in_language(Instruction.objects.get().published, "fi")
    approved(item.kind)
    client.logout()
    assert client.get(shown).status_code == 200
    in_language(Instruction.objects.get().published, "fi")
    assert client.get(shown).status_code == 404
    as_manager(client, item)
    assert client.get(shown).status_code == 200


def test_a_picture_is_seen_by_anybody_when_it_is_approved_and_not_before(client, item, by, url):
    client.post(f"{url}skriv/", WORDS | {"version": 0, "picture": upload(picture(), "a.jpg"), "shows": "Sitsen"})
    shown = f"/minigym/bruksanvisningar/bild/{InstructionPicture.objects.get().pk}/"
    assert client.get(shown).status_code == 200
    client.logout()
    assert client.get(shown).status_code == 404
    draft = InstructionVersion.objects.get()
    client.force_login(by.user, backend=BACKEND)
    client.post(f"{url}godkann/", {"review_on": in_two_years(), "version": draft.version})
    client.logout()
    answer = client.get(shown)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


def test_what_is_no_picture_is_refused_and_the_text_kept(client, item, by, url):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
    typed = WORDS | {"version": 0, "picture": upload(svg, "a.jpg"), "shows": "Sitsen"}
    page = client.post(f"{url}skriv/", typed).content.decode()
    assert "går inte att läsa som bild" in page
    assert "Stärker benen." in page
    assert not InstructionPicture.objects.exists()


def test_it_is_gone_through_without_a_change(client, item, by, url):
    approved(item.kind)
    record = Instruction.objects.get()
    assert "Tryck ifrån." in client.get(f"{url}genomgang/").content.decode()
    client.post(f"{url}genomgang/", {"review_on": in_two_years(), "version": record.version})
    record.refresh_from_db()
    assert (record.review_on, record.reviewed_by) == (in_two_years(), by.user)


def test_a_translation_is_written_beside_the_swedish_and_read_from_the_right(client, item, by, url):
    of = approved(item.kind)
    form = client.get(f"{url}oversatt/ar/").content.decode()
    assert "Stärker benen." in form
    assert 'dir="rtl"' in form
    words = {"purpose": "يقوّي الساقين.", "how_to": "اجلس.", "warnings": "توقف.", "name": "جهاز", "translator": "Byrån"}
    answer = client.post(f"{url}oversatt/ar/", words | {"translates": of.pk, "version": 0})
    assert answer["Location"] == f"{url}?sprak=ar"
    page = client.get(f"{url}?sprak=ar").content.decode()
    assert '<div class="lk-stack mg-instruction" lang="ar" dir="rtl">' in page
    assert "<li>اجلس.</li>" in page
    assert "طريقة الاستخدام" in page


def test_a_translation_of_what_was_replaced_meanwhile_is_not_shown_as_one_of_what_holds(client, item, by, url):
    of = approved(item.kind)
    approved(item.kind, warnings="Håll alltid i dig.")
    words = {"purpose": "fi", "how_to": "fi", "warnings": "fi", "name": "fi", "translator": "Byrån"}
    answer = client.post(f"{url}oversatt/fi/", words | {"translates": of.pk, "version": 0})
    assert answer.status_code == 409
    assert not InstructionText.objects.filter(language="fi").exists()


@pytest.mark.parametrize("language", ["sv", "xx"])
def test_there_is_no_translation_to_what_is_no_other_language(client, item, by, url, language):
    approved(item.kind)
    assert client.get(f"{url}oversatt/{language}/").status_code == 404


def test_an_older_translation_says_so_and_begins_the_next_one(client, item, by, url):
    in_language(approved(item.kind), "fi")
    approved(item.kind, purpose="Nytt.")
    assert "Tämä on vanhemman version käännös" in client.get(f"{url}?sprak=fi").content.decode()
    form = client.get(f"{url}oversatt/fi/").content.decode()
    assert "översätter en äldre version" in form
    assert "fi: Stärker benen." in form
    assert "Nytt." in form


@pytest.mark.parametrize(("query", "wide"), [("", 595), ("?format=a5", 420), ("?format=a5&sprak=ar", 420)])
def test_the_sheet_is_printed_in_both_sizes(client, item, by, url, query, wide):
    in_language(approved(item.kind), "ar")
    for address in (f"{url}blad.pdf", f"/minigym/utrustning/{item.pk}/bruksanvisning.pdf"):
        answer = client.get(address + query)
        assert answer["Content-Type"] == "application/pdf"
        assert round(pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].mediabox.width) == wide


def test_there_is_no_sheet_of_what_is_not_approved(client, item, by, url):
    draft_of(item.kind)
    assert client.get(f"{url}blad.pdf").status_code == 404
    assert client.get(f"/minigym/utrustning/{item.pk}/bruksanvisning.pdf").status_code == 404


def test_what_is_special_about_a_machine_stands_on_its_page(client, item, by):
    address = f"/minigym/utrustning/{item.pk}/"
    assert f"{address}tillagg/" in client.get(address).content.decode()
    client.post(f"{address}tillagg/", {"text": "Spaken går trögt.", "version": 0})
    assert "Spaken går trögt." in client.get(address).content.decode()
    answer = client.post(f"{address}tillagg/", {"text": "Annat.", "version": 0})
    assert answer.status_code == 409
    assert LocalAddition.objects.get().text == "Spaken går trögt."
    theirs = EquipmentFactory(gym=GymFactory())
    assert client.post(f"/minigym/utrustning/{theirs.pk}/tillagg/", {"text": "x", "version": 0}).status_code == 404


def test_the_list_has_what_is_missing_first_and_narrows_to_a_gym(client, item, by):
    approved(item.kind)
    bare = EquipmentKindFactory(name="Ribbstol", sort_key="ribbstol")
    EquipmentFactory(kind=bare, gym=GymFactory(site=item.gym.site))
    page = client.get("/minigym/bruksanvisningar/").content.decode()
    assert page.index("Ribbstol") < page.index("Benpress")
    assert "1 av 2 slag saknar" in page
    page = client.get(f"/minigym/bruksanvisningar/?minigym={item.gym_id}").content.decode()
    assert "Ribbstol" not in page
    assert client.get("/minigym/bruksanvisningar/?minigym=9999999999999999999").status_code == 200
