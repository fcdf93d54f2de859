"""Is every kind of field labelled, helped, marked and corrected in the same way?"""

import re
from datetime import date, datetime, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from livskraft.ui.fields import NeededWhenField, error_texts, field_view

CHOICES = [("a", "Anders"), ("b", "Berit")]
KINDS = {
    "text": (forms.CharField(), 'type="text"'),
    "textarea": (forms.CharField(widget=forms.Textarea), "<textarea"),
    "number": (forms.IntegerField(), 'type="number"'),
    "decimal": (forms.DecimalField(), 'inputmode="decimal"'),
    "date": (forms.DateField(), 'type="date"'),
    "time": (forms.TimeField(), 'type="time"'),
    "moment": (forms.DateTimeField(), 'type="datetime-local"'),
    "select": (forms.ChoiceField(choices=CHOICES), "<select"),
    "radio": (forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), 'type="radio"'),
    "tick": (forms.BooleanField(), 'type="checkbox"'),
    "ticks": (forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple), 'type="checkbox"'),
    "file": (forms.FileField(), 'type="file"'),
    "password": (forms.CharField(widget=forms.PasswordInput), 'type="password"'),
    "hidden": (forms.CharField(widget=forms.HiddenInput), 'type="hidden"'),
}


def form_with(field, data=None, initial=None):
    form_class = type("AForm", (forms.Form,), {"thing": field})
    return form_class(data, initial=initial)


def shown(form):
    return Template("{% load ui %}{% field form.thing %}").render(Context({"form": form}))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_with_a_label_that_belongs_to_it(kind):
    field, mark = KINDS[kind]
    page = shown(form_with(field))
    assert mark in page
    if kind != "hidden":
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) == set(re.findall(r' id="(id_thing[_\d]*)"', page))
    assert "None" not in page


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "hidden"])
def test_an_error_stands_beside_the_field_and_is_read_with_it(kind):
    page = shown(form_with(KINDS[kind][0], data={}))
    assert '<div class="ds-validation-message" id="id_thing_error">' in page
    assert 'aria-describedby="id_thing_error"' in page
    assert 'aria-invalid="true"' in page


def test_help_and_error_are_both_read_with_the_field():
    page = shown(form_with(forms.CharField(help_text="Som på skylten."), data={}))
    assert '<p class="lk-help" id="id_thing_help">Som på skylten.</p>' in page
    assert 'aria-describedby="id_thing_help id_thing_error"' in page


def test_only_the_optional_ones_are_marked():
    assert "(valfritt)" in shown(form_with(forms.CharField(required=False)))
    assert "(valfritt)" not in shown(form_with(forms.CharField()))
    assert "(valfritt)" not in shown(form_with(forms.BooleanField(required=False)))


def test_one_that_is_needed_at_times_says_when_instead_of_that_it_is_optional():
    text = shown(form_with(NeededWhenField(needed_when="krävs när svaret är nej")))
    assert "(krävs när svaret är nej)" in text
    assert "valfritt" not in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text", "Fyll i det här fältet."),
        ("select", "Välj ett alternativ."),
        ("radio", "Välj ett alternativ."),
        ("tick", "Kryssa i rutan."),
        ("ticks", "Kryssa i minst en ruta."),
        ("file", "Välj en fil."),
    ],
)
def test_a_missing_answer_says_what_to_do(kind, words):
    assert error_texts(form_with(KINDS[kind][0], data={})["thing"]) == [words]


@pytest.mark.parametrize(("typed", "words"), [("-1", "Skriv minst 0."), ("11", "Skriv högst 10.")])
def test_a_number_out_of_bounds_says_what_to_write(typed, words):
    field = forms.IntegerField(min_value=0, max_value=10)
    assert error_texts(form_with(field, data={"thing": typed})["thing"]) == [words]
    own_words = dict.fromkeys(("min_value", "max_value"), "Nej.")
    own = forms.IntegerField(min_value=0, max_value=10, error_messages=own_words)
    assert error_texts(form_with(own, data={"thing": typed})["thing"]) == ["Nej."]


def test_a_forms_own_words_for_a_missing_answer_are_kept():
    field = forms.CharField(error_messages={"required": "Skriv vem som besiktade."})
    assert error_texts(form_with(field, data={})["thing"]) == ["Skriv vem som besiktade."]


