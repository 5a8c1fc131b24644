"""Switchgear, cables, lamps, electronic parts and sensors."""

from math import cos, pi, sin

from demo.content.pictures.canvas import BLACK, DARK, GOLD, METAL, TONES, WHITE, Canvas, Gradient, Tone, arc, mix, star

COPPER = Tone("#ffd2ab", "#d98346", "#8e4a1c")


def breaker(canvas: Canvas, tone: Tone) -> None:
    """Draw a two-pole circuit breaker."""
    for x in (230, 390):
        canvas.cuboid(x, 190, (158, 440), (56, 40), WHITE)
        canvas.box(x, 300, x + 158, 500, WHITE.soft)
        canvas.box(x + 20, 330, x + 138, 470, TONES["gray"].soft, 10)
        canvas.box(x + 38, 352, x + 120, 420, tone.soft, 8)
        canvas.box(x + 38, 352, x + 120, 372, tone.light, 6)
        for y in (226, 594):
            canvas.ellipse(x + 79, y, 24, 24, METAL.deep)
            canvas.line([(x + 64, y + 10), (x + 94, y - 10)], 5, "#30363d")
        canvas.box(x + 50, 436, x + 108, 454, "#2f9e57", 3)
        canvas.line([(x + 158, 192), (x + 158, 628)], 2, WHITE.dark)
    canvas.text(308, 522, "C32", 34, "#2b3036")
    canvas.text(468, 522, "6000", 28, "#2b3036")


def contactor(canvas: Canvas, tone: Tone) -> None:
    """Draw a three-pole contactor."""
    canvas.cuboid(190, 250, (360, 380), (80, 56), tone)
    canvas.cuboid(220, 210, (300, 120), (66, 46), tone)
    for row in (270, 590):
        for index in range(4):
            x = 232 + index * 84.0
            canvas.box(x - 28, row - 24, x + 28, row + 24, mix(tone.dark, "#000000", 0.35), 6)
            canvas.ellipse(x, row, 19, 19, METAL.soft)
            canvas.line([(x - 13, row), (x + 13, row)], 4, "#4a515b")
            canvas.line([(x, row - 13), (x, row + 13)], 4, "#4a515b")
    canvas.box(250, 360, 490, 520, tone.light, 12)
    canvas.box(330, 392, 410, 488, TONES["orange"].soft, 6)
    canvas.text(290, 440, "AC3", 26, tone.dark)
    canvas.text(450, 440, "32A", 30, tone.dark)


def relay(canvas: Canvas, tone: Tone) -> None:
    """Draw a plug-in relay with a clear cover."""
    canvas.cuboid(270, 190, (240, 320), (80, 56), tone)
    canvas.box(292, 214, 488, 380, mix(tone.base, "#ffffff", 0.35), 8)
    for y in range(300, 372, 9):
        canvas.box(330, y, 450, y + 7, COPPER.metal, 3)
    canvas.box(320, 240, 460, 284, METAL.metal, 4)
    canvas.ellipse(470, 250, 10, 10, TONES["green"].soft)
    canvas.text(390, 440, "24VDC", 38, tone.mark if tone.mark != "#ffffff" else "#ffffff")
    canvas.cuboid(256, 510, (268, 46), (80, 56), DARK)
    for index in range(6):
        x = 284 + index * 40.0
        canvas.box(x, 556, x + 14, 640, METAL.metal_upright, 3)


def push_button(canvas: Canvas, tone: Tone) -> None:
    """Draw a panel push button with its contact block."""
    canvas.cuboid(290, 470, (220, 190), (44, 30), DARK)
    for x in (330, 400, 470):
        canvas.ellipse(x, 610, 17, 17, METAL.soft)
        canvas.line([(x - 11, 610), (x + 11, 610)], 4, "#4a515b")
    canvas.can(400, 380, 480, (120, 48), METAL)
    canvas.can(400, 330, 384, (190, 80), METAL)
    canvas.ellipse(400, 328, 166, 68, BLACK.deep)
    canvas.can(400, 256, 318, (146, 60), tone)
    canvas.ellipse(400, 254, 130, 52, tone.soft)
    canvas.glow(350, 240, 66, 24, "#ffffff", 170)


