"""How does a QR label that has gone astray stop leading anywhere?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions.equipment import lock
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.models import Equipment, Gym, RevokedToken
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.permissions import Permission


@transaction.atomic
def renew_token(*, of: Equipment | Gym, reason: str, by: Actor) -> RevokedToken:
    """The item or the gym has a new code from now; whoever scans the old one is told that it no longer holds."""
    words = reason.replace("\x00", "").strip()[:300]
    held: Equipment | Gym
    if isinstance(of, Equipment):
        by.must(Permission.EDIT, at=of.gym.site)
        held = lock(of)
        revoked = RevokedToken(item=held)
    else:
        by.must(Permission.EDIT, at=of.site)
        held = lock_gym(of)
        revoked = RevokedToken(gym=held)
    if not words:
        raise Refused(_("Skriv ett skäl."), field="reason")
    revoked.token, revoked.at, revoked.by, revoked.reason = held.token, by.at, by.user, words
    revoked.save()
    held.token = new_token()
    held.version += 1
    held.save(update_fields=["token", "version"])
    of.token, of.version = held.token, held.version
    audit.wrote(by, "minigym.token_renewed", [held, revoked], ["token"])
    return revoked
