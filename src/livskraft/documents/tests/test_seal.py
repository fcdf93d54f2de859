"""Is a change in a signed paper seen, whoever makes it?"""

import asyncio
import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from livskraft.documents import pdf, seal
from livskraft.documents.report import Report, Text

AT = datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
REASON = "Besiktningsprotokoll fastställt"


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("var")
    with override_settings(LIVSKRAFT_VAR=folder):
        yield folder


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf.render(Report("Protokoll", [Text("Löpbandet är godkänt.")]))


@pytest.fixture(scope="module")
def signed(var: Path, paper: bytes) -> bytes:
    return seal.sign(paper, signer="Örjan Änglund", at=AT, reason=REASON)


def test_a_signed_paper_says_who_when_and_why(signed: bytes) -> None:
    assert seal.verify(signed) == seal.SealStatus(intact=True, signer="Örjan Änglund", at=AT, reason=REASON)


def test_it_works_where_an_event_loop_runs(signed: bytes) -> None:
    async def sign_and_verify() -> bool:
        made = seal.sign(signed[: signed.index(b"%%EOF") + 6], signer="x", at=AT, reason="y")
        return seal.verify(made).intact

    # In a thread of its own, since the browser tests keep a loop in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(lambda: asyncio.run(sign_and_verify())).result()


def test_a_signed_paper_is_still_read_aloud(signed: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(signed))
    root = reader.trailer["/Root"]
    assert "Löpbandet är godkänt." in reader.pages[0].extract_text()
    assert root["/Lang"].startswith("sv")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert signed.startswith(b"%PDF-1.7")
    assert "/Version" not in root
    hidden = 2
    assert all(note.get_object()["/F"] & hidden for note in reader.pages[0]["/Annots"])


def test_every_changed_part_is_seen(signed: bytes) -> None:
    gap = signed.index(b"/Contents <")
    for position in [*range(20, gap, gap // 25), len(signed) - 30]:
        changed = bytearray(signed)
        changed[position] ^= 1
        assert not seal.verify(bytes(changed)).intact, position


def test_a_forged_name_is_seen(var: Path, paper: bytes) -> None:
    made = seal.sign(paper, signer="Anna Ekman", at=AT, reason=REASON)
    assert b"Anna Ekman" in made
    assert not seal.verify(made.replace(b"Anna Ekman", b"Inga Ekman")).intact


def test_an_addition_after_the_signature_is_seen(signed: bytes) -> None:
    assert not seal.verify(signed + b"\n% mer").intact
    writer = pypdf.PdfWriter(io.BytesIO(signed), incremental=True)
    writer.add_metadata({"/Title": "Annat"})
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(signed)
    assert not seal.verify(out.getvalue()).intact


def test_what_was_never_signed_is_not_intact(var: Path, paper: bytes) -> None:
    assert seal.verify(paper) == seal.SealStatus(intact=False)
    assert seal.verify(b"") == seal.SealStatus(intact=False)
    assert seal.verify(b"%PDF-1.7 rubbish %%EOF") == seal.SealStatus(intact=False)


def test_another_installations_signature_is_not_ours(signed: bytes, tmp_path: Path) -> None:
    with override_settings(LIVSKRAFT_VAR=tmp_path):
        assert not seal.verify(signed).intact


def test_the_key_is_made_once_and_is_for_us_only(signed: bytes, var: Path) -> None:
    path = var / "secrets" / "seal.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    seal.sign(signed[: signed.index(b"%%EOF") + 6], signer="x", at=AT, reason="y")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["seal.pem"]


def test_of_two_that_make_the_key_at_once_the_first_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "seal.pem"
    gate = threading.Barrier(4)

    def make(text: bytes) -> bytes:
        gate.wait()
        return text

    threads = [threading.Thread(target=seal._keep_once, args=(path, lambda n=n: make(b"%d" % n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in {b"0", b"1", b"2", b"3"}
    assert [file.name for file in tmp_path.iterdir()] == ["seal.pem"]
    seal._keep_once(path, lambda: b"later")
    assert path.read_bytes() != b"later"


def test_a_key_given_by_the_settings_is_used(var: Path, signed: bytes, tmp_path: Path) -> None:
    given = tmp_path / "own.pem"
    given.write_bytes((var / "secrets" / "seal.pem").read_bytes())
    with override_settings(LIVSKRAFT_VAR=tmp_path / "other", LIVSKRAFT_SEAL_PEM=str(given)):
        assert seal.verify(signed).intact
        assert not (tmp_path / "other").exists()


def test_a_key_that_would_break_the_tagging_is_refused(paper: bytes, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "ec.pem").write_bytes(key)
    with override_settings(LIVSKRAFT_SEAL_PEM=str(tmp_path / "ec.pem")), pytest.raises(ImproperlyConfigured):
        seal.sign(paper, signer="x", at=AT, reason="y")
