"""What of training can an address name?"""

from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.files import content
from livskraft.modules.training.actions.assessments import assess
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.actions.exercises import Told, add_exercise
from livskraft.modules.training.actions.goals import add_goal
from livskraft.modules.training.actions.measurements import ask_by_link, measure
from livskraft.modules.training.actions.templates import add_template
from livskraft.modules.training.models import (
    Block,
    Draft,
    Episode,
    Exercise,
    Goal,
    JournalPlace,
    Note,
    OwnMeasurement,
    Programme,
    RehabMeasurement,
    RehabProgramme,
    RehabSession,
    Template,
    TrainingSession,
)
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.modules.training.tests.plans import programme_of as own_programme
from livskraft.modules.training.tests.plans import session_of as own_session
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import UnitFactory
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given
from tests.architecture.places.activities import ActivitiesPlace
from tests.architecture.places.site import NOW, Sample


class TrainingPlace(ActivitiesPlace):
    """A site where somebody is measured."""

    @cached_property
    def measurement(self) -> OwnMeasurement:
        by, instrument = system_actor("test"), library()["chair_stands:1"]
        given = Given(instrument, read(instrument, {"stands": "9", "hands": "0"}), by.today, Answered.MEASURED)
        return measure(person=self.person, unit=self.site, given=given, by=by)

    @cached_property
    def answer_token(self) -> str:
        """The secret part of an address with questions."""
        token = f"svar-{self.site.pk}"
        by, instrument = system_actor("test"), library()["who5:1"]
        ask_by_link(person=self.person, unit=self.site, instrument=instrument, token=token, by=by)
        return token

    @cached_property
    def exercise(self) -> Exercise:
        """One with a picture: what is read of it is the same for everybody."""
        drawn = BytesIO()
        Image.new("RGB", (8, 6), "white").save(drawn, "PNG")
        return add_exercise(
            told=Told(f"Tåhävning {self.site.pk}", "Res dig på tå.", picture_text="En person på tå"),
            picture=content.picture(SimpleUploadedFile("ta.png", drawn.getvalue())),
            by=system_actor("test"),
        )

    @cached_property
    def exercise_template(self) -> Template:
        return add_template(name=f"Starkare ben {self.site.pk}", exercises=[self.exercise.pk], by=system_actor("test"))

    @cached_property
    def therapist(self) -> Actor:
        held = self.holder(Role.PHYSIOTHERAPIST)
        return Actor(at=datetime.now(UTC), user=held.user, assignment=held)

    @cached_property
    def episode(self) -> Episode:
        return episode_of(self.person, self.therapist, site=self.site)

    @cached_property
    def journal_place(self) -> JournalPlace:
        """Of a caregiver whom those who administer the area administer too."""
        keeper = UnitFactory(kind=UnitKind.PROVIDER, parent=self.site.parent.parent)
        return JournalPlace.objects.create(keeper=keeper, place="here", starts=NOW.date(), decided_at=NOW)

    @cached_property
    def own_block(self) -> Block:
        return set_block(person=self.person, by=self.therapist)

    @cached_property
    def block(self) -> Block:
        """Another unit's of the same caregiver."""
        keeper = self.therapist.caregiver
        return Block.objects.create(person=self.person, keeper=keeper, unit=self.site.parent, set_at=NOW)

    @cached_property
    def goal(self) -> Goal:
        return add_goal(episode=self.episode, text="Gå ut varje dag", agreed_on=self.therapist.today, by=self.therapist)

    @cached_property
    def rehab_measurement(self) -> RehabMeasurement:
        instrument = library()["chair_stands:1"]
        answers = read(instrument, {"stands": "9", "hands": "0"})
        given = Given(instrument, answers, self.therapist.today, Answered.MEASURED)
        return assess(episode=self.episode, given=given, by=self.therapist)

    @cached_property
    def rehab_programme(self) -> RehabProgramme:
        return programme_of(self.episode, self.therapist, exercises=[self.exercise])

    @cached_property
    def rehab_session(self) -> RehabSession:
        return session_of(self.episode, self.therapist)

    @cached_property
    def programme(self) -> Programme:
        return own_programme(self.person, self.therapist, self.exercise)

    @cached_property
    def session(self) -> TrainingSession:
        return own_session(self.programme, self.therapist)

    @cached_property
    def note(self) -> Note:
        return note_of(self.episode, self.therapist)

    @cached_property
    def draft(self) -> Draft:
        return draft_of(self.episode, self.therapist, NoteKind.CONTACT)

    @cached_property
    def other_draft(self) -> Draft:
        """The occupational therapist's."""
        held = self.holder(Role.OCCUPATIONAL_THERAPIST)
        by = Actor(at=datetime.now(UTC), user=held.user, assignment=held)
        return draft_of(self.episode, by, NoteKind.CONTACT)

    def draft_by(self, who: Assignment | None) -> Draft:
        """A draft is its author's own."""
        return self.other_draft if who and who.role == Role.OCCUPATIONAL_THERAPIST else self.draft


TRAINING_SAMPLES: dict[str, Sample] = {
    "exercise": Sample(lambda place, who: place.exercise.pk, shared=True),
    "exercise_template": Sample(lambda place, who: place.exercise_template.pk, shared=True),
    "measurement": Sample(lambda place, who: place.measurement.pk),
    "episode": Sample(lambda place, who: place.episode.pk),
    "own_block": Sample(lambda place, who: place.own_block.pk),
    "block": Sample(lambda place, who: place.block.pk),
    "kva_month": Sample(lambda place, who: "2026-10", shared=True),
    "kva_file": Sample(lambda place, who: "KHSL1", shared=True),
    "goal": Sample(lambda place, who: place.goal.pk),
    "journal_place": Sample(lambda place, who: place.journal_place.pk),
    "rehab_measurement": Sample(lambda place, who: place.rehab_measurement.pk),
    "rehab_programme": Sample(lambda place, who: place.rehab_programme.pk),
    "rehab_session": Sample(lambda place, who: place.rehab_session.pk),
    "programme": Sample(lambda place, who: place.programme.pk),
    "session": Sample(lambda place, who: place.session.pk),
    "note": Sample(lambda place, who: place.note.pk),
    "draft": Sample(lambda place, who: place.draft_by(who).pk),
    "answer_token": Sample(lambda place, who: place.answer_token),
    "instrument": Sample(lambda place, who: "who5", shared=True),
}
