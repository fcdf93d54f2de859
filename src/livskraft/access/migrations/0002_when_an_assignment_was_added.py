"""On which day was each assignment added?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="added_on",
            field=models.DateField(blank=True, null=True, help_text="Empty: before it was written down"),
        ),
    ]
