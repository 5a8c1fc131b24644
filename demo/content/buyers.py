"""Two hundred invented buyers: factories, restaurants, hospitals, schools, offices, web shops and builders."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.content.identifiers import bank_account, landline, mobile_number, uscc
from demo.content.people import Person, make_people
from demo.content.places import PLACES, Address, Place, make_address
from demo.content.suppliers import Seat
from demo.content.text import Text


@dataclass(frozen=True)
class Segment:
    """A kind of buyer: how such companies are named and what they need."""

    code: str
    label: Text
    party_type: str
    share: int
    """How many of two hundred buyers are of this kind."""
    uscc_prefix: str
    name: Text
    """Pattern of the legal name with {city}, {name} and {line}."""
    lines: tuple[Text, ...]
    needs: dict[str, int]
    """Weight of every group of goods in a basket."""
    branch: Text
    """Pattern of a branch's name with {place}."""
    cost_centers: tuple[Text, ...]
    orders_per_month: tuple[int, int]
    """Lowest and highest usual number, in tenths."""
    basket: tuple[int, int]
    """Lowest and highest usual number of lines."""


@dataclass(frozen=True)
class Branch:
    """A plant, store or department with its own deliveries."""

    code: str
    name: Text
    address: Address


@dataclass(frozen=True)
class Buyer:
    """A company that buys."""

    code: str
    segment: Segment
    name: Text
    short_name: Text
    uscc: str
    domain: str
    phone: str
    address: Address
    branches: tuple[Branch, ...]
    seats: tuple[Seat, ...]
    bank_account: str
    size: int
    """Per cent of the segment's usual order volume."""
    terms_days: int
    credit_limit: int
    """Yuan."""

    def email(self, person: Person) -> str:
        """Give the person's address at the company."""
        return f"{person.login}@{self.domain}"


PRIVATE, PUBLIC, STORE, ONLINE = "private_company", "government", "retail_store", "online_seller"
PARTY_TYPES: dict[str, Text] = {
    STORE: Text("终端门店", "Store"),
    ONLINE: Text("电商卖家", "Online seller"),
    PUBLIC: Text("政府机构", "Government body"),
    PRIVATE: Text("私人企业", "Private company"),
}
_CO = Text("{city}{name}{line}有限公司", "{city} {name} {line} Co., Ltd.")

