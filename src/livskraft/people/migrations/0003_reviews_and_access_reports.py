"""What stood out about a reading and who marked it, and who has been told what is kept about them?"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import livskraft.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_the_whole_minigym"),
        ("people", "0002_protection_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="logreview",
            name="rule",
            field=models.TextField(default="", verbose_name="hur urvalet gjordes"),
        ),
        migrations.AddField(
            model_name="sampledreading",
            name="marked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sampledreading",
            name="marked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sampledreading",
            name="signals",
            field=models.JSONField(default=list, verbose_name="vad som stack ut"),
        ),
        migrations.CreateModel(
            name="AccessReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField(verbose_name="när personen bad om det")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "På plats"),
                            ("by_phone", "Per telefon"),
                            ("in_writing", "Skriftligt"),
                            ("through_somebody", "Genom ombud eller god man"),
                        ],
                        max_length=20,
                        verbose_name="hur personen bad om det",
                    ),
                ),
                ("note", livskraft.kit.crypto.EncryptedTextField(blank=True, default="", verbose_name="anteckning")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="access_reports", to="people.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
    ]
