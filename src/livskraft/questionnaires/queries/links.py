"""Which link does an address lead to?"""

from livskraft.access.actor import Actor
from livskraft.kit.crypto import keyed_digests
from livskraft.questionnaires.models import AnswerLink

TOKEN = "questionnaires.answer_link"  # noqa: S105 - what the digest is for, not a secret


def link_of(token: str, by: Actor) -> AnswerLink | None:
    """The link that can still be answered; None for what has ended, was answered, or never was."""
    found = AnswerLink.objects.open_at(by.at).filter(token__in=keyed_digests(token, purpose=TOKEN))
    return found.select_related("unit", "person__merged_into").first()
