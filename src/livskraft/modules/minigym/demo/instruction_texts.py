"""What do the demo's instructions say? Our own wording, kind by kind, in Swedish and some of them in more languages."""

# purpose, who asks first, set-up, steps, first load, warnings, muscles
Words = tuple[str, str, str, str, str, str, str]
PARTS = ("purpose", "ask_first", "set_up", "how_to", "first_load", "warnings", "muscles")

_HEART = "Fråga personalen först om du får ont i bröstet, blir yr eller nyligen har varit på sjukhus."
_STOP = "Sluta om du får ont, blir yr eller ovanligt andfådd. Säg till personalen."

SWEDISH: dict[str, Words] = {
    "Motionscykel": (
        "Bra för hjärtat och orken, och skonsam mot knäna.",
        _HEART,
        "Ställ sadeln så högt att benet nästan är rakt när pedalen är längst ner.\n"
        "Spänn fotremmen så att foten sitter.",
        "Håll i styret när du kliver på.\n"
        "Trampa lugnt i fem minuter.\n"
        "Öka motståndet ett steg om du kan prata men inte "
        "sjunga.\n"
        "Trampa lugnt igen i två minuter innan du slutar.\n"
        "Vänta tills pedalerna står stilla och kliv av.",
        "Motstånd 1 i fem till tio minuter.",
        _STOP,
        "Lår, vader och säte.",
    ),
    "Benpress": (
        "Stärker benen, så att det blir lättare att resa sig och gå i trappor.",
        "Fråga fysioterapeuten först om du har en ny höftled eller knäled, eller ont i ryggen.",
        "Ställ sätet så att knäna är böjda ungefär som när du sitter på en stol.\nSätt sprinten i vikten.",
        "Sätt fötterna mitt på plattan, en höftbredd isär.\n"
        "Håll i handtagen.\nTryck ifrån tills benen nästan är raka.\n"
        "Gå långsamt tillbaka.\n"
        "Vila en minut och gör om.",
        "Två gånger tio med en vikt som känns lätt.",
        "Lås inte knäna. Håll inte andan: andas ut när du trycker. " + _STOP,
        "Lår och säte.",
    ),
    "Ribbstol": (
        "Något stadigt att hålla i när du övar balans, tåhävningar och att sträcka på dig.",
        "Fråga personalen först om du ofta ramlar. Då övar ni tillsammans.",
        "Ta på dig skor som sitter bra. Se till att golvet är torrt.",
        "Ställ dig vänd mot ribborna och håll i med båda händerna.\n"
        "Res dig på tå och sänk dig långsamt.\n"
        "Lyft en fot i "
        "taget och räkna till tio.\n"
        "Vänd ryggen mot och sträck på dig.",
        "Fem tåhävningar och två lyft med varje fot.",
        "Klättra inte. Häng inte i armarna. " + _STOP,
        "Vader, fötter och hållning.",
    ),
    "Balansplatta": (
        "Övar balansen, så att du står säkrare.",
        "Fråga personalen först om du har ramlat det senaste året.",
        "Lägg plattan på golvet bredvid en ribbstol eller ett stadigt bord.",
        "Håll i dig med båda händerna och kliv upp, en fot i taget.\n"
        "Stå stilla och titta rakt fram.\n"
        "Släpp med en hand "
        "när det känns säkert.\n"
        "Kliv ner bakåt, en fot i taget.",
        "Tio sekunder, tre gånger.",
        "Ha alltid något att hålla i. " + _STOP,
        "Fötter, vader och bål.",
    ),
    "Recumbentcykel": (
        "Tränar hjärta och ork sittande, med stöd för ryggen. Lätt att kliva på.",
        _HEART,
        "Vrid sätet utåt, sätt dig och vrid tillbaka. Ställ sätet så att knäna aldrig blir helt raka.",
        "Sätt fötterna på pedalerna och händerna på handtagen.\n"
        "Trampa och dra i lugn takt.\n"
        "Öka motståndet om du kan "
        "prata men inte sjunga.\n"
        "Sluta långsamt.",
        "Motstånd 1–2 i fem minuter.",
        _STOP,
        "Ben, armar och bål.",
    ),
    "Bencurl/bensträck": (
        "Stärker lårets fram- och baksida, som du behöver när du sätter dig och reser dig.",
        "Fråga fysioterapeuten först om du har ont i ett knä eller är opererad i knäet.",
        "Ställ ryggstödet så att knävecket ligger mot sätets kant. Dynan ska ligga strax ovanför foten.",
        "Välj bensträck eller bencurl på spaken.\n"
        "Sträck eller böj benen långsamt.\n"
        "Håll kvar en sekund.\n"
        "Gå långsamt "
        "tillbaka.",
        "En gång åtta med den lättaste vikten.",
        "Ryck inte. " + _STOP,
        "Lårens fram- och baksida.",
    ),
    "Gåbarr": (
        "Öva att gå med något att hålla i på båda sidor.",
        "Fråga personalen först om du behöver hjälp att resa dig.",
        "Ställ stängerna i höjd med handlederna. Låt rullatorn stå vid den ena änden.",
        "Håll i båda stängerna och res dig.\n"
        "Gå framåt och titta rakt fram.\n"
        "Vänd dig om och gå tillbaka.\n"
        "Pröva att gå "
        "med längre steg.",
        "Två gånger fram och tillbaka.",
        "Stanna och sätt dig om du blir trött. " + _STOP,
        "Ben och hållning.",
    ),
    "Chest press": (
        "Stärker bröst och armar, så att det blir lättare att trycka sig upp ur en stol.",
        "Fråga fysioterapeuten först om du har ont i en axel eller är opererad i bröstet.",
        "Ställ sätet så att handtagen är mitt för bröstet.",
        "Sitt med hela ryggen mot stödet.\nTryck handtagen framåt tills armarna nästan är raka.\nGå långsamt tillbaka.",
        "Två gånger åtta med den lättaste vikten.",
        "Håll inte andan. " + _STOP,
        "Bröst, axlar och armarnas baksida.",
    ),
    "Step-up bräda": (
        "Övar att gå upp och ner, som i en trappa eller på en buss.",
        "Fråga personalen först om du har ramlat det senaste året.",
        "Lägg brädan intill en ribbstol, på lägsta höjd.",
        "Håll i dig.\nKliv upp med den ena foten och sedan den andra.\nKliv ner bakåt.\nByt fot att börja med.",
        "Fem gånger med varje fot.",
        "Hela foten ska stå på brädan. " + _STOP,
        "Lår, säte och vader.",
    ),
    "Rodd sittande": (
        "Stärker ryggen och hjälper dig att sitta och stå rakt.",
        "Fråga fysioterapeuten först om du har ont i ryggen eller en axel.",
        "Ställ bröststödet så att du når handtagen med raka armar.",
        "Luta bröstet mot stödet.\nDra armbågarna bakåt.\nDra ihop skulderbladen en sekund.\nGå långsamt tillbaka.",
        "Två gånger åtta med den lättaste vikten.",
        "Ryck inte. Håll inte andan. " + _STOP,
        "Rygg, skuldror och armarnas framsida.",
    ),
    "Hantelställ 1–10 kg": (
        "Lösa vikter för armar och axlar.",
        "Fråga personalen först om du är ovan. Då väljer ni vikt tillsammans.",
        "Sitt på en stadig stol eller stå nära en vägg.",
        "Ta en vikt i varje hand.\n"
        "Böj armarna så att vikterna kommer mot axlarna.\n"
        "Sänk långsamt.\n"
        "Ställ tillbaka "
        "vikterna i stället.",
        "1–2 kg, åtta gånger.",
        "Lägg aldrig vikter på golvet där någon går. " + _STOP,
        "Armar och axlar.",
    ),
    "Armcykel": (
        "Tränar hjärta och armar sittande. Bra när benen inte orkar.",
        _HEART,
        "Ställ vevarna i höjd med axlarna. Bromsa rullstolen om du sitter i en.",
        "Håll löst om handtagen.\nVeva framåt i lugn takt i två minuter.\nVeva bakåt i två minuter.\nVila och gör om.",
        "Lägsta motstånd i fyra minuter.",
        _STOP,
        "Armar, axlar och övre ryggen.",
    ),
    "Pulley-drag": (
        "Stärker rygg och armar, och övar hållningen.",
        "Fråga fysioterapeuten först om du har ont i en axel eller är opererad där.",
        "Ställ handtaget i den höjd du ska dra från. Sätt sprinten i vikten och känn att den sitter.",
        "Stå med ena foten framför den andra.\n"
        "Dra handtaget mot dig.\n"
        "Håll kvar en sekund.\n"
        "Låt det gå långsamt "
        "tillbaka.",
        "En gång åtta med den lättaste vikten.",
        "Släpp aldrig handtaget när vikten är uppe. " + _STOP,
        "Rygg, axlar och armar.",
    ),
    "Crosstrainer": (
        "Tränar hjärta, ben och armar stående, utan stötar.",
        _HEART + " Fråga också om du har svårt att hålla balansen.",
        "Ställ motståndet på 1. Se till att du når nödstoppet.",
        "Håll i det fasta styret och kliv på, den ena foten först.\n"
        "Börja gå långsamt.\n"
        "Ta i de rörliga handtagen när du "
        "hittat takten.\n"
        "Sakta in och håll i det fasta styret innan du kliver av.",
        "Motstånd 1 i tre minuter.",
        "Kliv aldrig av medan den rör sig. " + _STOP,
        "Ben, säte och armar.",
    ),
    "Träningsbänk, bred": (
        "En bred bänk att ligga och sitta på när du tränar mage, rygg och ben.",
        "Fråga personalen först om du blir yr när du lägger dig eller reser dig.",
        "Ställ bänken i den höjd där du lätt sätter dig. Kontrollera att den är låst.",
        "Sätt dig mitt på bänken.\n"
        "Lägg dig på sidan och rulla över på rygg.\nBöj knäna och lyft rumpan.\nSänk långsamt.\n"
        "Rulla över på sidan och tryck dig upp.",
        "Fem lyft.",
        "Sitt kvar en minut innan du reser dig. " + _STOP,
        "Mage, rygg och säte.",
    ),
    "Axelsnurra": (
        "Mjukar upp en stel axel.",
        "Fråga fysioterapeuten först om du nyligen har skadat axeln.",
        "Ställ hjulet så att mitten är i höjd med din axel.",
        "Stå med sidan mot väggen.\nTa i handtaget.\nVrid hjulet sakta framåt tio varv.\nVrid bakåt tio varv.",
        "Fem varv åt varje håll.",
        "Vrid bara så långt det går utan att göra ont. " + _STOP,
        "Axel och skuldra.",
    ),
}

