"""Is a part of a page kept exactly as long as nothing is written?"""

import pytest
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

from livskraft.ui.fragments import STORE, kept

MEMORY = {STORE: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test-fragments"}}


@pytest.fixture
def made(settings):
    """The fragments that were made, in order."""
    settings.CACHES = {**settings.CACHES, **MEMORY}
    caches[STORE].clear()
    return []


def show(made, watermark, *parts):
    def make():
        made.append(parts)
        return mark_safe(f"<p>{len(made)}</p>")

    return kept(watermark, parts, make)


def test_the_same_part_is_made_once_and_stays_safe(made):
    assert show(made, "7", "gym", 1) == show(made, "7", "gym", 1) == "<p>1</p>"
    assert isinstance(show(made, "7", "gym", 1), SafeString)


def test_a_write_makes_it_anew(made):
    show(made, "7", "gym", 1)
    assert show(made, "8", "gym", 1) == "<p>2</p>"


def test_another_gym_or_other_rights_have_their_own(made):
    assert len({show(made, "7", "gym", 1, True), show(made, "7", "gym", 1, False), show(made, "7", "gym", 2, True)}) == 3
