"""Which pasted lines are notices, closures, cancellations and headings rather than activities?"""

import re
from enum import StrEnum

from livskraft.modules.activities.rules.pasted_days import MONTH


class Word(StrEnum):
    MAIL = "mail"
    SUBJECT = "subject"
    SIGNATURE = "signature"
    MENU = "menu"
    NOTICE = "notice"
    SECTION = "section"


SUBJECT = re.compile(r"^(?:ämne|subject|rubrik)\s*:\s*", re.I)
# What a line is told by its first words. The first row that fits counts.
OPENINGS: tuple[tuple[Word, re.Pattern[str]], ...] = (
    (Word.MAIL, re.compile(
        r"^(?:från|skickat|till|kopia|hemlig kopia|from|sent|to|cc|bcc|bifogade filer|bilag\w+|svar till)\s*:|"
        r"^(?:sv|vb|re|fw)\s*:|^-+\s*ursprungligt", re.I)),
    (Word.SIGNATURE, re.compile(
        r"^(?:(?:med\s+)?(?:vänlig|varm|bästa|många|soliga|glada)\w*\s+häls|mvh\b|hälsningar|hälsar\b|"
        r"vänligen\b|allt gott|/\s*[^\W\d])", re.I)),
    (Word.MENU, re.compile(
        r"^(?:(?:veckans|dagens|månadens)\s+)?(?:lunch\s?-?meny\w*|matsedel\w*|matsedlar|meny(?:n)?\b|"
        r"veckans (?:lunch\w*|mat|soppa|soppor)|dagens (?:lunch\w*|rätt))", re.I)),
    # how to sign up, get there and pay
    (Word.NOTICE, re.compile(
        r"^(?:anmäl|föranmäl|bokning|boka\b|sista (?:anm|dag|\w+dag\b)|insläpp|entrén? öppn|dörr|lokalen öppn|samling|"
        r"avgång|avresa|återkomst|hemkomst|hemresa|swish|betal|kontant|medtag|tag? (?:gärna )?med|plats\s*:|lokal\s*:|"
        r"var\s*:|fullbok|få platser|antal platser|begränsa|max\s|först till|ingen (?:föranm|anm)|pris(?:er)?\s*:|"
        r"priser)", re.I)),
    # who answers
    (Word.NOTICE, re.compile(
        r"^(?:kontakta\b|kontakt\s*:|kontaktperson|frågor|ring\b|tel\b|tfn|telefon(?:tid|nummer|er)?\b|mobil\s*:|"
        r"mejla?\b|e-?post|maila?\b|adress|hitta hit|besöksadress|besök (?:oss|vår|gärna)|webb|www|http|ledare\s*:|"
        r"arrangör|i samarbete|medverkande|reception|expedition|exp\.|bemann|personal)", re.I)),
    # when it is open, and what is served
    (Word.NOTICE, re.compile(
        r"^(?:öppet\s*(?:$|:|tider|mån|tis|ons|tor|fre|vard|alla dagar|varje dag|dagligen|kl|\d)|öppettid|öppethåll|"
        r"ordinarie|serveras|servering|kaffe (?:finns|säljs)|fika (?:finns|säljs|till)|kök(?:et)?\b|matsalen?\b|"
        r"restaurangen?\b|lunch(?:en)?(?:\s+(?:\d|kl|mån|vard|alla|varje)|\s*:|$))", re.I)),
    # greetings and plain talk
    (Word.NOTICE, re.compile(
        r"^(?:obs\b|observera|ps\b|p\.s|nb\b|hej|god\s|glad\s|trevlig|varmt|välkom\w+\s*[!.]*$|vi\s|du\s|ni\s|jag\s|"
        r"man\s|det\s|den som|här\s|nu\s|kom (?:gärna|och|in|ihåg|i tid)\b|passa på|missa|glöm|tipsa|tänk på|tips\b|"
        r"ha det|tack\b|alla (?:är|hälsas)|för (?:mer|dig|alla|att|bokning|anmälan|frågor)|se (?:mer|även|anslag|info)|"
        r"läs mer|mer info|med reservation|reservation|ändringar|sidan|uppdaterad|senast (?:ändr|uppd)|publicerad|"
        r"sid(?:a|or)?\s*\d)", re.I)),
)  # fmt: skip
# Words that make a whole line a notice wherever they stand, for it then tells of something else than what is on.
ANYWHERE = re.compile(
    r"\bserver(?:as|ing av lunch)\b|\bserverar\b|\bhar öppet\b|\böppettid|\bhåller öppet\b|\binsläpp\b|"
    r"\bdörrarna\b|\böppn(?:ar|as)\b|\bmed reservation\b"
    r"|\bstänger\b|@|\bwww\.|https?:|\bglöm (?:inte|ej)\b|\bmeddelas senare\b|\bsenare besked\b|"
    r"\btid kommer\b|\bvi söker\b|\btelefontid|\bbemann|\bkan (?:köp|hyr|lån)"
    r"|\bflytt(?:as|ad|at) (?:till|från|fram)|\bsista anmälningsdag",
    re.I,
)
# A finite verb in what would be the name of the activity: the line is a sentence.
SENTENCE = re.compile(
    r"\b(?:är|var|har|hade|kan|ska|skall|ska+|blir|bli|finns|får|måste|bör|gäller|behöver|söker|önskar|"
    r"stannar|startar|slutar|avgår|går|åker|samlas|träffas|möts|ses|bjuder|erbjuder|bakar|ordnar|"
    r"fortsätter|kommer|"
    r"kostar|betalas|köps|säljs|bokas|hämtas|lämnas|sker|tar|ger|vill|vet|undrar|ringer|uteblir|utgår|"
    r"öppnar|stänger|välkomnar|hälsar|tackar|hoppas|parkeras|hänger|ligger|visas)\b",
    re.I,
)
DAY_SENTENCE = re.compile(
    r"^[\s,]*(?:(?:är|har|blir|var|ska|kan|får|firar|bjuder|kommer|går|åker|gäller|håller|börjar|startar|"
    r"öppnar|stänger|serveras|finns|tar|träffas|ses|samlas)\b)",
    re.I,
)

