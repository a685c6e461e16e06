"""Texts in the reader's language, with a mark where the language differs."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from records.models import Theme
from records.texts.translation import (
    Text,
    convert_to_simplified,
    convert_to_traditional,
    get_text,
    get_text_from_columns,
)


def theme(**columns) -> Theme:
    overrides = {"name": columns.pop("zh_hant")} if "zh_hant" in columns else {}
    return Theme(**{f"name_{column}": value for column, value in columns.items()}, zh_hant=overrides)


def rendered(template, **values) -> str:
    return Template(template).render(Context(values))


@pytest.mark.parametrize(
    ("language", "text", "lang"),
    [("en", "Network", "en"), ("zh-hans", "网络", "zh-Hans"), ("zh-hant", "網絡", "zh-Hant")],
)
def test_each_reader_gets_the_text_in_the_own_language(language, text, lang):
    with override(language):
        name = theme(en="Network", zh_hans="网络").name
    assert (name, name.lang) == (text, lang)


@pytest.mark.parametrize(
    ("language", "columns", "text", "lang"),
    [
        ("en", {"zh_hans": "网络"}, "网络", "zh-Hans"),
        ("zh-hans", {"en": "Network"}, "Network", "en"),
        ("zh-hant", {"en": "Network"}, "Network", "en"),
        ("zh-hans", {"zh_hant": "網絡", "en": "Network"}, "网络", "zh-Hans"),
        ("en", {"zh_hant": "網絡"}, "網絡", "zh-Hant"),
    ],
)
def test_a_missing_translation_falls_back_and_says_in_which_language_it_is(language, columns, text, lang):
    name = get_text(theme(**columns), "name", language)
    assert (name, name.lang) == (text, lang)


def test_a_text_in_another_language_than_the_page_is_marked():
    with override("en"):
        assert rendered("{{ t.name }}", t=theme(zh_hans="网络")) == '<span lang="zh-Hans">网络</span>'


def test_a_text_in_the_language_of_the_page_is_not_marked():
    with override("zh-hant"):
        assert rendered("{{ t.name }}", t=theme(zh_hans="网络")) == "網絡"


def test_an_attribute_takes_the_text_without_its_mark():
    with override("en"):
        assert rendered('<a title="{{ t.name.plain }}">', t=theme(zh_hans="网络")) == '<a title="网络">'


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_text_is_escaped_marked_or_not(language):
    with override(language):
        assert "&lt;b&gt;" in rendered("{{ t.name }}", t=theme(en="<b>"))


def test_a_text_that_is_nowhere_is_empty():
    with override("en"):
        assert rendered("{% if t.name %}x{% endif %}{{ t.name }}", t=theme()) == ""


def test_what_an_editor_wrote_in_traditional_wins_over_the_conversion():
    name = get_text(theme(zh_hans="香港特别行政区", zh_hant="香港"), "name", "zh-hant")
    assert name == "香港"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("素有“汽车城”之称", "素有「汽車城」之稱"),
        ("‘无废’", "『無廢』"),
        ("信息与网络", "資訊與網絡"),
        ("服务器链接", "伺服器連結"),
        ("塑料薄膜，简化程序", "塑膠薄膜，簡化程序"),
        ("里程与公里", "里程與公里"),
        ("发展头发", "發展頭髮"),
        ("干湿分类，主干管网", "乾濕分類，主幹管網"),
        ("第二轮名单于2022年公布", "第二輪名單於2022年公佈"),
        ("煤矸石制砖", "煤矸石製磚"),
        ("沼渣制肥，糖蜜制酒精", "沼渣製肥，糖蜜製酒精"),
        ("新能源公交车辆和出租车", "新能源巴士和的士"),
        ("电子邮箱", "電郵"),
        ("36个中排第3位，约折合2万吨", "36個中排第3位，約折合2萬公噸"),
        ("代市长发言", "代市長發言"),
        ("快递包装", "速遞包裝"),
        ("并为垃圾资源化立法", "並為垃圾資源化立法"),
        ("保存并发布", "保存並發佈"),
        ("已知局限：许多只有中文", "已知局限：許多只有中文"),
        ("2018年启动", "2018年啟動"),
        ("制高岭土、制砖，贝壳制土壤调理剂", "製高嶺土、製磚，貝殼製土壤調理劑"),
        ("云冈区", "雲岡區"),
        ("合作伙伴和知识伙伴", "合作夥伴和知識夥伴"),
        ("说明脱硫用户的温室气体和税", "說明脫硫用戶的溫室氣體和稅"),
        ("阅读高峰期的群众路线", "閱讀高峰期的群眾路線"),
        ("留下采煤沉陷区", "留下採煤沉陷區"),
        ("厨余制沼气，并制有机肥，机制砂", "廚餘製沼氣，並製有機肥，機製砂"),
        ("编制方案，限制产品", "編製方案，限制產品"),
        ("系2020年数据，口径见注，所注年份", "係2020年數據，口徑見註，所註年份"),
        ("高岭岩，卤水，昆山坐标", "高嶺岩，鹵水，昆山坐標"),
        ("62.5%的出租车为电动", "62.5%的士為電動"),
        ("原发布者，了解家具，五周年", "原發佈者，了解家具，五周年"),
        ("搜索字段和缓存", "搜尋欄位和快取"),
        ("联系我们，添加链接", "聯絡我們，加入連結"),
        ("ZIP文件和政策文件", "ZIP檔案和政策文件"),
        ("合同约定，质量占55%", "合約訂明，質素佔55%"),
        ("出台办法，小区垃圾分类", "推出辦法，住宅小區垃圾分類"),
        ("每日2吨，元/吨，公吨", "每日2公噸，元/公噸，公噸"),
        ("填埋场和填埋量", "堆填區和堆填量"),
        ("工业固废和危废，固废领域", "工業固體廢物和危險廢物，固體廢物領域"),
        ("可循环包装的邮快件，全部快件", "可循環包裝的郵件和速遞件，全部速遞件"),
        ("海上环卫，公共部门的台账", "海上環境衞生，公營部門的登記冊"),
        ("会议上签署，系第三座", "會議上簽署，係第三座"),
        ("回收复用站点，工业岗位减少", "回收重用站點，工業職位減少"),
        ("网络研讨会上汇报，汇集经验", "網上研討會上匯報，匯集經驗"),
        ("暂无详细档案，返回首页查找", "暫無詳細介紹，返回主頁尋找"),
        ("不存储，导出电子表格，整表转载", "不儲存，匯出試算表，整表轉載"),
        ("180天后自动删除，5年后到期", "180天後自動刪除，5年後到期"),
        ("报废后，三日后，皇后大道", "報廢後，三日後，皇后大道"),
    ],
)
def test_traditional_is_written_as_in_hong_kong(simplified, traditional):
    assert convert_to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("工业和信息化部与电子信息业", "工業和信息化部與電子資訊業"),
        ("个人信息保护主管部门和个人信息", "個人信息保護主管部門和個人資訊"),
        ("中国质量认证中心检查质量", "中國質量認證中心檢查質素"),
        ("住宅小区，《小区信息办法》", "住宅小區，《小區信息辦法》"),
        ("大同大宗固废基地，大宗固废", "大同大宗固廢基地，大宗固體廢物"),
        ("把循环与气候联系起来", "把循環與氣候聯繫起來"),
    ],
)
def test_names_of_bodies_and_titles_of_documents_keep_their_words(simplified, traditional):
    assert convert_to_traditional(simplified) == traditional


def test_traditional_is_turned_into_simplified_for_readers_on_the_mainland():
    assert convert_to_simplified("廢物回收") == "废物回收"
    assert convert_to_simplified("塑膠資訊，5公斤") == "塑料信息，5公斤"
    assert convert_to_simplified("巴士用電郵程式") == "公交用邮件程序"
    assert convert_to_simplified("搜尋私隱欄位，聯絡我們") == "搜索隐私字段，联系我们"
    assert convert_to_simplified("網上研討會的視像") == "网络研讨会的视频"


def test_words_that_mean_something_else_on_the_mainland_are_not_turned_back():
    assert convert_to_simplified("推出檔案，加入住宅小區") == "推出档案，加入住宅小区"
    assert convert_to_simplified("主頁，公噸，堆填區") == "主页，公吨，堆填区"


@pytest.mark.parametrize("variants", ["說説", "戶户", "溫温", "脫脱", "稅税", "閱閲", "峰峯", "群羣"])
def test_both_forms_of_a_character_lead_to_the_same_simplified_one(variants):
    assert len(set(convert_to_simplified(variants))) == 1


def test_a_text_of_a_list_is_chosen_like_any_other():
    assert get_text_from_columns({"en": "Coal", "zh_hans": "煤炭"}, "zh-hans") == "煤炭"
    assert get_text_from_columns({"en": "Coal", "zh_hans": "废物"}, "zh-hant") == "廢物"
    assert get_text_from_columns({"en": "Coal"}, "zh-hans").lang == "en"


def test_chinese_words_in_an_english_text_are_marked_as_chinese():
    with override("en"):
        html = rendered("{{ note }}", note=Text("By 袁敏 & others", "en"))
    assert html == 'By <span lang="zh-Hans">袁敏</span> &amp; others'


def test_a_text_is_a_string_for_everything_else():
    assert f"{Text('Coal', 'en')}!" == "Coal!"
