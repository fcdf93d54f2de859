"""What does an employee's competence plan say on paper?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Column, Heading, Report, SignatureLine, Table
from livskraft.documents.values import long
from livskraft.modules.minigym.models import CompetencePlan
from livskraft.modules.minigym.queries.competence import history_of


def competence_plan(plan: CompetencePlan, *, today: date) -> Report:
    """The plan to sign: what is to be learned, what is done, and what has been talked through."""
    goals = list(plan.goals.all())
    blocks: list[Block] = [
        Heading(_("Mål att nå")),
        Table(
            [
                Column(_("Mål"), 4),
                Column(_("Så går det till"), 4, unknown=""),
                Column(_("Klart senast"), 2, unknown=""),
            ],
            [[goal.what, goal.how, long(goal.due)] for goal in goals if not goal.closed_on],
            empty=_("Inga mål väntar."),
        ),
        Heading(_("Det som är klart")),
        Table(
            [
                Column(_("Mål"), 4),
                Column(_("Vad som gjordes"), 4, unknown=""),
                Column(_("Resultat"), 2),
                Column(_("Dag"), 2),
            ],
            [
                [
                    goal.what,
                    goal.outcome,
                    _("Nått") if goal.reached else _("Inte längre aktuellt"),
                    long(goal.closed_on),
                ]
                for goal in goals
                if goal.closed_on
            ],
            empty=_("Inget mål är avslutat än."),
        ),
        Heading(_("Historik")),
        Table(
            [
                Column(_("Dag"), 2),
                Column(_("Vad"), 4),
                Column(_("Anteckning"), 4, unknown=""),
                Column(_("Av"), 2, unknown=""),
            ],
            [[long(event.on), event.what, event.text, event.by] for event in history_of(plan)],
        ),
        SignatureLine(_("Medarbetare")),
        SignatureLine(_("Chef")),
    ]
    return Report(
        title=_("Kompetensplan"),
        subtitle=plan.employee.name,
        meta=[
            (_("Utförare"), plan.provider.name),
            (_("Planen gjordes"), plan.started_on),
            (_("Följs upp senast"), plan.review_on),
        ],
        blocks=blocks,
        dated=today,
    )
