"""Who is on the staff, and who can sign in? Users are added, edited and deactivated; never deleted."""

from allauth.account.models import EmailAddress
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.access.permissions import Permission
from livskraft.access.sessions import end_sessions
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.versions import locked


@transaction.atomic
def add_user(
    *,
    name: str,
    email: str | None = None,
    phone: str = "",
    title: str = "",
    demo_day: str = "",
    by: Actor,
) -> User:
    """A person on the staff, or an external one; without e-mail they count in everything but cannot sign in."""
    by.must(Permission.ADMINISTER)
    name, email = _clean_name(name), _clean_email(email)
    _refuse_taken(email)
    user = User(
        name=name,
        name_key=name_key(name),
        sort_key=sort_key(name),
        email=email,
        phone=phone.strip(),
        title=title.strip(),
        demo_day=demo_day,
        created_at=by.at,
    )
    user.set_unusable_password()
    user.save()
    audit.wrote(by, "access.user_added", [user], ["name", "email", "phone", "title"])
    return user


@transaction.atomic
def edit_user(
    *, user: User, name: str, email: str | None, phone: str, title: str, version: int | None = None, by: Actor
) -> User:
    """The person's details as they read from now on; a new e-mail address ends every session."""
    must_administer(by, user)
    name, email = _clean_name(name), _clean_email(email)
    user = locked(user, version)
    _refuse_taken(email, besides=user.pk)
    changed = {"name": name, "email": email, "phone": phone.strip(), "title": title.strip()}
    fields = [field for field, value in changed.items() if getattr(user, field) != value]
    for field, value in changed.items():
        setattr(user, field, value)
    user.name_key, user.sort_key = name_key(name), sort_key(name)
    user.save(update_fields=[*changed, "name_key", "sort_key", "version"])
    if "email" in fields:
        EmailAddress.objects.filter(user=user).delete()
        end_sessions(user)
    audit.wrote(by, "access.user_edited", [user], fields)
    return user


@transaction.atomic
def deactivate_user(*, user: User, version: int | None = None, by: Actor) -> User:
    """The person can no longer sign in, and is signed out everywhere at once."""
    must_administer(by, user)
    if by.user and by.user.pk == user.pk:
        raise Refused(_("Du kan inte stänga av dig själv."))
    user = locked(user, version)
    user.is_active = False
    user.save(update_fields=["is_active", "version"])
    end_sessions(user)
    audit.wrote(by, "access.user_deactivated", [user], ["is_active"])
    return user


@transaction.atomic
def activate_user(*, user: User, version: int | None = None, by: Actor) -> User:
    """The person can sign in again."""
    must_administer(by, user)
    user = locked(user, version)
    user.is_active = True
    user.save(update_fields=["is_active", "version"])
    audit.wrote(by, "access.user_activated", [user], ["is_active"])
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor) -> None:
    """A password set by a command or a test; people set their own through the link that is sent to them."""
    must_administer(by, user)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as invalid:
        raise Refused(" ".join(invalid.messages), "password") from invalid
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    audit.wrote(by, "access.password_set", [user], ["password"])


def must_administer(by: Actor, user: User) -> None:
    """An administrator of one part cannot take over somebody who also has assignments elsewhere."""
    by.must(Permission.ADMINISTER)
    if by.system:
        return
    for assignment in user.assignments.select_related("unit"):
        by.must(Permission.ADMINISTER, at=assignment.unit)


def _clean_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Refused(_("Skriv personens namn."), "name")
    return cleaned


def _clean_email(email: str | None) -> str | None:
    return (email or "").strip().lower() or None


def _refuse_taken(email: str | None, besides: int = 0) -> None:
    if email and User.objects.filter(email__iexact=email).exclude(pk=besides).exists():
        raise Refused(_("Någon annan har redan den e-postadressen."), "email")
