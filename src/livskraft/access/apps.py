"""How is the room of users and rights known to Django?"""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "livskraft.access"
    label = "access"
    verbose_name = _("Konto, enheter och personer")

    def ready(self) -> None:
        from livskraft.access import audit_words
        from livskraft.access.models import AuditEntry, AuditSeal, AuditSubject
        from livskraft.access.permissions import GRANTS, LABELS, Permission, register
        from livskraft.access.shared_phone import script_data
        from livskraft.access.tasks import seal_audit, verify_audit
        from livskraft.kit import insert_only, schedule
        from livskraft.ui.context import register_script
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as register_item

        register(Permission, GRANTS, labels=LABELS)
        audit_words.register(audit_words.WORDS, audit_words.OBJECTS, audit_words.FIELDS)
        insert_only.register(AuditEntry)
        insert_only.register(AuditSeal)
        insert_only.register(AuditSubject)
        checks.register(insert_only.check, checks.Tags.database)
        schedule.register("access.seal_audit", schedule.each_minute, seal_audit)
        schedule.register("access.verify_audit", schedule.nightly, verify_audit)
        register_script("access/shared_phone.js", script_data)
        register_item(NavItem(_("Ditt konto"), "account", "circle-user-round", menu="account", order=10))
        register_item(NavItem(_("Personal"), "staff", "users", Permission.SEE_STAFF, 70))
        register_item(NavItem(_("Administration"), "administration", "settings", Permission.ADMINISTER, 90))
