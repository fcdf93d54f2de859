"""How is the public told of a site?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files.actions import delete
from livskraft.files.models import StoredFile
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Presentation, Unit
from livskraft.overview.permissions import Permission


@transaction.atomic
def present_site(
    *,
    site: Unit,
    text: str,
    phone: str,
    email: str,
    way: str,
    access: str,
    picture: StoredFile | None = None,
    picture_alt: str = "",
    remove_picture: bool = False,
    version: int | None = None,
    by: Actor,
) -> Presentation:
    """What the public reads of the site from now on; without `picture` the one it has stays, unless it is removed.

    `version` 0 says that nothing was written when the form was opened. Raises Conflict when somebody was first.
    """
    by.must(Permission.PRESENT_SITE, at=site)
    if site.kind != UnitKind.SITE:
        raise Refused(_("Bara ett trygghetsboende presenteras för allmänheten."))
    Unit.objects.select_for_update().get(pk=site.pk)
    kept = Presentation.objects.filter(site=site).first()
    told = locked(kept, version) if kept else Presentation(site=site)
    former = told.picture
    if picture or remove_picture:
        told.picture = picture
    if told.picture and not picture_alt.strip():
        raise Refused(_("Beskriv vad bilden visar, för den som inte ser den."), "picture_alt")
    told.text, told.phone, told.email = text.strip(), phone.strip(), email.strip()
    told.way, told.access = way.strip(), access.strip()
    told.picture_alt = picture_alt.strip() if told.picture else ""
    told.save()
    if former and former != told.picture:
        delete(former)
    audit.wrote(
        by,
        "overview.site_presented",
        [site, told],
        ["text", "phone", "email", "way", "access", "picture", "picture_alt"],
    )
    return told
