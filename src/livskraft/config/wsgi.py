"""Where does the server enter?"""

import gc
import os
import sys

from django.core import checks
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
application = get_wsgi_application()
# Nothing is answered from a database that has stopped to refuse what it must refuse; migrate puts its guards back.
if faults := [
    fault for fault in checks.run_checks(tags=[checks.Tags.database], databases=["default"]) if fault.is_serious()
]:
    sys.exit("\n".join(str(fault) for fault in faults))
connections.close_all()
# All that is loaded by now, addresses and views included, stays for as long as the worker does. The collector of
# garbage would walk through it again and again, which held up every twentieth large page by 70 ms.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()
