"""What does a week look like at the meeting places of the demo municipality?"""

from datetime import date


def demo(today: date) -> None:
    """Through actions with their own dates, noun by noun."""
