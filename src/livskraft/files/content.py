"""What is this upload really, judged by its content and never by its name?"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from livskraft.files.models import Kind
from livskraft.kit.errors import Refused
from livskraft.kit.filenames import clean_name

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2000
LARGEST_UNPACKED = 500 * MEGABYTE
MOST_PARTS = 5000

JPEG = "image/jpeg"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
ZIP = "application/zip"
ENDINGS = {JPEG: ".jpg", PDF: ".pdf", XLSX: ".xlsx", ODS: ".ods", CSV: ".csv", ZIP: ".zip"}

MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|img|\?xml)", re.IGNORECASE)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Upload(Protocol):
    """What a form's file field gives: a name and bytes."""

    name: str | None

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Content:
    """Bytes that are known to be what `content_type` says."""

    data: bytes
    content_type: str
    name: str
    kind: Kind


def picture(upload: Upload, *, field: str | None = None, longest: int = LONGEST_SIDE) -> Content:
    """The picture drawn anew as JPEG: upright, at most `longest` pixels, without place, camera or anything hidden.

    Slow (tenths of a second): call it before a transaction opens. Raises Refused."""
    data = _read(upload, field=field)
    if data[4:8] == b"ftyp":
        raise Refused(
            _(
                "Bilden är i formatet HEIC, som inte kan visas överallt. Spara den som JPEG och försök igen. "
                "På en iPhone: Inställningar, Kamera, Format, Mest kompatibelt."
            ),
            field=field,
        )
    redrawn = _redraw(data, longest)
    if redrawn is None:
        raise Refused(
            _("Filen går inte att läsa som bild. Ladda upp ett foto i formatet JPEG, PNG eller WebP."), field=field
        )
    return Content(redrawn, JPEG, clean_name(upload.name or "", default="bild"), Kind.PICTURE)


def pdf(upload: Upload, *, field: str | None = None) -> Content:
    """The PDF as it came. Raises Refused when it is not one, or is something else as well."""
    data = _read(upload, field=field)
    after_end = data.rpartition(b"%%EOF")[2]
    whole = data.startswith(b"%PDF-") and b"%%EOF" in data and not after_end.strip(b"\r\n\t \0")
    if not whole or MARKUP.search(data[:1024]) or zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(
            _("Filen är inte en hel PDF. Spara eller skanna dokumentet som PDF och försök igen."), field=field
        )
    return Content(data, PDF, clean_name(upload.name or "", default="dokument"), Kind.PDF)


def spreadsheet(upload: Upload, *, field: str | None = None) -> Content:
    """The workbook as it came; whether its cells can be read is for the importer to say. Raises Refused."""
    data = _read(upload, field=field)
    if data.startswith(OLD_OFFICE):
        raise Refused(
            _("Filen är en äldre eller låst Excelfil. Spara den som .xlsx utan lösenord och försök igen."),
            field=field,
        )
    content_type = _workbook_type(data, field=field) if data.startswith(b"PK\x03\x04") else _text_type(data)
    if content_type is None:
        raise Refused(
            _("Filen är inte ett kalkylblad. Ladda upp en fil som slutar på .xlsx, .ods eller .csv."), field=field
        )
    return Content(data, content_type, clean_name(upload.name or "", default="kalkylblad"), Kind.SPREADSHEET)


def _read(upload: Upload, *, field: str | None) -> bytes:
    data = upload.read(LARGEST + 1)
    if not data:
        raise Refused(_("Filen är tom. Välj en annan fil."), field=field)
    if len(data) > LARGEST:
        raise Refused(_("Filen är för stor. Den får vara högst 20 MB."), field=field)
    return data


def _redraw(data: bytes, longest: int) -> bytes | None:
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow warns before it refuses; our own limit below is lower than both.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image: Picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
            if image.width * image.height > LARGEST_PIXELS:
                return None
            image.draft("RGB", (longest, longest))
            image = ImageOps.exif_transpose(image)
            image.thumbnail((longest, longest))
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                image = image.convert("RGBA")
                ground = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(ground, image)
            out = io.BytesIO()
            # A fresh image carries none of the old one's metadata.
            fresh = Image.new("RGB", image.size)
            fresh.paste(image.convert("RGB"))
            fresh.save(out, "JPEG", quality=85, optimize=True)
    except Exception:  # noqa: BLE001
        # Hostile pictures make Pillow's decoders raise almost anything; all of it means "not a picture".
        return None
    return out.getvalue()


def _workbook_type(data: bytes, *, field: str | None) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Refused(
                    _("Kalkylbladet är för stort när det packas upp. Dela upp det och försök igen."), field=field
                )
            names = {part.filename for part in parts}
            if any(name.endswith("vbaProject.bin") for name in names):
                raise Refused(_("Kalkylbladet innehåller makron. Spara det som .xlsx utan makron."), field=field)
            if {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                return XLSX
            if "mimetype" in names and archive.open("mimetype").read(len(ODS) + 1).strip() == ODS.encode():
                return ODS
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    return None


def _text_type(data: bytes) -> str | None:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if utf16 else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = any(ord(c) < 32 and c not in "\t\r\n" for c in text)
        return None if strange or text.lstrip().startswith(("<", "%PDF", "{\\rtf")) else CSV
    return None
