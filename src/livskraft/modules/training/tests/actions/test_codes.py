"""Is a list loaded whole or not at all, once, by who may, and in force from its day?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.codes import load_codes
from livskraft.modules.training.models import Code, CodeList
from livskraft.modules.training.queries.codes import current_codes, list_in_force, search
from livskraft.modules.training.rules.codes import read_rows
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
GOOD = read_rows([(2, "AW005", "Uppföljning av ordination"), (3, "DV200", "Utfärdande av ordination")])
BAD = read_rows([(2, "AW005", "Uppföljning"), (3, "AW000", "För bred")])


@pytest.fixture
def by():
    return actor_at(SiteFactory().parent.parent, Role.SYSTEM_ADMINISTRATOR, at=NOW)


def load(by, read=GOOD, starts=DAY, **others):
    return load_codes(read=read, name="Listan", starts=starts, source="Källan", by=by, **others)


def test_nothing_is_loaded_of_a_list_with_a_wrong_row_unless_it_is_left_out(by):
    with pytest.raises(Refused, match="1 rader"):
        load(by, BAD)
    assert not CodeList.objects.exists()
    assert not Code.objects.exists()
    assert [code.code for code in load(by, BAD, leave_out_wrong=True).codes.all()] == ["AW005"]


def test_an_empty_list_takes_the_place_of_nothing(by):
    with pytest.raises(Refused):
        load(by, read_rows([(2, "AW000", "För bred")]), leave_out_wrong=True)
    assert not CodeList.objects.exists()


def test_the_same_once_more_is_the_one_that_is_there_and_a_mended_one_takes_its_place(by):
    first = load(by)
    assert load(by) == first
    assert AuditEntry.objects.filter(verb="training.codes_loaded").count() == 1
    mended = load(by, read_rows([(2, "AW005", "Bättre text")]))
    assert list_in_force(DAY) == mended


def test_the_list_in_force_is_the_latest_that_has_begun(by):
    old, new = load(by), load(by, read_rows([(2, "AW020", "Plan")]), DAY + timedelta(days=365))
    assert list_in_force(DAY - timedelta(days=1)) is None
    assert not current_codes(DAY - timedelta(days=1))
    assert list_in_force(DAY) == old
    assert list_in_force(new.starts - timedelta(days=1)) == old
    assert [code.code for code in current_codes(new.starts)] == ["AW020"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("aw", ["AW005"]),
        ("ORDINATION", ["AW005", "DV200"]),
        ("ordination utfärdande", ["DV200"]),
        ("ordination plan", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_code_is_found_by_its_beginning_and_by_words_of_its_text(by, words, found):
    load(by)
    assert [code.code for code in search(words, DAY)] == found


def test_so_many_are_found_and_no_more(by):
    load(by, read_rows([(number, f"AB{number:03}", "Samma") for number in range(100, 140)]))
    assert len(search("samma", DAY)) == 20


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST, Role.ADMINISTRATION])
def test_nobody_but_the_system_administrator_loads_codes(role):
    with pytest.raises(PermissionDenied):
        load(actor_at(SiteFactory(), role, at=NOW))


@pytest.mark.parametrize("lacking", ["name", "source"])
def test_a_list_has_a_name_and_a_source(by, lacking):
    said = {"name": "Listan", "source": "Källan"} | {lacking: " \n"}
    with pytest.raises(Refused) as refused:
        load_codes(read=GOOD, starts=DAY, by=by, **said)
    assert refused.value.field == lacking
