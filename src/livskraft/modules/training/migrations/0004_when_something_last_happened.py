"""On which day did something last happen in each period of rehabilitation?"""

from datetime import date
from typing import Any

from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest


def the_latest_day_of_each(apps: Any, _editor: Any) -> None:
    """Opened, trained, a signed note's own day, or journalled elsewhere: whichever was last."""
    days = []
    for happened, day in (("RehabSession", "on"), ("Note", "happened_on"), ("JournalledElsewhere", "on")):
        rows = apps.get_model("training", happened).objects.order_by()
        latest = rows.filter(episode=OuterRef("pk")).values("episode").annotate(day=Max(day)).values("day")
        days.append(Coalesce(Subquery(latest), F("opened_on")))
    apps.get_model("training", "Episode").objects.update(last_on=Greatest(F("opened_on"), *days))


class Migration(migrations.Migration):
    dependencies = [("training", "0003_reported_codes")]

    operations = [
        migrations.AddField(
            model_name="episode",
            name="last_on",
            # Each row gets its own below.
            field=models.DateField(default=date(1900, 1, 1), help_text="The latest day when something happened"),
            preserve_default=False,
        ),
        migrations.RunPython(the_latest_day_of_each, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(condition=Q(closed_at=None), fields=["unit", "last_on"], name="quiet_at_a_unit"),
        ),
    ]