CANCELLED = re.compile(
    r"\binställ(?:d|t|da|s)\b|\bställs in\b|\butgår\b|\buteblir\b|\bavlys(?:t|es|ts)\b|\bframflytta[dt]\b|"
    r"\bskjuts (?:upp|fram)\b",
    re.I,
)
ONLY_CANCELLED = re.compile(r"(?:\w+\s+)?(?:är\s+)?(?:inställ(?:d|t|da)|utgår|avlyst)\b.{0,60}", re.I)

CLOSED_WORD = re.compile(
    r"\b(?:semester|sommar|jul|påsk|helg|vinter|höst|lov|midsommar)?stäng(?:t|d|da)\b|"
    r"\bvi stänger för (?:sommar|jul|säsong)\w*|\bingen verksamhet\b|^(?:sommar|jul|vinter|påsk|helg)?uppehåll\b",
    re.I,
)
# Closed for a part of the day, or a part of the house: no closed day.
PARTLY = re.compile(
    r"\bstäng\w*\s+(?:kl|från kl|efter|till kl|fram till|på (?:för|efter)middag|under (?:för|efter)middag|"
    r"redan|tidigare|halva)|(?:för|efter)middag|halvdag|delar av dagen|lunchstäng|redan kl|\bför lunch\b|"
    r"\blunchen\b"
    r"|\b(?:kök\w*|caf[eé]et?|kaf[eé]et?|cafeteria\w*|restaurang\w*|gym\w*|bibliotek\w*|reception\w*|"
    r"sal(?:en|ongen)|\w+sal(?:en)?|matsal\w*|snickeri\w*|verkstad\w*|\w*stuga(?:n)?|pool\w*|bassäng\w*|"
    r"bastu\w*|expedition\w*|telefon\w*|entré\w*|hiss\w*|toalett\w*|parkering\w*|väg(?:en)?|rum\w*|"
    r"ateljé\w*|frisör\w*|fotvård\w*)\s+(?:är\s+|har\s+|håller\s+)?stäng|stäng\w*\s+i\s+(?:kök|caf|kaf|"
    r"sal|bibl|gym)",
    re.I,
)
REOPENS = re.compile(
    r"[,.;–(-]?\s*(?:och\s+|men\s+)?(?:vi\s+|åter\s+)?(?:öppn\w+|öppet|åter\b|välkom\w+|vi ses).*$", re.I
)
CLOSED_LIST = re.compile(
    (
        r"^(?:stängda dagar|stängningsdagar|dagar (?:då )?vi har stängt|"
        r"vi har stängt(?: följande dagar)?\s*:$|stängt följande dagar|stängt\s*:$)"
    ),
    re.I,
)

