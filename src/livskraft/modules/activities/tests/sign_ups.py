"""Which sign-ups do tests need? A popular activity, and how strangers and persons sign up for it."""

from typing import Any
from uuid import uuid4

from livskraft.access.actor import Actor, system_actor
from livskraft.modules.activities.actions.sign_ups import sign_up
from livskraft.modules.activities.models import Occasion, SignUp
from livskraft.modules.activities.rules.vocabulary import SignUpMode
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.models import Unit

PHONE = "070-174 06 05"


def popular(site: Unit, seats: int | None = 1, mode: SignUpMode = SignUpMode.PUBLIC, **details: Any) -> Occasion:
    """Tomorrow at ten, with so many seats, open to the public."""
    return occasion_of(activity_at(site, capacity=seats, sign_up=mode, **details))


def signed(occasion: Occasion, name: str = "Rut Sandin", by: Actor | None = None, **more: Any) -> SignUp:
    """Somebody signs up, in a form of their own."""
    given: dict[str, Any] = {"key": str(uuid4()), "phone": PHONE} | more
    if "person" not in given:
        given["name"] = name
    return sign_up(occasion=occasion, by=by or system_actor("test"), **given)
