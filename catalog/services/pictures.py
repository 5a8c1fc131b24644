"""
Pictures of goods: whatever comes in is drawn anew, so that nothing but pixels reaches a customer's browser (promise S12).

The name and the declared type of an upload are not believed. SVG is refused: it can carry scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.errors import TooManyPictures, UnusablePicture
from catalog.models import Product, ProductImage
from catalog.services.products import own_product
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import StoredFile
from kernel.services.files import discard_file, store_file

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PICTURES = 12
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE_SIDE = 1600
SMALL_SIDE = 480
QUALITY = 82


def add_picture(*, actor: Actor, product_id: str, content: bytes) -> ProductImage:
    """
    Put a picture behind those that an own product has, as WebP in two sizes.

    :raises NotFound: when the product is another company's.
    :raises UnusablePicture: when it is too large, broken, or no JPEG, PNG or WebP inside.
    :raises TooManyPictures: when the product has enough.
    """
    with transaction.atomic():
        _ensure_room(own_product(actor, product_id))
    large, small = _draw(content)
    files = [_store(actor, drawn, name) for drawn, name in ((large, "picture.webp"), (small, "thumbnail.webp"))]
    with transaction.atomic():
        product = own_product(actor, product_id)
        position = _ensure_room(product)
        image = ProductImage.objects.create(product=product, file=files[0], thumbnail=files[1], position=position)
        _show_first(product)
    return image


@transaction.atomic
def remove_picture(*, actor: Actor, product_id: str, file_id: str) -> None:
    """
    Take a picture away from an own product.

    :raises NotFound: when the product is another company's or has no such picture.
    """
    product = own_product(actor, product_id)
    image = _images(product).get(file_id)
    if image is None:
        raise NotFound
    files = [stored for stored in (image.file, image.thumbnail) if stored is not None]
    image.delete()
    _show_first(product)
    for stored in files:
        if not _is_used(stored):
            discard_file(stored)


@transaction.atomic
def order_pictures(*, actor: Actor, product_id: str, file_ids: Sequence[str]) -> None:
    """
    Put the pictures of an own product in this order; those that are not named follow as they were.

    :raises NotFound: when the product is another company's or has no such picture.
    """
    product = own_product(actor, product_id)
    images = _images(product)
    if set(file_ids) - images.keys():
        raise NotFound
    wanted = [*dict.fromkeys(file_ids), *(file_id for file_id in images if file_id not in file_ids)]
    for position, file_id in enumerate(wanted):
        images[file_id].position = position
    ProductImage.objects.bulk_update(images.values(), ["position"])
    _show_first(product)


def _images(product: Product) -> dict[str, ProductImage]:
    """Return the pictures of a product by the id of their file, in their order."""
    found = ProductImage.objects.filter(product=product).select_related("file", "thumbnail").order_by("position", "pk")
    return {image.file.public_id: image for image in found}


def _ensure_room(product: Product) -> int:
    """Return the position for one more picture."""
    positions = list(ProductImage.objects.filter(product=product).values_list("position", flat=True))
    if len(positions) >= MAX_PICTURES:
        raise TooManyPictures(limit=MAX_PICTURES)
    return max(positions, default=-1) + 1


def _show_first(product: Product) -> None:
    """Let lists show the first picture."""
    first = next(iter(_images(product).values()), None)
    product.picture = first.small.path if first else ""
    product.save(update_fields=["picture", "updated_at"])


def _is_used(stored: StoredFile) -> bool:
    """Tell whether another product shows the file: copies of products share pictures."""
    return ProductImage.objects.filter(file=stored).exists() or ProductImage.objects.filter(thumbnail=stored).exists()


def _draw(content: bytes) -> tuple[bytes, bytes]:
    """Return the picture as WebP, large and small, turned upright and without what cameras write into it."""
    if len(content) > MAX_BYTES:
        raise UnusablePicture
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UnusablePicture
            upright = ImageOps.exif_transpose(opened)
            drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UnusablePicture from None
    return _encode(drawn, LARGE_SIDE), _encode(drawn, SMALL_SIDE)


def _encode(picture: Image.Image, side: int) -> bytes:
    scaled, out = picture.copy(), BytesIO()
    scaled.thumbnail((side, side))
    scaled.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def _store(actor: Actor, content: bytes, name: str) -> StoredFile:
    return store_file(
        actor=actor,
        content=content,
        name=name,
        content_type="image/webp",
        purpose="product",
        organization_id=actor.organization_id,
        is_public=True,
    )
