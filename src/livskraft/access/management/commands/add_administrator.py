"""How does a new installation get its first administrator? With this, which also adds the municipality if missing."""

from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from livskraft.access.actions import add_unit, add_user, give_assignment, set_password
from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.queries import responsible_body


class Command(BaseCommand):
    help = "Add a system administrator, and the municipality or region when there is none"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email")
        parser.add_argument("--region", action="store_true", help="the responsible body is a region")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Lösenord (minst tolv tecken): ")
        # Nothing is seen while one types, and this is the one way in.
        if getpass("Samma lösenord igen: ") != password:
            raise CommandError("✗ Lösenorden är inte lika. Inget är sparat.")
        by = system_actor("add_administrator")
        try:
            with transaction.atomic():
                kind = UnitKind.REGION if options["region"] else UnitKind.MUNICIPALITY
                body = responsible_body() or add_unit(
                    kind=kind, name=settings.LIVSKRAFT_MUNICIPALITY, parent=None, by=by
                )
                user = add_user(name=options["name"], email=options["email"], by=by)
                set_password(user=user, password=password, by=by)
                give_assignment(user=user, role=Role.SYSTEM_ADMINISTRATOR, unit=body, starts=by.today, by=by)
        except Refused as refusal:
            raise CommandError(f"✗ {refusal.message}") from refusal
        self.stdout.write(f"✓ {user.name} kan logga in och sätter då upp ett andra steg.")
