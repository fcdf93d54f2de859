"""How is a changed table of permissions taken in? Run this, read the difference, and commit it with the reason."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def write() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
    sys.path[:0] = [str(HERE.parents[1] / "src")]
    import django

    django.setup()
    from livskraft.access.permissions import table

    text = json.dumps(table(), ensure_ascii=False, indent=2) + "\n"
    (HERE / "permissions.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
