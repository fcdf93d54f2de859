"""What of training can an address name?"""

from functools import cached_property

from livskraft.access.actor import system_actor
from livskraft.modules.training.actions.measurements import ask_by_link, measure
from livskraft.modules.training.models import OwnMeasurement
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given
from tests.architecture.places.activities import ActivitiesPlace
from tests.architecture.places.site import Sample


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


TRAINING_SAMPLES: dict[str, Sample] = {
    "measurement": Sample(lambda place, who: place.measurement.pk),
    "answer_token": Sample(lambda place, who: place.answer_token),
    "instrument": Sample(lambda place, who: "who5", shared=True),
}
