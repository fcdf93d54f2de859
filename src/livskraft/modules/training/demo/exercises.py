"""Which exercises has the demo municipality, and from which of them does one begin? Our own words and drawings."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.files import content
from livskraft.modules.minigym.public import equipment_kinds
from livskraft.modules.training.actions.exercises import Told, add_exercise, retire_exercise
from livskraft.modules.training.actions.templates import add_template
from livskraft.modules.training.demo.measurements import MAJA
from livskraft.modules.training.demo.pictures import drawn
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.rules.vocabulary import Measure

WRITTEN_AGO, RETIRED_AGO = 230, 60
TIMES, TIME = Measure.REPETITIONS, Measure.SECONDS


@dataclass(frozen=True, slots=True)
class Written:
    """`picture` is a drawing and what it shows; `instead` comes before in the list, so that it is there to name."""

    name: str
    steps: tuple[str, ...]
    warning: str = ""
    measure: Measure = TIMES
    kind: str = ""
    loaded: bool = False
    instead: str = ""
    picture: tuple[str, str] = ("", "")


RISE, HEELS, KNEE, WALL = "Resa sig från stol", "Tåhävning med stöd", "Sträcka ut benet", "Armhävning mot vägg"
ONE_LEG, TANDEM, LINE, MARCH = "Stå på ett ben", "Stå hälen mot tån", "Gå på linje", "Marschera på stället"
BLADES, ARMS_UP, TURN, BACKWARDS = "Dra ihop skulderbladen", "Sträcka armarna uppåt", "Vrida överkroppen", "Ben bakåt"
PRESS, HEELS_AT_BARS, STEP_UP, PAD = "Pressa med benen", "Tåhävning vid ribbstol", "Kliva upp och ner", "Stå på platta"
NO_HOLDING_BREATH = "Andas lugnt hela tiden."
CHAIR_STANDS = "Ställ stolen mot en vägg, så att den inte glider."

EXERCISES = (
    Written(
        RISE,
        (
            "Sätt dig långt fram på stolen, med fötterna under knäna.",
            "Luta dig framåt tills näsan är över tårna.",
            "Res dig tills du står rak.",
            "Sätt dig långsamt ner igen.",
        ),
        f"{CHAIR_STANDS} Ta hjälp av händerna om du behöver.",
        picture=("sit_to_stand", "En person sitter långt fram på en stol och lutar sig framåt, och står sedan rak."),
    ),
    Written(
        HEELS,
        (
            "Ställ dig bakom en stadig stol och håll i ryggstödet.",
            "Res dig på tå så högt du kan.",
            "Räkna till två.",
            "Sänk hälarna långsamt.",
        ),
        "Håll i dig hela tiden.",
        picture=("heel_raise", "En person håller i en stol, och reser sig på tå."),
    ),
    Written(
        BACKWARDS,
        (
            "Håll i ryggstödet på en stol och stå rak.",
            "För ett ben rakt bakåt, utan att luta dig.",
            "Räkna till två och för tillbaka benet.",
            "Byt ben.",
        ),
        "Svanka inte. Det räcker att benet kommer en bit bakåt.",
        picture=("leg_back", "En person håller i en stol och för ett ben rakt bakåt."),
    ),
    Written(
        KNEE,
        (
            "Sitt långt in på stolen, med ryggen mot ryggstödet.",
            "Sträck ut ett ben tills knäet är rakt.",
            "Räkna till tre och sänk långsamt.",
            "Byt ben.",
        ),
        picture=("knee_out", "En person sitter på en stol och sträcker ut ett ben rakt fram."),
    ),
    Written(
        WALL,
        (
            "Stå en armlängd från väggen och sätt händerna i axelhöjd.",
            "Böj armarna så att näsan närmar sig väggen.",
            "Tryck ifrån tills armarna är raka.",
        ),
        "Ha skor som inte glider. Håll kroppen rak som en planka.",
        picture=("wall_press", "En person lutar sig mot en vägg med raka armar, och böjer sedan armarna."),
    ),
    Written(
        ONE_LEG,
        (
            "Ställ dig bredvid en stadig stol och håll i ryggstödet.",
            "Lyft en fot från golvet.",
            "Titta rakt fram och stå stilla.",
            "Byt fot.",
        ),
        "Håll i dig med en hand tills det känns säkert.",
        TIME,
        picture=("one_leg", "En person håller i en stol med ena handen och lyfter en fot."),
    ),
    Written(
        TANDEM,
        (
            "Ställ dig bredvid en stol och håll i ryggstödet.",
            "Sätt den ena fotens häl framför den andra fotens tår.",
            "Stå stilla och titta rakt fram.",
            "Byt fot.",
        ),
        "Räcker det inte till att stå hälen mot tån, så ha en bit emellan.",
        TIME,
        picture=("tandem", "En person står med ena foten rakt framför den andra och håller i en stol."),
    ),
    Written(
        LINE,
        (
            "Välj en rak linje i golvet längs en vägg.",
            "Gå framåt med en fot i taget på linjen.",
            "Vänd lugnt och gå tillbaka.",
        ),
        "Gå så nära väggen att du når den med handen.",
        TIME,
        picture=("line", "En person går på en rak linje i golvet."),
    ),
    Written(
        MARCH,
        (
            "Stå rak, med något att hålla i bredvid dig.",
            "Lyft ett knä så högt du kan.",
            "Sätt ner foten och lyft det andra knäet.",
            "Låt armarna följa med.",
        ),
        "Gå i en takt där du kan prata.",
        TIME,
        picture=("march", "En person går på stället med höga knän, och låter armarna följa med."),
    ),
    Written(
        "Sidosteg",
        (
            "Ställ dig vänd mot en vägg eller en bänk, med händerna på den.",
            "Ta fem steg åt höger.",
            "Ta fem steg tillbaka åt vänster.",
        ),
        "Lyft fötterna. Kryssa dem inte.",
    ),
    Written(
        BLADES,
        (
            "Sitt rak, en bit från ryggstödet.",
            "Böj armarna och för armbågarna bakåt.",
            "Känn hur skulderbladen möts. Räkna till tre.",
            "Släpp efter.",
        ),
        "Sänk axlarna. " + NO_HOLDING_BREATH,
        picture=("shoulder_blades", "En person sitter på en stol och drar armbågarna bakåt."),
    ),
    Written(
        ARMS_UP,
        (
            "Sitt rak på en stol med armarna längs sidorna.",
            "För båda armarna framåt och uppåt så långt det går.",
            "Andas in och sträck på dig.",
            "Sänk armarna långsamt.",
        ),
        "Stanna innan det gör ont i axeln.",
        picture=("arms_up", "En person sitter på en stol och sträcker armarna rakt upp."),
    ),
    Written(
        TURN,
        (
            "Sitt rak, med fötterna i golvet.",
            "Korsa armarna över bröstet.",
            "Vrid överkroppen åt höger och titta över axeln.",
            "Vrid tillbaka, och sedan åt vänster.",
        ),
        "Låt höfterna sitta kvar.",
    ),
    Written(
        PRESS,
        (
            "Sätt fötterna mitt på plattan, en höftbredd isär.",
            "Håll i handtagen.",
            "Tryck ifrån tills benen nästan är raka.",
            "Gå långsamt tillbaka.",
        ),
        "Lås inte knäna. " + NO_HOLDING_BREATH,
        kind="Benpress",
        loaded=True,
        instead=RISE,
        picture=("leg_press", "En person sitter i en benpress och trycker ifrån tills benen är nästan raka."),
    ),
    Written(
        "Sträcka knäet i maskin",
        (
            "Sitt med knävecket mot sätets kant och dynan ovanför foten.",
            "Sträck ut benen långsamt.",
            "Räkna till två.",
            "Sänk långsamt.",
        ),
        "Stanna strax innan knäet är helt rakt.",
        kind="Bencurl/bensträck",
        loaded=True,
        instead=KNEE,
        picture=("knee_machine", "En person sitter i en maskin och sträcker ut benen mot en dyna."),
    ),
    Written(
        "Pressa framåt med armarna",
        (
            "Sitt med hela ryggen mot stödet.",
            "Fatta handtagen i brösthöjd.",
            "Tryck framåt tills armarna nästan är raka.",
            "Gå långsamt tillbaka.",
        ),
        NO_HOLDING_BREATH,
        kind="Chest press",
        loaded=True,
        instead=WALL,
        picture=("chest_press", "En person sitter i en maskin och pressar två handtag framåt."),
    ),
    Written(
        "Rodd",
        (
            "Sitt rak, med bröstet mot stödet.",
            "Fatta handtagen med raka armar.",
            "Dra armbågarna bakåt, tätt intill kroppen.",
            "Släpp långsamt fram igen.",
        ),
        "Rygga inte. Det är armarna som drar.",
        kind="Rodd sittande",
        loaded=True,
        instead=BLADES,
        picture=("row", "En person sitter i en maskin och drar ett handtag mot magen."),
    ),
    Written(
        "Dra ner linan",
        (
            "Ställ in linan högt och ta ett steg bakåt.",
            "Fatta handtaget med båda händerna.",
            "Dra ner mot magen.",
            "Släpp långsamt upp.",
        ),
        "Stå med fötterna brett.",
        kind="Pulley-drag",
        loaded=True,
        instead=BLADES,
        picture=("pulley", "En person står vid en maskin och drar ner en lina mot magen."),
    ),
    Written(
        "Böja armarna med hantlar",
        (
            "Sitt eller stå rak med en hantel i varje hand.",
            "Böj armarna tills hantlarna är vid axlarna.",
            "Sänk långsamt.",
        ),
        "Håll armbågarna intill kroppen.",
        kind="Hantelställ 1–10 kg",
        loaded=True,
        instead=WALL,
        picture=("dumbbells", "En person står med hantlar i händerna och böjer armarna."),
    ),
    Written(
        STEP_UP,
        (
            "Ställ dig framför brädan, med något att hålla i bredvid dig.",
            "Kliv upp med ena foten, sedan den andra.",
            "Kliv ner bakåt, en fot i taget.",
            "Byt den fot som går först.",
        ),
        "Sätt hela foten på brädan.",
        kind="Step-up bräda",
        instead=MARCH,
        picture=("step_up", "En person kliver upp på en låg bräda, och står sedan rak på den."),
    ),
    Written(
        HEELS_AT_BARS,
        (
            "Ställ dig vänd mot ribborna och håll i med båda händerna.",
            "Res dig på tå.",
            "Räkna till två.",
            "Sänk hälarna långsamt.",
        ),
        "Häng inte i armarna.",
        kind="Ribbstol",
        instead=HEELS,
        picture=("heel_raise_bars", "En person håller i en ribbstol, och reser sig på tå."),
    ),
    Written(
        PAD,
        (
            "Lägg plattan bredvid något stadigt att hålla i.",
            "Kliv upp med en fot i taget.",
            "Stå stilla och titta rakt fram.",
            "Kliv ner bakåt, en fot i taget.",
        ),
        "Släpp aldrig stödet helt när du är ensam.",
        TIME,
        "Balansplatta",
        instead=TANDEM,
        picture=("pad", "En person står på en mjuk platta och håller i en stol."),
    ),
    Written(
        "Gå mellan barrarna",
        (
            "Ställ dig mellan barrarna och håll i med båda händerna.",
            "Gå framåt med hälen först i golvet.",
            "Vänd lugnt och gå tillbaka.",
        ),
        "Ta korta steg när du vänder.",
        TIME,
        "Gåbarr",
        instead=LINE,
        picture=("between_bars", "En person går mellan två barrar och håller i dem."),
    ),
    Written(
        "Cykla lugnt",
        (
            "Ställ sadeln så att benet nästan är rakt när pedalen är längst ner.",
            "Trampa lätt den första minuten.",
            "Öka tills du kan prata, men inte sjunga.",
            "Trampa lätt igen innan du slutar.",
        ),
        "Vänta tills pedalerna står stilla innan du kliver av.",
        TIME,
        "Motionscykel",
        instead=MARCH,
        picture=("cycle", "En person sitter på en motionscykel."),
    ),
)
RETIRED = Written("Sit-ups", ("Lägg dig på rygg.", "Res överkroppen.", "Lägg dig långsamt ner."))
TEMPLATES = {
    "Starkare ben": (RISE, PRESS, HEELS, KNEE, STEP_UP),
    "Säkrare balans": (HEELS_AT_BARS, ONE_LEG, TANDEM, PAD, LINE),
    "Mjukare axlar och rygg": (ARMS_UP, BLADES, TURN, WALL),
}


@transaction.atomic
def library_demo(today: date) -> None:
    """The library as a therapist has built it up; nothing when there already are exercises."""
    if Exercise.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    therapist = held.get(user__name=MAJA, role=Role.PHYSIOTHERAPIST)

    def by(days_ago: int) -> Actor:
        return Actor(at=at(today - timedelta(days=days_ago), 14), user=therapist.user, assignment=therapist)

    kinds = {name: pk for pk, name in equipment_kinds()}
    made: dict[str, int] = {}
    for written in EXERCISES:
        made[written.name] = _added(written, kinds, made, by(WRITTEN_AGO)).pk
    retire_exercise(exercise=_added(RETIRED, kinds, made, by(WRITTEN_AGO)), by=by(RETIRED_AGO))
    for name, exercises in TEMPLATES.items():
        add_template(name=name, exercises=[made[each] for each in exercises], by=by(WRITTEN_AGO - 1))


def _added(written: Written, kinds: dict[str, int], made: dict[str, int], by: Actor) -> Exercise:
    key, shows = written.picture
    picture = content.picture(SimpleUploadedFile(f"{written.name}.png", drawn(key))) if key else None
    return add_exercise(
        told=Told(
            name=written.name,
            steps="\n".join(written.steps),
            kind=kinds[written.kind] if written.kind else None,
            warning=written.warning,
            measure=written.measure,
            loaded=written.loaded,
            alternative=made[written.instead] if written.instead else None,
            picture_text=shows,
        ),
        picture=picture,
        by=by,
    )