SEGMENTS: tuple[Segment, ...] = (
    Segment(
        "machinery",
        Text("机械制造", "Machinery"),
        PRIVATE,
        38,
        "91",
        _CO,
        (
            Text("机械制造", "Machinery"),
            Text("数控设备", "CNC Equipment"),
            Text("自动化装备", "Automation Equipment"),
            Text("汽车零部件", "Auto Parts"),
            Text("精密模具", "Precision Moulds"),
            Text("农业装备", "Farm Equipment"),
        ),
        {
            "fasteners": 30,
            "bearings-transmission": 22,
            "tools": 16,
            "seals-fluid": 10,
            "protection": 8,
            "low-voltage": 8,
            "packaging": 6,
        },
        Text("{place}工厂", "{place} Plant"),
        (
            Text("设备维修", "Maintenance"),
            Text("总装车间", "Assembly"),
            Text("机加工车间", "Machining"),
            Text("仓储", "Stores"),
        ),
        (22, 52),
        (2, 6),
    ),
    Segment(
        "electronics",
        Text("电子制造", "Electronics"),
        PRIVATE,
        30,
        "91",
        _CO,
        (
            Text("电子科技", "Electronics"),
            Text("智能家居", "Smart Home"),
            Text("仪器仪表", "Instruments"),
            Text("新能源科技", "New Energy"),
            Text("通信设备", "Telecom Equipment"),
        ),
        {"electronic-components": 46, "cable": 14, "automation": 14, "protection": 8, "packaging": 10, "tools": 8},
        Text("{place}工厂", "{place} Plant"),
        (Text("研发部", "R&D"), Text("SMT车间", "SMT Line"), Text("组装车间", "Assembly"), Text("品质部", "Quality")),
        (20, 48),
        (2, 7),
    ),
    Segment(
        "engineering",
        Text("工程安装", "Engineering and installation"),
        PRIVATE,
        20,
        "91",
        _CO,
        (
            Text("机电安装工程", "Electrical Installation"),
            Text("建筑工程", "Construction"),
            Text("智能化工程", "Building Systems"),
            Text("消防工程", "Fire Protection"),
        ),
        {"cable": 28, "low-voltage": 26, "lighting": 16, "fasteners": 12, "protection": 10, "tools": 8},
        Text("{place}项目部", "{place} Site Office"),
        (Text("一标段", "Lot 1"), Text("二标段", "Lot 2"), Text("售后维保", "Service")),
        (12, 34),
        (3, 8),
    ),
    Segment(
        "restaurant",
        Text("餐饮连锁", "Restaurant chains"),
        STORE,
        32,
        "91",
        Text("{city}{name}{line}管理有限公司", "{city} {name} {line} Management Co., Ltd."),
        (
            Text("餐饮", "Catering"),
            Text("快餐连锁", "Fast Food"),
            Text("茶饮", "Tea House"),
            Text("烘焙", "Bakery"),
            Text("火锅", "Hot Pot"),
        ),
        {"ingredients": 52, "food-service": 34, "office-cleaning": 14},
        Text("{place}店", "{place} Store"),
        (Text("中央厨房", "Central Kitchen"), Text("门店耗材", "Store Supplies"), Text("外卖", "Delivery")),
        (30, 62),
        (2, 6),
    ),
    Segment(
        "online",
        Text("电商卖家", "Online sellers"),
        ONLINE,
        24,
        "91",
        Text("{city}{name}{line}有限公司", "{city} {name} {line} Co., Ltd."),
        (
            Text("电子商务", "E-Commerce"),
            Text("网络科技", "Network Technology"),
            Text("跨境贸易", "Cross-Border Trade"),
            Text("供应链", "Supply Chain"),
        ),
        {"packaging": 72, "office-cleaning": 16, "tools": 6, "lighting": 6},
        Text("{place}仓", "{place} Warehouse"),
        (Text("发货仓", "Fulfilment"), Text("客服部", "Customer Service")),
        (18, 46),
        (1, 4),
    ),
    Segment(
        "hospital",
        Text("医疗机构", "Hospitals"),
        PUBLIC,
        16,
        "12",
        Text("{city}{line}", "{city} {line}"),
        (
            Text("第一人民医院", "First People's Hospital"),
            Text("中医院", "Hospital of Chinese Medicine"),
            Text("妇幼保健院", "Maternity and Children's Hospital"),
            Text("中心医院", "Central Hospital"),
        ),
        {"food-service": 34, "office-cleaning": 34, "protection": 16, "ingredients": 10, "lighting": 6},
        Text("{place}院区", "{place} Campus"),
        (Text("后勤保障部", "Facilities"), Text("营养食堂", "Canteen"), Text("检验科", "Laboratory")),
        (20, 44),
        (2, 6),
    ),
    Segment(
        "school",
        Text("学校", "Schools"),
        PUBLIC,
        18,
        "12",
        Text("{city}{line}", "{city} {line}"),
        (
            Text("实验中学", "Experimental Middle School"),
            Text("职业技术学院", "Vocational College"),
            Text("外国语学校", "Foreign Language School"),
            Text("理工学院", "Institute of Technology"),
        ),
        {"office-cleaning": 40, "ingredients": 34, "food-service": 16, "lighting": 10},
        Text("{place}校区", "{place} Campus"),
        (Text("总务处", "General Affairs"), Text("食堂", "Canteen"), Text("实验中心", "Laboratories")),
        (14, 34),
        (2, 6),
    ),
    Segment(
        "government",
        Text("政府机关", "Government"),
        PUBLIC,
        12,
        "11",
        Text("{city}{line}", "{line} of {city}"),
        (
            Text("机关事务管理局", "Government Offices Administration"),
            Text("市场监督管理局", "Administration for Market Regulation"),
            Text("水务局", "Water Bureau"),
            Text("交通运输局", "Transport Bureau"),
        ),
        {"office-cleaning": 70, "lighting": 16, "protection": 8, "food-service": 6},
        Text("{place}服务中心", "{place} Service Centre"),
        (Text("办公室", "General Office"), Text("财务科", "Finance Section")),
        (8, 22),
        (2, 5),
    ),
    Segment(
        "property",
        Text("物业酒店", "Property and hotels"),
        PRIVATE,
        10,
        "91",
        _CO,
        (Text("物业服务", "Property Services"), Text("酒店管理", "Hotel Management")),
        {"office-cleaning": 36, "lighting": 24, "food-service": 18, "low-voltage": 12, "tools": 10},
        Text("{place}项目", "{place} Property"),
        (Text("工程部", "Engineering"), Text("保洁部", "Housekeeping")),
        (14, 36),
        (2, 6),
    ),
)

