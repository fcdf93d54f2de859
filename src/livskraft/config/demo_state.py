"""How far has the demo municipality come? Kept in a file, so that pages can say it while another process builds."""

import json
import os
from pathlib import Path
from typing import Any, Literal, TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

State = Literal["building", "ready", "failed"]


class DemoState(TypedDict):
    state: State
    step: str


def read() -> DemoState | None:
    """The state, or None when no demo has been asked for or its file cannot be read."""
    try:
        kept: dict[str, Any] = json.loads(_path().read_text(encoding="utf-8"))
        return {"state": kept["state"], "step": kept["step"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(state: State, step: str = "") -> None:
    """Replaces the state in one stroke; a reader sees the old or the new, never half. Other keys are kept."""
    path = _path()
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    fresh = path.with_name(f".demo.{os.getpid()}")
    fresh.write_text(json.dumps(kept | {"state": state, "step": step}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def notice(request: HttpRequest) -> str | None:
    """What the band above every page says until the demo is ready; nothing outside demo mode."""
    kept = read() if settings.LIVSKRAFT_DEMO else None
    if kept is None or kept["state"] == "ready":
        return None
    if kept["state"] == "failed":
        return _("Demokommunen kunde inte byggas färdigt. Det som finns går att använda.")
    if kept["step"]:
        return _("Demokommunen byggs: %(step)s. Ladda om sidan om en liten stund.") % {"step": kept["step"]}
    return _("Demokommunen byggs just nu. Ladda om sidan om en liten stund.")


def _path() -> Path:
    return Path(settings.LIVSKRAFT_VAR) / "demo.json"
