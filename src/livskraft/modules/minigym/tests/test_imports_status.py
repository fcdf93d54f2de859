"""Is an item taken out of use by what is written, and by nothing else?"""

import pytest

from livskraft.modules.minigym.imports.status import read_marks

NOTES = {
    True: [
        "trasig – ur bruk!", "TRASIG", "ur bruk sedan maj", "avstängd i väntan på service", "ur funktion", "avställd",
        "får ej användas", "sönder", "Får inte användas!", "ska inte användas", "kan ej användas", "fungerar ej",
        "funkar inte", "går inte att använda", "ej i bruk", "inte i bruk", "Ur drift", "defekt", "havererad",
        "trasig, ej lagad", "trasig, väntar på reservdel", "lagad 2022, trasig igen", "trasig sedan tidigare",
        "ur bruk tills den är lagad", "ur bruk, ska lagas v 12", "TRASIG!!!", "Trasig - använd ej", "används ej",
        "stängd", "avstängd", "tagen ur bruk", "tas ur bruk", "underkänd vid besiktning", "ej godkänd", "kasserad",
        "Skrotad 2022", "finns ej kvar", "spärrad", "trasig display", "sönder - flyttas till Tallbacken",
        "ur bruk (väntar på del)", "Ej funktionsduglig", "fungerar inte längre", "tagen ur drift", "UR  BRUK",
        "ur\u00a0bruk", "ur bruk!", "ställd ur bruk", "ej användbar", "oanvändbar", "får absolut inte användas",
        "Stoppad", "låst, får ej användas", "trasigt handtag", "trasiga pedaler", "gått sönder", "gick sönder i maj",
        "har gått sönder", "ej körbar", "behöver lagas, ur bruk", "kass", "ur bruk?", "ej brukbar",
    ],
    False: [
        "gnisslar", "ok", "OK", "flyttas till Tallbacken", "ej trasig", "inte trasig längre", "lagad", "lagad 2023",
        "trasig men lagad 2023", "trasig, nu lagad", "trasig 2021, reparerad 2022", "åter i bruk",
        "åter i bruk efter lagning", "var ur bruk våren 2022, nu ok", "i bruk", "fungerar bra", "fungerar",
        "behöver ses över", "risk att gå sönder", "går lätt sönder", "ny sits", "saknar bruksanvisning",
        "bruksanvisning saknas", "smörjs varje månad", "beställd", "service bokad", "inga fel", "inget fel",
        "utan anmärkning", "används ofta", "populär", "sadel utbytt", "har varit trasig", "tidigare trasig, åtgärdad",
        "slitage på dyna", "kompletterande", "ursprunglig", "", "får användas", "används flitigt", "skör",
        "vajer bytt 2022", "kontrollera skruvar", "används med försiktighet", "stängs av med röd knapp",
        "avstängning sker med knapp", "nödstopp finns", "ur kartong 2020", "max 150 kg", "besiktad utan anm",
        "ej i behov av service", "står i vägen", "reservdel finns", "lånas av hemrehab", "stoppknapp saknas",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("note", "stops"), [(note, stops) for stops, notes in NOTES.items() for note in notes])
def test_a_note_stops_an_item_only_when_it_says_that_it_must_not_be_used(note, stops):
    assert bool(read_marks(note).stop) is stops


@pytest.mark.parametrize(
    ("note", "where"),
    [
        ("flyttas till Tallbacken", "Tallbacken"),
        ("Ur bruk. Ska flyttas till Norra Källan!", "Norra Källan"),
        ("utlånad till hemrehab (till maj)", "hemrehab"),
        ("ska till service", ""),
        ("gnisslar", ""),
    ],
)
def test_the_place_that_an_item_moves_to_is_told(note, where):
    assert read_marks(note).where == where


@pytest.mark.parametrize(("note", "gone"), [("kasserad 2022", True), ("finns ej kvar", True), ("manual saknas", False)])
def test_an_item_that_is_gone_is_told_from_a_part_that_is_missing(note, gone):
    assert read_marks(note).gone is gone


def test_a_fault_that_seems_mended_is_uncertain():
    assert read_marks("trasig men lagad 2023").uncertain
    assert not read_marks("ok").uncertain
