"""What does the paper say about who may support visitors, and the workbook about who is guided on what?"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from livskraft.access.models import User
from livskraft.documents.report import (
    Block,
    Bullets,
    CellKind,
    Column,
    Heading,
    Orientation,
    Report,
    Table,
    Text,
    Value,
)
from livskraft.documents.values import long
from livskraft.modules.minigym.queries.guidance import Matrix
from livskraft.organisation.models import Unit


def who_may_support(site: Unit, matrix: Matrix, therapists: Sequence[User], *, today: date) -> Report:
    """A notice for the wall of the staff room: who may support visitors on what; it holds for the day it is printed."""
    rows: list[list[Value]] = [
        [
            str(row.person),
            ", ".join(str(cell.kind) for cell in row.may_support),
            long(min(cell.until for cell in row.may_support if cell.until)),
        ]
        for row in matrix.able
    ]
    blocks: list[Block] = [
        Text(_("Omsorgspersonal ger stöd i minigymmet först efter vägledning av fysioterapeut.")),
        Table(
            [
                Column(_("Medarbetare"), 2),
                Column(_("Får ge stöd på"), 5),
                Column(_("Gäller minst till"), 2),
            ],
            rows,
            empty=_("Ingen i omsorgspersonalen får ge stöd i dag."),
        ),
    ]
    if therapists:
        blocks += [
            Heading(_("Får ge stöd genom sitt yrke")),
            Bullets([f"{person}, {person.title}" if person.title else str(person) for person in therapists]),
        ]
    return Report(
        title=_("Får ge stöd i minigymmet"),
        subtitle=str(site),
        meta=[(_("Gäller"), today)],
        blocks=blocks,
        dated=today,
    )


def guidance_matrix(site: Unit, matrix: Matrix, *, today: date) -> Report:
    """One row per member of staff and kind, so that it can be sorted and filtered in a workbook."""
    return Report(
        title=_("Vägledning av personal"),
        subtitle=str(site),
        blocks=[
            Table(
                [
                    Column(_("Medarbetare"), 3),
                    Column(_("Utrustning"), 3),
                    Column(_("Läge"), 2),
                    Column(_("Vägledd"), 2, CellKind.DATE, unknown=""),
                    Column(_("Gäller till och med"), 2, CellKind.DATE, unknown=""),
                ],
                [
                    [str(row.person), str(cell.kind), str(cell.state.label), cell.on, cell.until]
                    for row in matrix.rows
                    for cell in row.cells
                ],
                empty=_("Ingen omsorgspersonal eller utrustning finns inlagd här."),
            )
        ],
        orientation=Orientation.LANDSCAPE,
        dated=today,
    )
