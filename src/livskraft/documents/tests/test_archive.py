"""Are many papers packed one at a time, under names that harm nobody?"""

import zipfile
from collections.abc import Iterator

from livskraft.documents import archive


def names(*files: str) -> list[str]:
    with archive.zip((name, b"x") for name in files) as file, zipfile.ZipFile(file) as packed:
        return packed.namelist()


def test_what_was_packed_can_be_unpacked() -> None:
    with archive.zip([("Pärm Åsgården.pdf", b"%PDF"), ("lista.csv", b"a;b")]) as file, zipfile.ZipFile(file) as packed:
        assert packed.read("Pärm Åsgården.pdf") == b"%PDF"
        assert packed.read("lista.csv") == b"a;b"
        assert packed.testzip() is None


def test_papers_with_the_same_name_are_told_apart() -> None:
    assert names("a.pdf", "A.PDF", "a.pdf", "utan", "utan") == ["a.pdf", "A (2).PDF", "a (3).pdf", "utan", "utan (2)"]


def test_no_name_leads_out_of_the_folder() -> None:
    for name in names("../../etc/passwd", "/a/b.pdf", "C:\\x.pdf", "a\r\nb\x00.pdf", "\u202efdp.exe"):
        assert not set(name) & set("/\\:\r\n\x00\u202e")
        assert not name.startswith(".")


def test_progress_is_told_while_the_papers_are_made() -> None:
    told: list[tuple[str, int]] = []

    def papers() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            told.append(("made", number))
            yield f"{number}.pdf", b"x"

    archive.zip(papers(), progress=lambda done: told.append(("packed", done))).close()
    assert told == [("made", 0), ("packed", 1), ("made", 1), ("packed", 2), ("made", 2), ("packed", 3)]


def test_an_empty_archive_is_still_an_archive() -> None:
    assert names() == []
