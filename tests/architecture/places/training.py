"""What of training can an address name?"""

from functools import cached_property
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from livskraft.access.actor import system_actor
from livskraft.files import content
from livskraft.modules.training.actions.exercises import Told, add_exercise
from livskraft.modules.training.actions.measurements import ask_by_link, measure
from livskraft.modules.training.actions.templates import add_template
from livskraft.modules.training.models import Exercise, OwnMeasurement, Template
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


TRAINING_SAMPLES: dict[str, Sample] = {
    "exercise": Sample(lambda place, who: place.exercise.pk, shared=True),
    "exercise_template": Sample(lambda place, who: place.exercise_template.pk, shared=True),
    "measurement": Sample(lambda place, who: place.measurement.pk),
    "answer_token": Sample(lambda place, who: place.answer_token),
    "instrument": Sample(lambda place, who: "who5", shared=True),
}
