"""Forty invented suppliers: who they are, where they sit, what they make or trade, how good they are."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from demo.content.identifiers import bank_account, landline, mobile_number, uscc
from demo.content.people import Person, make_people
from demo.content.places import PLACE_BY_CODE, Address, make_address
from demo.content.text import Text

MANUFACTURER = "manufacturer"


@dataclass(frozen=True)
class Certificate:
    """A certificate as the register of qualifications holds it."""

    scheme: str
    """A code of the dictionary of certificate types."""
    number: str
    issuer: Text
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Esg:
    """Sustainability figures of the last closed year."""

    environment_score: int
    social_score: int
    governance_score: int
    renewable_share: Decimal
    """Between 0 and 1."""
    carbon_kg_per_unit: Decimal


@dataclass(frozen=True)
class Seat:
    """A person and the part he or she plays in the company."""

    person: Person
    role: str
    phone: str


@dataclass(frozen=True)
class Supplier:
    """A company that sells."""

    code: str
    name: Text
    short_name: Text
    brand: Text
    party_type: str
    uscc: str
    legal_representative: Text
    founded_on: date
    registered_capital: int
    """Yuan."""
    domain: str
    phone: str
    address: Address
    warehouse: Address
    bank: Text
    bank_account: str
    seats: tuple[Seat, ...]
    groups: tuple[str, ...]
    certificates: tuple[Certificate, ...]
    esg: Esg
    colour: str
    price_level: int
    """Per cent of the market's usual price."""
    on_time_rate: Decimal
    lead_days: int
    introduction: Text

    @property
    def owns_brand(self) -> bool:
        """Tell makers, who name goods after themselves, from traders."""
        return self.party_type == MANUFACTURER

    def email(self, person: Person) -> str:
        """Give the person's address at the company."""
        return f"{person.login}@{self.domain}"


PARTY_TYPES: dict[str, Text] = {
    "manufacturer": Text("生产商/品牌商", "Manufacturer"),
    "general_agent": Text("总代理", "General agent"),
    "wholesaler": Text("批发商", "Wholesaler"),
    "distributor": Text("分销商", "Distributor"),
    "dealer": Text("经销商", "Dealer"),
}

# short name/Latin spelling, region, party type, line of business zh/en, groups
_ROWS = """
砺澜/Lilan 330282 manufacturer 紧固件/Fasteners fasteners
钜铆/Jumao 130408 manufacturer 标准件制造/Standard_Parts fasteners
栩固/Xugu 330212 manufacturer 精密紧固件/Precision_Fasteners fasteners
铂衡/Boheng 371581 manufacturer 轴承制造/Bearings bearings-transmission
瀚枢/Hanshu 320412 manufacturer 传动科技/Drive_Technology bearings-transmission
璟轴/Jingzhou 330109 manufacturer 轴承/Bearing_Works bearings-transmission
砚锋/Yanfeng 330784 manufacturer 工具/Tools tools
锐棠/Ruitang 320412 manufacturer 精密刀具/Cutting_Tools tools
垒钧/Leijun 371302 manufacturer 五金工具/Hardware_Tools tools
护桐/Hutong 370214 manufacturer 安防用品/Safety_Products protection
岱甲/Daijia 310117 manufacturer 劳保科技/Protective_Wear protection
泓阀/Hongfa 331083 manufacturer 流体控制/Fluid_Control seals-fluid
沅封/Yuanfeng 331081 manufacturer 密封件/Seals seals-fluid
翌电/Yidian 330382 manufacturer 电气/Electric low-voltage
朗闸/Langzha 330382 manufacturer 智能电器/Smart_Switchgear low-voltage,automation
曜控/Yaokong 440306 manufacturer 自动化/Automation automation
纬缆/Weilan 320281 manufacturer 线缆/Cable cable
晟缆/Shenglan 340111 manufacturer 电缆/Cable_Works cable
芯屿/Xinyu 440305 manufacturer 半导体/Semiconductor electronic-components
矽桥/Xiqiao 320583 manufacturer 电子元件/Electronic_Components electronic-components
感知川/Ganzhichuan 310114 manufacturer 传感技术/Sensing automation
澄光/Chengguang 441302 manufacturer 照明/Lighting lighting
裹方/Guofang 440606 manufacturer 包装科技/Packaging packaging
箱遇/Xiangyu 330782 manufacturer 纸制品/Paper_Products packaging
叠木/Diemu 440605 manufacturer 办公用品/Office_Products office-cleaning
净屿/Jingyu 440113 manufacturer 日化/Household_Chemicals office-cleaning
稷香/Jixiang 230184 manufacturer 粮油食品/Grain_and_Oil ingredients
膳岭/Shanling 371302 manufacturer 调味食品/Seasonings ingredients
食隅/Shiyu 350211 manufacturer 餐饮包装/Food_Service_Packaging food-service
绵柔川/Mianrouchuan 510116 manufacturer 纸业/Tissue food-service,office-cleaning
联工甄选/Liangong 310115 general_agent 工业品/Industrial_Supply fasteners,bearings-transmission,tools,protection
万枢通/Wanshutong 440112 distributor 机电/Electromechanical low-voltage,automation,cable,bearings-transmission
华北五联/Wulian 120111 wholesaler 五金机电/Hardware_and_Electrical fasteners,tools,seals-fluid,low-voltage
芯汇达/Xinhuida 440306 general_agent 电子/Electronics electronic-components,automation
楚源汇/Chuyuanhui 420115 distributor 工业供应链/Industrial_Supply_Chain protection,tools,seals-fluid,lighting
蜀集优/Shujiyou 510107 dealer 物资/Materials fasteners,cable,lighting,protection
食材直通/Shicaizhitong 410184 wholesaler 食品供应链/Food_Supply_Chain ingredients,food-service
云膳集/Yunshanji 110115 distributor 餐饮供应链/Catering_Supply ingredients,food-service,office-cleaning
采易包/Caiyibao 330108 dealer 包装材料/Packaging_Materials packaging,food-service,office-cleaning
政企优品/Zhengqi 110108 dealer 办公科技/Office_Technology office-cleaning,lighting,packaging
"""

