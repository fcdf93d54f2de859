"""Do only those see the whole whose work it is?"""

from livskraft.access.permissions import granted
from livskraft.access.roles import EXTERNAL, Role
from livskraft.overview.permissions import GRANTS, Permission


def test_the_municipality_is_seen_by_four_roles():
    seers = {role for role in Role if granted(Permission.SEE_MUNICIPALITY, role)}
    assert seers == {Role.ADMINISTRATION, Role.COMMITTEE_SECRETARY, Role.SAFETY_COORDINATOR, Role.AREA_MANAGER}


def test_nobody_from_outside_sees_a_site_as_a_whole():
    for permission in Permission:
        assert not EXTERNAL & GRANTS[permission]
        assert Role.EVALUATOR not in GRANTS[permission]


def test_those_who_answer_for_a_site_write_what_the_public_reads():
    writers = {role for role in Role if granted(Permission.PRESENT_SITE, role)}
    assert writers == {Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SYSTEM_ADMINISTRATOR}
