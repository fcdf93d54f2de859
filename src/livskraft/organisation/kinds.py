"""What kinds of units, contracts and names are there?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    MUNICIPALITY = "municipality", _("Kommun")
    REGION = "region", _("Region")
    COMMITTEE = "committee", _("Nämnd")
    DEPARTMENT = "department", _("Förvaltning")
    AREA = "area", _("Område")
    AREA_PART = "area_part", _("Områdesdel")
    SITE = "site", _("Trygghetsboende")
    WORK_GROUP = "work_group", _("Hemtjänstgrupp")
    TEAM = "team", _("Tvärprofessionellt team")
    HOSPITAL = "hospital", _("Sjukhus")
    HEALTH_CENTRE = "health_centre", _("Vårdcentral")
    ASSOCIATION = "association", _("Förening")
    RD_CENTRE = "rd_centre", _("FoU-centrum")
    PROVIDER = "provider", _("Utförare")
    PROPERTY_OWNER = "property_owner", _("Fastighetsägare")
    SERVICE_FIRM = "service_firm", _("Servicefirma")


WITHOUT_ACCOUNTS = frozenset({UnitKind.PROPERTY_OWNER, UnitKind.SERVICE_FIRM})


class ContractKind(TextChoices):
    PROCURED = "procured", _("Upphandlat avtal")
    ASSIGNMENT = "assignment", _("Kommunalt verksamhetsuppdrag")
