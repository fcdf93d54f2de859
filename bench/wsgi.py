"""Where does the server enter when it is measured?"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")

from django.conf import settings

settings.ROOT_URLCONF = "bench.urls"
if os.environ.get("BENCH_KEEP") == "0":
    settings.CACHES["fragments"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

from livskraft.config.wsgi import application  # noqa: E402 - what is loaded with it is the addresses named above

__all__ = ["application"]
