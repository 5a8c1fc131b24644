"""Low voltage switchgear, wire and cable, and lighting."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

LOW_VOLTAGE = Group(
    "low-voltage",
    Text("低压电气", "Low voltage switchgear"),
    "bolt",
    "配电控制设备",
    (
        family(
            code="miniature-circuit-breakers",
            category=("小型断路器", "Miniature circuit breakers"),
            title=("小型断路器 {poles} {curve}型{current}A", "Miniature circuit breaker {poles}, {curve}{current}"),
            variant_title=(
                "小型断路器 {poles} {curve}型{current}A {capacity}kA",
                "Miniature circuit breaker {poles}, {curve}{current}, {capacity} kA",
            ),
            standard="GB/T 10963.1-2020 / IEC 60898-1",
            axes=(
                axis("poles", "极数|Poles", "1P:52:50 1P+N:84:78 2P 3P:148:150 4P:200:200"),
                axis("curve", "脱扣曲线|Trip_curve", "B:104 C D:108"),
                axis("current", "额定电流|Rated_current", "6:98 10:96 16:96 20:97 25:98 32 40:108 50:120 63:124", "A"),
            ),
            variant=axis("capacity", "分断能力|Breaking_capacity", "6 10:128:106", "kA"),
            price="24.5",
            grams="235",
            unit="PCE",
            about=(
                (
                    "{poles}小型断路器，额定电流{current}A，{curve}型脱扣特性，过载与短路双重保护。",
                    "{poles}, {current} A, {curve} curve: protects from overload and short circuit.",
                ),
                (
                    "35 mm标准导轨安装，触头状态窗口可视，电气寿命不低于1万次。",
                    "Mounts on 35 mm rail, shows contact position, at least 10,000 operations.",
                ),
            ),
            picture="breaker",
            tones="blue green red",
            look="curve",
        ),
        family(
            code="contactors",
            category=("交流接触器", "AC contactors"),
            title=("交流接触器 {current}A {poles} 线圈{coil}", "AC contactor {current} A, {poles}, {coil} coil"),
            standard="GB/T 14048.4-2020",
            axes=(
                axis(
                    "current",
                    "额定电流|Rated_current",
                    "9:52:62 12:56:64 18:66:70 25:86:92 32 40:160:180 50:184:190 65:215:200 80:290:300 95:330:310",
                    "A",
                ),
                axis("poles", "极数|Poles", "3P=3极|3-pole 4P=4极|4-pole:124:118"),
                axis(
                    "coil",
                    "线圈电压|Coil",
                    "24D=DC24V|24_V_DC:140:108 110=AC110V|110_V_AC:104 220=AC220V|220_V_AC 380=AC380V|380_V_AC",
                ),
            ),
            variant=axis("auxiliary", "辅助触点|Auxiliary_contacts", "10=1NO|1NO 11=1NO+1NC|1NO+1NC:110:104"),
            price="58",
            grams="410",
            unit="PCE",
            about=(
                (
                    "{current}A交流接触器，银合金触头，线圈电压{coil}，吸合平稳噪声低。",
                    "{current} A with silver alloy contacts and a quiet {coil} coil.",
                ),
                (
                    "用于电动机启停、照明与电容投切，可扣装热继电器和辅助触头。",
                    "Switches motors, lighting and capacitors; takes overload relays and auxiliary blocks.",
                ),
            ),
            picture="contactor",
            tones="charcoal ivory bluesteel",
            look="coil",
        ),
        family(
            code="relays",
            category=("中间继电器", "Plug-in relays"),
            title=("中间继电器 {contacts} {coil} {indicator}", "Plug-in relay {contacts}, {coil}, {indicator}"),
            standard="GB/T 14048.5-2017",
            axes=(
                axis(
                    "contacts",
                    "触点|Contacts",
                    "2C10=两开两闭10A|DPDT_10_A 2C5=两开两闭5A|DPDT_5_A:88 3C10=三开三闭10A|3PDT_10_A:126"
                    " 4C5=四开四闭5A|4PDT_5_A:118",
                ),
                axis(
                    "coil",
                    "线圈|Coil",
                    "D12=DC12V|12_V_DC D24=DC24V|24_V_DC A110=AC110V|110_V_AC:104 A220=AC220V|220_V_AC:106",
                ),
                axis(
                    "indicator",
                    "指示|Indicator",
                    "L=带LED指示灯|LED_indicator:112 N=无指示灯|no_indicator T=带测试杆|test_lever:124",
                ),
            ),
            variant=axis("socket", "底座|Socket", "N=不含底座|without_socket S=含导轨底座|with_DIN_socket:155:170"),
            price="13.8",
            grams="36",
            unit="PCE",
            pack=5,
            about=(
                (
                    "{contacts}中间继电器，线圈{coil}，透明外壳便于观察触点状态。",
                    "{contacts}, {coil} coil, clear cover to see the contacts.",
                ),
                (
                    "用于控制柜信号转换与隔离，机械寿命1000万次。",
                    "Converts and isolates signals in control panels; ten million mechanical operations.",
                ),
            ),
            picture="relay",
            tones="clear amber bluesteel",
            look="indicator",
        ),
        family(
            code="push-buttons",
            category=("按钮与指示灯", "Push buttons and pilot lights"),
            title=("{size}mm{style} {colour}", "{size} mm {style}, {colour}"),
            variant_title=("{size}mm{style} {colour} {voltage}", "{size} mm {style}, {colour}, {voltage}"),
            standard="GB/T 14048.5-2017",
            axes=(
                axis("size", "开孔|Mounting_hole", "16:82:70 22 30:140:150", "mm"),
                axis(
                    "style",
                    "类型|Type",
                    "PB=自复位按钮|momentary_push_button LP=带灯按钮|illuminated_push_button:150"
                    " ES=急停按钮|emergency_stop:135:130 PL=指示灯|pilot_light:70:60"
                    " SS=两档旋钮|selector_switch:122",
                ),
                axis("colour", "颜色|Colour", "RD=红色|red GN=绿色|green YE=黄色|yellow BU=蓝色|blue WH=白色|white"),
            ),
            variant=axis("voltage", "电压|Voltage", "24=24V|24_V 220=220V|220_V:103"),
            price="8.6",
            grams="38",
            unit="PCE",
            pack=5,
            about=(
                (
                    "{size}mm开孔{style}，{colour}，IP65面板防护，银触点。",
                    "{style} for a {size} mm hole, {colour}, IP65 front, silver contacts.",
                ),
                (
                    "适用于机床操作面板、配电柜和流水线控制站。",
                    "For machine panels, switch cabinets and line control stations.",
                ),
            ),
            picture="push_button",
            tones="red green yellow blue white",
            look="colour",
        ),
        family(
            code="terminal-blocks",
            category=("导轨接线端子", "DIN rail terminal blocks"),
            title=("{style}接线端子 {section}mm² {colour}", "{style} terminal block {section} mm², {colour}"),
            standard="GB/T 14048.7-2016",
            axes=(
                axis(
                    "style",
                    "接线方式|Connection",
                    "UK=螺钉式|Screw PT=直插式|Push-in:134 ST=弹簧式|Spring_clamp:122 GD=接地|Ground:190:160",
                ),
                axis("section", "截面|Cross_section", "2.5:74:66 4 6:126:140 10:170:210 16:240:320", "mm²"),
                axis("colour", "颜色|Colour", "GY=灰色|grey BU=蓝色|blue:103 GNYE=黄绿|green-yellow:112"),
            ),
            variant=axis("levels", "层数|Levels", "1=单层|single-level 2=双层|double-level:190:180"),
            price="2.4",
            grams="11",
            unit="PCE",
            pack=50,
            about=(
                (
                    "{style}接线端子，{section}mm²，PA66阻燃V-0外壳，铜件镀锡。",
                    "{section} mm², flame-retardant PA66 housing and tinned copper.",
                ),
                (
                    "35 mm导轨安装，标记槽可打印，配套桥接件与挡板。",
                    "Fits 35 mm rail; takes printed markers, bridges and end plates.",
                ),
            ),
            picture="terminal",
            tones="gray blue green",
            look="colour",
        ),
    ),
)

CABLE = Group(
    "cable",
    Text("电线电缆", "Wire and cable"),
    "link",
    "电线电缆",
    (
        family(
            code="building-wire",
            category=("布电线", "Building wire"),
            title=("{model}铜芯电线 {section}mm² {colour}", "{model} copper wire {section} mm², {colour}"),
            standard="GB/T 5023.3-2008",
            axes=(
                axis(
                    "model",
                    "型号|Model",
                    "BV BVR:106:102 ZC-BV=阻燃ZC-BV|flame_retardant_ZC-BV:105"
                    " WDZ-BYJ=低烟无卤WDZ-BYJ|low_smoke_WDZ-BYJ:124",
                ),
                axis("section", "截面|Cross_section", "1.5:40:42 2.5:62:64 4 6:148:146 10:250:244", "mm²"),
                axis("colour", "颜色|Colour", "RD=红色|red BU=蓝色|blue YE=黄色|yellow GNYE=黄绿双色|green-yellow"),
            ),
            variant=axis("length", "长度|Length", "50:51:50 100", "m"),
            price="392",
            grams="4600",
            unit="RO",
            about=(
                (
                    "{model}单芯铜线，{section}mm²无氧铜，国标足米足径。",
                    "{section} mm² oxygen-free copper, full length and full diameter.",
                ),
                (
                    "额定电压450/750V，适合住宅、厂房与公共建筑布线。",
                    "450/750 V, for homes, plants and public buildings.",
                ),
            ),
            picture="cable_coil",
            tones="red blue yellow green",
            look="colour",
        ),
        family(
            code="control-cable",
            category=("控制与护套电缆", "Control and sheathed cable"),
            title=("{model} {cores}芯×{section}mm²电缆", "{model} cable {cores}×{section} mm²"),
            standard="GB/T 5023.5-2008 / GB/T 9330-2020",
            axes=(
                axis(
                    "model",
                    "型号|Model",
                    "RVV RVVP=RVVP屏蔽|RVVP_screened:138:118 TRVV=TRVV拖链|TRVV_drag_chain:170:104 KVV:112:120"
                    " YZ=YZ橡套|YZ_rubber:128:130",
                ),
                axis("cores", "芯数|Cores", "2:64:66 3:84:86 4:106:108 5:128:132 7:172:178"),
                axis("section", "截面|Cross_section", "0.75:52:56 1:64:68 1.5:84:88 2.5:124:130", "mm²"),
            ),
            variant=axis("length", "长度|Length", "100 200:196:200", "m"),
            price="486",
            grams="9800",
            unit="RO",
            about=(
                (
                    "{model}电缆，{cores}芯{section}mm²，多股绞合软铜芯，弯曲性能好。",
                    "{cores} flexible stranded cores of {section} mm².",
                ),
                (
                    "用于控制柜、机器人拖链、传感器与移动设备供电。",
                    "For control cabinets, drag chains, sensors and mobile equipment.",
                ),
            ),
            picture="cable_drum",
            tones="black gray orange",
            look="model",
        ),
        family(
            code="network-cable",
            category=("网线与跳线", "Network and patch cable"),
            title=("{category}{shield}网线 {jacket} {colour}", "{category} {shield} network cable, {jacket}, {colour}"),
            standard="YD/T 1019-2023",
            axes=(
                axis("category", "类别|Category", "C5E=超五类|Cat_5e:66 C6=六类|Cat_6 C6A=超六类|Cat_6A:168:120"),
                axis("shield", "屏蔽|Shielding", "UTP=非屏蔽|UTP FTP=铝箔屏蔽|FTP:128:114 SFTP=双屏蔽|S/FTP:170:130"),
                axis("jacket", "护套|Jacket", "PVC LSZH=低烟无卤|LSZH:118 OUT=室外PE|outdoor_PE:112:108"),
                axis("colour", "颜色|Colour", "BU=蓝色|blue GY=灰色|grey OR=橙色|orange"),
            ),
            variant=axis("length", "长度|Length", "100:36:34 305", "m"),
            price="620",
            grams="12500",
            unit="RO",
            about=(
                (
                    "{category}{shield}网线，{jacket}护套，通过FLUKE链路测试。",
                    "{category} {shield} with {jacket} jacket, passes permanent link tests.",
                ),
                (
                    "支持千兆/万兆传输与PoE供电，箱内抽拉不打结。",
                    "Carries gigabit or 10 gigabit and PoE; pulls from the box without kinks.",
                ),
            ),
            picture="network_cable",
            tones="blue gray orange",
            look="colour",
        ),
        family(
            code="wire-ducts",
            category=("线槽与扎带", "Wire ducts and cable ties"),
            title=("{style} {size} {colour}", "{style} {size}, {colour}"),
            standard="JG/T 3001-1992",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "DC=开口PVC线槽|Slotted_PVC_duct CL=封闭PVC线槽|Solid_PVC_duct:88"
                    " TY=尼龙扎带|Nylon_cable_ties:62:40 SL=热缩管|Heat_shrink_tube:74:22",
                ),
                axis(
                    "size",
                    "规格|Size",
                    "S=小号|small:60:54 M=中号|medium L=大号|large:156:170 XL=特大号|extra_large:220:260",
                ),
                axis("colour", "颜色|Colour", "GY=灰色|grey WH=白色|white BK=黑色|black"),
            ),
            variant=axis("packing", "包装|Packing", "10=每捆10|bundle_of_10 40=整箱40|case_of_40:385:400"),
            price="46",
            grams="3200",
            unit="PK",
            about=(
                ("{style}，{size}，阻燃自熄，耐温-25至85℃。", "{style}, {size}, self-extinguishing, −25 to 85 °C."),
                ("整理控制柜与机房布线，切口平整不割手。", "Keeps cabinets and server rooms tidy; edges do not cut."),
            ),
            picture="wire_duct",
            tones="gray white black",
            look="colour",
        ),
    ),
)

LIGHTING = Group(
    "lighting",
    Text("工商照明", "Industrial lighting"),
    "sun",
    "照明装置",
    (
        family(
            code="led-panels",
            category=("LED面板灯", "LED panels"),
            title=("LED{style} {size} {power}W", "LED {style} {size}, {power} W"),
            variant_title=("LED{style} {size} {power}W {colour}K", "LED {style} {size}, {power} W, {colour} K"),
            standard="GB 7000.201-2008",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "PN=面板灯|panel_light GR=格栅灯|grille_light:112:120 EG=直下式平板灯|back-lit_panel:90",
                ),
                axis(
                    "size",
                    "尺寸|Size",
                    "300=300×300mm|300×300_mm:52:40 312=300×1200mm|300×1200_mm:104:105 600=600×600mm|600×600_mm"
                    " 612=600×1200mm|600×1200_mm:176:190",
                ),
                axis("power", "功率|Power", "18:74 36 48:116 60:138 72:158", "W"),
            ),
            variant=axis("colour", "色温|Colour_temperature", "4000 5000 6500", "K"),
            price="86",
            grams="2100",
            unit="PCE",
            about=(
                (
                    "LED{style}，{power}W，光效120 lm/W，显色指数Ra≥80，无频闪。",
                    "{power} W at 120 lm/W, CRI above 80, flicker free.",
                ),
                (
                    "适合办公室、教室、医院走廊与超市，质保三年。",
                    "For offices, classrooms, hospital corridors and shops; three-year warranty.",
                ),
            ),
            picture="led_panel",
            tones="warm cool",
            look="style",
        ),
        family(
            code="led-lamps",
            category=("LED灯泡与灯管", "LED bulbs and tubes"),
            title=("LED{style} {power}W {colour}", "LED {style} {power} W, {colour}"),
            standard="GB/T 24908-2014",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "A=球泡灯E27|E27_bulb T8=T8灯管|T8_tube:140:190 CN=尖泡E14|E14_candle:82:56"
                    " HB=大功率柱泡|high-power_bulb:210:320",
                ),
                axis("power", "功率|Power", "5:70:70 9 12:118:110 18:150:130 30:220:170", "W"),
                axis(
                    "colour", "光色|Light_colour", "WW=暖白光|warm_white NW=自然光|neutral_white CW=正白光|cool_white"
                ),
            ),
            variant=axis("dimming", "调光|Dimming", "N=不可调光|non-dimmable D=可调光|dimmable:155"),
            price="8.2",
            grams="64",
            unit="PCE",
            pack=10,
            about=(
                (
                    "{power}W LED{style}，{colour}，宽电压恒流驱动，寿命2.5万小时。",
                    "{power} W, {colour}, constant current over a wide voltage range, 25,000 hours.",
                ),
                (
                    "直接替换白炽灯或荧光灯，节电80%以上。",
                    "Replaces incandescent or fluorescent lamps and saves over 80%.",
                ),
            ),
            picture="bulb",
            tones="warm neutral cool",
            look="colour",
        ),
    ),
)
