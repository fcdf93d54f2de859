"""Whom does a row of a list mean? Each text is read for certain, or named with what is wrong; none is guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from livskraft.kit.errors import Refused
from livskraft.kit.identity import EARLIEST_YEAR, IdentityNumber, read_number
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.swedish_values import clean, key
from livskraft.kit.swedish_values.absence import absence
from livskraft.people.rules.searching import case_key
from livskraft.people.rules.vocabulary import Gender

T = TypeVar("T")
# A list that nobody has taken in is thrown away.
KEPT = timedelta(hours=24)
LONGEST = {
    "given_name": 80,
    "family_name": 80,
    "number": 60,
    "gender": 20,
    "birth_year": 20,
    "phone": 40,
    "email": 120,
    "street": 120,
    "postcode": 20,
    "city": 60,
    "language": 60,
    "adaptations": 1000,
    "area": 80,
    "case": 60,
}
FIELDS = tuple(LONGEST)
LONGEST_WRITTEN = 1000
_LONGEST_NAME_KEY, _LONGEST_SORT_KEY = 170, 400
# Nobody is older; and the year 1900 is what programs write when no year is known.
_OLDEST = 115
# Ten digits tell no century. Read as a child, they are most likely somebody who is a hundred.
_YOUNGEST_WITHOUT_CENTURY = 18
_SAME_ENOUGH = 75
_PARTICLES = {"von", "van", "af", "de", "la", "da", "di", "dos", "del", "der", "den", "el", "al", "bin", "ibn", "le"}
_WOMAN, _MAN = {"kvinna", "k", "kv", "f", "female", "dam", "w", "woman"}, {"man", "m", "male", "herre", "herr"}
_NO_GENDER = {"annat", "övrigt", "x", "vill inte ange"}
_SEVERAL = re.compile(r"[,;/&+]|\s(?:och|samt)\s", re.IGNORECASE)
_FORMULA = re.compile(r"[=@]|#[A-ZÅÄÖ/0!?]+[!?]?$")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_POSTCODE = re.compile(r"(?:SE?\s*-?\s*)?(\d{3})\s?(\d{2})", re.IGNORECASE)
# Only digits: a zero in front, which a spreadsheet takes away, is put back where only one number can be meant.
_LOST_ZERO = re.compile(r"[1-9]\d{7,8}|8\d{6}")


@dataclass(slots=True)
class Imported:
    """A row as it is understood; `problems` says of each field why it was not."""

    row: int
    given_name: str = ""
    family_name: str = ""
    number: IdentityNumber | None = None
    gender: Gender = Gender.UNKNOWN
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    language: str = ""
    adaptations: str = ""
    area: int | None = None
    case: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name_key(self) -> str:
        return name_key(self.name)

    @property
    def masked(self) -> str:
        """The day in the number, and that there is more."""
        return f"{self.number.digits[:8]}-••••" if self.number else ""


def read_row(row: int, written: Mapping[str, str], *, areas: Mapping[str, int], today: date) -> Imported:
    """`areas` are ids by name key. What says that nothing is known is nothing, but not in a name."""
    person = Imported(row)

    def read(name: str, how: Callable[[str], T], nothing: T) -> T:
        text = clean(written.get(name, ""))
        is_name = name in ("given_name", "family_name")
        if not text or (not is_name and absence(text)):
            return nothing
        try:
            _must_be_plain(name, text)
            return how(text)
        except Refused as refused:
            person.problems[name] = refused.message
            return nothing

    person.given_name = read("given_name", read_name, "")
    person.family_name = read("family_name", read_name, "")
    number = clean(written.get("number", ""))
    day = _only_a_day(number)
    person.number = read("number", lambda text: None if day else _number(text, today), None)
    person.gender = read("gender", read_gender, Gender.UNKNOWN)
    person.birth_year = read("birth_year", lambda text: read_birth_year(text, today), None)
    if day and "number" not in person.problems and person.birth_year is None and "birth_year" not in person.problems:
        try:
            person.birth_year = read_birth_year(day, today)
        except Refused as refused:
            person.problems["number"] = refused.message
    person.phone = read("phone", read_phone, "")
    person.email = read("email", _email, "")
    person.street = read("street", _text, "")
    person.postcode = read("postcode", read_postcode, "")
    person.city = read("city", _text, "")
    person.language = read("language", lambda text: "" if key(text) in ("svenska", "sv", "svensk") else text, "")
    person.adaptations = read("adaptations", _text, "")
    person.area = read("area", lambda text: _area(text, areas), None)
    person.case = read("case", _case, "")
    _agree(person)
    return person


def split_name(text: str) -> tuple[str, str]:
    """ "Ek, Anna" and "Anna Ek" as Anna and Ek; "Anna von Ek" as Anna and von Ek; one word is a given name."""
    text = clean(text)
    if text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        return (given, family) if given and family else (given or family, "")
    parts = text.split()
    if len(parts) < 2 or "," in text:
        return text, ""
    first = len(parts) - 1
    while first > 1 and parts[first - 1].casefold() in _PARTICLES:
        first -= 1
    return " ".join(parts[:first]), " ".join(parts[first:])


def read_name(text: str) -> str:
    if not any(char.isalpha() for char in text):
        return "" if not any(char.isdigit() for char in text) else _refuse(_("Det är inget namn."))
    if any(char.isdigit() for char in text):
        raise Refused(_("Det står siffror i namnet."))
    if _SEVERAL.search(text):
        raise Refused(_("Det ser ut som flera namn. Skriv en person per rad, med för- och efternamn var för sig."))
    return text


def read_gender(text: str) -> Gender:
    said = key(text).strip(" .")
    if said in _WOMAN or said in _MAN:
        return Gender.WOMAN if said in _WOMAN else Gender.MAN
    if said in _NO_GENDER:
        return Gender.UNKNOWN
    raise Refused(_("Skriv kvinna eller man, eller lämna tomt."))


def read_birth_year(text: str, today: date) -> int:
    """The year of a day or a year with four digits; what tells no century is refused."""
    day = _ISO.match(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    year = int(day[1]) if day else int(text) if re.fullmatch(r"\d{4}", text) else 0
    if day:
        try:
            date(*(int(part) for part in day.groups()))
        except ValueError:
            raise Refused(_("Det finns ingen sådan dag.")) from None
        if year == 1905:
            # A year typed in a cell with date format becomes a day in 1905.
            raise Refused(_("Excel kan ha gjort om ett årtal till en dag. Skriv födelseåret med fyra siffror."))
    if not year and re.fullmatch(r"0{4}(?:-.*)?", text):
        raise Refused(_("Födelseåret är inte möjligt."))
    if not year:
        raise Refused(_("Skriv födelseåret med fyra siffror."))
    if year > today.year:
        raise Refused(_("Födelseåret har inte varit än."))
    if year < max(EARLIEST_YEAR, today.year - _OLDEST):
        raise Refused(_("Födelseåret är för länge sedan. Kontrollera det, eller lämna tomt."))
    return year


def read_phone(text: str) -> str:
    """As it is written, which may be two numbers or have a word beside it."""
    return " / ".join(_one_phone(part) for part in text.split(" / "))


def _one_phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) < 5:
        raise Refused(_("Det är inget telefonnummer."))
    if re.fullmatch(r"[1-9]\d*", text):
        if re.fullmatch(r"46[1-9]\d{6,8}", text) and len(text) > 9:
            return f"+{text}"
        if not _LOST_ZERO.fullmatch(text):
            raise Refused(_("Numret ser ut att ha tappat en nolla eller ett riktnummer. Skriv hela numret."))
        return f"0{text}"
    return text


def read_postcode(text: str) -> str:
    found = _POSTCODE.fullmatch(text)
    if not found:
        raise Refused(_("Postnumret ska ha fem siffror."))
    return f"{found[1]} {found[2]}"


def same_name(one: str, other: str) -> bool:
    """Whether two name keys can be one person's, whose number says that they are: a name changes, but not all of it."""
    shared = {word for word in re.split(r"[\s-]", one) if len(word) > 1} & set(re.split(r"[\s-]", other))
    return bool(shared) or fuzz.ratio(one, other) >= _SAME_ENOUGH


