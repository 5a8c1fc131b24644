"""Cutting tools, hand tools and measuring tools."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

TOOLS = Group(
    "tools",
    Text("刀具与工具", "Cutting and hand tools"),
    "adjustments",
    "工具",
    (
        family(
            code="twist-drills",
            category=("麻花钻头", "Twist drills"),
            title=("{material}麻花钻 {diameter}mm {shank}", "{material} twist drill {diameter} mm, {shank}"),
            standard="GB/T 6135.2-2008",
            axes=(
                axis(
                    "diameter",
                    "直径|Diameter",
                    "1.5:40:12 2:42:16 2.5:46:22 3:52:30 3.3:56:34 4:64:48 4.2:66:52 5:80:74 6:100:110 6.8:116:136"
                    " 8:150:200 8.5:164:220 10:215:330 12:310:500",
                    "mm",
                ),
                axis(
                    "material",
                    "材质|Material",
                    "M2=高速钢|HSS:64 M35=含钴高速钢|HSS-Co TIN=镀钛高速钢|TiN_coated_HSS:84"
                    " TC=整体硬质合金|Solid_carbide:420:160",
                ),
                axis("shank", "柄型|Shank", "S=直柄|straight_shank L=加长直柄|long_series:140:130"),
            ),
            variant=axis("packing", "包装|Packing", "10=10支装|box_of_10 1=单支装|single:112"),
            price="6.8",
            grams="16",
            unit="PCE",
            pack=10,
            about=(
                (
                    "{material}麻花钻，118°/135°十字修磨，定心准、排屑顺。",
                    "Split point of 118° or 135° that centres itself and clears chips.",
                ),
                (
                    "适合钢、铸铁、铝与不锈钢钻孔，全磨制成型，刃口锋利。",
                    "Fully ground, for steel, cast iron, aluminium and stainless.",
                ),
            ),
            picture="drill",
            tones="bright brass gold gunmetal",
            look="material",
        ),
        family(
            code="end-mills",
            category=("立铣刀", "End mills"),
            title=("{flutes}硬质合金{shape} D{diameter} {hardness}", "{flutes} carbide {shape} D{diameter} {hardness}"),
            standard="GB/T 16770.1-2008",
            axes=(
                axis("flutes", "刃数|Flutes", "2F=2刃|2-flute:94 4F=4刃|4-flute"),
                axis(
                    "shape",
                    "刀型|Shape",
                    "SQ=平底立铣刀|square_end_mill BN=球头铣刀|ball_nose_end_mill:112"
                    " RN=圆鼻铣刀|corner_radius_end_mill:116",
                ),
                axis(
                    "diameter",
                    "直径|Diameter",
                    "2:58:22 3:60:24 4:64:30 6:100:70 8:150:130 10:215:210 12:300:320",
                    "mm",
                ),
                axis("hardness", "硬度|Workpiece_hardness", "55=HRC55|HRC55 65=HRC65|HRC65:168"),
            ),
            variant=axis("overall", "全长|Overall_length", "50:90:80 75:118:120 100:150:160", "mm"),
            price="21.5",
            grams="28",
            unit="PCE",
            about=(
                (
                    "{flutes}{shape}，超细晶粒钨钢基体，纳米涂层，可加工{hardness}以内钢件。",
                    "Ultra-fine grain carbide with nano coating for steels up to {hardness}.",
                ),
                (
                    "不等分刃设计抑制振刀，适合高速精铣模具与零件。",
                    "Unequal flute spacing damps chatter in fast finishing of moulds and parts.",
                ),
            ),
            picture="end_mill",
            tones="gunmetal bronze",
            look="hardness",
        ),
        family(
            code="wrenches",
            category=("扳手", "Wrenches"),
            title=("{style} {size}mm {finish}", "{style} {size} mm, {finish}"),
            standard="GB/T 4388-2008",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "CB=两用扳手|Combination_wrench DO=双开口扳手|Double_open-end_wrench:92"
                    " RT=棘轮两用扳手|Ratcheting_combination_wrench:210:110"
                    " BX=双梅花扳手|Double_box-end_wrench:104",
                ),
                axis(
                    "size",
                    "对边|Width_across_flats",
                    "8:58:40 10:66:56 12:78:74 13:84:86 14:92:98 17:116:140 19:136:172 22:170:240 24:200:300",
                    "mm",
                ),
                axis("finish", "表面|Finish", "CP=镜面镀铬|polished_chrome MT=哑光镀铬|satin_chrome:94"),
            ),
            variant=axis("handle", "手柄|Handle", "N=标准柄|standard_handle L=加长柄|long_handle:118:116"),
            price="14.5",
            grams="128",
            unit="PCE",
            about=(
                (
                    "{style}，铬钒钢锻造，HRC42–48，{finish}不易生锈。",
                    "{style}, forged chrome vanadium steel, HRC 42–48, {finish}.",
                ),
                (
                    "15°开口偏角，狭窄空间换位轻松，适合汽修与设备维护。",
                    "A head set at 15° works in tight spots; for garages and maintenance.",
                ),
            ),
            picture="wrench",
            tones="bright steel",
            look="finish",
        ),
        family(
            code="screwdrivers",
            category=("螺丝刀", "Screwdrivers"),
            title=("{tip} {size} {handle}螺丝刀", "{tip} screwdriver {size}, {handle}"),
            standard="QB/T 2564.4-2012",
            axes=(
                axis("tip", "头型|Tip", "PH=十字|Phillips SL=一字|Slotted:96 TX=梅花|Torx:118 HX=内六角|Hex:114"),
                axis(
                    "size",
                    "规格|Size",
                    "0=3×75|3×75:68:50 1=5×75|5×75:84:80 2=6×100|6×100 3=6×150|6×150:114:122 4=8×200|8×200:150:190",
                ),
                axis(
                    "handle",
                    "手柄|Handle",
                    "SG=软胶柄|soft_grip CR=水晶柄|clear_handle:82 VD=绝缘柄1000V|1000_V_insulated:160",
                ),
            ),
            variant=axis("magnet", "磁性|Magnet", "M=带磁|magnetic N=不带磁|non-magnetic:97"),
            price="9.8",
            grams="96",
            unit="PCE",
            about=(
                (
                    "{tip}螺丝刀，铬钼钒钢刀杆整体热处理，刀头发黑防滑。",
                    "Chrome molybdenum vanadium blade, hardened throughout, black tip.",
                ),
                (
                    "{handle}握感舒适，扭矩传递好，适合装配线与电工作业。",
                    "Comfortable {handle}, high torque; for assembly lines and electricians.",
                ),
            ),
            picture="screwdriver",
            tones="red amber orange",
            look="handle",
        ),
        family(
            code="hex-key-sets",
            category=("内六角扳手", "Hex key sets"),
            title=("{pieces}件{length}{tip}扳手组套 {finish}", "{pieces}-piece {length} {tip} key set, {finish}"),
            standard="GB/T 5356-2021",
            axes=(
                axis("pieces", "件数|Pieces", "7:82:80 8:90:90 9"),
                axis("length", "长度|Length", "S=标准|standard L=加长|long:125:130 XL=特长|extra_long:150:160"),
                axis("tip", "端头|Tip", "FL=平头|flat-end BL=球头|ball-end:118 TX=梅花|Torx:122"),
                axis(
                    "finish", "表面|Finish", "CP=镀铬|chrome BK=磷化黑|black_phosphate:92 CL=彩色编码|colour_coded:116"
                ),
            ),
            variant=axis("holder", "收纳|Holder", "C=塑料夹|clip B=布袋|pouch:106"),
            price="22",
            grams="420",
            unit="SET",
            about=(
                (
                    "{pieces}件套，S2合金钢，尺寸从1.5到10 mm，{finish}处理。",
                    "{pieces} keys in S2 alloy steel from 1.5 to 10 mm, {finish}.",
                ),
                (
                    "球头可在25°角内斜插操作，夹座刻字清晰，取用方便。",
                    "Ball ends reach in at up to 25°; sizes are marked on the holder.",
                ),
            ),
            picture="hex_keys",
            tones="bright gunmetal rainbow",
            look="finish",
        ),
        family(
            code="calipers",
            category=("卡尺与量具", "Calipers and gauges"),
            title=("{style} {range} {grade}", "{style} {range}, {grade}"),
            standard="GB/T 21389-2008",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "DC=数显卡尺|Digital_caliper VC=游标卡尺|Vernier_caliper:62 DL=带表卡尺|Dial_caliper:128"
                    " DG=深度尺|Depth_gauge:92:88 HG=高度尺|Height_gauge:320:640",
                ),
                axis(
                    "range",
                    "量程|Range",
                    "150=0–150mm|0–150_mm:84 200=0–200mm|0–200_mm 300=0–300mm|0–300_mm:150:160"
                    " 500=0–500mm|0–500_mm:240:260",
                ),
                axis(
                    "grade",
                    "等级|Grade",
                    "I=工业级|industrial_grade P=专业级|professional_grade:135 IP=防水IP67|IP67:160",
                ),
            ),
            variant=axis("case", "包装|Case", "B=塑料盒|plastic_case C=吸塑卡|blister_card:93"),
            price="96",
            grams="180",
            unit="PCE",
            about=(
                (
                    "{style}，量程{range}，刻度清晰，随货附合格证与校准记录。",
                    "{style}, range {range}, with clear graduation, certificate and calibration record.",
                ),
                ("适合机加工车间、来料检验和现场安装。", "For machine shops, incoming inspection and installation."),
            ),
            picture="caliper",
            tones="bright steel bluesteel",
            look="style",
        ),
    ),
)
