"""Where do this machine's own secrets come from? Made once, readable by their owner only, never committed."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def ensure_secrets(var: Path) -> bool:
    """True when `var/secrets.env` was made now; an existing file is never touched, a half-written one never seen."""
    path = var / "secrets.env"
    if path.exists():
        return False
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A name that nobody else has, also where two machines share the folder; readable by its owner only.
    number, name = tempfile.mkstemp(prefix=".secrets.", dir=var)
    fresh = Path(name)
    with os.fdopen(number, "w") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(60)}\n")
        for name in ("LIVSKRAFT_ENCRYPTION_KEY", "LIVSKRAFT_BACKUP_KEY"):
            file.write(f"{name}={base64.b64encode(secrets.token_bytes(32)).decode()}\n")
    try:
        # A link fails when somebody else was first; a rename would replace their secrets.
        path.hardlink_to(fresh)
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    return True


if __name__ == "__main__" and os.environ.get("LIVSKRAFT_ENV", "development") == "development":
    var = Path(os.environ.get("LIVSKRAFT_VAR") or ROOT / "var")
    if ensure_secrets(var):
        print(f"• Made this machine's own secrets in {var / 'secrets.env'}")
