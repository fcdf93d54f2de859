"""Which objects do the architecture tests open? Two twin places, each with one of everything that an address can name.

A new kind of object in an address needs one line in the table of its noun; the permission matrix fails loudly until it
is there.
"""

from livskraft.access.roles import Role
from tests.architecture.places.activities import ACTIVITY_SAMPLES
from tests.architecture.places.gym import GYM_SAMPLES, GymPlace, instructed
from tests.architecture.places.people import PEOPLE_SAMPLES
from tests.architecture.places.site import SITE_SAMPLES, Sample
from tests.architecture.places.training import TRAINING_SAMPLES, TrainingPlace

__all__ = ["SAMPLES", "Place"]
SAMPLES: dict[str, Sample] = SITE_SAMPLES | GYM_SAMPLES | PEOPLE_SAMPLES | ACTIVITY_SAMPLES | TRAINING_SAMPLES


class Place(TrainingPlace, GymPlace):
    """A site with people, a gym and its papers; each part is made when it is first asked for."""

    def furnish(self) -> "Place":
        """Makes every part, for a world whose parts are taken back when a test ends."""
        for role in Role:
            self.holder(role)
        assert all(
            [
                self.gym,
                self.item,
                self.round,
                self.followup,
                self.upload,
                self.order,
                self.staff,
                self.contact,
                self.incident,
                self.measure,
            ]
        )
        assert self.plan
        assert self.residents
        assert all([self.exception, self.routine, self.deviation, self.fault])
        assert all([self.guidance, self.consultation, self.assessment])
        assert all([self.activity, self.occasion, self.series, self.support, self.sign_up, self.call])
        assert all([self.person, self.relative, self.case, self.reader, self.glass, self.managers_glass, self.apart])
        assert all([self.calendar_token, self.booking, self.pasted])
        assert all([self.consent, self.extract, self.review])
        assert all([self.other, self.merge, self.hold, self.purge_order, self.person_upload])
        assert all([self.exercise, self.exercise_template])
        assert all([self.measurement, self.answer_token])
        assert all([self.episode, self.rehab_measurement, self.rehab_programme, self.rehab_session])
        assert all([self.goal, self.note, self.draft, self.other_draft])
        assert all([self.programme, self.session])
        assert all([self.own_block, self.block, self.journal_place])
        assert instructed(self)
        return self
