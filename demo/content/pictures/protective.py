"""What protects people: gloves, helmets, masks and glasses."""

from demo.content.pictures.canvas import BLACK, DARK, TONES, WHITE, Canvas, Tone, arc, mix


def glove(canvas: Canvas, tone: Tone) -> None:
    """Draw a coated work glove."""
    for points in (
        [(300, 470), (262, 250)],
        [(360, 460), (346, 190)],
        [(428, 460), (434, 184)],
        [(492, 470), (522, 224)],
    ):
        canvas.tube(points, 68, tone)
    canvas.tube([(300, 560), (230, 500), (180, 420)], 72, tone)
    canvas.box(258, 420, 532, 610, tone.soft, 44)
    canvas.box(272, 590, 518, 690, WHITE.soft, 12)
    for y in range(604, 690, 13):
        canvas.line([(276, y), (514, y)], 2.4, WHITE.dark)
    canvas.box(268, 682, 522, 704, TONES["orange"].base, 8)
    for x in (322, 394, 466):
        canvas.line([(x, 440), (x, 560)], 2, mix(tone.base, tone.dark, 0.5))


def helmet(canvas: Canvas, tone: Tone) -> None:
    """Draw a safety helmet from the side."""
    canvas.polygon(
        [*arc(400, 500, (270, 290), (180, 360), 60), (670, 520), (130, 520)],
        tone.round,
    )
    canvas.polygon([*arc(400, 500, (60, 312), (180, 360), 40), (460, 505), (340, 505)], tone.soft)
    canvas.line(arc(400, 500, (60, 312), (180, 360), 40), 4, tone.dark)
    canvas.line(arc(400, 505, (180, 296), (186, 264), 30), 4, mix(tone.base, tone.dark, 0.6))
    canvas.line(arc(400, 505, (180, 296), (276, 354), 30), 4, mix(tone.base, tone.dark, 0.6))
    canvas.polygon([(96, 516), (704, 516), (740, 556), (700, 568), (400, 540), (100, 568), (60, 556)], tone.deep)
    canvas.box(96, 500, 704, 524, tone.soft, 10)
    canvas.line([(210, 556), (300, 700), (430, 700), (590, 556)], 10, DARK.base)
    canvas.glow(300, 340, 70, 90, "#ffffff", 150)


def respirator(canvas: Canvas, tone: Tone) -> None:
    """Draw a folded dust mask with a valve."""
    canvas.line(arc(190, 400, (110, 150), (60, 300), 50), 9, TONES["yellow"].base)
    canvas.line(arc(610, 400, (110, 150), (-120, 120), 50), 9, TONES["yellow"].base)
    canvas.polygon(
        [(190, 300), (400, 210), (610, 300), (640, 420), (560, 560), (400, 620), (240, 560), (160, 420)], tone.soft
    )
    canvas.polygon([(190, 300), (400, 210), (610, 300), (636, 400), (400, 360), (164, 400)], tone.light)
    canvas.line([(164, 402), (400, 362), (636, 402)], 4, tone.dark)
    canvas.line([(236, 556), (400, 500), (564, 556)], 4, tone.dark)
    canvas.line([(300, 262), (400, 222), (500, 262)], 12, "#8d959e")
    canvas.ellipse(520, 460, 56, 48, WHITE.deep)
    canvas.ellipse(516, 455, 50, 42, WHITE.soft)
    for x in (490, 508, 526, 544):
        canvas.line([(x, 432), (x, 480)], 5, WHITE.dark)
    canvas.text(330, 450, "KN95", 44, tone.mark if tone.mark != "#ffffff" else "#4b535e")


def goggles(canvas: Canvas, tone: Tone) -> None:
    """Draw safety glasses."""
    canvas.line([(130, 400), (80, 420), (110, 520)], 20, BLACK.base)
    canvas.line([(670, 400), (720, 420), (690, 520)], 20, BLACK.base)
    for x, side in ((120, 1), (418, -1)):
        points = [
            (x, 340),
            (x + 262, 340),
            (x + 262 - 14 * side, 440),
            (x + 160 - 30 * side, 500),
            (x + 60 + 14 * side, 480),
        ]
        canvas.polygon(points, tone.soft)
        canvas.polygon([(x + 20, 352), (x + 120, 352), (x + 60, 440), (x + 26, 420)], tone.light)
    canvas.box(104, 318, 696, 348, BLACK.soft, 14)
    canvas.polygon([(380, 344), (420, 344), (440, 410), (424, 416), (400, 376), (376, 416), (360, 410)], BLACK.base)
    canvas.box(100, 318, 150, 392, BLACK.soft, 12)
    canvas.box(650, 318, 700, 392, BLACK.soft, 12)


DRAWINGS = {"glove": glove, "helmet": helmet, "respirator": respirator, "goggles": goggles}
TURNS: dict[str, float] = {"goggles": 6}
