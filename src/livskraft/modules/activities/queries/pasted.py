"""What was understood of a pasted programme, and what of it stands in the programme already?"""

from livskraft.modules.activities.models import Activity, Occasion, PastedProgramme
from livskraft.modules.activities.rules.pasted import Reading, read_programme
from livskraft.modules.activities.rules.pasted_choices import Choices, choices


def reading_of(pasted: PastedProgramme) -> Reading:
    return read_programme(pasted.text, year=pasted.year)


def choices_of(pasted: PastedProgramme, reading: Reading) -> Choices:
    """What can be ticked; two queries."""
    titles = Activity.objects.current().filter(site=pasted.site_id).order_by("pk").values_list("title", flat=True)
    days = {each.date for each in reading.activities}
    there = Occasion.objects.filter(site=pasted.site_id, on__in=days).values_list("activity__title", "on", "from_time")
    return choices(
        reading,
        known=titles,
        there=there,
    )