_CERTIFIERS = (
    Text("华衡认证中心", "Huaheng Certification Centre"),
    Text("中岳质量认证有限公司", "Zhongyue Quality Certification"),
    Text("东方标准认证", "Orient Standards Certification"),
)
_EXTRA_SCHEMES = {
    "fasteners": ("iatf_16949",),
    "bearings-transmission": ("iatf_16949",),
    "protection": ("iso_45001",),
    "low-voltage": ("ccc",),
    "cable": ("ccc",),
    "lighting": ("ccc",),
    "electronic-components": ("iatf_16949", "rohs"),
    "automation": ("iso_27001",),
    "packaging": ("production_licence",),
    "office-cleaning": ("production_licence",),
    "ingredients": ("iso_22000", "food_production_licence"),
    "food-service": ("iso_22000",),
    "seals-fluid": ("ce",),
}
_COLOURS = (
    "#1f5fbf",
    "#0f766e",
    "#b45309",
    "#b91c1c",
    "#4d7c0f",
    "#6d28d9",
    "#0e7490",
    "#be185d",
    "#334155",
    "#a16207",
)
_BANKS = (
    Text("中国工商银行", "Industrial and Commercial Bank of China"),
    Text("中国建设银行", "China Construction Bank"),
    Text("中国银行", "Bank of China"),
    Text("招商银行", "China Merchants Bank"),
)
SELLER_ROLES = ("owner", "sales", "warehouse", "finance", "catalog")


def make_suppliers(*, seed: int, today: date) -> tuple[Supplier, ...]:
    """Invent the suppliers; certificates are dated around `today`, and a few have run out."""
    rows = [row.split() for row in _ROWS.strip().splitlines()]
    return tuple(
        _make_supplier(number, row, Random(f"{seed}:supplier:{number}"), today) for number, row in enumerate(rows, 1)
    )


