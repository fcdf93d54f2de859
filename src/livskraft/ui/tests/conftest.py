"""What do the shell's tests stand on? Addresses of their own, so that no floor above is needed."""

import pytest


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "livskraft.ui.tests.urls"
