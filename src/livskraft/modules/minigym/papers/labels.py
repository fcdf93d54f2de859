"""What is stuck on the machines and on the wall: the labels with QR codes, and the sign of a stopped machine?"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Heading, Label, Labels, Orientation, Qr, Report, Sign, Text
from livskraft.modules.minigym.models import Equipment, Gym, Stop


def scanned(thing: Equipment | Gym) -> str:
    """The address in the QR code of an item or a gym."""
    name = "item_by_token" if isinstance(thing, Equipment) else "gym_by_token"
    return settings.BASE_URL.rstrip("/") + reverse(name, args=[thing.token])


def labels(gym: Gym, items: Sequence[Equipment], *, dated: date, with_gym: bool = True) -> Report:
    """One label for each item, and first the gym's own, for the wall."""
    help_text = _("Skanna: så används den, anmäl fel")
    rows = [Label(str(item), help_text, _code(item)) for item in items]
    if with_gym:
        rows.insert(0, Label(gym.name, _("Skanna: öppettider, maskiner, anmäl fel"), _code(gym)))
    return Report(
        title=_("Etiketter"),
        subtitle=gym.full_name,
        blocks=[Text(_("Skriv ut i full storlek, klipp längs de streckade linjerna och laminera.")), Labels(rows)],
        dated=dated,
    )


def stop_sign(item: Equipment, stop: Stop | None, *, dated: date) -> Report:
    """The sign to hang on a machine that must not be used; it says nothing of who stopped it."""
    return Report(
        title=str(item),
        subtitle=item.gym.full_name,
        blocks=[
            Sign(_("UR BRUK")),
            Heading(_("Maskinen får inte användas. Ta inte bort skylten förrän verksamhetschefen har sagt till.")),
            Qr(scanned(item), _("Skanna för att se när maskinen är i bruk igen, och vad du kan träna på i stället.")),
        ],
        orientation=Orientation.LANDSCAPE,
        meta=[(_("Sedan"), timezone.localdate(stop.since) if stop else dated)],
        dated=dated,
    )


def _code(thing: Equipment | Gym) -> Qr:
    return Qr(scanned(thing), _("QR-kod till %(item)s") % {"item": thing})
