"""Is the server ready for its first page when it has started, and is what it loaded left alone by the collector?"""

import os
import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[3]
PROGRAM = """
import gc, sys
from livskraft.config.wsgi import application
assert callable(application)
assert "livskraft.overview.views.my_day" in sys.modules, "the pages are loaded before the first of them is asked for"
assert gc.get_freeze_count() > 100_000, gc.get_freeze_count()
"""


def test_what_the_server_loads_is_there_at_once_and_left_alone_by_the_collector() -> None:
    environment = os.environ | {"LIVSKRAFT_ENV": "development", "PYTHONPATH": str(SOURCES)}
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=environment)
