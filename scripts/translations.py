"""How do the words of translators reach the pages? Compiles each src/livskraft/locale/*/LC_MESSAGES/django.po to .mo.

The .mo files are kept in the tree, so that a machine that only runs Livskraft needs no tool for it.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[1] / "src" / "livskraft" / "locale"


def main() -> None:
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as file:
            catalog = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        print(f"✓ {catalog.locale}: {len(catalog)}")


if __name__ == "__main__":
    main()
