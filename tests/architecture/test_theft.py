"""What does a thief learn from the database, its log of writes, the files, our log and a backup, without any key?"""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.config.backup import archive
from livskraft.files.models import StoredFile
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.models import Contact, Unit
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLAIN = "Synlige Sixten"
CANARIES = {
    "a contact's telephone": "070-KANARIE-1",
    "a person's telephone": "070-KANARIE-2",
    "a password": "Kanarie3 är hemligt",
    "a password that was wrong": "Kanarie4 var fel",
    "a second step": "KANARIEKANARIEKANARIEKANARIE5555",
    "what stands in a file": "KANARIE-6",
    "what a file was called": "Kanarie7",
    "a visitor's number": "194408139089",
    "a visitor's number as it is shown": "19440813-9089",
    "a visitor's address": "Kanariegatan 8",
    "a visitor's telephone": "070-174 KANARIE-9",
    "a visitor's e-mail": "kanarie10@example.invalid",
    "what a visitor needs": "Kanarie11 behöver ramp",
    "a relative's name": "Kanarie12 Dotter",
    "a relative's telephone": "070-174 KANARIE-13",
    "why somebody was opened": "Kanarie14 ramlade i entrén",
    "on what ground somebody is protected": "Kanarie15 visade ett brev",
    "why somebody was handed over": "Kanarie16 har flyttat",
}


def everything_was_used() -> None:
    """Each canary goes in through the page or the action that takes such things."""
    body = responsible_body()
    administrator, visitor = Client(), Client()
    administrator.force_login(AssignmentFactory(role=Role.SYSTEM_ADMINISTRATOR, unit=body).user, backend=BACKEND)
    contact = {"name": PLAIN, "phone": CANARIES["a contact's telephone"]}
    assert administrator.post(f"/administration/enheter/{body.pk}/kontakt/", contact).status_code == 302
    person = UserFactory(name=PLAIN)
    typed = {"name": PLAIN, "email": person.email, "phone": CANARIES["a person's telephone"], "version": 1}
    assert administrator.post(f"/administration/personer/{person.pk}/uppgifter/", typed).status_code == 302
    person.refresh_from_db()
    person.set_password(CANARIES["a password"])
    person.save()
    for word in ("a password that was wrong", "a password"):
        visitor.post("/logga-in/", {"login": person.email, "password": CANARIES[word]})
    assert visitor.session.get("_auth_user_id") == str(person.pk)
    TOTP.activate(person, CANARIES["a second step"])
    set_up_minigym(by=system_actor("set_up"))
    gym = GymFactory()
    manager = Client()
    manager.force_login(AssignmentFactory(unit=gym.site).user, backend=BACKEND)
    written = f"Benämning;Ägare;Anmärkning\nBenpress;kommunen;{CANARIES['what stands in a file']}\n".encode()
    file = SimpleUploadedFile(f"{CANARIES['what a file was called']}.csv", written, content_type="text/csv")
    assert manager.post(f"/minigym/{gym.pk}/importera/", {"file": file}).status_code == 302
    somebody_was_known(manager, gym.site)
    assert Contact.objects.get(name=PLAIN).phone == CANARIES["a contact's telephone"]
    assert StoredFile.objects.latest("pk").original_name.startswith(CANARIES["what a file was called"])


def somebody_was_known(manager: Client, site: Unit) -> None:
    """A visitor is registered, found, shown, related, protected, opened from elsewhere and handed over."""
    number = CANARIES["a visitor's number"]
    written = {
        "given_name": PLAIN,
        "number": number,
        "gender": "unknown",
        "adaptations": CANARIES["what a visitor needs"],
        "street": CANARIES["a visitor's address"],
        "phone": CANARIES["a visitor's telephone"],
        "email": CANARIES["a visitor's e-mail"],
    }
    assert manager.post("/personer/ny/", written).status_code == 302
    visitor = Person.objects.get(given_name=PLAIN)
    page = visitor.get_absolute_url()
    assert CANARIES["a visitor's number as it is shown"] in manager.post(f"{page}nummer/").content.decode()
    assert PLAIN in manager.post("/personer/", {"q": number}).content.decode()
    relative = {"name": CANARIES["a relative's name"], "phone": CANARIES["a relative's telephone"]}
    assert manager.post(f"{page}anhoriga/", relative).status_code == 302
    neighbours = Client()
    neighbours.force_login(AssignmentFactory(unit=SiteFactory(parent=site.parent)).user, backend=BACKEND)
    why = {"number": number, "reason": CANARIES["why somebody was opened"]}
    assert neighbours.post("/personer/nodoppning/", why)["Location"] == page
    ground = CANARIES["on what ground somebody is protected"]
    for kind in ("marked", "none"):
        visitor.refresh_from_db()
        decided = {"kind": kind, "ground": ground, "version": visitor.version}
        assert manager.post(f"{page}skydd/beslut/", decided).status_code == 302
    visitor.refresh_from_db()
    handed = {
        "to_unit": SiteFactory().pk,
        "on": timezone.localdate().isoformat(),
        "reason": CANARIES["why somebody was handed over"],
        "version": visitor.version,
    }
    assert manager.post(f"{page}lamna-over/", handed).status_code == 302


def loot(tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """What the thief carries away: where it lay, and its bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, repr(cursor.fetchall()).encode()
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        for name in (path, Path(f"{path}-wal")):
            yield name.name, name.read_bytes()
    for path in settings.LIVSKRAFT_VAR.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()
    copy = tmp_path / "stulen.backup"
    archive.save(copy, key=secrets.token_bytes(32), at=timezone.now())
    yield copy.name, copy.read_bytes()


def test_what_is_secret_is_not_read_by_a_thief(tmp_path, caplog, capfd):
    caplog.set_level("INFO")
    everything_was_used()
    stolen = dict(loot(tmp_path))
    stolen["log"] = (caplog.text + "".join(capfd.readouterr())).encode()
    where = {name for name, data in stolen.items() if PLAIN.encode() in data}
    assert "access_user" in where, "the search finds what is not secret"
    if connection.vendor == "sqlite":
        assert any(name.endswith("-wal") for name in where), "and finds it in the log of writes too"
    for what, canary in CANARIES.items():
        for name, data in stolen.items():
            found = canary.encode() in data or ascii(canary)[1:-1].encode() in data
            assert not found, f"{what} can be read in {name}"
