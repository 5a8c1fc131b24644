"""Screws, nuts, washers and anchors."""

from demo.content.pictures.canvas import Canvas, Point, Tone, arc, mix, star


def _thread(canvas: Canvas, x0: float, x1: float, middle: float, radius: float, tone: Tone, pitch: float = 15) -> None:
    canvas.box(x0, middle - radius, x1, middle + radius, tone.metal)
    x = x0 + pitch / 2
    while x < x1 - pitch / 2:
        canvas.line(
            [(x, middle - radius + 2), (x + pitch * 0.45, middle + radius - 2)], 3.4, mix(tone.base, tone.dark, 0.75)
        )
        canvas.line([(x + 4, middle - radius + 4), (x + pitch * 0.45 + 4, middle + radius - 6)], 1.6, tone.light)
        x += pitch
    teeth = int((x1 - x0) // pitch)
    for index in range(teeth):
        left = x0 + index * pitch
        for side in (-1, 1):
            edge = middle + side * radius
            canvas.polygon([(left, edge), (left + pitch / 2, edge + side * 6), (left + pitch, edge)], tone.base)


def _tip(canvas: Canvas, x: float, middle: float, radius: float, tone: Tone, length: float = 16) -> None:
    canvas.polygon(
        [
            (x, middle - radius),
            (x + length, middle - radius * 0.72),
            (x + length, middle + radius * 0.72),
            (x, middle + radius),
        ],
        tone.metal,
    )


def socket_screw(canvas: Canvas, tone: Tone) -> None:
    """Draw a socket cap screw and, beside it, its head from above."""
    canvas.box(70, 300, 190, 460, tone.metal, 10)
    x = 80.0
    while x < 180:
        canvas.line([(x, 304), (x, 456)], 3, mix(tone.base, tone.dark, 0.55))
        x += 11
    canvas.box(188, 334, 330, 426, tone.metal)
    _thread(canvas, 320, 640, 380, 46, tone)
    _tip(canvas, 640, 380, 46, tone)
    _head_from_above(canvas, 560, 590, 96, tone)


def _head_from_above(canvas: Canvas, cx: float, cy: float, radius: float, tone: Tone) -> None:
    canvas.ellipse(cx, cy, radius, radius, tone.metal)
    canvas.ellipse(cx, cy, radius * 0.9, radius * 0.9, tone.soft)
    canvas.polygon(star(cx, cy, radius * 0.52, 6), mix(tone.dark, "#000000", 0.45))
    canvas.polygon(star(cx, cy + 5, radius * 0.42, 6), mix(tone.dark, "#000000", 0.2))


def hex_bolt(canvas: Canvas, tone: Tone) -> None:
    """Draw a hexagon bolt and its head from above."""
    for top, bottom, paint in ((290, 340, tone.deep), (340, 420, tone.soft), (420, 470, tone.deep)):
        canvas.box(80, top, 170, bottom, paint, 6)
    canvas.box(168, 300, 182, 460, tone.metal)
    canvas.box(180, 336, 340, 424, tone.metal)
    _thread(canvas, 330, 650, 380, 44, tone)
    _tip(canvas, 650, 380, 44, tone)
    canvas.polygon(star(560, 590, 104, 6, 30), tone.deep)
    canvas.polygon(star(560, 586, 100, 6, 30), tone.soft)
    canvas.ring(560, 586, (80, 80), (74, 74), tone.dark)
    canvas.text(560, 586, "8.8" if tone.base == "#b4bfca" else "A2", 44, tone.dark)


def countersunk_screw(canvas: Canvas, tone: Tone) -> None:
    """Draw a flat head screw and its cross recess from above."""
    canvas.polygon([(90, 270), (106, 262), (200, 336), (200, 424), (106, 498), (90, 490)], tone.metal)
    _thread(canvas, 198, 620, 380, 44, tone)
    _tip(canvas, 620, 380, 44, tone)
    canvas.ellipse(560, 590, 104, 104, tone.metal)
    canvas.ellipse(560, 588, 95, 95, tone.soft)
    hole = mix(tone.dark, "#000000", 0.4)
    canvas.box(546, 528, 574, 648, hole, 8)
    canvas.box(500, 574, 620, 602, hole, 8)


def self_tapping_screw(canvas: Canvas, tone: Tone) -> None:
    """Draw a pan head screw with a pointed thread."""
    canvas.ellipse(120, 380, 44, 96, tone.metal)
    canvas.box(118, 284, 158, 476, tone.metal, 6)
    canvas.polygon([(158, 350), (560, 358), (680, 380), (560, 402), (158, 410)], tone.metal)
    x = 190.0
    while x < 640:
        reach = 58 if x < 540 else 58 - (x - 540) * 0.44
        canvas.polygon(
            [(x, 380 - reach), (x + 12, 380 - reach + 8), (x + 30, 380 + reach), (x + 18, 380 + reach - 6)], tone.base
        )
        canvas.line([(x + 1, 380 - reach + 2), (x + 19, 380 + reach - 8)], 2, tone.light)
        x += 34
    canvas.ellipse(560, 590, 92, 92, tone.metal)
    canvas.ellipse(560, 586, 82, 82, tone.soft)
    hole = mix(tone.dark, "#000000", 0.4)
    canvas.box(549, 534, 571, 638, hole, 6)
    canvas.box(508, 575, 612, 597, hole, 6)


def hex_nut(canvas: Canvas, tone: Tone) -> None:
    """Draw three hexagon nuts, one in front."""
    for cx, cy, radius in ((300, 290, 140), (545, 330, 120), (420, 490, 180)):
        _nut(canvas, cx, cy, radius, tone)


def _nut(canvas: Canvas, cx: float, cy: float, radius: float, tone: Tone) -> None:
    top = star(cx, cy, radius, 6, 12)
    depth = radius * 0.38
    flattened: list[Point] = [(x, cy + (y - cy) * 0.72) for x, y in top]
    lowered = [(x, y + depth) for x, y in flattened]
    for index in range(6):
        after = (index + 1) % 6
        side = [flattened[index], flattened[after], lowered[after], lowered[index]]
        if (side[0][1] + side[1][1]) / 2 > cy:
            shade = (side[0][0] + side[1][0]) / 2 - cx
            canvas.polygon(side, tone.deep if shade > 0 else tone.soft)
            canvas.line([side[0], side[3]], 2, tone.dark)
    canvas.polygon(flattened, tone.soft)
    canvas.ring(cx, cy, (radius * 0.8, radius * 0.58), (radius * 0.76, radius * 0.55), tone.base)
    canvas.ellipse(cx, cy, radius * 0.52, radius * 0.38, mix(tone.dark, "#000000", 0.5))
    for step in range(4):
        canvas.line(arc(cx, cy + 6 + step * radius * 0.07, (radius * 0.47, radius * 0.32), (15, 165)), 3, tone.base)


def washer(canvas: Canvas, tone: Tone) -> None:
    """Draw flat washers on a heap."""
    for cx, cy, radius in ((320, 560, 170), (500, 470, 170), (360, 350, 190)):
        inner = radius * 0.5
        canvas.ring(cx, cy + 16, (radius, radius * 0.66), (inner, inner * 0.62), tone.dark)
        canvas.ring(cx, cy, (radius, radius * 0.66), (inner, inner * 0.66), tone.metal_upright)
        canvas.ring(cx, cy, (radius * 0.97, radius * 0.635), (radius * 0.94, radius * 0.61), tone.light)
        canvas.line(arc(cx, cy + 3, (inner, inner * 0.66), (195, 345)), 3, tone.dark)


def anchor(canvas: Canvas, tone: Tone) -> None:
    """Draw a sleeve anchor with washer and nut."""
    _thread(canvas, 70, 180, 400, 34, tone)
    for top, bottom, paint in ((322, 370, tone.deep), (370, 430, tone.soft), (430, 478, tone.deep)):
        canvas.box(160, top, 226, bottom, paint, 5)
    canvas.box(224, 306, 244, 494, tone.metal, 4)
    canvas.box(244, 350, 560, 450, tone.metal, 4)
    for y in (376, 400, 424):
        canvas.line([(400, y), (552, y)], 5, mix(tone.dark, "#000000", 0.3))
    canvas.polygon([(560, 364), (690, 338), (716, 350), (716, 450), (690, 462), (560, 436)], tone.metal)
    canvas.line([(562, 364), (562, 436)], 4, tone.dark)


DRAWINGS = {
    "socket_screw": socket_screw,
    "hex_bolt": hex_bolt,
    "countersunk_screw": countersunk_screw,
    "self_tapping_screw": self_tapping_screw,
    "hex_nut": hex_nut,
    "washer": washer,
    "anchor": anchor,
}
TURNS = {"socket_screw": 24, "hex_bolt": 24, "countersunk_screw": 24, "self_tapping_screw": 24, "anchor": 32}
