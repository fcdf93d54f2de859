"""Does the navigation show what a person may, and where one is?"""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from livskraft.kit.registry import Registry
from livskraft.ui import navigation
from livskraft.ui.navigation import NavItem, SearchField, links, register, register_search, search_field


@pytest.fixture(autouse=True)
def three_items(monkeypatch):
    monkeypatch.setattr(navigation, "_items", Registry("navigation item"))
    register(NavItem("Komponenter", "gallery", "shapes", "ui.gallery", 30))
    register(NavItem("Om", "about", "info", order=20))
    register(NavItem("Tillgänglighet", "accessibility", "info", menu="account"))


def seen(path, *permissions, menu="main", signed_in=True):
    request = RequestFactory().get(path)
    user = "Sigrid" if signed_in else None
    request.actor = SimpleNamespace(user=user, may=lambda permission: permission in permissions)
    return [(str(link.label), link.current) for link in links(request, menu)]


def test_only_what_the_person_may_is_shown_and_in_order():
    assert [label for label, _ in seen("/", "ui.gallery")] == ["Om", "Komponenter"]
    assert [label for label, _ in seen("/")] == ["Om"]


def test_nobody_signed_in_sees_nothing():
    assert seen("/", "ui.gallery", signed_in=False) == []


def test_the_longest_address_that_begins_the_page_is_the_current_one():
    assert seen("/om/komponenter/knapp/", "ui.gallery") == [("Om", False), ("Komponenter", True)]
    assert seen("/om/annat/", "ui.gallery") == [("Om", True), ("Komponenter", False)]


def test_the_persons_own_menu_is_apart():
    assert seen("/", menu="account") == [("Tillgänglighet", False)]


def test_the_same_page_cannot_be_registered_as_two_items():
    with pytest.raises(ValueError, match="twice"):
        register(NavItem("Om igen", "about", "info"))


def test_the_field_in_the_header_is_for_those_who_may_and_not_on_its_own_page(monkeypatch):
    monkeypatch.setattr(navigation, "_searches", Registry("search field"))
    field = register_search(SearchField("Namn", "Hitta", "about", "q", "people.view"))

    def shown(path, *permissions, user="någon"):
        request = RequestFactory().get(path)
        request.actor = SimpleNamespace(user=user, may=lambda permission: permission in permissions)
        return search_field(request)

    assert shown("/", "people.view") == field
    assert shown("/om/", "people.view") is None
    assert shown("/") is None
    assert shown("/", "people.view", user=None) is None
    with pytest.raises(ValueError, match="twice"):
        register_search(SearchField("Annat", "Hitta", "about", "q", "people.view"))
