"""What is on at the meeting places, what is for lunch, who signs up, and who came?"""

from livskraft.modules.activities.models.attendance import Attendance, Correction, HeadCount, Support
from livskraft.modules.activities.models.calendars import PersonCalendar
from livskraft.modules.activities.models.lunch import Dish, LunchBooking, LunchCount, LunchService
from livskraft.modules.activities.models.programme import (
    Activity,
    ClosedDay,
    LocalRule,
    Occasion,
    PastedProgramme,
    Series,
)
from livskraft.modules.activities.models.sign_ups import Call, CallAttempt, Message, SignUp

__all__ = [
    "Activity",
    "Attendance",
    "Call",
    "CallAttempt",
    "ClosedDay",
    "Correction",
    "Dish",
    "HeadCount",
    "LocalRule",
    "LunchBooking",
    "LunchCount",
    "LunchService",
    "Message",
    "Occasion",
    "PastedProgramme",
    "PersonCalendar",
    "Series",
    "SignUp",
    "Support",
]
