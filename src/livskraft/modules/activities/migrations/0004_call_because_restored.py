from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_lunch_names_are_forgotten")]

    operations = [
        migrations.AlterField(
            model_name="call",
            name="because",
            field=models.CharField(
                choices=[
                    ("offer", "Erbjud plats"),
                    ("cancelled", "Tala om att det är inställt"),
                    ("moved", "Tala om att det är flyttat"),
                    ("restored", "Tala om att det blir av ändå"),
                ],
                max_length=10,
            ),
        )
    ]
