"""What does a week look like at the meeting places of the demo municipality?"""

from datetime import date

from livskraft.modules.activities.demo.attendance import visitors
from livskraft.modules.activities.demo.lunch import lunches
from livskraft.modules.activities.demo.programme import programmes
from livskraft.modules.activities.demo.sign_ups import sign_ups


def demo(today: date) -> None:
    """Through actions with their own dates, noun by noun."""
    programmes(today)
    visitors(today)
    lunches(today)
    sign_ups(today)
