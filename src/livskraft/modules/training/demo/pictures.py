"""What do the demo's exercises look like? Figures of our own, drawn from angles: how one begins, and where one ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin

from PIL import Image, ImageDraw

Point = tuple[float, float]
# Drawn twice as large as it is kept, so that slanting lines are smooth.
WIDTH, HEIGHT, SCALE, FINER = 400, 300, 1.6, 2
FLOOR = 270
HEAD, TORSO, THIGH, SHIN, UPPER, FORE, SOLE = 17, 66, 46, 46, 34, 32, 15
NEAR, FAR, THINGS, LIGHT, ARROW = "#0f5c63", "#6fa3a8", "#8d8579", "#d9d2c5", "#b25f00"
# Angles are degrees from straight down; what points right, as the face does, is more than zero.
Leg = tuple[float, float, float]
Arm = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pose:
    """`hip` is where the figure is, `torso` how it leans; a leg is thigh, shin and sole, an arm upper and fore."""

    hip: Point
    torso: float = 0
    near_leg: Leg = (0, 0, 90)
    far_leg: Leg = (0, 0, 90)
    near_arm: Arm = (0, 0)
    far_arm: Arm = (0, 0)


class Sheet:
    """A drawing under way, in units of 400 × 300."""

    def __init__(self) -> None:
        self.zoom = SCALE * FINER
        self.image = Image.new("RGB", (round(WIDTH * self.zoom), round(HEIGHT * self.zoom)), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.line([(20, FLOOR + 5), (380, FLOOR + 5)], LIGHT, 4)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line whose corners and ends are round."""
        at = [(x * self.zoom, y * self.zoom) for x, y in points]
        self.draw.line(at, fill=colour, width=round(width * self.zoom))
        for x, y in points:
            self.disc((x, y), width / 2, colour)

    def disc(self, at: Point, radius: float, colour: str) -> None:
        box = [(at[0] - radius) * self.zoom, (at[1] - radius) * self.zoom]
        self.draw.ellipse([*box, box[0] + 2 * radius * self.zoom, box[1] + 2 * radius * self.zoom], fill=colour)

    def ring(self, at: Point, radius: float, colour: str, width: float) -> None:
        box = [(at[0] - radius) * self.zoom, (at[1] - radius) * self.zoom]
        ends = [*box, box[0] + 2 * radius * self.zoom, box[1] + 2 * radius * self.zoom]
        self.draw.ellipse(ends, outline=colour, width=round(width * self.zoom))

    def arrow(self, start: Point, end: Point) -> None:
        self.line([start, end], ARROW, 5)
        length = max(1, ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        for side in (-1, 1):
            back = (end[0] - 12 * along[0] + side * 8 * along[1], end[1] - 12 * along[1] - side * 8 * along[0])
            self.line([back, end], ARROW, 5)

    def figure(self, pose: Pose) -> None:
        """Seen from the side: what is far is paler, and behind."""
        up = _towards(pose.hip, pose.torso + 180, TORSO)
        neck = (2 * pose.hip[0] - up[0], up[1])
        lean = ((neck[0] - pose.hip[0]) / TORSO, (neck[1] - pose.hip[1]) / TORSO)
        shoulder = (neck[0] - 6 * lean[0], neck[1] - 6 * lean[1])
        self._limb(pose.hip, pose.far_leg, (THIGH, SHIN, SOLE), FAR, 15)
        self._limb(shoulder, pose.far_arm, (UPPER, FORE), FAR, 11)
        self._limb(pose.hip, pose.near_leg, (THIGH, SHIN, SOLE), NEAR, 17)
        self.line([pose.hip, shoulder], NEAR, 25)
        self.disc((neck[0] + 24 * lean[0], neck[1] + 24 * lean[1]), HEAD, NEAR)
        # A pale edge keeps the arm apart from the body that it hangs in front of.
        self._limb(shoulder, pose.near_arm, (UPPER, FORE), "white", 15)
        self._limb(shoulder, pose.near_arm, (UPPER, FORE), NEAR, 11)

    def _limb(self, start: Point, angles: Sequence[float], lengths: Sequence[float], colour: str, width: float) -> None:
        points = [start]
        for angle, length in zip(angles, lengths, strict=True):
            points.append(_towards(points[-1], angle, length))
        self.line(points, colour, width)

    def png(self) -> bytes:
        data = BytesIO()
        self.image.reduce(FINER).save(data, "PNG", compress_level=1)
        return data.getvalue()


def _towards(start: Point, angle: float, length: float) -> Point:
    return (start[0] + length * sin(radians(angle)), start[1] + length * cos(radians(angle)))


def _chair(sheet: Sheet, x: float, *, back: int = -1) -> None:
    """A chair whose seat's middle is at `x`; the back stands to the left with -1, to the right with 1."""
    for leg in (-26, 26):
        sheet.line([(x + leg, FLOOR), (x + leg, 222)], THINGS, 6)
    sheet.line([(x - 28, 222), (x + 28, 222)], THINGS, 8)
    sheet.line([(x + back * 26, 222), (x + back * 30, 150)], THINGS, 6)


def _bars(sheet: Sheet, x: float) -> None:
    """Wall bars seen from the side, with the wall behind them."""
    sheet.line([(x + 14, 30), (x + 14, FLOOR)], LIGHT, 6)
    sheet.line([(x, 36), (x, FLOOR)], THINGS, 6)
    for y in range(48, 262, 24):
        sheet.line([(x, y), (x + 13, y)], THINGS, 5)


STANDING = (0, 0, 90)
ON_TOE = (0, 0, 30)
SEATED = (90, 0, 90)


def _sit_to_stand(sheet: Sheet) -> None:
    _chair(sheet, 98)
    _chair(sheet, 272)
    sheet.figure(Pose((106, 211), 14, (82, -6, 90), (82, -6, 90), (52, 88), (52, 88)))
    sheet.figure(Pose((308, 175), 2, STANDING, STANDING, (4, 10), (4, 10)))
    sheet.arrow((186, 190), (222, 160))


def _heel_raise(sheet: Sheet, thing: Callable[[Sheet, float], None], reach: Arm) -> None:
    for x, lift, leg in ((96, 0, STANDING), (270, 11, ON_TOE)):
        thing(sheet, x + 62)
        sheet.figure(Pose((x, 175 - lift), 0, leg, leg, reach, reach))
    sheet.arrow((238, 262), (238, 230))


def _chair_ahead(sheet: Sheet, x: float) -> None:
    _chair(sheet, x + 22)


def _leg_back(sheet: Sheet) -> None:
    for x, leg in ((66, STANDING), (272, (-32, -38, 60))):
        _chair(sheet, x + 84)
        sheet.figure(Pose((x, 175), 4, leg, STANDING, (46, 62), (46, 62)))
    sheet.arrow((206, 110), (236, 110))


def _knee_out(sheet: Sheet) -> None:
    for x, leg in ((84, SEATED), (256, (88, 84, 168))):
        _chair(sheet, x + 4)
        sheet.figure(Pose((x, 209), -2, leg, SEATED, (18, 40), (18, 40)))
    sheet.arrow((168, 250), (186, 222))


def _wall_press(sheet: Sheet) -> None:
    for x in (160, 352):
        sheet.line([(x, 30), (x, FLOOR)], THINGS, 7)
    sheet.figure(Pose((84, 178), 14, (-8, -10, 80), (-8, -10, 80), (80, 88), (80, 88)))
    sheet.figure(Pose((286, 180), 24, (-20, -22, 68), (-20, -22, 68), (20, 140), (20, 140)))
    sheet.arrow((196, 140), (226, 140))


def _one_leg(sheet: Sheet) -> None:
    for x, leg in ((96, STANDING), (270, (52, -28, 62))):
        _chair(sheet, x + 86)
        sheet.figure(Pose((x, 175), 0, leg, STANDING, (44, 66), (8, 12)))
    sheet.arrow((200, 110), (230, 110))


def _tandem(sheet: Sheet) -> None:
    _chair(sheet, 280)
    sheet.figure(Pose((196, 176), 0, (10, 8, 90), (-12, -10, 90), (48, 70), (-14, -6)))
    sheet.line([(150, 279), (246, 279)], ARROW, 4)


def _march(sheet: Sheet) -> None:
    sheet.figure(Pose((120, 175), 0, (68, -6, 86), STANDING, (-30, 30), (34, 96)))
    sheet.figure(Pose((276, 175), 0, STANDING, (68, -6, 86), (34, 96), (-30, 30)))
    sheet.arrow((188, 160), (218, 160))


def _arms_up(sheet: Sheet) -> None:
    for x, arm in ((100, (6, 12)), (280, (172, 178))):
        _chair(sheet, x + 4)
        sheet.figure(Pose((x, 209), 0, SEATED, SEATED, arm, arm))
    sheet.arrow((196, 150), (196, 112))


def _shoulder_blades(sheet: Sheet) -> None:
    for x, arm in ((100, (34, 96)), (280, (-34, 84))):
        _chair(sheet, x + 4)
        sheet.figure(Pose((x, 209), 0, SEATED, SEATED, arm, arm))
    sheet.arrow((182, 110), (212, 110))


def _leg_press(sheet: Sheet) -> None:
    for x, leg, plate in ((70, (128, 62, 152), 78), (236, (102, 90, 176), 104)):
        sheet.line([(x - 26, 140), (x - 4, 222), (x + 30, 228)], THINGS, 8)
        sheet.line([(x - 4, 228), (x - 4, FLOOR)], THINGS, 8)
        sheet.line([(x - 4, FLOOR), (x + plate + 14, FLOOR)], THINGS, 6)
        sheet.line([(x + plate + 4, 176), (x + plate + 4, FLOOR)], THINGS, 8)
        sheet.figure(Pose((x + 8, 212), -16, leg, leg, (10, 30), (10, 30)))
    sheet.arrow((146, 80), (176, 80))


def _chest_press(sheet: Sheet) -> None:
    for x, arm in ((84, (-20, 92)), (252, (78, 88))):
        sheet.line([(x - 24, 120), (x - 24, FLOOR)], THINGS, 8)
        sheet.line([(x - 24, 226), (x + 26, 226)], THINGS, 8)
        sheet.line([(x + 14, 226), (x + 14, FLOOR)], THINGS, 6)
        hand = (x + 22, 182) if arm[0] < 0 else (x + 67, 158)
        sheet.line([(hand[0], hand[1] - 18), (hand[0], hand[1] + 18)], THINGS, 7)
        sheet.figure(Pose((x, 211), 0, SEATED, SEATED, arm, arm))
    sheet.arrow((160, 80), (190, 80))


def _row(sheet: Sheet) -> None:
    for x, arm in ((70, (76, 86)), (238, (-28, 84))):
        sheet.line([(x - 20, 226), (x + 30, 226)], THINGS, 8)
        sheet.line([(x + 4, 226), (x + 4, FLOOR)], THINGS, 6)
        sheet.line([(x + 104, 120), (x + 104, FLOOR)], THINGS, 8)
        hand = x + (66 if arm[0] > 0 else 18)
        sheet.line([(hand, 158), (x + 104, 158)], THINGS, 3)
        sheet.line([(hand, 146), (hand, 172)], THINGS, 6)
        sheet.figure(Pose((x, 211), 0, SEATED, SEATED, arm, arm))
    sheet.arrow((150, 80), (180, 80))


def _step_up(sheet: Sheet) -> None:
    for x in (152, 318):
        sheet.line([(x - 26, 252), (x + 40, 252)], THINGS, 10)
        sheet.line([(x - 22, 256), (x - 22, FLOOR)], THINGS, 8)
        sheet.line([(x + 36, 256), (x + 36, FLOOR)], THINGS, 8)
    sheet.figure(Pose((104, 176), 8, (52, -4, 90), (-4, -6, 90), (-20, 20), (34, 80)))
    sheet.figure(Pose((318, 152), 0, STANDING, STANDING, (6, 16), (6, 16)))
    sheet.arrow((214, 196), (244, 168))


def _pad(sheet: Sheet) -> None:
    _chair(sheet, 292)
    sheet.line([(168, 262), (226, 262)], ARROW, 16)
    sheet.figure(Pose((196, 158), 0, (4, 2, 90), (-6, -4, 90), (44, 58), (10, 16)))


def _cycle(sheet: Sheet) -> None:
    sheet.ring((226, 222), 34, THINGS, 7)
    sheet.line([(226, 222), (196, 240), (176, 166)], THINGS, 7)
    sheet.line([(158, 164), (194, 164)], THINGS, 9)
    sheet.line([(226, 222), (246, 132), (262, 126)], THINGS, 7)
    sheet.line([(150, FLOOR), (270, FLOOR)], THINGS, 7)
    sheet.line([(196, 240), (188, FLOOR)], THINGS, 7)
    sheet.figure(Pose((178, 154), 16, (48, -16, 84), (22, 8, 96), (50, 82), (50, 82)))


def _line(sheet: Sheet) -> None:
    sheet.line([(60, 279), (350, 279)], ARROW, 4)
    sheet.figure(Pose((130, 177), 0, (18, 6, 96), (-14, -22, 62), (-20, -6), (18, 34)))
    sheet.figure(Pose((262, 177), 0, (-14, -22, 62), (18, 6, 96), (18, 34), (-20, -6)))
    sheet.arrow((180, 110), (210, 110))


def _between_bars(sheet: Sheet) -> None:
    for x in (70, 330):
        sheet.line([(x, 178), (x, FLOOR)], THINGS, 7)
    sheet.line([(50, 178), (350, 178)], THINGS, 7)
    sheet.figure(Pose((184, 177), 2, (18, 6, 96), (-14, -22, 62), (32, 22), (-24, 6)))
    sheet.arrow((250, 110), (284, 110))


def _knee_machine(sheet: Sheet) -> None:
    for x, leg in ((84, SEATED), (256, (88, 76, 160))):
        sheet.line([(x - 30, 130), (x - 18, 226), (x + 40, 226)], THINGS, 8)
        sheet.line([(x + 8, 226), (x + 8, FLOOR)], THINGS, 8)
        sheet.line([(x - 16, FLOOR), (x + 36, FLOOR)], THINGS, 6)
        roll = (x + 60, 244) if leg == SEATED else (x + 82, 204)
        sheet.line([(x + 40, 226), roll], THINGS, 5)
        sheet.figure(Pose((x, 209), -6, leg, leg, (10, 34), (10, 34)))
        sheet.disc(roll, 9, THINGS)
    sheet.arrow((160, 120), (190, 120))


def _dumbbells(sheet: Sheet) -> None:
    for x, arm in ((110, (4, 8)), (282, (4, 148))):
        pose = Pose((x, 175), 0, STANDING, STANDING, arm, arm)
        sheet.figure(pose)
        hand = _towards(_towards((x, 115), arm[0], UPPER), arm[1], FORE)
        sheet.line([(hand[0] - 9, hand[1]), (hand[0] + 9, hand[1])], THINGS, 6)
        for end in (-10, 10):
            sheet.line([(hand[0] + end, hand[1] - 7), (hand[0] + end, hand[1] + 7)], THINGS, 7)
    sheet.arrow((184, 130), (214, 130))


def _pulley(sheet: Sheet) -> None:
    for x, arm, hand in ((80, (120, 112), (139, 85)), (244, (14, 92), (284, 149))):
        sheet.line([(x + 92, 40), (x + 92, FLOOR)], THINGS, 9)
        sheet.line([hand, (x + 90, 52)], THINGS, 3)
        sheet.figure(Pose((x, 176), 0, (8, 2, 90), (-10, -6, 90), arm, arm))
        sheet.line([(hand[0] - 6, hand[1] + 8), (hand[0] + 6, hand[1] - 8)], THINGS, 6)
    sheet.arrow((196, 120), (222, 120))


DRAWN: dict[str, Callable[[Sheet], None]] = {
    "sit_to_stand": _sit_to_stand,
    "heel_raise": lambda sheet: _heel_raise(sheet, _chair_ahead, (42, 66)),
    "heel_raise_bars": lambda sheet: _heel_raise(sheet, _bars, (58, 96)),
    "leg_back": _leg_back,
    "knee_out": _knee_out,
    "wall_press": _wall_press,
    "one_leg": _one_leg,
    "tandem": _tandem,
    "march": _march,
    "arms_up": _arms_up,
    "shoulder_blades": _shoulder_blades,
    "leg_press": _leg_press,
    "chest_press": _chest_press,
    "row": _row,
    "step_up": _step_up,
    "pad": _pad,
    "cycle": _cycle,
    "line": _line,
    "between_bars": _between_bars,
    "knee_machine": _knee_machine,
    "dumbbells": _dumbbells,
    "pulley": _pulley,
}


def drawn(key: str) -> bytes:
    """The picture as a PNG file."""
    sheet = Sheet()
    DRAWN[key](sheet)
    return sheet.png()
