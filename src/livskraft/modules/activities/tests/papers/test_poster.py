"""Does the poster say the whole week, large and in words, on as few sheets as can be read, and never obey a title?"""

import io
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pypdf
import pytest

from livskraft.documents.fonts import FAMILIES
from livskraft.documents.tests.factories import HOSTILE
from livskraft.documents.tests.test_pdf import roles, structure, words
from livskraft.modules.activities.papers.poster import (
    LONGEST_TITLE,
    PICTOGRAMS,
    PosterDay,
    PosterLine,
    PosterLunch,
    PosterWeek,
    Size,
    render,
    title,
)
from livskraft.modules.activities.rules.vocabulary import Kind

MONDAY = date(2025, 4, 28)


def line(title="Sittgympa", kind=Kind.TRAINING, starts=time(10), ends=time(10, 45), **also):
    return PosterLine(title, kind, starts, ends, **also)


def day(number, *lines, **also):
    return PosterDay(MONDAY + timedelta(days=number), lines, **also)


def week(*days, **also):
    about = {
        "site": "Åsgårdens mötesplats",
        "notice": "Alla är välkomna.\nFråga personalen.",
        "phone": "0123-45 67 89",
        "url": "https://livskraft.example/hitta/asgarden/",
    }
    return PosterWeek(monday=MONDAY, days=days, dated=date(2025, 4, 22), **(about | also))


def usual():
    lunch = PosterLunch(("Ärtsoppa", "Linsgryta"), time(11, 30), time(13), Decimal(75))
    return week(
        day(0, line(place="Samlingssalen", leader="Amina"), lunch=lunch),
        day(1, line("Stickcafé", Kind.SOCIAL, time(14), None, cost=Decimal(0)), lunch=lunch),
        day(2, line("Körsång", Kind.CULTURAL, note="Flyttat från kl. 13", cost=Decimal(30)), note="Valborg"),
        day(3, closed=True, note="Första maj"),
        day(4, line("Musikquiz", Kind.CULTURAL, cancelled=True, note="Ledaren är sjuk", place="Kaféet")),
    )


