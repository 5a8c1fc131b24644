"""The drawings by name, and the files made of them: product pictures, logos and banners."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from math import cos, pi, sin
from multiprocessing import get_context
from random import Random

from PIL import Image, ImageDraw, ImageFont

from demo.content.pictures import electric, hardware, machine, protective, supply
from demo.content.pictures.canvas import TONES, Canvas, Tone, finish, mix, to_png, to_webp

DRAWINGS: dict[str, Callable[[Canvas, Tone], None]] = {
    **hardware.DRAWINGS,
    **machine.DRAWINGS,
    **protective.DRAWINGS,
    **electric.DRAWINGS,
    **supply.DRAWINGS,
}
TURNS: dict[str, float] = {**hardware.TURNS, **machine.TURNS, **protective.TURNS, **electric.TURNS, **supply.TURNS}
LOGO_SIDE = 256
BANNER_SIZE = (1440, 480)


def draw_picture(name: str) -> Image.Image:
    """Draw the picture called `drawing-tone`, such as `hex_nut-brass`."""
    drawing, tone = name.rsplit("-", 1)
    canvas = Canvas()
    DRAWINGS[drawing](canvas, TONES[tone])
    return finish(canvas, turn=TURNS.get(drawing, 0))


def picture_file(name: str) -> bytes:
    """Draw a product picture as a WebP file of 800 × 800."""
    return to_webp(draw_picture(name))


def picture_files(names: Iterable[str], *, processes: int) -> Iterator[tuple[str, bytes]]:
    """Begin to draw many pictures in processes of their own, and hand them over by name while others are drawn."""
    wanted = sorted(set(names))
    if processes < 1:
        return ((name, picture_file(name)) for name in wanted)
    # A forked child would close the parent's database connection on its way out; a spawned one has none.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    files = pool.map(picture_file, wanted, chunksize=8)
    pool.shutdown(wait=False)
    return zip(wanted, files, strict=True)


def logo_file(*, brand: str, colour: str, number: int) -> bytes:
    """Draw a company's mark: an emblem in its colour with the brand's first letter, as PNG."""
    side = LOGO_SIDE * 2
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    dark = mix(colour, "#000000", 0.35)
    _emblem(draw, side, number % 4, colour, dark)
    font = ImageFont.load_default(side * 0.5)
    draw.text((side / 2, side / 2), brand[0], fill="#ffffff", font=font, anchor="mm")
    return to_png(picture.reduce(2))


def _emblem(draw: ImageDraw.ImageDraw, side: int, form: int, colour: str, dark: str) -> None:
    edge = side - 8
    if form == 0:
        draw.rounded_rectangle([8, 8, edge, edge], radius=side // 5, fill=colour)
        draw.polygon(
            [(8 + side // 5, edge), (edge, 8 + side // 5), (edge, edge - side // 5), (edge - side // 5, edge)],
            fill=dark,
        )
    elif form == 1:
        draw.ellipse([8, 8, edge, edge], fill=colour)
        draw.pieslice([8, 8, edge, edge], 20, 110, fill=dark)
    elif form == 2:
        corners = [
            (side / 2 + edge / 2 * cos(pi / 6 + pi / 3 * i), side / 2 + edge / 2 * sin(pi / 6 + pi / 3 * i))
            for i in range(6)
        ]
        draw.polygon(corners, fill=colour)
        draw.polygon([(side / 2, side / 2), *corners[:3]], fill=dark)
    else:
        draw.polygon(
            [(side / 2, 8), (edge, side / 4), (edge, side * 0.62), (side / 2, edge), (8, side * 0.62), (8, side / 4)],
            fill=colour,
        )
        draw.polygon([(side / 2, 8), (edge, side / 4), (edge, side * 0.62), (side / 2, edge)], fill=dark)


def banner_file(*, colour: str, pictures: tuple[str, ...], seed: int) -> bytes:
    """Draw a wide banner with up to three goods on the right; words are laid over it by the page."""
    width, height = BANNER_SIZE
    picture = Image.new("RGB", BANNER_SIZE, colour)
    deep, light = mix(colour, "#06121f", 0.6), mix(colour, "#ffffff", 0.12)
    shade = Image.linear_gradient("L").rotate(90).resize(BANNER_SIZE)
    picture.paste(deep, (0, 0, width, height), shade.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    draw = ImageDraw.Draw(picture)
    rng = Random(seed)
    for _ in range(7):
        x, y, r = rng.randrange(width), rng.randrange(height), rng.randrange(60, 260)
        draw.ellipse([x - r, y - r, x + r, y + r], outline=light, width=2)
    for place, name in enumerate(pictures[:3]):
        drawing, tone = name.rsplit("-", 1)
        canvas = Canvas()
        DRAWINGS[drawing](canvas, TONES[tone])
        side = 400 - place * 40
        art = canvas.layer.resize((side, side), Image.Resampling.BOX)
        picture.paste(art, (width - 440 - place * 250, 30 + place * 50), art)
    return to_webp(picture)
