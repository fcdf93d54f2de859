"""How does a period of rehabilitation begin, and how does somebody else take it over?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.periods import holds_on
from livskraft.modules.training.actions.reaching import keep_in_touch, patient_of, reached
from livskraft.modules.training.models import Episode, JournalPlace
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.modules.training.queries.episodes import journalling_at, open_episode_of, sites_to_train_at
from livskraft.modules.training.queries.journal_places import journal_place_of
from livskraft.modules.training.rules.vocabulary import Lives
from livskraft.organisation.models import Unit
from livskraft.people.models import AuthorisedReader, Person


@transaction.atomic
def open_episode(*, person: Person, site: Unit, lives: Lives, by: Actor) -> Episode:
    """A period with the actor as responsible, in the journal of the actor's caregiver, where that is kept today.

    Raises Refused when it is not decided where the journal is kept, when the patient has an open period with the
    caregiver, and for a site where the actor meets nobody; PermissionDenied for whom the actor may not see.
    """
    by.must(Permission.JOURNAL)
    if by.user is None or by.assignment is None or by.caregiver is None:
        raise PermissionDenied
    # Two who open at once wait for each other here.
    Person.objects.select_for_update().filter(pk=person.pk).first()
    if not Person.objects.visible_to(by, among=[person.pk]).exists():
        raise PermissionDenied
    place = journal_place_of(by.caregiver, by.today)
    # Nobody takes the decision back until the period stands there.
    if place is None or not JournalPlace.objects.select_for_update().filter(pk=place.pk).exists():
        raise Refused(_("Det är inte bestämt var journalen förs, så ingen rehabilitering kan öppnas."))
    if not sites_to_train_at(by).filter(pk=site.pk).exists():
        raise Refused(_("Välj ett minigym där du arbetar."), field="site")
    if there := open_episode_of(person, by.caregiver):
        if there.unit_id in hidden_units(person, by):
            # Nothing but that something is blocked: not that the patient is treated now.
            raise Refused(_("Det finns spärrade uppgifter om patienten. Öppna dem med patientens samtycke först."))
        raise Refused(_("Patienten har redan en pågående rehabiliteringsperiod."))
    made = Episode.objects.create(
        person=person,
        keeper=by.caregiver,
        unit=by.assignment.unit,
        site=site,
        therapist=by.user,
        lives=lives,
        elsewhere=place.system,
        opened_at=by.at,
        opened_on=by.today,
        last_on=by.today,
    )
    # Of the unit only: that somebody is a patient is nothing that the staff of the meeting place learn by it.
    keep_in_touch(made, person, by)
    audit.wrote(by, "training.episode_opened", [made, person])
    return made


@transaction.atomic
def hand_over_episode(*, episode: Episode, to: User, version: int | None = None, by: Actor) -> Episode:
    """Somebody else at the unit answers for the period. Raises Refused for who does not keep the journal there."""
    held = reached(episode, by, version=version)
    if to.pk not in {post.user_id for post in journalling_at(held.unit, by.today)}:
        raise Refused(_("Välj en fysioterapeut eller arbetsterapeut på enheten."), field="to")
    patient = patient_of(held)
    named = AuthorisedReader.objects.filter(holds_on(by.today), person=patient, user=to)
    if patient.is_protected and not named.exists():
        raise Refused(_("Den du valde är inte behörig till uppgifterna. Fråga verksamhetschefen."), field="to")
    held.therapist = to
    held.save(update_fields=["therapist", "version"])
    audit.wrote(by, "training.episode_handed_over", [held, patient], ["therapist"])
    return held