def full(number):
    """A week with so many activities that no two are alike."""
    return week(
        *[
            day(on, *[line(f"Träff {one:03}", starts=time(8 + one // 7 % 14)) for one in range(on, number, 7)])
            for on in range(7)
        ]
    )


def opened(poster, size=Size.A3):
    return pypdf.PdfReader(io.BytesIO(render(poster, size)))


def said(poster, size=Size.A3):
    return words(opened(poster, size))


def largest(reader, text):
    """How large `text` is printed, in points."""
    sizes = []

    def visit(found, matrix, at, _font, size):
        if text in found:
            sizes.append(abs(size * at[0] * matrix[0]))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return max(sizes)


@pytest.mark.parametrize("size", Size)
def test_every_word_of_the_week_is_there(settings, size):
    settings.LIVSKRAFT_MUNICIPALITY = "Ekebergs kommun"
    text = said(usual(), size)
    for expected in (
        "Åsgårdens mötesplats Vecka 18 · 28 april–4 maj 2025",
        "Måndag 28 april 10–10.45 Sittgympa Träning · Samlingssalen · Ledare: Amina",
        "11.30–13 Lunch Ärtsoppa · Linsgryta 75 kr",
        "14.00 Stickcafé Social samvaro Gratis",
        "Onsdag 30 april Valborg 10–10.45 Körsång Flyttat från kl. 13 · Kultur 30 kr",
        "Torsdag 1 maj Första maj Stängt",
        "10–10.45 Inställt Musikquiz Ledaren är sjuk",
        "Frågor? Ring 0123-45 67 89",
        "Alla är välkomna. Fråga personalen.",
        "Se programmet i mobilen · livskraft.example/hitta/asgarden",
        "Ekebergs kommun · Utskrivet 22 april 2025",
    ):
        assert expected in text.replace("\N{NO-BREAK SPACE}", " "), expected
    assert "Blad" not in text


def test_where_a_cancelled_activity_was_to_be_and_what_it_cost_are_not_said():
    gone = line("Musikquiz", cancelled=True, place="Kaféet", leader="Amina", cost=Decimal(60))
    text = said(week(day(0, gone)))
    assert "Musikquiz" in text
    assert not [word for word in ("Kaféet", "Amina", "60", "Träning") if word in text.replace("45 67 89", "")]


@pytest.mark.parametrize(
    ("monday", "expected"),
    [
        (date(2025, 4, 28), "Vecka 18 · 28 april–4 maj 2025"),
        (date(2025, 5, 5), "Vecka 19 · 5–11 maj 2025"),
        (date(2025, 12, 29), "Vecka 1 · 29 december 2025–4 januari 2026"),
        (date(2026, 12, 28), "Vecka 53 · 28 december 2026–3 januari 2027"),
    ],
)
def test_the_week_is_named_as_people_name_it(monday, expected):
    assert title(monday) == expected


def test_the_poster_is_as_large_as_it_was_asked_to_be_and_upright():
    for size, measures in ((Size.A3, (842, 1191)), (Size.A4, (595, 842))):
        (page,) = opened(usual(), size).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == measures


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_picture_and_its_word_beside_it(kind):
    with_picture = render(week(day(0, line(kind=kind))), Size.A3)
    assert kind in PICTOGRAMS
    assert str(kind.label) in words(pypdf.PdfReader(io.BytesIO(with_picture)))


def test_a_kind_that_the_title_says_already_is_not_said_twice():
    paper = render(week(day(0, line(title="Friskvård i minigymmet", kind=Kind.GYM))), Size.A3)
    assert words(pypdf.PdfReader(io.BytesIO(paper))).count("Friskvård i minigymmet") == 1


def test_the_poster_is_tagged_and_only_the_code_is_a_picture_with_words():
    reader = opened(usual())
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("sv")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Veckans program, Åsgårdens mötesplats, Vecka 18 · 28 april–4 maj 2025"
    assert {"/H1", "/H2", "/L", "/LI", "/Figure"} <= roles(reader)
    pictures = [node for node in structure(reader) if node.get("/S") == "/Figure"]
    assert [str(node["/A"]["/Alt"] if "/Alt" not in node else node["/Alt"]) for node in pictures] == [
        "QR-kod till programmet på webben: https://livskraft.example/hitta/asgarden/"
    ]


def test_the_letters_are_the_houses_own_and_travel_with_the_poster():
    (page,) = opened(usual()).pages
    families = {name.replace(" ", "") for name in FAMILIES}
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert inner["/BaseFont"].partition("+")[2].partition("-")[0] in families
        assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())


def test_days_and_what_is_on_come_in_the_order_of_the_clock():
    lunch = PosterLunch(("Soppa",), time(11, 30), time(13))
    text = said(week(day(1, line("Sen", starts=time(14)), line("Tidig", starts=time(9)), lunch=lunch), day(0)))
    order = [text.index(word) for word in ("Måndag", "Tisdag", "Tidig", "Soppa", "Sen ")]
    assert order == sorted(order)


def test_a_lunch_without_time_stands_last_and_one_without_dishes_not_at_all():
    text = said(week(day(0, line("Sen", starts=time(14)), lunch=PosterLunch(("Soppa",)))))
    assert text.index("Sen ") < text.index("Soppa")
    assert "Lunch" not in said(week(day(0, line(), lunch=PosterLunch(("", " ")))))


def test_a_day_or_a_week_with_nothing_in_it_says_so():
    assert said(week(day(0, line()), day(1))).count("Inget i programmet") == 1
    text = said(week(day(0), day(1)))
    assert "Det finns inget i programmet den här veckan." in text
    assert "Måndag" not in text
    assert said(week(day(0, closed=True), day(1))).count("Stängt") == 1
    assert "Det finns inget i programmet" in said(week())


def test_what_is_not_known_leaves_no_trace():
    reader = opened(week(day(0, line()), notice="", phone="", url=""))
    text = words(reader)
    assert "Ring" not in text
    assert "mobilen" not in text
    assert "/Figure" not in roles(reader)
    for missing, words_of_it in (("phone", "Ring"), ("url", "mobilen"), ("notice", "välkomna")):
        text = said(replace(usual(), **{missing: ""}))
        assert [word for word in ("Ring", "mobilen", "välkomna") if word not in text] == [words_of_it]


def test_the_less_there_is_the_larger_it_is():
    few, some = opened(week(day(0, line()))), opened(usual())
    assert largest(few, "Sittgympa") > largest(some, "Sittgympa") >= 19
    assert largest(opened(week(day(0, line())), Size.A4), "Sittgympa") == pytest.approx(34 * 0.7071, abs=0.1)


@pytest.mark.parametrize(("number", "sheets"), [(10, 1), (30, 2), (45, 2), (120, 4)])
@pytest.mark.parametrize("size", Size)
def test_a_full_week_gets_more_sheets_and_nothing_is_left_out(number, sheets, size):
    reader = opened(full(number), size)
    text = words(reader)
    assert [one for one in range(number) if f"Träff {one:03}" not in text] == []
    assert len(reader.pages) == sheets
    assert ("Blad 1 av" in text) == (sheets > 1)
    for page in reader.pages:
        assert "Vecka 18" in page.extract_text()
    assert reader.pages[-1].extract_text().count("Frågor? Ring") == 1
    assert largest(reader, "Träff 000") >= 17.5 * (1 if size == Size.A3 else 0.7)


def test_a_day_that_is_longer_than_a_sheet_goes_on_under_its_name():
    long, short = [line(f"Träff {one:03}") for one in range(80)], [day(on, line(f"Boule {on}")) for on in range(1, 7)]
    reader = opened(week(day(0, *long), *short))
    text = words(reader)
    assert all(f"Träff {one:03}" in text for one in range(80))
    assert all(f"Boule {on}" in text for on in range(1, 7))
    assert len(reader.pages) > 1
    for page in reader.pages:
        if "Träff" in page.extract_text():
            assert "Måndag 28 april" in page.extract_text().replace("\n", " ")


def test_what_a_person_wrote_is_printed_and_never_obeyed():
    poster = week(
        *[
            day(on, *[line(text, place=text, leader=text, note=text, cancelled=on == 1) for text in HOSTILE], note=text)
            for on, text in enumerate(HOSTILE[:3])
        ],
        site=HOSTILE[0],
        notice=HOSTILE[2],
        phone=HOSTILE[3],
        url=HOSTILE[1],
    )
    for size in Size:
        text = said(poster, size)
        for written in HOSTILE[:3]:
            assert written.replace(" ", "") in text.replace(" ", ""), written
        assert "nollaslut" in text
        assert "gnp.exe" in text
        assert "\u202e" not in text
        assert "rad ett rad två rad tre" in text


@pytest.mark.parametrize("much", ["å" * 1_000_000, "ord " * 250_000, "Realisationsvinstbeskattning" * 40])
def test_a_title_without_end_is_cut_where_one_sees_it(much):
    line_of_much = line(much, place=much, leader=much, note=much)
    lunch = PosterLunch((much, much))
    days = day(0, line_of_much, lunch=lunch, note=much)
    assert "…" in said(week(notice=much))
    reader = opened(week(days, site=much, phone=much))
    text = words(reader)
    assert len(reader.pages) <= 2
    assert much[:20] in text
    assert "…" in text
    assert much[: LONGEST_TITLE + 1].replace(" ", "") not in text.replace(" ", "").replace("-", "")


def test_a_long_word_is_divided_and_stays_in_its_column():
    for word in ("8" * 60, "X" * 60, "Realisationsvinstbeskattningsinformationsträff"):
        lines = opened(week(day(0, line(word)))).pages[0].extract_text().splitlines()
        assert not any(len(one.replace("\u200b", "")) > 40 for one in lines if word[:5] in one)


def test_the_same_poster_is_the_same_file():
    assert render(usual(), Size.A3) == render(usual(), Size.A3)
    assert render(usual(), Size.A3) != render(replace(usual(), dated=date(2025, 4, 23)), Size.A3)
