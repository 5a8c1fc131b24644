"""
Draw clean product pictures with Pillow: shapes with gradients on a light ground, with a soft shadow.

Coordinates are those of the finished picture of 800 × 800; drawing happens at twice that and is scaled down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

SIZE = 800
SCALE = 2
Point = tuple[float, float]
Colour = tuple[int, int, int]
At = Callable[[float, float], Point]
"""Moves a point of the picture into a mask."""
Shape = Callable[[ImageDraw.ImageDraw, At], object]
"""Draws in white on a mask what is to be filled."""


@dataclass(frozen=True)
class Tone:
    """The colours of one material, light to dark, and a colour for marks upon it."""

    light: str
    base: str
    dark: str
    mark: str = "#ffffff"

    @property
    def metal(self) -> "Gradient":
        """Shade a polished round across its height."""
        return Gradient(
            (
                (0.0, self.dark),
                (0.14, self.base),
                (0.32, self.light),
                (0.5, self.base),
                (0.82, self.dark),
                (1.0, self.base),
            ),
        )

    @property
    def metal_upright(self) -> "Gradient":
        """Shade a polished round across its width."""
        return Gradient(self.metal.stops, "x")

    @property
    def soft(self) -> "Gradient":
        """Shade a matt face lit from above."""
        return Gradient(((0.0, self.light), (1.0, self.base)))

    @property
    def deep(self) -> "Gradient":
        """Shade a matt face in half shadow."""
        return Gradient(((0.0, self.base), (1.0, self.dark)))

    @property
    def round(self) -> "Gradient":
        """Shade a matt round standing upright."""
        return Gradient(((0.0, self.dark), (0.25, self.light), (0.55, self.base), (1.0, self.dark)), "x")

    @property
    def round_flat(self) -> "Gradient":
        """Shade a matt round lying on its side."""
        return Gradient(self.round.stops, "y")


@dataclass(frozen=True)
class Gradient:
    """Colours at places between 0 and 1, running along `direction` (x or y)."""

    stops: tuple[tuple[float, str], ...]
    direction: str = "y"


Paint = str | Gradient

TONES: dict[str, Tone] = {
    "zinc": Tone("#eef3f8", "#b4bfca", "#75828f"),
    "steel": Tone("#fafbfc", "#c3c9cf", "#858d95"),
    "bright": Tone("#ffffff", "#d5dae0", "#949da8"),
    "black": Tone("#6b7078", "#2f3339", "#15181c", "#e8eaed"),
    "gunmetal": Tone("#8b929b", "#50565f", "#2b3036", "#e8eaed"),
    "bluesteel": Tone("#b9cbe2", "#5f7fa8", "#34506f"),
    "brass": Tone("#fff0bd", "#d9b451", "#9a7420"),
    "gold": Tone("#fff2b0", "#e3b938", "#a67c12"),
    "bronze": Tone("#f0cfae", "#b67b45", "#77481f"),
    "white": Tone("#ffffff", "#eceff3", "#bfc7d1", "#5b6776"),
    "ivory": Tone("#fffdf6", "#efe9da", "#c2b89e", "#6b6353"),
    "cream": Tone("#fff9ea", "#f0e2c3", "#c7b183", "#7b6a42"),
    "gray": Tone("#dfe3e8", "#a3abb6", "#69727e"),
    "charcoal": Tone("#6a727d", "#3c434d", "#20252c", "#e8eaed"),
    "rubber": Tone("#5c6068", "#2a2d33", "#121417", "#cfd3d8"),
    "red": Tone("#ff8a80", "#d93a32", "#8f1a18"),
    "orange": Tone("#ffc078", "#f0842c", "#b0530d"),
    "amber": Tone("#ffdf8a", "#f0a81e", "#a86d05"),
    "yellow": Tone("#fff3a0", "#f4cf2c", "#b89308", "#3a3200"),
    "green": Tone("#a4dfb0", "#3da35d", "#1d6a37"),
    "teal": Tone("#9fded8", "#2a9d94", "#12655f"),
    "blue": Tone("#9cc3f7", "#2f73d0", "#174586"),
    "purple": Tone("#d9c4f5", "#8a5fcf", "#553392"),
    "pink": Tone("#ffdce8", "#f3a5c0", "#c26a8a"),
    "brown": Tone("#c09a7a", "#7c5233", "#4a2d18"),
    "soy": Tone("#7c4a2c", "#43210f", "#220f05"),
    "kraft": Tone("#eed3ab", "#cda26b", "#977042", "#5c4222"),
    "kraftdark": Tone("#dcb584", "#ad7d47", "#7a5229", "#4a3014"),
    "clear": Tone("#f4fafd", "#cfe3ec", "#94b4c3", "#4c6b7a"),
    "warm": Tone("#fffbe8", "#ffe7ad", "#d9b35c", "#8a6a1f"),
    "neutral": Tone("#ffffff", "#fdf3dc", "#cfc4a8", "#7c7460"),
    "cool": Tone("#ffffff", "#e3effc", "#a9c2de", "#54708f"),
    "rainbow": Tone("#ffffff", "#d5dae0", "#949da8"),
}
METAL = TONES["steel"]
DARK = TONES["charcoal"]
WHITE = TONES["white"]
BLACK = TONES["black"]
GOLD = TONES["gold"]


class Canvas:
    """A transparent sheet that an object is drawn on."""

    def __init__(self) -> None:
        side = SIZE * SCALE
        self.layer = Image.new("RGBA", (side, side), (255, 255, 255, 0))

    def polygon(self, points: Sequence[Point], paint: Paint) -> None:
        """Fill a polygon."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._fill(
            (min(xs), min(ys), max(xs), max(ys)),
            paint,
            lambda draw, at: draw.polygon([at(*p) for p in points], fill=255),
        )

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, paint: Paint) -> None:
        """Fill an ellipse around its centre."""
        box = (cx - rx, cy - ry, cx + rx, cy + ry)
        self._fill(box, paint, lambda draw, at: draw.ellipse([*at(*box[:2]), *at(*box[2:])], fill=255))

    def ring(self, cx: float, cy: float, outer: Point, inner: Point, paint: Paint) -> None:
        """Fill the band between two ellipses with one centre."""
        box = (cx - outer[0], cy - outer[1], cx + outer[0], cy + outer[1])
        hole = (cx - inner[0], cy - inner[1], cx + inner[0], cy + inner[1])

        def shape(draw: ImageDraw.ImageDraw, at: At) -> None:
            draw.ellipse([*at(*box[:2]), *at(*box[2:])], fill=255)
            draw.ellipse([*at(*hole[:2]), *at(*hole[2:])], fill=0)

        self._fill(box, paint, shape)

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: Paint, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if asked."""
        corner = radius * SCALE
        self._fill(
            (x0, y0, x1, y1),
            paint,
            lambda draw, at: draw.rounded_rectangle([*at(x0, y0), *at(x1, y1)], radius=corner, fill=255),
        )

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        """Stroke a path with round joints and ends."""
        draw = ImageDraw.Draw(self.layer)
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        draw.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        r = width * SCALE / 2
        for x, y in (scaled[0], scaled[-1]):
            draw.ellipse([x - r, y - r, x + r, y + r], fill=colour)

    def tube(self, points: Sequence[Point], width: float, tone: Tone) -> None:
        """Stroke a path so that it looks round: dark, middle and a thin light on top."""
        self.line(points, width, tone.dark)
        self.line([(x, y - width * 0.06) for x, y in points], width * 0.78, tone.base)
        self.line([(x - width * 0.05, y - width * 0.18) for x, y in points], width * 0.2, tone.light)

    def cut(self, points: Sequence[Point]) -> None:
        """Cut a polygon out of what is there."""
        ImageDraw.Draw(self.layer).polygon([(x * SCALE, y * SCALE) for x, y in points], fill=(255, 255, 255, 0))

    def glow(self, cx: float, cy: float, rx: float, ry: float, colour: str, strength: int) -> None:
        """Lay a translucent spot over what is there."""
        w, h = round(rx * 2 * SCALE), round(ry * 2 * SCALE)
        mask = _glow_mask().resize((w, h)).point(lambda value: value * strength // 255)
        spot = Image.new("RGBA", (w, h), colour)
        spot.putalpha(mask)
        self.layer.alpha_composite(spot, (round((cx - rx) * SCALE), round((cy - ry) * SCALE)))

    def cuboid(self, x: float, y: float, size: tuple[float, float], depth: Point, tone: Tone) -> None:
        """Draw a box seen from the upper right; `depth` is how far the back is shifted right and up."""
        w, h = size
        dx, dy = depth
        self.polygon([(x, y), (x + dx, y - dy), (x + w + dx, y - dy), (x + w, y)], tone.light)
        self.polygon([(x + w, y), (x + w + dx, y - dy), (x + w + dx, y + h - dy), (x + w, y + h)], tone.deep)
        self.box(x, y, x + w, y + h, tone.soft)

    def can(self, cx: float, top: float, bottom: float, radius: Point, tone: Tone, lid: Paint | None = None) -> None:
        """Draw an upright cylinder."""
        rx, ry = radius
        self.ellipse(cx, bottom, rx, ry, tone.round)
        self.box(cx - rx, top, cx + rx, bottom, tone.round)
        self.ellipse(cx, top, rx, ry, lid or tone.soft)

    def text(self, x: float, y: float, words: str, size: float, colour: str) -> None:
        """Print a short Latin mark centred on a point."""
        font = ImageFont.load_default(size * SCALE)
        ImageDraw.Draw(self.layer).text((x * SCALE, y * SCALE), words, fill=colour, font=font, anchor="mm")

    def _fill(self, box: tuple[float, float, float, float], paint: Paint, shape: Shape) -> None:
        left, top = int(box[0] * SCALE) - 1, int(box[1] * SCALE) - 1
        size = (int(box[2] * SCALE) - left + 2, int(box[3] * SCALE) - top + 2)
        mask = Image.new("L", size, 0)
        shape(ImageDraw.Draw(mask), lambda x, y: (x * SCALE - left, y * SCALE - top))
        source: Image.Image | Colour
        if isinstance(paint, Gradient):
            source = _strip(paint).resize(size, Image.Resampling.BILINEAR)
            self.layer.paste(source, (left, top), mask)
        else:
            self.layer.paste(_rgb(paint), (left, top, left + size[0], top + size[1]), mask)


def star(cx: float, cy: float, radius: float, corners: int, turn: float = 0) -> list[Point]:
    """Give the corners of a regular polygon; `turn` is in degrees."""
    angles = (turn * pi / 180 + 2 * pi * corner / corners for corner in range(corners))
    return [(cx + radius * cos(angle), cy + radius * sin(angle)) for angle in angles]


def arc(cx: float, cy: float, radius: Point, degrees: tuple[float, float], steps: int = 40) -> list[Point]:
    """Give points along an elliptic arc."""
    start, end = degrees
    angles = ((start + (end - start) * step / steps) * pi / 180 for step in range(steps + 1))
    return [(cx + radius[0] * cos(angle), cy + radius[1] * sin(angle)) for angle in angles]


def mix(first: str, second: str, share: float) -> str:
    """Blend two colours; `share` of the second."""
    a, b = _rgb(first), _rgb(second)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def finish(canvas: Canvas, *, turn: float = 0) -> Image.Image:
    """Scale the drawing down, turn it by `turn` degrees and lay it with its shadow on the ground."""
    art = canvas.layer.reduce(SCALE)
    if turn:
        art = art.rotate(turn, Image.Resampling.BICUBIC)
    picture = _ground().copy()
    shadow = art.getchannel("A").resize((100, 100), Image.Resampling.BOX)
    shadow = shadow.filter(ImageFilter.GaussianBlur(2.6)).point(lambda value: value * 70 // 255)
    picture.paste((38, 52, 74), (6, 22), shadow.resize((SIZE, SIZE), Image.Resampling.BICUBIC))
    picture.paste(art, (0, 0), art)
    return picture


def to_webp(picture: Image.Image, *, quality: int = 84) -> bytes:
    """Encode a finished picture."""
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=2)
    return buffer.getvalue()


def to_png(picture: Image.Image) -> bytes:
    """Encode a logo or a banner."""
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    upper, lower = _rgb("#fdfefe"), _rgb("#e8edf3")
    fade = (
        Image.radial_gradient("L")
        .resize((SIZE * 2, SIZE * 2))
        .crop((SIZE // 2, SIZE // 2, SIZE * 3 // 2, SIZE * 3 // 2))
    )
    ground = Image.new("RGB", (SIZE, SIZE), upper)
    ground.paste(lower, (0, 0, SIZE, SIZE), fade)
    return ground


@lru_cache(maxsize=1)
def _glow_mask() -> Image.Image:
    return Image.radial_gradient("L").point(lambda value: max(0, 255 - value * 255 // 181))


@lru_cache(maxsize=4096)
def _strip(gradient: Gradient) -> Image.Image:
    length = 128
    colours = [_blend(gradient.stops, place / (length - 1)) for place in range(length)]
    strip = Image.new("RGB", (1, length) if gradient.direction == "y" else (length, 1))
    strip.putdata(colours)
    return strip


def _blend(stops: tuple[tuple[float, str], ...], place: float) -> Colour:
    for (low, first), (high, second) in pairwise(stops):
        if place <= high:
            return _rgb(mix(first, second, (place - low) / (high - low)))
    return _rgb(stops[-1][1])


@lru_cache(maxsize=4096)
def _rgb(colour: str) -> Colour:
    return ImageColor.getrgb(colour)[:3]
