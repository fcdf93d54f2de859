"""Which municipality is this, and in which county does it lie?

The codes and names are Statistics Sweden's (SCB, län och kommuner i kodnummerordning), in `people/data/`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Municipality:
    """Codes are text: "0580" begins with a nought."""

    code: str
    name: str
    county: str
    county_name: str


def municipality(code: str) -> Municipality | None:
    """The municipality with that code; None when there is no such code."""
    return _municipalities().get(code)


@cache
def _municipalities() -> Mapping[str, Municipality]:
    with (DATA / "counties.csv").open(encoding="utf-8", newline="") as file:
        counties = {row["county_code"]: row["county_name"] for row in csv.DictReader(file)}
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["municipality_code"]: Municipality(
                code=row["municipality_code"],
                name=row["municipality_name"],
                county=row["county_code"],
                county_name=counties[row["county_code"]],
            )
            for row in csv.DictReader(file)
        }
