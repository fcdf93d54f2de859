"""What people call their files can name a person, so the names of uploads are encrypted like those of stored files."""

from collections.abc import Callable
from typing import Any

from django.db import migrations, models

import livskraft.kit.crypto
from livskraft.kit.crypto import decrypt_text, encrypt_text

PURPOSE = "column:minigym.inventoryupload.filename"


def each_name(change: Callable[..., str]) -> Callable[..., None]:
    def run(apps: Any, schema_editor: Any) -> None:
        uploads = apps.get_model("minigym", "InventoryUpload").objects
        for upload in uploads.only("pk", "filename"):
            uploads.filter(pk=upload.pk).update(filename=change(upload.filename, purpose=PURPOSE))

    return run


class Migration(migrations.Migration):
    dependencies = [("minigym", "0002_versions")]

    operations = [
        migrations.AlterField("inventoryupload", "filename", models.TextField(verbose_name="filnamn")),
        migrations.RunPython(each_name(encrypt_text), each_name(decrypt_text)),
        migrations.AlterField(
            "inventoryupload", "filename", livskraft.kit.crypto.EncryptedTextField(verbose_name="filnamn")
        ),
    ]
