"""What must the month's two files to the national register hold, and what would it refuse?

KHSL1 are the patient contacts, KHSL2 the codes of each. What the files are called, and which columns they have in which
order, stands in `data/khsl.toml` with its source: those are assumed, and changed there. Source: HSLF-FS 2017:67.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role
from livskraft.modules.training.rules.codes import fault_of

DATA = Path(__file__).resolve().parents[1] / "data" / "khsl.toml"
PROFESSIONS = {Role.PHYSIOTHERAPIST: "XS918", Role.OCCUPATIONAL_THERAPIST: "XS910"}
FIELDS = frozenset({"month", "municipality", "number", "on", "contact", "profession", "code"})
# So many months back can be taken out again, since a note is corrected long after.
MONTHS_BACK = 12
# So many months back a report that nobody has sent is still owed.
MONTHS_OWED = 3
# No source here says by which day: a rule of the municipality's own.
DUE_DAY = 15


class Wrong(TextChoices):
    """Why the register would refuse a contact, or a code of it."""

    NO_NUMBER = "no_number", _("Patienten har inget personnummer eller samordningsnummer")
    NO_PROFESSION = "no_profession", _("Den som skrev är varken fysioterapeut eller arbetsterapeut")
    NOT_A_CODE = "not_a_code", _("Koden har inte fem tecken")
    TOO_BROAD = "too_broad", _("Koden slutar på 000")
    NOT_TOGETHER = "not_together", _("Koderna kan inte stå på samma kontakt")


@dataclass(frozen=True, slots=True)
class Contact:
    """A signed note as it stands; whose number is looked up for a file only."""

    note: int
    person: int
    on: date
    unit: int
    author: str
    profession: str
    has_number: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a contact, or with one of its codes."""

    contact: Contact
    wrong: Wrong
    code: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class File:
    """One of the two files: a row for each contact, or one for each code of each contact."""

    key: str
    by_code: bool
    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Format:
    source: str
    separator: str
    encoding: str
    header: bool
    date: str
    month: str
    files: tuple[File, ...]
    exclusive: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be sent, and what is wrong with the rest."""

    contacts: list[Contact] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def codes(self) -> int:
        return sum(len(contact.codes) for contact in self.contacts)


@cache
def national_format() -> Format:
    """As the file says. Raises ValueError when it names a field that there is not."""
    return from_data(tomllib.loads(DATA.read_text(encoding="utf-8")))


def from_data(data: Mapping[str, Any]) -> Format:
    """Raises ValueError for an unknown field, a separator of more signs than one, or no source."""
    files = tuple(
        File(
            each["key"],
            each["holds"] == "codes",
            each["name"],
            tuple(Column(column["name"], column["field"]) for column in each["columns"]),
        )
        for each in data["files"]
    )
    unknown = {column.field for each in files for column in each.columns} - FIELDS
    if unknown or len(data["separator"]) != 1 or not data["source"]:
        raise ValueError(f"the format of the report is wrong: {sorted(unknown) or 'separator or source'}")
    return Format(
        data["source"],
        data["separator"],
        data["encoding"],
        data["header"],
        data["date"],
        data["month"],
        files,
        tuple(frozenset(codes) for codes in data.get("exclusive", ())),
    )


def profession_code(written: str) -> str:
    """The code of the profession that a note was signed in, by its code or its name; empty for others."""
    return next((code for role, code in PROFESSIONS.items() if written in (role.value, str(role.label))), "")


def checked(contacts: Iterable[Contact], exclusive: Sequence[frozenset[str]]) -> Checked:
    """A contact that lacks what it must have is left out whole; of one with a wrong code only the code.

    Codes that exclude each other are left out together, for which of them is right is not for us to say.
    """
    found = Checked()
    for contact in contacts:
        wrong = _wrong(contact)
        if wrong is not None:
            found.faults.append(Fault(contact, wrong))
            continue
        bad: dict[str, Wrong] = {}
        for code in contact.codes:
            if fault := fault_of(code):
                bad[code] = Wrong(fault.value)
        for together in exclusive:
            clash = together.intersection(contact.codes)
            if len(clash) > 1:
                bad |= dict.fromkeys(sorted(clash), Wrong.NOT_TOGETHER)
        found.faults.extend(Fault(contact, why, code) for code, why in bad.items())
        kept = tuple(code for code in contact.codes if code not in bad)
        found.contacts.append(replace(contact, codes=kept))
    return found


def text_of(
    file: File,
    contacts: Iterable[Contact],
    *,
    numbers: Mapping[int, str],
    municipality: str,
    month: date,
    form: Format | None = None,
) -> str:
    """The file, a line for each contact or for each of its codes; `numbers` are those of the persons."""
    form = form or national_format()
    lines = [form.separator.join(column.name for column in file.columns)] if form.header else []
    for contact in contacts:
        values = {
            "month": month.strftime(form.month),
            "municipality": municipality,
            "number": numbers[contact.person],
            "on": contact.on.strftime(form.date),
            "contact": str(contact.note),
            "profession": profession_code(contact.profession),
        }
        for code in contact.codes if file.by_code else ("",):
            lines.append(form.separator.join((values | {"code": code})[column.field] for column in file.columns))
    return "".join(f"{line}\r\n" for line in lines)


def name_of(file: File, *, municipality: str, month: date, form: Format | None = None) -> str:
    form = form or national_format()
    return file.name.format(municipality=municipality, month=month.strftime(form.month))


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def closed_months(today: date, count: int) -> list[date]:
    """The first days of the latest `count` months that are over, the latest first."""
    return [month_of(today) - relativedelta(months=back) for back in range(1, count + 1)]


def due(month: date) -> date:
    """The last day for sending the files of a month. Local rule."""
    return (month + relativedelta(months=1)).replace(day=DUE_DAY)


def _wrong(contact: Contact) -> Wrong | None:
    if not contact.has_number:
        return Wrong.NO_NUMBER
    return None if profession_code(contact.profession) else Wrong.NO_PROFESSION
