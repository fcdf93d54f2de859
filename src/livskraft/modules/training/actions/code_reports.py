"""How are the month's files made, and how is it kept that they were sent?"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.training.models import CodeReport
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.kva import (
    caregiver_reporting,
    contacts_of,
    is_municipal,
    numbers_of,
    persons_of,
)
from livskraft.modules.training.rules.kva import (
    MONTHS_BACK,
    Checked,
    File,
    checked,
    closed_months,
    name_of,
    national_format,
    text_of,
)
from livskraft.organisation.models import Unit
from livskraft.people.queries.retention import here


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is handed out."""

    name: str
    data: bytes


def month_checked(keeper: Unit, month: date) -> Checked:
    """What can be sent of the month, and what is wrong with the rest; two queries, and no number is decrypted."""
    return checked(contacts_of(keeper, month), national_format().exclusive)


def take_out(*, file: File, month: date, leave_out_wrong: bool = False, by: Actor) -> Made:
    """The file of a month, with the identity numbers; the reading of every patient in it is in the log.

    Raises PermissionDenied for who does not report for a caregiver, and Refused for a private one, for a month that is
    not over, without the municipality's code, when there is nothing to send, and when something is wrong, unless that
    is to be left out.
    """
    keeper = _reporting(month, by)
    municipality = here()
    if municipality is None:
        raise Refused(_("Kommunens kod är inte inställd. Be systemförvaltaren om det."))
    found = month_checked(keeper, month)
    if found.faults and not leave_out_wrong:
        raise Refused(_("Det är fel på några rader. Rätta dem, eller hämta filen utan dem."))
    if not found.contacts:
        raise Refused(_("Det finns inget att lämna för månaden."))
    audit.read(by, "training.codes_taken_out", persons_of(found.contacts))
    text = text_of(file, found.contacts, numbers=numbers_of(keeper, month), municipality=municipality.code, month=month)
    name = name_of(file, municipality=municipality.code, month=month)
    return Made(name, text.encode(national_format().encoding))


@transaction.atomic
def report_codes(*, month: date, by: Actor) -> CodeReport:
    """That both files have been sent, with how much they held; a month is reported once. Raises as `take_out`."""
    keeper = _reporting(month, by)
    # Two presses wait for each other here.
    Unit.objects.select_for_update().get(pk=keeper.pk)
    if there := CodeReport.objects.filter(keeper=keeper, month=month).first():
        return there
    found = month_checked(keeper, month)
    made = CodeReport.objects.create(
        keeper=keeper,
        month=month,
        contacts=len(found.contacts),
        codes=found.codes,
        left_out=len(found.faults),
        reported_at=by.at,
        reported_by=by.user,
    )
    audit.wrote(by, "training.codes_reported", [made, keeper])
    return made


def _reporting(month: date, by: Actor) -> Unit:
    by.must(Permission.REPORT_CODES)
    keeper = caregiver_reporting(by)
    if keeper is None:
        raise PermissionDenied
    if month not in closed_months(by.today, MONTHS_BACK):
        raise Refused(_("Välj en månad som är slut, högst ett år tillbaka."))
    if not is_municipal(keeper, month):
        raise Refused(_("Privata vårdgivare lämnar ingen rapport över vårdåtgärder."))
    return keeper
