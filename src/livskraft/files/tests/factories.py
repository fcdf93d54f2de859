"""Which uploads do the tests need, good and evil?"""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SCRIPT = b"<script>document.title = 'ran'</script>"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def upload(data: bytes, name: str = "fil") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture(
    width: int = 40,
    height: int = 20,
    *,
    format: str = "JPEG",
    mode: str = "RGB",
    colour: object = "red",
    **save: object,
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, format, **save)  # type: ignore[arg-type]  # Pillow takes names and tuples
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more})
