"""Has this paper been changed since it was signed, by whom and when?"""

import io
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Livskraft"
VALID_FOR = timedelta(days=365 * 30)


@dataclass(frozen=True)
class SealStatus:
    """`intact` when the whole file is as this installation signed it; the rest is known only then."""

    intact: bool
    signer: str = ""
    at: datetime | None = None
    reason: str = ""


def sign(pdf: bytes, *, signer: str, at: datetime, reason: str) -> bytes:
    """The PDF with an invisible digital signature of the installation, saying that `signer` did it at `at`.

    Some 20 ms, and the first time a second: call it outside a transaction."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    class DatedSigner(PdfSigner):
        """Signs at the actor's moment and not at the machine's."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    metadata = PdfSignatureMetadata(
        field_name=FIELD, name=signer, reason=reason, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    # A hidden field is the only one that PDF/UA lets stand outside the tags.
    field = SigFieldSpec(
        FIELD,
        readable_field_name="Digital underskrift",
        invis_sig_settings=InvisSigSettings(set_print_flag=False, set_hidden_flag=True),
    )
    dated = DatedSigner(metadata, signer=_signer(_pem_path()), new_field_spec=field)
    return bytes(_aside(lambda: dated.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))).getvalue())


def verify(pdf: bytes) -> SealStatus:
    """Whether the PDF is whole and signed by this installation."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    ours = ValidationContext(trust_roots=[_certificate(_pem_path())], allow_fetching=False)
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return SealStatus(intact=False)
        status = _aside(lambda: validate_pdf_signature(signatures[0], signer_validation_context=ours))
    except Exception:  # noqa: BLE001
        # A file that was changed can break the reader anywhere; whatever it says, the paper is not intact.
        return SealStatus(intact=False)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and status.trusted and whole):
        return SealStatus(intact=False)
    words = signatures[0].sig_object
    return SealStatus(
        intact=True,
        signer=str(words.get("/Name", "")),
        at=signatures[0].self_reported_timestamp,
        reason=str(words.get("/Reason", "")),
    )


def _aside(work: Callable[[], Any]) -> Any:
    """pyHanko starts an event loop, which a thread that already has one refuses."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


def _pem_path() -> Path:
    """Key and certificate: given by the settings, else made once and kept beside the data."""
    given = getattr(settings, "LIVSKRAFT_SEAL_PEM", "")
    if given:
        return Path(given)
    path = Path(settings.LIVSKRAFT_VAR) / "secrets" / "seal.pem"
    if not path.exists():
        _keep_once(path, _new_pem)
    return path


@cache
def _signer(path: Path) -> "SimpleSigner":
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, RSAPrivateKey):
        raise ImproperlyConfigured(f"{path} must hold an RSA key: another kind would raise the papers to PDF 2.0.")
    key: RSAPrivateKey = loaded

    class KeptKeySigner(SimpleSigner):
        """Reads and checks the key once; pyHanko's own does it twice a paper, a tenth of a second each."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            if dry_run:
                return bytes(key.key_size // 8)
            return key.sign(data, PKCS1v15(), hashes.SHA256())

    return KeptKeySigner(_certificate(path), signing_key=None, cert_registry=SimpleCertificateStore())


@cache
def _certificate(path: Path) -> "Certificate":
    from asn1crypto.pem import unarmor
    from asn1crypto.x509 import Certificate

    parts = {kind: der for kind, _headers, der in unarmor(path.read_bytes(), multiple=True)}
    return Certificate.load(parts["CERTIFICATE"])


def _keep_once(path: Path, make: Callable[[], bytes]) -> None:
    """Of several processes that start at once, the first one's key is kept by all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def _new_pem() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    # An elliptic key would raise the file to PDF 2.0, and PDF/UA-1 is a profile of 1.7.
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, settings.LIVSKRAFT_MUNICIPALITY[:64]),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Livskraft"),
        ]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Papers may be signed with an earlier date than the day the key was made, such as imported history.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
