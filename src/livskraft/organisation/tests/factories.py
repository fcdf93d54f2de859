"""Which units do tests need? A small municipality with two twin sites under different providers."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from livskraft.kit.names import name_key, sort_key
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Premises, Unit


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        skip_postgeneration_save = True

    kind = UnitKind.MUNICIPALITY
    parent = None
    name = factory.Sequence(lambda n: f"Enhet {n}")
    name_key = factory.LazyAttribute(lambda unit: name_key(unit.name))
    sort_key = factory.LazyAttribute(lambda unit: sort_key(unit.name))
    path = ""

    @factory.post_generation
    def place(unit, create, extracted, **kwargs):  # factory_boy passes the object first
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])


class ContractFactory(DjangoModelFactory):
    class Meta:
        model = Contract

    provider = factory.SubFactory(UnitFactory, kind=UnitKind.PROVIDER)
    area_part = factory.SubFactory(UnitFactory, kind=UnitKind.AREA_PART)
    kind = ContractKind.PROCURED
    starts = date(2020, 1, 1)
    ends = None


class SiteFactory(UnitFactory):
    """A site in its own part of an area, with a provider under contract and a property owner."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    kind = UnitKind.SITE
    name = factory.Sequence(lambda n: f"Trygghetsboende {n}")
    parent = factory.SubFactory(
        UnitFactory,
        kind=UnitKind.AREA_PART,
        parent=factory.SubFactory(
            UnitFactory, kind=UnitKind.AREA, parent=factory.LazyFunction(lambda: responsible_body())
        ),
    )

    @factory.post_generation
    def contract(unit, create, extracted, **kwargs):  # factory_boy passes the object first
        root = responsible_body()
        if not unit.parent.contracts.exists():
            ContractFactory(
                area_part=unit.parent, provider=UnitFactory(kind=UnitKind.PROVIDER, parent=root), **(extracted or {})
            )
        Premises.objects.create(
            site=unit, address="Storgatan 1", property_owner=UnitFactory(kind=UnitKind.PROPERTY_OWNER, parent=root)
        )


def responsible_body() -> Unit:
    """The municipality, made at the first call."""
    return Unit.objects.filter(kind=UnitKind.MUNICIPALITY, parent=None).first() or UnitFactory(name="Lindviks kommun")
