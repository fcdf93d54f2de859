"""What does a pasted line say once what cannot be seen, and the list mark before it, are gone?"""

import re
import unicodedata

# A programme for a year is far shorter; what is beyond is shown as it was, unread.
MOST_LINES = 2000
MOST_CHARACTERS = 80_000
MOST_ON_A_LINE = 600

LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
SPACES = re.compile(r"[^\S\t]")
# A slash opens a signature, a parenthesis or a quotation mark belongs to what follows; Word's second bullet is an o.
LIST_MARK = re.compile(r"^(?:o\t|\d{1,2}\)\s|\d{1,2}\.\s+(?=[A-ZÅÄÖ]))?[^\w(/”“\"'|]*")
RULE = re.compile(r"[\s|:+=_*~#.–—-]*")


def split_lines(text: str) -> list[str]:
    """The lines as they were written; an ending line break makes no line of its own."""
    lines = LINE_ENDS.split(text)
    return lines[:-1] if lines and not lines[-1] else lines


def visible(line: str) -> str:
    """One kind of space, no soft hyphens or direction marks; tabs stay, for they part columns."""
    return SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", line))).rstrip()


def without_mark(line: str) -> str:
    """The words of a line that is no table row."""
    return " ".join(LIST_MARK.sub("", line.strip(), count=1).split())


def is_rule(line: str) -> bool:
    """Only dashes, pipes and the like, as between the rows of a table."""
    return RULE.fullmatch(line) is not None
