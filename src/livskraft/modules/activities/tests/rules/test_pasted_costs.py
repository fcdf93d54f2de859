"""Is the price of an activity found, and only that?"""

import pytest

from livskraft.modules.activities.rules.pasted_costs import find_costs, only_cost


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("Bingo 20 kr", 20),
        ("Bingo 20kr", 20),
        ("Bingo 20:-", 20),
        ("Bingo 20,-", 20),
        ("fika 25 kronor", 25),
        ("Kostnad: 40:-", 40),
        ("kostnad 40", 40),
        ("10 kr per bricka", 10),
        ("20 kr/bricka", 20),
        ("75 kr inkl. kaffe", 75),
        ("gratis", 0),
        ("fri entré", 0),
        ("Fritt inträde", 0),
        ("kostnadsfritt", 0),
        ("ingen kostnad", 0),
        ("0 kr", 0),
        ("Bingo", None),
        ("10–12", None),
        ("gratis parkering", None),
        ("entré 80 kr, fika 30 kr", 80),
        ("50 kr, fika 30 kr", 50),
        ("50 kr för medlem, 70 kr för övriga", None),
        ("gratis, fika 20 kr", 0),
        ("2026", None),
    ],
)
def test_a_price_is_read(text, kronor):
    assert find_costs(text).kronor == kronor


@pytest.mark.parametrize(
    "text",
    ["Kostnad: 30:-", "Gratis", "25 kronor", "Fri entré!", "Kostnad: 20 kr för material", "Fika 25 kr", "20 kr/bricka"],
)
def test_a_line_of_a_price_alone_is_known(text):
    assert only_cost(text)


@pytest.mark.parametrize("text", ["Bingo 20 kr", "Vi tar 20 kr i entré", "10 Gratis bingo", "Kostnad"])
def test_a_line_that_says_more_than_a_price_is_not_one(text):
    assert not only_cost(text)


def test_the_place_of_the_price_is_told():
    assert find_costs("Bingo 20 kr").spans == ((6, 11),)
