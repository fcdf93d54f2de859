"""What does the worker do with duties by itself? Sends the morning's e-mail, and forgets the notes of what is done."""

from django.utils import timezone
from django_tasks import task

from livskraft.access.actor import system_actor
from livskraft.duties import actions, digest


@task()
def send_digests() -> int:
    return digest.send_all(timezone.now())


@task()
def clear_notes() -> int:
    return actions.clear_notes(by=system_actor("clear_notes"))
