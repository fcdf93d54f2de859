"""Can a list of codes be loaded without a browser, with everything that is wrong told?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from livskraft.modules.training.models import CodeList

pytestmark = pytest.mark.django_db
BAD = "Kod;Text\nAW005;Uppföljning\nAW000;För bred\n"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "kva.csv"
    made.write_text(BAD, encoding="utf-8")
    return str(made)


def run(*args):
    out = StringIO()
    call_command("load_codes", *args, stdout=out)
    return out.getvalue()


def test_the_shipped_ones_need_nothing_said():
    assert "3 koder gäller från och med 2026-01-01." in run()
    run()
    assert CodeList.objects.count() == 1


def test_a_wrong_row_is_told_and_nothing_is_saved(file):
    out = StringIO()
    with pytest.raises(CommandError, match="Inget är inläst"):
        call_command("load_codes", file, "--from", "2027-01-01", "--source", "Källan", stdout=out)
    assert "rad 3: Koder som slutar på 000" in out.getvalue()
    assert not CodeList.objects.exists()


def test_the_rest_is_loaded_when_it_is_said_so(file):
    assert "1 koder gäller" in run(file, "--from", "2027-01-01", "--source", "Källan", "--leave-out-wrong")


def test_a_dry_run_saves_nothing(file):
    assert "Inget är sparat" in run(file, "--from", "2027-01-01", "--source", "Källan", "--dry-run")
    assert not CodeList.objects.exists()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([], "--from och --source"),
        (["--from", "2027-01-01"], "--from och --source"),
        (["--from", "nyår", "--source", "Källan"], "2027-01-01"),
    ],
)
def test_a_list_of_ones_own_has_a_day_and_a_source(file, more, why):
    with pytest.raises(CommandError, match=why):
        run(file, *more)


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="går inte att öppna"):
        run("/finns/inte.csv", "--from", "2027-01-01", "--source", "Källan")