def terminal(canvas: Canvas, tone: Tone) -> None:
    """Draw rail terminals side by side."""
    canvas.box(80, 560, 730, 600, METAL.metal, 4)
    for index in range(6):
        x = 170 + index * 72.0
        canvas.cuboid(x, 250, (66, 320), (50, 36), TONES["green"] if index == 5 else tone)
        for y in (300, 520):
            canvas.ellipse(x + 33, y, 21, 21, mix(tone.dark, "#000000", 0.3))
            canvas.ellipse(x + 33, y, 16, 16, METAL.soft)
            canvas.line([(x + 21, y), (x + 45, y)], 4, "#4a515b")
        canvas.box(x + 12, 380, x + 54, 436, "#ffffff", 4)
        canvas.text(x + 33, 408, str(index + 1), 30, "#2b3036")


def cable_coil(canvas: Canvas, tone: Tone) -> None:
    """Draw a coil of single core wire."""
    for step in range(9):
        y = 520 - step * 26.0
        canvas.line([(x, y + 5) for x, y in arc(400, y, (262, 120), (0, 360), 90)], 27, tone.dark)
        canvas.line(arc(400, y, (262, 120), (0, 360), 90), 22, tone.base)
        canvas.line(arc(400, y - 4, (262, 120), (20, 160), 50), 5, tone.light)
    canvas.ellipse(400, 312, 246, 106, mix(tone.dark, "#000000", 0.25))
    canvas.ellipse(400, 330, 240, 96, mix(tone.dark, "#000000", 0.5))
    canvas.line(arc(400, 312, (262, 120), (0, 360), 90), 22, tone.base)
    canvas.line(arc(400, 307, (262, 120), (190, 340), 50), 5, tone.light)
    canvas.tube([(640, 420), (700, 360), (720, 300)], 22, tone)
    canvas.tube([(721, 298), (728, 252)], 15, COPPER)
    canvas.box(330, 440, 470, 556, "#ffffff", 8)
    canvas.text(400, 482, "2.5", 40, "#2b3036")
    canvas.text(400, 524, "SQ", 26, "#5b6776")


def cable_drum(canvas: Canvas, tone: Tone) -> None:
    """Draw a drum of sheathed cable with a stripped end."""
    wood = TONES["kraft"]
    canvas.ellipse(260, 400, 150, 250, wood.dark)
    canvas.ellipse(246, 400, 148, 248, wood.deep)
    for index in range(11):
        x = 270 + index * 22.0
        canvas.ellipse(x, 400, 112, 196, tone.dark)
        canvas.ellipse(x - 3, 400, 110, 194, tone.round_flat)
    canvas.ellipse(548, 400, 150, 250, wood.dark)
    canvas.ellipse(534, 400, 148, 248, wood.soft)
    canvas.ring(534, 400, (120, 206), (116, 200), wood.dark)
    for angle in range(0, 360, 45):
        x, y = 534 + 94 * cos(angle * pi / 180), 400 + 160 * sin(angle * pi / 180)
        canvas.ellipse(x, y, 8, 11, METAL.deep)
    canvas.ellipse(534, 400, 42, 70, wood.dark)
    canvas.ellipse(530, 400, 36, 62, "#3a2c1a")


def network_cable(canvas: Canvas, tone: Tone) -> None:
    """Draw a patch cable with two modular plugs."""
    path = [(180, 560), *arc(400, 450, (210, 190), (150, 390), 60), (620, 560)]
    canvas.tube(path, 34, tone)
    canvas.tube([(x, y + 6) for x, y in arc(400, 450, (150, 130), (140, 400), 60)], 34, tone)
    for x in (150, 620):
        canvas.box(x - 36, 520, x + 66, 610, tone.round_flat, 14)
    for x0, x1, pins in ((40, 126, 44), (680, 766, 762)):
        canvas.box(x0, 512, x1, 618, TONES["clear"].soft, 8)
        for index in range(8):
            y = 524 + index * 11.5
            canvas.line([(pins - 4 if pins > 400 else pins + 2, y), ((x0 + x1) / 2, y)], 5, GOLD.base)


