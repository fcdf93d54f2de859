"""How is a paper handed to the person who asked for it?"""

from typing import IO

from django.http import FileResponse, HttpResponse

from livskraft.kit.downloads import handed_out, locked_down
from livskraft.kit.filenames import name_with_ending

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(data: bytes, name: str) -> HttpResponse:
    """`name` needs no ending."""
    return handed_out(data, content_type="application/pdf", name=name_with_ending(name, ".pdf"))


def excel(data: bytes, name: str) -> HttpResponse:
    return handed_out(data, content_type=XLSX, name=name_with_ending(name, ".xlsx"))


def csv(data: bytes, name: str) -> HttpResponse:
    return handed_out(data, content_type="text/csv; charset=utf-8", name=name_with_ending(name, ".csv"))


def zip(file: IO[bytes], name: str) -> FileResponse:
    """Streams what `archive.zip` gave and closes it afterwards."""
    filename = name_with_ending(name, ".zip")
    response = FileResponse(file, content_type="application/zip", as_attachment=True, filename=filename)
    locked_down(response)
    return response
