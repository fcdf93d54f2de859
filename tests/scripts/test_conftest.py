"""Does every test process, a parallel worker too, have a folder and a database of its own?"""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection


def test_settings_were_read_with_this_process_own_folder(var):
    assert var == settings.LIVSKRAFT_VAR


def test_the_database_is_a_file_in_that_folder_or_a_postgresql_of_the_run(db, var):
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_relative_to(var)
    else:
        assert "test" in connection.settings_dict["NAME"]


def test_a_parallel_worker_does_not_inherit_the_name_of_the_settings():
    assert "DJANGO_SETTINGS_MODULE" not in os.environ