_NAME_HEADS = """
鑫/Xin 瑞/Rui 恒/Heng 博/Bo 嘉/Jia 卓/Zhuo 晟/Sheng 启/Qi 宏/Hong
润/Run 泽/Ze 凌/Ling 远/Yuan 睿/Rui 尚/Shang 沐/Mu 朗/Lang 禾/He
"""
_NAME_TAILS = """
棠/tang 屿/yu 川/chuan 岚/lan 舟/zhou 岳/yue 衡/heng 桥/qiao 原/yuan
珂/ke 辰/chen 野/ye 汐/xi 樾/yue 陌/mo 蔚/wei 檀/tan 溪/xi
"""
_BRANCH_PLACES = (
    Text("城东", "East"),
    Text("城西", "West"),
    Text("滨江", "Riverside"),
    Text("高新", "High-Tech Park"),
    Text("新城", "New Town"),
    Text("老城", "Old Town"),
    Text("空港", "Airport"),
)
BUYER_ROLES = ("owner", "purchaser", "approver", "finance", "receiver", "purchaser")


def make_buyers(*, seed: int) -> tuple[Buyer, ...]:
    """Invent the buyers in an order that shows every segment early; the first is a machine builder of size."""
    rng = Random(f"{seed}:buyers")
    order = [segment for segment in SEGMENTS for _ in range(segment.share - 1)]
    rng.shuffle(order)
    names = _names(rng)
    taken: set[str] = set()
    return tuple(
        _make_buyer(number, segment, next(names), Random(f"{seed}:buyer:{number}"), taken)
        for number, segment in enumerate((*SEGMENTS, *order), 1)
    )


def _names(rng: Random) -> Iterator[Text]:
    heads, tails = ([pair.split("/") for pair in row.split()] for row in (_NAME_HEADS, _NAME_TAILS))
    names = [Text(head[0] + tail[0], head[1] + tail[1]) for head in heads for tail in tails]
    rng.shuffle(names)
    yield from names


def _make_buyer(number: int, segment: Segment, name: Text, rng: Random, taken: set[str]) -> Buyer:
    place, line, legal_name = _identity(segment, name, rng, taken)
    taken.add(legal_name.zh)
    size = max(30, min(420, round(rng.lognormvariate(4.5, 0.55))))
    if number == 1:
        size = 240
    people = make_people(rng, 6 if size > 110 else 4)
    public = segment.party_type == PUBLIC
    return Buyer(
        code=f"B{number:03d}",
        segment=segment,
        name=legal_name,
        short_name=legal_name if public else Text(name.zh + line.zh, f"{name.en} {line.en}"),
        uscc=uscc(prefix=segment.uscc_prefix, region_code=place.region_code, serial=1000 + number),
        domain=f"b{number:03d}.example" if public else f"{name.en.lower()}{number}.example",
        phone=landline(area_code=place.area_code, serial=3000 + number * 7),
        address=make_address(rng, place=place),
        branches=_branches(number, segment, place, rng, size),
        seats=tuple(
            Seat(person, role, mobile_number(1000 + number * 10 + chair))
            for chair, (person, role) in enumerate(zip(people, BUYER_ROLES, strict=False))
        ),
        bank_account=bank_account(rng),
        size=size,
        terms_days=30 if public else rng.choice((0, 30, 30, 45, 60)),
        credit_limit=round(size * rng.choice((2_000, 3_000, 5_000)), -4) + 50_000,
    )


def _identity(segment: Segment, name: Text, rng: Random, taken: set[str]) -> tuple[Place, Text, Text]:
    while True:
        place, line = rng.choice(PLACES), rng.choice(segment.lines)
        seat = place.district if segment.party_type == PUBLIC else place.city
        city = Text(seat.zh if segment.party_type == PUBLIC else seat.zh.removesuffix("市"), seat.en)
        legal_name = segment.name.format(city=city, name=name, line=line)
        if legal_name.zh not in taken:
            return place, line, legal_name


def _branches(number: int, segment: Segment, place: Place, rng: Random, size: int) -> tuple[Branch, ...]:
    if number > 1 and rng.random() > size / 260:
        return ()
    quarters = rng.sample(_BRANCH_PLACES, 2 + rng.randrange(3))
    return tuple(
        Branch(
            f"B{number:03d}-{index}",
            segment.branch.format(place=quarter),
            make_address(rng, place=place if rng.random() < 0.6 else rng.choice(PLACES)),
        )
        for index, quarter in enumerate(quarters, 1)
    )
