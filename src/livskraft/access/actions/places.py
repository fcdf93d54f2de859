"""Where is a site, who owns the house, and how is a unit reached?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.permissions import Permission
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contact, Premises, Unit


@transaction.atomic
def set_premises(
    *, site: Unit, address: str, property_owner: Unit | None, version: int | None = None, by: Actor
) -> Premises:
    """Where the site is and who owns the house; `version` 0 says that nothing was known when the form was opened."""
    by.must(Permission.ADMINISTER, at=site)
    if site.kind != UnitKind.SITE:
        raise Refused(_("Bara ett trygghetsboende har adress och fastighetsägare."))
    if property_owner and property_owner.kind != UnitKind.PROPERTY_OWNER:
        raise Refused(_("Välj en fastighetsägare."), "property_owner")
    Unit.objects.select_for_update().get(pk=site.pk)
    kept = Premises.objects.filter(site=site).first()
    if kept:
        premises = locked(kept, version)
        premises.address, premises.property_owner = address.strip(), property_owner
        premises.save(update_fields=["address", "property_owner", "version"])
    else:
        premises = Premises.objects.create(site=site, address=address.strip(), property_owner=property_owner)
    audit.wrote(by, "access.premises_set", [site, premises], ["address", "property_owner"])
    return premises


@transaction.atomic
def set_contact(
    *,
    unit: Unit,
    purpose: str = "",
    name: str = "",
    email: str = "",
    phone: str = "",
    contact: Contact | None = None,
    version: int | None = None,
    by: Actor,
) -> Contact:
    """A way to reach the unit: a new one, or `contact` as it reads from now on."""
    by.must(Permission.ADMINISTER, at=unit)
    if not (email.strip() or phone.strip()):
        raise Refused(_("Skriv en e-postadress eller ett telefonnummer."), "email")
    if contact and contact.unit_id != unit.pk:
        raise Refused(_("Kontakten hör till en annan enhet."))
    contact = locked(contact, version) if contact else Contact(unit=unit)
    contact.purpose, contact.name = purpose.strip(), name.strip()
    contact.email, contact.phone = email.strip(), phone.strip()
    contact.save()
    audit.wrote(by, "access.contact_set", [unit, contact], ["purpose", "name", "email", "phone"])
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: Actor) -> None:
    """The unit is no longer reached that way; the details are gone."""
    by.must(Permission.ADMINISTER, at=contact.unit)
    audit.wrote(by, "access.contact_removed", [contact.unit, contact])
    contact.delete()
