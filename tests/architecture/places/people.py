"""What of the persons of a site can an address name?"""

from datetime import UTC, datetime, timedelta
from functools import cached_property

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.organisation.models import Unit
from livskraft.people.actions.merging import merge as merge_persons
from livskraft.people.models import (
    AccessReport,
    AuthorisedReader,
    BreakGlass,
    CaseNumber,
    Consent,
    LegalHold,
    LogReview,
    Merge,
    Person,
    PersonUpload,
    PurgeOrder,
    Relative,
    RetentionRule,
    ToldApart,
)
from livskraft.people.queries.uploads import Stored
from livskraft.people.rules.vocabulary import ConsentPurpose, Regime
from livskraft.people.tests.factories import person_at
from tests.architecture.places.site import NOW, Sample, SitePlace


class PeoplePlace(SitePlace):
    """A site with persons."""

    @cached_property
    def person(self) -> Person:
        """Somebody whom the site has to do with."""
        return person_at(self.site)

    @cached_property
    def other(self) -> Person:
        """Somebody who may be the same."""
        return person_at(self.site, "Else")

    @cached_property
    def merge(self) -> Merge:
        """Just made, since it can be undone for a while only."""
        by = Actor(at=datetime.now(UTC), system="test")
        return merge_persons(kept=self.person, gone=person_at(self.site, "Elsie"), by=by)

    @cached_property
    def hold(self) -> LegalHold:
        return LegalHold.objects.create(person=self.person, reason="Tvist", placed_at=NOW)

    @cached_property
    def person_upload(self) -> PersonUpload:
        """Just read, since it is kept for a day only."""
        content = Stored("lista.xlsx", {2: {"given_name": "Elsie", "number": "19440813-9089"}}).text()
        return PersonUpload.objects.create(unit=self.site, content=content, uploaded_at=datetime.now(UTC))

    @cached_property
    def purge_order(self) -> PurgeOrder:
        """The same for the whole municipality."""
        made = {"rule": "Regel", "last_note_before": NOW.date(), "made_at": NOW}
        return PurgeOrder.objects.get_or_create(regime=Regime.NEITHER, defaults=made)[0]

    @cached_property
    def relative(self) -> Relative:
        return Relative.objects.create(person=self.person, name="Anhörig")

    @cached_property
    def case(self) -> CaseNumber:
        return CaseNumber.objects.create(person=self.person, number="SON 1", number_key="son1")

    @cached_property
    def reader(self) -> AuthorisedReader:
        return AuthorisedReader.objects.create(person=self.person, user=self.staff.user, starts=NOW.date())

    @cached_property
    def consent(self) -> Consent:
        return Consent.objects.create(
            person=self.person,
            unit=self.site,
            purpose=ConsentPurpose.PHOTO,
            recipient="Föreningen",
            wording="Ja",
            given=Consent.Given.ORAL,
            given_on=NOW.date(),
        )

    @cached_property
    def extract(self) -> AccessReport:
        """Made today, since it is not opened on another day."""
        return AccessReport.objects.create(
            person=self.person,
            unit=self.site,
            asked_on=NOW.date(),
            how=AccessReport.How.IN_PERSON,
            made_at=datetime.now(UTC),
        )

    @cached_property
    def review(self) -> LogReview:
        return self._reviewed(self.site)

    @cached_property
    def providers_review(self) -> LogReview:
        """Of the part of the area, where nobody is manager."""
        return self._reviewed(self.site.parent)

    @cached_property
    def departments_review(self) -> LogReview:
        """Of the area, for which no provider is responsible."""
        return self._reviewed(self.site.parent.parent)

    @staticmethod
    def _reviewed(unit: Unit) -> LogReview:
        return LogReview.objects.create(unit=unit, month=NOW.date().replace(day=1), drawn_at=NOW, readings=0)

    @cached_property
    def glass(self) -> BreakGlass:
        """Broken by somebody who is nobody's holder."""
        return BreakGlass.objects.create(
            person=self.person,
            user=self.staff.user,
            unit=self.site,
            reason="Ramlade i entrén",
            at=NOW,
            until=NOW + timedelta(hours=8),
        )

    @cached_property
    def managers_glass(self) -> BreakGlass:
        """Broken by the only manager, so that whoever is above judges it."""
        return BreakGlass.objects.create(
            person=self.person,
            user=self.holder(Role.UNIT_MANAGER).user,
            unit=self.site,
            reason="Ramlade i entrén",
            at=NOW,
            until=NOW + timedelta(hours=8),
        )

    @cached_property
    def apart(self) -> ToldApart:
        one, other = self.person, person_at(self.site, "Elsy")
        return ToldApart.objects.create(one=one, other=other, at=NOW)


def _glass(place: PeoplePlace, who: Assignment | None) -> int:
    """Whoever is above the manager judges only what no manager there can."""
    above = who and who.role in (Role.AREA_MANAGER, Role.ADMINISTRATION)
    return (place.managers_glass if above else place.glass).pk


def _review(place: PeoplePlace, who: Assignment | None) -> int:
    """Whoever is above looks only where no manager does."""
    if who and who.role == Role.AREA_MANAGER:
        return place.providers_review.pk
    return (place.departments_review if who and who.role == Role.ADMINISTRATION else place.review).pk


def _retention_rule() -> RetentionRule:
    return RetentionRule.objects.get_or_create(regime=Regime.NEITHER, ended_at=None, defaults={"years": 3})[0]


PEOPLE_SAMPLES: dict[str, Sample] = {
    "person": Sample(lambda place, who: place.person.pk),
    "other": Sample(lambda place, who: place.other.pk),
    "merge": Sample(lambda place, who: place.merge.pk),
    "hold": Sample(lambda place, who: place.hold.pk),
    "person_upload": Sample(lambda place, who: place.person_upload.pk),
    "relative": Sample(lambda place, who: place.relative.pk),
    "case": Sample(lambda place, who: place.case.pk),
    "reader": Sample(lambda place, who: place.reader.pk),
    "consent": Sample(lambda place, who: place.consent.pk),
    "extract": Sample(lambda place, who: place.extract.pk),
    "review": Sample(_review),
    "glass": Sample(_glass),
    "apart": Sample(lambda place, who: place.apart.pk),
    # The same for the whole municipality.
    "purge_order": Sample(lambda place, who: place.purge_order.pk, shared=True),
    "retention_rule": Sample(lambda place, who: _retention_rule().pk, shared=True),
}
