"""Which role may do what? Every room's grants, gathered in one table."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import READS_PERSONS, Role

_grants: dict[str, frozenset[Role]] = {}
_persons: set[str] = set()
_labels: dict[str, Promise] = {}
PUBLIC = "public"
# For everybody signed in, with or without an assignment: their own account.
PERSONAL = "personal"


class Permission(StrEnum):
    SIGNED_IN = "access.signed_in"
    ADMINISTER = "access.administer"
    SEE_AUDIT = "access.see_audit"
    SEE_STAFF = "access.see_staff"
    IMPORT_STAFF = "access.import_staff"


GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.SIGNED_IN: frozenset(Role),
    Permission.ADMINISTER: frozenset({Role.SYSTEM_ADMINISTRATOR}),
    Permission.SEE_AUDIT: frozenset({Role.SYSTEM_ADMINISTRATOR}),
    Permission.SEE_STAFF: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
    Permission.IMPORT_STAFF: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
}

LABELS: Mapping[StrEnum, Promise] = {
    Permission.SIGNED_IN: _("Se sin egen dag och sitt eget konto"),
    Permission.ADMINISTER: _("Lägga upp enheter, avtal, personer och uppdrag"),
    Permission.SEE_AUDIT: _("Se vem som har gjort vad"),
    Permission.SEE_STAFF: _("Se vilka som arbetar på en enhet"),
    Permission.IMPORT_STAFF: _("Läsa in en personallista; chefer bara personal utan inloggning"),
}


def register(
    permissions: type[StrEnum],
    grants: Mapping[StrEnum, frozenset[Role]],
    persons: Iterable[StrEnum] = (),
    labels: Mapping[StrEnum, Promise] | None = None,
) -> None:
    """Add a room's permissions; `labels` say in words what each lets one do.

    Those in `persons` reach records of persons and are never inherited downwards.

    Raises ValueError when a permission is not granted explicitly, or when one that reaches persons is granted to a
    role that need not have a second factor.
    """
    if missing := set(permissions) - set(grants):
        raise ValueError(f"no grants for {sorted(missing)}")
    for permission in persons:
        if wrong := grants[permission] - READS_PERSONS:
            raise ValueError(f"{permission} reaches persons; {sorted(wrong)} may not have it")
    _grants.update({str(permission): frozenset(roles) for permission, roles in grants.items()})
    _persons.update(str(permission) for permission in persons)
    _labels.update({str(permission): label for permission, label in (labels or {}).items()})


def granted(permission: str, role: str) -> bool:
    """Whether the role has the permission; an unknown permission is granted to nobody."""
    return role in _grants.get(str(permission), frozenset())


def reaches_persons(permission: str) -> bool:
    return str(permission) in _persons


def label_of(permission: str) -> str:
    """What the permission lets one do, in words; its code when nobody has said."""
    return str(_labels.get(permission, permission))


def table() -> dict[str, list[str]]:
    """Permission → sorted roles, for the page and for the reviewed snapshot in the tests."""
    return {permission: sorted(_grants[permission]) for permission in sorted(_grants)}