def wire_duct(canvas: Canvas, tone: Tone) -> None:
    """Draw a slotted wiring duct with its cover."""
    canvas.cuboid(110, 430, (520, 150), (90, 64), tone)
    canvas.polygon([(130, 428), (640, 428), (704, 374), (214, 374)], mix(tone.dark, "#000000", 0.2))
    for index in range(17):
        x = 124 + index * 30.0
        canvas.box(x, 436, x + 13, 546, mix(tone.dark, "#000000", 0.12), 5)
    canvas.polygon([(90, 330), (610, 330), (700, 262), (180, 262)], tone.light)
    canvas.polygon([(90, 330), (610, 330), (610, 356), (90, 356)], tone.soft)
    canvas.polygon([(610, 330), (700, 262), (700, 288), (610, 356)], tone.deep)


def led_panel(canvas: Canvas, tone: Tone) -> None:
    """Draw a lit ceiling panel."""
    canvas.polygon([(120, 300), (560, 170), (710, 480), (250, 650)], METAL.deep)
    canvas.polygon([(130, 296), (556, 170), (700, 470), (254, 636)], WHITE.base)
    canvas.polygon([(160, 304), (546, 190), (672, 460), (270, 606)], Gradient(((0, "#ffffff"), (1, tone.base))))
    canvas.glow(410, 380, 300, 220, tone.light, 200)
    canvas.line([(600, 230), (680, 180), (720, 120)], 7, BLACK.base)


def bulb(canvas: Canvas, tone: Tone) -> None:
    """Draw an LED bulb."""
    canvas.glow(400, 300, 330, 300, tone.base, 150)
    canvas.ellipse(400, 300, 168, 168, Gradient(((0, "#ffffff"), (0.6, tone.light), (1, tone.base))))
    canvas.polygon([(262, 390), (538, 390), (478, 520), (322, 520)], WHITE.round)
    canvas.polygon([(300, 396), (500, 396), (474, 460), (326, 460)], Gradient(((0, tone.base), (1, "#f2f4f7"))))
    for index in range(5):
        y = 520 + index * 24.0
        canvas.box(326 + index * 2, y, 474 - index * 2, y + 19, METAL.metal_upright, 8)
    canvas.polygon([(350, 640), (450, 640), (424, 672), (376, 672)], BLACK.base)
    canvas.ellipse(400, 674, 22, 10, METAL.metal_upright)
    canvas.glow(340, 230, 54, 66, "#ffffff", 230)


def chip_reel(canvas: Canvas, tone: Tone) -> None:
    """Draw a tape reel of chip components."""
    canvas.ellipse(390, 400, 290, 290, tone.dark)
    canvas.ellipse(384, 396, 288, 288, tone.soft)
    canvas.ring(384, 396, (262, 262), (258, 258), tone.dark)
    for angle in range(30, 390, 120):
        x, y = 384 + 150 * cos(angle * pi / 180), 396 + 150 * sin(angle * pi / 180)
        canvas.polygon(star(x, y, 72, 3, angle + 180), mix(tone.dark, "#000000", 0.25))
    canvas.ellipse(384, 396, 76, 76, tone.deep)
    canvas.ellipse(384, 396, 30, 30, "#f4f7fa")
    canvas.polygon([(384, 664), (760, 690), (760, 740), (384, 706)], WHITE.soft)
    for index in range(11):
        x = 410 + index * 32.0
        canvas.ellipse(x, 678 + index * 2.2, 5, 5, "#4a515b")
        canvas.box(x - 6, 690 + index * 2.2, x + 12, 706 + index * 2.2, BLACK.soft, 2)
    canvas.box(300, 190, 470, 270, "#ffffff", 6)
    canvas.text(385, 230, "10K 1%", 30, "#2b3036")


