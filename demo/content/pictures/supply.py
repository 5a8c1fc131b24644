"""Packaging, food, tableware, office and cleaning goods."""

from demo.content.pictures.canvas import (
    BLACK,
    DARK,
    METAL,
    TONES,
    WHITE,
    Canvas,
    Gradient,
    Point,
    Tone,
    arc,
    mix,
)

KRAFT = TONES["kraft"]
CLEAR = TONES["clear"]


def _roll(
    canvas: Canvas, centre: Point, outer: Point, inner: Point, width: float, tone: Tone, core: Tone = KRAFT
) -> None:
    """Draw a roll standing on its edge, its face to the left."""
    cx, cy = centre
    rx, ry = outer
    canvas.ellipse(cx + width, cy, rx, ry, tone.dark)
    canvas.box(cx, cy - ry, cx + width, cy + ry, tone.round_flat)
    canvas.ellipse(cx, cy, rx, ry, tone.soft)
    for share in (0.92, 0.84, 0.76):
        canvas.ring(cx, cy, (rx * share, ry * share), (rx * share - 2, ry * share - 2), mix(tone.base, tone.dark, 0.3))
    canvas.ellipse(cx, cy, inner[0] + 12, inner[1] + 14, core.base)
    canvas.ellipse(cx, cy, inner[0], inner[1], core.dark)
    canvas.ellipse(cx + 8, cy, inner[0] - 8, inner[1] - 4, mix(core.dark, "#000000", 0.4))


def carton(canvas: Canvas, tone: Tone) -> None:
    """Draw a taped corrugated box."""
    front = [(130, 330), (420, 400), (420, 680), (130, 590)]
    side = [(420, 400), (680, 310), (680, 570), (420, 680)]
    top = [(130, 330), (390, 252), (680, 310), (420, 400)]
    canvas.polygon(front, tone.soft)
    canvas.polygon(side, tone.deep)
    canvas.polygon(top, tone.light)
    canvas.polygon([(252, 359), (516, 276), (560, 286), (300, 371)], mix(tone.light, "#b98a50", 0.5))
    canvas.polygon([(252, 359), (300, 371), (300, 440), (252, 428)], mix(tone.base, "#a8783f", 0.5))
    canvas.line([(420, 402), (420, 678)], 3, tone.dark)
    for x in (470, 530):
        y = 590 - (x - 470) * 0.35
        canvas.polygon(
            [
                (x, y - 60),
                (x + 18, y - 44),
                (x + 8, y - 42),
                (x + 8, y - 4),
                (x - 8, y + 2),
                (x - 8, y - 36),
                (x - 18, y - 32),
            ],
            tone.mark,
        )
    canvas.box(170, 470, 236, 540, "#f7f8fa", 4)
    for index, width in enumerate((4, 2, 6, 3, 5, 2, 4)):
        canvas.box(178 + index * 8, 480, 178 + index * 8 + width, 526, "#2b3036")


def tape_roll(canvas: Canvas, tone: Tone) -> None:
    """Draw rolls of adhesive tape."""
    _roll(canvas, (470, 330), (120, 170), (76, 108), 110, tone)
    _roll(canvas, (270, 450), (150, 210), (96, 136), 140, tone)
    canvas.polygon([(330, 640), (424, 652), (520, 700), (430, 706), (300, 660)], tone.soft)


def film_roll(canvas: Canvas, tone: Tone) -> None:
    """Draw an upright roll of stretch film."""
    canvas.can(400, 130, 690, (44, 16), KRAFT, KRAFT.deep)
    canvas.can(400, 210, 620, (150, 52), tone)
    canvas.ellipse(400, 210, 150, 52, tone.soft)
    for share in (0.9, 0.78, 0.66):
        canvas.ring(400, 210, (150 * share, 52 * share), (150 * share - 2, 52 * share - 2), tone.dark)
    canvas.can(400, 130, 206, (44, 16), KRAFT, KRAFT.deep)
    canvas.ellipse(400, 130, 32, 11, mix(KRAFT.dark, "#000000", 0.5))
    canvas.polygon([(548, 230), (650, 270), (640, 600), (548, 630)], Gradient(((0, tone.light), (1, tone.base)), "x"))
    canvas.glow(330, 420, 26, 190, "#ffffff", 200)


