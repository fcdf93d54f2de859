from django.db import migrations


class Migration(migrations.Migration):
    """The name of a file can be a person's: it stands in the encrypted content instead. No list was ever uploaded."""

    dependencies = [
        ("people", "0004_what_a_merge_took_over"),
    ]

    operations = [
        migrations.RemoveField(model_name="personupload", name="file_name"),
    ]
