"""What does a person read and sign when they say yes? Large type, plain words, one thing at a time."""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Bullets, Facts, Heading, Notice, Report, SignatureLine, Text
from livskraft.people.models import Consent
from livskraft.people.rules.consents import NEVER_NEEDED, REVOCABLE, TEXTS, Standing, in_words, standing, wording
from livskraft.people.rules.vocabulary import ConsentPurpose


def blank_consent(*, name: str, purpose: ConsentPurpose, recipient: str, unit: str, until: date | None) -> Report:
    """To be read together and signed, before anything is written down in Livskraft."""
    said = wording(purpose, recipient=recipient, unit=unit)
    return _paper(name=name, unit=unit, purpose=purpose, said=said, until=until, notice="", signed=True)


def consent_paper(consent: Consent, *, name: str, today: date) -> Report:
    """What was said yes to, in the words of that time; to be signed only while it holds."""
    stands = standing(given_on=consent.given_on, until=consent.until, revoked_on=consent.revoked_on, day=today)
    notice = (
        "" if stands == Standing.HOLDS else _("Samtycket gäller inte: %(how)s.") % {"how": in_words(stands).lower()}
    )
    return _paper(
        name=name,
        unit=consent.unit.name,
        purpose=ConsentPurpose(consent.purpose),
        said=consent.wording,
        until=consent.until,
        notice=notice,
        signed=stands == Standing.HOLDS,
        given_on=consent.given_on,
    )


def _paper(
    *,
    name: str,
    unit: str,
    purpose: ConsentPurpose,
    said: str,
    until: date | None,
    notice: str,
    signed: bool,
    given_on: date | None = None,
) -> Report:
    yes, *told = said.split("\n")
    facts = [(_("Gäller från"), given_on)] if given_on else []
    return Report(
        title=_("Jag säger ja: %(what)s") % {"what": purpose.label.lower()},
        meta=[(_("Namn"), name), (_("Plats"), unit)],
        blocks=[
            *([Notice(notice)] if notice else []),
            Text(yes),
            *([Bullets(told)] if told else []),
            Facts([*facts, (_("Gäller till och med"), until)], unknown=_("jag tar tillbaka det")),
            Heading(_("Du bestämmer")),
            Text(str(NEVER_NEEDED)),
            Text(f"{REVOCABLE} {TEXTS[purpose].revoked}"),
            *([SignatureLine(_("Den som säger ja"))] if signed else []),
        ],
        on_a_wall=True,
    )
