"""Every fact of ICLEI's page is on the page of this site where readers look for it.

The table follows ICLEI's page sentence by sentence. A row is one fact: its words in English and in Simplified
Chinese on the page that is the key. Words joined by " … " follow each other in this order within `NEAR`
characters, so that they belong to one statement.
"""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from tests.html_text import remove_break_marks

# How far apart the words of one statement may stand; figures have their citations and evidence in between.
NEAR = 320

FACTS: dict[str, list[tuple[str, str]]] = {
    "": [
        # Title and tagline
        ("China Hub", "循环城市·中国"),
        ("Circular solutions for sustainable development", "以循环方案促进可持续发展"),
        # ICLEI works with stakeholders in three areas; what this site shows
        ("ICLEI and its partners in China advance circular development", "宜可城与中国各方合作"),
        ("three areas: industrial symbiosis", "产业共生 … 三方面推动循环发展"),
        ("three areas: … zero-waste cities", "“无废城市”建设 … 三方面推动循环发展"),
        ("three areas: … sustainable production and consumption", "生产消费方式转型三方面推动循环发展"),
        ("leading cities, partners and initiatives", "先行城市、合作伙伴和各地实践"),
        # Priority 1. The goals of the government for 2020
        ("Unlock the potential of industrial symbiosis", "释放产业共生潜力"),
        ("75% of national-level … industrial parks … 2020", "2020年目标：75%的国家级园区 … 产业共生"),
        ("50% of provincial-level industrial parks … 2020", "2020年目标：50%的省级园区 … 产业共生"),
        # The linear pattern and its harm
        ("Linear production causes pollution", "线性生产方式带来污染"),
        ("pollution and social and economic instability", "也影响经济社会稳定"),
        # What symbiosis is for
        (
            "symbiosis is meant to prevent and reduce pollution of air, water and soil",
            "预防和减少大气、水、土壤污染",
        ),
        ("improve relations between industry and its neighbours", "改善企业与周边居民的关系"),
        # 129 parks as of 2020
        ("By 2020 the government had supported 129 industrial parks", "截至2020年，政府已支持129家产业园区"),
        ("129 … material flows and pipe networks", "129家 … 重新设计物料流向和管网"),
        ("pipe networks so that waste becomes a resource", "管网，使废物成为资源"),
        # What ICLEI East Asia has observed
        ("ICLEI East Asia finds … innovation and technical solutions", "宜可城东亚 … 缺少创新和技术方案"),
        ("use resources inefficiently", "资源利用效率不高"),
        (
            "stronger incentives are needed to start a market for secondary raw",
            "再生原料市场要启动，还需要更有力的激励",
        ),
        # What ICLEI will do
        (
            "works with local governments to bring industrial symbiosis to more",
            "地方政府合作，在更多园区推广产业共生",
        ),
        ("overcome obstacles … governance, skills and capacities", "克服治理、人员与机构能力"),
        ("overcome obstacles … bankability", "融资三方面的障碍"),
        # Priority 2. The transition since 2019
        ("capacity and awareness for a zero-waste society", "提升地方能力和公众意识，建设无废社会"),
        ("move towards zero waste in 2019", "2019年 … 启动“无废城市”建设"),
        # 16 pilots, chosen by two levels of government, to be scaled up by 2021
        ("national and local governments selected 16 pilot", "国家和地方政府选定16个试点"),
        ("selected 16 pilots, with more cities to follow by 2021", "计划到2021年推广至更多城市"),
        # What the pilots set up
        ("pilots set up waste management schemes", "各试点建立废物管理制度"),
        ("pilots set up … reverse supply chain systems", "各试点建立 … 逆向供应链体系"),
        ("adopt waste tracking and monitoring systems", "采用废物追踪监测系统"),
        # A plan of its own for each, with priorities among five areas
        ("Each pilot can draw up and carry out its own plan", "各试点可自行制定和实施方案"),
        ("priorities among five waste areas: industrial", "工业固体废物 … 五个领域中确定重点"),
        ("five waste areas … agricultural", "农业固体废物 … 五个领域"),
        ("five waste areas … municipal waste and lifestyle", "生活垃圾与绿色生活 … 五个领域"),
        ("five waste areas … construction and demolition", "建筑垃圾 … 五个领域"),
        ("five waste areas … hazardous waste", "危险废物五个领域"),
        # What is to be strengthened, and the lifestyle that stands in the way
        ("Regulation and local capacity need strengthening", "监管制度和地方能力有待加强"),
        ("strengthening, above all for inspection and monitoring", "检查和监测尤其薄弱"),
        ("linear, unsustainable lifestyle … obstacle", "线性、不可持续的生活方式 … 一大障碍"),
        (
            "ICLEI helps local governments close gaps in regulation, capacity and",
            "宜可城协助地方政府补齐法规、能力和",
        ),
        # Priority 3. The two front-runners
        ("Help businesses become more circular", "引导企业循环转型"),
        ("Construction and logistics companies lead the way", "建筑和物流企业走在前列"),
        # 35 cities since 2018
        ("Since 2018, 35 pilot cities have worked with construction", "2018年以来，35个试点城市与建筑企业"),
        ("companies to bring circular principles into their operations", "把循环经济原则融入经营"),
        # Packaging: guidance, partnerships, sites
        ("E-commerce and logistics companies and local governments", "电商、物流企业与地方政府推行"),
        ("guidance that lowers the environmental impact", "降低包装全生命周期环境影响的指南"),
        ("Local governments and companies can form partnerships", "地方政府与企业可以合作"),
        ("set up reuse sites that collect packaging", "设立再利用站点，回收包装并重新投入使用"),
        # Other businesses, and what ICLEI does for all
        ("Other businesses … cleaner chemical production", "还有企业 … 清洁化工生产"),
        ("Other businesses … electric mobility", "还有企业 … 电动出行"),
        ("Other businesses … circular food production", "还有企业 … 循环食品生产"),
        ("ICLEI works for conditions … circular innovations", "为企业开展循环创新创造条件"),
        # Leading cities: the work follows the Coalition's themes; four topics
        ("work with Chinese cities follows the Coalition", "城市工作依托联盟的各项主题"),
        ("respond to urgent and emerging needs of cities", "迫切需求和新需求"),
        ("four topics … Circular public procurement", "四个主题 … 循环公共采购"),
        ("four topics … Industrial symbiosis", "四个主题 … 产业共生"),
        ("four topics … Municipal resource management", "四个主题 … 城市资源管理"),
        ("four topics … Food systems", "四个主题 … 食物系统"),
        ("Leading circular cities … Chinese cities", "循环先行城市 … 在中国的城市工作"),
        ("All cities Changchun", "全部城市 长春市"),
        ("Chengdu … Datong … Shenzhen", "成都市 … 大同市 … 深圳市"),
        ("Shenzhen … Hong Kong … Tianjin", "深圳市 … 香港 … 天津市"),
    ],
    "zero-waste/": [
        ("Pilots set up waste management schemes", "各试点建立废物管理制度"),
        ("reverse supply chain systems, and adopt waste tracking", "逆向供应链体系，采用废物追踪监测系统"),
    ],
    "programmes/circular-transformation-pilot/": [
        ("Parks supported … 129 … 2020", "获支持园区 … 129 家 … 2020")
    ],
    "programmes/zero-waste-2019/": [
        ("sets its own priorities among five waste areas", "各试点可在五个固废领域中自定重点")
    ],
    "programmes/construction-waste-2018/": [
        ("Pilot cities and districts … 35 … 2018", "试点城市（区） … 35 个 … 2018")
    ],
    "businesses/construction-waste-35-cities/": [
        ("one of the two front-runner trades … 35 pilot cities", "两个领跑行业之一 … 35个城市")
    ],
    "businesses/packaging-reuse-guidance/": [
        ("Logistics is the second front-runner trade", "物流业是另一领跑行业"),
        ("adopt guidance that lowers the environmental impact", "降低包装全生命周期环境影响的指引"),
        ("together they can set up re-use sites", "可合作建设回收复用站点"),
    ],
    "businesses/cleaner-chemicals/": [
        ("circularity through cleaner production", "化工企业通过清洁生产迈向循环")
    ],
    "businesses/e-mobility/": [("Promoting electric mobility", "推广电动出行")],
    "businesses/circular-food-production/": [("Food producers … circular approaches", "食品企业 … 循环方式")],
    "cities/changchun/": [
        # Member of both networks
        ("member of ICLEI and an endorser of the Green Circular", "宜可城会员，也是绿色循环城市联盟支持方"),
        ("Coalition … Endorser … ICLEI … Member", "联盟 … 支持方 … 宜可城 … 会员"),
        # The park, its size and its purpose
        ("designated a 10 km² circular economy industrial park", "划定10平方公里循环经济产业园区"),
        # Cars, and what becomes of them
        ("vehicle making is still the main industry", "汽车制造至今仍是主导产业"),
        ("vehicles at the end of their life and keep their", "挖掘报废汽车价值，让材料持续循环"),
        # The power station, the streams, the further investment, the benchmarking
        ("invested in moving a thermal power station into", "已投资将一座热电厂从别处迁入园区"),
        ("material and energy streams are used as fully as possible", "以充分利用物料流和资源"),
        ("expects the park to draw further innovative investment", "期望吸引更多循环经济创新投资"),
        ("the Coalition's help … benchmarking to its planning", "联盟协助长春在城市规划中引入对标做法"),
    ],
    "parks/changchun-circular-economy-park/": [
        ("Area 10 km²", "面积 10 平方公里"),
        ("Plants … Waste incineration plant", "设施 … 垃圾焚烧厂"),
        ("Plants … Food waste treatment plants", "设施 … 餐厨垃圾处理设施"),
        ("Plants … Medical waste treatment plants", "设施 … 医疗废物处理设施"),
        ("Plants … Car dismantling plants", "设施 … 汽车拆解设施"),
        ("Thermal power station relocated from another site", "由他处迁入的热电厂"),
        ("end-of-life vehicles to stay in use as materials", "挖掘报废汽车的资源潜力"),
        ("expects the park to draw further circular investment", "预计园区将吸引更多循环经济投资"),
    ],
    "coalition/exchanges/changchun-benchmarking/": [
        ("Coalition's help Changchun adds benchmarking", "联盟协助长春在城市规划中引入对标做法")
    ],
    "cities/chengdu/": [
        ("strongly advocates the Park City idea", "积极倡导公园城市理念"),
        ("builds nature into the city's planning", "把自然融入城市规划"),
        ("Chengdu with Dortmund … Sino-German Urbanisation", "中德城镇化伙伴关系 … 成都与多特蒙德"),
        ("nature-based solutions in urban regeneration", "基于自然的解决方案在城市更新中的作用"),
        ("decarbonisation strategy released in 2020", "2020年发布的脱碳战略"),
        ("low-carbon lifestyles and consumption … important means", "低碳生活与消费列为重要途径"),
        ("relies on incentives and a transparent approach", "注重激励与透明"),
        ("works with ICLEI on closing food loops … ecotourism", "与宜可城合作 … 生态旅游区推进食物循环"),
    ],
    "coalition/exchanges/chengdu-dortmund-nbs/": [
        ("Chengdu … China … Dortmund … Germany", "成都市 … 中国 … 多特蒙德 … 德国"),
        ("Programme Sino-German Urbanisation Partnership", "计划 中德城镇化伙伴关系"),
    ],
    "cities/datong/": [
        ("Datong is known as China's coal capital", "大同素有“中国煤都”之称"),
        ("industrial waste through “Bulk Solid Waste Base”", "“大宗固废基地”项目推动工业废物再利用"),
        ("coal … cooperates with chemical, power and steel", "煤炭与化工、电力、钢铁行业开展产业共生"),
        ("bases are a model for keeping resources in use", "基地为资源循环提供了一种模式"),
        ("needs more support to replace … with new technology", "创新技术方案 … 仍需更多支持"),
        ("replace end-of-pipe treatment", "取代传统的末端处置方式"),
        ("joined the Green Circular Cities Coalition in 2019", "于2019年加入绿色循环城市联盟"),
        ("learn about green growth, especially from peers", "学习绿色增长，尤其向经历煤炭转型的城市学习"),
        ("peers that have moved beyond coal", "经历煤炭转型的城市"),
    ],
    "parks/datong-bulk-solid-waste-base/": [
        ("coal companies … chemical, power and steel plants", "煤炭企业与化工、电力、钢铁企业开展产业共生"),
    ],
    "coalition/exchanges/datong-coal-transition-peers/": [
        ("Datong joined the Coalition in 2019", "大同于2019年加入联盟")
    ],
    "cities/guangming/": [
        ("Belongs to Shenzhen", "所属城市 深圳市"),
        ("10YFP Programme on Sustainable Public Procurement", "十年方案框架可持续公共采购计划框架下"),
        ("ICLEI's support it carried out a green procurement", "经宜可城支持，光明实施绿色采购方案"),
        ("air conditioning … greener tender criteria", "文化艺术中心 … 空调采购 … 更绿色的招标标准"),
        ("electricity bill by up to 48%", "电费最多降低48%"),
        ("carbon emissions by 14%", "碳排放减少14%"),
        ("Moving load from peak to off-peak hours", "把负荷由高峰移至低谷"),
        ("higher coefficient of performance, are expected", "更高的能效比（COP），预计"),
    ],
    "procurement/guangming-arts-center-cooling/": [
        ("air conditioning for the Guangming Cultural and Arts Center", "光明文化艺术中心冰蓄冷空调绿色采购"),
        ("Shenzhen · Guangming District", "深圳市 · 光明区"),
        ("electricity bill up to 48 % … Expected", "电费降幅 最高 48 % … 预期"),
        ("carbon emissions 14 % … Expected", "碳排放降幅 14 % … 预期"),
        ("peak to off-peak hours … coefficient of performance", "移至谷段，要求更高能效比（COP）"),
        ("Programme 10YFP … Sustainable Public Procurement", "计划 十年方案框架可持续公共采购计划"),
    ],
    "cities/shenzhen/": [
        ("Shenzhen, in southern China", "深圳地处中国南方"),
        ("With ICLEI's support Guangming District carried out", "在宜可城支持下，光明区"),
        ("it is making its food system more circular", "推动建设更加循环的食物系统"),
        ("practice in the region for dealing with food waste", "了解区域良好做法，应对厨余垃圾治理难题"),
    ],
    "coalition/exchanges/shenzhen-regional-food-waste/": [
        ("Shenzhen looks at how others in the region", "深圳希望了解区域内其他城市如何治理厨余垃圾")
    ],
    "cities/hong-kong/": [
        ("Few places are as densely populated as Hong Kong", "香港是世界上人口最稠密的地区之一"),
        ("food waste is an urgent problem", "厨余是亟待解决的问题"),
        ("ICLEI arranged the peer learning and consultation", "宜可城安排此次互学与咨询"),
        ("consultation to support the city's food waste policy", "支持香港厨余政策制定"),
        ("July 2019 officials met the Seoul government", "2019年7月29日至31日 … 首尔市政府"),
        ("became an ICLEI Member in 2020", "2020年成为宜可城会员"),
        ("research on circular food systems in East Asian cities", "宜可城东亚城市循环食物系统研究计划"),
    ],
    "coalition/exchanges/hong-kong-seoul-food-waste-2019/": [
        ("Learner Hong Kong … learns from Host Seoul", "学习方 香港 … 向其学习 东道方 首尔")
    ],
    "cities/tianjin/": [
        ("10YFP SPP … with ICLEI, the Binhai New Area", "可持续公共采购计划下，滨海新区经宜可城支持"),
        ("evaluation scorecard for school furniture in 2018", "于2018年建立校用家具绿色评价评分体系"),
        ("follows green supply chain principles", "运用绿色供应链管理原则"),
    ],
    "cities/binhai/": [
        ("in 2018 introduced a green evaluation scorecard", "2018年建立 … 校用家具绿色评价评分体系"),
        (
            "2018 China Government Procurement Innovation of the Year",
            "2018年中国政府采购奖“年度创新奖”",
        ),
        ("National award", "全国奖项"),
    ],
    "procurement/binhai-school-furniture/": [
        ("scorecard based on green supply chain management", "以绿色供应链管理为原则建立绿色评价记分卡"),
        ("Awards 2018 … Innovation of the Year", "奖项 2018年 中国政府采购年度创新奖"),
    ],
    "coalition/": [
        # Whom it helps, to what end, and the six ways
        ("East Asia and Europe move to a circular urban", "东亚和欧洲城市向城市循环经济转型"),
        ("and become leaders in doing so", "成为领先的绿色循环城市"),
        ("platform on which cities, partners and other", "搭建协作平台，连接城市、合作伙伴"),
        ("learn from each other … policies and solutions", "城市间深入互学互鉴，交流政策与解决方案"),
        ("build circular principles into policy making", "将循环原则纳入政策制定的能力"),
        ("toolkits and technical help for their action planning", "制定行动计划提供工具包和技术协助"),
        ("Study good city practices … taken up more widely", "研究城市良好做法 … 促进推广应用"),
        ("local ambition … Sustainable Development Goals", "循环路径提升地方落实可持续发展目标的雄心"),
        # Who runs it and who endorses it
        ("Secretariat, with support from other ICLEI", "宜可城东亚秘书处，其他宜可城办公室"),
        ("Operated by ICLEI East Asia … since 2019", "运营机构 宜可城东亚秘书处 … 2019年起"),
        ("Endorsed by 6 local governments", "6个地方政府支持"),
        ("Endorsed by … Bonn … Changchun … Datong", "支持联盟的地方政府 … 波恩 … 长春市 … 大同市"),
        ("Datong … Nagano Prefecture … Turku … Yokohama", "大同市 … 长野县 … 图尔库 … 横滨"),
        ("knowledge partners endorse it too, among them", "多家知识伙伴也表示支持，其中包括"),
        ("Circle Economy, … MacArthur Foundation and TOMRA", "Circle Economy、艾伦·麦克阿瑟 … 陶朗"),
        # Working areas
        ("Working areas Circular public procurement", "工作领域 循环公共采购"),
        ("Working areas … Industrial symbiosis", "工作领域 … 产业共生"),
        ("Industrial symbiosis … Municipal resource management", "产业共生 … 城市资源管理"),
        ("Municipal resource management … Building and construction", "城市资源管理 … 建筑与建造"),
        ("Building and construction … Spatial planning and governance", "建筑与建造 … 空间规划与治理"),
        ("planning and governance … Water-food-energy nexus", "空间规划与治理 … 水—粮食—能源纽带关系"),
        # Who may join, and where more is to be read
        ("Open to Local governments … Subnational governments", "开放对象 地方政府 … 国家以下各级政府"),
        ("Partners committed to a sustainable and circular future", "致力于可持续和循环发展的合作伙伴"),
        ("Website https://eastasia.iclei.org/", "网站 https://eastasia.iclei.org/"),
    ],
}

