"""Can a form be made to write a field that it does not show, by whoever posts whatever?"""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.models import Contact, Contract, Premises, Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Every field of every model of ours, with what an attacker would like it to be.
EVERYTHING = {
    field.attname: value
    for model in apps.get_models()
    if model.__module__.startswith("livskraft.")
    for field in model._meta.concrete_fields
    for value in ["1"]
} | {"role": Role.SYSTEM_ADMINISTRATOR, "is_active": "", "demo_day": "x", "password": "hackad hackad hackad"}
FORMS = {
    "rename_unit": ("unit", {"name", "name_key", "sort_key", "version"}),
    "move_unit": ("unit", {"parent_id", "path", "version"}),
    "close_unit": ("unit", {"closed", "version"}),
    "set_premises": ("unit", set()),
    "add_unit": ("unit", set()),
    "add_contact": ("unit", set()),
    "edit_contact": ("contact", {"purpose", "name", "email", "phone", "version"}),
    "end_contract": ("contract", {"ends", "version"}),
    "edit_user": ("user", {"name", "name_key", "sort_key", "email", "title", "phone", "version"}),
    "give_assignment": ("user", set()),
    "end_assignment": ("assignment", {"ends", "version"}),
    "send_sign_in_link": ("user", set()),
    "deactivate_user": ("user", {"is_active", "version"}),
    "activate_user": ("user", {"is_active", "version"}),
}


def everything_there():
    """Every row of access and organisation, by model and key."""
    return {
        (model, row["id"]): row
        for model in (User, Assignment, Unit, Contract, Contact, Premises)
        for row in model.objects.values()
    }


@pytest.mark.parametrize("role", Role)
def test_what_a_form_does_not_show_it_does_not_write(role):
    site = SiteFactory()
    target = AssignmentFactory(unit=site)
    contact = Contact.objects.create(unit=site, name="Kontakt", phone="011")
    objects = {"unit": site, "contact": contact, "contract": site.parent.contracts.get(), "user": target.user}
    objects["assignment"] = target
    client = Client()
    client.force_login(AssignmentFactory(role=role).user, backend=BACKEND)
    for name, (noun, shown) in FORMS.items():
        before = everything_there()
        url = reverse(name, kwargs={noun: objects[noun].pk})
        client.post(url, EVERYTHING | {"name": "Nytt", "email": "ny@example.invalid", "on": "2026-01-01"})
        after = everything_there()
        for (model, key), row in before.items():
            changed = {field for field, value in row.items() if after.get((model, key), {}).get(field) != value}
            changed -= {"last_login"}
            is_target = model is type(objects[noun]) and key == objects[noun].pk
            allowed = shown if is_target and role == Role.SYSTEM_ADMINISTRATOR else set()
            if model is Premises and name == "set_premises" and role == Role.SYSTEM_ADMINISTRATOR:
                allowed = {"address", "property_owner_id", "version"}
            if model is Unit and name == "move_unit" and role == Role.SYSTEM_ADMINISTRATOR:
                allowed = {"path", "parent_id", "version"}
            assert changed <= allowed, f"{role} changed {changed - allowed} of {model.__name__} through {name}"
        if role != Role.SYSTEM_ADMINISTRATOR:
            assert before.keys() == after.keys()


def test_ones_own_account_pages_give_nobody_a_role():
    user = AssignmentFactory(role=Role.CARE_STAFF).user
    client = Client()
    client.force_login(user, backend=BACKEND)
    for name in ("account", "account_change_password", "account_set_password", "unlock", "switch_assignment"):
        client.post(reverse(name), EVERYTHING)
    assert list(user.assignments.values_list("role", flat=True)) == [Role.CARE_STAFF]
    assert User.objects.get(pk=user.pk).is_active
