"""Where does the server enter?"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
application = get_wsgi_application()
# All that is loaded by now, addresses and views included, stays for as long as the worker does. The collector of
# garbage would walk through it again and again, which held up every twentieth large page by 70 ms.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()
