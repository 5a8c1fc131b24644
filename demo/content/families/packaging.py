"""Packaging, and office and cleaning supplies."""

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

PACKAGING = Group(
    "packaging",
    Text("包装材料", "Packaging"),
    "package",
    "纸制品",
    (
        family(
            code="corrugated-boxes",
            category=("瓦楞纸箱", "Corrugated boxes"),
            title=("{ply}{flute}纸箱 {size} {printing}", "{ply} {flute} box {size}, {printing}"),
            standard="GB/T 6543-2008",
            axes=(
                axis("ply", "层数|Ply", "3=三层|3-ply 5=五层|5-ply:148:150 7=七层|7-ply:230:220"),
                axis(
                    "flute", "楞型|Flute", "B=B楞|B-flute E=E楞飞机盒|E-flute_mailer:122:70 BC=加强|reinforced:116:112"
                ),
                axis(
                    "size",
                    "尺寸|Size",
                    "1=530×290×370mm|530×290×370_mm:320:330 4=350×190×230mm|350×190×230_mm:150:150"
                    " 6=260×150×180mm|260×150×180_mm:92:90 8=210×110×140mm|210×110×140_mm:60:56"
                    " 12=130×80×90mm|130×80×90_mm:30:26",
                ),
                axis("printing", "印刷|Printing", "PL=无印刷|plain ST=标准唛头|shipping_marks:106"),
            ),
            variant=axis("paper", "面纸|Liner", "K=牛卡|kraft_liner T=普通|test_liner:84"),
            price="1.15",
            grams="210",
            unit="PCE",
            pack=25,
            about=(
                (
                    "{ply}{flute}瓦楞纸箱，{size}，边压与耐破强度按国标抽检。",
                    "{size}, {ply} {flute} board; edge crush and burst tested.",
                ),
                (
                    "用于电商发货、工业品周转和出口外箱，可定制印刷。",
                    "For parcels, parts and export cartons; printed to order.",
                ),
            ),
            picture="carton",
            tones="kraft white",
            look="printing",
        ),
        family(
            code="packing-tapes",
            category=("封箱胶带", "Packing tapes"),
            title=("{style} 宽{width}mm {thickness}", "{style}, {width} mm, {thickness}"),
            variant_title=("{style} 宽{width}mm×{length}m {thickness}", "{style} {width} mm × {length} m, {thickness}"),
            standard="QB/T 2422-2021",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "CL=透明封箱胶带|Clear_packing_tape BG=米黄封箱胶带|Tan_packing_tape"
                    " KR=牛皮纸胶带|Kraft_tape:150:118 WN=警示胶带|Warning_tape:112"
                    " MK=美纹纸胶带|Masking_tape:140:92",
                ),
                axis("width", "宽度|Width", "45:76:76 48:82:82 60", "mm"),
                axis("thickness", "厚度|Thickness", "45=45μm|45_μm:90:92 50=50μm|50_μm 60=60μm|60_μm:118:116"),
            ),
            variant=axis("length", "长度|Length", "50:58:58 100 150:146:146", "m"),
            price="5.2",
            grams="260",
            unit="RO",
            pack=6,
            about=(
                (
                    "{style}，宽{width}mm，粘性持久，低温不翘边。",
                    "{width} mm wide, keeps its tack, does not lift in the cold.",
                ),
                ("适合手工与自动封箱机使用。", "For hand dispensers and case sealers."),
            ),
            picture="tape_roll",
            tones="clear kraft kraftdark yellow white",
            look="style",
        ),
        family(
            code="stretch-film",
            category=("缠绕膜", "Stretch film"),
            title=("{style}缠绕膜 宽{width}mm {thickness}", "{style} stretch film {width} mm, {thickness}"),
            standard="BB/T 0024-2018",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "HD=手用|Hand MC=机用|Machine:340:350 BK=黑色手用|Black_hand:108 MN=迷你|Mini:26:22",
                ),
                axis("width", "宽度|Width", "250:54:52 300:64:62 500", "mm"),
                axis(
                    "thickness",
                    "厚度|Thickness",
                    "15=15μm|15_μm:84:80 20=20μm|20_μm 23=23μm|23_μm:112:114 25=25μm|25_μm:120:124",
                ),
            ),
            variant=axis("weight", "净重|Net_weight", "2:52:50 4=4|4", "kg"),
            price="42",
            grams="4100",
            unit="RO",
            about=(
                (
                    "{style}缠绕膜，LLDPE三层共挤，拉伸率300%，自粘不伤货。",
                    "Three-layer LLDPE that stretches to 300% and clings only to itself.",
                ),
                ("用于托盘打包、防尘防潮与家具搬运。", "For pallets, dust and damp protection, and furniture."),
            ),
            picture="film_roll",
            tones="clear bluesteel black",
            look="style",
        ),
        family(
            code="cushioning",
            category=("缓冲填充", "Cushioning"),
            title=("{style} {size} {grade}", "{style} {size}, {grade}"),
            standard="QB/T 4011-2010",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "BW=气泡膜|Bubble_wrap BB=气泡袋|Bubble_bags:88:60 PE=珍珠棉|PE_foam_roll:120:80"
                    " AP=充气枕|Air_pillows:140:70 HC=蜂窝纸|Honeycomb_paper:160:150",
                ),
                axis(
                    "size",
                    "规格|Size",
                    "30=宽30cm|30_cm:64:62 50=宽50cm|50_cm 60=宽60cm|60_cm:118:118 100=宽100cm|100_cm:180:190",
                ),
                axis("grade", "等级|Grade", "N=普通|standard T=加厚|heavy-duty:132:130 E=可降解|degradable:155"),
            ),
            variant=axis("length", "长度|Length", "50:55:54 100", "m"),
            price="48",
            grams="2800",
            unit="RO",
            about=(
                (
                    "{style}，{size}，{grade}，回弹好、减震强。",
                    "{style}, {size}, {grade}: resilient and shock absorbing.",
                ),
                ("保护玻璃、电子、五金等易碎易刮产品。", "Protects glass, electronics and finished metal."),
            ),
            picture="bubble_roll",
            tones="clear white kraft pink",
            look="style",
        ),
        family(
            code="mailing-bags",
            category=("快递袋与包装袋", "Mailing and packing bags"),
            title=("{style} {size} {colour}", "{style} {size}, {colour}"),
            standard="GB/T 16606.3-2018",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "EX=快递袋|Poly_mailers ZP=自封袋|Zip_bags:62:54 KB=牛皮纸手提袋|Kraft_carrier_bags:340:320"
                    " NW=无纺布袋|Non-woven_bags:260:220",
                ),
                axis(
                    "size",
                    "尺寸|Size",
                    "17=17×30cm|17×30_cm:40:38 25=25×35cm|25×35_cm:74:72 32=32×45cm|32×45_cm"
                    " 38=38×52cm|38×52_cm:136:140",
                ),
                axis("colour", "颜色|Colour", "WH=白色|white GY=灰色|grey:94 KR=本色|natural BK=黑色|black:98"),
            ),
            variant=axis("count", "数量|Count", "100 500:470:500", "pcs"),
            price="26",
            grams="1100",
            unit="PK",
            about=(
                (
                    "{style}，{size}，{colour}，封口牢固，撕开即破坏防拆。",
                    "{size}, {colour}, strong tamper-evident seal.",
                ),
                (
                    "适合服装、配件与日用品发货，可定制印刷。",
                    "For clothing, parts and household goods; printed to order.",
                ),
            ),
            picture="bag",
            tones="white gray kraft black",
            look="colour",
        ),
        family(
            code="labels",
            category=("标签与碳带", "Labels and ribbons"),
            title=("{material}标签 {size} {core}", "{material} labels {size}, {core}"),
            standard="GB/T 30643-2014",
            axes=(
                axis(
                    "material",
                    "材质|Material",
                    "TP=三防热敏纸|Top-coated_thermal:112 CP=铜版纸|Coated_paper PET=亚银PET|Silver_PET:260"
                    " PP=合成纸|Synthetic_paper:180",
                ),
                axis(
                    "size",
                    "尺寸|Size",
                    "40=40×30mm|40×30_mm:44:42 60=60×40mm|60×40_mm:72:70 100=100×100mm|100×100_mm:150:156"
                    " 150=100×150mm|100×150_mm:210:224",
                ),
                axis(
                    "core", "卷芯|Core", "25=25mm卷芯|25_mm_core 40=40mm卷芯|40_mm_core:104 76=76mm卷芯|76_mm_core:110"
                ),
            ),
            variant=axis("count", "张数|Labels_per_roll", "500:56:56 1000", "pcs"),
            price="11.6",
            grams="310",
            unit="RO",
            pack=5,
            about=(
                ("{material}不干胶标签，{size}，打印清晰，边缘不溢胶。", "{size}, prints crisp, no adhesive bleed."),
                (
                    "适配主流条码打印机，用于物流面单、资产与食品标签。",
                    "Fits common barcode printers; for shipping, asset and food labels.",
                ),
            ),
            picture="label_roll",
            tones="white cream steel clear",
            look="material",
        ),
    ),
)

