"""Does the preview's form say only what was changed, and show no number that may be somebody's?"""

from django.http import QueryDict

from livskraft.people.forms.uploads import masked, read_said, shown


def said(text):
    return read_said(QueryDict(text))


def test_only_what_was_changed_is_a_correction():
    assert said("version=3&fix:2:phone=1&was:fix:2:phone=1&fix:3:phone=&was:fix:3:phone=1&fix:4:number=") == said(
        "version=3&fix:3:phone=&was:fix:3:phone=1"
    )
    assert said("fix:2:phone=a").fixes == {2: {"phone": "a"}}
    assert said("blank:2:number=1&fix:2:number=9").fixes == {2: {"number": ""}}
    assert not said("version=1&offered=2").changes


def test_a_tick_is_read_among_the_rows_that_were_offered():
    assert said("offered=2&offered=3&take:2=1&was:take:3=1&take:4=1").take == {2: True, 3: False}
    assert said("offered=2&take:2=1&was:take:2=1").take == {}


def test_what_may_be_a_number_is_not_shown_again():
    assert shown("number", {"number": "440813-9089"}) == ""
    assert shown("given_name", {"given_name": "Elsa 440813-9089"}) == ""
    assert shown("given_name", {"given_name": "Elsa 2"}) == "Elsa 2"
    assert shown("phone", {"phone": "123456"}) == "123456"
    assert masked("440813-9089") == "440813-••••"