SECTION = re.compile(
    r"program|aktivitet|träffpunkt|mötesplats|seniorträff|dagcentral|servicehus|seniorcenter|seniorkafé|"
    r"aktivitetshus|samlingspunkt|schema|kalendarium|kalender|på gång|händer|enstaka|särskilda datum|"
    r"bra att veta|övrig|återkommande|stående|"
    r"varje vecka|veckans|månadens|höst(?:en|ens)?\b|vår(?:en|ens)?\b|sommar(?:en|ens)?\b|vinter(?:n|"
    r"ns)?\b|öppettider|information|\binfo\b|utflykter|resor|föreläsningar|evenemang|studiecirklar|"
    r"cirklar|kurser|hälsa|kultur|lunch|meny|matsedel|café|kafé|välkommen till|nyheter|datum att",
    re.I,
)
SELDOM_SECTION = re.compile(
    (
        r"(?:varannan|var tredje|var fjärde) vecka\W*|(?:en|två) gång(?:er)? (?:i månaden|per månad)\W*|"
        r"varje månad\W*|varannan månad\W*"
    ),
    re.I,
)
PART_OF_DAY = re.compile(
    (
        r"(?:på\s+)?(?:förmiddag|eftermiddag|kväll|lunch(?:tid)?|mitt på dagen|morgon|dagtid|fm|em)(?:ar|en|"
        r"arna)?\.?:?"
    ),
    re.I,
)
HOLIDAY = (
    r"nyårsdagen|nyårsafton|trettondagsafton|trettondagen|trettondedag jul|skärtorsdag(?:en)?|"
    r"långfredag(?:en)?|påskafton|påskdagen|annandag påsk|valborg(?:smässoafton)?|första maj|"
    r"kristi himmelsfärds\s?dag(?:en)?|kristi himmelsfärd|"
    r"pingst\w*|nationaldagen|sveriges nationaldag|midsommarafton|midsommardagen|allhelgona\w*|"
    r"alla helgons dag|lucia(?:dagen)?|julafton|juldagen|annandag jul|klämdag|röd dag|helgdag|"
    r"internationella kvinnodagen|fettisdag(?:en)?|alla hjärtans dag|mors dag|fars dag"
)
HOLIDAYS = re.compile(rf"\b(?:{HOLIDAY})\b", re.I)
ONLY_MONTH = re.compile(
    rf"^\W*(?P<first>{MONTH})(?:\s*(?P<begins>20\d\d))?(?:\s*(?P<to>–|—|-|/|och|&|"
    rf"till)\s*(?P<last>{MONTH}))?(?:,?\s*(?:månad\s*)?(?P<year>20\d\d))?(?:\s*(?:månad|månads program|"
    rf"program))?\W*$",
    re.I,
)
MONTH_IN_TITLE = re.compile(
    (
        rf"(?<!\d )(?<!\d)(?<!\w)(?P<first>{MONTH})(?:\s*(?P<begins>20\d\d))?(?:\s*(?P<to>–|—|-|/|och|&|"
        rf"till)\s*(?P<last>{MONTH}))?(?:,?\s*(?P<year>20\d\d))?"
    ),
    re.I,
)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def opening(text: str) -> Word | None:
    """What the first words of a line say it is, if they are in the table."""
    return next((word for word, pattern in OPENINGS if pattern.search(text)), None)
