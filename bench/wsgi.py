"""Where does the server enter when it is measured?"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
settings.ROOT_URLCONF = "bench.urls"
if os.environ.get("BENCH_KEEP") == "0":
    settings.CACHES["fragments"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
application = get_wsgi_application()
