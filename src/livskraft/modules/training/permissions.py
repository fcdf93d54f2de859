"""Who may measure, plan a person's training, and note that it was done? All reach persons and are never inherited."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    MEASURE = "training.measure"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.MEASURE: _("Mäta och fråga om funktion och välbefinnande, och se hur det har gått"),
}

_THERAPISTS = frozenset({Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})

GRANTS: Mapping[StrEnum, frozenset[Role]] = {Permission.MEASURE: _THERAPISTS}

PERSONS = frozenset(Permission)
