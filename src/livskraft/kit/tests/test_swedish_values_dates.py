"""Is a date read as it was meant, as exactly as it was written, or asked about?"""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from livskraft.kit.partial_date import MONTHS, PartialDate
from livskraft.kit.swedish_values import Found, read_date

TODAY = date(2026, 11, 22)
READ = {
    "2019": ["2019", " 2019 ", "ca 2019", "~2019", "2019?", "-19", "'19", "år 2019", "HT 2019", "vt-19", "ht19",
    "hösten 2019", "våren -19",
             "Q3 2019", "3:e kvartalet 2019", "2019 (osäkert)", "början av 2019", "köpt 2019", "2019-xx-xx",
             "2019-00-00", "v 5 2019", 2019, 2019.0],
    "2019-03": ["2019-03", "mars 2019", "Mars 2019", "MARS  2019", "mar-19", "mars -19", "mars 19", "mars '19",
    "mars, 2019", "2019 mars",
                "2019/03", "2019.03", "3/2019", "03-2019", "i mars 2019", "march 2019", "2019-03-00", "?/3 -19",
                "v. 11 2019",
                "slutet av mars 2019", "mars\u00a02019", 201903],
    "2019-09": ["sept 2019", "sep. 2019", "september 2019", "septmber 2019", "sept-19", "sept.2019", 201909],
    "2016-09-17": ["17/9 -16", "17/9-16", "17/9 –16", "17/9/16", "17/9 2016", "17.9.2016", "17-09-2016", "17.9.16",
    "160917", "16-09-17",
                   "2016-09-17", "2016/9/17", "20160917", "17 sept 2016", "den 17 september 2016", "17:e sept -16",
                   "lördag 17 sep 16",
                   "2016-09-17 00:00:00", "2016-09-17T10:30", "2016 sept 17", "17 september, 2016", 20160917,
                   datetime.combine(date(2016, 9, 17), time(8)),
                   date(2016, 9, 17), 42630, "2016-09-17 (service)", "besiktigad 2016-09-17 utan anm."],
}  # fmt: skip
UNREADABLE = {
    "före 2010": "gräns", "innan 2010": "gräns", "sedan 2019": "gräns", "31/2 -20": "31 februari 2020 finns inte",
    "29/2 -21": "finns inte",
    "2020-02-30": "finns inte", "13/2019": "Månad 13", "2015-2016": "flera årtal", "2015 eller 2016": "flera datum",
    "17/9": "vilket år",
    "mars": "vilket år", "9/11": "vilket år", "201012": "både 12 oktober 2020 och december 2010",
    "2031": "har inte varit än",
    "dec 2026": "har inte varit än", "0001-01-01": "för länge sedan", "9999-12-31": "för långt fram",
    "planerad 2024": "inte är gjort",
    "ej 2023": "inte är gjort", "ja": "inget datum", "ok": "inte att läsa", "#REF!": "fel i cellen",
    "43035": "fem siffror", "a" * 500: "för lång",
    "2022 och 2023": "flera datum", "v. 54 2021": "finns inte", "12/13 -16": "Månad 13",
}  # fmt: skip


@pytest.mark.parametrize(("written", "iso"), [(text, iso) for iso, texts in READ.items() for text in texts])
def test_a_date_is_read_as_exactly_as_it_is_written(written, iso):
    reading = read_date(written, today=TODAY)
    assert reading.value == PartialDate.from_iso(iso), reading.why
    assert reading.why == ""


@pytest.mark.parametrize(("written", "why"), UNREADABLE.items())
def test_what_cannot_be_read_says_why(written, why):
    reading = read_date(written, today=TODAY)
    assert reading.found is Found.UNREADABLE
    assert reading.value is None
    assert why in reading.why


@pytest.mark.parametrize(
    ("written", "found"),
    [
        *(
            (text, Found.UNKNOWN)
            for text in ("okänt", "OKÄND", "?", "-", "–", "??", "vet ej", "saknas", "uppgift saknas", "ej känt", "N/A")
        ),
        *(
            (text, Found.NEVER)
            for text in ("aldrig", "Aldrig!", "ej besiktad", "inte gjord", "Ej servad ännu", "aldrig besiktigad")
        ),
        *((text, Found.EMPTY) for text in ("", "  ", "\u00a0", None)),
    ],
)
def test_what_is_said_to_be_unknown_or_never_done_is_no_error(written, found):
    assert read_date(written, today=TODAY).found is found


@pytest.mark.parametrize(
    ("written", "approximate"), [("ca 2015", True), ("HT 2023", True), ("2012 ?", True), ("2015", False)]
)
def test_what_is_loosely_written_is_marked_so(written, approximate):
    assert read_date(written, today=TODAY).approximate is approximate


def test_a_year_that_excel_took_for_a_day_is_asked_about():
    assert "Menas året 2019?" in read_date(datetime.combine(date(1905, 7, 11), time()), today=TODAY).why


def test_a_list_of_dates_gives_the_last_only_where_that_is_wanted():
    assert read_date("2022-05-01, 2023-05-03", today=TODAY, latest=True).value == PartialDate(2023, 5, 3)
    assert read_date("2022-05-01, 2023-05-03", today=TODAY).found is Found.UNREADABLE


def test_two_digits_mean_the_latest_year_that_has_been():
    assert read_date("17/9 -26", today=TODAY).value == PartialDate(2026, 9, 17)
    assert read_date("17/9 -85", today=TODAY).value == PartialDate(1985, 9, 17)


def test_a_coming_date_is_read_only_where_one_is_expected():
    assert read_date("2028-05", today=TODAY, future=True).value == PartialDate(2028, 5)
    assert read_date("2028-05", today=TODAY).found is Found.UNREADABLE


days = st.dates(date(1960, 1, 1), TODAY)
STYLES = [
    lambda d: d.isoformat(),
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1][:3].upper()} {d.year}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: (d - date(1899, 12, 30)).days,
    lambda d: d,
]


@given(days, st.sampled_from(STYLES))
def test_every_day_is_read_in_every_style(day, style):
    assert read_date(style(day), today=TODAY).value == PartialDate.of(day)


@given(days)
def test_a_short_year_is_read_within_a_hundred_years(day):
    assume(day > TODAY - timedelta(days=365 * 60))
    assert read_date(f"{day.day}/{day.month} -{day:%y}", today=TODAY).value == PartialDate.of(day)


@given(days, st.sampled_from(STYLES[:6]))
def test_the_form_of_the_letters_and_the_spaces_does_not_matter(day, style):
    text = unicodedata.normalize("NFD", style(day)).replace(" ", "\u00a0") + " "
    assert read_date(text, today=TODAY).value == PartialDate.of(day)


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"[0-9x?/.\- ]{1,14}", fullmatch=True), st.integers(), st.floats())
)
@example("\x00")
@example("１９")
def test_anything_at_all_is_a_date_that_has_been_or_a_reason(written):
    reading = read_date(written, today=TODAY)
    if reading.found is Found.VALUE:
        assert date(1950, 1, 1) <= reading.value.first <= TODAY
    assert bool(reading.why) == (reading.found is Found.UNREADABLE)