def capacitor(canvas: Canvas, tone: Tone) -> None:
    """Draw electrolytic capacitors of two sizes."""
    for cx, top, bottom, radius in ((320, 210, 560, 120), (540, 340, 570, 78)):
        for offset in (-radius * 0.35, radius * 0.35):
            canvas.line([(cx + offset, bottom), (cx + offset, bottom + 120)], 7, METAL.base)
        canvas.can(cx, top, bottom, (radius, radius * 0.32), tone, METAL.metal_upright)
        canvas.box(cx + radius * 0.34, top + radius * 0.3, cx + radius * 0.74, bottom + 6, TONES["gray"].light)
        for y in range(int(top + 80), int(bottom - 20), 70):
            canvas.line([(cx + radius * 0.44, y), (cx + radius * 0.64, y)], 6, tone.dark)
        canvas.ring(cx, top, (radius * 0.84, radius * 0.27), (radius * 0.8, radius * 0.25), METAL.dark)
        canvas.line([(cx - radius * 0.5, top), (cx + radius * 0.5, top)], 3, METAL.dark)
        canvas.text(cx - radius * 0.3, (top + bottom) / 2, "470" if radius > 100 else "47", radius * 0.42, "#ffffff")


def pin_header(canvas: Canvas, tone: Tone) -> None:
    """Draw a row of header pins."""
    for index in range(10):
        x = 130 + index * 56.0
        canvas.polygon([(x + 20, 250), (x + 34, 244), (x + 34, 420), (x + 20, 420)], GOLD.metal_upright)
        canvas.box(x + 20, 480, x + 34, 640, GOLD.metal_upright, 4)
    for index in range(10):
        canvas.cuboid(106 + index * 56, 400, (54, 110), (30, 22), tone)
    for index in range(10):
        x = 130 + index * 56.0
        canvas.box(x + 20, 230, x + 34, 392, GOLD.metal_upright, 4)


def chip(canvas: Canvas, tone: Tone) -> None:
    """Draw an integrated circuit."""
    for index in range(7):
        x = 210 + index * 58.0
        canvas.polygon([(x, 250), (x + 26, 250), (x + 36, 214), (x + 10, 214)], METAL.soft)
        canvas.polygon([(x, 540), (x + 26, 540), (x + 20, 600), (x - 6, 600)], METAL.metal_upright)
        canvas.polygon([(x - 6, 600), (x + 20, 600), (x + 16, 624), (x - 10, 624)], METAL.deep)
    canvas.cuboid(170, 290, (430, 260), (50, 50), tone)
    canvas.box(170, 290, 600, 550, tone.soft, 4)
    canvas.ellipse(214, 506, 20, 20, tone.deep)
    canvas.line([(196, 306), (576, 306)], 3, tone.light)
    canvas.text(390, 400, "TS485E", 66, tone.mark)
    canvas.text(390, 470, "2604  CN", 34, tone.mark)


def led(canvas: Canvas, tone: Tone) -> None:
    """Draw a light-emitting diode."""
    canvas.glow(400, 300, 300, 280, tone.base, 130)
    canvas.line([(360, 460), (360, 720)], 13, METAL.base)
    canvas.line([(440, 460), (440, 660)], 13, METAL.base)
    canvas.polygon([(350, 440), (372, 440), (372, 330), (412, 330), (396, 362), (350, 380)], METAL.soft)
    canvas.polygon([(428, 440), (450, 440), (450, 340), (428, 350)], METAL.deep)
    canvas.ellipse(400, 270, 116, 120, tone.round)
    canvas.box(284, 270, 516, 440, tone.round)
    canvas.box(262, 430, 538, 476, tone.round, 12)
    canvas.glow(350, 270, 40, 90, "#ffffff", 210)


def proximity_sensor(canvas: Canvas, tone: Tone) -> None:
    """Draw a threaded inductive sensor with its cable."""
    canvas.tube([(560, 400), (650, 400), (740, 440)], 30, BLACK)
    canvas.box(90, 330, 170, 470, TONES["blue"].round_flat, 12)
    canvas.box(164, 334, 530, 466, tone.metal)
    x = 172.0
    while x < 524:
        canvas.line([(x, 336), (x + 8, 464)], 3, mix(tone.base, tone.dark, 0.7))
        x += 12
    canvas.box(524, 346, 580, 454, BLACK.round_flat, 16)
    for x in (260, 390):
        canvas.box(x, 304, x + 44, 496, METAL.metal, 6)
        canvas.line([(x + 2, 366), (x + 42, 366)], 3, METAL.dark)
        canvas.line([(x + 2, 434), (x + 42, 434)], 3, METAL.dark)
    canvas.ellipse(552, 374, 8, 8, TONES["amber"].soft)


