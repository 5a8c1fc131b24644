"""Ingredients for kitchens, and what food is served in."""

from decimal import Decimal

from demo.content.grammar import Group, axis, family
from demo.content.text import Text

FARM_PRODUCE_RATE = Decimal("0.09")

INGREDIENTS = Group(
    "ingredients",
    Text("餐饮食材", "Kitchen ingredients"),
    "leaf",
    "谷物加工品",
    (
        family(
            code="rice",
            category=("大米", "Rice"),
            title=("{variety} {grade}", "{variety}, {grade}"),
            variant_title=("{variety} {grade} {bag}kg", "{variety}, {grade}, {bag} kg"),
            standard="GB/T 1354-2018",
            axes=(
                axis(
                    "variety",
                    "品种|Variety",
                    "WC=五常稻花香米|Wuchang_fragrant_rice:150 PJ=盘锦蟹田米|Panjin_japonica_rice:112"
                    " XM=江西籼米|Jiangxi_indica_rice:84 HB=湖北丝苗米|Hubei_silk_rice:92 JS=苏北粳米|Jiangsu_japonica_rice:90"
                    " YN=云南红米|Yunnan_red_rice:136 NM=圆粒糯米|Glutinous_rice:104 TH=泰国茉莉香米|Thai_jasmine_rice:146"
                    " BR=糙米|Brown_rice:110 BK=黑米|Black_rice:158",
                ),
                axis("grade", "等级|Grade", "1=一级|grade_1 2=二级|grade_2:90 OR=有机|organic:220"),
            ),
            variant=axis("bag", "规格|Bag", "5:24:20 10:45:40 25", "kg"),
            price="138",
            grams="25100",
            unit="BG",
            tax_rate=FARM_PRODUCE_RATE,
            shelf_life_days=365,
            about=(
                (
                    "{variety}，{grade}，当季新米，色选两遍，碎米率低。",
                    "{variety}, {grade}, this season's crop, colour sorted twice.",
                ),
                (
                    "适合食堂、连锁快餐与团餐，批批农残检测。",
                    "For canteens and restaurant chains; every batch tested for residues.",
                ),
            ),
            picture="rice_bag",
            tones="green gold red white",
            look="variety",
        ),
        family(
            code="cooking-oil",
            category=("食用油", "Cooking oil"),
            title=("{kind} {grade}", "{kind}, {grade}"),
            variant_title=("{kind} {grade} {volume}L", "{kind}, {grade}, {volume} L"),
            standard="GB/T 1535-2017 / GB/T 1534-2017",
            axes=(
                axis(
                    "kind",
                    "品种|Kind",
                    "SB=大豆油|Soybean_oil RS=菜籽油|Rapeseed_oil:116 PN=花生油|Peanut_oil:196"
                    " SF=葵花籽油|Sunflower_oil:132 CR=玉米油|Corn_oil:124 RB=稻米油|Rice_bran_oil:142"
                    " BL=调和油|Blended_oil:108 PM=棕榈煎炸油|Palm_frying_oil:94",
                ),
                axis(
                    "grade",
                    "等级|Grade",
                    "1=一级|grade_1 PR=物理压榨|cold_pressed:124 NG=非转基因|non-GMO:116 3=三级|grade_3:90"
                    " HO=高油酸|high-oleic:168",
                ),
            ),
            variant=axis("volume", "规格|Volume", "5:27:25 10:52:50 20", "L"),
            price="186",
            grams="18600",
            unit="PCE",
            tax_rate=FARM_PRODUCE_RATE,
            shelf_life_days=540,
            about=(
                (
                    "{kind}，{grade}，烟点高、油色清亮，适合煎炒烹炸。",
                    "{kind}, {grade}: clear, with a high smoke point for frying.",
                ),
                ("餐饮装整箱直供，附当批出厂检验报告。", "Catering packs by the case with the batch's test report."),
            ),
            picture="oil_jug",
            tones="gold amber yellow orange",
            look="kind",
        ),
        family(
            code="flour",
            category=("面粉与杂粮", "Flour and grains"),
            title=("{kind} {grade}", "{kind}, {grade}"),
            variant_title=("{kind} {grade} {bag}kg", "{kind}, {grade}, {bag} kg"),
            standard="GB/T 1355-2021",
            axes=(
                axis(
                    "kind",
                    "品种|Kind",
                    "HG=高筋小麦粉|High-gluten_wheat_flour:116 MG=中筋小麦粉|All-purpose_flour"
                    " LG=低筋小麦粉|Cake_flour:112 DP=饺子粉|Dumpling_flour:108 ST=玉米淀粉|Corn_starch:88"
                    " MB=绿豆|Mung_beans:236 RB=红小豆|Adzuki_beans:260 MT=小米|Millet:210",
                ),
                axis(
                    "grade",
                    "等级|Grade",
                    "ST=标准|standard PR=精制|premium:118 OR=有机|organic:205 IM=进口原料|imported_grain:142",
                ),
            ),
            variant=axis("bag", "规格|Bag", "2.5:13:10 10:44:40 25", "kg"),
            price="92",
            grams="25100",
            unit="BG",
            tax_rate=FARM_PRODUCE_RATE,
            shelf_life_days=365,
            about=(
                ("{kind}，{grade}，粉质细腻、批次稳定，无增白剂。", "{kind}, {grade}: fine, consistent, unbleached."),
                ("适合面点、烘焙与中央厨房批量生产。", "For noodles, baking and central kitchens."),
            ),
            picture="flour_bag",
            tones="blue red green gold",
            look="kind",
        ),
        family(
            code="seasonings",
            category=("调味品", "Seasonings"),
            title=("{kind} {grade}", "{kind}, {grade}"),
            variant_title=("{kind} {grade} {volume}", "{kind}, {grade}, {volume}"),
            standard="GB/T 18186-2000 / GB 2717-2018",
            axes=(
                axis(
                    "kind",
                    "品种|Kind",
                    "LS=生抽|Light_soy_sauce DS=老抽|Dark_soy_sauce:106 VN=香醋|Rice_vinegar:84"
                    " OY=蚝油|Oyster_sauce:146 CW=料酒|Cooking_wine:72 CP=豆瓣酱|Broad_bean_paste:160"
                    " CK=鸡精|Chicken_bouillon:260 SO=芝麻香油|Sesame_oil:330",
                ),
                axis(
                    "grade",
                    "等级|Grade",
                    "SP=特级|superior:118 1=一级|grade_1 RD=减盐|reduced_salt:128 CT=餐饮专用|catering:88",
                ),
            ),
            variant=axis("volume", "规格|Size", "500=500mL|500_mL:16:12 1.9=1.9L|1.9_L:46:40 5=4.9L|4.9_L"),
            price="42",
            grams="5300",
            unit="PCE",
            shelf_life_days=540,
            about=(
                (
                    "{kind}，{grade}，传统工艺酿制，口味稳定。",
                    "{kind}, {grade}, made the traditional way for a constant taste.",
                ),
                (
                    "餐饮大包装更经济，适合后厨、食堂与食品加工。",
                    "Large packs for kitchens, canteens and food processors.",
                ),
            ),
            picture="sauce_bottle",
            tones="soy brown amber red",
            look="kind",
        ),
    ),
)

