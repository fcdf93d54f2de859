"""Are people added, edited and deactivated by the right ones, and is a deactivated person out at once?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from livskraft.access.actions import activate_user, add_user, deactivate_user, edit_user, set_password
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)


def details(user, **changes):
    return {"name": user.name, "email": user.email, "phone": user.phone, "title": user.title} | changes


def test_staff_without_email_count_but_cannot_sign_in(administrator):
    user = add_user(name="Åsa Öberg", email=" ", by=administrator)
    assert user.email is None
    assert user.name_key == "åsa öberg"
    assert not User.objects.able_to_sign_in().filter(pk=user.pk).exists()
    add_user(name="Vikarie Två", email=None, by=administrator)


def test_an_address_belongs_to_one_person_whatever_its_capitals(administrator):
    add_user(name="Ett", email="Ett@Example.invalid", by=administrator)
    with pytest.raises(Refused) as refused:
        add_user(name="Två", email="ett@example.INVALID", by=administrator)
    assert refused.value.field == "email"


def test_the_audit_names_fields_and_never_values(administrator):
    user = add_user(name="Ett", email="ett@example.invalid", phone="070-1740600", by=administrator)
    edit_user(user=user, **details(user, phone="070-1740601"), by=administrator)
    entry = AuditEntry.objects.get(verb="access.user_edited")
    assert entry.field_names == ["phone"]
    assert "1740601" not in str(AuditEntry.objects.values())


def test_the_second_editor_of_a_person_meets_a_conflict(administrator):
    user = UserFactory()
    edit_user(user=user, **details(user, title="Chef"), version=1, by=administrator)
    with pytest.raises(Conflict):
        edit_user(user=user, **details(user, title="Vikarie"), version=1, by=administrator)
    with pytest.raises(Conflict):
        deactivate_user(user=user, version=1, by=administrator)


@pytest.mark.parametrize(
    "act",
    [
        lambda user, by: deactivate_user(user=user, by=by),
        lambda user, by: edit_user(user=user, **details(user, email="ny@example.invalid"), by=by),
        lambda user, by: set_password(user=user, password="fyra lugna svanar", by=by),
    ],
)
def test_deactivation_a_new_address_and_a_new_password_end_every_session(administrator, act):
    user, other = AssignmentFactory().user, AssignmentFactory(unit=SiteFactory()).user
    clients = {person: Client() for person in (user, other)}
    for person, client in clients.items():
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get("/konto/").status_code == 200
    act(user, administrator)
    assert clients[user].get("/konto/").status_code == 302
    assert clients[other].get("/konto/").status_code == 200


def test_somebody_activated_again_can_sign_in(administrator):
    user = deactivate_user(user=UserFactory(), by=administrator)
    assert activate_user(user=user, by=administrator).is_active


def test_nobody_deactivates_themselves(administrator):
    with pytest.raises(Refused):
        deactivate_user(user=administrator.user, by=administrator)


def test_a_weak_password_is_refused():
    user = UserFactory()
    with pytest.raises(Refused):
        set_password(user=user, password="kort", by=system_actor("test"))
    set_password(user=user, password="fyra lugna svanar", by=system_actor("test"))
    assert User.objects.get(pk=user.pk).check_password("fyra lugna svanar")


def test_an_administrator_of_a_part_cannot_take_over_somebody_who_also_works_elsewhere():
    site, twin = SiteFactory(), SiteFactory()
    by = actor_at(site, Role.SYSTEM_ADMINISTRATOR)
    user = AssignmentFactory(unit=site).user
    edit_user(user=user, **details(user, title="Chef"), by=by)
    AssignmentFactory(user=user, unit=twin)
    with pytest.raises(PermissionDenied):
        edit_user(user=user, **details(user, email="min@example.invalid"), by=by)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_nobody_but_an_administrator_changes_people(role):
    by, user = actor_at(responsible_body(), role), UserFactory()
    with pytest.raises(PermissionDenied):
        add_user(name="Ny", by=by)
    with pytest.raises(PermissionDenied):
        edit_user(user=user, **details(user), by=by)
    with pytest.raises(PermissionDenied):
        deactivate_user(user=user, by=by)
    with pytest.raises(PermissionDenied):
        activate_user(user=user, by=by)
    with pytest.raises(PermissionDenied):
        set_password(user=user, password="fyra lugna svanar", by=by)
