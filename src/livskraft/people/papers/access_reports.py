"""What does a person read who has asked what Livskraft keeps about them? Everything, by law, in plain words."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Column, Facts, Heading, Narrow, Notice, Report, Table, Text
from livskraft.kit.formats import clock
from livskraft.kit.partial_date import PartialDate
from livskraft.people.models import AccessReport, CareRelation
from livskraft.people.queries.access_reports import Everything, Kept, Under
from livskraft.people.rules.access_reports import (
    HEALTH,
    OTHER_UNITS,
    PROTECTED,
    WHAT_IS_LEFT_OUT,
    WHO_HAS_READ,
    Told,
)


def access_report_paper(everything: Everything, made: AccessReport, *, on_paper: bool) -> Report:
    """The same for paper and page, but that nobody protected has a place or a time on paper."""
    person = everything.person
    bare = on_paper and person.is_protected
    return Report(
        title=_("Det här finns om dig i Livskraft"),
        subtitle=person.name,
        meta=[
            (_("Du bad om det"), made.asked_on),
            *([] if bare else [(_("Lämnat av"), made.unit.name)]),
        ],
        blocks=[
            *([_rule(PROTECTED)] if person.is_protected else []),
            Text(_("Så här är det, med de ord som står i Livskraft. Om något är fel kan du be att få det rättat.")),
            *_who(everything, bare),
            *([] if person.is_protected else _reached(everything)),
            *_known_by(everything, bare),
            *(block for under in everything.under for block in _kept(under, everything, bare)),
            *([] if bare else _agreed(everything)),
            *_read_by(everything, bare),
            Heading(_("Det som inte står här")),
            _rule(WHAT_IS_LEFT_OUT),
        ],
        dated=timezone.localdate(made.made_at),
    )


def _rule(told: Told) -> Text:
    return Text(_("%(text)s (Källa: %(source)s.)") % {"text": told.text, "source": told.source})


def _who(everything: Everything, bare: bool) -> Iterable[Block]:
    person = everything.person
    yield Heading(_("Vem du är"))
    yield Facts(
        [
            (_("Namn"), person.name),
            (_("Kön"), person.get_gender_display()),
            (_("Födelseår"), str(person.birth_year or "")),
            (_("Språk"), person.language),
            (_("Praktiska anpassningar"), person.adaptations),
            *([] if bare else [(_("Område"), str(person.area or ""))]),
            (_("Skyddade uppgifter"), person.get_protection_display()),
            (_("Ärendenummer"), ", ".join(everything.cases)),
            *([] if bare else [(_("Den som ansvarar för uppgifterna"), str(person.keeper))]),
        ],
        unknown=_("står inte"),
    )
    yield Table(
        columns=[
            Column(_("Nummer"), 2),
            *([] if bare else [Column(_("Från"), 1), Column(_("Till"), 1, unknown=_("gäller nu"))]),
        ],
        rows=[
            [everything.formatted(record), *([] if bare else [_day(record.starts), _day(record.ends)])]
            for record in everything.numbers
        ],
        caption=_("Personnummer och samordningsnummer"),
        empty=_("Inget nummer är inskrivet."),
    )


def _reached(everything: Everything) -> Iterable[Block]:
    contact = everything.contact
    yield Heading(_("Hur du nås"))
    if contact:
        place = " ".join(part for part in (contact.postcode, contact.city) if part)
        yield Facts(
            [
                (_("Adress"), ", ".join(part for part in (contact.street, place) if part)),
                (_("Telefon"), contact.phone),
                (_("E-post"), contact.email),
            ],
            unknown=_("står inte"),
        )
    else:
        yield Text(_("Varken adress, telefon eller e-post är inskriven."))
    for relative in everything.relatives:
        kept = [_("namn"), *([_("telefonnummer")] if relative.phone else [])]
        if relative.first:
            kept.append(_("att hen ska ringas först"))
        yield Text(
            _("Anhörig: %(who)s. Det som står är %(what)s.")
            % {"who": relative.relation or _("någon som står dig nära"), "what": ", ".join(kept)}
        )


def _known_by(everything: Everything, bare: bool) -> Iterable[Block]:
    yield Heading(_("Vilka enheter som har att göra med dig"))
    if bare:
        yield _count(len(everything.relations))
        return
    yield Table(
        columns=[
            Column(_("Enhet"), 2),
            Column(_("Varför"), 2),
            Column(_("Från"), 1.2),
            Column(_("Till"), 1.2, unknown=_("tills vidare")),
        ],
        rows=[[each.unit.name, _why(each), _day(each.starts), _day(each.ends)] for each in everything.relations],
        empty=_("Ingen enhet."),
    )
    for each in everything.handovers:
        yield Text(
            _("%(day)s lämnades dina uppgifter över från %(giver)s till %(taker)s.")
            % {"day": _day(each.on), "giver": each.from_keeper, "taker": each.to_keeper}
        )


def _kept(under: Under, everything: Everything, bare: bool) -> Iterable[Block]:
    yield Heading(str(under.regime.label))
    if under.closed:
        yield Text(_("Antal uppgifter: %(count)s.") % {"count": under.closed})
        yield _rule(HEALTH)
    elif not under.kept:
        yield Text(_("Inga uppgifter."))
    for kept in under.kept:
        yield from _lines(kept, everything, bare)


def _lines(kept: Kept, everything: Everything, bare: bool) -> Iterable[Block]:
    yield Heading(kept.label, level=2)
    if bare:
        yield _count(len(kept.lines))
        return
    if kept.hidden:
        yield _rule(OTHER_UNITS)
    yield Table(
        columns=[
            Column(_("När"), 1.4),
            Column(_("Vad"), 4),
            Column(_("Var"), 2, unknown="–"),
        ],
        rows=[[_day(line.on), line.text, everything.units.get(line.unit_id or 0, "")] for line in kept.lines],
        narrow=Narrow.LINES,
    )


def _agreed(everything: Everything) -> Iterable[Block]:
    if everything.consents:
        yield Heading(_("Orden som du har sagt ja till"), level=2)
    for consent in everything.consents:
        yield Text(f"{_day(consent.given_on)}, {consent}:\n{consent.wording}")


def _read_by(everything: Everything, bare: bool) -> Iterable[Block]:
    yield Heading(_("Vilka som har läst eller ändrat uppgifter om dig"))
    yield _rule(WHO_HAS_READ)
    if bare:
        yield _count(sum(len(each.times) for each in everything.accesses))
        return
    yield Table(
        columns=[
            Column(_("Dag"), 1.4),
            Column(_("Var och i vilken roll"), 2.2, unknown="–"),
            Column(_("Vad"), 2.2),
            Column(_("Klockan"), 1.4),
        ],
        rows=[
            [
                _day(each.on),
                ", ".join(part for part in (each.where, each.role.lower()) if part),
                each.what,
                ", ".join(clock(at) for at in each.times),
            ]
            for each in everything.accesses
        ],
        empty=_("Ingen."),
        narrow=Narrow.LINES,
    )


def _day(on: date | None) -> str | None:
    """15 januari 2026, also in a table: whoever reads this reads words."""
    return PartialDate.of(on).text if on else None


def _why(relation: CareRelation) -> str:
    """The purpose, and what staff wrote when it was only they who said so."""
    purpose: str = relation.get_purpose_display()
    return f"{purpose}: {relation.reason}" if relation.reason else purpose


def _count(number: int) -> Notice:
    return Notice(_("%(count)s rader visas på skärmen, inte på papper.") % {"count": number})