def bubble_roll(canvas: Canvas, tone: Tone) -> None:
    """Draw a roll of bubble wrap."""
    _roll(canvas, (250, 400), (130, 200), (40, 62), 380, tone, tone)
    for row in range(8):
        for column in range(11):
            x = 350 + column * 27.0 + (row % 2) * 13
            y = 236 + row * 47.0
            canvas.ellipse(x, y, 11, 15, tone.dark)
            canvas.ellipse(x - 1, y - 2, 10, 14, tone.base)
            canvas.ellipse(x - 3, y - 5, 4, 6, tone.light)


def bag(canvas: Canvas, tone: Tone) -> None:
    """Draw a mailing bag."""
    canvas.polygon([(190, 180), (600, 160), (640, 640), (220, 670)], tone.dark)
    canvas.polygon([(180, 172), (592, 150), (630, 632), (208, 660)], tone.soft)
    canvas.polygon([(180, 172), (592, 150), (597, 214), (184, 236)], mix(tone.light, tone.base, 0.4))
    canvas.line([(184, 238), (598, 216)], 4, tone.dark)
    canvas.polygon([(260, 330), (520, 316), (532, 500), (270, 516)], "#ffffff")
    for index, share in enumerate((0.9, 0.6, 0.75, 0.4)):
        y = 356 + index * 32.0
        canvas.line([(284, y), (284 + 210 * share, y - 11 * share)], 9, "#c8d0da" if index else "#5b6776")
    canvas.polygon([(560, 160), (592, 150), (630, 632), (606, 634)], tone.deep)


def label_roll(canvas: Canvas, tone: Tone) -> None:
    """Draw a roll of self-adhesive labels."""
    _roll(canvas, (280, 360), (150, 200), (60, 84), 210, TONES["cream"])
    canvas.polygon([(280, 558), (490, 558), (720, 640), (720, 700), (300, 606)], TONES["cream"].soft)
    canvas.polygon([(330, 566), (460, 566), (566, 604), (420, 604)], tone.soft)
    canvas.polygon([(470, 618), (584, 612), (690, 648), (690, 674)], tone.soft)
    canvas.box(346, 220, 470, 320, tone.soft, 8)
    canvas.box(346, 340, 470, 440, tone.soft, 8)
    for y in (238, 358):
        for index, width in enumerate((4, 2, 6, 3, 5, 2, 4, 3, 6)):
            canvas.box(360 + index * 11, y, 360 + index * 11 + width, y + 42, "#2b3036")
        canvas.box(360, y + 52, 440, y + 60, "#9aa5b1")


def _sack(canvas: Canvas, tone: Tone, band: Tone) -> None:
    canvas.polygon(
        [(214, 180), (586, 180), (622, 300), (606, 660), (570, 692), (230, 692), (194, 660), (178, 300)], WHITE.round
    )
    canvas.polygon([(214, 180), (586, 180), (576, 148), (224, 148)], WHITE.deep)
    canvas.line([(222, 166), (578, 166)], 4, WHITE.dark)
    canvas.polygon([(184, 320), (616, 320), (609, 590), (191, 590)], tone.round)
    canvas.polygon([(184, 320), (616, 320), (616, 342), (184, 342)], band.base)


def rice_bag(canvas: Canvas, tone: Tone) -> None:
    """Draw a sack of rice."""
    _sack(canvas, tone, TONES["gold"])
    canvas.ellipse(400, 460, 100, 92, "#fffdf5")
    for index in range(9):
        angle = index * 40.0
        x, y = arc(400, 462, (56, 50), (angle, angle + 1), 1)[0]
        canvas.ellipse(x, y, 13, 22, TONES["cream"].base)
        canvas.ellipse(x - 2, y - 3, 8, 15, "#ffffff")
    canvas.text(400, 634, "25 kg", 38, TONES["white"].mark)


