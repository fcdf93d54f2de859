"""What does the public read of the demo's places? Each presented by its own unit, through the action."""

from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.organisation.models import Presentation, Unit
from livskraft.overview.actions import present_site

TEXT = (
    "Välkommen till {name}! I träffpunkten kan du fika, läsa tidningen och träffa andra. "
    "Här bor du som vill ha trygghet och gemenskap, och alla äldre i området är välkomna hit."
)
WAYS = (
    "Buss 4 stannar utanför huset, hållplats {name}. Gå in genom huvudingången och följ skylten Träffpunkt.",
    "Buss 2 till Torget, därifrån 300 meter. Ring på vid porten märkt Träffpunkt.",
)
ACCESS = (
    "Ramp och dörröppnare vid entrén. Hiss till alla plan. Toalett för rullstol i samma korridor som minigymmet.",
    "Entré utan trappsteg. Parkering för rörelsehindrade 20 meter från dörren. Hörslinga i träffpunkten.",
)
# New, and not told of yet: its page shows what stands there until somebody has written.
SILENT = "Östanbäck"


@transaction.atomic
def present_places(today: date) -> None:
    """The places' presentations; nothing when there already are some."""
    if Presentation.objects.exists():
        return
    by = Actor(at=at(today - timedelta(days=1)), system="demo")
    for number, site in enumerate(Unit.objects.sites().exclude(name=SILENT)):
        present_site(
            site=site,
            text=TEXT.format(name=site.name),
            phone=f"070-174 06 {10 + number}",
            email="",
            way=WAYS[number % 2].format(name=site.name),
            access=ACCESS[number % 2],
            by=by,
        )
