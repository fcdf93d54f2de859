"""Is every change to the audit noticed: a row, a seal, the end of the chain?"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.utils import timezone

from livskraft.access import audit, seal
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry, AuditSeal, AuditSubject
from livskraft.access.tasks import seal_audit, verify_audit
from livskraft.kit import insert_only

pytestmark = pytest.mark.django_db
NEXT = 2 * seal.LAG


@pytest.fixture(autouse=True)
def own_file(tmp_path, settings):
    settings.LIVSKRAFT_VAR = tmp_path


def write(count=3):
    """The first about somebody, of whom the audit knows the label only."""
    person = SimpleNamespace(pk=7, _meta=SimpleNamespace(label_lower="people.person"))
    for number in range(count):
        audit.wrote(system_actor("test"), f"test.{number}", [] if number else [person], ["name"])


def sealed(count=3):
    write(count)
    return seal.seal(timezone.now() + NEXT)


def raw(sql, *parameters):
    """As somebody would who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.fixture
def without_guards():
    insert_only.remove(connection)
    yield
    insert_only.install(connection)


def test_young_rows_wait_and_old_ones_are_sealed_once():
    write()
    assert seal.seal(timezone.now()) == 0
    assert seal.seal(timezone.now() + NEXT) == 3
    assert seal.seal(timezone.now() + NEXT) == 0
    write(1)
    assert seal.seal(timezone.now() + NEXT) == 1
    assert AuditSeal.objects.count() == 2
    assert seal.verify() is None


def test_a_long_backlog_becomes_several_seals(monkeypatch):
    monkeypatch.setattr(seal, "ROWS_PER_SEAL", 2)
    assert sealed(5) == 5
    assert [each.count for each in AuditSeal.objects.order_by("pk")] == [2, 2, 1]
    assert seal.verify() is None


def test_the_worker_seals():
    assert seal_audit.enqueue().return_value == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_auditentry SET who = 'user:1' WHERE verb = 'test.1'",
        "UPDATE access_auditentry SET field_names = '[]' WHERE verb = 'test.1'",
        "DELETE FROM access_auditentry WHERE verb = 'test.0'",
        "DELETE FROM access_auditentry WHERE verb = 'test.2'",
        "UPDATE access_auditseal SET count = 2",
        "UPDATE access_auditseal SET digest = 'x'",
        "DELETE FROM access_auditseal",
        "DELETE FROM access_auditsubject WHERE person_id = 7",
        "UPDATE access_auditsubject SET person_id = 9 WHERE person_id = 7",
    ],
)
def test_a_raw_change_is_found(without_guards, sql):
    sealed()
    assert seal.verify() is None
    raw(sql)
    broken = seal.verify()
    assert broken
    with pytest.raises(CommandError, match="bruten"):
        call_command("verify_audit")


def test_cutting_off_the_last_seal_with_its_rows_is_found(without_guards):
    sealed()
    cut = AuditEntry.objects.order_by("-pk").first().pk
    sealed()
    raw("DELETE FROM access_auditentry WHERE id > %s", cut)
    raw("DELETE FROM access_auditseal WHERE last_id > %s", cut)
    assert seal.verify()


def test_a_chain_made_anew_without_the_key_is_found(without_guards, settings):
    sealed()
    raw("DELETE FROM access_auditentry WHERE verb = 'test.1'")
    raw("DELETE FROM access_auditseal")
    settings.LIVSKRAFT_ENCRYPTION_KEY = "b" * 43 + "="
    seal.seal(timezone.now() + NEXT)
    settings.LIVSKRAFT_ENCRYPTION_KEY = "a" * 43 + "="
    assert seal.verify()


def test_a_changed_key_keeps_old_seals_whole(settings):
    old, settings.LIVSKRAFT_OLD_ENCRYPTION_KEYS = settings.LIVSKRAFT_ENCRYPTION_KEY, []
    sealed()
    settings.LIVSKRAFT_OLD_ENCRYPTION_KEYS, settings.LIVSKRAFT_ENCRYPTION_KEY = [old], "b" * 43 + "="
    sealed()
    assert seal.verify() is None


@pytest.mark.parametrize("model", [AuditEntry, AuditSeal, AuditSubject])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_audit(model, change):
    sealed()
    with pytest.raises(Error, match="insert-only"), transaction.atomic():
        raw(change.format(model._meta.db_table))
    assert model.objects.exists()


def test_a_lost_trigger_is_reported_and_migrate_puts_it_back(without_guards):
    assert len(insert_only.missing(connection)) >= 4
    assert insert_only.check(databases=["default"])
    call_command("migrate", verbosity=0)
    assert insert_only.missing(connection) == []
    assert insert_only.check(databases=["default"]) == []


def test_the_command_says_that_all_is_well(capsys):
    sealed()
    write(1)
    call_command("verify_audit")
    assert "1 rader väntar" in capsys.readouterr().out


def test_a_row_is_sealed_only_when_no_older_transaction_still_writes(monkeypatch):
    write()
    now = timezone.now() + NEXT
    monkeypatch.setattr(seal, "_oldest_writer", lambda: timezone.now() - timedelta(minutes=5))
    assert seal.seal(now) == 0
    monkeypatch.setattr(seal, "_oldest_writer", lambda: None)
    assert seal.seal(now) == 3


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_auditentry SET who = 'user:1' WHERE verb = 'test.1'",
        "DELETE FROM access_auditentry WHERE verb = 'test.2'",
        "UPDATE access_auditseal SET digest = 'x'",
        "DELETE FROM access_auditseal",
    ],
)
def test_nothing_is_sealed_onto_a_broken_chain(without_guards, caplog, sql):
    sealed()
    raw(sql)
    before = AuditSeal.objects.count()
    assert sealed() == 0
    assert AuditSeal.objects.count() == before
    assert "not sealed any further" in caplog.text


def test_a_change_deep_in_the_chain_is_told_at_night(without_guards, caplog):
    for _time in range(3):
        sealed()
    assert verify_audit.enqueue().return_value is True
    first = AuditEntry.objects.order_by("pk").first()
    raw("UPDATE access_auditentry SET who = 'user:1' WHERE id = %s", first.pk)
    assert seal.verify_end() is None
    assert verify_audit.enqueue().return_value is False
    assert "The audit is broken" in caplog.text
