"""How does a text message leave the house? Through the gateway that the installation has, when it has one."""

import sys
from typing import Protocol

from django.conf import settings


class Gateway(Protocol):
    """What a gateway must be able to do."""

    def send(self, to: str, text: str) -> None:
        """Hands over `text` for the number `to`, as "+46701740605"; raises whatever went wrong."""


class Console:
    """Prints the message, for the demo: nothing leaves the machine."""

    def send(self, to: str, text: str) -> None:
        sys.stdout.write(f"SMS {to}: {text}\n")
        sys.stdout.flush()


GATEWAYS: dict[str, type[Gateway]] = {"console": Console}


def gateway() -> Gateway | None:
    """The installation's gateway; None when text messages are not sent."""
    made = GATEWAYS.get(settings.LIVSKRAFT_SMS)
    return made() if made else None
