"""Which objects do the architecture tests open? Two twin places, each with one of everything that an address can name.

A new kind of object in an address needs one line in SAMPLES; the permission matrix fails loudly until it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.duties.queries import duties_of
from livskraft.files.actions import store_picture
from livskraft.files.tests.factories import picture, upload
from livskraft.indicators.models import Residents
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
from livskraft.modules.incidents.models import Incident, Measure
from livskraft.modules.incidents.rules import Factor
from livskraft.modules.incidents.tests.factories import reported
from livskraft.modules.minigym.models import (
    BaseListEntry,
    BinderArchive,
    CheckAnswer,
    CheckPoint,
    CheckRoutine,
    CheckTemplate,
    CompetencePlan,
    ConditionsAssessment,
    Consultation,
    Deviation,
    Equipment,
    Fault,
    FollowUp,
    Guidance,
    GuidanceOccasion,
    Gym,
    HoursException,
    Instruction,
    InstructionPicture,
    InventoryUpload,
    Round,
    SelfCheck,
    ServiceOrder,
)
from livskraft.modules.minigym.rules import Condition, ConsultationKind, ConsultationParty, Every, Symptom, Verdict
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    GymFactory,
    approved,
    draft_of,
    municipal_agreement,
    regime,
)
from livskraft.organisation.models import Contact, Contract, Unit
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory
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

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
AT_THE_PROVIDER = {Role.AREA_MANAGER}
# What these administer stands above the site: contracts of its part of the area, agreements.
AT_THE_AREA = {Role.SYSTEM_ADMINISTRATOR, Role.ADMINISTRATION}


class Place:
    """A site with people, a gym and its papers; each part is made when it is first asked for."""

    def __init__(self) -> None:
        self.site: Unit = SiteFactory()
        self._held: dict[Role, Assignment] = {}

    def furnish(self) -> "Place":
        """Makes every part, for a world whose parts are taken back when a test ends."""
        for role in Role:
            self.holder(role)
        assert all(
            [
                self.gym,
                self.item,
                self.round,
                self.followup,
                self.upload,
                self.order,
                self.staff,
                self.contact,
                self.incident,
                self.measure,
            ]
        )
        assert self.plan
        assert self.residents
        assert all([self.exception, self.routine, self.deviation, self.fault])
        assert all([self.guidance, self.consultation, self.assessment])
        assert all([self.activity, self.occasion, self.series, self.support, self.sign_up, self.call])
        assert all([self.person, self.relative, self.case, self.reader, self.glass, self.managers_glass, self.apart])
        assert all([self.calendar_token, self.booking, self.pasted])
        assert all([self.consent, self.extract, self.review])
        assert all([self.other, self.merge, self.hold, self.purge_order, self.person_upload])
        assert _kind(self, None)
        return self

    def unit_of(self, role: Role) -> Unit:
        if role in AT_THE_PROVIDER:
            provider = provider_of(self.site, date(2026, 1, 1))
            assert provider
            return provider
        return self.site.parent.parent if role in AT_THE_AREA else self.site

    def holder(self, role: Role) -> Assignment:
        """The assignment of the one who has `role` here."""
        if role not in self._held:
            self._held[role] = AssignmentFactory(role=role, unit=self.unit_of(role))
        return self._held[role]

    @cached_property
    def gym(self) -> Gym:
        gym: Gym = GymFactory(site=self.site)
        return gym

    @cached_property
    def item(self) -> Equipment:
        item: Equipment = EquipmentFactory(gym=self.gym)
        return item

    @cached_property
    def round(self) -> Round:
        assert self.item
        return Round.objects.create(gym=self.gym, on=NOW.date(), inspector="Någon", started_at=NOW)

    @cached_property
    def followup(self) -> FollowUp:
        return FollowUp.objects.create(
            item=self.item, severity=Verdict.REPAIR, what="Byt vajer", due=NOW.date(), opened_at=NOW
        )

    @cached_property
    def exception(self) -> HoursException:
        return HoursException.objects.create(
            gym=self.gym, first_day=NOW.date(), last_day=NOW.date(), reason="Stängt", set_at=NOW
        )

    @cached_property
    def own_template(self) -> CheckTemplate:
        return CheckTemplate.objects.create(name="Egen kontroll", every=Every.WEEK, gym=self.gym)

    @cached_property
    def routine(self) -> CheckRoutine:
        return CheckRoutine.objects.create(gym=self.gym, template=self.own_template, done_for=NOW.date())

    @cached_property
    def point(self) -> CheckPoint:
        return CheckPoint.objects.create(template=self.own_template, position=1, text="Golvet är rent")

    @cached_property
    def check(self) -> SelfCheck:
        assert self.point
        return SelfCheck.objects.create(gym=self.gym, template=self.own_template, period=NOW.date(), started_at=NOW)

    @cached_property
    def deviation(self) -> Deviation:
        answer = CheckAnswer.objects.create(
            self_check=self.check, point=self.point, ok=False, remark="Vått golv", answered_at=NOW
        )
        return Deviation.objects.create(gym=self.gym, answer=answer, due=NOW.date())

    @cached_property
    def fault(self) -> Fault:
        return Fault.objects.create(
            gym=self.gym, item=self.item, symptom=Symptom.BROKEN, reported_at=NOW, due=NOW.date()
        )

    @cached_property
    def upload(self) -> InventoryUpload:
        return InventoryUpload.objects.create(gym=self.gym, file=None, filename="lista.xlsx", uploaded_at=NOW)

    @cached_property
    def order(self) -> ServiceOrder:
        order = ServiceOrder.objects.create(
            gym=self.gym, agreement=municipal_agreement(), text="Årlig service", ordered_at=NOW
        )
        order.lines.create(item=self.item)
        return order

    @cached_property
    def plan(self) -> CompetencePlan:
        """A colleague's competence plan, with a goal."""
        provider = provider_of(self.site, date(2026, 1, 1))
        assert provider
        plan = CompetencePlan.objects.create(
            employee=self.colleague.user, provider=provider, started_on=NOW.date(), review_on=NOW.date()
        )
        plan.goals.create(what="Ge stöd i gymmet", added_on=NOW.date())
        return plan

    @cached_property
    def colleague(self) -> Assignment:
        """Somebody employed here, with a competence plan."""
        assignment: Assignment = AssignmentFactory(role=Role.CARE_STAFF, unit=self.site)
        return assignment

    @cached_property
    def guidance(self) -> Guidance:
        """Of somebody who is nobody's holder; its occasion is a part of its own."""
        day = NOW.date()
        occasion = GuidanceOccasion.objects.create(site=self.site, on=day, until=date(2028, 1, 15), recorded_at=NOW)
        return Guidance.objects.create(
            occasion=occasion,
            site=self.site,
            person=self.staff.user,
            kind=self.item.kind,
            on=day,
            until=occasion.until,
            day_ends=NOW,
            current=True,
        )

    @cached_property
    def consultation(self) -> Consultation:
        return Consultation.objects.create(
            site=self.site,
            kind=ConsultationKind.PLACEMENT,
            question="Var ska den stå?",
            turn=ConsultationParty.PHYSIOTHERAPIST,
            due=NOW.date(),
            asked_at=NOW,
            asked_as=ConsultationParty.MANAGER,
        )

    @cached_property
    def assessment(self) -> ConditionsAssessment:
        made = ConditionsAssessment.objects.create(
            provider=self.unit_of(Role.AREA_MANAGER),
            on=NOW.date(),
            **dict.fromkeys(("time", "premises", "competence", "mandate"), Condition.MET),
            grounds="Samtal",
            next_by=date(2027, 1, 15),
            recorded_at=NOW,
        )
        made.physiotherapists.add(self.holder(Role.PHYSIOTHERAPIST).user)
        return made

    @cached_property
    def staff(self) -> Assignment:
        """Somebody who is nobody's holder, whom administrators act upon."""
        assignment: Assignment = AssignmentFactory(role=Role.KEY_PERSON, unit=self.site)
        return assignment

    @cached_property
    def incident(self) -> Incident:
        """Somebody's report, which leads to the coordinator and to an insurance."""
        return reported(self.site, factors=frozenset({Factor.PREMISES}))

    @cached_property
    def measure(self) -> Measure:
        return self.incident.measures.create(what="Laga golvet", due=NOW.date())

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
        return LogReview.objects.create(unit=self.site, month=NOW.date().replace(day=1), drawn_at=NOW, readings=0)

    @cached_property
    def calendar_token(self) -> str:
        """The secret part of the address of the person's own calendar."""
        token = f"kalender-{self.site.pk}"
        digest = keyed_digests(token, purpose=CALENDAR_TOKEN)[0]
        PersonCalendar.objects.create(person=self.person, site=self.site, token=digest, made_at=NOW)
        return token

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

    @cached_property
    def contact(self) -> Contact:
        return Contact.objects.create(unit=self.site, name="Kontakt", phone="011-740 00 00")

    @cached_property
    def residents(self) -> Residents:
        return Residents.objects.create(unit=self.site, on=NOW.date(), number=40, source="Listan", recorded_at=NOW)

    @cached_property
    def contract(self) -> Contract:
        return self.site.parent.contracts.get()


