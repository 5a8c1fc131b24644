"""Districts where demo companies sit, with their GB/T 2260 codes."""

from random import Random
from typing import NamedTuple

from demo.content.text import Text


class Place(NamedTuple):
    """A district of a city, as an address and a credit code need it."""

    region_code: str
    province: Text
    city: Text
    district: Text
    area_code: str
    postcode: str


class Address(NamedTuple):
    """A postal address in both languages."""

    place: Place
    street: Text
    postcode: str

    @property
    def full(self) -> Text:
        """Join the parts in the order of each language."""
        place = self.place
        province_zh = "" if place.province.zh == place.city.zh else place.province.zh
        city_en = place.city.en if place.province.en == place.city.en else f"{place.city.en}, {place.province.en}"
        return Text(
            f"{province_zh}{place.city.zh}{place.district.zh}{self.street.zh}",
            f"{self.street.en}, {place.district.en}, {city_en}",
        )


_ROWS = """
330212 浙江省/Zhejiang 宁波市/Ningbo 鄞州区/Yinzhou 0574 315100
330206 浙江省/Zhejiang 宁波市/Ningbo 北仑区/Beilun 0574 315800
330282 浙江省/Zhejiang 宁波市/Ningbo 慈溪市/Cixi 0574 315300
330382 浙江省/Zhejiang 温州市/Wenzhou 乐清市/Yueqing 0577 325600
330784 浙江省/Zhejiang 金华市/Jinhua 永康市/Yongkang 0579 321300
330782 浙江省/Zhejiang 金华市/Jinhua 义乌市/Yiwu 0579 322000
330109 浙江省/Zhejiang 杭州市/Hangzhou 萧山区/Xiaoshan 0571 311200
330108 浙江省/Zhejiang 杭州市/Hangzhou 滨江区/Binjiang 0571 310051
331081 浙江省/Zhejiang 台州市/Taizhou 温岭市/Wenling 0576 317500
331083 浙江省/Zhejiang 台州市/Taizhou 玉环市/Yuhuan 0576 317600
320506 江苏省/Jiangsu 苏州市/Suzhou 吴中区/Wuzhong 0512 215100
320583 江苏省/Jiangsu 苏州市/Suzhou 昆山市/Kunshan 0512 215300
320281 江苏省/Jiangsu 无锡市/Wuxi 江阴市/Jiangyin 0510 214400
320206 江苏省/Jiangsu 无锡市/Wuxi 惠山区/Huishan 0510 214174
320412 江苏省/Jiangsu 常州市/Changzhou 武进区/Wujin 0519 213100
320115 江苏省/Jiangsu 南京市/Nanjing 江宁区/Jiangning 025 211100
310114 上海市/Shanghai 上海市/Shanghai 嘉定区/Jiading 021 201800
310117 上海市/Shanghai 上海市/Shanghai 松江区/Songjiang 021 201600
310115 上海市/Shanghai 上海市/Shanghai 浦东新区/Pudong 021 200120
310112 上海市/Shanghai 上海市/Shanghai 闵行区/Minhang 021 201100
440306 广东省/Guangdong 深圳市/Shenzhen 宝安区/Bao'an 0755 518100
440307 广东省/Guangdong 深圳市/Shenzhen 龙岗区/Longgang 0755 518116
440305 广东省/Guangdong 深圳市/Shenzhen 南山区/Nanshan 0755 518052
440606 广东省/Guangdong 佛山市/Foshan 顺德区/Shunde 0757 528300
440605 广东省/Guangdong 佛山市/Foshan 南海区/Nanhai 0757 528200
440113 广东省/Guangdong 广州市/Guangzhou 番禺区/Panyu 020 511400
440112 广东省/Guangdong 广州市/Guangzhou 黄埔区/Huangpu 020 510700
440402 广东省/Guangdong 珠海市/Zhuhai 香洲区/Xiangzhou 0756 519000
441302 广东省/Guangdong 惠州市/Huizhou 惠城区/Huicheng 0752 516000
370214 山东省/Shandong 青岛市/Qingdao 城阳区/Chengyang 0532 266109
370112 山东省/Shandong 济南市/Jinan 历城区/Licheng 0531 250100
371302 山东省/Shandong 临沂市/Linyi 兰山区/Lanshan 0539 276000
371581 山东省/Shandong 聊城市/Liaocheng 临清市/Linqing 0635 252600
130408 河北省/Hebei 邯郸市/Handan 永年区/Yongnian 0310 057150
410184 河南省/Henan 郑州市/Zhengzhou 新郑市/Xinzheng 0371 451100
410105 河南省/Henan 郑州市/Zhengzhou 金水区/Jinshui 0371 450000
420115 湖北省/Hubei 武汉市/Wuhan 江夏区/Jiangxia 027 430200
420111 湖北省/Hubei 武汉市/Wuhan 洪山区/Hongshan 027 430070
430104 湖南省/Hunan 长沙市/Changsha 岳麓区/Yuelu 0731 410006
510116 四川省/Sichuan 成都市/Chengdu 双流区/Shuangliu 028 610200
510107 四川省/Sichuan 成都市/Chengdu 武侯区/Wuhou 028 610041
500113 重庆市/Chongqing 重庆市/Chongqing 巴南区/Banan 023 401320
610113 陕西省/Shaanxi 西安市/Xi'an 雁塔区/Yanta 029 710061
110115 北京市/Beijing 北京市/Beijing 大兴区/Daxing 010 102600
110108 北京市/Beijing 北京市/Beijing 海淀区/Haidian 010 100080
120111 天津市/Tianjin 天津市/Tianjin 西青区/Xiqing 022 300380
210113 辽宁省/Liaoning 沈阳市/Shenyang 沈北新区/Shenbei 024 110121
340111 安徽省/Anhui 合肥市/Hefei 包河区/Baohe 0551 230041
350582 福建省/Fujian 泉州市/Quanzhou 晋江市/Jinjiang 0595 362200
350211 福建省/Fujian 厦门市/Xiamen 集美区/Jimei 0592 361021
350181 福建省/Fujian 福州市/Fuzhou 福清市/Fuqing 0591 350300
230184 黑龙江省/Heilongjiang 哈尔滨市/Harbin 五常市/Wuchang 0451 150200
360111 江西省/Jiangxi 南昌市/Nanchang 青山湖区/Qingshanhu 0791 330029
530114 云南省/Yunnan 昆明市/Kunming 呈贡区/Chenggong 0871 650500
"""

