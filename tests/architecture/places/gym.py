"""What of a gym and its papers can an address name?"""

from datetime import date
from functools import cached_property

from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.files.actions import store_picture
from livskraft.files.tests.factories import picture, upload
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
from livskraft.organisation.queries import provider_of
from tests.architecture.places.site import NOW, Sample, SitePlace, reach


class GymPlace(SitePlace):
    """A site with a gym."""

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


def _archive(place: GymPlace, who: Assignment | None) -> int:
    """Archives are personal: at one's own place one's own, at the other somebody else's."""
    holder = who if who and place.site.pk in reach(who) else place.holder(Role.UNIT_MANAGER)
    return BinderArchive.objects.create(by=holder.user, assignment=holder, at=NOW).pk


def _template() -> CheckTemplate:
    return CheckTemplate.objects.get_or_create(name="Veckokontroll", every=Every.WEEK, gym=None)[0]


def instructed(place: GymPlace, who: Assignment | None = None) -> int:
    """A kind with two approved versions and a draft; the same for the whole municipality."""
    kind = place.item.kind
    if not Instruction.objects.filter(kind=kind).exists():
        approved(kind)
        approved(kind, purpose="Nytt.")
        draft_of(kind)
    return kind.pk


def _picture(place: GymPlace, who: Assignment | None) -> int:
    version = Instruction.objects.get(kind=instructed(place)).published
    stored = store_picture(upload(picture()), at=NOW)
    return InstructionPicture.objects.create(of=version, file=stored, shows="Benpress", place=1).pk


GYM_SAMPLES: dict[str, Sample] = {
    "assessment": Sample(lambda place, who: place.assessment.pk),
    "consultation": Sample(lambda place, who: place.consultation.pk),
    "guidance": Sample(lambda place, who: place.guidance.pk),
    "guided": Sample(lambda place, who: place.guidance.occasion_id),
    "archive": Sample(_archive),
    "fault": Sample(lambda place, who: place.fault.pk),
    "followup": Sample(lambda place, who: place.followup.pk),
    "gym": Sample(lambda place, who: place.gym.pk),
    "item": Sample(lambda place, who: place.item.pk),
    "goal": Sample(lambda place, who: place.plan.goals.get().pk),
    "plan": Sample(lambda place, who: place.plan.pk),
    "order": Sample(lambda place, who: place.order.pk),
    "round": Sample(lambda place, who: place.round.pk),
    "token": Sample(lambda place, who: place.item.token),
    "check": Sample(lambda place, who: place.check.pk),
    "deviation": Sample(lambda place, who: place.deviation.pk),
    "exception": Sample(lambda place, who: place.exception.pk),
    "own_template": Sample(lambda place, who: place.own_template.pk),
    "point": Sample(lambda place, who: place.point.pk),
    "routine": Sample(lambda place, who: place.routine.pk),
    "upload": Sample(lambda place, who: place.upload.pk),
    # The same for the whole municipality.
    "agreement": Sample(lambda place, who: municipal_agreement().pk, shared=True),
    "kind": Sample(instructed, shared=True),
    "picture": Sample(_picture, shared=True),
    "regime": Sample(lambda place, who: regime().pk, shared=True),
    "template": Sample(lambda place, who: _template().pk, shared=True),
    "entry": Sample(lambda place, who: BaseListEntry.objects.get_or_create(kind=place.item.kind)[0].pk, shared=True),
    # Parts of an address that name nothing in the database, or something under the object before them.
    "after": Sample(lambda place, who: 2, shared=True),
    "before": Sample(lambda place, who: 1, shared=True),
    "language": Sample(lambda place, who: "fi", shared=True),
}