# Where an official source says something else, the page says both.
DISPUTED = [
    # before 2020, or by 2020; symbiosis, or circular transformation
    ("", "75% of national-level … “before 2020” … “by 2020”", "75%的国家级园区 … “2020年前” … “到2020年”"),
    ("", "50% of provincial-level … “before 2020” … “by 2020”", "50%的省级园区 … “2020年前” … “到2020年”"),
    ("", "“industrial symbiosis” … “circular transformation”", "“产业共生” … “循环化改造”"),
    ("about/", "before 2020 … by 2020", "2020年前 … 到2020年"),
    # 16 cities, or 11 cities and 5 areas
    ("", "16 pilot cities … 11 cities … 5 further areas", "16个试点城市 … 11个城市 … 5个地区"),
    ("zero-waste/", "counts 16 … pilot cities … 11 … cities and 5", "16 个 … 试点城市 … 11 个 … 5 个"),
    ("programmes/zero-waste-2019/", "11 cities plus 5 special … 16 pilot", "11个城市加5个 … 16个试点城市"),
    (
        "about/",
        "16 zero-waste pilot cities … 11 cities … 5 further areas",
        "16个 … 11个试点城市 … 5个地区",
    ),
    # more cities by 2021, or in April 2022
    ("", "by 2021 … second round was announced in April 2022", "2021年目标 … 第二轮名单于2022年4月公布"),
    ("zero-waste/", "“by 2021” … announced on 24 April 2022", "到2021年 … 2022年4月24日公布"),
    ("about/", "by 2021 … second round followed in April 2022", "到2021年 … 第二轮名单2022年4月公布"),
    # 129 does not measure the targets; the savings are expected and not measured
    ("", "129 … doesn't measure the 75% and 50% targets", "129 … 不能用来衡量75%和50%两项目标"),
    ("procurement/guangming-arts-center-cooling/", "14 % … no measured figure", "14 % … 未见实测数据"),
]

