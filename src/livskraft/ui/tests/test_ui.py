"""Do the template tags draw what they promise, refuse what is misspelt, and keep hostile text harmless?"""

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template, TemplateSyntaxError

from livskraft.ui.pages import KeyPage

HOSTILE = "</script><b>O'Brien</b> {{ 7|add:7 }} \u202eavdnöv"
SAFE = "&lt;/script&gt;&lt;b&gt;O&#x27;Brien&lt;/b&gt; {{ 7|add:7 }} \u202eavdnöv"


class AForm(forms.Form):
    name = forms.CharField(label="Namn")
    kind = forms.ChoiceField(label="Slag", choices=[("a", "A")], widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    photo = forms.FileField()


def shown(source, **context):
    return Template("{% load ui %}" + source).render(Context({"csrf_token": "hemlig"} | context))


@pytest.mark.parametrize(
    "source",
    [
        '{% status "lat" "Försenad" %}',
        '{% status "late" %}',
        '{% status "late" "Försenad" colour="red" %}',
        '{% status "late" test="Försenad" %}',
        '{% icon "wrench" sise=3 %}',
        "{% icon %}",
        '{% button "Spara" varient="primary" %}',
        '{% button "Spara" variant="primry" %}',
        '{% button "Spara" type="sumbit" %}',
        "{% button %}",
        '{% link_button "/x" %}',
        '{% link_button "/x" "Gå" variant="blue" %}',
        '{% post_button "/x" "Gör" conferm="Säkert?" %}',
        '{% post_button "/x" "Gör" variant="blue" %}',
        '{% print_button variant="blue" %}',
        '{% alert "varning" %}x{% endalert %}',
        "{% alert %}x{% endalert %}",
        '{% alert "info" title="x" %}x{% endalert %}',
        '{% card titel="x" %}x{% endcard %}',
        '{% card heading="x" level=1 %}x{% endcard %}',
        '{% breadcrumbs "Start" "/" %}',
        '{% facts "Fabrikat" %}',
        '{% facts label="x" %}',
        "{% empty_state %}",
        '{% empty_state heading="x" url="/x" %}',
        '{% empty_state heading="x" link="/x" %}',
        "{% progress 3 10 %}",
        '{% progress 3 10 label="x" unit="y" %}',
        '{% form form sumbit="x" %}',
        "{% form %}",
        '{% form "namn" %}',
        "{% form_fields nothing %}",
        "{% field form.nothing %}",
        "{% error_summary nothing %}",
        "{% filters nothing %}",
        "{% pager nothing %}",
        "{% buton 'Spara' %}",
    ],
)
def test_a_misspelt_or_missing_argument_raises(source):
    with pytest.raises((TemplateSyntaxError, TypeError, AttributeError)):
        shown(source, form=AForm())


@pytest.mark.parametrize(
    "source",
    [
        '{% status "late" text %}',
        "{% button text name=text value=text %}",
        "{% link_button text text %}",
        "{% post_button text text confirm=text name=text value=text %}",
        "{% post_button text text %}",
        '{% alert "info" heading=text %}{{ text }}{% endalert %}',
        "{% card heading=text %}{{ text }}{% endcard %}",
        "{% breadcrumbs text text text text text %}",
        "{% facts text text text None %}",
        "{% empty_state heading=text text=text url=text label=text %}",
        "{% progress 3 10 text %}",
        "{% form form submit=text cancel_url=text %}",
    ],
)
def test_hostile_text_stays_text(source):
    page = shown(source, text=HOSTILE, form=AForm())
    assert SAFE in page
    assert "<b>" not in page
    assert "</script>" not in page


@pytest.mark.parametrize("kind", ["late", "soon", "done", "stopped", "info", "neutral"])
def test_a_status_says_it_with_a_word_and_an_icon(kind):
    page = shown('{% status kind "Försenad 12 dagar" %}', kind=kind)
    assert f'data-kind="{kind}"' in page
    assert "<svg" in page
    assert "<span>Försenad 12 dagar</span>" in page


def test_only_the_primary_button_is_filled():
    assert 'data-variant="primary"' in shown('{% button "Spara" %}')
    assert 'data-variant="secondary" data-color="danger"' in shown('{% button "Kassera" variant="danger" %}')


def test_a_button_sends_its_name_only_when_it_has_one():
    assert 'name="next" value="1"' in shown('{% button "Spara" name="next" value="1" %}')
    assert "name=" not in shown('{% button "Spara" %}')


def test_a_post_button_carries_proof_and_asks_only_when_told_to():
    at_once = shown('{% post_button "/gor/" "Gör" name="item" value="3" %}')
    assert 'action="/gor/"' in at_once
    assert 'value="hemlig"' in at_once
    assert 'name="item" value="3"' in at_once
    assert "<details" not in at_once
    asked = shown('{% post_button "/bort/" "Ta bort" variant="danger" confirm="Du tar bort cykeln." %}')
    assert asked.index("<summary") < asked.index("Du tar bort cykeln.") < asked.index('action="/bort/"')


def test_breadcrumbs_end_with_this_page():
    page = shown('{% breadcrumbs "Start" "/" "Minigym" "/minigym/" "Ekbacken" %}')
    assert '<a href="/minigym/">Minigym</a>' in page
    assert '<span aria-current="page">Ekbacken</span>' in page
    assert shown('{% breadcrumbs "Start" %}').count("<li") == 1


def test_gathered_facts_say_what_is_unknown_in_one_line():
    page = shown('{% facts "Modell" "" "År" None "Fel" 0 gather=True %}')
    assert page.count("<dt>") == 1
    assert "Okänt: modell, år" in page
    assert "Okänt" not in shown('{% facts "Fel" 0 gather=True %}')


def test_facts_say_what_is_unknown_and_keep_a_nought():
    page = shown('{% facts "Modell" "" "År" None "Fel" 0 %}')
    assert page.count("okänt") == 2
    assert "<dd>0</dd>" in page


def test_a_heading_has_the_level_asked_for():
    assert shown('{% card heading="Här" level=3 %}x{% endcard %}').count("<h3>Här</h3>") == 1
    assert "<h" not in shown("{% card %}x{% endcard %}")


def test_a_form_has_summary_fields_and_buttons():
    page = shown('{% form form submit="Spara besiktningen" cancel_url="/tillbaka/" %}', form=AForm({"name": ""}))
    assert 'method="post"' in page
    assert "multipart" not in page
    assert 'value="hemlig"' in page
    assert "3 saker behöver rättas" in page
    assert '<a href="#id_name">Namn: Fyll i det här fältet.</a>' in page
    assert '<a href="#id_kind_0">Slag: Välj ett alternativ.</a>' in page
    assert 'href="#id_version"' not in page
    assert 'href="/tillbaka/"' in page
    assert 'id="id_kind_0"' in page


def test_a_form_with_a_file_is_sent_in_parts():
    assert 'enctype="multipart/form-data"' in shown("{% form form %}", form=FileForm())


def test_the_summary_takes_focus_and_is_absent_without_errors():
    assert "autofocus" in shown("{% error_summary form %}", form=AForm({}))
    assert shown("{% error_summary form %}", form=AForm()).strip() == ""


def test_a_label_that_is_a_question_has_no_colon_in_the_summary():
    form = AForm({})
    form.fields["name"].label = "Vad gjordes?"
    assert ">Vad gjordes? Fyll i det här fältet.</a>" in shown("{% error_summary form %}", form=form)


def test_what_concerns_the_whole_form_is_in_the_summary():
    form = AForm({"name": "x", "kind": "a", "version": "1"})
    form.add_error(None, "Maskinen är redan kasserad.")
    assert "<li>Maskinen är redan kasserad.</li>" in shown("{% error_summary form %}", form=form)


def test_filters_offer_to_clear_only_what_is_chosen():
    class Filters(forms.Form):
        q = forms.CharField(required=False)

    assert "Rensa" in shown("{% filters form %}", form=Filters({"q": "cykel"}))
    unfiltered = shown("{% filters form %}", form=Filters({}))
    assert "Rensa" not in unfiltered
    assert 'method="get"' in unfiltered
    assert "hemlig" not in unfiltered


def test_a_pager_shows_only_the_ways_there_are():
    page = shown("{% pager page %}", page=KeyPage([], "", "?efter=x", "Visar 50 åt gången"))
    assert 'href="?efter=x"' in page
    assert "Föregående" not in page
    assert "Visar 50 åt gången" in page


def test_progress_is_a_bar_and_words():
    page = shown('{% progress 3 10 "Läser in rader" %}')
    assert 'value="3" max="10"' in page
    assert "3 av 10" in page


def test_a_message_keeps_its_undo_button():
    message = Message(constants.SUCCESS, HOSTILE, extra_tags="undo:/angra/")
    page = shown('{% include "ui/messages.html" %}', messages=[message])
    assert SAFE in page
    assert 'action="/angra/"' in page
    assert 'data-kind="success"' in page


def test_the_heading_is_the_title_unless_the_page_says_otherwise():
    page = '{% extends "ui/plain.html" %}{% block title %}Ekbacken{% endblock %}'
    assert "<h1>Ekbacken</h1>" in Template(page).render(Context())
    assert "<title>Ekbacken – Livskraft" in Template(page).render(Context())
    other = page + "{% block heading %}Minigymmet{% endblock %}"
    assert "<h1>Minigymmet</h1>" in Template(other).render(Context())
