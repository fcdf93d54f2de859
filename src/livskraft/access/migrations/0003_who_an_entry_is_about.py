"""Which persons is each entry of the audit about, so that what was read about one is found among millions?"""

import django.db.models.deletion
from django.db import migrations, models

PERSON = "people.person:"


def from_what_was_touched(apps, schema_editor):
    """The rows for what was written before the table was there."""
    AuditEntry = apps.get_model("access", "AuditEntry")
    AuditSubject = apps.get_model("access", "AuditSubject")
    rows = [
        AuditSubject(entry_id=pk, person_id=person)
        for pk, touched in AuditEntry.objects.order_by("pk").values_list("pk", "objects_touched").iterator()
        for person in sorted({int(each.removeprefix(PERSON)) for each in touched if each.startswith(PERSON)})
    ]
    AuditSubject.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_when_an_assignment_was_added")]

    operations = [
        migrations.CreateModel(
            name="AuditSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="access.auditentry",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                condition=models.Q(("category", "read")), fields=["unit_id", "at"], name="audit_readings_of_a_unit"
            ),
        ),
        migrations.AddIndex(
            model_name="auditsubject",
            index=models.Index(fields=["person_id", "entry"], name="access_audi_person__40b270_idx"),
        ),
        migrations.AddConstraint(
            model_name="auditsubject",
            constraint=models.UniqueConstraint(fields=("entry", "person_id"), name="an_entry_once_per_person"),
        ),
        migrations.RunPython(from_what_was_touched, migrations.RunPython.noop),
    ]