OFFICE = Group(
    "office-cleaning",
    Text("办公与清洁", "Office and cleaning"),
    "clipboard",
    "文具",
    (
        family(
            code="copy-paper",
            category=("复印纸", "Copy paper"),
            title=("{size}复印纸 {weight}g {grade}", "{size} copy paper {weight} g/m², {grade}"),
            variant_title=(
                "{size}复印纸 {weight}g {grade} {reams}",
                "{size} copy paper {weight} g/m², {grade}, {reams}",
            ),
            standard="GB/T 24988-2020",
            axes=(
                axis("size", "幅面|Size", "A3:205:202 A4 A5:54:50 B5:78:74"),
                axis("weight", "克重|Grammage", "70:90:88 75:95:94 80 100:136:125", "g/m²"),
                axis("grade", "等级|Grade", "ST=标准|standard PR=高白|high_white:112 RC=再生|recycled:92"),
            ),
            variant=axis("reams", "包装|Packing", "5=5包装|5_reams 8=8包装|8_reams:157:160"),
            price="118",
            grams="12600",
            unit="CT",
            about=(
                (
                    "{size} {weight}g复印纸，{grade}，双面打印不透，走纸顺畅不卡纸。",
                    "{weight} g/m², {grade}: prints both sides without show-through and feeds without jams.",
                ),
                (
                    "每包500张，防潮包装，适合高速复印与激光打印。",
                    "500 sheets a ream in moisture-proof wrap for fast copiers and laser printers.",
                ),
            ),
            picture="paper_ream",
            tones="blue green orange",
            look="grade",
        ),
        family(
            code="pens",
            category=("书写笔", "Pens"),
            title=("{style} {tip}mm {ink}", "{style} {tip} mm, {ink}"),
            standard="QB/T 2625-2011",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "GL=按动中性笔|Retractable_gel_pen CP=拔帽中性笔|Capped_gel_pen:74 BP=圆珠笔|Ballpoint_pen:62"
                    " MK=白板笔|Whiteboard_marker:170:150",
                ),
                axis("tip", "笔尖|Tip", "0.38:112 0.5 0.7:98 1.0:106", "mm"),
                axis("ink", "墨色|Ink", "BK=黑色|black BU=蓝色|blue RD=红色|red"),
            ),
            variant=axis("box", "包装|Packing", "12=12支盒装|box_of_12 36=36支盒装|box_of_36:285:300"),
            price="16.8",
            grams="140",
            unit="BX",
            about=(
                (
                    "{style}，{tip}mm，{ink}墨水，书写顺滑，速干不晕染。",
                    "{tip} mm, {ink}: writes smoothly, dries fast, does not bleed.",
                ),
                ("适合办公、考试与签字，笔芯可替换。", "For offices, exams and signatures; refillable."),
            ),
            picture="pen",
            tones="black blue red",
            look="ink",
        ),
        family(
            code="filing",
            category=("文件收纳", "Filing"),
            title=("{style} {size} {colour}", "{style} {size}, {colour}"),
            standard="QB/T 4727-2014",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "BX=档案盒|Document_box LV=快劳夹|Lever_arch_file:112:130 CL=文件夹|Clip_folder:60:56"
                    " BG=拉链袋|Zip_folder:44:30",
                ),
                axis("size", "规格|Size", "35=35mm|35_mm:84:84 55=55mm|55_mm 75=75mm|75_mm:118:122"),
                axis("colour", "颜色|Colour", "BU=蓝色|blue BK=黑色|black GN=绿色|green RD=红色|red"),
            ),
            variant=axis("paper", "适用|For", "A4 FC=FC|FC:108:110"),
            price="9.4",
            grams="280",
            unit="PCE",
            pack=12,
            about=(
                (
                    "{style}，{size}容量，{colour}，PP环保板材，耐折不变形。",
                    "{size} capacity, {colour}, sturdy PP board.",
                ),
                (
                    "侧面标签可替换，适合合同、票据与档案归类。",
                    "Exchangeable spine label; for contracts, vouchers and records.",
                ),
            ),
            picture="binder",
            tones="blue black green red",
            look="colour",
        ),
        family(
            code="cleaners",
            category=("清洁剂与洗手液", "Cleaners and hand soap"),
            title=("{style} {scent} {size}", "{style}, {scent}, {size}"),
            standard="GB/T 34855-2017",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "HS=洗手液|Hand_soap DW=洗洁精|Dish_soap:84 FL=地板清洁剂|Floor_cleaner:92"
                    " DG=油污净|Degreaser:120 DS=84消毒液|Disinfectant:66",
                ),
                axis(
                    "scent", "香型|Scent", "LM=柠檬|lemon GT=绿茶|green_tea UN=无香|unscented:97 LV=薰衣草|lavender:104"
                ),
                axis(
                    "size",
                    "容量|Volume",
                    "500=500mL|500_mL:20:18 1L=1L|1_L:34:32 5L=5L桶装|5_L_jug 20L=20L桶装|20_L_drum:340:395",
                ),
            ),
            variant=axis("packing", "包装|Packing", "1=单瓶|single C=整箱|case:380:400"),
            price="28",
            grams="5250",
            unit="PCE",
            about=(
                (
                    "{style}，{scent}型，去污力强，易冲洗，不伤手。",
                    "{style}, {scent}: cleans well, rinses off, kind to the hands.",
                ),
                ("适合餐饮后厨、医院、学校与写字楼日常清洁。", "For kitchens, hospitals, schools and offices."),
            ),
            picture="bottle",
            tones="yellow green clear purple",
            look="scent",
        ),
        family(
            code="bin-liners",
            category=("垃圾袋", "Bin liners"),
            title=("{style}垃圾袋 {size} {colour}", "{style} bin liners {size}, {colour}"),
            standard="GB/T 24454-2009",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "FL=平口|Flat DR=抽绳|Drawstring:150:120 VS=背心式|Vest:110 BD=可降解|Compostable:210",
                ),
                axis(
                    "size",
                    "尺寸|Size",
                    "45=45×50cm|45×50_cm:28:28 60=60×80cm|60×80_cm:62:60 80=80×100cm|80×100_cm"
                    " 120=120×140cm|120×140_cm:220:230",
                ),
                axis("colour", "颜色|Colour", "BK=黑色|black BU=蓝色|blue:103 RD=红色|red:103 GN=绿色|green:103"),
            ),
            variant=axis("thickness", "厚度|Thickness", "N=常规|standard T=加厚|heavy-duty:135:140"),
            price="22",
            grams="1300",
            unit="PK",
            about=(
                (
                    "{style}垃圾袋，{size}，{colour}，对应垃圾分类颜色，承重不漏底。",
                    "{size}, {colour} to match waste sorting; strong, leak-proof seam.",
                ),
                (
                    "每包50只，适合物业、酒店、医院与工厂。",
                    "50 in a pack; for property managers, hotels, hospitals and plants.",
                ),
            ),
            picture="liner_roll",
            tones="black blue red green",
            look="colour",
        ),
    ),
)
