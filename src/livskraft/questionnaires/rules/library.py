"""Which instruments are there, and in which versions?"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from livskraft.questionnaires.rules.instruments import Faulty, Instrument, from_data

FOLDER = Path(__file__).resolve().parents[1] / "instruments"


@cache
def library() -> Mapping[str, Instrument]:
    """Every version by its code, in the order of their files. Raises Faulty when a file says what cannot be."""
    found: dict[str, Instrument] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        instrument = from_data(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        if path.stem != f"{instrument.key}-{instrument.version}":
            raise Faulty(f"{path.name} holds {instrument.code}")
        found[instrument.code] = instrument
    return found


def latest() -> list[Instrument]:
    """The newest version of each, by title."""
    newest: dict[str, Instrument] = {}
    for each in library().values():
        if each.key not in newest or newest[each.key].version < each.version:
            newest[each.key] = each
    return sorted(newest.values(), key=lambda each: each.title.casefold())
