"""Why was nobody introduced to friskvård? One reason more: that the patient was handed over to another caregiver."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0004_when_something_last_happened")]

    operations = [
        migrations.AlterField(
            model_name="episode",
            name="not_introduced",
            field=models.CharField(
                blank=True,
                choices=[
                    ("declined", "Patienten vill inte"),
                    ("too_ill", "Hälsan tillåter det inte"),
                    ("moved", "Patienten har flyttat"),
                    ("died", "Patienten har avlidit"),
                    ("already", "Patienten tränar redan i friskvården"),
                    ("handed_over", "Patienten lämnades över till en annan vårdgivare"),
                    ("other", "Annat skäl"),
                ],
                max_length=20,
                verbose_name="varför inte",
            ),
        ),
    ]
