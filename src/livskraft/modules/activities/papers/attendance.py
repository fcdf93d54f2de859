"""Which list lies at the door with a pen, to be typed back afterwards?"""

from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.documents.report import Align, Block, Column, Heading, Notice, Report, Table, Text, Value
from livskraft.kit.formats import clock, day, hours
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.queries.attendance import TapList
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender

BOX, LINE = "☐", "_" * 38
LINES_FOR_OTHERS = 8


def attendance_list(occasion: Occasion, names: list[str], actor: Actor) -> Report:
    """A row with a box for each name, and lines for those who come besides."""
    columns = [Column(_("Här"), 0, align=Align.CENTER), Column(_("Namn"), 1)]
    rows: list[list[Value]] = [[BOX, name] for name in names]
    blocks: list[Block] = [
        Table(columns, rows, empty=_("Ingen är anmäld och ingen brukar komma.")),
        Heading(_("Fler som kom")),
        Table(columns, [[BOX, LINE] for _line in range(LINES_FOR_OTHERS)]),
        Notice(_("Skriv in listan i Livskraft samma dag och lägg den sedan i sekretessåtervinningen.")),
    ]
    return _paper(occasion, blocks, actor)


def head_count_list(occasion: Occasion, actor: Actor) -> Report:
    """A field for each age group and gender, to put strokes in; no names."""
    columns = [Column(_("Ålder"), 3), *(Column(str(gender.label), 2, unknown="") for gender in CountedGender)]
    rows: list[list[Value]] = [[f"{age.label}\n\n", *("" for _gender in CountedGender)] for age in AgeGroup]
    blocks: list[Block] = [
        Text(_("Sätt ett streck för var och en som kommer. Skriv inga namn.")),
        Table(columns, rows),
    ]
    return _paper(occasion, blocks, actor)


def printable(found: TapList) -> list[str]:
    """The names that may stand on paper, in the order of the list: nobody whose data are protected."""
    free = {str(person.pk) for person in found.persons if not person.is_protected}
    rows = [row for group in found.groups for row in group.rows if row.field != "here" or row.value in free]
    return [
        _("%(name)s, född %(year)d") % {"name": row.name, "year": row.born} if row.born else row.name for row in rows
    ]


def _paper(occasion: Occasion, blocks: list[Block], actor: Actor) -> Report:
    when = hours(occasion.from_time, occasion.to_time) if occasion.to_time else clock(occasion.from_time)
    return Report(
        title=_("Närvaro: %(title)s") % {"title": occasion.activity.title},
        subtitle=_("%(site)s, %(day)s klockan %(when)s")
        % {"site": occasion.site.name, "day": day(occasion.on, actor.today), "when": when},
        blocks=blocks,
        dated=actor.today,
        on_a_wall=True,
    )
