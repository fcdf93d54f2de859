"""Are the municipality's self-checks set by the department, and a gym's own by its manager?"""

import pytest
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.models import CheckTemplate
from livskraft.modules.minigym.rules import Every
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in
from livskraft.organisation.tests.factories import responsible_body

pytestmark = pytest.mark.django_db
FILLED = {"name": "Veckokontroll", "every": "week", "points": "Golvet är rent\r\nVajrar är hela\r\n"}


@pytest.fixture
def gym():
    return GymFactory()


def points(template):
    return list(template.points.filter(dropped=False).order_by("position").values_list("text", flat=True))


def test_the_department_sets_changes_and_ends_what_every_gym_checks(gym):
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    client.post(reverse("new_template"), FILLED)
    template = CheckTemplate.objects.get()
    assert (points(template), gym.routines.count()) == (["Golvet är rent", "Vajrar är hela"], 1)
    edit = reverse("edit_template", args=[template.pk])
    assert "Vajrar är hela" in client.get(edit).content.decode()
    client.post(edit, {"name": "Vecka", "points": "Golvet är rent", "version": 1})
    assert points(template) == ["Golvet är rent"]
    stale = client.post(edit, {"name": "Annat", "points": "Larmet", "version": 1})
    assert stale.status_code == 409
    assert "Golvet är rent" in client.get(reverse("check_templates")).content.decode()
    client.post(reverse("end_template", args=[template.pk]))
    assert "Golvet är rent" not in client.get(reverse("check_templates")).content.decode()


def test_a_template_without_points_is_not_saved(gym):
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    page = client.post(reverse("new_template"), FILLED | {"points": " \r\n "})
    assert page.context["form"].errors["points"]
    assert not CheckTemplate.objects.exists()


def test_a_manager_sets_the_own_gyms_and_meets_neither_the_municipalitys_nor_anothers(gym):
    client, other = signed_in(gym.site), GymFactory()
    client.post(reverse("new_own_template", args=[gym.pk]), FILLED)
    own = CheckTemplate.objects.get()
    assert (own.gym, other.routines.count()) == (gym, 0)
    theirs = make_template(name="Deras", every=Every.WEEK, points=["x"], gym=other, by=actor_at(other.site))
    assert client.get(reverse("edit_own_template", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("end_own_template", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("check_templates")).status_code == 403
    department = signed_in(responsible_body(), Role.ADMINISTRATION)
    assert department.get(reverse("edit_template", args=[own.pk])).status_code == 404
    client.post(reverse("end_own_template", args=[own.pk]))
    assert not CheckTemplate.objects.in_force().filter(gym=gym).exists()