# What Benpress said before a stop was added to the machine; the rest was the same.
EARLIER_SET_UP = "Ställ sätet så att knäna är böjda ungefär som när du sitter på en stol."
EARLIER_STEPS = (
    "Sätt fötterna mitt på plattan.\nHåll i handtagen.\nTryck ifrån tills benen nästan är raka.\nGå långsamt tillbaka."
)

# kind, language → the machine's name and its words
TRANSLATED: dict[tuple[str, str], tuple[str, Words]] = {
    ("Motionscykel", "en"): (
        "Exercise bike",
        (
            "Good for your heart and stamina, and gentle on the knees.",
            "Ask the staff first if you get chest pain, feel dizzy or have recently been in hospital.",
            "Set the saddle so high that your leg is almost straight when the pedal is at its lowest.\n"
            "Tighten the strap "
            "so that the foot stays in place.",
            "Hold the handlebar as you get on.\n"
            "Pedal gently for five minutes.\n"
            "Add one step of resistance if you can "
            "talk but not sing.\n"
            "Pedal gently again for two minutes before you stop.\n"
            "Wait until the pedals are still, "
            "then get off.",
            "Resistance 1 for five to ten minutes.",
            "Stop if it hurts, if you feel dizzy or unusually short of breath. Tell the staff.",
            "Thighs, calves and buttocks.",
        ),
    ),
    ("Motionscykel", "fi"): (
        "Kuntopyörä",
        (
            "Hyväksi sydämelle ja kunnolle, ja hellävarainen polville.",
            "Kysy ensin henkilökunnalta, jos sinulla on rintakipua tai huimausta tai olet äskettäin ollut sairaalassa.",
            "Säädä satula niin korkealle, että jalka on melkein suora, kun poljin on alimmillaan.\n"
            "Kiristä hihna niin, "
            "että jalka pysyy paikallaan.",
            "Pidä kiinni ohjaustangosta, kun nouset pyörälle.\n"
            "Polje rauhallisesti viisi minuuttia.\n"
            "Lisää vastusta yksi "
            "pykälä, jos pystyt puhumaan mutta et laulamaan.\n"
            "Polje vielä rauhallisesti kaksi minuuttia ennen kuin "
            "lopetat.\n"
            "Odota, että polkimet pysähtyvät, ja nouse pois.",
            "Vastus 1, viidestä kymmeneen minuuttia.",
            "Lopeta, jos tunnet kipua tai huimausta tai hengästyt tavallista enemmän. Kerro henkilökunnalle.",
            "Reidet, pohkeet ja pakarat.",
        ),
    ),
    ("Motionscykel", "ar"): (
        "دراجة التمرين",
        (
            "مفيدة للقلب والقدرة على التحمّل، ولطيفة على الركبتين.",
            "اسأل الموظفين أولاً إذا كنت تشعر بألم في الصدر أو بدوخة، أو إذا كنت في المستشفى مؤخراً.",
            "اضبط ارتفاع المقعد بحيث تكون الساق شبه مستقيمة عندما تكون الدواسة في أسفل نقطة.\n"
            "شدّ الحزام حتى تثبت القدم.",
            "أمسك بالمقود عند الصعود.\n"
            "حرّك الدواسات بهدوء لمدة خمس دقائق.\n"
            "زِد المقاومة درجة واحدة إذا كنت تستطيع الكلام "
            "ولا تستطيع الغناء.\n"
            "حرّك الدواسات بهدوء مرة أخرى لمدة دقيقتين قبل أن تتوقف.\n"
            "انتظر حتى تتوقف الدواسات ثم انزل.",
            "المقاومة 1 لمدة خمس إلى عشر دقائق.",
            "توقف إذا شعرت بألم أو دوخة أو ضيق في التنفس غير معتاد. أخبر الموظفين.",
            "الفخذان والساقان والأرداف.",
        ),
    ),
    ("Benpress", "ar"): (
        "جهاز دفع الساقين",
        (
            "يقوّي الساقين، فيصبح النهوض وصعود الدرج أسهل.",
            "اسأل أخصائي العلاج الطبيعي أولاً إذا كان لديك مفصل ورك أو ركبة جديد، أو ألم في الظهر.",
            "اضبط المقعد بحيث تكون الركبتان مثنيتين كما في الجلوس على كرسي.",
            "ضع القدمين في منتصف اللوح.\nأمسك بالمقابض.\nادفع حتى تصبح الساقان شبه مستقيمتين.\nارجع ببطء.",
            "مرتان، عشر مرات في كل مرة، بوزن خفيف.",
            "لا تمدّ الركبتين بالكامل. لا تحبس نفسك: أخرج الهواء عند الدفع. توقف إذا شعرت بألم أو دوخة. أخبر الموظفين.",
            "الفخذان والأرداف.",
        ),
    ),
    ("Benpress", "en"): (
        "Leg press",
        (
            "Makes your legs stronger, so that it is easier to stand up and climb stairs.",
            "Ask the physiotherapist first if you have a new hip or knee, or back pain.",
            "Set the seat so that your knees are bent about as when you sit on a chair.\nPut the pin in the weight.",
            "Place your feet in the middle of the plate, hip-width apart.\n"
            "Hold the handles.\n"
            "Push until your legs are "
            "almost straight.\n"
            "Go back slowly.\n"
            "Rest for a minute and do it again.",
            "Ten times, twice, with a weight that feels light.",
            "Do not lock your knees. Do not hold your breath: breathe out as you push. Stop if it hurts or you feel "
            "dizzy. Tell the staff.",
            "Thighs and buttocks.",
        ),
    ),
}