STREETS = (
    Text("工业大道", "Gongye Avenue"),
    Text("科技路", "Keji Road"),
    Text("创新路", "Chuangxin Road"),
    Text("兴业路", "Xingye Road"),
    Text("振兴东路", "Zhenxing East Road"),
    Text("金山路", "Jinshan Road"),
    Text("滨河西路", "Binhe West Road"),
    Text("学院路", "Xueyuan Road"),
    Text("人民路", "Renmin Road"),
    Text("建设北路", "Jianshe North Road"),
    Text("长江路", "Changjiang Road"),
    Text("迎宾大道", "Yingbin Avenue"),
    Text("和平街", "Heping Street"),
    Text("凤凰路", "Fenghuang Road"),
    Text("新华路", "Xinhua Road"),
    Text("港城路", "Gangcheng Road"),
    Text("富康路", "Fukang Road"),
    Text("文昌街", "Wenchang Street"),
)


def _text(pair: str) -> Text:
    zh, en = pair.split("/")
    return Text(zh, en)


def _place(row: str) -> Place:
    code, province, city, district, area_code, postcode = row.split()
    return Place(code, _text(province), _text(city), _text(district), area_code, postcode)


PLACES: tuple[Place, ...] = tuple(_place(row) for row in _ROWS.strip().splitlines())
PLACE_BY_CODE = {place.region_code: place for place in PLACES}


def make_address(rng: Random, *, place: Place, site: Text | None = None) -> Address:
    """Invent an address in the district; `site` names a park or a building in front of the street number."""
    street = rng.choice(STREETS)
    number = rng.randrange(8, 1980)
    en = f"No. {number} {street.en}"
    if site is None:
        return Address(place, Text(f"{street.zh}{number}号", en), place.postcode)
    return Address(
        place,
        Text(f"{street.zh}{number}号{site.zh}", f"{site.en}, {en}"),
        place.postcode,
    )
