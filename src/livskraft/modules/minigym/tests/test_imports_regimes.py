"""Is the owner column read as who bought the item, and asked about when it does not say?"""

import pytest

from livskraft.kit.swedish_values import Found
from livskraft.modules.minigym.imports.regimes import names_of, read_regime
from livskraft.modules.minigym.rules import RegimeKey

OWNERS = {
    "municipal": [
        "kommun", "Kommunen", "K", "k", "VoF", "VOF", "Ekköpings kommun", "Vård & omsorg",
        "Vård- och omsorgsförvaltningen", "kommunal", "Äldrenämnden", "förvaltningen", "förv.", "Kommunen (VoF)",
        "kommunen (kompletterande)", "Kommunens", "KOMMUNEN", "kommun ", "Kommun, komplettering",
        "Inköpt av kommunen", "köpt av VoF", "Omsorgsförvaltningen", "kommnunen", "Komun", "Norrköpinge kommun",
        "Ekköpings stad", "VoF (kompl.)", "Vård och omsorg", "K-ägd", "kommunägd", "Socialförvaltningen",
        "Äldreförvaltningen", "V o F", "V.o.F.", "Kommunen, används av utföraren", "kommunen ", "Beställaren",
        "K (VoF)", "Omsorgsnämnden",
    ],
    "provider": [
        "Utförare", "utföraren", "utf", "utf.", "Utf", "egen (utf.)", "egen", "Egeninköpt", "Firman – egeninköpt",
        "ägs av utföraren", "verksamheten", "Verksamhetens egen", "U", "utförarens", "Omsorg i Norr AB", "Solvård AB",
        "Privat", "eget inköp", "egna medel", "Köpt av utföraren", "utförare (kompletterande)", "utföaren",
        "utforare", "Vardag AB – egeninköpt", "enheten", "boendet", "entreprenören", "Utförare/egen",
        "Köpt av enheten själva",
    ],
    "property": [
        "Fastighetsägaren", "fastighetsägare", "FÄ", "fä", "Hyresvärd", "hyresvärden",
        "Fastighetsägaren (bostadsbolaget)", "bostadsbolaget", "Bostads AB Eken", "Ekstadens bostäder AB",
        "fastighet", "Fastighets AB Norr", "fastigh.ägare", "fast.ägare", "Fast äg", "fastighetsagaren", "Värden",
        "Fastighetskontoret", "F", "kommunens fastighetsavdelning", "Fastighetsägare/hyresvärd", "fastighetsbolaget",
        "Kommunfastigheter", "Hyresvärd (Stadshus AB)",
    ],
    None: [
        "", "?", "okänt", "kompletterande", "ursprunglig", "Anna Andersson", "kommun/utförare", "ej kommunen", "-",
        "Vet ej", "delat", "X",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("written", "regime"), [(text, regime) for regime, texts in OWNERS.items() for text in texts])
def test_the_owner_is_read_when_one_is_named(written, regime):
    reading = read_regime(written)
    assert reading.value == regime
    assert (reading.found is Found.VALUE) == (regime is not None)


def test_what_names_nobody_is_explained():
    assert "säger inte om kommunen, utföraren eller fastighetsägaren" in read_regime("Anna Andersson").why
    assert "flera ägare" in read_regime("kommun/utförare").why


def test_the_municipalitys_own_names_can_be_told():
    known = names_of({"Solhem": RegimeKey.PROVIDER, "Ekstaden": RegimeKey.PROPERTY})
    assert read_regime("solhem ", known).value == RegimeKey.PROVIDER
    assert read_regime("Ekstaden (avtal 3)", known).value == RegimeKey.PROPERTY
    assert read_regime("Solhem").value is None


def test_a_firm_is_known_by_the_first_word_of_its_name_unless_two_owners_begin_alike():
    known = names_of(
        {
            "Solhem Vård i Norr AB": RegimeKey.PROVIDER,
            "Eksta kommun": RegimeKey.MUNICIPAL,
            "Eksta Hus AB": RegimeKey.PROPERTY,
            "Vinnes kommun": RegimeKey.MUNICIPAL,
        }
    )
    assert read_regime("Solhem", known).value == RegimeKey.PROVIDER
    assert read_regime("Eksta", known).value is None
    assert read_regime("Vinnes Hemtjänst AB", known).value == RegimeKey.PROVIDER
    assert read_regime("Eksta Hus AB", known).value == RegimeKey.PROPERTY
