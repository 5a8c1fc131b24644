"""Electronic components, sensors and automation parts."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

COMPONENTS = Group(
    "electronic-components",
    Text("电子元器件", "Electronic components"),
    "device",
    "电子元件",
    (
        family(
            code="chip-resistors",
            category=("贴片电阻", "Chip resistors"),
            title=("贴片电阻 {package} {value} {tolerance}", "Chip resistor {package} {value} {tolerance}"),
            standard="GB/T 5729-2003 / AEC-Q200",
            axes=(
                axis("package", "封装|Package", "0402:66:40 0603:76:60 0805 1206:138:160 2512:420:600"),
                axis(
                    "value",
                    "阻值|Resistance",
                    "10R=10Ω|10_Ω 100R=100Ω|100_Ω 1K=1kΩ|1_kΩ 4K7=4.7kΩ|4.7_kΩ 10K=10kΩ|10_kΩ 47K=47kΩ|47_kΩ"
                    " 100K=100kΩ|100_kΩ 1M=1MΩ|1_MΩ",
                ),
                axis("tolerance", "精度|Tolerance", "F=±1%|±1% J=±5%|±5%:72 D=±0.5%|±0.5%:240"),
            ),
            variant=axis("reel", "包装|Packing", "5K=5000只/盘|reel_of_5,000 1K=1000只/盘|reel_of_1,000:28:22"),
            price="26",
            grams="180",
            unit="RO",
            about=(
                (
                    "{package}厚膜贴片电阻，{value}，{tolerance}，端电极镀锡可焊性好。",
                    "{package} thick film, {value}, {tolerance}, tinned terminations.",
                ),
                (
                    "编带盘装，可直接上SMT贴片机，符合RoHS与无卤要求。",
                    "Tape and reel for SMT lines; RoHS and halogen free.",
                ),
            ),
            picture="chip_reel",
            tones="black bluesteel white",
            look="tolerance",
        ),
        family(
            code="electrolytic-capacitors",
            category=("铝电解电容", "Aluminium electrolytic capacitors"),
            title=(
                "铝电解电容 {capacity}μF {voltage}V {series}",
                "Electrolytic capacitor {capacity} μF {voltage} V, {series}",
            ),
            standard="GB/T 5993-2003",
            axes=(
                axis(
                    "capacity",
                    "容量|Capacitance",
                    "10:40:40 47:56:60 100:76:80 220 470:150:170 1000:230:300 2200:400:560",
                    "μF",
                ),
                axis("voltage", "耐压|Voltage", "16:66:70 25:78:82 35 50:130:130 100:240:220 400:620:520", "V"),
                axis(
                    "series",
                    "系列|Series",
                    "GP=105℃通用|105_°C_general LL=长寿命低阻|long-life_low-ESR:145 SM=贴片型|SMD:125",
                ),
            ),
            variant=axis("packing", "包装|Packing", "B=散装|bulk T=编带|taped:108"),
            price="0.34",
            grams="1.8",
            unit="PCE",
            pack=200,
            about=(
                (
                    "{capacity}μF/{voltage}V铝电解电容，{series}，纹波电流大、漏电流小。",
                    "{capacity} μF, {voltage} V, {series}: high ripple current, low leakage.",
                ),
                (
                    "用于开关电源、变频器、家电主板与LED驱动。",
                    "For power supplies, inverters, appliance boards and LED drivers.",
                ),
            ),
            picture="capacitor",
            tones="black bluesteel green",
            look="series",
        ),
        family(
            code="connectors",
            category=("连接器", "Connectors"),
            title=("{style} 间距{pitch}mm {positions}P", "{style}, pitch {pitch} mm, {positions}-way"),
            standard="IEC 60603",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "PH=排针|Pin_header:42:60 FH=排母|Female_header:58:70 WB=线对板连接器|Wire-to-board_connector"
                    " TB=PCB接线端子|PCB_terminal_block:210:320 FP=FPC连接器|FPC_connector:120:40",
                ),
                axis("pitch", "间距|Pitch", "1.25:96:60 2.0:98:82 2.54 3.81:126:150 5.08:140:190", "mm"),
                axis("positions", "位数|Positions", "2:40:36 4:64:62 6:84:84 8 10:116:118 20:190:210 40:330:390"),
            ),
            variant=axis("mount", "安装|Mounting", "V=直插立式|vertical R=弯插卧式|right-angle:106 S=贴片式|SMT:114"),
            price="0.68",
            grams="2.4",
            unit="PCE",
            pack=100,
            about=(
                (
                    "{style}，{pitch}mm间距{positions}位，磷青铜端子镀金/镀锡，PBT阻燃胶芯。",
                    "{positions}-way at {pitch} mm; phosphor bronze contacts in flame-retardant PBT.",
                ),
                (
                    "用于控制板、仪表、家电与汽车电子的信号和电源连接。",
                    "Signal and power connections on control boards, meters, appliances and vehicles.",
                ),
            ),
            picture="pin_header",
            tones="black white green",
            look="mount",
        ),
        family(
            code="integrated-circuits",
            category=("集成电路", "Integrated circuits"),
            title=("{kind} {package} {grade}", "{kind} {package}, {grade}"),
            standard="JEDEC MS-012",
            axes=(
                axis(
                    "kind",
                    "功能|Function",
                    "LDO=3.3V稳压器|3.3_V_regulator:28 OPA=双运放|Dual_op-amp:36 RS485=RS-485收发器|RS-485_transceiver:60"
                    " CAN=CAN收发器|CAN_transceiver:84 FL=128Mbit闪存|128_Mbit_flash:150 EE=256Kbit_EEPROM|256_Kbit_EEPROM:44"
                    " MOS=MOSFET驱动器|MOSFET_driver:90 RTC=实时时钟|Real-time_clock:72 ISO=数字隔离器|Digital_isolator:118",
                ),
                axis("package", "封装|Package", "SOP8:92:100 MSOP8:96:60 DFN8:108:40"),
                axis("grade", "温度等级|Grade", "I=工业级|industrial_grade A=车规级|automotive_grade:170"),
            ),
            variant=axis("packing", "包装|Packing", "R=卷带|reel T=管装|tube:104"),
            price="4.9",
            grams="0.6",
            unit="PCE",
            pack=50,
            about=(
                (
                    "{kind}，{package}封装，{grade}工作温度范围，提供完整数据手册与参考设计。",
                    "{kind} in {package}, {grade}, with full datasheet and reference design.",
                ),
                (
                    "原厂批次可追溯，湿敏等级MSL3真空防潮包装。",
                    "Traceable to the original lot; moisture level 3, vacuum packed.",
                ),
            ),
            picture="chip",
            tones="black charcoal bluesteel",
            look="package",
        ),
        family(
            code="discrete-leds",
            category=("发光二极管", "Light-emitting diodes"),
            title=("{package}发光二极管 {colour} {lens}", "{package} LED, {colour}, {lens}"),
            standard="SJ/T 11394-2009",
            axes=(
                axis(
                    "package",
                    "封装|Package",
                    "D3=3mm直插|3_mm_round:80:70 D5=5mm直插|5_mm_round F0603=0603贴片|0603_SMD:84:10"
                    " F5050=5050贴片|5050_SMD:190:40",
                ),
                axis(
                    "colour",
                    "颜色|Colour",
                    "RD=红光|red GN=翠绿光|green:124 BU=蓝光|blue:118 YE=黄光|yellow WH=白光|white:132",
                ),
                axis("lens", "透镜|Lens", "D=雾面|diffused C=透明|clear:104"),
            ),
            variant=axis("packing", "包装|Packing", "1=1000只/袋|bag_of_1,000"),
            price="38",
            grams="290",
            unit="BG",
            about=(
                (
                    "{package}{colour}发光二极管，亮度分BIN，同批色差小。",
                    "Binned for brightness with little colour spread in a lot.",
                ),
                ("用于指示灯、背光、玩具与仪器面板。", "For indicators, backlights, toys and instrument panels."),
            ),
            picture="led",
            tones="red green blue yellow white",
            look="colour",
        ),
    ),
)

AUTOMATION = Group(
    "automation",
    Text("传感与自动化", "Sensors and automation"),
    "api",
    "工业自动控制装置",
    (
        family(
            code="proximity-sensors",
            category=("接近开关", "Proximity sensors"),
            title=(
                "电感式接近开关 {size} {output} {distance}",
                "Inductive proximity sensor {size}, {output}, {distance}",
            ),
            standard="GB/T 14048.10-2016",
            axes=(
                axis("size", "外形|Housing", "M8:94:36 M12 M18:108:150 M30:146:320 Q40=方型40×40|40×40_block:170:300"),
                axis(
                    "output",
                    "输出|Output",
                    "NPN=NPN常开|NPN_NO PNP=PNP常开|PNP_NO:104 NC=NPN常闭|NPN_NC:102 AC=交流二线|AC_2-wire:118",
                ),
                axis(
                    "distance", "检测距离|Sensing_distance", "S=标准距离|standard_range L=加长距离|extended_range:126"
                ),
            ),
            variant=axis(
                "connection",
                "接线|Connection",
                "2M=2米电缆|2_m_cable 5M=5米电缆|5_m_cable:118:190 M12=M12插头|M12_plug:124:70",
            ),
            price="32",
            grams="62",
            unit="PCE",
            about=(
                ("{size}电感式接近开关，{output}输出，IP67防护，抗油污。", "{output} output, IP67, resists oil."),
                (
                    "带动作指示灯，具有短路、过载与反接保护。",
                    "Indicator light; protected from short circuit, overload and reversed polarity.",
                ),
            ),
            picture="proximity_sensor",
            tones="brass bright orange",
            look="output",
        ),
        family(
            code="photoelectric-sensors",
            category=("光电传感器", "Photoelectric sensors"),
            title=("{mode}光电传感器 {range} {output}", "{mode} photoelectric sensor, {range}, {output}"),
            standard="GB/T 14048.10-2016",
            axes=(
                axis(
                    "mode",
                    "方式|Mode",
                    "DR=漫反射式|Diffuse RR=回归反射式|Retro-reflective:112 TB=对射式|Through-beam:160:190"
                    " BG=背景抑制式|Background_suppression:190",
                ),
                axis("range", "距离|Range", "03=0.3m|0.3_m:88 1=1m|1_m 3=3m|3_m:114 10=10m|10_m:150"),
                axis("output", "输出|Output", "NPN PNP:103 RLY=继电器|relay:128:140"),
            ),
            variant=axis("connection", "接线|Connection", "2M=2米电缆|2_m_cable M8=M8插头|M8_plug:110:60"),
            price="78",
            grams="58",
            unit="PCE",
            about=(
                (
                    "{mode}光电传感器，检测距离{range}，红光可见光斑便于对准。",
                    "Range {range}; the visible red spot makes alignment easy.",
                ),
                (
                    "适合包装线、输送分拣与门禁检测，抗环境光干扰。",
                    "For packing lines, sorting and gates; immune to ambient light.",
                ),
            ),
            picture="photo_sensor",
            tones="charcoal bluesteel orange",
            look="output",
        ),
        family(
            code="power-supplies",
            category=("开关电源", "Switching power supplies"),
            title=("{style}开关电源 {power}W {voltage}V", "{style} power supply {power} W, {voltage} V"),
            standard="GB 4943.1-2022",
            axes=(
                axis("style", "类型|Type", "EN=网壳式|Enclosed DN=导轨式|DIN_rail:128 WP=防水型|Waterproof:142:150"),
                axis("power", "功率|Power", "35:50:56 60:62:70 100:84:90 150 240:148:150 350:176:170 480:260:230", "W"),
                axis("voltage", "输出电压|Output_voltage", "5:104 12 24 36:106 48:108", "V"),
            ),
            variant=axis("grade", "等级|Grade", "S=标准型|standard P=带PFC|with_PFC:122:106"),
            price="72",
            grams="560",
            unit="PCE",
            about=(
                (
                    "{style}开关电源，{power}W，输出DC{voltage}V，效率可达90%。",
                    "{power} W, {voltage} V DC, up to 90% efficient.",
                ),
                (
                    "全电压输入，短路、过压、过温保护，100%满载老化出厂。",
                    "Universal input; protected from short circuit, over-voltage and heat; burnt in at full load.",
                ),
            ),
            picture="power_supply",
            tones="bright white charcoal",
            look="style",
        ),
        family(
            code="temperature-controllers",
            category=("温控与仪表", "Temperature controllers"),
            title=("智能温控器 {panel} {output} {inputs}", "Temperature controller {panel}, {output}, {inputs}"),
            standard="JB/T 8213-2013",
            axes=(
                axis(
                    "panel",
                    "面板|Panel",
                    "48=48×48mm|48×48_mm:82:70 72=72×72mm|72×72_mm 96=96×96mm|96×96_mm:124:150"
                    " 48V=48×96mm|48×96_mm:110:120",
                ),
                axis(
                    "output",
                    "输出|Output",
                    "R=继电器输出|relay_output S=固态输出|SSR_output:104 C=4-20mA输出|4–20_mA_output:136"
                    " D=双路输出|dual_output:128",
                ),
                axis(
                    "inputs",
                    "输入|Input",
                    "K=K型热电偶|type_K_thermocouple P=PT100铂电阻|PT100:106 U=万能输入|universal_input:122",
                ),
            ),
            variant=axis("communication", "通讯|Communication", "N=无通讯|no_interface R=RS485|RS-485:132"),
            price="98",
            grams="210",
            unit="PCE",
            about=(
                ("{panel}智能温控器，PID自整定，{inputs}，{output}。", "Self-tuning PID, {inputs}, {output}."),
                (
                    "控温精度±0.3%FS，双排数码管显示，适合烘箱、注塑机与包装机。",
                    "Accurate to ±0.3% of span, two-row display; for ovens, moulding and packing machines.",
                ),
            ),
            picture="controller",
            tones="charcoal black bluesteel",
            look="output",
        ),
    ),
)
