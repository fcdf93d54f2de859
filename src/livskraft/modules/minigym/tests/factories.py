"""Which gyms and items do tests need?"""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from livskraft.access.actor import Actor
from livskraft.kit.names import sort_key
from livskraft.modules.minigym.actions.instructions import approve_draft, translate, write_draft
from livskraft.modules.minigym.models import (
    Agreement,
    Equipment,
    EquipmentKind,
    Fault,
    Gym,
    InstructionText,
    InstructionVersion,
    Regime,
    RegimeTerms,
)
from livskraft.modules.minigym.rules import Party, RegimeKey, Symptom, next_instruction_review
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body
from livskraft.ui.languages import BY_CODE

PARTIES = {
    RegimeKey.MUNICIPAL: (Party.MUNICIPALITY, Party.SERVICE_FIRM, Party.MUNICIPALITY),
    RegimeKey.PROVIDER: (Party.PROVIDER, Party.PROVIDER, Party.PROVIDER),
    RegimeKey.PROPERTY: (Party.PROPERTY_OWNER, Party.PROPERTY_OWNER, Party.PROPERTY_OWNER),
}


def regime(key: RegimeKey = RegimeKey.MUNICIPAL) -> Regime:
    """The regime with yearly terms since 2000, made when it is missing."""
    found, new = Regime.objects.get_or_create(key=key, defaults={"name": key.label, "description": "Enligt avtal."})
    if new or not found.terms.exists():
        owner, inspector, payer = PARTIES[key]
        RegimeTerms.objects.create(
            regime=found,
            starts=date(2000, 1, 1),
            owner=owner,
            inspector=inspector,
            payer=payer,
            inspection_months=12,
            inspection_source="000 Verksamhetschef" if key == RegimeKey.MUNICIPAL else "",
            service_months=None if key == RegimeKey.PROPERTY else 12,
        )
    return found


def municipal_agreement() -> Agreement:
    """The municipality's agreement with its own firm."""
    body = responsible_body()
    return Agreement.objects.filter(regime__key=RegimeKey.MUNICIPAL).first() or Agreement.objects.create(
        regime=regime(),
        customer=body,
        firm=UnitFactory(kind=UnitKind.SERVICE_FIRM, parent=body, name="Kommunens servicefirma"),
        invoiced=body,
        reference="AVT-1",
        starts=date(2020, 1, 1),
    )


def provider_agreement(gym: Gym) -> Agreement:
    """An agreement of the provider that answers for the gym's site."""
    provider = provider_of(gym.site, date(2026, 1, 1))
    return Agreement.objects.create(
        regime=regime(RegimeKey.PROVIDER),
        customer=provider,
        firm=UnitFactory(kind=UnitKind.SERVICE_FIRM, parent=responsible_body(), name="Utförarens servicefirma"),
        invoiced=provider,
        starts=date(2020, 1, 1),
    )


class GymFactory(DjangoModelFactory):
    class Meta:
        model = Gym

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"Minigym {n}")
    sort_key = factory.LazyAttribute(lambda gym: sort_key(gym.name))
    list_changed_at = datetime(2024, 1, 1, tzinfo=UTC)
    unconfirmed_since = factory.SelfAttribute("list_changed_at")
    unprinted_since = factory.SelfAttribute("list_changed_at")


class EquipmentKindFactory(DjangoModelFactory):
    class Meta:
        model = EquipmentKind
        django_get_or_create = ["name"]

    name = "Benpress"
    sort_key = factory.LazyAttribute(lambda kind: sort_key(kind.name))
    group = "styrka"


class EquipmentFactory(DjangoModelFactory):
    class Meta:
        model = Equipment

    gym = factory.SubFactory(GymFactory)
    kind = factory.SubFactory(EquipmentKindFactory)
    number = factory.Sequence(lambda n: f"MG-{n}")
    sort_key = factory.LazyAttribute(lambda item: sort_key(f"{item.kind.name} {item.number}"))
    regime = factory.LazyFunction(regime)


class FaultFactory(DjangoModelFactory):
    """A fault of an item; of a gym with `item=None, gym=…`."""

    class Meta:
        model = Fault

    item = factory.SubFactory(EquipmentFactory)
    gym = factory.LazyAttribute(lambda fault: fault.item.gym)
    symptom = Symptom.BROKEN
    words = "Sadeln glappar"
    reported_at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    due = date(2026, 3, 5)


WRITTEN = datetime(2026, 1, 15, 9, tzinfo=UTC)
WORDS = {
    "purpose": "Stärker benen.",
    "how_to": "Sätt dig.\nTryck ifrån.",
    "warnings": "Sluta om du får ont.",
}


def draft_of(
    kind: EquipmentKind, at: datetime = datetime(2026, 1, 15, 9, tzinfo=UTC), **parts: str
) -> InstructionVersion:
    """A draft of the kind's instruction, ready to be approved."""
    return write_draft(kind=kind, parts=WORDS | parts, by=Actor(at=at, system="test"))


def approved(
    kind: EquipmentKind,
    at: datetime = WRITTEN,
    review_on: date | None = None,
    renews_guidance: bool = False,
    **parts: str,
) -> InstructionVersion:
    """An approved version, gone through again after the local rule's time when no day is given."""
    by = Actor(at=at, system="test")
    day = review_on or next_instruction_review(by.today)
    draft = draft_of(kind, at, **parts)
    return approve_draft(draft=draft, review_on=day, renews_guidance=renews_guidance, by=by)


def in_language(of: InstructionVersion, code: str, **parts: str) -> InstructionText:
    """The version in another language, every part of it marked with the language's code."""
    swedish = of.texts.get(language="sv")
    words = {part: f"{code}: {getattr(swedish, part)}" for part in InstructionText.PARTS if getattr(swedish, part)}
    return translate(
        of=of,
        language=BY_CODE[code],
        name=f"{code}: maskin",
        parts=words | parts,
        translator="Språktjänst",
        by=Actor(at=of.approved_at, system="test"),
    )
