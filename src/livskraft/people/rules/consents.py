"""In which words does a person say yes, what does taking it back mean, and what is never asked for?"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.people.rules.vocabulary import ConsentPurpose


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What is read to the person: `yes` names the recipient, `told` is what they must know before they answer.

    `source` says where the words come from; [K] when no text was read, so that a lawyer here looks at them first.
    """

    yes: "str | Promise"
    told: "tuple[str | Promise, ...]"
    revoked: "str | Promise"
    source: "str | Promise"


TEXTS: dict[ConsentPurpose, ConsentText] = {
    ConsentPurpose.ASSOCIATION: ConsentText(
        yes=lazy(
            "Jag säger ja till att %(unit)s lämnar mitt förnamn, vilka gånger jag är med och det praktiska som jag "
            "själv vill berätta till %(recipient)s."
        ),
        told=(
            lazy("Föreningen får aldrig veta om jag har en sjukdom eller får hjälp av kommunen."),
            lazy("Jag väljer själv vilka praktiska saker föreningen får veta, till exempel att jag hör dåligt."),
        ),
        revoked=lazy(
            "Vi slutar lämna uppgifter till föreningen från den dagen. Det som redan är lämnat ber vi dem att ta bort."
        ),
        source=lazy("domain.md 1.5 och 1.7: OSL (2009:400) 10:1 och 12:2, EU 2016/679 art. 7. Ordvalet: [K]"),
    ),
    ConsentPurpose.PHOTO: ConsentText(
        yes=lazy("Jag säger ja till att %(recipient)s använder bilder där jag syns, från %(unit)s."),
        told=(
            lazy("Jag får säga till när som helst att jag inte vill vara med på bild."),
            lazy("En bild som har spritts av någon annan går inte alltid att få bort."),
        ),
        revoked=lazy("Vi tar inga fler bilder, och tar bort dem som vi själva har visat."),
        source=lazy("domain.md 1.7: EU 2016/679 art. 7. Ordvalet: [K]"),
    ),
    ConsentPurpose.RESEARCH: ConsentText(
        yes=lazy("Jag säger ja till att %(unit)s lämnar uppgifter om mig till %(recipient)s för forskning."),
        told=(
            lazy("Forskaren ska själv berätta för mig vad studien handlar om, innan jag är med."),
            lazy("Ingen ska kunna känna igen mig i det som skrivs om studien."),
        ),
        revoked=lazy(
            "Vi lämnar inga fler uppgifter från den dagen. Det som redan har lämnats får forskaren behålla om lagen "
            "tillåter det."
        ),
        source=lazy("domain.md 1.7: EU 2016/679 art. 7 och 89. Ordvalet och vad forskaren får behålla: [K]"),
    ),
}
# Source: domain.md 1.7 (DSL 3:5): the work rests on the law, never on a yes.
NEVER_NEEDED = lazy(
    "Du behöver inte säga ja. Du får vara med och få hjälp precis som vanligt även om du säger nej. Det som "
    "personalen måste skriva upp för att göra sitt arbete bygger på lagen och inte på att du säger ja."
)
REVOCABLE = lazy("Du kan när som helst ta tillbaka ditt ja. Säg det till någon i personalen, på det sätt du vill.")


def wording(purpose: ConsentPurpose, *, recipient: str, unit: str) -> str:
    """The whole text as it is read, printed and kept: the yes on its first line, what one must know on the others."""
    text = TEXTS[purpose]
    yes = str(text.yes) % {"recipient": " ".join(recipient.split()), "unit": unit}
    return "\n".join([yes, *(str(each) for each in text.told)])


class Standing:
    """How a consent stands on a day."""

    HOLDS, EXPIRED, REVOKED, LATER = "holds", "expired", "revoked", "later"


def standing(*, given_on: date, until: date | None, revoked_on: date | None, day: date) -> str:
    """A day that is named as the last still counts; the day it is taken back does not."""
    if revoked_on is not None and revoked_on <= day:
        return Standing.REVOKED
    if day < given_on:
        return Standing.LATER
    return Standing.EXPIRED if until is not None and until < day else Standing.HOLDS


def in_words(how_it_stands: str) -> str:
    return {
        Standing.HOLDS: _("Gäller"),
        Standing.EXPIRED: _("Har gått ut"),
        Standing.REVOKED: _("Återkallat"),
        Standing.LATER: _("Gäller inte än"),
    }[how_it_stands]
