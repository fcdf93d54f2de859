"""Does the shell know whose page it is, without asking the database?"""

from types import SimpleNamespace

from django.test import RequestFactory

from livskraft.ui import context
from livskraft.ui.context import register_notice, shell


def shell_of(**attributes):
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return shell(request)["shell"]


def test_nobody_signed_in_is_no_actor():
    assert shell_of().actor is None
    assert shell_of(actor=SimpleNamespace(user=None)).actor is None
    assert shell_of().navigation == []


def test_the_switcher_is_hidden_when_there_is_nothing_to_switch_between():
    actor = SimpleNamespace(user="Sigrid")
    assert shell_of(actor=actor, assignments=["one"]).assignments == []
    assert shell_of(actor=actor, assignments=["one", "two"]).assignments == ["one", "two"]


def test_the_municipality_is_a_setting(settings):
    settings.LIVSKRAFT_MUNICIPALITY = "Storåns kommun"
    assert shell_of().municipality == "Storåns kommun"


def test_a_notice_is_shown_only_when_it_says_something(monkeypatch):
    monkeypatch.setattr(context, "_notices", [])
    register_notice(lambda request: "Demon byggs.")
    register_notice(lambda request: None)
    assert shell_of().notices == ["Demon byggs."]


def test_a_rooms_script_is_added_only_where_it_has_something_to_do(monkeypatch):
    monkeypatch.setattr(context, "_scripts", {})
    context.register_script("room/one.js", lambda request: {"after": "300"})
    context.register_script("room/two.js", lambda request: None)
    assert shell_of().scripts == [("room/one.js", {"after": "300"})]
