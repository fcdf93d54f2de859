"""What counts as a second step at sign-in? A passkey or an app with codes; recovery codes alone do not."""

from typing import Any

from allauth.mfa.models import Authenticator


def second_steps() -> Any:
    """All people's second steps, as a queryset of the sign-in library's own model."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
