"""Does a registry refuse a name taken twice?"""

import pytest

from livskraft.kit.registry import Registry


def test_entries_come_in_the_order_they_were_added():
    registry = Registry[str]("word")
    registry.add("b", "bete")
    registry.add("a", "arv")
    assert list(registry) == ["bete", "arv"]
    assert ("a" in registry, registry["a"], len(registry)) == (True, "arv", 2)


def test_a_taken_key_is_refused_unless_it_is_the_same_thing():
    registry = Registry[str]("word")
    registry.add("a", "arv")
    registry.add("a", "arv")
    with pytest.raises(ValueError, match="word 'a' is registered twice"):
        registry.add("a", "annat")
