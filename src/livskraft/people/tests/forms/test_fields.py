"""Is what was pasted into a field read as words and numbers, whatever else came along?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from livskraft.people.forms.fields import Lines, NumberField, OneLine, PhoneField


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("A\u030ake", "Åke"),
        ("Elsa\u202eelpmexE", "ElsaelpmexE"),
        ("El\u200bsa", "Elsa"),
        ("Elsa\r\nBcc: alla", "Elsa Bcc: alla"),
        ("111\u00a034", "111 34"),
        ("</script>", "</script>"),
        ("{{ 7 }}", "{{ 7 }}"),
        ("O'Brien", "O'Brien"),
        ("Null", "Null"),
    ],
)
def test_one_line_is_one_line_without_what_cannot_be_seen(pasted, read):
    assert OneLine().clean(pasted) == read


@pytest.mark.parametrize("field", [OneLine(max_length=80), Lines(max_length=80)])
@pytest.mark.parametrize("pasted", ["a" * 1_000_000, "El\x00sa"])
def test_a_megabyte_and_a_nul_are_refused_or_cleaned_away(field, pasted):
    try:
        read = field.clean(pasted)
    except ValidationError:
        return
    assert "\x00" not in read
    assert len(read) <= 80


@pytest.mark.parametrize("written", ["", "070-174 06 05", "+46 70 174 06 05", "0141-123 45, dottern", "1 23 45"])
def test_a_phone_number_is_kept_as_it_is_written(written):
    assert PhoneField(required=False).clean(written) == written


@pytest.mark.parametrize("written", ["abc", "hej", "112", "fråga dottern"])
def test_words_are_no_phone_number(written):
    with pytest.raises(ValidationError, match="med siffror"):
        PhoneField(required=False).clean(written)


def test_lines_stay_lines():
    assert Lines().clean("Hörslinga\r\nRull\u200bstol \r\n") == "Hörslinga\nRullstol"


def number_field():
    field = NumberField(required=False)
    field.today = date(2026, 11, 22)
    return field


@pytest.mark.parametrize("typed", ["440813-9089", "19440813\u22129089", "19440813-9089\u200b"])
def test_a_number_is_read(typed):
    assert number_field().clean(typed).digits == "194408139089"


@pytest.mark.parametrize("typed", ["440813-9080", "19000229-1234", "440813-908", "x" * 1_000_000, "00010101-0000"])
def test_what_is_no_number_is_refused_without_repeating_it(typed):
    with pytest.raises(ValidationError) as refused:
        number_field().clean(typed)
    assert typed not in str(refused.value)


def test_no_number_is_none():
    assert number_field().clean("") is None
