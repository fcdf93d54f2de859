"""Is every code its own, also those that the database makes for gyms from before there were codes?"""

import pytest
from django.db import connection

from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db


def test_a_code_is_128_random_bits():
    codes = {new_token() for _number in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {22}


def test_the_database_gives_each_row_its_own_code():
    gym = GymFactory()
    columns = [field.column for field in Gym._meta.concrete_fields if field.name not in ("id", "token", "name")]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        for number in range(3):
            cursor.execute(
                f"INSERT INTO minigym_gym ({names}, name) SELECT {names}, %s FROM minigym_gym WHERE id = %s",
                [f"Gym {number}", gym.pk],
            )
    codes = set(Gym.objects.values_list("token", flat=True))
    assert len(codes) == 4
    assert all(len(code) in (22, 32, 40) for code in codes)
