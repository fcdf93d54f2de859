"""What is an activity called, when a pasted line adds a leader, a room or a remark to its name?"""

import re

MOST = 120
LETTER = re.compile(r"[^\W\d_]{2,}|^[^\W\d_]$")
LABEL = re.compile(r"^(?:aktivitet|vad|program|rubrik|tema)\s*:\s*", re.I)
# After these a dash opens the topic, which belongs to the name; after others it opens a remark.
TOPICAL = re.compile(
    r"(?:föreläsning\w*|föredrag|film\w*|tema\w*|bild\w*|konsert\w*|musik\w*|underhållning|utflykt|resa|"
    r"bussresa|bok\w*|kurs|studiecirkel|cirkel|workshop|"
    r"quiz|frågesport|information|info|samtal\w*|besök|utställning|teater|berättar\w*|högläsning|café|"
    r"kafé|opera|allsång\w*|dans\w*|modevisning)$",
    re.I,
)
DASH = re.compile(r"\s+[–—-]+\s+")
REMARK = re.compile(
    r"(?:ta|tag|med|vi|du|ni|kom|se|alla|för|ingen|inga|fri|drop-?in|sista|första|även|max)\b|obs|ledare|lokal|plats|start|"
    r"anmäl|föranm|medtag|samling|välkom|nybörjar|fika|kaffe|gratis|öppet",
    re.I,
)
QUOTED = re.compile(r"[”“\"«»].*?[”“\"«»]")
# A comma inside an enumeration of single words is part of the name: "Stickning, virkning och broderi".
ENUMERATION = re.compile(r"[^\W\d]+(?:,\s[^\W\d]+){1,4}\s(?:och|&|o)\s[^\W\d]+$")
SENTENCE_END = re.compile(
    r"(?<!\b[a-zåäö])(?<!\bkl)(?<!\bca)(?<!\bm)(?<!\bdr)(?<!\bbl)(?<!\bs:t)[.!?]+(?:\s+(?=[A-ZÅÄÖ\d(])|$)"
)
LABELLED = re.compile(r"\s+(?:plats|lokal|ledare|kostnad|pris|anmälan|arr|arrangör|info)\s*:.*$", re.I)
COLON_REMARK = re.compile(r"\s*:\s*(?:ledare|plats|lokal|anmälan|kostnad|pris|tid)\b.*$", re.I)
EDGES = re.compile(r"^[^\w(”“\"'»«]+|[^\w)”“\"'»«!?.]+$")
TAIL = re.compile(
    (
        r"\s+(?:kl\.?|klockan|erbjuds på|från|den|start|med start|varje|till|ca|mellan|erbjuds|på|i|hos|under|"
        r"pris|kostnad|kostar|entré|inkl\.?|á|à|a|för)$"
    ),
    re.I,
)


def has_words(text: str) -> bool:
    return LETTER.search(text.replace("\x01", " ").replace("\x02", " ").replace("\x03", " ").strip()) is not None


def title_alone(text: str) -> str:
    """A title that has its line to itself is kept whole."""
    text = LABEL.sub("", EDGES.sub("", text))
    return text.rstrip(".").strip() if len(text) <= MOST and has_words(text) else ""


def title_of(text: str) -> str:
    """The name without what is set off from it; empty if nothing that can be a name is left."""
    text = LABEL.sub("", EDGES.sub("", " ".join(text.split())))
    hidden = QUOTED.sub(lambda match: "\x00" * len(match.group()), text)
    cut = len(text)
    if not ENUMERATION.match(hidden):
        cut = min(cut, (hidden + ",").index(","))
    if end := SENTENCE_END.search(hidden):
        cut = min(cut, end.start() + (hidden[end.start()] in "!?"))
    dash = DASH.search(hidden, 0, cut)
    if dash and (REMARK.match(text, dash.end()) or not TOPICAL.search(text[: dash.start()])):
        cut = dash.start()
    cut = min(cut, (hidden + "(").index("("), (hidden + ";").index(";"))
    text = LABELLED.sub("", COLON_REMARK.sub("", text[:cut]))
    text = EDGES.sub("", text)
    while (shorter := EDGES.sub("", TAIL.sub("", text))) != text:
        text = shorter
    return text if len(text) <= MOST and has_words(text) else ""
