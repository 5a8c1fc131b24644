"""Screws, bolts, nuts, washers and anchors."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

MATERIAL = axis(
    "material",
    "材质|Material",
    "88Z=8.8级镀锌|grade_8.8_zinc_plated:62 109B=10.9级发黑|grade_10.9_black_oxide:78"
    " 129B=12.9级发黑|grade_12.9_black_oxide:92"
    " A2=304不锈钢|304_stainless_steel:150 A4=316不锈钢|316_stainless_steel:230",
)
SOFT_MATERIAL = axis(
    "material",
    "材质|Material",
    "48Z=4.8级镀蓝白锌|grade_4.8_zinc_plated:60 48Y=4.8级镀彩锌|grade_4.8_yellow_zinc:64"
    " A2=304不锈钢|304_stainless_steel:150"
    " A4=316不锈钢|316_stainless_steel:225",
)
TONES = "zinc black gunmetal steel bright"

FASTENERS = Group(
    "fasteners",
    Text("紧固件", "Fasteners"),
    "circle-dot",
    "紧固件",
    (
        family(
            code="hex-socket-cap-screws",
            category=("内六角圆柱头螺钉", "Hex socket cap screws"),
            title=("内六角圆柱头螺钉 {thread} {material}", "Hex socket cap screw {thread} {material}"),
            variant_title=(
                "内六角圆柱头螺钉 {thread}×{length} {material}",
                "Hex socket cap screw {thread}×{length} {material}",
            ),
            standard="GB/T 70.1-2008 / ISO 4762",
            axes=(
                axis(
                    "thread",
                    "螺纹|Thread",
                    "M3:22:6 M4:28:12 M5:38:20 M6:52:33 M8:100:72 M10:178:130 M12:265:205 M16:560:440 M20:1020:820",
                ),
                MATERIAL,
            ),
            variant=axis(
                "length",
                "长度|Length",
                "12:72:62 16:78:70 20:84:80 25:92:90 30:100:100 40:118:124 50:138:150 60:160:176",
                "mm",
            ),
            price="0.42",
            grams="14.6",
            unit="PCE",
            pack=100,
            about=(
                (
                    "{material}内六角圆柱头螺钉，螺纹规格{thread}，滚丝成型，螺纹公差6g。",
                    "Hex socket cap screws, {thread}, {material}, with rolled threads of tolerance class 6g.",
                ),
                (
                    "适用于机床、模具、自动化设备等空间受限且需要高预紧力的场合。",
                    "For machine tools, moulds and automation where room is short and preload is high.",
                ),
            ),
            variant_label=("{thread}×{length}", "{thread}×{length}"),
            picture="socket_screw",
            tones=TONES,
            look="material",
        ),
        family(
            code="hex-bolts",
            category=("外六角螺栓", "Hex bolts"),
            title=("外六角螺栓 {thread} {material} {thread_kind}", "Hex bolt {thread} {material}, {thread_kind}"),
            variant_title=(
                "外六角螺栓 {thread}×{length} {material} {thread_kind}",
                "Hex bolt {thread}×{length} {material}, {thread_kind}",
            ),
            standard="GB/T 5783-2016 / ISO 4017",
            axes=(
                axis(
                    "thread",
                    "螺纹|Thread",
                    "M6:40:38 M8:66:72 M10:112:128 M12:165:200 M14:240:290 M16:320:420 M20:560:780 M24:980:1300",
                ),
                MATERIAL,
                axis("thread_kind", "牙型|Threading", "F=全牙|full_thread P=半牙|partial_thread:96:104"),
            ),
            variant=axis(
                "length",
                "长度|Length",
                "20:70:60 30:84:80 40:100:100 50:118:122 60:136:144 80:172:188 100:210:232",
                "mm",
            ),
            price="0.55",
            grams="30",
            unit="PCE",
            pack=50,
            about=(
                (
                    "{material}外六角螺栓，{thread_kind}，对边与头厚按国标控制，扳拧不打滑。",
                    "Hex bolts in {material}, {thread_kind}, with controlled width across flats so that a spanner never slips.",
                ),
                (
                    "广泛用于钢结构、管道法兰、农机和工程机械的连接。",
                    "Joins steel structures, pipe flanges, farm and construction machinery.",
                ),
            ),
            variant_label=("{thread}×{length}", "{thread}×{length}"),
            picture="hex_bolt",
            tones=TONES,
            look="material",
        ),
        family(
            code="countersunk-screws",
            category=("沉头螺钉", "Countersunk screws"),
            title=("{drive}沉头螺钉 {thread} {material}", "{drive} countersunk screw {thread} {material}"),
            variant_title=(
                "{drive}沉头螺钉 {thread}×{length} {material}",
                "{drive} countersunk screw {thread}×{length} {material}",
            ),
            standard="GB/T 819.1-2016 / ISO 7046-1",
            axes=(
                axis("drive", "槽型|Drive", "H=十字|Phillips TX=梅花|Torx:122 SK=内六角|Hex_socket:130"),
                axis("thread", "螺纹|Thread", "M2.5:24:4 M3:30:7 M4:46:15 M5:70:26 M6:100:42 M8:190:90"),
                SOFT_MATERIAL,
            ),
            variant=axis(
                "length", "长度|Length", "8:78:60 10:82:68 12:88:78 16:100:100 20:112:122 25:126:148 30:142:172", "mm"
            ),
            price="0.19",
            grams="4.6",
            unit="PCE",
            pack=200,
            about=(
                (
                    "{drive}槽沉头螺钉，90°沉头与工件表面齐平，外观整洁。",
                    "A 90° countersunk head with {drive} drive sits flush with the surface.",
                ),
                (
                    "常用于机箱、门窗五金、家具合页和面板安装。",
                    "Common in enclosures, window fittings, hinges and front panels.",
                ),
            ),
            variant_label=("{thread}×{length}", "{thread}×{length}"),
            picture="countersunk_screw",
            tones="zinc brass steel bright",
            look="material",
        ),
        family(
            code="self-tapping-screws",
            category=("自攻螺钉", "Self-tapping screws"),
            title=("{head}自攻螺钉 {size} {material}", "{head} self-tapping screw {size} {material}"),
            variant_title=(
                "{head}自攻螺钉 {size}×{length} {material}",
                "{head} self-tapping screw {size}×{length} {material}",
            ),
            standard="GB/T 845-2017",
            axes=(
                axis("head", "头型|Head", "PH=盘头|Pan_head CS=沉头|Flat_head:96 HW=六角法兰面|Hex_flange:140:130"),
                axis(
                    "size",
                    "规格|Size",
                    "ST2.9:52:30 ST3.5:70:46 ST4.2:100:72 ST4.8:128:100 ST5.5:170:140 ST6.3:230:190",
                ),
                axis(
                    "material",
                    "材质|Material",
                    "ZN=碳钢镀锌|zinc_plated_steel:60 BK=碳钢磷化|phosphated_steel:58"
                    " A2=304不锈钢|304_stainless_steel:160 410=410不锈钢|410_stainless_steel:120",
                ),
            ),
            variant=axis("length", "长度|Length", "13:78:66 16:84:76 19:92:88 25:108:112 32:130:138 38:150:160", "mm"),
            price="0.11",
            grams="2.1",
            unit="PCE",
            pack=500,
            about=(
                (
                    "{head}自攻螺钉，表面硬度高、芯部韧性好，薄板一次攻入不崩牙。",
                    "Case-hardened thread and tough core: drives into sheet metal in one go.",
                ),
                (
                    "适合钣金外壳、塑料件、彩钢瓦和通风管道的快速装配。",
                    "For sheet metal housings, plastics, roofing and ducts.",
                ),
            ),
            variant_label=("{size}×{length}", "{size}×{length}"),
            picture="self_tapping_screw",
            tones="zinc gunmetal steel bright",
            look="material",
        ),
        family(
            code="hex-nuts",
            category=("六角螺母", "Hex nuts"),
            title=("{style} {thread} {material}", "{style} {thread} {material}"),
            standard="GB/T 6170-2015 / ISO 4032",
            axes=(
                axis(
                    "style",
                    "型式|Style",
                    "N=六角螺母|Hex_nut FN=法兰面螺母|Flange_nut:150:140 NL=尼龙锁紧螺母|Nylon_lock_nut:165:115"
                    " TN=薄螺母|Thin_nut:85:60",
                ),
                axis(
                    "thread",
                    "螺纹|Thread",
                    "M3:24:7 M4:30:14 M5:40:22 M6:55:42 M8:100:96 M10:170:200 M12:250:300 M16:480:560",
                ),
                SOFT_MATERIAL,
            ),
            variant=axis("packing", "包装|Packing", "1=散装|loose 2=盒装|boxed:106:102"),
            price="0.12",
            grams="5.4",
            unit="PCE",
            pack=200,
            about=(
                (
                    "{style}，螺纹公差6H，与同等级螺栓配套使用。",
                    "{style} with 6H threads, to be paired with bolts of the same grade.",
                ),
                (
                    "逐批做保证载荷与盐雾试验，可随货提供检测报告。",
                    "Every batch passes proof load and salt spray tests; reports on request.",
                ),
            ),
            picture="hex_nut",
            tones="zinc brass steel bright",
            look="material",
        ),
        family(
            code="washers",
            category=("垫圈", "Washers"),
            title=("{style} {thread} {material}", "{style} {thread} {material}"),
            standard="GB/T 97.1-2002 / GB/T 93-1987",
            axes=(
                axis(
                    "style",
                    "型式|Style",
                    "FL=平垫圈|Flat_washer SP=弹簧垫圈|Spring_washer:115:90"
                    " LG=加大平垫圈|Large_flat_washer:170:220 TL=齿形锁紧垫圈|Toothed_lock_washer:150:70",
                ),
                axis(
                    "thread",
                    "适配螺纹|For_thread",
                    "M3:30:6 M4:36:14 M5:46:22 M6:60:45 M8:100:85 M10:150:160 M12:215:260 M16:360:480 M20:560:740",
                ),
                SOFT_MATERIAL,
            ),
            variant=axis("packing", "包装|Packing", "1=散装|loose 2=盒装|boxed:108:102"),
            price="0.045",
            grams="2.1",
            unit="PCE",
            pack=500,
            about=(
                (
                    "{style}，适配{thread}螺栓，倒角无毛刺，厚度均匀。",
                    "{style} for {thread}, deburred and of even thickness.",
                ),
                (
                    "用于分散压紧力、保护工件表面或防止松动。",
                    "Spreads the clamping force, protects the surface or keeps the joint tight.",
                ),
            ),
            picture="washer",
            tones="zinc brass steel bright",
            look="material",
        ),
        family(
            code="expansion-anchors",
            category=("膨胀螺栓与锚栓", "Expansion anchors"),
            title=("{style} {thread} {material}", "{style} {thread} {material}"),
            variant_title=("{style} {thread}×{length} {material}", "{style} {thread}×{length} {material}"),
            standard="JG/T 160-2017",
            axes=(
                axis(
                    "style",
                    "型式|Style",
                    "SL=套管膨胀螺栓|Sleeve_anchor WD=楔形锚栓|Wedge_anchor:118 DR=内迫式锚栓|Drop-in_anchor:74:60",
                ),
                axis("thread", "螺纹|Thread", "M6:48:40 M8:72:66 M10:100:100 M12:150:160 M16:280:320 M20:470:560"),
                axis(
                    "material",
                    "材质|Material",
                    "ZN=碳钢镀锌|zinc_plated_steel:70 HD=热镀锌|hot-dip_galvanized:95"
                    " A2=304不锈钢|304_stainless_steel:230",
                ),
            ),
            variant=axis("length", "长度|Length", "60:80:78 80:100:100 100:122:124 120:146:148 150:178:182", "mm"),
            price="1.35",
            grams="52",
            unit="PCE",
            pack=25,
            about=(
                (
                    "{style}，适用于C20及以上混凝土，安装后即可承载。",
                    "{style} for concrete of C20 and above; carries load at once.",
                ),
                (
                    "用于设备地脚、管道支架、护栏与幕墙龙骨固定。",
                    "Fixes machine feet, pipe brackets, railings and curtain wall frames.",
                ),
            ),
            variant_label=("{thread}×{length}", "{thread}×{length}"),
            picture="anchor",
            tones="brass zinc steel",
            look="material",
        ),
    ),
)
