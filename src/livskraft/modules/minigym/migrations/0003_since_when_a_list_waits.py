"""Since when has the list of each gym waited to be confirmed, and to be printed?"""

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def since_the_latest_change(apps: Any, _editor: Any) -> None:
    """Which change was the first is not kept, so what waits now waits since the latest one."""
    gym = apps.get_model("minigym", "Gym")
    for field, made in (("unconfirmed_since", "ListConfirmation"), ("unprinted_since", "BinderPrint")):
        rows = apps.get_model("minigym", made).objects
        current = rows.filter(gym=OuterRef("pk"), at__gte=OuterRef("list_changed_at"))
        gym.objects.filter(~Exists(current)).update(**{field: F("list_changed_at")})


class Migration(migrations.Migration):
    dependencies = [("minigym", "0002_the_whole_minigym")]

    operations = [
        migrations.AddField(
            model_name="gym",
            name="unconfirmed_since",
            field=models.DateTimeField(
                blank=True, null=True, help_text="When the first change was made that nobody has confirmed"
            ),
        ),
        migrations.AddField(
            model_name="gym",
            name="unprinted_since",
            field=models.DateTimeField(
                blank=True, null=True, help_text="When the first change was made that the printed binder lacks"
            ),
        ),
        migrations.RunPython(since_the_latest_change, migrations.RunPython.noop),
    ]