def photo_sensor(canvas: Canvas, tone: Tone) -> None:
    """Draw a small photoelectric sensor."""
    canvas.tube([(420, 560), (430, 680), (520, 730)], 26, BLACK)
    canvas.cuboid(300, 190, (200, 380), (96, 66), tone)
    canvas.ellipse(400, 300, 66, 66, BLACK.deep)
    canvas.ellipse(400, 300, 54, 54, Gradient(((0, "#ff9d94"), (0.5, "#c2261f"), (1, "#5c0d0a"))))
    canvas.glow(382, 280, 22, 22, "#ffffff", 230)
    canvas.ellipse(400, 440, 50, 50, BLACK.deep)
    canvas.ellipse(400, 440, 40, 40, Gradient(((0, "#6a727d"), (1, "#15181c"))))
    canvas.ellipse(340, 150, 10, 5, TONES["green"].base)
    canvas.ellipse(380, 150, 10, 5, TONES["amber"].base)
    for y in (222, 540):
        canvas.ellipse(328, y, 11, 11, METAL.soft)
    canvas.text(400, 524, "PNP", 30, tone.mark)


def power_supply(canvas: Canvas, tone: Tone) -> None:
    """Draw an enclosed switching power supply."""
    canvas.cuboid(110, 330, (520, 230), (100, 70), tone)
    for row in range(6):
        for column in range(13):
            x, y = 150 + column * 34.0, 366 + row * 25.0
            canvas.ellipse(x, y, 8, 6, mix(tone.dark, "#000000", 0.45))
    canvas.cuboid(110, 520, (520, 70), (20, 14), BLACK)
    for index in range(9):
        x = 146 + index * 56.0
        canvas.ellipse(x, 556, 18, 18, METAL.soft)
        canvas.line([(x - 11, 556), (x + 11, 556)], 4, "#4a515b")
        canvas.line([(x, 545), (x, 567)], 4, "#4a515b")
    canvas.text(400, 296, "24V 6.5A", 36, tone.dark if tone.mark == "#ffffff" else tone.mark)


def controller(canvas: Canvas, tone: Tone) -> None:
    """Draw a panel temperature controller."""
    canvas.cuboid(200, 220, (380, 380), (70, 50), tone)
    canvas.box(200, 220, 580, 600, tone.soft, 14)
    canvas.box(230, 250, 550, 470, "#0e1114", 10)
    canvas.text(400, 320, "186.5", 92, "#ff5a4d")
    canvas.text(400, 420, "180.0", 66, "#4fd37f")
    for index in range(4):
        x = 244 + index * 80.0
        canvas.box(x, 510, x + 62, 566, TONES["gray"].soft, 10)
        canvas.text(x + 31, 538, ("SET", "<", "v", "^")[index], 26, "#2b3036")
    for index, name in enumerate(("red", "green", "amber")):
        canvas.ellipse(256 + index * 30, 486, 7, 7, TONES[name].base)


DRAWINGS = {
    "breaker": breaker,
    "contactor": contactor,
    "relay": relay,
    "push_button": push_button,
    "terminal": terminal,
    "cable_coil": cable_coil,
    "cable_drum": cable_drum,
    "network_cable": network_cable,
    "wire_duct": wire_duct,
    "led_panel": led_panel,
    "bulb": bulb,
    "chip_reel": chip_reel,
    "capacitor": capacitor,
    "pin_header": pin_header,
    "chip": chip,
    "led": led,
    "proximity_sensor": proximity_sensor,
    "photo_sensor": photo_sensor,
    "power_supply": power_supply,
    "controller": controller,
}
TURNS: dict[str, float] = {"proximity_sensor": 24}
