"""How is the room of training known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "livskraft.modules.training"
    label = "training"
    verbose_name = _("Träning")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.kit import insert_only
        from livskraft.modules.training import duties, indicators, models  # noqa: F401  # they register their kinds
        from livskraft.modules.training.actions import assessments, measurements, parting, programmes
        from livskraft.modules.training.actions.erasing import erase_rehabilitation
        from livskraft.modules.training.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.modules.training.models import OwnMeasurement, Programme, TrainingSession
        from livskraft.modules.training.permissions import GRANTS, LABELS, PERSONS, Permission
        from livskraft.modules.training.queries import holdings as held
        from livskraft.modules.training.queries import parting as parted
        from livskraft.modules.training.queries import rehab_holdings
        from livskraft.modules.training.queries.blocks import opened_by
        from livskraft.people import openings
        from livskraft.people.holdings import Holding, Parting
        from livskraft.people.holdings import register as keep
        from livskraft.people.models import Release
        from livskraft.people.rules.vocabulary import Regime
        from livskraft.people.ways import Way
        from livskraft.people.ways import register as lead
        from livskraft.questionnaires import stores
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)
        # Let go of only while a purge that is decided is carried out. Source: PDL 3:14, 3:17.
        for signed in models.SIGNED:
            insert_only.register(signed, but_for=Release)
        keep(
            Holding(
                OwnMeasurement,
                Regime.SOCIAL,
                _("Mätningar i friskvården"),
                held.last_measured,
                held.told_measurements,
                measurements.erase,
            )
        )
        # All of the journal and what belongs to it: one thing to the person, and thrown away as one.
        keep(
            Holding(
                models.Episode,
                Regime.HEALTH,
                _("Rehabilitering"),
                rehab_holdings.last_journalled,
                rehab_holdings.told_rehabilitation,
                erase_rehabilitation,
                also=models.OF_EPISODES,
                told_to=rehab_holdings.told_to_therapist,
                parting=Parting(
                    parting.wait_for_journals,
                    parted.left,
                    parting.end_episodes,
                    # Not of what: whoever hands over need not know that somebody is a patient.
                    going_on=_(
                        "Något som fysioterapeuten eller arbetsterapeuten hos er har på gång avslutas. Tala med dem "
                        "först."
                    ),
                    unfinished=_(
                        "Något som fysioterapeuten eller arbetsterapeuten hos er svarar för är inte färdigt. Be dem "
                        "göra det färdigt först."
                    ),
                    abandoned=_(
                        "Något som den tidigare utförarens fysioterapeut eller arbetsterapeut inte gjorde färdigt "
                        "avslutas som det är. Säg det till den utföraren."
                    ),
                ),
            )
        )
        stores.register(stores.Store(measurements.STORE, Regime.SOCIAL, _("Friskvården"), measurements.receive))
        stores.register(stores.Store(assessments.STORE, Regime.HEALTH, _("Rehabiliteringen"), assessments.receive))
        openings.register("training", opened_by)
        add_to_menu(NavItem(_("Vårdåtgärder"), "kva_report", "clipboard-list", Permission.REPORT_CODES, 78, menu="day"))
        lead(Way(_("Mätningar"), "measurements", Permission.MEASURE))
        lead(Way(_("Rehabilitering"), "person_episodes", Permission.JOURNAL))
        lead(Way(_("Spärrade uppgifter"), "blocks", Permission.JOURNAL))
        keep(
            Holding(
                Programme,
                Regime.SOCIAL,
                _("Träningsprogram och träningspass"),
                held.last_trained,
                held.told_programmes,
                programmes.erase,
                programmes.keep_one,
                also=(TrainingSession,),
                parting=Parting(parting.wait_for_programmes, parting.programmes_left, parting.end_programmes),
            )
        )
        lead(Way(_("Träningsprogram"), "person_programmes", Permission.HOLD_SESSION))
        add_to_menu(NavItem(_("Träning"), "trainees", "dumbbell", Permission.HOLD_SESSION, 21))
        add_to_menu(NavItem(_("Rehabilitering"), "patients", "stethoscope", Permission.JOURNAL, 21))
        add_to_menu(NavItem(_("Journal"), "journal_places", "book-open-check", Permission.ADMINISTER_JOURNAL, 86))
