"""Which roles can a person have, who is external, and who may read a registered person?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    UNIT_MANAGER = "unit_manager", _("Verksamhetschef")
    PHYSIOTHERAPIST = "physiotherapist", _("Fysioterapeut")
    OCCUPATIONAL_THERAPIST = "occupational_therapist", _("Arbetsterapeut")
    CARE_STAFF = "care_staff", _("Omsorgspersonal")
    NEEDS_ASSESSOR = "needs_assessor", _("Biståndshandläggare")
    GROUP_LEADER = "group_leader", _("Gruppledare i förening")
    AREA_MANAGER = "area_manager", _("Områdesansvarig hos utförare")
    HOME_CARE_MANAGER = "home_care_manager", _("Chef i hemtjänst")
    PLANNER = "planner", _("Samordnare i hemtjänst")
    REFERRER = "referrer", _("Remitterande profession")
    CONTACT_PERSON = "contact_person", _("Kontaktperson på sjukhus eller vårdcentral")
    PROGRAMME_COORDINATOR = "programme_coordinator", _("Regional samordnare, Folkhälsa")
    HOME_ACTIVITIES_LEADER = "home_activities_leader", _("Projektledare hemaktiviteter")
    HOME_ACTIVITIES_STAFF = "home_activities_staff", _("Personal i hemaktiviteter")
    REFLECTION_LEADER = "reflection_leader", _("Projektledare reflektion")
    KEY_PERSON = "key_person", _("Nyckelperson reflektion")
    RESEARCHER = "researcher", _("Extern forskare")
    EVALUATOR = "evaluator", _("FoU-utvärderare")
    COMMITTEE_SECRETARY = "committee_secretary", _("Nämndsekreterare")
    ADMINISTRATION = "administration", _("Handläggare på förvaltningen")
    SAFETY_COORDINATOR = "safety_coordinator", _("Säkerhetssamordnare")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("Systemförvaltare")


EXTERNAL = frozenset({Role.GROUP_LEADER, Role.REFERRER, Role.CONTACT_PERSON, Role.RESEARCHER})

# Roles whose work needs a registered person's record; a second factor is required of them at sign-in.
READS_PERSONS = frozenset(
    {
        Role.UNIT_MANAGER,
        Role.AREA_MANAGER,
        Role.PHYSIOTHERAPIST,
        Role.OCCUPATIONAL_THERAPIST,
        Role.CARE_STAFF,
        Role.NEEDS_ASSESSOR,
        Role.GROUP_LEADER,
        Role.HOME_CARE_MANAGER,
        Role.PLANNER,
        Role.REFERRER,
        Role.CONTACT_PERSON,
        Role.HOME_ACTIVITIES_LEADER,
        Role.HOME_ACTIVITIES_STAFF,
        Role.SAFETY_COORDINATOR,
        Role.SYSTEM_ADMINISTRATOR,
        # The month's report of codes holds the identity numbers of the municipality's own patients.
        Role.ADMINISTRATION,
    }
)
