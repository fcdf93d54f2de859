"""Which kinds of equipment stand in minigyms, and what do people call them?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from livskraft.kit.swedish_values import clean, key

ENDURANCE, STRENGTH, BALANCE, MOBILITY = "kondition", "styrka", "balans", "rörlighet"


@dataclass(frozen=True)
class Kind:
    """`also`: other names in use, one per comma, plural included."""

    name: str
    group: str
    also: str = ""
    is_fixture: bool = False
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        also = [name.strip() for name in self.also.split(",") if name.strip()]
        object.__setattr__(self, "names", (self.name, *also))


CATALOGUE = (
    Kind("Motionscykel", ENDURANCE, "motionscyklar, träningscykel, ergometercykel, testcykel, cykel, spinningcykel, "
                                    "konditionscykel, trampcykel"),
    Kind("Recumbentcykel", ENDURANCE, "recumbent, recumbentcyklar, sittcykel, sittande cykel, liggcykel, recumbent "
                                      "cykel, sittande crosstrainer, recumbent crosstrainer, halvliggande cykel, "
                                      "recumbent stepper"),
    Kind("Crosstrainer", ENDURANCE, "crosstrainers, cross trainer, cross-trainer, crosstränare, elliptisk, "
                                    "elliptical, ellipsmaskin, elipsmaskin"),
    Kind("Armcykel", ENDURANCE, "armcyklar, armergometer, arm cykel, handcykel, armvev, arm- och bencykel"),
    Kind("Löpband", ENDURANCE, "gåband, gångband, löparband, promenadband, rullband, treadmill, löp-/gåband, gåmatta"),
    Kind("Roddmaskin", ENDURANCE, "roddmaskiner, roddergometer, rodd"),
    Kind("Trappmaskin", ENDURANCE, "stepmaskin, stepper, steppmaskin, trappsteg maskin"),
    Kind("Pedaltränare", ENDURANCE, "pedalcykel, bordscykel, manuped, minicykel, bentrampa, pedaltrainer"),
    Kind("Benpress", STRENGTH, "benpressar, benspark, leg press, legpress, ben press, benpressmaskin"),
    Kind("Bencurl/bensträck", STRENGTH, "bensträck/bencurl, bencurl, bensträck, bencurl bensträck, bencurl och "
        "bensträck, leg curl, leg extension, leg extension/curl, leg curl/extension, benböj/bensträck, bensträckare, "
        "lårcurl, bencurl & bensträck"),
    Kind("Rodd sittande", STRENGTH, "sittande rodd, rodd, sittande, seated row, rodd i maskin, rodd (sittande), sitt "
                                    "rodd, sittrodd"),
    Kind("Chest press", STRENGTH, "bröstpress, chestpress, chest-press, bänkpress, bröstmaskin, sittande bröstpress, "
                                  "bröst press"),
    Kind("Axelpress", STRENGTH, "shoulder press, axelmaskin, skulderpress"),
    Kind("Latsdrag", STRENGTH, "lat pulldown, latdrag, lats, latsmaskin, pulldown, lat machine, ryggdrag"),
    Kind("Ryggmaskin", STRENGTH, "ryggsträck, back extension, rygg/mage, mag- och ryggmaskin, ryggresning, mage/rygg"),
    Kind("Magmaskin", STRENGTH, "abdominal, magcrunch, mage"),
    Kind("Höftmaskin", STRENGTH, "adduktion/abduktion, abduktion/adduktion, abduktor, adduktor, abduktor/adduktor, "
                                 "hip abduction, höft, höftabduktion, inåt/utåtförare"),
    Kind("Tricepspress", STRENGTH, "dips, dipsmaskin, dip, triceps, armpress, armstöd"),
    Kind("Pulley-drag", STRENGTH, "pulley, pulleydrag, pulley drag, dragmaskin, dragapparat, kabelmaskin, kabeldrag, "
                                  "drag apparat, väggpulley, dragstation, cable cross"),
    Kind("Multigym", STRENGTH, "multimaskin, multistation, styrkestation, kombimaskin"),
    Kind("Hantelställ 1–10 kg", STRENGTH, "hantelställ, hantelställ 1-10 kg, hantelställ 1-10, hantelställning, "
        "hantelset, hantelset 1-10 kg, hantlar 1-10 kg"),
    Kind("Hantlar", STRENGTH, "hantel, handvikter, vikter, handvikt"),
    Kind("Skivstång", STRENGTH, "skivstänger, skivstång med vikter, bodypumpstång"),
    Kind("Kettlebell", STRENGTH, "kettlebells, kettelbell, kettlebellset, klotvikt"),
    Kind("Viktmanschetter", STRENGTH, "viktmanschett, manschetter, benvikter, vristvikter, viktmanchetter"),
    Kind("Träningsbänk, bred", STRENGTH, "träningsbänk bred, bred träningsbänk, träningsbänk (bred), bred bänk, bänk "
        "bred"),
    Kind("Träningsbänk", STRENGTH, "träningsbänkar, bänk, bänkar, hantelbänk, viktbänk"),
    Kind("Balansplatta", BALANCE, "balansplattor, balansdyna, balansdynor, balanskudde, balanskuddar, balance pad, "
                                  "balance-pad, balansmatta, balanspad, balansskiva"),
    Kind("Balansbräda", BALANCE, "balansbrädor, wobble board, vippbräda, balansplatta trä"),
    Kind("Bosuboll", BALANCE, "bosu, bosu boll, bosubollar, bosu-boll"),
    Kind("Balansbom", BALANCE, "balansbommar, balansgång"),
    Kind("Gåbarr", BALANCE, "gåbarrar, gå-barr, gångbarr, barr, parallellbarr, parallel bars, gåbana, gå barr"),
    Kind("Step-up bräda", BALANCE, "stepbräda, step-upbräda, stepup bräda, step up bräda, step-up brädor, stepbrädor, "
                                   "steppbräda, step up, step-up, stepupbräda, trappsteg, stepbänk, step-up-bräda, "
                                   "step"),
    Kind("Träningstrappa", BALANCE, "gångtrappa, trappa, trapp, övningstrappa"),
    Kind("Pilatesboll", MOBILITY, "träningsboll, pilatesbollar, gymboll, träningsbollar, bobathboll, boll"),
    Kind("Träningsmatta", MOBILITY, "gymnastikmatta, matta, mattor, träningsmattor, yogamatta, liggunderlag"),
    Kind("Gummiband", MOBILITY, "träningsband, gummiband set, theraband, thera-band, elastiska band, "
                                "träningsgummiband, minibands"),
    Kind("Rörlighetsstång", MOBILITY, "träkäpp, käpp, gymnastikstav, stav, träpinne"),
    Kind("Axelsnurra", MOBILITY, "axelhjul, skulderhjul, shoulder wheel, taktrissa, trissa"),
    Kind("Slyngställning", MOBILITY, "slynga, slyngor, redcord, trx, slingträning"),
    Kind("Ribbstol", MOBILITY, "ribbstolar, ribb stol, ribb-stol, ribbvägg, väggribb, väggribbor, ribbstolsvägg, "
                               "ribba, wall bars, wall bar, ribbstol dubbel, dubbel ribbstol, ribbställning",
                               is_fixture=True),
    Kind("Vibrationsplatta", BALANCE, "vibrationsplattor, vibroplatta, power plate, vibrationsplattform"),
)  # fmt: skip
KINDS = {kind.name: kind for kind in CATALOGUE}
_LIKENESS = 86
_WALL_BAR = re.compile(r"ribb ?-?(?:stol|vägg)|väggribb")


@dataclass(frozen=True)
class NamedKind:
    """`kind` None: not in the catalogue, kept as written. `guessed`: read past a slip of the pen."""

    name: str
    kind: Kind | None = None
    guessed: bool = False

    @property
    def is_fixture(self) -> bool:
        return self.kind is not None and self.kind.is_fixture


def _squeezed(text: str) -> str:
    return re.sub(r"[^\w]", "", key(text))


_BY_NAME = {_squeezed(name): kind for kind in reversed(CATALOGUE) for name in kind.names}
# Counts, numbers and remarks around the name: "2 st motionscyklar", "Motionscykel nr 2", "Balansplatta x 3 (blå)".
_AROUND = re.compile(
    r"^\d+ ?(?:st\.?|stycken|x)? +|\([^)]*\)|[ ,]+(?:nr\.?|no\.?|#)? ?\d+$|[ ,]+x ?\d+$|[ ,]*\b\d+ ?st\.?$|[*!:.]+$"
)


def says_more(written: str, kind: Kind) -> bool:
    """Whether the text tells more than the kind's name, such as "Ribbstol med krokar"."""
    return _squeezed(written) not in {_squeezed(name) for name in kind.names}