IN_TRADITIONAL = [
    ("", "截至2020年，政府已支持129家產業園區"),
    ("", "國家和地方政府選定16個試點"),
    ("", "16個試點城市 … 11個城市 … 5個地區"),
    ("", "「2020年前」 … 「到2020年」"),
    ("zero-waste/", "到2021年 … 2022年4月24日"),
    ("cities/changchun/", "劃定10平方公里循環經濟產業園區"),
    ("cities/hong-kong/", "2020年成為宜可城會員"),
    ("procurement/guangming-arts-center-cooling/", "電費降幅 最高 48 % … 預期"),
    ("procurement/binhai-school-furniture/", "綠色供應鏈管理"),
    ("coalition/", "波恩 … 長春市 … 大同市 … 長野縣 … 圖爾庫 … 橫濱"),
]


def visible(html: str) -> str:
    """The text of a page as it is read: no scripts, drawings or tags, and one space between words."""
    body = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", html.partition("</head>")[2], flags=re.S)
    text = (
        unescape(re.sub(r"<[^>]*>", " ", remove_break_marks(body)))
        .replace("\u2060", "")
        .replace("‘", "'")
        .replace("’", "'")
    )
    return " ".join(text.split())


def says(text: str, words: str) -> bool:
    """Whether the parts of `words` stand in the text, in their order and near each other."""
    between = f".{{0,{NEAR}}}?"
    return re.search(between.join(re.escape(part) for part in words.split(" … ")), text) is not None


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """The pages read so far: no test here changes any."""
    return {}


