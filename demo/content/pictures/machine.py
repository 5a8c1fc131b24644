"""Bearings, belts, guides, tools, seals and valves."""

from math import cos, pi, sin

from demo.content.pictures.canvas import BLACK, DARK, GOLD, METAL, TONES, Canvas, Gradient, Tone, arc, mix, star


def ball_bearing(canvas: Canvas, tone: Tone) -> None:
    """Draw a ball bearing from the front."""
    canvas.ring(412, 408, (262, 262), (110, 110), tone.dark)
    canvas.ring(400, 400, (260, 260), (196, 196), tone.metal)
    canvas.ring(400, 400, (250, 250), (206, 206), tone.metal_upright)
    canvas.ring(400, 400, (198, 198), (152, 152), mix(tone.dark, "#0b0e12", 0.7))
    for index in range(11):
        angle = 2 * pi * index / 11
        x, y = 400 + 175 * cos(angle), 400 + 175 * sin(angle)
        canvas.ellipse(x, y, 31, 31, METAL.dark)
        canvas.ellipse(x - 2, y - 2, 29, 29, METAL.metal)
        canvas.glow(x - 9, y - 10, 14, 14, "#ffffff", 255)
    canvas.ring(400, 400, (158, 158), (98, 98), tone.metal)
    canvas.ring(400, 400, (148, 148), (106, 106), tone.metal_upright)
    canvas.line(arc(400, 400, (234, 234), (198, 262)), 7, "#ffffff")


def roller_bearing(canvas: Canvas, tone: Tone) -> None:
    """Draw a tapered roller bearing in a three-quarter view."""
    canvas.ellipse(400, 520, 270, 120, tone.dark)
    canvas.polygon([(130, 400), (670, 400), (670, 520), (130, 520)], tone.round)
    canvas.ellipse(400, 520, 270, 120, tone.round)
    canvas.box(130, 380, 670, 520, tone.round)
    canvas.ellipse(400, 380, 270, 120, tone.soft)
    canvas.ellipse(400, 384, 236, 102, mix(tone.dark, "#0b0e12", 0.6))
    for index in range(17):
        angle = pi + 2 * pi * index / 17 + 0.1
        x, y = 400 + 205 * cos(angle), 366 + 84 * sin(angle)
        lean = 16 * cos(angle)
        canvas.polygon(
            [(x - 17, y - 34), (x + 17, y - 34), (x + 21 + lean, y + 30), (x - 21 + lean, y + 30)], METAL.metal_upright
        )
        canvas.ellipse(x, y - 34, 17, 8, METAL.soft)
    canvas.can(400, 318, 400, (156, 64), tone)
    canvas.ring(400, 318, (156, 64), (112, 44), tone.metal_upright)
    canvas.ellipse(400, 318, 112, 44, mix(tone.dark, "#0b0e12", 0.5))
    canvas.line(arc(400, 322, (104, 38), (20, 160)), 8, tone.base)


def pillow_block(canvas: Canvas, tone: Tone) -> None:
    """Draw a bearing in a foot-mounted housing."""
    canvas.box(110, 540, 690, 620, tone.deep, 16)
    canvas.polygon([(200, 548), (250, 330), (550, 330), (600, 548)], tone.soft)
    canvas.ellipse(400, 380, 178, 178, tone.dark)
    canvas.ellipse(396, 374, 174, 174, tone.soft)
    for x in (172, 628):
        canvas.ellipse(x, 560, 36, 14, tone.dark)
        canvas.ellipse(x, 560, 28, 10, "#20252c")
    canvas.ring(400, 380, (132, 132), (70, 70), METAL.metal)
    canvas.ring(400, 380, (112, 112), (92, 92), DARK.base)
    canvas.ellipse(400, 380, 70, 70, "#2b3036")
    canvas.ellipse(400, 386, 62, 62, Gradient(((0, "#15181c"), (1, "#4a515b"))))
    canvas.can(400, 168, 200, (13, 6), GOLD)


def belt(canvas: Canvas, tone: Tone) -> None:
    """Draw a toothed belt lying in a loop."""
    outer = arc(400, 400, (290, 190), (0, 360), 120)
    canvas.line([(x, y + 46) for x, y in outer], 46, tone.dark)
    canvas.line([(x, y + 20) for x, y in outer], 46, tone.base)
    canvas.line(outer, 42, mix(tone.base, tone.light, 0.35))
    for index in range(84):
        angle = 2 * pi * index / 84
        x, y = 400 + 266 * cos(angle), 402 + 168 * sin(angle)
        if sin(angle) < 0.35:
            canvas.line([(x, y), (x, y + 40)], 9, tone.dark)
            canvas.line([(x - 1, y), (x - 1, y + 40)], 3, mix(tone.base, tone.light, 0.6))
    canvas.line(arc(400, 393, (292, 190), (20, 160), 60), 5, tone.light)
    canvas.text(400, 618, "HTD 8M", 28, tone.mark)


