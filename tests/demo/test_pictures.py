from io import BytesIO

import pytest
from PIL import Image

from demo.content.industries import FAMILIES
from demo.content.pictures.canvas import TONES
from demo.content.pictures.gallery import BANNER_SIZE, DRAWINGS, banner_file, logo_file, picture_file, picture_files


def test_every_family_has_a_drawing_in_known_tones():
    assert {family.picture for family in FAMILIES.values()} == set(DRAWINGS)
    assert {tone for family in FAMILIES.values() for tone in family.tones} <= set(TONES)


def test_picture_is_a_small_square_webp_and_always_the_same():
    data = picture_file("hex_nut-brass")

    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("WEBP", (800, 800))
    assert len(data) < 30_000
    assert picture_file("hex_nut-brass") == data


@pytest.mark.parametrize("drawing", sorted(DRAWINGS))
def test_drawing_stays_on_its_sheet_and_leaves_room_around(drawing):
    tone = next(family.tones[0] for family in FAMILIES.values() if family.picture == drawing)

    image = Image.open(BytesIO(picture_file(f"{drawing}-{tone}"))).convert("L")
    border = [image.getpixel((x, 2)) for x in range(0, 800, 25)]
    low, high = image.getextrema()
    assert min(border) > 225
    assert high - low > 60


def test_pictures_come_once_each_in_order_of_name():
    files = list(picture_files(["pen-blue", "carton-kraft", "pen-blue"], processes=0))

    assert [name for name, _ in files] == ["carton-kraft", "pen-blue"]


def test_logo_and_banner_have_their_sizes():
    logo = Image.open(BytesIO(logo_file(brand="LILAN", colour="#1f5fbf", number=1)))
    banner = Image.open(BytesIO(banner_file(colour="#1f5fbf", pictures=("pen-blue",), seed=1)))

    assert (logo.format, logo.size) == ("PNG", (256, 256))
    assert (banner.format, banner.size) == ("WEBP", BANNER_SIZE)
