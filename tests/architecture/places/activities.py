"""What of the activities of a site can an address name?"""

from datetime import time, timedelta
from functools import cached_property

from livskraft.access.actor import system_actor
from livskraft.kit.crypto import keyed_digests
from livskraft.modules.activities.actions.programme import add_series
from livskraft.modules.activities.actions.sign_ups import sign_up
from livskraft.modules.activities.models import (
    Activity,
    Call,
    LunchBooking,
    LunchService,
    Occasion,
    PastedProgramme,
    PersonCalendar,
    Series,
    SignUp,
    Support,
)
from livskraft.modules.activities.queries.calendars import TOKEN as CALENDAR_TOKEN
from livskraft.modules.activities.rules.recurrence import Recurrence
from livskraft.modules.activities.rules.vocabulary import (
    Because,
    CallOutcome,
    Pattern,
    SignUpMode,
    SignUpState,
    SupportKind,
)
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from tests.architecture.places.people import PeoplePlace
from tests.architecture.places.site import NOW, Sample


class ActivitiesPlace(PeoplePlace):
    """A site with a programme, and persons who take part."""

    @cached_property
    def calendar_token(self) -> str:
        """The secret part of the address of the person's own calendar."""
        token = f"kalender-{self.site.pk}"
        digest = keyed_digests(token, purpose=CALENDAR_TOKEN)[0]
        PersonCalendar.objects.create(person=self.person, site=self.site, token=digest, made_at=NOW)
        return token

    @cached_property
    def activity(self) -> Activity:
        return activity_at(self.site, sign_up=SignUpMode.PUBLIC)

    @cached_property
    def occasion(self) -> Occasion:
        return occasion_of(self.activity)

    @cached_property
    def support(self) -> Support:
        return Support.objects.create(
            occasion=self.occasion,
            site=self.site,
            on=self.occasion.on,
            kind=SupportKind.SHOWED,
            visitors=1,
            minutes=5,
            given_by=self.staff.user,
            role=self.staff.role,
            noted_at=NOW,
        )

    @cached_property
    def sign_up(self) -> SignUp:
        """Somebody's who has a link to it, and is to be offered a seat."""
        made = sign_up(
            occasion=self.occasion,
            key="plats",
            name="Någon",
            phone="070-174 06 05",
            token=f"lank-{self.site.pk}",
            by=system_actor("test"),
        )
        SignUp.objects.filter(pk=made.pk).update(state=SignUpState.OFFERED)
        return made

    @cached_property
    def call(self) -> Call:
        """Asked about, and tried once."""
        call = Call.objects.create(
            sign_up=self.sign_up, site=self.site, because=Because.OFFER, asked_at=NOW, due_at=NOW
        )
        call.attempts.create(at=NOW, outcome=CallOutcome.NO_ANSWER)
        return call

    @cached_property
    def booking(self) -> LunchBooking:
        """Where lunch is served every day."""
        LunchService.objects.create(site=self.site, weekdays=list(range(7)), from_time=time(11), to_time=time(13))
        return LunchBooking.objects.create(site=self.site, on=NOW.date(), name="Någon", booked_at=NOW)

    @cached_property
    def pasted(self) -> PastedProgramme:
        text = "Tisdag 20 januari: 10-12 Sittgympa"
        return PastedProgramme.objects.create(site=self.site, text=text, year=2026, pasted_at=NOW)

    @cached_property
    def series(self) -> Series:
        by = system_actor("test")
        weekly = Recurrence(Pattern.WEEKLY, 1, (0,), starts=by.today, until=by.today + timedelta(days=30))
        return add_series(activity=self.activity, recurrence=weekly, from_time=time(15), by=by)


ACTIVITY_SAMPLES: dict[str, Sample] = {
    "activity": Sample(lambda place, who: place.activity.pk),
    "booking": Sample(lambda place, who: place.booking.pk),
    "pasted": Sample(lambda place, who: place.pasted.pk),
    "call": Sample(lambda place, who: place.call.pk),
    "sign_up": Sample(lambda place, who: place.sign_up.pk),
    "sign_up_token": Sample(lambda place, who: place.sign_up and f"lank-{place.site.pk}"),
    "occasion": Sample(lambda place, who: place.occasion.pk),
    "series": Sample(lambda place, who: place.series.pk),
    "support": Sample(lambda place, who: place.support.pk),
    "calendar_token": Sample(lambda place, who: place.calendar_token),
}