@dataclass(frozen=True)
class Sample:
    """How an object of an address is found at a place, for who asks; shared ones are the same everywhere."""

    find: Callable[[Place, Assignment | None], Any]
    shared: bool = False


def _archive(place: Place, who: Assignment | None) -> int:
    """Archives are personal: at one's own place one's own, at the other somebody else's."""
    holder = who if who and place.site.pk in _reach(who) else place.holder(Role.UNIT_MANAGER)
    return BinderArchive.objects.create(by=holder.user, assignment=holder, at=NOW).pk


def _passkey(place: Place, who: Assignment | None) -> int:
    holder = who if who and place.site.pk in _reach(who) else place.holder(Role.UNIT_MANAGER)
    found = Authenticator.objects.filter(user=holder.user, type=Authenticator.Type.WEBAUTHN).first()
    return (found or Authenticator.objects.create(user=holder.user, type=Authenticator.Type.WEBAUTHN, data={})).pk


def _glass(place: Place, who: Assignment | None) -> int:
    """Whoever is above the manager judges only what no manager there can."""
    above = who and who.role in (Role.AREA_MANAGER, Role.ADMINISTRATION)
    return (place.managers_glass if above else place.glass).pk


def _retention_rule() -> RetentionRule:
    return RetentionRule.objects.get_or_create(regime=Regime.NEITHER, ended_at=None, defaults={"years": 3})[0]


