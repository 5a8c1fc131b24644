"""The generated market: one supplier with one warehouse, its articles by category, and the buyers with their API keys."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal

from bench.scale import Scale

SUPPLIER_SKU = "B-{:06d}"
LIMITED_SKU = "B-LIMITED"
PRODUCTS_PER_GROUP = 10
NOUNS = (
    ("深沟球轴承", "deep groove ball bearing"),
    ("内六角螺钉", "hex socket screw"),
    ("平垫圈", "flat washer"),
    ("六角螺母", "hex nut"),
    ("密封圈", "sealing ring"),
    ("液压接头", "hydraulic fitting"),
    ("交流接触器", "contactor"),
    ("断路器", "circuit breaker"),
    ("控制电缆", "control cable"),
    ("接近开关", "proximity switch"),
    ("直线导轨", "linear guide"),
    ("同步带", "timing belt"),
    ("气缸", "pneumatic cylinder"),
    ("电磁阀", "solenoid valve"),
    ("球阀", "ball valve"),
    ("压力表", "pressure gauge"),
    ("砂轮片", "grinding wheel"),
    ("麻花钻头", "twist drill"),
    ("防护手套", "safety glove"),
    ("封箱胶带", "packing tape"),
)
MATERIALS = (
    ("304不锈钢", "stainless 304"),
    ("316不锈钢", "stainless 316"),
    ("镀锌", "zinc plated"),
    ("黄铜", "brass"),
    ("尼龙", "nylon"),
    ("碳钢", "carbon steel"),
    ("铝合金", "aluminium"),
    ("丁腈", "nitrile"),
)
BRANDS = ("华泰", "博力", "三川", "恒信", "Nordwerk", "Castell", "Aurum", "Velox")
HEADINGS = (
    *("supplier_sku", "name_zh", "name_en", "description_zh", "description_en", "category", "brand", "part_number"),
    *("unit", "price", "quantity_2", "price_2", "quantity_3", "price_3", "lead_time_days", "stock", "attributes"),
)


def category_slug(place: int) -> str:
    """Return the address of a category."""
    return f"bench-{place:03d}"


def api_key(name: str) -> str:
    """Return the API key of a company of the market; benchmarks guard nothing, so it is made from the name."""
    return "ts_live_" + hashlib.sha256(f"bench:{name}".encode()).hexdigest()[:40]


def articles(scale: Scale, *, prefix: str = SUPPLIER_SKU, count: int | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a price list, as cells under `HEADINGS`."""
    rng = random.Random(f"{scale.seed}:articles:{prefix}")
    for number in range(scale.products if count is None else count):
        yield _article(rng, prefix.format(number), number, number % scale.categories, str(rng.randrange(5_000, 90_000)))


def limited_article(scale: Scale) -> tuple[str, ...]:
    """Return the article that everybody wants and of which there is little."""
    return _article(random.Random(scale.seed), LIMITED_SKU, 0, 0, str(scale.stock))


def _article(rng: random.Random, sku: str, number: int, category: int, stock: str) -> tuple[str, ...]:
    (noun_zh, noun_en), (material_zh, material_en) = rng.choice(NOUNS), rng.choice(MATERIALS)
    width, length = rng.randrange(2, 60), rng.randrange(5, 400, 5)
    size = f"M{width}×{length}"
    price = Decimal(rng.randrange(50, 90_000)) / 100
    return (
        sku,
        f"{material_zh}{noun_zh} {size}",
        f"{noun_en.capitalize()} {material_en} M{width}x{length}",
        f"{material_zh}制{noun_zh}，规格{size}，适用于机械制造与设备维修，执行企业标准，可按图纸定制。",
        f"{noun_en.capitalize()} of {material_en}, {width} by {length} mm, for machine building and maintenance.",
        category_slug(category),
        BRANDS[number % len(BRANDS)],
        f"P{number:06d}-{width}",
        "PCE",
        str(price),
        "100",
        str((price * Decimal("0.95")).quantize(Decimal("0.01"))),
        "1000",
        str((price * Decimal("0.9")).quantize(Decimal("0.01"))),
        str(rng.randrange(1, 15)),
        stock,
        f"材质|Material={material_zh}|{material_en}; 长度|Length={length} mm; 宽度|Width={width} mm",
    )


def search_terms(scale: Scale) -> Iterator[str]:
    """Yield what people type, without end: Chinese and English, broad and narrow, words and sizes."""
    rng = random.Random(f"{scale.seed}:search")
    for turn in itertools.count():
        language = turn % 2
        noun, material = rng.choice(NOUNS)[language], rng.choice(MATERIALS)[language]
        yield (noun, f"{material} {noun}", f"{noun} m{rng.randrange(2, 60)}")[turn // 2 % 3]
