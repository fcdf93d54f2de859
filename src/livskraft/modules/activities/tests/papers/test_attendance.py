"""Does the list at the door have a box for each name, lines for others, and nobody whose data are protected?"""

from datetime import UTC, date, datetime

from livskraft.access.actor import system_actor
from livskraft.documents.report import Heading, Table
from livskraft.modules.activities.models import Activity, Occasion
from livskraft.modules.activities.papers.attendance import BOX, LINE, attendance_list, head_count_list, printable
from livskraft.modules.activities.queries.attendance import Group, Row, TapList
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Protection

BY = system_actor("test", datetime(2026, 3, 3, 9, tzinfo=UTC))


def occasion():
    on = date(2026, 3, 3)
    activity = Activity(title="Sittgympa")
    starts, ends = datetime(2026, 3, 3, 9, tzinfo=UTC).time(), None
    return Occasion(activity=activity, site=Unit(name="Almgården"), on=on, from_time=starts, to_time=ends)


def test_it_says_what_where_and_when_with_a_box_for_each_and_lines_for_others():
    paper = attendance_list(occasion(), ["Anna Ek", "Bo Al"], BY)
    names, others = (block for block in paper.blocks if isinstance(block, Table))
    assert (paper.title, paper.subtitle) == ("Närvaro: Sittgympa", "Almgården, tisdag 3 mars klockan 9.00")
    assert names.rows == [[BOX, "Anna Ek"], [BOX, "Bo Al"]]
    assert len(others.rows) >= 5
    assert all(row == [BOX, LINE] for row in others.rows)
    assert [block.text for block in paper.blocks if isinstance(block, Heading)] == ["Fler som kom"]


def test_heads_are_counted_without_room_for_names():
    (table,) = (block for block in head_count_list(occasion(), BY).blocks if isinstance(block, Table))
    assert len(table.rows) == len(AgeGroup)
    assert len(table.columns) == 1 + len(CountedGender)


def test_somebody_protected_is_never_printed_also_for_who_may_know():
    persons = [
        Person(pk=1, given_name="Anna"),
        Person(pk=2, given_name="Hemlig", protection=Protection.MARKED),
    ]
    rows = [Row("here", "1", "Anna", False), Row("here", "2", "Hemlig", True), Row("sign_up", "2", "Cia", False)]
    found = TapList([Group("Anmälda", rows)], shown=[2], unseen=0, persons=persons)
    assert printable(found) == ["Anna", "Cia"]


def test_namesakes_on_the_paper_are_told_apart_by_the_year_of_birth_alone():
    rows = [Row("here", "1", "Karin Lund", False, born=1941), Row("new", "Bo Ek", "Bo Ek", True)]
    karin = Person(pk=1, given_name="Karin", family_name="Lund")
    assert printable(TapList([Group("", rows)], [], 0, [karin])) == ["Karin Lund, född 1941", "Bo Ek"]
