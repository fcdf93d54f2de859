"""Who is in rehabilitation in the demo municipality? Two caregivers, of which one keeps its journal elsewhere.

Gun-Britt's period is over and led her to training of her own; Rut's goes on, and her latest session is not journalled;
Edith's journal is kept in the other caregiver's own system. What is written of Rut is in `notes`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import MUNICIPALITY, OWN_PROVIDER, SOLBACKA, at
from livskraft.access.models import Assignment
from livskraft.kit.identity import read_number
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.drafts import Written, begin_draft, save_draft
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.episodes import open_episode
from livskraft.modules.training.actions.goals import add_goal, follow_up_goal
from livskraft.modules.training.actions.journal_places import decide_place
from livskraft.modules.training.actions.notes import sign
from livskraft.modules.training.actions.rehab_sessions import Trained, record_session
from livskraft.modules.training.demo.measurements import MAJA
from livskraft.modules.training.demo.rehab import assessed, done_in_programme, programme_for
from livskraft.modules.training.models import Episode, RehabSession
from livskraft.modules.training.rules.vocabulary import Heading, Lives, NoteKind, Outcome, Place
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import Details, register_person
from livskraft.people.models import Person

ELIAS, INGELA, LOVE = "Elias Norman", "Ingela Markström", "Love Hedin"
# From the serials that Skatteverket keeps for tests; nobody has them.
RUT, EDITH = "193903149866", "194211059888"
ALMGARDEN, CEDERSLUND = "Almgården", "Cederslund"
OTHER_SYSTEM = "Solbackas journal"
DECIDED_AGO = 200

BEGINNING = {
    Heading.REASON: "Osäker när hon går ute efter ett fall i våras. Vill träna balans och benstyrka.",
    Heading.BACKGROUND: "Bor själv på trygghetsboendet. Går utan hjälpmedel inne och med käpp ute. Inga frakturer.",
    Heading.STATUS: (
        "Reser sig från stol utan att ta stöd, men långsamt: 6 gånger på 30 sekunder. TUG 15,8 sekunder med käpp. "
        "Står på ett ben i fyra sekunder."
    ),
    Heading.ASSESSMENT: "Nedsatt benstyrka och balans. God förmåga att träna på egen hand på sikt.",
    Heading.INFORMATION: "Fick veta hur träningen går till och att den kan avbrytas. Valde att träna i minigymmet.",
    Heading.PLAN: "Träning en gång i veckan i fem veckor. Samma tester veckan efter.",
}
SESSIONS = (
    "Gick igenom programmet: uppresning, tåhävning och stå på ett ben. Lätt stöd av händerna vid uppresning.",
    "Programmet, en gång till av varje. Reser sig nu utan händerna. Lite träningsvärk i låren efter förra passet.",
    "Två omgångar med tio av uppresning och tåhävning. Står på ett ben i 14 sekunder med fingrarna som stöd.",
    "Programmet känns lättare än förut. Har gått till brevlådan utan käpp.",
    "Två omgångar med tolv av uppresning och tåhävning. Står på ett ben i 18 sekunder med fingrarna som stöd.",
)
SUMMARY = {
    Heading.ASSESSMENT: (
        "Starkare i benen och säkrare när hon går: 9 uppresningar på 30 sekunder och TUG 12,4 sekunder med käpp. Går "
        "till affären och hem utan att vila. Målet är nått."
    ),
    Heading.MEASURES: "Fem pass med styrka och balans i minigymmet.",
    Heading.PLAN: "Fortsätter på egen hand i friskvården. Hör av sig vid behov.",
}
# The only one of the codes that come along which is not about exercise on prescription.
PLAN_CODE = "AW020"


@transaction.atomic
def episodes_demo(today: date) -> None:
    """Nothing when somebody has a period already."""
    if Episode.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    posts = {each.user.name: each for each in held.filter(user__name__in=(MAJA, ELIAS, INGELA, LOVE))}
    _decided(_acting(posts[INGELA], today, DECIDED_AGO))
    _ended(posts[MAJA], today)
    _going_on(posts[MAJA], posts[LOVE], today)
    _kept_elsewhere(posts[ELIAS], today)


def _decided(by: Actor) -> None:
    for name, system in ((OWN_PROVIDER, ""), (MUNICIPALITY, ""), (SOLBACKA, OTHER_SYSTEM)):
        decide_place(
            keeper=Unit.objects.get(name=name),
            place=Place.ELSEWHERE if system else Place.HERE,
            system=system,
            starts=by.today,
            by=by,
        )


def _ended(maja: Assignment, today: date) -> None:
    """From an assessment to a programme of her own, which she began the week after."""
    first, last = _acting(maja, today, 110), _acting(maja, today, 71)
    gun_britt = Person.objects.visible_to(first).get(given_name="Gun-Britt")
    episode = _opened(gun_britt, ALMGARDEN, first)
    noted(episode, NoteKind.BEGINNING, BEGINNING, first, codes=(PLAN_CODE,))
    goal = add_goal(episode=episode, text="Gå till affären och hem utan att vila.", agreed_on=first.today, by=first)
    assessed(episode, first, stands=6, seconds="15,8")
    programme_for(episode, _acting(maja, today, 103))
    for step, days in enumerate((103, 96, 89, 82, 75)):
        by = _acting(maja, today, days)
        noted(episode, NoteKind.SESSION, {Heading.MEASURES: SESSIONS[step]}, by, _trained(episode, by, step))
    assessed(episode, last, stands=9, seconds="12,4")
    follow_up_goal(goal=goal, outcome=Outcome.REACHED, on=last.today, by=last)
    noted(episode, NoteKind.SUMMARY, SUMMARY, last)
    introduction = Introduction("Eget program i minigymmet", episode.site, "Ali i personalen")
    close_episode(episode=episode, introduction=introduction, by=last)


def _going_on(maja: Assignment, love: Assignment, today: date) -> None:
    first = _acting(maja, today, 20)
    number = read_number(RUT, today=today)
    rut = register_person(unit=maja.unit, details=Details("Rut", "Almqvist", number=number), by=first)
    episode = _opened(rut, ALMGARDEN, first)
    add_goal(episode=episode, text="Kunna resa mig ur soffan utan hjälp.", agreed_on=first.today, by=first)
    assessed(episode, first, stands=5, seconds="17,2")
    before = _acting(maja, today, 8)
    programme_for(episode, before)
    _trained(episode, before)
    # Another unit of the caregiver has to do with her too: from there one sees that something is blocked.
    register_person(
        unit=love.unit,
        details=Details("Rut", "Almqvist", number=number),
        reason="Ska bo hos sin dotter nära Ekbacken i vinter.",
        by=_acting(love, today, 5),
    )
    _trained(episode, _acting(maja, today, 1), 1)


def _kept_elsewhere(elias: Assignment, today: date) -> None:
    first = _acting(elias, today, 30)
    edith = register_person(
        unit=elias.unit, details=Details("Edith", "Norling", number=read_number(EDITH, today=today)), by=first
    )
    episode = _opened(edith, CEDERSLUND, first)
    note_elsewhere(episode=episode, kind=NoteKind.BEGINNING, on=first.today, who=elias.user, by=first)
    before = _acting(elias, today, 9)
    _trained(episode, before)
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=before.today, who=elias.user, by=before)
    _trained(episode, _acting(elias, today, 2))


def _opened(person: Person, site: str, by: Actor) -> Episode:
    return open_episode(person=person, site=Unit.objects.get(name=site), lives=Lives.IN_THE_HOUSE, by=by)


def _trained(episode: Episode, by: Actor, step: int = 0) -> RehabSession:
    trained = Trained(by.today, episode.site, done_in_programme(episode, step))
    return record_session(episode=episode, trained=trained, by=by)


def noted(
    episode: Episode,
    kind: NoteKind,
    parts: Mapping[Heading, str],
    by: Actor,
    session: RehabSession | None = None,
    codes: Sequence[str] = (),
) -> None:
    """Written and signed at once."""
    draft = begin_draft(episode=episode, kind=kind, happened_at=by.at, session=session, by=by)
    written = Written(by.at, {heading.value: text for heading, text in parts.items()}, codes)
    sign(draft=save_draft(draft=draft, written=written, by=by), by=by)


def _acting(post: Assignment, today: date, days_ago: int) -> Actor:
    return Actor(at=at(today - timedelta(days=days_ago), 14), user=post.user, assignment=post)