def linear_guide(canvas: Canvas, tone: Tone) -> None:
    """Draw a profiled rail with its carriage."""
    canvas.cuboid(60, 430, (620, 70), (60, 44), tone)
    canvas.box(60, 448, 680, 462, tone.dark)
    for x in (120, 240, 560, 650):
        canvas.ellipse(x + 30, 409, 22, 10, tone.dark)
        canvas.ellipse(x + 30, 409, 14, 6, "#20252c")
    canvas.cuboid(270, 350, (250, 176), (74, 54), tone)
    canvas.cuboid(250, 356, (22, 164), (74, 54), TONES["green"])
    canvas.cuboid(520, 356, (22, 164), (74, 54), TONES["green"])
    for x, y in ((330, 334), (470, 334), (372, 310), (506, 310)):
        canvas.ellipse(x, y, 15, 7, "#20252c")
    canvas.box(300, 420, 490, 424, tone.dark)
    canvas.text(396, 462, "HG20CA", 32, tone.dark)


def drill(canvas: Canvas, tone: Tone) -> None:
    """Draw a twist drill."""
    canvas.box(60, 364, 330, 436, tone.metal, 8)
    canvas.polygon([(328, 364), (690, 364), (740, 400), (690, 436), (328, 436)], tone.metal)
    x = 330.0
    while x < 670:
        band = [(x, 436), (x + 30, 436), (x + 92, 364), (x + 62, 364)]
        canvas.polygon(band, mix(tone.dark, "#000000", 0.25))
        canvas.line([(x + 30, 434), (x + 92, 366)], 5, tone.light)
        x += 84
    canvas.box(60, 364, 78, 436, tone.dark, 6)


def end_mill(canvas: Canvas, tone: Tone) -> None:
    """Draw an end mill with spiral flutes."""
    canvas.box(60, 350, 400, 450, METAL.metal, 10)
    canvas.polygon([(398, 350), (440, 362), (440, 438), (398, 450)], METAL.metal)
    canvas.box(438, 362, 730, 438, tone.metal)
    for index in range(6):
        x = 440 + index * 50.0
        canvas.polygon(
            [(x, 362), (x + 20, 362), (min(x + 62, 730), 438), (min(x + 38, 730), 438)], mix(tone.dark, "#000000", 0.35)
        )
        canvas.line([(x + 21, 364), (min(x + 62, 728), 436)], 4, tone.light)
    canvas.line([(729, 364), (729, 436)], 4, tone.dark)
    canvas.text(220, 400, "D8 - 75", 34, METAL.dark)


def wrench(canvas: Canvas, tone: Tone) -> None:
    """Draw a combination wrench."""
    canvas.polygon([(180, 374), (640, 382), (640, 418), (180, 426)], tone.metal)
    canvas.box(250, 390, 560, 410, tone.deep, 10)
    canvas.ellipse(150, 400, 96, 96, tone.metal)
    canvas.ellipse(672, 400, 76, 76, tone.metal)
    canvas.cut(star(672, 400, 50, 12))
    canvas.cut([(40, 340), (128, 352), (168, 378), (168, 424), (128, 448), (40, 446)])
    canvas.text(404, 400, "CR-V", 20, tone.dark)


def screwdriver(canvas: Canvas, tone: Tone) -> None:
    """Draw a screwdriver with a two-coloured handle."""
    canvas.box(330, 384, 690, 416, METAL.metal, 3)
    canvas.polygon([(688, 384), (742, 392), (748, 400), (742, 408), (688, 416)], "#2b3036")
    canvas.box(60, 336, 300, 464, tone.round_flat, 44)
    canvas.polygon([(288, 350), (350, 372), (350, 428), (288, 450)], tone.round_flat)
    for y in (366, 400, 434):
        canvas.box(96, y - 9, 276, y + 9, BLACK.soft, 9)
    canvas.box(60, 352, 84, 448, BLACK.base, 12)
    canvas.box(300, 362, 316, 438, BLACK.base)


def hex_keys(canvas: Canvas, tone: Tone) -> None:
    """Draw a fan of hexagon keys in their holder."""
    rainbow = ("red", "orange", "yellow", "green", "teal", "blue", "purple")
    colourful = tone == TONES["rainbow"]
    for index in range(7):
        key = TONES[rainbow[index]] if colourful else tone
        x, width = 190 + index * 66.0, 30 - index * 2.6
        top = 120 + index * 44.0
        canvas.tube([(x, 600), (x, top), (x + 70 - index * 4, top)], width, key)
    canvas.box(150, 520, 650, 610, DARK.soft, 22)
    canvas.box(170, 534, 630, 540, DARK.light, 3)
    for index, size in enumerate(("10", "8", "6", "5", "4", "3", "2")):
        canvas.text(190 + index * 66, 572, size, 26, "#e8eaed")


