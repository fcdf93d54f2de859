"""What does a week look like at the meeting places of the demo municipality?"""

from datetime import date

from livskraft.modules.activities.demo.lunch import lunches
from livskraft.modules.activities.demo.programme import programmes


def demo(today: date) -> None:
    """Through actions with their own dates, noun by noun."""
    programmes(today)
    lunches(today)
