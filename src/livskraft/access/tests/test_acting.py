"""When somebody else was first, does a form page show both versions in words, and never lose a file in silence?"""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Conflict

pytestmark = pytest.mark.django_db
PAGE = FormPage("Ändra", (("Allt", "/allt/"),), "Spara", "Sparat")


class Sample(forms.Form):
    colour = forms.TypedChoiceField(
        choices=[("", "Ingen"), (1, "Röd"), ("Mörka", [(2, "Blå")])], coerce=int, empty_value=None, required=False
    )
    many = forms.TypedMultipleChoiceField(choices=[(1, "Ett"), (2, "Två")], coerce=int)
    tick = forms.BooleanField(required=False)
    picture = forms.FileField(required=False)


def clash(data, saved, files=None):
    request = RequestFactory().post("/", data | (files or {}))
    form = Sample(request.POST, request.FILES)

    def act(_data):
        raise Conflict("Sak")

    answer = carry_out(request, PAGE, form, act, then=str, saved=lambda: saved)
    assert answer.status_code == 409
    return answer.content.decode()


def cells(text):
    return [line.split(">", 1)[1].split("</td>")[0] for line in text.splitlines() if 'data-label="' in line]


def test_what_was_chosen_is_said_as_the_form_says_it():
    saved = {"colour": 1, "many": [1, 2], "tick": False, "version": 2}
    shown = cells(clash({"colour": "2", "many": ["2"], "tick": "on"}, saved))
    assert shown[:6] == ["Röd", "<mark>Blå</mark>", "Ett, Två", "<mark>Två</mark>", "Nej", "<mark>Ja</mark>"]


def test_nothing_chosen_is_said_too():
    saved = {"colour": None, "many": [1], "tick": True, "version": 2}
    shown = cells(clash({"colour": "", "many": ["1"], "tick": "on"}, saved))
    assert shown[:6] == ["Ingen", "Ingen", "Ett", "Ett", "Ja", "Ja"]


def test_what_was_typed_can_be_saved_unless_a_file_was_with_it():
    saved = {"colour": 1, "many": [1], "tick": False, "version": 2}
    typed = {"colour": "2", "many": ["2"]}
    assert "Spara det jag skrev" in clash(typed, saved)
    assert "Spara det jag skrev" not in clash(typed, saved, {"picture": SimpleUploadedFile("x.png", b"x")})