def caliper(canvas: Canvas, tone: Tone) -> None:
    """Draw a digital calliper."""
    canvas.box(50, 372, 740, 424, tone.soft, 4)
    for index in range(66):
        x = 300 + index * 6.4
        canvas.line([(x, 374), (x, 386 if index % 5 else 396)], 1.6, tone.dark)
    canvas.polygon([(70, 420), (150, 420), (150, 520), (128, 640), (112, 560), (70, 520)], tone.metal_upright)
    canvas.polygon([(96, 374), (136, 374), (128, 320), (108, 270)], tone.metal_upright)
    canvas.polygon([(160, 420), (240, 420), (240, 520), (196, 560), (178, 640), (160, 520)], tone.metal_upright)
    canvas.polygon([(174, 374), (214, 374), (202, 270), (184, 320)], tone.metal_upright)
    canvas.box(166, 342, 420, 458, DARK.soft, 14)
    canvas.box(196, 362, 350, 424, "#cfdccb", 6)
    canvas.text(273, 394, "12.05", 46, "#20252c")
    for x in (374, 400):
        canvas.ellipse(x, 380, 9, 9, "#e0b93a" if x == 374 else "#d9d9d9")
    canvas.ellipse(300, 458, 26, 10, METAL.metal)


def o_ring(canvas: Canvas, tone: Tone) -> None:
    """Draw O-rings of three sizes."""
    for cx, cy, radius, width in ((330, 430, 210, 44), (560, 300, 130, 34), (560, 560, 96, 28)):
        path = arc(cx, cy, (radius, radius * 0.78), (0, 360), 110)
        canvas.line([(x, y + 4) for x, y in path], width, tone.dark)
        canvas.line(path, width * 0.78, tone.base)
        canvas.line(arc(cx, cy - width * 0.16, (radius, radius * 0.78), (180, 330), 60), width * 0.18, tone.light)


def fitting(canvas: Canvas, tone: Tone) -> None:
    """Draw an elbow push-in fitting."""
    for index in range(7):
        y = 560 + index * 16.0
        canvas.box(312, y, 448, y + 11, GOLD.metal_upright, 4)
    canvas.polygon(star(380, 528, 104, 6), GOLD.soft)
    canvas.box(276, 500, 484, 552, GOLD.metal_upright, 6)
    canvas.box(310, 300, 450, 506, tone.round, 30)
    canvas.ellipse(380, 330, 90, 90, tone.soft)
    canvas.box(380, 262, 590, 398, tone.round_flat, 16)
    canvas.ellipse(592, 330, 30, 72, TONES["blue"].soft)
    canvas.ellipse(600, 330, 20, 50, TONES["blue"].deep)
    canvas.ellipse(604, 330, 13, 34, "#15181c")
    canvas.text(470, 332, "8-02", 30, tone.mark)


def ball_valve(canvas: Canvas, tone: Tone) -> None:
    """Draw a ball valve with a lever."""
    canvas.box(110, 380, 260, 560, tone.metal, 10)
    canvas.box(540, 380, 690, 560, tone.metal, 10)
    for x in (130, 670):
        canvas.box(x - 26, 366, x + 26, 574, tone.metal, 8)
        canvas.line([(x, 370), (x, 570)], 3, tone.dark)
    canvas.ellipse(400, 470, 176, 138, tone.metal)
    canvas.box(250, 400, 550, 540, tone.metal, 30)
    canvas.box(366, 286, 434, 350, METAL.metal_upright, 6)
    canvas.box(340, 326, 460, 356, tone.metal_upright, 6)
    canvas.polygon(
        [(340, 252), (400, 240), (700, 252), (712, 276), (700, 296), (400, 300), (340, 290)], TONES["red"].soft
    )
    canvas.box(470, 250, 704, 298, TONES["red"].round_flat, 22)
    canvas.polygon(star(398, 270, 30, 6), METAL.soft)
    canvas.text(400, 474, "DN25 PN16", 30, tone.dark)


DRAWINGS = {
    "ball_bearing": ball_bearing,
    "roller_bearing": roller_bearing,
    "pillow_block": pillow_block,
    "belt": belt,
    "linear_guide": linear_guide,
    "drill": drill,
    "end_mill": end_mill,
    "wrench": wrench,
    "screwdriver": screwdriver,
    "hex_keys": hex_keys,
    "caliper": caliper,
    "o_ring": o_ring,
    "fitting": fitting,
    "ball_valve": ball_valve,
}
TURNS = {"drill": 34, "end_mill": 34, "wrench": 34, "screwdriver": 34, "caliper": 12}
