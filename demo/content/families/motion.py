"""Bearings, belts and guides."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

MOTION = Group(
    "bearings-transmission",
    Text("轴承与传动", "Bearings and power transmission"),
    "settings",
    "轴承",
    (
        family(
            code="deep-groove-ball-bearings",
            category=("深沟球轴承", "Deep groove ball bearings"),
            title=("深沟球轴承 {model} {clearance}", "Deep groove ball bearing {model} {clearance}"),
            variant_title=(
                "深沟球轴承 {model}-{seal} {clearance}",
                "Deep groove ball bearing {model}-{seal} {clearance}",
            ),
            standard="GB/T 276-2013 / ISO 15",
            axes=(
                axis(
                    "model",
                    "型号|Model",
                    "608:32:11 6000:38:18 6001:42:20 6002:48:28 6003:54:36 6004:70:64 6005:82:74 6200:46:30 6201:52:34"
                    " 6202:58:42 6203:68:60"
                    " 6204:86:98 6205:100:120 6206:140:185 6207:190:270"
                    " 6208:240:345 6209:270:380 6210:310:430 6304:120:135 6305:160:215"
                    " 6306:215:325 6307:280:430 6308:350:590 6309:450:770 6310:560:990",
                ),
                axis("clearance", "游隙|Clearance", "C0=普通游隙|normal_clearance C3=C3游隙|C3_clearance:108"),
            ),
            variant=axis("seal", "密封|Seal", "OPEN=开式|open:92 ZZ=ZZ|ZZ 2RS=2RS|2RS:104"),
            price="11.8",
            grams="128",
            unit="PCE",
            pack=2,
            about=(
                (
                    "{model}深沟球轴承，优质轴承钢真空脱气，P6精度，低噪音Z2组。",
                    "{model} in vacuum-degassed bearing steel, precision P6, noise class Z2.",
                ),
                (
                    "适用于电机、水泵、风机、减速机和输送辊筒。",
                    "For motors, pumps, fans, gearboxes and conveyor rollers.",
                ),
            ),
            variant_label=("{model}-{seal}", "{model}-{seal}"),
            picture="ball_bearing",
            tones="bright steel gunmetal bluesteel",
            look="model",
        ),
        family(
            code="tapered-roller-bearings",
            category=("圆锥滚子轴承", "Tapered roller bearings"),
            title=("圆锥滚子轴承 {model} {precision}", "Tapered roller bearing {model} {precision}"),
            standard="GB/T 297-2015",
            axes=(
                axis(
                    "model",
                    "型号|Model",
                    "30203:50:34 30204:58:52 30205:66:64 30206:84:96 30207:104:140 30208:124:178 30209:138:200 30210:152:225"
                    " 32005:78:48 32006:90:72 32007:108:96 32008:124:116 32206:110:120 32207:136:185 32208:158:225 33208:190:300",
                ),
                axis("precision", "精度|Precision", "P0=P0级|class_P0 P6X=P6X级|class_P6X:118 P5=P5级|class_P5:175"),
            ),
            variant=axis("packing", "包装|Packing", "B=单套装|single_box I=工业包装|industrial_pack:95"),
            price="26.5",
            grams="240",
            unit="SET",
            about=(
                (
                    "{model}圆锥滚子轴承，可同时承受径向与单向轴向载荷，凸度滚子降低边缘应力。",
                    "{model} carries radial and one-way axial load; crowned rollers keep edge stress low.",
                ),
                (
                    "用于轮毂、减速机、轧机和工程机械驱动桥。",
                    "For wheel hubs, gearboxes, rolling mills and drive axles.",
                ),
            ),
            picture="roller_bearing",
            tones="steel bright gunmetal bluesteel",
            look="model",
        ),
        family(
            code="mounted-bearings",
            category=("带座轴承", "Mounted bearings"),
            title=("{style} {model} {material}", "{style} {model} {material}"),
            standard="GB/T 3882-2017",
            axes=(
                axis(
                    "style",
                    "座型|Housing",
                    "P=立式带座轴承UCP|Pillow_block_UCP F=方形带座轴承UCF|Flange_unit_UCF:104"
                    " FL=菱形带座轴承UCFL|Flange_unit_UCFL:94:84",
                ),
                axis(
                    "model",
                    "轴径代号|Bore_code",
                    "204:62:66 205:70:80 206:100:130 207:130:170 208:158:200 209:176:230 210:200:280",
                ),
                axis(
                    "material",
                    "材质|Material",
                    "HT=铸铁|cast_iron SS=304不锈钢|304_stainless_steel:310:104 PT=工程塑料|thermoplastic:150:38",
                ),
            ),
            variant=axis("fixing", "锁紧|Locking", "S=顶丝|set_screw E=偏心套|eccentric_collar:108"),
            price="24",
            grams="1150",
            unit="SET",
            about=(
                (
                    "{style}{model}，内置可调心外球面轴承，补偿安装误差。",
                    "Self-aligning insert bearing that makes up for mounting errors.",
                ),
                (
                    "{material}轴承座，带注油嘴，适合输送机、农机和食品机械。",
                    "Housing in {material} with grease nipple, for conveyors, farm and food machinery.",
                ),
            ),
            picture="pillow_block",
            tones="green steel white",
            look="material",
        ),
        family(
            code="timing-belts",
            category=("同步带", "Timing belts"),
            title=("{material}同步带 {profile} 宽{width}mm", "{material} timing belt {profile}, {width} mm wide"),
            variant_title=(
                "{material}同步带 {profile} 宽{width}mm 周长{length}mm",
                "{material} timing belt {profile}, {width} mm wide, {length} mm long",
            ),
            standard="GB/T 11616-2013",
            axes=(
                axis("material", "材质|Material", "CR=氯丁橡胶|Rubber PU=聚氨酯钢丝芯|Polyurethane:165:108"),
                axis(
                    "profile",
                    "齿形|Profile",
                    "3M=HTD_3M|HTD_3M:60:45 5M=HTD_5M|HTD_5M 8M=HTD_8M|HTD_8M:190:230 XL=XL|XL:70:60"
                    " T5=T5|T5:96:90 T10=T10|T10:170:180",
                ),
                axis("width", "宽度|Width", "10:70:66 15:100:100 20:128:134 25:156:166 30:184:200", "mm"),
            ),
            variant=axis(
                "length", "周长|Length", "300:72:60 450:86:90 500:100:100 600:112:120 800:136:160 1000:162:200", "mm"
            ),
            price="13.6",
            grams="46",
            unit="PCE",
            about=(
                (
                    "{material}同步带，齿形{profile}，玻纤或钢丝抗拉层，伸长率低、定位准确。",
                    "{profile} profile with glass or steel cords: little stretch, true positioning.",
                ),
                (
                    "适用于3D打印机、包装机、纺机和自动门。",
                    "For 3D printers, packaging and textile machines and automatic doors.",
                ),
            ),
            picture="belt",
            tones="rubber cream",
            look="material",
        ),
        family(
            code="linear-guides",
            category=("直线导轨与滑块", "Linear guides"),
            title=("直线导轨 {size} {block} {grade}", "Linear guide {size} {block}, {grade}"),
            variant_title=(
                "直线导轨 {size} {block} {grade} 轨长{length}mm",
                "Linear guide {size} {block}, {grade}, rail {length} mm",
            ),
            standard="JB/T 14209-2021",
            axes=(
                axis("size", "规格|Size", "MGN12:60:40 HG15:70:72 HG20:100:110 HG25:138:160 HG30:190:230 HG35:260:330"),
                axis(
                    "block",
                    "滑块|Block",
                    "CA=法兰型滑块|flanged_block HA=方型滑块|square_block HL=加长滑块|long_block:120:118",
                ),
                axis("grade", "等级|Grade", "C=普通级|normal_grade H=高级|high_grade:125 P=精密级|precision_grade:180"),
            ),
            variant=axis(
                "length", "轨长|Rail_length", "300:62:42 500:78:66 800:100:100 1000:116:124 1500:158:182", "mm"
            ),
            price="268",
            grams="1900",
            unit="SET",
            about=(
                (
                    "{size}直线导轨，四列等载荷设计，可直接替换同规格进口产品。",
                    "{size} with four rows of equal load rating; dimensions interchangeable with the common series.",
                ),
                (
                    "用于数控机床、点胶机、激光切割和搬运模组，出厂涂防锈油真空包装。",
                    "For CNC machines, dispensers, laser cutters and gantries; oiled and vacuum packed.",
                ),
            ),
            picture="linear_guide",
            tones="bright steel bluesteel",
            look="grade",
        ),
    ),
)
