"""Which column of a list is which, by what the header says and what stands below it?"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from livskraft.kit.spreadsheets import Cell
from livskraft.kit.swedish_values import Found, key, read_date, read_money
from livskraft.modules.minigym.imports import regimes
from livskraft.modules.minigym.imports.kinds import name_kind

# The words that make a header, whole; one field per key, in the order that the preview offers them.
NAMES: dict[str, str] = {
    "number": "märkning, löpnr, löpnummer, nr, nummer, inventarienummer, inventarienr, inv nr, invnr, id, id nr, mg "
    "nr, mg-nr, "
    "etikett, märkt, märkn, stöldmärkning, objektnr, maskinnr, utrustningsnr, #",
    "kind": "benämning, utrustning, redskap, träningsredskap, maskin, artikel, objekt, föremål, inventarie, apparat, "
    "produkt, namn, "
    "vad, sort, slag, typ av utrustning, utrustningstyp, typ av redskap, träningsutrustning, sak, beskrivning, "
    "inventarier, "
    "beteckning, namn på utrustning, maskin/redskap",
    "make": "fabrikat, märke, tillverkare, varumärke, producent, märke/fabrikat, fabr, leverantör/fabrikat",
    "model": "typ/modell, modell, typ, typbeteckning, modell/typ, modellnr, modellbeteckning, art nr, artikelnummer, "
    "artikelnr, "
    "modellnamn, version",
    "serial_number": "serienummer, serienr, serie nr, s/n, sn, tillverkningsnummer, tillverkningsnr, tillv nr, ser "
    "nr, snr, individnr",
    "acquired": "anskaffad, anskaffat, inköpsdatum, inköpt, köpt, inköpsår, anskaffningsår, anskaffningsdatum, inköpt "
    "år, år, köpår, "
    "köpt år, inköp, anskaffning, leveransdatum, levererad, införskaffad, införskaffat, anskaffn, inköpt datum, ank, "
    "årgång, "
    "ansk, inskaffad, när köpt, köpdatum, anskaffningstidpunkt, i bruk sedan, ålder",
    "inspected": "senaste besiktning, besiktning, besiktigad, besiktad, senast besiktigad, senast besiktad, "
    "besiktningsdatum, "
    "senaste kontroll, kontroll, kontrollerad, inspekterad, senaste inspektion, besiktn, sen besiktning, sen bes, bes, "
    "senaste bes, årlig besiktning, säkerhetsbesiktning, senaste besikt, senast kontrollerad, besiktning/service, "
    "service/besiktning, senaste service/besiktning, senaste besiktning/service, besiktat, besiktigat",
    "serviced": "senast servad, senaste service, service, servad, servicedatum, sen service, årlig service, underhåll, "
    "senaste underhåll, senast servat, senast service, servicerad, servat",
    "owner": "ägare, ansvar, ansvarig, inköpt av, köpt av, ägs av, tillhör, ägare/ansvar, ansvar/ägare, huvudman, "
    "bekostad av, "
    "finansierad av, vem äger, ägande, ägarförhållande, ansvarsförhållande, vem har köpt, betald av, anskaffad av, "
    "köpare, "
    "inköpare, ansvarsfördelning, kostnadsansvar, serviceansvar, besiktningsansvar, serviceansvarig, ägandeskap, "
    "ägarskap, "
    "ansvarig för service, införskaffad av, kostnadsansvarig, regim",
    "note": "anm, anmärkning, anmärkningar, övrigt, kommentar, kommentarer, notering, noteringar, not, upplysning, "
    "information, "
    "info, övrig information, övriga upplysningar, fel och brister, fel/brist, brister, att notera, anteckning, "
    "anteckningar",
    "status": "status, skick, tillstånd, funktion, läge, bruksstatus, driftstatus, funktionsstatus",
    "stopped": "ur bruk, trasig, avställd, avstängd, defekt, ur funktion, sönder",
    "working": "i bruk, används, fungerar, i drift, i funktion, funkar, ok, brukbar",
    "placement": "placering, plats, rum, lokal, står i, var, finns i, placerad, plats i lokalen, uppställd, "
    "placering/rum, salsnr, våning, "
    "placeras, position",
    "max_user_weight": "maxvikt, max brukarvikt, maxbelastning, viktgräns, max vikt, brukarvikt, max användarvikt, "
    "maxlast, max kg, "
    "högsta brukarvikt, tillåten vikt, max belastning, användarvikt, max brukarvikt kg",
    "price": "inköpspris, pris, kostnad, belopp, anskaffningsvärde, anskaffningskostnad, inköpssumma, värde, nypris, "
    "ca pris, inköpsvärde, kr",
    "warranty_until": "garanti, garanti till, garanti tom, garantitid, garanti t o m, garanti löper ut, garantidatum, "
    "garanti utgår",
    "standard": "standard, säkerhetsstandard, norm, standard/klass, en-standard, säkerhetsklass, ce, ce-märkning, ce "
    "märkt",
    "usage_class": "klass, användningsklass, klass enligt en",
    "supplementary": "ursprunglig/kompletterande, ursprunglig, kompletterande, ursprung, komplettering, urspr/kompl, "
    "kompl, "
    "original/kompletterande, original, grundutrustning, tillägg, grund/komplettering, urspr",
    "supplier": "leverantör, återförsäljare, inköpsställe, köpt hos, inköpt hos, säljare, levererat av, lev",
    "quantity": "antal, st, antal st, mängd",
    "is_medical_device": "medicinteknisk produkt, mtp, mdr, medicinteknisk, medicintekniskt",
    # Known, and told apart so that they are not taken for the fields above; not part of the inventory.
    "next_date": "nästa besiktning, nästa service, nästa kontroll, besiktas senast, servas senast, nästa, kommande "
    "besiktning, "
    "planerad service, planerad besiktning, serviceintervall, besiktningsintervall, intervall",
    "performed_by": "besiktigad av, servad av, besiktad av, utförd av, besiktningsman, serviceföretag, servicefirma, "
    "kontrollerad av, sign, "
    "signatur, besiktningsfirma, utförare av service, protokollnr, kontaktperson, telefon",
    "document": "bruksanvisning, manual, instruktion, foto, bild, protokoll, dokument, länk, bilaga",
}
FIELDS = tuple(NAMES)
SEVERAL = {"inspected", "serviced", "note", "status", "stopped", "working"}
NOT_IMPORTED = {"next_date", "performed_by", "document"}

# What a longer header must contain and must not, for those that no list can foresee; the first that fits decides.
_RULES = tuple((name, re.compile(needs), re.compile(forbids) if forbids else None) for name, needs, forbids in (
    ("next_date", r"nästa|kommande|planera|intervall|senast den", r""),
    ("performed_by", r"(besik|serv|kontroll|utför)\w* (av|hos)\b|besiktningsman|firma\b|protokoll", r""),
    ("warranty_until", r"garanti", r""),
    ("price", r"pris|kostnad|belopp|värde\b|\bkr\b|\bsek\b", r"ansvar"),
    ("owner", r"ägare|ägs\b|äger\b|ägand|ansvar|huvudman|(köpt|skaffad|skaffat|betal\w*|bekost\w*|finans\w*) av|"
              r"\bvem\b|tillhör", r""),
    ("number", r"löpn|märkning|invent\w* ?n|stöldmärk|etikett|märkt", r"\bce\b"),
    ("inspected", r"besik|inspek|kontroll|tillsyn", r""),
    ("serviced", r"serv(a|i)|underhåll", r""),
    ("acquired", r"skaff|inköp|köpt|köpår|levere|leverans|förvärv", r""),
    ("max_user_weight", r"max\w* ?(vikt|belast|last)|(brukar|användar)vikt|viktgräns", r""),
    ("serial_number", r"\bserie|tillverkningsn|\bs/n\b", r""),
    ("supplementary", r"urspr|komplett", r""),
    ("status", r"\bstatus|\bskick", r""),
    ("kind", r"benämn|utrustning|redskap|maskin", r"\bn(umme)?r\b"),
    ("make", r"fabrikat|tillverkare|märke\b", r""),
    ("model", r"modell|typbet", r""),
    ("placement", r"placer|\bplats|\brum\b|\blokal", r"\d"),
    ("note", r"\banm|övrig|komment|noter|upplysn", r""),
    ("standard", r"standard|\bnorm\b", r""),
    ("supplier", r"leverantör|återförs", r""),
))  # fmt: skip
SURE, LIKELY = 90, 70
_BOUGHT = re.compile(r"köpt|skaffa|bekost|finans|äg")


@dataclass(frozen=True)
class Match:
    """What a header means; `confidence` 0–100."""

    field: str
    confidence: int


@dataclass
class Column:
    """A column of the list. `index` counts from 0; `field` is None for what is not recognised and not imported."""

    index: int
    header: str
    field: str | None = None
    confidence: int = 0
    by_hand: bool = False
    samples: list[str] = dataclasses.field(default_factory=list)

    @property
    def letter(self) -> str:
        return letter(self.index)


def letter(index: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _plain(header: str) -> str:
    """The words of a header: without units in brackets, punctuation and line breaks."""
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", key(header))
    return " ".join(re.sub(r"[^\w/#]+", " ", bare.replace("_", " ")).replace(" / ", "/").split()).strip("/ ")


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]", "", text) or text


_EXACT = {
    _squeeze(_plain(name)): name_field
    for name_field, names in reversed(NAMES.items())
    for name in names.split(", ")
}  # fmt: skip
_LONG = [name for name in _EXACT if len(name) >= 5]


def plain_name(text: str) -> str | None:
    """The field whose name the text is, letter by letter."""
    return _EXACT.get(_squeeze(_plain(text))) if len(text) <= 60 else None


@lru_cache(maxsize=5_000)
def match_header(header: str) -> Match | None:
    """The field that a header names, or None."""
    plain = _plain(header)
    if not plain or len(plain) > 60:
        return None
    squeezed = _squeeze(plain)
    if squeezed in _EXACT:
        return Match(_EXACT[squeezed], 100)
    for name, needs, forbids in _RULES:
        if needs.search(plain) and not (forbids and forbids.search(plain)):
            return Match(name, 90 if len(plain.split()) <= 4 else 72)
    without_year = re.sub(r"\d+", "", squeezed)
    if without_year in _EXACT and without_year:
        return Match(_EXACT[without_year], 90)
    hit = process.extractOne(squeezed, _LONG, scorer=fuzz.ratio, score_cutoff=78) if len(squeezed) >= 5 else None
    return Match(_EXACT[hit[0]], int(hit[1]) - 5) if hit else None


def recognise(headers: list[str], below: list[list[Cell]], today: date) -> list[Column]:
    """The columns, each with at most one field, and no field twice but those that may be."""
    width = max([len(headers), *(len(row) for row in below)], default=0)
    columns = []
    for index in range(width):
        values = [row[index] for row in below if index < len(row) and row[index] is not None]
        header = headers[index] if index < len(headers) else ""
        samples = list(dict.fromkeys(str(value).strip() for value in values))[:3]
        columns.append(Column(index, header, samples=samples))
    bids: list[tuple[float, int, Match]] = []
    evidence = [
        _evidence([row[i] for row in below if i < len(row) and row[i] is not None], today) for i in range(width)
    ]
    for column in columns:
        match = match_header(column.header)
        if match:
            match = _corrected(match, evidence[column.index])
            weight = match.confidence + 8 * evidence[column.index].get(match.field, 0.0)
            # The regime follows who bought it, also where another column says who looks after it.
            if match.field == "owner" and _BOUGHT.search(key(column.header)):
                weight += 4
            bids.append((weight, -column.index, match))
    taken: set[str] = set()
    for _weight, minus_index, match in sorted(bids, key=lambda bid: (-bid[0], -bid[1])):
        if match.field in taken and match.field not in SEVERAL:
            continue
        taken.add(match.field)
        column = columns[-minus_index]
        column.field, column.confidence = match.field, match.confidence
    for wanted, share in (("kind", 0.5), ("owner", 0.7)):
        if wanted not in taken:
            _infer(columns, evidence, wanted, share)
    return columns


def _infer(columns: list[Column], evidence: list[dict[str, float]], wanted: str, share: float) -> None:
    """Finds a field that no header names by what stands in the cells."""
    best = max(columns, key=lambda column: evidence[column.index].get(wanted, 0.0), default=None)
    if best and evidence[best.index].get(wanted, 0.0) >= share:
        best.field, best.confidence = wanted, 50


def _corrected(match: Match, evidence: dict[str, float]) -> Match:
    """A header that can mean two things is decided by its cells: "Inköpt" over owners, "Köpt av" over years."""
    other = {"acquired": "owner", "owner": "acquired"}.get(match.field)
    if other and evidence.get(match.field, 0) < 0.2 and evidence.get(other, 0) > 0.7:
        return Match(other, LIKELY)
    return match


def _evidence(values: list[Cell], today: date) -> dict[str, float]:
    """How large a share of the first cells can be read as each kind of value."""
    values = values[:60]
    if not values:
        return {}
    texts = [str(value) for value in values]
    dates = sum(read_date(value, today=today, latest=True).found is Found.VALUE for value in values)
    shares = {
        "kind": sum(name_kind(text).kind is not None for text in texts),
        "owner": sum(regimes.read_regime(text).found is Found.VALUE for text in texts),
        "acquired": dates,
        "inspected": dates,
        "serviced": dates,
        "price": sum(read_money(value).found is Found.VALUE for value in values),
    }
    return {name: count / len(values) for name, count in shares.items()}
