"""What do we write to the owner of the house about something that is broken?"""

from django.utils.translation import gettext as _

from livskraft.modules.minigym.models import Fault
from livskraft.modules.minigym.papers.letter import Letter
from livskraft.modules.minigym.papers.order import line
from livskraft.organisation.models import Contact, Unit


def about_fault(*, fault: Fault, owner: Unit, contact: Contact | None, address: str, sender: str) -> Letter:
    """Asks the owner of the house to mend a fixture, or something in the room itself.

    Source: 000 Service och underhåll av utrustning (what is fixed to the house is the property owner's).
    """
    place = f"{fault.gym.full_name}, {address}," if address else fault.gym.full_name
    return Letter(
        to=f"{owner}, {contact.name}" if contact and contact.name else str(owner),
        email=contact.email if contact else "",
        subject=_("Fel som behöver åtgärdas i %(gym)s") % {"gym": fault.gym.full_name},
        paragraphs=[
            _("Hej!"),
            _("I %(where)s har vi hittat ett fel på det som hör till fastigheten. Vi ber er åtgärda det:")
            % {"where": place},
        ],
        items=[f"{line(fault.item)}: {fault.told}" if fault.item else fault.told],
        closing=_(
            "Svara med vilken dag ni kan komma. Hör av er om ni behöver komma in i lokalen."
            "\n\nMed vänlig hälsning\n%(sender)s\n%(site)s"
        )
        % {"sender": sender, "site": fault.gym.site},
    )
