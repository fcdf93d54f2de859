"""What does the morning's e-mail say, and to whom does it go? Counts and links only: never a person, place or thing."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, Group, owed_by
from livskraft.duties.models import DigestSetting
from livskraft.duties.queries import duties_of
from livskraft.duties.rules import climbing_to

logger = logging.getLogger(__name__)
SALT = "livskraft.duties.digest"


@dataclass(frozen=True, slots=True)
class RoleCount:
    """What one of a person's assignments owes, as numbers."""

    role: str
    late: int
    today: int
    week: int
    waits: int

    @property
    def owed(self) -> int:
        return self.late + self.today + self.week

    @property
    def words(self) -> str:
        """ "3 försenade, 1 i dag, 2 närmaste veckan"; what is nought is not said."""
        parts = [
            ngettext("%d försenad", "%d försenade", self.late) % self.late if self.late else "",
            _("%d i dag") % self.today if self.today else "",
            _("%d närmaste veckan") % self.week if self.week else "",
            ngettext("%d väntar på någon annan", "%d väntar på andra", self.waits) % self.waits if self.waits else "",
        ]
        return ", ".join(part for part in parts if part)


def count(role: Role, duties: list[Duty], today: date) -> RoleCount:
    own = [duty.group(today) for duty in duties if not duty.waiting_on]
    return RoleCount(
        role=str(role.label),
        late=own.count(Group.LATE),
        today=own.count(Group.TODAY),
        week=own.count(Group.WEEK),
        waits=len(duties) - len(own),
    )


def recipients(today: date) -> dict[User, list[Assignment]]:
    """Who may get the e-mail today, with assignments: active, with an address, in a role that owes, not declined."""
    roles = [role for role in Role if owed_by(role) or any(owed_by(chain[0]) for chain in climbing_to(role))]
    done = DigestSetting.objects.filter(Q(wanted=False) | Q(sent_on__gte=today)).values("user")
    found: dict[User, list[Assignment]] = {}
    assignments = (
        Assignment.objects.holding_on(today)
        .filter(role__in=roles, user__in=User.objects.able_to_sign_in())
        .exclude(user__in=done)
        .select_related("user", "unit")
        .order_by("user", "pk")
    )
    for assignment in assignments:
        found.setdefault(assignment.user, []).append(assignment)
    return found


def send_all(now: datetime) -> int:
    """Sends today's e-mails, each at most once a day however often this runs; returns how many went.

    An address that fails does not stop the others; raises RuntimeError at the end when any did, and another run sends
    only those.
    """
    if not settings.LIVSKRAFT_DIGEST:
        return 0
    today = Actor(at=now).today
    sent = failed = 0
    connection = get_connection()
    for user, assignments in recipients(today).items():
        counts = _counts(user, assignments, now)
        if not any(line.owed for line in counts) or not _take(user, today):
            continue
        try:
            message = compose(user, counts)
            message.connection = connection
            message.send()
            sent += 1
        except Exception:
            # Neither address nor name in the log.
            logger.warning("The digest of user %s could not be sent", user.pk, exc_info=True)
            DigestSetting.objects.filter(user=user).update(sent_on=None)
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} digests could not be sent")
    return sent


def compose(user: User, counts: list[RoleCount]) -> EmailMultiAlternatives:
    late = sum(line.late for line in counts)
    owed = sum(line.owed for line in counts)
    subject = _("%(owed)d att göra, varav %(late)d försenade") if late else _("%(owed)d att göra")
    unsubscribe = _address(reverse("stop_digest", args=[token_for(user)]))
    context = {
        "counts": [line for line in counts if line.owed or line.waits],
        "my_day": _address(reverse("my_day")),
        "unsubscribe": unsubscribe,
        "municipality": settings.LIVSKRAFT_MUNICIPALITY,
    }
    message = EmailMultiAlternatives(
        # A line break in a setting must not become a header of its own.
        subject=" ".join(f"{settings.LIVSKRAFT_MUNICIPALITY}: {subject % {'owed': owed, 'late': late}}".split()),
        body=render_to_string("duties/digest.txt", context),
        to=[user.email] if user.email else [],
        headers={
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("duties/digest.html", context), "text/html")
    return message


def token_for(user: User) -> str:
    """What lets whoever got the e-mail turn it off, and nothing else; it does not run out."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    """The person the token was made for, or None."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()


def _counts(user: User, assignments: list[Assignment], now: datetime) -> list[RoleCount]:
    found = []
    for assignment in assignments:
        actor = Actor(at=now, user=user, assignment=assignment)
        found.append(count(Role(assignment.role), duties_of(actor), actor.today))
    return found


def _take(user: User, today: date) -> bool:
    """Whether this run is the one that sends to the person today; another run at the same time gets no."""
    DigestSetting.objects.get_or_create(user=user)
    unsent = DigestSetting.objects.filter(user=user, wanted=True).exclude(sent_on__gte=today)
    return unsent.update(sent_on=today) == 1


def _address(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