@lru_cache(maxsize=10_000)
def name_kind(written: str) -> NamedKind:
    """The kind that is meant; what the catalogue does not know is kept as it is written."""
    text = clean(written)
    exact = _BY_NAME.get(_squeezed(text))
    if exact:
        return NamedKind(exact.name, exact)
    bare = key(text)
    while (shorter := _AROUND.sub("", bare).strip(" ,")) != bare:
        bare = shorter
    if not bare:
        return NamedKind(text)
    known = _BY_NAME.get(_squeezed(bare)) or _beginning(bare) or _wall_bar(bare)
    if known:
        return NamedKind(known.name, known)
    if len(_squeezed(bare)) >= 6:
        hit = process.extractOne(_squeezed(bare), _BY_NAME.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        if hit and len(hit[0]) >= 6:
            kind = _BY_NAME[hit[0]]
            return NamedKind(kind.name, kind, guessed=True)
    return NamedKind(text)


def _wall_bar(text: str) -> Kind | None:
    """Wall bars under any name, such as "väggfast ribbstol": they are fixtures, so none may slip through."""
    if _WALL_BAR.search(text) and not re.search(r"\b(?:till|för|från|vid)\b", text):
        return KINDS["Ribbstol"]
    return None


def _beginning(text: str) -> Kind | None:
    """The kind that the text begins with: "Motionscykel Monark", "Ribbstol med krokar"; none if it names two."""
    words = re.split(r"[ ,]+", text)
    for length in range(min(len(words) - 1, 4), 0, -1):
        head = _squeezed(" ".join(words[:length]))
        rest = words[length:]
        if head in _BY_NAME and len(head) >= 5 and rest[0] not in {"till", "för", "och", "/", "&", "+"}:
            if any(_BY_NAME.get(_squeezed(word), _BY_NAME[head]) is not _BY_NAME[head] for word in rest):
                return None
            return _BY_NAME[head]
    return None
