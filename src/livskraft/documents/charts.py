"""How does a trend or a comparison look, drawn once for page, PDF and print?

Plain SVG without script or style sheet. Every chart stands beside a table that says the same, so its alternative text
need not; `fonts` names what both a browser and the papers have.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from livskraft.documents import fonts
from livskraft.documents.values import number, plain

Point = tuple[str, float | None]

# Narrow, so that what is written in it can be read on a phone.
WIDTH, HEIGHT = 360, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 30, 30
TEAL, INK, QUIET, HAIRLINE = "#0B5563", "#211D1A", "#5F574F", "#DDD6CC"
FONT = "Inter, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
LABELS_ALONG = 4
# How much larger than its own units a chart is when there is room; the text is then as large as the page's.
SCALE = 1.4
BAR, GAP, NAMES, ROOM = 20, 10, 150, 230
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def line(points: Sequence[Point], *, unit: str, title: str) -> bytes:
    """A line over time, from zero, broken where nothing is known; the latest value stands in figures."""
    top = _top([value for _label, value in points if value is not None])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)

    def at(place: int, value: float) -> tuple[float, float]:
        return LEFT + place * step, TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)

    parts = [_text(LEFT, 16, unit, QUIET, "start")]
    lines = _lines(top, whole=all(value is None or value == int(value) for _label, value in points))
    for number_of in range(lines + 1):
        level = top * number_of / lines
        y = at(0, level)[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{HAIRLINE}" stroke-width="1"/>')
        parts.append(_text(LEFT - 7, y + 4.5, number(round(level, 2)), QUIET, "end"))
    every = -(-len(points) // LABELS_ALONG)
    for place, (label, _value) in enumerate(points):
        if (len(points) - 1 - place) % every == 0:
            anchor = "end" if place == len(points) - 1 and place else "start" if place == 0 else "middle"
            parts.append(_text(at(place, 0)[0], HEIGHT - 8, label, QUIET, anchor))
    for run in _runs(points):
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(place, value) for place, value in run))
        parts.append(f'<path d="M{path}" fill="none" stroke="{TEAL}" stroke-width="2.5" stroke-linejoin="round"/>')
    for run in _runs(points):
        for place, value in run:
            x, y = at(place, value)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{TEAL}"/>')
    if known := [(place, value) for place, (_label, value) in enumerate(points) if value is not None]:
        place, value = known[-1]
        x, y = at(place, value)
        anchor = "end" if place else "start"
        parts.append(_text(x, max(y - 10, 14), number(round(value, 1)), INK, anchor, bold=True))
    return _svg(WIDTH, HEIGHT, title, parts)


def bars(points: Sequence[Point], *, title: str) -> bytes:
    """One bar beside each name, in the order given; the value stands at its end, a dash where nothing is known."""
    top = _top([value for _label, value in points if value is not None])
    parts = []
    for place, (label, value) in enumerate(points):
        y = GAP + place * (BAR + GAP)
        parts.append(_text(NAMES - 8, y + BAR * 0.72, _short(label), INK, "end"))
        length = ROOM * (value or 0) / top
        if value:
            parts.append(f'<rect x="{NAMES}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" fill="{TEAL}"/>')
        said = "–" if value is None else number(round(value, 1))
        parts.append(_text(NAMES + length + 6, y + BAR * 0.72, said, INK, "start"))
    return _svg(NAMES + ROOM + 60, GAP + len(points) * (BAR + GAP), title, parts)


def _runs(points: Sequence[Point]) -> list[list[tuple[int, float]]]:
    """The stretches where every value is known."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, (_label, value) in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _top(values: Sequence[float]) -> float:
    """A round number that no value exceeds."""
    most = max([*values, 0.0])
    if most <= 0:
        return 1.0
    size = 1.0
    while size * 10 < most:
        size *= 10
    while size > most:
        size /= 10
    return next((step * size for step in STEPS if step * size >= most), size * 10)


def _lines(top: float, *, whole: bool) -> int:
    """Into how many parts `top` is easily read: what is counted whole is never said to be a half."""
    places, tried = (0, (4, 5, 2, 1)) if whole else (1, (4, 5))
    return next((each for each in tried if round(top / each, places) == top / each), 5)


def _short(label: str) -> str:
    return label if len(label) <= 20 else f"{label[:19]}…"


def _text(x: float, y: float, words: str, fill: str, anchor: str, *, bold: bool = False) -> str:
    said = escape(fonts.printable(plain(words)))
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}"{weight}>{said}</text>'


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * SCALE:.0f}" height="{height * SCALE:.0f}" '
        f'role="img" aria-label={quoteattr(fonts.printable(plain(title)))} '
        f'font-family={quoteattr(FONT)} font-size="13">{"".join(parts)}</svg>'
    ).encode()