def _make_supplier(number: int, row: list[str], rng: Random, today: date) -> Supplier:
    short_zh, latin = row[0].split("/")
    place = PLACE_BY_CODE[row[1]]
    party_type, groups = row[2], tuple(row[4].split(","))
    line_zh, line_en = row[3].replace("_", " ").split("/")
    city_zh = place.city.zh.removesuffix("市")
    people = make_people(rng, len(SELLER_ROLES))
    years = rng.randrange(6, 28)
    large = party_type == MANUFACTURER and rng.random() < 0.5
    return Supplier(
        code=f"S{number:03d}",
        name=Text(f"{city_zh}{short_zh}{line_zh}有限公司", f"{place.city.en} {latin} {line_en} Co., Ltd."),
        short_name=Text(short_zh + line_zh, f"{latin} {line_en}"),
        brand=Text(short_zh, latin.upper()),
        party_type=party_type,
        uscc=uscc(prefix="91", region_code=place.region_code, serial=number),
        legal_representative=people[0].name,
        founded_on=date(today.year - years, rng.randrange(1, 13), rng.randrange(1, 28)),
        registered_capital=rng.choice((5, 10, 20, 50) if large else (1, 2, 3, 5)) * 1_000_000,
        domain=f"{latin.lower()}.example",
        phone=landline(area_code=place.area_code, serial=number * 13),
        address=make_address(rng, place=place, site=Text("科技园3号楼", "Building 3, Science Park")),
        warehouse=make_address(rng, place=place, site=Text("物流中心", "Logistics Centre")),
        bank=_branch(rng.choice(_BANKS), place.city),
        bank_account=bank_account(rng),
        seats=tuple(
            Seat(person, role, mobile_number(number * 10 + place_at_table))
            for place_at_table, (person, role) in enumerate(zip(people, SELLER_ROLES, strict=True))
        ),
        groups=groups,
        certificates=_certificates(rng, groups=groups, number=number, today=today),
        esg=_esg(rng, large=large),
        colour=_COLOURS[number % len(_COLOURS)],
        price_level=rng.randrange(90, 118),
        on_time_rate=Decimal(rng.randrange(860, 996)) / 1000,
        lead_days=rng.choice((1, 2, 2, 3, 3, 5, 7)),
        introduction=_introduction(
            Text(short_zh, latin), place.city, Text(line_zh, line_en.lower()), years, party_type
        ),
    )


def _branch(bank: Text, city: Text) -> Text:
    return Text(f"{bank.zh}{city.zh}分行", f"{bank.en}, {city.en} Branch")


def _certificates(rng: Random, *, groups: tuple[str, ...], number: int, today: date) -> tuple[Certificate, ...]:
    schemes = ["iso_9001"]
    schemes += [scheme for scheme in ("iso_14001", "iso_45001", "iso_27001") if rng.random() < 0.55]
    schemes += [scheme for group in groups for scheme in _EXTRA_SCHEMES.get(group, ())]
    certificates = []
    for scheme in dict.fromkeys(schemes):
        days_left = rng.randrange(40, 1050) if rng.random() > 0.06 else -rng.randrange(5, 120)
        until = today + timedelta(days=days_left)
        serial = f"{number:03d}{until.year % 100}{rng.randrange(10_000):04d}"
        issuer = rng.choice(_CERTIFIERS)
        certificates.append(Certificate(scheme, f"DEMO-{serial}", issuer, until - timedelta(days=1095), until))
    return tuple(certificates)


def _esg(rng: Random, *, large: bool) -> Esg:
    base = 66 if large else 52
    return Esg(
        environment_score=base + rng.randrange(26),
        social_score=base + rng.randrange(26),
        governance_score=base + rng.randrange(26),
        renewable_share=Decimal(rng.randrange(4, 85)) / 100,
        carbon_kg_per_unit=Decimal(rng.randrange(20, 900)) / 100,
    )


def _introduction(name: Text, city: Text, line: Text, years: int, party_type: str) -> Text:
    if party_type == MANUFACTURER:
        return Text(
            f"{name.zh}位于{city.zh}，专注{line.zh}{years}年，自有工厂与检测实验室，支持来图定制、小批量试制与年度框架供货。",
            f"{name.en} of {city.en} has made {line.en} for {years} years in its own plant and laboratory, to stock or to"
            " drawing, from trial lots to annual contracts.",
        )
    kind = PARTY_TYPES[party_type]
    return Text(
        f"{name.zh}是{city.zh}的{line.zh}{kind.zh}，从业{years}年，现货充足，当天截单当天发货，提供月结与集中开票服务。",
        f"{name.en} is a {kind.en.lower()} for {line.en} in {city.en} with {years} years in the trade, goods on the shelf,"
        " same-day dispatch, monthly terms and collective invoices.",
    )