def flour_bag(canvas: Canvas, tone: Tone) -> None:
    """Draw a sack of flour."""
    _sack(canvas, tone, TONES["cream"])
    canvas.line([(400, 560), (400, 380)], 8, TONES["gold"].base)
    for index in range(5):
        y = 390 + index * 30.0
        canvas.polygon([(398, y + 26), (352, y - 4), (372, y + 30)], TONES["gold"].soft)
        canvas.polygon([(402, y + 26), (448, y - 4), (428, y + 30)], TONES["gold"].soft)
    canvas.ellipse(400, 378, 12, 24, TONES["gold"].soft)
    canvas.text(400, 634, "10 kg", 38, TONES["white"].mark)


def oil_jug(canvas: Canvas, tone: Tone) -> None:
    """Draw a jug of cooking oil."""
    canvas.box(350, 116, 450, 190, TONES["red"].round, 12)
    canvas.polygon([(352, 186), (448, 186), (480, 250), (320, 250)], tone.round)
    canvas.box(230, 236, 570, 690, tone.round, 60)
    canvas.tube([(540, 320), (640, 330), (644, 470), (560, 500)], 46, tone)
    canvas.box(230, 380, 570, 600, "#fffdf5", 6)
    canvas.box(230, 380, 570, 420, TONES["green"].soft, 6)
    canvas.ellipse(400, 500, 62, 62, tone.soft)
    canvas.polygon([(400, 446), (434, 516), (400, 548), (366, 516)], tone.deep)
    canvas.glow(290, 460, 24, 190, "#ffffff", 170)
    canvas.text(400, 400, "5 L", 30, "#ffffff")


def sauce_bottle(canvas: Canvas, tone: Tone) -> None:
    """Draw a bottle and a jar of seasoning."""
    canvas.box(286, 110, 374, 172, TONES["red"].round, 10)
    canvas.polygon([(298, 170), (362, 170), (372, 270), (432, 340), (228, 340), (288, 270)], tone.round)
    canvas.box(228, 330, 432, 690, tone.round, 26)
    canvas.box(228, 410, 432, 610, TONES["cream"].soft)
    canvas.box(228, 410, 432, 446, TONES["red"].base)
    canvas.ellipse(330, 526, 56, 56, TONES["gold"].soft)
    canvas.glow(268, 420, 16, 170, "#ffffff", 150)
    canvas.can(570, 460, 672, (96, 30), tone)
    canvas.box(474, 500, 666, 620, TONES["cream"].soft)
    canvas.box(474, 500, 666, 524, TONES["gold"].base)
    canvas.can(570, 420, 462, (104, 32), TONES["gold"])


def food_box(canvas: Canvas, tone: Tone) -> None:
    """Draw a takeaway container with its lid ajar."""
    canvas.polygon([(120, 420), (680, 420), (620, 610), (180, 610)], tone.soft)
    canvas.ellipse(400, 610, 220, 34, tone.deep)
    canvas.ellipse(400, 424, 290, 82, tone.dark)
    canvas.ellipse(400, 416, 288, 80, tone.light)
    canvas.ellipse(400, 420, 262, 66, mix(tone.base, "#7a5a2c", 0.35))
    for x, y, name in (
        (300, 410, "green"),
        (370, 430, "white"),
        (450, 408, "red"),
        (510, 430, "yellow"),
        (410, 396, "orange"),
        (270, 436, "cream"),
    ):
        canvas.ellipse(x, y, 50, 22, TONES[name].soft)
    canvas.polygon([(140, 300), (620, 180), (700, 250), (230, 380)], CLEAR.soft)
    canvas.polygon([(140, 300), (620, 180), (622, 200), (148, 322)], CLEAR.base)
    canvas.line([(230, 380), (700, 250)], 6, CLEAR.dark)


