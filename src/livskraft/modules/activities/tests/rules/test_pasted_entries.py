"""Are the activities of one line told apart, each with its time, title and cost?"""

import pytest

from livskraft.modules.activities.rules.pasted_entries import read_line


def entries(text):
    return [
        ([f"{slot.start:%H:%M}" for slot in entry.slots], entry.title, entry.cost) for entry in read_line(text).entries
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-12 Stickcafé, Salongen", [(["10:00"], "Stickcafé", None)]),
        ("Prommenad 9:30-10:30", [(["09:30"], "Prommenad", None)]),
        ("kaffe o tårta kl 14 (Olle fyller 90!!) gratis", [(["14:00"], "kaffe o tårta", 0)]),
        ("Kl.14 trådslöjd , kostnad 40:-", [(["14:00"], "trådslöjd", 40)]),
        ("Fredag 8/5: Hemlig gäst kl 14, fika 25 kronor", [(["14:00"], "Hemlig gäst", 25)]),
        ("Tisdag: 9.30–11 Frukost 35 kr; 14 Läsning", [(["09:30"], "Frukost", 35), (["14:00"], "Läsning", None)]),
        ("Onsdag: Boule 10-12 / Schack 13-15", [(["10:00"], "Boule", None), (["13:00"], "Schack", None)]),
        ("10–11 Gympa, 13.30–15 Bingo (20 kr)", [(["10:00"], "Gympa", None), (["13:30"], "Bingo", 20)]),
        ("10–11 Gympa, 14 Bingo", [(["10:00"], "Gympa", None), (["14:00"], "Bingo", None)]),
        ("Tisdagar kl 9.30 och kl 10.45 Qigong", [(["09:30", "10:45"], "Qigong", None)]),
        ("11.30–13 Ärtsoppa 110 kr, anmälan senast 26/2", [(["11:30"], "Ärtsoppa", 110)]),
        (
            "Utflykt till Skansen, avresa kl 8.30, hemkomst ca 17. Pris 250 kr",
            [(["08:30"], "Utflykt till Skansen", 250)],
        ),
        ("Onsdag 27 maj blir det grillfest kl 12", [(["12:00"], "grillfest", None)]),
        ("14.00 Torsdagsorkestern spelar till dans 50 kr", [(["14:00"], "Torsdagsorkestern spelar till dans", 50)]),
        ("Utflykt till Skansen kl 8.30, åter kl 17", [(["08:30"], "Utflykt till Skansen", None)]),
        ("13 Minigolf", [(["13:00"], "Minigolf", None)]),
        ("Sittgympa kl 10-11 i Salongen", [(["10:00"], "Sittgympa", None)]),
    ],
)
def test_the_activities_of_a_line(text, expected):
    assert entries(text) == expected
    assert read_line(text).clear


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses kl 10",
        "Bussen går kl 9",
        "Måndag 10–11 Sång, onsdag 13–14 Bingo",
        "kl 10 Sittgympa kl 13",
        "Kl 15-13 Bingo",
        "Måndag–fredag 11.30–13 Lunch",
        "9–15 öppet",
        "13.30 Ingen bingo",
        "14 börjar filmen",
        "Torsdag 7 maj är det fullt kl 14",
    ],
)
def test_a_line_that_contradicts_itself_or_is_a_sentence_is_not_clear(text):
    assert not read_line(text).clear


@pytest.mark.parametrize(
    ("text", "cancelled"),
    [
        ("10 Bingo INSTÄLLT", True),
        ("Bingon utgår", True),
        ("Måndagar 10 Bingo (utgår 11/5)", False),
        ("10 Bingo", False),
    ],
)
def test_a_cancelled_entry_is_known(text, cancelled):
    assert read_line(text).cancelled is cancelled


def test_a_line_of_day_and_time_has_slots_and_no_entry():
    line = read_line("Tisdag den 4:e kl. 13.30")
    assert line.day_first
    assert not line.entries
    assert [slot.start.hour for slot in line.slots] == [13]