SERVING = Group(
    "food-service",
    Text("餐饮用品", "Food service disposables"),
    "cart",
    "塑料制品",
    (
        family(
            code="takeaway-containers",
            category=("外卖餐盒", "Takeaway containers"),
            title=("{material}{shape}餐盒 {volume}mL", "{material} {shape} container {volume} mL"),
            variant_title=(
                "{material}{shape}餐盒 {volume}mL {colour}",
                "{material} {shape} container {volume} mL, {colour}",
            ),
            standard="GB 4806.7-2023",
            axes=(
                axis(
                    "material",
                    "材质|Material",
                    "PP KR=牛皮纸|Kraft:130:110 PLA=可降解PLA|Compostable_PLA:190 BG=甘蔗浆|Sugarcane_pulp:120:120",
                ),
                axis(
                    "shape",
                    "形状|Shape",
                    "RD=圆形|round SQ=方形|rectangular:104 C2=双格|two-compartment:122:116"
                    " C3=三格|three-compartment:134:126",
                ),
                axis("volume", "容量|Volume", "500:72:70 750:88:86 1000 1250:116:120", "mL"),
            ),
            variant=axis("colour", "颜色|Colour", "T=透明|clear B=黑色|black:103"),
            price="62",
            grams="4800",
            unit="CT",
            about=(
                (
                    "{material}{shape}餐盒，{volume}mL，卡扣密封不漏汤，可微波。",
                    "{volume} mL with leak-proof snap lid, microwave safe.",
                ),
                (
                    "每箱300套含盖，食品级材料，适合外卖与团餐。",
                    "300 sets with lids in a case; food grade; for delivery and catering.",
                ),
            ),
            picture="food_box",
            tones="clear kraft green cream",
            look="material",
        ),
        family(
            code="paper-cups",
            category=("纸杯与杯盖", "Cups and lids"),
            title=("{style} {size} {finish}", "{style} {size}, {finish}"),
            standard="GB/T 27590-2022",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "SW=单层纸杯|Single-wall_paper_cup DW=双层中空纸杯|Double-wall_paper_cup:160:150"
                    " RW=瓦楞隔热杯|Ripple-wall_cup:175:155 PET=透明冷饮杯|Clear_cold_cup:118:84",
                ),
                axis("size", "容量|Size", "8=8oz|8_oz:82:80 12=12oz|12_oz 16=16oz|16_oz:124:126 22=22oz|22_oz:150:158"),
                axis("finish", "印刷|Finish", "WH=白色|white KR=牛皮色|kraft:106 PR=定制印刷|custom_print:135"),
            ),
            variant=axis("lid", "杯盖|Lid", "N=不含盖|without_lid L=含盖|with_lid:135:125"),
            price="148",
            grams="6200",
            unit="CT",
            about=(
                ("{style}，{size}，食品级淋膜，杯口圆滑不渗漏。", "{size}, food-grade lining, smooth leak-proof rim."),
                ("每箱500只，适合咖啡茶饮、会议与自助餐。", "500 in a case; for coffee, tea, meetings and buffets."),
            ),
            picture="cup",
            tones="white kraft teal",
            look="finish",
        ),
        family(
            code="tissue-paper",
            category=("餐巾纸与擦手纸", "Napkins and paper towels"),
            title=("{style} {ply} {pulp}", "{style} {ply}, {pulp}"),
            standard="GB/T 20808-2022",
            axes=(
                axis(
                    "style",
                    "类型|Type",
                    "NP=餐巾纸|Napkins FT=抽纸|Facial_tissue:112 HT=擦手纸|Hand_towels:124:130"
                    " TR=大盘卷纸|Jumbo_roll:136:160 KT=厨房纸|Kitchen_towels:118:110",
                ),
                axis("ply", "层数|Ply", "1=单层|1-ply:80:74 2=双层|2-ply 3=三层|3-ply:128:136"),
                axis(
                    "pulp",
                    "浆料|Pulp",
                    "WD=原生木浆|virgin_wood_pulp BM=竹浆本色|bamboo_pulp:108 RC=再生浆|recycled_pulp:82",
                ),
            ),
            variant=axis("case", "规格|Case", "20=20包/箱|20_packs 40=40包/箱|40_packs:188:200"),
            price="68",
            grams="5200",
            unit="CT",
            about=(
                ("{style}，{ply}，{pulp}，湿水不易破，无荧光剂。", "{ply}, {pulp}, strong when wet, no brightener."),
                ("适合餐厅、酒店、医院与写字楼洗手间。", "For restaurants, hotels, hospitals and office washrooms."),
            ),
            picture="tissue",
            tones="white cream kraft",
            look="pulp",
        ),
        family(
            code="disposable-gloves",
            category=("一次性手套", "Disposable gloves"),
            title=("一次性{material}手套 {thickness} {colour}", "Disposable {material} gloves, {thickness}, {colour}"),
            variant_title=(
                "一次性{material}手套 {thickness} {colour} {size}码",
                "Disposable {material} gloves, {thickness}, {colour}, size {size}",
            ),
            standard="GB 4806.11-2023",
            axes=(
                axis("material", "材质|Material", "NB=丁腈|nitrile PVC:56 LX=乳胶|latex:82 TPE:34:44"),
                axis("thickness", "厚度|Thickness", "S=标准|standard T=加厚|heavy-duty:134:132 L=轻薄|light:84:82"),
                axis("colour", "颜色|Colour", "BU=蓝色|blue WH=白色|white BK=黑色|black:112"),
            ),
            variant=axis("size", "尺码|Size", "S:98 M L:102 XL:106"),
            price="26",
            grams="420",
            unit="BX",
            pack=10,
            about=(
                (
                    "一次性{material}手套，{thickness}，无粉，弹性好不易破。",
                    "Powder free, elastic, tear resistant {material}.",
                ),
                (
                    "食品接触级，适合后厨、检验、清洁与美容，每盒100只。",
                    "Food safe; for kitchens, laboratories, cleaning and beauty; 100 in a box.",
                ),
            ),
            picture="glove_box",
            tones="blue white black",
            look="colour",
        ),
    ),
)