def cup(canvas: Canvas, tone: Tone) -> None:
    """Draw paper cups, one with a lid."""
    for cx, top, height, width, lid in ((520, 300, 330, 120, False), (320, 230, 440, 150, True)):
        low = width * 0.72
        canvas.ellipse(cx, top + height, low, low * 0.26, tone.round)
        canvas.polygon(
            [(cx - width, top), (cx + width, top), (cx + low, top + height), (cx - low, top + height)], tone.round
        )
        band = (top + height * 0.34, top + height * 0.7)
        slope = (width - low) / height
        points = [(cx - width + slope * (band[0] - top), band[0]), (cx + width - slope * (band[0] - top), band[0])]
        points += [(cx + width - slope * (band[1] - top), band[1]), (cx - width + slope * (band[1] - top), band[1])]
        canvas.polygon(points, KRAFT.round if tone.base != KRAFT.base else WHITE.round)
        if lid:
            canvas.can(cx, top - 30, top + 4, (width + 8, (width + 8) * 0.24), DARK)
            canvas.can(cx, top - 56, top - 26, (width * 0.8, width * 0.19), DARK)
        else:
            canvas.ellipse(cx, top, width, width * 0.25, tone.light)
            canvas.ellipse(cx, top + 5, width * 0.91, width * 0.2, tone.dark)


def tissue(canvas: Canvas, tone: Tone) -> None:
    """Draw a pack of tissue."""
    canvas.cuboid(140, 380, (420, 240), (120, 90), TONES["teal"])
    canvas.polygon([(300, 350), (470, 350), (440, 322), (330, 322)], "#0e5550")
    canvas.polygon([(310, 346), (290, 200), (350, 240), (400, 150), (440, 230), (510, 210), (462, 346)], tone.soft)
    canvas.polygon([(400, 150), (440, 230), (420, 346), (372, 346)], tone.deep)
    canvas.polygon([(140, 470), (560, 470), (560, 540), (140, 540)], "#e9f7f5")
    canvas.text(350, 506, "SOFT  3-PLY", 38, TONES["teal"].dark)


def glove_box(canvas: Canvas, tone: Tone) -> None:
    """Draw a dispenser box of disposable gloves."""
    canvas.cuboid(150, 330, (420, 300), (110, 80), WHITE)
    canvas.box(150, 520, 570, 630, tone.soft)
    canvas.text(360, 575, "100 PCS   M", 40, "#ffffff" if tone.base != WHITE.base else WHITE.mark)
    canvas.ellipse(400, 292, 140, 30, tone.dark)
    for x, lean in ((320, -26), (372, -6), (424, 14), (470, 34)):
        canvas.tube([(x + 10, 290), (x + lean, 190)], 40, tone)
    canvas.ellipse(400, 298, 120, 22, tone.base)
    canvas.box(190, 370, 340, 490, tone.light, 14)
    for index in range(4):
        canvas.tube([(216 + index * 30, 450), (212 + index * 32, 400)], 20, tone)


def paper_ream(canvas: Canvas, tone: Tone) -> None:
    """Draw reams of copy paper."""
    for index in range(3):
        y = 520 - index * 110.0
        x = 130 + (index % 2) * 14
        canvas.cuboid(x, y, (430, 104), (130, 96), WHITE)
        canvas.polygon([(x, y), (x + 130, y - 96), (x + 560, y - 96), (x + 430, y)], tone.soft)
        canvas.box(x, y, x + 430, y + 104, tone.soft)
        canvas.box(x + 40, y + 24, x + 200, y + 82, "#ffffff", 6)
        canvas.text(x + 120, y + 53, "A4 80g", 34, tone.dark)
        canvas.line([(x + 230, y + 54), (x + 400, y + 54)], 8, tone.light)
    canvas.polygon([(310, 284), (440, 212), (610, 212), (480, 284)], "#ffffff")
    canvas.text(458, 248, "500", 36, tone.dark)


