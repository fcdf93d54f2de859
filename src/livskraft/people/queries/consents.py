"""Has a person said yes to something, and what have they said yes to at all?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.kit.names import name_key
from livskraft.kit.partial_date import PartialDate
from livskraft.people.holdings import Line
from livskraft.people.models import Consent, Person
from livskraft.people.queries.persons import all_ids
from livskraft.people.rules.vocabulary import ConsentPurpose


def has_consent(person: Person, purpose: ConsentPurpose, recipient: str, day: date) -> bool:
    """Whether a yes for that purpose and that recipient holds on `day`; one query.

    Recipients are compared as names are: capitals and spaces make no difference, anything else does.
    """
    given = (
        Consent.objects.filter(Q(person=person) | Q(person__merged_into=person), purpose=purpose, given_on__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))
        .values_list("recipient", flat=True)
    )
    return name_key(recipient) in {name_key(each) for each in given}


def consents_of(person: Person) -> QuerySet[Consent]:
    """All that stand under the person or under those merged into them, the latest first."""
    return Consent.objects.filter(person__in=all_ids(person)).select_related("unit", "recorded_by", "revoked_by")


def last_notes(persons: Sequence[int]) -> Mapping[int, date]:
    """The latest day on which each of them said yes or took it back."""
    found = Consent.objects.filter(person__in=persons).values_list("person")
    return dict(found.annotate(last=Max(Greatest("given_on", Coalesce("revoked_on", "given_on")))).order_by())


def export(persons: Sequence[int]) -> Iterator[Line]:
    """What, to whom and whether it still holds; the words themselves stand with the consent."""
    found = Consent.objects.filter(person__in=persons)
    for consent in found.annotate(whose=Coalesce("person__merged_into", "person")):
        words = [str(consent)]
        if consent.revoked_on:
            words.append(_("återkallat %(day)s") % {"day": PartialDate.of(consent.revoked_on).text})
        elif consent.until:
            words.append(_("till och med %(day)s") % {"day": PartialDate.of(consent.until).text})
        yield Line(
            on=consent.given_on,
            text=", ".join(words),
            unit_id=consent.unit_id,
            url=reverse("consents", args=[consent.whose]),
        )
