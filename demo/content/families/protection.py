"""Personal protection, and seals, fittings and valves."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

PROTECTION = Group(
    "protection",
    Text("劳保防护", "Personal protection"),
    "shield",
    "劳动防护用品",
    (
        family(
            code="work-gloves",
            category=("防护手套", "Work gloves"),
            title=("{coating}{function}手套 {gauge}", "{coating} {function} gloves, {gauge}"),
            variant_title=(
                "{coating}{function}手套 {gauge} {size}码",
                "{coating} {function} gloves, {gauge}, size {size}",
            ),
            standard="GB 24541-2022",
            axes=(
                axis(
                    "coating",
                    "涂层|Coating",
                    "PU=PU涂指|PU-coated:82 NB=丁腈涂掌|Nitrile-coated LX=乳胶皱纹|Latex_crinkle:88"
                    " NF=丁腈发泡|Nitrile_foam:122",
                ),
                axis(
                    "function",
                    "功能|Function",
                    "GP=通用劳保|general_purpose CUT=防割5级|cut_level_D:310:130 ESD=防静电|anti-static:118"
                    " TH=防寒|thermal:180:170",
                ),
                axis(
                    "gauge",
                    "针数|Gauge",
                    "10=10针|10_gauge:86:120 13=13针|13_gauge 15=15针|15_gauge:122:84 18=18针|18_gauge:150:72",
                ),
            ),
            variant=axis("size", "尺码|Size", "S:98:90 M L:102:108 XL:105:116"),
            price="4.6",
            grams="42",
            unit="PR",
            pack=12,
            about=(
                (
                    "{coating}{function}手套，{gauge}针织内胆，透气贴手，抓握防滑。",
                    "{gauge} knitted liner, close fitting and breathable, sure grip.",
                ),
                ("适用于装配、搬运、物流分拣和金属加工。", "For assembly, handling, sorting and metal work."),
            ),
            picture="glove",
            tones="gray bluesteel orange green",
            look="coating",
        ),
        family(
            code="safety-helmets",
            category=("安全帽", "Safety helmets"),
            title=("{shell}{style}安全帽 {colour}", "{colour} {style} safety helmet, {shell}"),
            standard="GB 2811-2019",
            axes=(
                axis("shell", "帽壳|Shell", "ABS=ABS|ABS PE=HDPE|HDPE:74 FRP=玻璃钢|Fibreglass:150:120"),
                axis("style", "款式|Style", "V=V顶透气|vented O=O型经典|classic:92 VIS=带护目镜|visor:190:135"),
                axis("colour", "颜色|Colour", "YE=黄色|Yellow RD=红色|Red BU=蓝色|Blue WH=白色|White OR=橙色|Orange"),
            ),
            variant=axis("adjuster", "调节|Adjuster", "K=旋钮|knob:108 P=插扣|pin_lock"),
            price="26",
            grams="380",
            unit="PCE",
            about=(
                (
                    "{shell}材质{style}安全帽，六点式织带内衬，冲击吸收与耐穿刺符合国标。",
                    "{shell} shell with six-point harness; shock absorption and penetration to the national standard.",
                ),
                (
                    "可免费印制企业标志，适合建筑、电力、矿山与工厂。",
                    "Company logo printed free of charge; for building, power, mining and plants.",
                ),
            ),
            picture="helmet",
            tones="yellow red blue white orange",
            look="colour",
        ),
        family(
            code="respirators",
            category=("防护口罩", "Respirators"),
            title=("{level}{shape}防尘口罩 {valve}", "{level} {shape} respirator, {valve}"),
            standard="GB 2626-2019",
            axes=(
                axis("level", "等级|Level", "KN90:72 KN95 KN100:190 KP95:160"),
                axis("shape", "款式|Shape", "FD=折叠式|folding CP=杯型|cup:115 FS=鱼型|fish:106 CB=活性炭|carbon:128"),
                axis("valve", "呼吸阀|Valve", "V=带呼吸阀|with_valve:124 N=无阀|without_valve"),
            ),
            variant=axis("strap", "佩戴|Strap", "E=耳戴式|ear_loop H=头戴式|head_strap:106"),
            price="1.25",
            grams="9",
            unit="PCE",
            pack=50,
            about=(
                (
                    "{level}级{shape}口罩，静电纺熔喷滤材，呼吸阻力低。",
                    "{level} melt-blown electret filter with low breathing resistance.",
                ),
                (
                    "适合打磨、粉料投放、木工和矿山等粉尘环境，每只独立包装。",
                    "For grinding, powder handling, woodwork and mining; individually wrapped.",
                ),
            ),
            picture="respirator",
            tones="white gray",
            look="shape",
        ),
        family(
            code="protective-eyewear",
            category=("防护眼镜", "Protective eyewear"),
            title=("{style} {lens} {coating}", "{style}, {lens} lens, {coating}"),
            standard="GB 32166.1-2016",
            axes=(
                axis(
                    "style",
                    "款式|Style",
                    "SP=防护眼镜|Safety_glasses GO=防护眼罩|Safety_goggles:165:190 OV=访客眼镜|Over-glasses:82:112",
                ),
                axis(
                    "lens",
                    "镜片|Lens",
                    "CL=透明|clear GR=灰色|grey:106 AM=琥珀色|amber:108 IO=室内外两用|indoor/outdoor:122",
                ),
                axis(
                    "coating",
                    "涂层|Coating",
                    "AS=防刮擦|anti-scratch AF=防雾防刮|anti-fog:124 UV=防蓝光|blue_light_filter:140",
                ),
            ),
            variant=axis("frame", "镜框|Frame", "BK=黑框|black BU=蓝框|blue"),
            price="11.5",
            grams="28",
            unit="PCE",
            pack=10,
            about=(
                (
                    "{style}，聚碳酸酯{lens}镜片，{coating}，可挡飞溅与99.9%紫外线。",
                    "Polycarbonate lens with {coating} coating; stops splashes and 99.9% of UV.",
                ),
                (
                    "软鼻托与可调镜腿，久戴不压迫，可叠戴近视镜。",
                    "Soft nose pad and adjustable temples for a whole shift.",
                ),
            ),
            picture="goggles",
            tones="clear gray amber bluesteel",
            look="lens",
        ),
    ),
)

FLUID = Group(
    "seals-fluid",
    Text("密封与流体", "Seals and fluid parts"),
    "filter",
    "阀门和配件",
    (
        family(
            code="o-rings",
            category=("O型密封圈", "O-rings"),
            title=(
                "{material}O型圈 线径{section}mm 硬度{hardness}",
                "{material} O-ring, section {section} mm, {hardness}",
            ),
            variant_title=(
                "{material}O型圈 {bore}×{section}mm 硬度{hardness}",
                "{material} O-ring {bore}×{section} mm, {hardness}",
            ),
            standard="GB/T 3452.1-2005",
            axes=(
                axis(
                    "material",
                    "材质|Material",
                    "NBR=丁腈橡胶|NBR:60 FKM=氟橡胶|FKM:380:125 VMQ=硅橡胶|Silicone:170:96 EPDM=三元乙丙|EPDM:84:92",
                ),
                axis(
                    "section",
                    "线径|Section",
                    "1.5:60:40 1.8:66:56 2.4:84:80 2.65:94:98 3.1:118:132 3.55:140:170 5.3:230:380",
                    "mm",
                ),
                axis("hardness", "硬度|Hardness", "70=邵氏A70|Shore_A_70 90=邵氏A90|Shore_A_90:122"),
            ),
            variant=axis(
                "bore", "内径|Inner_diameter", "8:66:50 12:76:66 18:90:90 25:108:118 40:150:180 60:200:262", "mm"
            ),
            price="0.36",
            grams="1.1",
            unit="PCE",
            pack=100,
            about=(
                (
                    "{material}O型圈，{hardness}度，压缩永久变形小，飞边去除干净。",
                    "{material}, {hardness}: low compression set and no flash.",
                ),
                (
                    "用于液压缸、气动元件、水暖与食品设备的静密封和动密封。",
                    "Static and moving seals in hydraulics, pneumatics, plumbing and food machinery.",
                ),
            ),
            variant_label=("{bore}×{section} mm", "{bore}×{section} mm"),
            picture="o_ring",
            tones="rubber brown red black",
            look="material",
        ),
        family(
            code="pneumatic-fittings",
            category=("气动快插接头", "Push-in fittings"),
            title=("{shape}快插接头 管径{tube}mm {thread}", "{shape} push-in fitting, {tube} mm tube, {thread}"),
            standard="ISO 14743:2020",
            axes=(
                axis(
                    "shape",
                    "形式|Shape",
                    "PC=直通|Straight PL=弯头|Elbow:118:112 PB=T型三通|Tee:150:140 PX=Y型三通|Y:144:136",
                ),
                axis("tube", "管径|Tube", "4:80:60 6:86:76 8 10:128:140 12:160:190", "mm"),
                axis("thread", "螺纹|Thread", "M5:96:60 G1/8:92:84 G1/4 G3/8:134:146 G1/2:180:210"),
            ),
            variant=axis("body", "本体|Body", "P=塑料本体|plastic_body B=黄铜镀镍|nickel_plated_brass:230:240"),
            price="2.6",
            grams="14",
            unit="PCE",
            pack=20,
            about=(
                (
                    "{shape}快插接头，一插即紧，弹片不锈钢，内置NBR密封圈。",
                    "One push connects; stainless gripping claw and NBR seal.",
                ),
                ("工作压力0–1.0 MPa，适配PU、PA气管。", "0–1.0 MPa, for PU and PA tube."),
            ),
            picture="fitting",
            tones="gray bluesteel black",
            look="shape",
        ),
        family(
            code="ball-valves",
            category=("球阀", "Ball valves"),
            title=("{material}{style}球阀 {size} {ends}", "{material} {style} ball valve {size}, {ends}"),
            standard="GB/T 8464-2023",
            axes=(
                axis(
                    "material",
                    "材质|Material",
                    "BR=黄铜|Brass S4=304不锈钢|304_stainless:135 S6=316不锈钢|316_stainless:190 PV=UPVC|UPVC:46:28",
                ),
                axis("style", "结构|Style", "2=两片式|two-piece 3=三片式|three-piece:160:135"),
                axis("size", "通径|Nominal_size", "DN15:62:46 DN20:80:66 DN25 DN32:148:150 DN40:190:200 DN50:270:300"),
                axis("ends", "连接|Ends", "BSP=内螺纹|female_thread FL=法兰|flanged:185:190"),
            ),
            variant=axis("handle", "手柄|Handle", "L=长手柄|lever B=蝶形手柄|butterfly:96"),
            price="38",
            grams="420",
            unit="PCE",
            about=(
                (
                    "{material}{style}球阀，全通径，PTFE阀座，双向密封零泄漏。",
                    "Full bore with PTFE seats, tight in both directions.",
                ),
                ("适用于水、油、气等介质，公称压力PN16–PN40。", "For water, oil and gas at PN 16 to PN 40."),
            ),
            picture="ball_valve",
            tones="brass steel bright gray",
            look="material",
        ),
    ),
)
