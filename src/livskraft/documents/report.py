"""What does a paper say, before anybody decides whether it is a page, a PDF or a workbook?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from livskraft.kit.partial_date import PartialDate

UNKNOWN = "okänt"


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Paper(StrEnum):
    A4 = "a4"
    A5 = "a5"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"


class Tone(StrEnum):
    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True)
class Qr:
    """A QR code that leads to `data`; `alt` says where, for those who cannot see it. Stands alone or in a cell."""

    data: str
    alt: str

    def __post_init__(self) -> None:
        _must_have(self.alt, "A QR code needs an alternative text.")


Value = str | int | float | Decimal | date | PartialDate | Qr | None


@dataclass(frozen=True)
class Column:
    """`width` is the column's share of the page; 0 means as narrow as its content.

    `unknown` is what an empty cell says."""

    label: str
    width: float = 1
    kind: CellKind = CellKind.TEXT
    align: Align | None = None
    unknown: str = UNKNOWN

    @property
    def aligned(self) -> Align:
        if self.align:
            return self.align
        return Align.RIGHT if self.kind in (CellKind.NUMBER, CellKind.MONEY) else Align.LEFT


@dataclass(frozen=True)
class Heading:
    """Levels 1 to 3 below the report's title."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError("A heading's level is 1, 2 or 3.")


@dataclass(frozen=True)
class Text:
    """A paragraph; line breaks are kept. `language` when it is not the paper's own."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Bullets:
    """`numbered` are steps, to be done in order."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels with their values; an empty value says `unknown`."""

    pairs: Sequence[tuple[str, Value]]
    unknown: str = UNKNOWN


class Narrow(StrEnum):
    """What a table becomes on a page that is too narrow for it; on paper it stays a table.

    Cards: each row a card. Lines: each row a line with its first two cells, the others small below. Columns: each
    column after the first folded together, with a line for every row.
    """

    CARDS = "cards"
    LINES = "lines"
    COLUMNS = "columns"


@dataclass(frozen=True)
class Table:
    """`caption` stands above, `note` below, `empty` instead of the rows when there are none.

    `depths` says how far each row lies beneath those before it, so that lines can be folded under what gathers them.
    `folded` is what a page shows instead until somebody unfolds the table; on paper it always stands there.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    caption: str = ""
    note: str = ""
    empty: str = "Inga uppgifter."
    narrow: Narrow = Narrow.CARDS
    depths: Sequence[int] = ()
    folded: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("A table needs columns.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Every row of a table has as many cells as there are columns.")
        if self.depths and len(self.depths) != len(self.rows):
            raise ValueError("Every row of a table has a depth when one has.")


@dataclass(frozen=True)
class Figure:
    """A picture (PNG, JPEG or SVG) that `alt` describes; `width` is its share of the page."""

    data: bytes
    alt: str
    caption: str = ""
    width: float = 1

    def __post_init__(self) -> None:
        _must_have(self.alt, "A figure needs an alternative text.")

    @property
    def content_type(self) -> str:
        if self.data.startswith(b"\x89PNG"):
            return "image/png"
        return "image/jpeg" if self.data.startswith(b"\xff\xd8") else "image/svg+xml"


@dataclass(frozen=True)
class SignatureLine:
    """A line to sign on, with room for the date and the name in print; `label` says who signs."""

    label: str


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Notice:
    """What must not be missed; the tone is said with a word, never by colour alone."""

    text: str
    tone: Tone = Tone.INFORMATION


@dataclass(frozen=True)
class Sign:
    """A few words as large as the page lets them be, to be read from across a room."""

    text: str


@dataclass(frozen=True)
class Label:
    """What is stuck on a thing: its name, a line below it, and the code."""

    title: str
    text: str
    code: Qr


@dataclass(frozen=True)
class Labels:
    """A sheet of labels to cut out; `empty` instead of them when there are none."""

    labels: Sequence[Label]
    empty: str = "Inga etiketter."


Single = Heading | Text | Bullets | Facts | Table | Figure | Qr | SignatureLine | PageBreak | Notice | Sign | Labels


@dataclass(frozen=True)
class Together:
    """What is not torn apart between two pages, unless it is taller than one; elsewhere they stand as they are."""

    blocks: Sequence[Single]


Block = Single | Together


@dataclass(frozen=True)
class Report:
    """A paper. `meta` is shown under the title, `version` and `dated` on every page.

    `language` decides the paper's own words and which way it is read. `on_a_wall` prints large, to be read standing."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    meta: Sequence[tuple[str, Value]] = ()
    version: str = ""
    dated: date | None = None
    orientation: Orientation = Orientation.PORTRAIT
    language: str = "sv"
    paper: Paper = Paper.A4
    on_a_wall: bool = False

    def __post_init__(self) -> None:
        _must_have(self.title, "A report needs a title.")

    @property
    def singles(self) -> Sequence[Single]:
        """The blocks where there are no pages to keep them together on."""
        return [one for block in self.blocks for one in (block.blocks if isinstance(block, Together) else (block,))]


def _must_have(text: str, why: str) -> None:
    if not text.strip():
        raise ValueError(why)
