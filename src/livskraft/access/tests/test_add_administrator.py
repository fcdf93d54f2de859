"""Does a new installation get somebody who can begin?"""

import pytest
from django.core.management import CommandError, call_command

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.organisation.queries import responsible_body

pytestmark = pytest.mark.django_db
COMMAND = "livskraft.access.management.commands.add_administrator.getpass"


def test_an_empty_installation_gets_its_municipality_and_somebody_to_begin(monkeypatch, settings):
    monkeypatch.setattr(COMMAND, lambda prompt: "fyra lugna svanar")
    call_command("add_administrator", "Ada Minister", "ada@example.invalid")
    assignment = Assignment.objects.get()
    assert (assignment.role, assignment.unit) == (Role.SYSTEM_ADMINISTRATOR, responsible_body())
    assert assignment.unit.name == settings.LIVSKRAFT_MUNICIPALITY
    assert assignment.user.check_password("fyra lugna svanar")


def test_a_weak_password_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(COMMAND, lambda prompt: "kort")
    with pytest.raises(CommandError):
        call_command("add_administrator", "Ada Minister", "ada@example.invalid")
    assert not User.objects.exists()
    assert responsible_body() is None


def test_a_slip_of_the_finger_leaves_nothing_behind(monkeypatch):
    typed = iter(["fyra lugna svanar", "fyra lugna svaner"])
    monkeypatch.setattr(COMMAND, lambda prompt: next(typed))
    with pytest.raises(CommandError, match="inte lika"):
        call_command("add_administrator", "Ada Minister", "ada@example.invalid")
    assert not User.objects.exists()
    assert responsible_body() is None