def _template() -> CheckTemplate:
    return CheckTemplate.objects.get_or_create(name="Veckokontroll", every=Every.WEEK, gym=None)[0]


def _report(place: Place, who: Assignment | None) -> int:
    """Reports are personal, as archives are."""
    holder = who if who and place.site.pk in _reach(who) else place.holder(Role.UNIT_MANAGER)
    return reported(place.site, Actor(at=datetime.now(UTC), user=holder.user, assignment=holder)).pk


def _duty(place: Place, who: Assignment | None) -> str:
    """The first thing that the unit manager of the place owes."""
    manager = place.holder(Role.UNIT_MANAGER)
    return duties_of(Actor(at=datetime.now(UTC), user=manager.user, assignment=manager))[0].key


def _reach(who: Assignment) -> set[int]:
    actor = Actor(at=datetime.now(UTC), user=who.user, assignment=who)
    return set(actor.units().values_list("pk", flat=True))


def _kind(place: Place, who: Assignment | None) -> int:
    """A kind with two approved versions and a draft; the same for the whole municipality."""
    kind = place.item.kind
    if not Instruction.objects.filter(kind=kind).exists():
        approved(kind)
        approved(kind, purpose="Nytt.")
        draft_of(kind)
    return kind.pk


def _picture(place: Place, who: Assignment | None) -> int:
    version = Instruction.objects.get(kind=_kind(place, who)).published
    stored = store_picture(upload(picture()), at=NOW)
    return InstructionPicture.objects.create(of=version, file=stored, shows="Benpress", place=1).pk