@pytest.mark.parametrize(
    ("field", "value", "iso"),
    [
        (forms.DateField(), date(2026, 3, 4), "2026-03-04"),
        (forms.DateTimeField(), datetime(2026, 3, 4, 12, 30), "2026-03-04T12:30"),  # noqa: DTZ001 - as typed
        (forms.TimeField(), time(7, 5), "07:05"),
    ],
)
def test_a_moment_is_given_to_the_picker_as_iso(field, value, iso):
    assert f'value="{iso}"' in shown(form_with(field, initial={"thing": value}))


@pytest.mark.parametrize(("field", "typed"), [(forms.DateField(), "4 mars"), (forms.IntegerField(), "tolv")])
def test_what_a_picker_cannot_show_is_kept_as_text(field, typed):
    page = shown(form_with(field, data={"thing": typed}))
    assert f'<input type="text" name="thing" value="{typed}"' in page


def test_the_camera_opens_where_the_form_asks_for_it():
    field = forms.ImageField(widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}))
    page = shown(form_with(field))
    assert 'accept="image/*"' in page
    assert 'capture="environment"' in page


def test_a_file_that_may_be_removed_has_a_tick_for_it():
    field = forms.FileField(required=False)
    page = shown(form_with(field, initial={"thing": type("Old", (), {"url": "/x", "__str__": lambda _: "foto.jpg"})()}))
    assert "foto.jpg" in page
    assert 'name="thing-clear"' in page


def test_a_choice_keeps_what_was_chosen():
    page = shown(form_with(KINDS["radio"][0], data={"thing": "b"}))
    assert re.search(r'value="b"[^>]* checked', page)
    assert not re.search(r'value="a"[^>]* checked', page)


@pytest.mark.parametrize("hostile", ["</script><b>", '"><img src=x>', "{{ 7|add:7 }}", "\u202eavdnöv", "</textarea>"])
@pytest.mark.parametrize("kind", ["text", "textarea"])
def test_hostile_text_stays_text(kind, hostile):
    page = shown(form_with(KINDS[kind][0], data={"thing": hostile}))
    assert "<b>" not in page
    assert "<img" not in page
    assert page.count("</textarea>") == (kind == "textarea")
    if "<" not in hostile:
        assert hostile in page


def test_hostile_labels_and_choices_stay_text():
    choices = [("<b>", "<i>Anders</i>")]
    page = shown(form_with(forms.ChoiceField(label="<u>Vem</u>", choices=choices, widget=forms.RadioSelect)))
    assert not re.search(r"<[biu]>", page)


def test_rendering_changes_nothing_on_the_form_itself():
    form = form_with(forms.IntegerField(), data={"thing": "tolv"})
    shown(form)
    assert form["thing"].field.widget.input_type == "number"


def test_anything_but_a_field_raises():
    with pytest.raises(TypeError):
        field_view("namn")  # type: ignore[arg-type]  # that is the fault


def test_an_uploaded_file_is_not_written_into_the_page():
    form_class = type("AForm", (forms.Form,), {"thing": forms.FileField()})
    form = form_class({}, {"thing": SimpleUploadedFile("a.txt", b"hemligt")})
    assert "hemligt" not in shown(form)


def test_a_file_that_must_be_chosen_again_is_asked_for_by_name():
    class Paper(forms.Form):
        words = forms.CharField()
        paper = forms.FileField(required=False)

    files = {"paper": SimpleUploadedFile("protokoll.pdf", b"x")}
    again = error_texts(Paper({"words": ""}, files)["paper"])
    assert again == ["Välj filen protokoll.pdf igen. Den följer inte med när något behöver rättas."]
    assert error_texts(Paper({"words": "klart"}, files)["paper"]) == []
    assert error_texts(Paper({"words": ""}, {})["paper"]) == []


def test_a_list_where_nothing_is_chosen_yet_says_so_in_words():
    dashed = [("", "---------"), *CHOICES]
    needed, optional = (shown(form_with(forms.ChoiceField(choices=dashed, required=each))) for each in (True, False))
    assert '<option value="">Välj</option>' in needed.replace(" selected", "")
    assert '<option value="">Inget valt</option>' in optional.replace(" selected", "")
    assert "-----" not in needed + optional
    own = shown(form_with(forms.ChoiceField(choices=[("", "Vet inte"), *CHOICES], required=False)))
    assert '<option value="">Vet inte</option>' in own.replace(" selected", "")
