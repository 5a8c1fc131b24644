"""Three thousand products of the families' grammar, each with variants and with the offers of its suppliers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle, islice, pairwise
from random import Random

from demo.content.grammar import Combination, Family, Option
from demo.content.identifiers import gtin13
from demo.content.industries import GROUP_OF_FAMILY, GROUPS
from demo.content.suppliers import Supplier
from demo.content.text import Text


@dataclass(frozen=True)
class Attribute:
    """A typed property: a number with its unit, or a word."""

    code: str
    name: Text
    value: Text
    number: Decimal | None
    unit: str


@dataclass(frozen=True)
class Tier:
    """The unit price from a quantity upwards, in yuan, tax included."""

    from_quantity: int
    unit_price: Decimal


@dataclass(frozen=True)
class Variant:
    """What can be ordered."""

    sku: str
    name: Text
    label: Text
    """What tells it from the other variants of its product."""
    option: Attribute
    gtin: str
    manufacturer_part_number: str
    weight_grams: Decimal
    list_price: Decimal


@dataclass(frozen=True)
class Offer:
    """A supplier's terms for a variant."""

    supplier: str
    sku: str
    supplier_sku: str
    minimum_quantity: int
    multiple: int
    lead_days: int
    tiers: tuple[Tier, ...]
    stock: int

    def price_for(self, quantity: int) -> Decimal:
        """Give the unit price of the highest tier that the quantity reaches."""
        reached = [tier for tier in self.tiers if tier.from_quantity <= quantity]
        return (reached or self.tiers[:1])[-1].unit_price


@dataclass(frozen=True)
class Product:
    """A page of the catalogue."""

    code: str
    category: str
    owner: str
    """The supplier who lists it and, when a maker, whose brand it bears."""
    brand: Text
    name: Text
    summary: Text
    description: Text
    unit: str
    tax_rate: Decimal
    standard: str
    attributes: tuple[Attribute, ...]
    variants: tuple[Variant, ...]
    offers: tuple[Offer, ...]
    picture: str
    popularity: int
    """Weight in baskets; a few articles sell far more than the rest."""
    shelf_life_days: int


FULL_COUNT = 3000
_DISCOUNTS = ((0, 4, 9), (0, 3, 7, 12), (0, 5, 10, 16), (0, 3, 6, 10, 15))
_STEPS = (1, 5, 20, 100, 500)
_SERVICE = (
    Text(
        "下单后{days}个工作日内发货，支持月结与增值税专用发票。",
        "Ships within {days} working day(s); monthly terms and VAT invoice available.",
    ),
    Text(
        "常备库存，{days}个工作日内出库，可按批次提供检测报告。",
        "Kept in stock, leaves within {days} working day(s); lot test reports on request.",
    ),
    Text(
        "支持整单配送与分批交付，{days}个工作日内发出。", "Delivered whole or in parts, within {days} working day(s)."
    ),
)


def make_products(*, seed: int, suppliers: tuple[Supplier, ...], count: int = FULL_COUNT) -> tuple[Product, ...]:
    """Invent `count` products, spread over the families whose group has a supplier."""
    rng = Random(f"{seed}:products")
    sellers = {code: [s for s in suppliers if code in s.groups] for code in GROUPS}
    families = [f for code, group in GROUPS.items() if sellers[code] for f in group.families]
    streams = {f.code: _articles(f, sellers[GROUP_OF_FAMILY[f.code].code], rng) for f in families}
    articles = islice(_round_robin(list(streams.values())), count)
    rank_rng = Random(f"{seed}:ranks")
    return tuple(
        _make_product(number, combination, owner, sellers[GROUP_OF_FAMILY[combination.family.code].code], rng, rank_rng)
        for number, (combination, owner) in enumerate(articles, 1)
    )


def _articles(family: Family, sellers: list[Supplier], rng: Random) -> Iterator[tuple[Combination, Supplier]]:
    """Pair every combination with one maker after another, until each maker makes them all."""
    makers = [s for s in sellers if s.owns_brand] or sellers
    combinations = list(family.combinations)
    rng.shuffle(combinations)
    for turn in range(len(makers)):
        for place, combination in enumerate(combinations):
            yield combination, makers[(turn + place) % len(makers)]


def _round_robin(
    streams: list[Iterator[tuple[Combination, Supplier]]],
) -> Iterator[tuple[Combination, Supplier]]:
    alive = cycle(list(streams))
    exhausted: set[int] = set()
    for stream in alive:
        if len(exhausted) == len(streams):
            return
        if id(stream) in exhausted:
            continue
        article = next(stream, None)
        if article is None:
            exhausted.add(id(stream))
        else:
            yield article