@pytest.fixture
def read(content: None, client: Client, seen: dict[str, str]) -> Callable[[str], str]:
    def text(path: str) -> str:
        if path not in seen:
            response = client.get(path)
            assert response.status_code == 200, path
            seen[path] = visible(response.content.decode())
        return seen[path]

    return text


ROWS = [(path, *words) for path, rows in FACTS.items() for words in rows] + DISPUTED


@pytest.mark.parametrize(("path", "english", "chinese"), ROWS)
def test_a_fact_of_the_brief_stands_on_its_page(
    read: Callable[[str], str], path: str, english: str, chinese: str
) -> None:
    assert says(read(f"/en/{path}"), english), english
    assert says(read(f"/zh-hans/{path}"), chinese), chinese


@pytest.mark.parametrize(("path", "words"), IN_TRADITIONAL)
def test_it_stands_there_in_traditional_script(read: Callable[[str], str], path: str, words: str) -> None:
    assert says(read(f"/zh-hant/{path}"), words)


@pytest.mark.parametrize("path", sorted(FACTS))
def test_the_page_names_the_hub_page_as_a_source(read: Callable[[str], str], path: str) -> None:
    assert re.search(r"ICLEI Circulars , China Hub \..{5,60} circulars\.iclei\.org", read(f"/en/{path}"))
