"""Which codes may a note carry on a day, and which of them are meant by some words?"""

from datetime import date

from django.db.models import QuerySet

from livskraft.kit.names import name_key
from livskraft.modules.training.models import Code, CodeList, Episode, NoteCode

MOST_FOUND = 20
# As many as one looks through faster than one searches.
SHORT_LIST = 12


def list_in_force(on: date) -> CodeList | None:
    """The list with the latest first day that has come; of two with the same day the one that was loaded last."""
    return CodeList.objects.filter(starts__lte=on).order_by("-starts", "-pk").first()


def current_codes(on: date) -> QuerySet[Code, Code]:
    """Every code of the list in force on the day, in order; one query, and none of it run yet."""
    lists = CodeList.objects.filter(starts__lte=on).order_by("-starts", "-pk")
    return Code.objects.filter(list=lists.values("pk")[:1]).order_by("code")


def at_hand(episode: Episode, on: date) -> list[Code]:
    """What is offered before one has searched: the whole list when it is short, else what the period has had before."""
    found = current_codes(on)
    short = list(found[: SHORT_LIST + 1])
    if len(short) <= SHORT_LIST:
        return short
    return list(found.filter(code__in=NoteCode.objects.filter(note__episode=episode).values("code"))[:SHORT_LIST])


def search(words: str, on: date, *, most: int = MOST_FOUND) -> list[Code]:
    """Those in force whose code or text has each of the words in it, at most so many; none for no words."""
    asked = name_key(words).split()
    found = current_codes(on)
    for word in asked:
        found = found.filter(search_key__contains=word)
    return list(found[:most]) if asked else []