def pen(canvas: Canvas, tone: Tone) -> None:
    """Draw two gel pens."""
    for y in (330, 460):
        canvas.box(120, y - 26, 500, y + 26, tone.round_flat, 10)
        canvas.box(470, y - 28, 610, y + 28, BLACK.round_flat, 8)
        for x in range(486, 604, 14):
            canvas.line([(x, y - 22), (x, y + 22)], 3, BLACK.light)
        canvas.polygon([(608, y - 26), (680, y - 10), (680, y + 10), (608, y + 26)], METAL.metal)
        canvas.polygon([(680, y - 8), (712, y - 3), (712, y + 3), (680, y + 8)], TONES["gold"].metal)
        canvas.box(76, y - 14, 122, y + 14, METAL.metal, 6)
        canvas.box(130, y - 44, 300, y - 30, METAL.metal, 6)
        canvas.text(360, y, "GEL 0.5", 24, "#ffffff")


def binder(canvas: Canvas, tone: Tone) -> None:
    """Draw lever arch files in a row."""
    for index in range(3):
        x = 150 + index * 150.0
        canvas.cuboid(x, 210, (138, 450), (60, 44), tone)
        canvas.box(x + 24, 260, x + 114, 430, "#ffffff", 6)
        for line, share in enumerate((0.8, 0.55, 0.7)):
            canvas.box(x + 36, 290 + line * 34, x + 36 + 66 * share, 300 + line * 34, "#9aa5b1")
        canvas.ellipse(x + 69, 560, 30, 30, METAL.soft)
        canvas.ellipse(x + 69, 560, 20, 20, mix(tone.dark, "#000000", 0.4))


def bottle(canvas: Canvas, tone: Tone) -> None:
    """Draw a pump bottle of cleaner."""
    canvas.line([(400, 210), (400, 150), (300, 150), (288, 172)], 26, WHITE.dark)
    canvas.line([(396, 206), (396, 146), (300, 146)], 18, WHITE.base)
    canvas.box(352, 200, 448, 262, WHITE.round, 10)
    canvas.polygon([(352, 256), (448, 256), (540, 330), (260, 330)], tone.round)
    canvas.box(250, 310, 550, 690, tone.round, 56)
    canvas.box(276, 400, 524, 600, "#ffffff", 16)
    canvas.polygon([(400, 430), (446, 504), (400, 548), (354, 504)], tone.soft)
    canvas.box(330, 564, 470, 576, tone.dark, 4)
    canvas.glow(306, 480, 22, 170, "#ffffff", 170)


def liner_roll(canvas: Canvas, tone: Tone) -> None:
    """Draw a roll of bin liners with one pulled off."""
    _roll(canvas, (260, 380), (110, 160), (34, 50), 330, tone, WHITE)
    canvas.polygon([(262, 530), (592, 530), (640, 690), (300, 700)], tone.soft)
    for x in range(300, 600, 44):
        canvas.line([(x, 536), (x + 34, 692)], 3, mix(tone.base, tone.dark, 0.6))
    canvas.box(330, 300, 560, 440, "#ffffff", 8)
    canvas.text(445, 350, "BIN LINERS", 32, tone.dark)
    canvas.text(445, 400, "50 PCS", 28, "#5b6776")


DRAWINGS = {
    "carton": carton,
    "tape_roll": tape_roll,
    "film_roll": film_roll,
    "bubble_roll": bubble_roll,
    "bag": bag,
    "label_roll": label_roll,
    "rice_bag": rice_bag,
    "flour_bag": flour_bag,
    "oil_jug": oil_jug,
    "sauce_bottle": sauce_bottle,
    "food_box": food_box,
    "cup": cup,
    "tissue": tissue,
    "glove_box": glove_box,
    "paper_ream": paper_ream,
    "pen": pen,
    "binder": binder,
    "bottle": bottle,
    "liner_roll": liner_roll,
}
TURNS: dict[str, float] = {"pen": 28}
