"""Which exercises and pictures do the tests of the library need?"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from livskraft.access.actor import Actor, system_actor
from livskraft.modules.training.actions.exercises import Told, add_exercise
from livskraft.modules.training.models import Exercise
from livskraft.people.tests.factories import NOW


def drawing(size: tuple[int, int] = (1600, 1200), name: str = "tahavning.png") -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    drawn = BytesIO()
    Image.new("RGB", size, "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def exercise_named(
    name: str, by: Actor | None = None, *, steps: str = "Ställ dig.\nRes dig på tå.", **told: Any
) -> Exercise:
    """An exercise in the library."""
    return add_exercise(told=Told(name=name, steps=steps, **told), by=by or system_actor("test", NOW))
