"""How is somebody asked to answer by themselves, and what does the answer lead to?"""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.crypto import keyed_digests
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.queries.links import TOKEN
from livskraft.questionnaires.rules.instruments import Instrument, is_asked
from livskraft.questionnaires.stores import Given, stores

# No source says how long a link may lead somewhere: a rule of the municipality's own.
OPEN_FOR = timedelta(days=14)


@transaction.atomic
def make_link(*, person: Person, unit: Unit, store: str, instrument: Instrument, token: str, by: Actor) -> AnswerLink:
    """`token` is what the address carries, and only its digest is kept. One for the same instrument before it ends.

    The room that asks has seen to it that the actor may. Raises Refused when the instrument is measured by others.
    """
    if not is_asked(instrument):
        raise Refused(_("Det här mäts av någon annan än personen själv."))
    standing = AnswerLink.objects.select_for_update().open_at(by.at)
    standing.filter(person=person, store=store, instrument=instrument.code).update(revoked_at=by.at)
    made = AnswerLink.objects.create(
        person=person,
        unit=unit,
        store=store,
        instrument=instrument.code,
        token=keyed_digests(token, purpose=TOKEN)[0],
        made_at=by.at,
        made_by=by.user,
        until=by.at + OPEN_FOR,
    )
    audit.wrote(by, "questionnaires.link_made", [made, person])
    return made


@transaction.atomic
def revoke_links(*, persons: Collection[int], unit: Unit | None = None, store: str, by: Actor) -> int:
    """What has not been answered can be answered no more, of anyone of the persons (ids) asked at the unit; how many.

    Without a unit wherever they were asked.

    The room that asked has seen to it that the actor may.
    """
    standing = AnswerLink.objects.open_at(by.at).filter(person__in=persons, store=store)
    standing = standing.filter(unit=unit) if unit else standing
    ended = list(standing.select_for_update(of=("self",)).select_related("person"))
    if ended:
        AnswerLink.objects.filter(pk__in=[each.pk for each in ended]).update(revoked_at=by.at)
        told = {each.person.pk: each.person for each in ended}
        audit.wrote(by, "questionnaires.links_revoked", [*ended, *told.values()])
    return len(ended)


@transaction.atomic
def answer_link(*, link: AnswerLink, given: Given, by: Actor) -> bool:
    """The answers are kept where the link says, once. False when it has been answered or ended meanwhile.

    Raises Refused when the store does not take them any more; the link can then still be answered.
    """
    standing = AnswerLink.objects.open_at(by.at).filter(pk=link.pk)
    held = standing.first()
    if held is None:
        return False
    # The store locks first: whoever ends what is asked about holds that, and then takes back the link.
    stores[held.store].receive(held.person, held.unit, given, by)
    if not standing.update(answered_at=by.at):
        transaction.set_rollback(True)
        return False
    audit.wrote(by, "questionnaires.link_answered", [held, held.person])
    return True