def _make_product(
    number: int, combination: Combination, owner: Supplier, sellers: list[Supplier], rng: Random, rank_rng: Random
) -> Product:
    family = combination.family
    options = sorted(
        rng.sample(family.variant.options, min(len(family.variant.options), rng.choice((2, 3, 3, 4)))),
        key=family.variant.options.index,
    )
    variants = tuple(
        _make_variant(number, place, combination, option, owner) for place, option in enumerate(options, 1)
    )
    traders = [s for s in sellers if not s.owns_brand and s is not owner]
    others = rng.sample(traders, min(len(traders), rng.choice((0, 0, 1, 1, 2))))
    return Product(
        code=f"P{number:05d}",
        category=family.code,
        owner=owner.code,
        brand=owner.brand,
        name=combination.title(),
        summary=next(combination.sentences()),
        description=_description(combination, owner, rng),
        unit=family.unit,
        tax_rate=family.tax_rate,
        standard=family.standard,
        attributes=_attributes(combination),
        variants=variants,
        offers=tuple(_make_offer(v, s, family, number, rng) for s in (owner, *others) for v in variants),
        picture=f"{family.picture}-{family.tone_of(combination.by_axis)}",
        popularity=max(1, round(rank_rng.paretovariate(1.1) * 10)),
        shelf_life_days=family.shelf_life_days,
    )


def _make_variant(number: int, place: int, combination: Combination, option: Option, owner: Supplier) -> Variant:
    variant_axis = combination.family.variant
    series = "".join(word[0] for word in combination.family.code.split("-"))
    return Variant(
        sku=f"TS{number:05d}-{place}",
        name=combination.variant_title(option),
        label=combination.variant_label(option),
        option=_attribute(variant_axis.code, variant_axis.name, option, variant_axis.unit),
        gtin=gtin13(number * 10 + place),
        manufacturer_part_number=f"{owner.brand.en[:5]}-{series}-{combination.code}-{option.code}".upper(),
        weight_grams=combination.grams(option).quantize(Decimal("0.01"), ROUND_HALF_UP),
        list_price=_price(combination.price(option) * owner.price_level / 100),
    )


def _make_offer(variant: Variant, supplier: Supplier, family: Family, number: int, rng: Random) -> Offer:
    margin = 100 if supplier.owns_brand else rng.randrange(97, 113)
    base = variant.list_price * margin / 100
    minimum = family.pack * rng.choice((1, 1, 1, 2, 5) if variant.list_price < 100 else (1,))
    tiers = tuple(
        Tier(minimum * step, _price(base * (100 - discount) / 100))
        for step, discount in zip(_STEPS, rng.choice(_DISCOUNTS), strict=False)
    )
    return Offer(
        supplier=supplier.code,
        sku=variant.sku,
        supplier_sku=f"{supplier.code}{number:05d}{variant.sku[-1]}",
        minimum_quantity=minimum,
        multiple=family.pack,
        lead_days=max(1, supplier.lead_days + rng.randrange(-1, 3)),
        tiers=_strictly_falling(tiers),
        stock=0 if rng.random() < 0.03 else minimum * rng.randrange(4, 400),
    )


def _strictly_falling(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Leave out a tier that rounding made as dear as the one before."""
    kept = [tiers[0]]
    kept += [tier for before, tier in pairwise(tiers) if tier.unit_price < before.unit_price]
    return tuple(kept)


def _price(value: Decimal) -> Decimal:
    """Round to a price that people write: four places for pennies, two for the rest."""
    places = Decimal("0.0001") if value < 1 else Decimal("0.01")
    return max(value.quantize(places, ROUND_HALF_UP), places)


def _attribute(code: str, name: Text, option: Option, unit: str) -> Attribute:
    number = Decimal(option.label.en) if unit and _is_number(option.label.en) else None
    return Attribute(code, name, option.label, number, unit)


def _attributes(combination: Combination) -> tuple[Attribute, ...]:
    family = combination.family
    return tuple(
        _attribute(axis.code, axis.name, option, axis.unit)
        for axis, option in zip(family.axes, combination.options, strict=True)
    )


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isdigit()


def _description(combination: Combination, owner: Supplier, rng: Random) -> Text:
    family = combination.family
    sentences = list(combination.sentences())
    if family.standard:
        sentences.append(Text(f"执行标准：{family.standard}。", f"Standard: {family.standard}."))
    sentences.append(rng.choice(_SERVICE).format(days=owner.lead_days))
    return Text("".join(s.zh for s in sentences), " ".join(s.en for s in sentences))