SAMPLES: dict[str, Sample] = {
    "activity": Sample(lambda place, who: place.activity.pk),
    "booking": Sample(lambda place, who: place.booking.pk),
    "pasted": Sample(lambda place, who: place.pasted.pk),
    "call": Sample(lambda place, who: place.call.pk),
    "sign_up": Sample(lambda place, who: place.sign_up.pk),
    "sign_up_token": Sample(lambda place, who: place.sign_up and f"lank-{place.site.pk}"),
    "occasion": Sample(lambda place, who: place.occasion.pk),
    "series": Sample(lambda place, who: place.series.pk),
    "support": Sample(lambda place, who: place.support.pk),
    "assessment": Sample(lambda place, who: place.assessment.pk),
    "consultation": Sample(lambda place, who: place.consultation.pk),
    "guidance": Sample(lambda place, who: place.guidance.pk),
    "guided": Sample(lambda place, who: place.guidance.occasion_id),
    "provider": Sample(lambda place, who: place.unit_of(Role.AREA_MANAGER).pk),
    "archive": Sample(_archive),
    "assignment": Sample(lambda place, who: place.staff.pk),
    "contact": Sample(lambda place, who: place.contact.pk),
    "contract": Sample(lambda place, who: place.contract.pk),
    "duty": Sample(_duty),
    "fault": Sample(lambda place, who: place.fault.pk),
    "followup": Sample(lambda place, who: place.followup.pk),
    "gym": Sample(lambda place, who: place.gym.pk),
    "incident": Sample(lambda place, who: place.incident.pk),
    "item": Sample(lambda place, who: place.item.pk),
    "goal": Sample(lambda place, who: place.plan.goals.get().pk),
    "plan": Sample(lambda place, who: place.plan.pk),
    "measure": Sample(lambda place, who: place.measure.pk),
    "order": Sample(lambda place, who: place.order.pk),
    "passkey": Sample(_passkey),
    "report": Sample(_report),
    "round": Sample(lambda place, who: place.round.pk),
    "site": Sample(lambda place, who: place.site.pk),
    "token": Sample(lambda place, who: place.item.token),
    "check": Sample(lambda place, who: place.check.pk),
    "deviation": Sample(lambda place, who: place.deviation.pk),
    "exception": Sample(lambda place, who: place.exception.pk),
    "own_template": Sample(lambda place, who: place.own_template.pk),
    "point": Sample(lambda place, who: place.point.pk),
    "routine": Sample(lambda place, who: place.routine.pk),
    "unit": Sample(lambda place, who: place.site.pk),
    "upload": Sample(lambda place, who: place.upload.pk),
    "user": Sample(lambda place, who: place.staff.user_id),
    "person": Sample(lambda place, who: place.person.pk),
    "other": Sample(lambda place, who: place.other.pk),
    "merge": Sample(lambda place, who: place.merge.pk),
    "hold": Sample(lambda place, who: place.hold.pk),
    "person_upload": Sample(lambda place, who: place.person_upload.pk),
    "purge_order": Sample(lambda place, who: place.purge_order.pk, shared=True),
    "retention_rule": Sample(lambda place, who: _retention_rule().pk, shared=True),
    "relative": Sample(lambda place, who: place.relative.pk),
    "case": Sample(lambda place, who: place.case.pk),
    "reader": Sample(lambda place, who: place.reader.pk),
    "consent": Sample(lambda place, who: place.consent.pk),
    "extract": Sample(lambda place, who: place.extract.pk),
    "review": Sample(lambda place, who: place.review.pk),
    "glass": Sample(_glass),
    "apart": Sample(lambda place, who: place.apart.pk),
    "calendar_token": Sample(lambda place, who: place.calendar_token),
    "residents": Sample(lambda place, who: place.residents.pk),
    # The same for the whole municipality.
    "agreement": Sample(lambda place, who: municipal_agreement().pk, shared=True),
    "kind": Sample(_kind, shared=True),
    "picture": Sample(_picture, shared=True),
    "regime": Sample(lambda place, who: regime().pk, shared=True),
    "template": Sample(lambda place, who: _template().pk, shared=True),
    "entry": Sample(lambda place, who: BaseListEntry.objects.get_or_create(kind=place.item.kind)[0].pk, shared=True),
    # Parts of an address that name nothing in the database, or something under the object before them.
    "format": Sample(lambda place, who: "csv", shared=True),
    "indicator": Sample(lambda place, who: "minigym.in_use", shared=True),
    "after": Sample(lambda place, who: 2, shared=True),
    "before": Sample(lambda place, who: 1, shared=True),
    "language": Sample(lambda place, who: "fi", shared=True),
    "key": Sample(lambda place, who: "set-password", shared=True),
    "number": Sample(lambda place, who: 1, shared=True),
    "uidb36": Sample(lambda place, who: "1", shared=True),
}
