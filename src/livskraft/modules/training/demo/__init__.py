"""How do those in the demo municipality train? Through actions with their own dates."""

from datetime import date

from livskraft.modules.training.demo.codes import blocks, codes
from livskraft.modules.training.demo.episodes import episodes_demo
from livskraft.modules.training.demo.exercises import library_demo
from livskraft.modules.training.demo.measurements import measured
from livskraft.modules.training.demo.municipality import municipality_demo
from livskraft.modules.training.demo.notes import notes_demo
from livskraft.modules.training.demo.programmes import programmes_demo


def demo(today: date) -> None:
    """Noun by noun; what comes later builds on what came before."""
    codes(today)
    library_demo(today)
    measured(today)
    programmes_demo(today)
    episodes_demo(today)
    notes_demo(today)
    municipality_demo(today)
    # Last: what is blocked has to be written first.
    blocks(today)