def _must_be_plain(name: str, text: str) -> None:
    if len(text) > LONGEST[name]:
        raise Refused(_("Texten är för lång. Den får ha högst %(most)d tecken.") % {"most": LONGEST[name]})
    if _FORMULA.match(text):
        raise Refused(_("Det står en formel eller ett fel i cellen. Skriv det som ska stå."))
    if name not in ("number", "birth_year") and _ISO.fullmatch(text):
        raise Refused(_("Cellen är ett datum. Skriv det som ska stå."))


def _number(text: str, today: date) -> IdentityNumber:
    number = read_number(text, today=today)
    digits = sum(char.isdigit() for char in text)
    if digits == len("4408139089") and "+" not in text and number.age_on(today) < _YOUNGEST_WITHOUT_CENTURY:
        raise Refused(_("Numret kan vara från två århundraden. Skriv det med tolv siffror."))
    return number


def _only_a_day(text: str) -> str:
    """The text when it is a day of birth with its century and no last digits, as lists have it instead of a number."""
    bare = re.sub(r"[-\s]*[x*?•]{4}$", "", text, flags=re.IGNORECASE)
    return bare if _ISO.fullmatch(bare) or re.fullmatch(r"(?:18|19|20)\d{6}", bare) else ""


def _text(text: str) -> str:
    return text


def _email(text: str) -> str:
    address = text.removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("Det är ingen e-postadress.")) from None
    return address


def _area(text: str, areas: Mapping[str, int]) -> int:
    found = areas.get(name_key(text))
    if found is None:
        raise Refused(_("Området finns inte. Skriv ett område som finns i Livskraft, eller lämna tomt."))
    return found


def _case(text: str) -> str:
    if len(case_key(text)) > LONGEST["case"]:
        raise Refused(_("Ärendenumret är för långt."))
    return text


def _agree(person: Imported) -> None:
    """What each field says must also fit together."""
    names = {"given_name", "family_name"}
    if not person.given_name and not names & set(person.problems):
        person.problems["given_name"] = _("Förnamnet saknas.") if person.family_name else _("Namnet saknas.")
    if absence(person.name) and person.name and len(person.name) > len("Na"):
        person.problems["given_name"] = _("Namnet saknas.")
    if len(person.name_key) > _LONGEST_NAME_KEY or len(sort_key(person.name)) > _LONGEST_SORT_KEY:
        person.problems["family_name"] = _("Namnet är för långt.")
    number = person.number
    if number is None:
        return
    if person.birth_year not in (None, number.born.year):
        person.problems["birth_year"] = _("Födelseåret stämmer inte med numret. Kontrollera båda.")
    if person.gender not in (Gender.UNKNOWN, number.gender):
        person.problems["gender"] = _("Könet stämmer inte med numret. Kontrollera numret, eller lämna könet tomt.")
    person.birth_year, person.gender = number.born.year, Gender(number.gender)


def _refuse(why: str) -> str:
    raise Refused(why)
