"""What words does the room use? Codes in English, words in Swedish."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What an exercise is counted in."""

    REPETITIONS = "repetitions", _("Antal gånger")
    SECONDS = "seconds", _("Tid")


class Progression(TextChoices):
    """When a dose becomes more. The therapist makes it so; nothing does it by itself."""

    EFFORT = "effort", _("När det känns lättare än målet två pass i rad")
    WEEKLY = "weekly", _("Lite varje vecka, om det går bra")
    THERAPIST = "therapist", _("Bara när den som gjort programmet säger det")


class Caution(TextChoices):
    """What to mind with an exercise. Chosen, never written: in friskvård there is no place for words about health."""

    HOLD_ON = "hold_on", _("Håll i dig hela tiden")
    SIT_DOWN = "sit_down", _("Ha en stol bakom dig")
    COMPANY = "company", _("Ha någon bredvid dig")
    BREATHE = "breathe", _("Andas lugnt, håll inte andan")
    NO_PAIN = "no_pain", _("Stanna när det gör ont")
    SLOWLY = "slowly", _("Gör rörelsen långsamt")


class Noted(TextChoices):
    """Who fills in a session: the person together with somebody, or staff by themselves, when they are guided."""

    TOGETHER = "together", _("Tillsammans med den som tränar")
    STAFF = "staff", _("Personal på egen hand")


class Place(TextChoices):
    """Where a caregiver keeps its journal."""

    HERE = "here", _("I Livskraft")
    ELSEWHERE = "elsewhere", _("I ett annat journalsystem")


class Lives(TextChoices):
    """Who may be a patient in the minigym. Source: 000 Rehabilitering (those who live in the house, or nearby)."""

    IN_THE_HOUSE = "in_the_house", _("På trygghetsboendet")
    NEARBY = "nearby", _("I närheten")


class Heading(TextChoices):
    """The parts of a note. Source: PDL 3:6; which parts a profession writes is in `rules/notes.py`."""

    REASON = "reason", _("Kontaktorsak")
    BACKGROUND = "background", _("Bakgrund")
    STATUS = "status", _("Status")
    ASSESSMENT = "assessment", _("Bedömning")
    MEASURES = "measures", _("Åtgärder")
    INFORMATION = "information", _("Information och patientens val")
    DECLINED = "declined", _("Vård som patienten avstått från")
    PLAN = "plan", _("Planering")


class NoteKind(TextChoices):
    """What a note is about."""

    BEGINNING = "beginning", _("Inledande bedömning")
    SESSION = "session", _("Besök")
    CONTACT = "contact", _("Kontakt utan besök")
    SUMMARY = "summary", _("Sammanfattning")


class Outcome(TextChoices):
    """How it went with a goal."""

    REACHED = "reached", _("Nått")
    PARTLY = "partly", _("Delvis nått")
    NOT_REACHED = "not_reached", _("Inte nått")


class Lifted(TextChoices):
    """On what ground a block is opened. Source: PDL 4:5."""

    CONSENT = "consent", _("Patienten samtycker")
    EMERGENCY = "emergency", _("Fara för patientens liv, eller annars allvarlig risk för hälsan")


class NoIntroduction(TextChoices):
    """Why nobody was introduced to friskvård. Source: 000 Rehabilitering asks for it before the period ends."""

    DECLINED = "declined", _("Patienten vill inte")
    TOO_ILL = "too_ill", _("Hälsan tillåter det inte")
    MOVED = "moved", _("Patienten har flyttat")
    DIED = "died", _("Patienten har avlidit")
    ALREADY = "already", _("Patienten tränar redan i friskvården")
    HANDED_OVER = "handed_over", _("Patienten lämnades över till en annan vårdgivare")
    OTHER = "other", _("Annat skäl")


# What a therapist can answer: that the patient was handed over is written by the handover itself.
ANSWERS = tuple(each for each in NoIntroduction if each != NoIntroduction.HANDED_OVER)


class Mistake(TextChoices):
    """Why a session is removed. Chosen, never written, so that nothing is said of anybody's health."""

    OTHER_PERSON = "other_person", _("Det var någon annan som tränade")
    OTHER_DAY = "other_day", _("Det var en annan dag")
    NOT_HELD = "not_held", _("Passet blev inte av")
    TWICE = "twice", _("Det är inskrivet på två ställen")
