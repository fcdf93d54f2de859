"""What does the inventory list in the binder say?"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.documents.report import (
    Align,
    Block,
    CellKind,
    Column,
    Heading,
    Orientation,
    Qr,
    Report,
    SignatureLine,
    Table,
    Text,
    Value,
)
from livskraft.documents.values import long
from livskraft.modules.minigym.models import Equipment, Gym, RegimeTerms
from livskraft.modules.minigym.rules import Party, RegimeKey, Status


def inventory_list(
    gym: Gym,
    items: Iterable[Equipment],
    *,
    terms: dict[str, RegimeTerms],
    provider: str,
    property_owner: str,
    today: date,
    version: str,
    confirmed: tuple[date, str] | None,
) -> Report:
    """The list on paper, to sign and put in the binder. `confirmed`: when and by whom the list was last confirmed."""
    listed = list(items)
    rows = [_row(item) for item in listed]
    blocks: list[Block] = [
        Table(
            [
                Column(_("Maskin"), 3),
                Column(_("Fabrikat, modell"), 3),
                Column(_("Serienummer"), 2),
                Column(_("Anskaffad"), 1.6, CellKind.DATE),
                Column(_("Ansvar"), 2),
                Column(_("Placering"), 2),
                Column(_("Senast besiktad"), 1.8, CellKind.DATE),
                Column(_("Läge"), 1.6),
                Column(_("QR"), 0, align=Align.CENTER),
            ],
            rows,
            empty=_("Här finns ingen utrustning än."),
        ),
        Heading(_("Vem ansvarar?")),
        *_responsibility(listed, terms, provider, property_owner),
        SignatureLine(_("Verksamhetschef intygar att listan är aktuell")),
    ]
    return Report(
        title=_("Inventarielista"),
        subtitle=gym.full_name,
        meta=[
            (_("Lokal"), gym.room),
            (_("Utförare"), provider),
            (_("Antal maskiner"), len(listed)),
            (_("Bekräftad"), f"{long(confirmed[0])}, {confirmed[1]}" if confirmed else _("inte bekräftad")),
        ],
        blocks=blocks,
        version=version,
        dated=today,
        orientation=Orientation.LANDSCAPE,
    )


def inventory_workbook(gym: Gym, items: Iterable[Equipment], *, today: date, version: str) -> Report:
    """The same list with every fact that is kept, to sort and filter."""
    columns = [
        Column(_("Märkning")),
        Column(_("Slag")),
        Column(_("Fabrikat")),
        Column(_("Modell")),
        Column(_("Serienummer")),
        Column(_("Säkerhetsstandard")),
        Column(_("Klass")),
        Column(_("Högsta brukarvikt (kg)"), kind=CellKind.NUMBER),
        Column(_("Anskaffad"), kind=CellKind.DATE),
        Column(_("Leverantör")),
        Column(_("Inköpspris"), kind=CellKind.MONEY),
        Column(_("Garanti till"), kind=CellKind.DATE),
        Column(_("Ansvar")),
        Column(_("Ursprunglig eller kompletterande")),
        Column(_("Medicinteknisk produkt")),
        Column(_("Placering")),
        Column(_("Senast besiktad"), kind=CellKind.DATE),
        Column(_("Senaste service"), kind=CellKind.DATE),
        Column(_("Läge")),
        Column(_("Anmärkning"), unknown=""),
    ]
    rows: list[list[Value]] = [
        [
            item.number,
            str(item.kind),
            item.make,
            item.model,
            item.serial_number,
            item.standard,
            item.get_usage_class_display(),
            item.max_user_weight,
            item.acquired,
            item.supplier,
            item.price,
            item.warranty_until,
            item.regime.name,
            {True: _("Kompletterande"), False: _("Ursprunglig"), None: None}[item.supplementary],
            {True: _("Ja"), False: _("Nej"), None: None}[item.is_medical_device],
            item.placement,
            item.inspected,
            item.serviced,
            item.get_status_display(),
            item.note,
        ]
        for item in items
    ]
    return Report(
        title=_("Inventarielista"),
        subtitle=gym.full_name,
        blocks=[Table(columns, rows, empty=_("Här finns ingen utrustning än."))],
        version=version,
        dated=today,
        orientation=Orientation.LANDSCAPE,
    )


def _row(item: Equipment) -> list[Value]:
    url = settings.BASE_URL.rstrip("/") + reverse("item_by_token", args=[item.token])
    return [
        str(item),
        f"{item.make} {item.model}".strip(),
        item.serial_number,
        item.acquired,
        item.regime.name,
        item.placement,
        item.inspected,
        _("UR BRUK") if item.status == Status.OUT_OF_USE else str(item.get_status_display()),
        Qr(url, _("Leder till sidan om %(item)s") % {"item": item}),
    ]


def _responsibility(
    items: list[Equipment], terms: dict[str, RegimeTerms], provider: str, property_owner: str
) -> Iterable[Block]:
    """One sentence for each regime that has items here."""
    for regime in sorted({item.regime for item in items}, key=lambda regime: regime.pk):
        if found := terms.get(regime.key):
            yield Text(responsibility(found, provider=provider, property_owner=property_owner))


def responsibility(terms: RegimeTerms, *, provider: str, property_owner: str) -> str:
    """Who owns, inspects and pays, in a sentence."""
    names = {Party.PROVIDER: provider, Party.PROPERTY_OWNER: property_owner}

    def name(party: str) -> str:
        label = str(Party(party).label)
        known = names.get(Party(party), "")
        return f"{label} ({known})" if known else label

    regime = RegimeKey(terms.regime.key)
    if terms.owner == terms.inspector == terms.payer:
        return _("%(regime)s: %(owner)s äger, besiktar och betalar.") % {
            "regime": terms.regime.name or regime.label,
            "owner": name(terms.owner),
        }
    return _("%(regime)s: %(owner)s äger, %(inspector)s besiktar och %(payer)s betalar.") % {
        "regime": terms.regime.name or regime.label,
        "owner": name(terms.owner),
        "inspector": name(terms.inspector)[:1].lower() + name(terms.inspector)[1:],
        "payer": name(terms.payer)[:1].lower() + name(terms.payer)[1:],
    }
