"""Chinese names with their spelling in Latin letters."""

from random import Random
from typing import NamedTuple

from demo.content.text import Text

_SURNAMES = """
王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 黄/Huang 赵/Zhao 吴/Wu 周/Zhou 徐/Xu 孙/Sun 马/Ma 朱/Zhu 胡/Hu 郭/Guo 何/He 林/Lin
罗/Luo 高/Gao 郑/Zheng 梁/Liang 谢/Xie 宋/Song 唐/Tang 许/Xu 韩/Han 邓/Deng 冯/Feng 曹/Cao 彭/Peng 曾/Zeng 肖/Xiao 田/Tian 董/Dong
潘/Pan 袁/Yuan 蔡/Cai 蒋/Jiang 余/Yu 于/Yu 杜/Du 叶/Ye 程/Cheng 魏/Wei 苏/Su 吕/Lyu 丁/Ding 任/Ren 沈/Shen 姚/Yao 卢/Lu 姜/Jiang
崔/Cui 钟/Zhong 谭/Tan 陆/Lu 汪/Wang 范/Fan 金/Jin 石/Shi 廖/Liao 贾/Jia 夏/Xia 韦/Wei 傅/Fu 方/Fang 邹/Zou 熊/Xiong 孟/Meng 秦/Qin
"""
_GIVEN_NAMES = """
伟/Wei 敏/Min 静/Jing 磊/Lei 洋/Yang 勇/Yong 艳/Yan 杰/Jie 娟/Juan 涛/Tao 明/Ming 超/Chao 霞/Xia 平/Ping 刚/Gang 婷/Ting 宇/Yu 浩/Hao
建国/Jianguo 志强/Zhiqiang 秀英/Xiuying 晓东/Xiaodong 雪梅/Xuemei 海燕/Haiyan 文博/Wenbo 子涵/Zihan 思远/Siyuan 嘉怡/Jiayi
俊杰/Junjie 雨欣/Yuxin 浩然/Haoran 梦瑶/Mengyao 国庆/Guoqing 丽华/Lihua 振宇/Zhenyu 佳琪/Jiaqi 晨曦/Chenxi 明哲/Mingzhe
淑芬/Shufen 立新/Lixin 春燕/Chunyan 永强/Yongqiang 慧敏/Huimin 天宇/Tianyu 诗雨/Shiyu 云飞/Yunfei 若兰/Ruolan 家豪/Jiahao
瑞雪/Ruixue 泽宇/Zeyu 景行/Jingxing 书瑶/Shuyao 承志/Chengzhi 一凡/Yifan 欣然/Xinran 志远/Zhiyuan 美玲/Meiling 启航/Qihang
"""


class Person(NamedTuple):
    """Somebody who works for a demo company."""

    name: Text
    login: str
    """The part of the e-mail address before the @."""


def _pairs(rows: str) -> tuple[Text, ...]:
    pairs = (pair.split("/") for pair in rows.split())
    return tuple(Text(zh, en) for zh, en in pairs)


SURNAMES = _pairs(_SURNAMES)
GIVEN_NAMES = _pairs(_GIVEN_NAMES)


def make_people(rng: Random, count: int) -> list[Person]:
    """Invent people of one company; nobody in it shares a name or a login."""
    people: dict[str, Person] = {}
    while len(people) < count:
        surname, given = rng.choice(SURNAMES), rng.choice(GIVEN_NAMES)
        login = f"{given.en}.{surname.en}".lower()
        people.setdefault(
            login,
            Person(Text(surname.zh + given.zh, f"{given.en} {surname.en}"), login),
        )
    return list(people.values())
