#!/usr/bin/env python3
"""Which command is asked for? Runs Django's management commands from the repository root."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
    from django.core.management import execute_from_command_line

    from livskraft.config.environment import UnsafeEnvironment

    try:
        execute_from_command_line(sys.argv)
    except UnsafeEnvironment as why:
        sys.stderr.write(f"✗ {why}\n")
        sys.exit(os.EX_CONFIG)


if __name__ == "__main__":
    main()
