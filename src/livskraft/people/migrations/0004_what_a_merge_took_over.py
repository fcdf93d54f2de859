from django.db import migrations

import livskraft.kit.crypto


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_reviews_and_access_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="merge",
            name="taken",
            field=livskraft.kit.crypto.EncryptedTextField(blank=True, default=""),
        ),
    ]
