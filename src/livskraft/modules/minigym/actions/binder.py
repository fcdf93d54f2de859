"""How are the lists of all gyms within somebody's reach set and packed into one file?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.documents import archive as archives
from livskraft.documents import pdf
from livskraft.documents.report import Report
from livskraft.files import actions as files
from livskraft.files.content import ZIP
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.models import BinderArchive, Gym
from livskraft.modules.minigym.papers.binder import inventory_list
from livskraft.modules.minigym.permissions import Permission

KEEP_ARCHIVES = timedelta(days=2)
STEP = 10
TYPESETTERS = 2


@transaction.atomic
def start_archive(*, by: Actor) -> BinderArchive:
    """An archive to fill, of every open gym that the actor sees now."""
    by.must(Permission.VIEW)
    assert by.user
    assert by.assignment
    gyms = Gym.objects.visible_to(by).open().count()
    archive = BinderArchive.objects.create(at=by.at, by=by.user, assignment=by.assignment, total=gyms)
    audit.wrote(by, "minigym.binders_packed", [archive])
    return archive


def fill_archive(*, archive: BinderArchive, by: Actor) -> None:
    """Every list as a PDF in one zip; how far it has come is kept on the archive. No transaction is open meanwhile."""
    by.must(Permission.VIEW)
    gyms = list(Gym.objects.visible_to(by).open().select_related("site").order_by("sort_key", "pk"))
    BinderArchive.objects.filter(pk=archive.pk).update(total=len(gyms))

    def tell(done: int) -> None:
        if done % STEP == 0:
            BinderArchive.objects.filter(pk=archive.pk).update(done=done)

    with archives.zip(papers(gyms, by), progress=tell) as packed:
        data = packed.read()
    with transaction.atomic():
        stored = files.store_generated(
            data,
            name="Inventarielistor",
            content_type=ZIP,
            at=by.at,
            retention_until=by.today + KEEP_ARCHIVES,
            created_by=by.user.pk if by.user else None,
        )
        BinderArchive.objects.filter(pk=archive.pk).update(file=stored, done=len(gyms), finished_at=timezone.now())


def papers(gyms: list[Gym], by: Actor) -> Iterator[tuple[str, bytes]]:
    """File name and PDF of each gym's list, in order, at the same number of queries however many the gyms are.

    The typesetter works outside Python's lock, so two at a time use both cores of a small machine.
    """
    with ThreadPoolExecutor(TYPESETTERS) as pool:
        yield from pool.map(_typeset, _lists(gyms, by))


def _lists(gyms: list[Gym], by: Actor) -> Iterator[tuple[str, Report]]:
    for facts in queries.list_facts(gyms, by.today):
        report = inventory_list(
            facts.gym,
            facts.items,
            terms=facts.terms,
            provider=facts.provider,
            property_owner=facts.property_owner,
            today=by.today,
            version=facts.version,
            confirmed=facts.confirmed,
        )
        yield f"{facts.gym.site} {facts.gym}.pdf", report


def _typeset(named: tuple[str, Report]) -> tuple[str, bytes]:
    name, report = named
    return name, pdf.render(report)
