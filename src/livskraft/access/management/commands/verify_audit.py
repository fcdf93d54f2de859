"""Is the audit what it was when it was sealed? Names the first place where it is not, and then fails."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from livskraft.access import seal
from livskraft.access.models import AuditSeal


class Command(BaseCommand):
    help = "Verify the sealed audit chain"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = seal.verify()
        if broken:
            raise CommandError(f"✗ Granskningsloggen är bruten vid försegling {broken.seal}: {broken.why}")
        self.stdout.write(
            f"✓ Granskningsloggen är hel: {AuditSeal.objects.count()} förseglingar, {seal.unsealed()} rader väntar."
        )
