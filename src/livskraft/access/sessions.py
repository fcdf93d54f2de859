"""Which sessions does a person have, and how are they ended?"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from livskraft.access.models import User


def end_sessions(user: User) -> int:
    """Signs the person out everywhere; returns how many sessions there were.

    Sessions are signed text without an owner, so all that live are opened; it is seldom done.
    """
    ended = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
