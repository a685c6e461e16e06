"""A line of a Chinese heading ends between words, or where an editor says so; none ends in an amount."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from records.texts.line_breaks import mark_amounts, mark_breaks, split_text
from records.texts.translation import Text

TITLES = {
    "提升地方能力与意识，建设无废社会": "提升|地方|能力|与意识，|建设|无废社会",
    "“无废城市”建设试点（2019年）": "“无废城市”|建设|试点|（2019年）",
    "「無廢城市」建設試點（2019年）": "「無廢城市」|建設|試點|（2019年）",
    "云冈区煤矸石资源综合利用项目": "云冈区|煤矸石|资源|综合利用|项目",
    "大同寻找已完成煤炭转型的同行城市": "大同|寻找|已完成|煤炭|转型的|同行|城市",
    "北莱茵—威斯特法伦州": "北莱茵—威斯特法伦州",
    "试点": "试点",
    "无废低碳环保产业园": "无废|低碳|环保|产业园",
    "减少二十分之一": "减少|二十分之一",
    "再生型和成熟型城市": "再生型|和成熟型|城市",
    "再生水、快递业与河西堡": "再生水、|快递业|与河西堡",
    "绿色循环城市联盟": "绿色循环城市联盟",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_line_ends_between_words(title):
    assert "|".join(split_text(title)) == TITLES[title]


@pytest.mark.parametrize("word", ["无废城市", "试点", "意识", "煤矸石", "宜可城", "無廢城市", "試點", "意識"])
@pytest.mark.parametrize(
    "around", ["{}", "建设{}的意义", "“{}”（2019年）", "提升能力与{}，加强管理", "2022年{}"]
)
def test_these_words_are_never_parted(word, around):
    assert any(word in piece for piece in split_text(around.format(word)))


def test_an_editor_decides_with_a_zero_width_space():
    assert split_text("循环\u200b图尔库蓝图") == ("循环", "图尔库蓝图")
    assert Text("循环\u200b图尔库", "zh-Hans").plain == "循环图尔库"


def test_the_form_of_a_title_says_how_to_mark_a_break(admin_client):
    page = admin_client.get("/admin/cities/city/add/").content.decode()
    assert page.count("paste a zero-width space (U+200B) where a line may end") == 1


def test_only_chinese_text_is_marked():
    html = '<a title="建设试点项目">Pilot &#x27;建设试点&#x27; &amp; more</a>'
    marked = '<a title="建设试点项目">Pilot &#x27;建设<wbr>试点&#x27; &amp; more</a>'
    assert mark_breaks(html) == marked


def test_a_source_marker_stays_whole():
    marker = '<a class="chip" href="#s1"><span>10个来源</span></a>'
    assert mark_breaks(f"建设试点{marker}") == f"建设<wbr>试点{marker}"


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [
        ("h2", "id='a'"),
        ("dt", "id='a'"),
        ("p", 'class="lede"'),
        ("p", 'class="zh-title"'),
        ("th", 'scope="row"'),
    ],
)
def test_headings_labels_and_ledes_are_marked_and_other_texts_are_not(tag, attribute):
    page = f"<{tag} {attribute}>{{{{ name }}}}</{tag}><p>{{{{ name }}}}</p>"
    page = f"{{% phrasedheadings %}}{page}{{% endphrasedheadings %}}"
    with override("zh-hans"):
        context = Context({"name": Text("绿色采购案例", "zh-Hans")})
        html = Template("{% load heading_tags %}" + page).render(context)
    assert html == f"<{tag} {attribute}>绿色<wbr>采购案例</{tag}><p>绿色采购案例</p>"


@pytest.mark.parametrize(
    "amount", ["60万吨/年", "1.5亿元", "276.17万人", "1687平方公里", "8937萬立方米", "340吨", "3萬噸"]
)
def test_a_number_stays_with_its_unit(amount):
    assert mark_amounts(f"<p>约{amount}。</p>") == f'<p>约<span class="nowrap">{amount}</span>。</p>'


@pytest.mark.parametrize(
    "html",
    [
        '<p title="60万吨">2019年</p>',
        "<svg><text>60万吨</text></svg>",
        "<svg><svg><path /></svg><text>60万吨</text><desc>3万吨</desc></svg>",
        "<select><option>60万吨</option></select>",
        '<data class="figure"><b>60万</b>吨</data>',
        "<p>3个来源</p>",
    ],
)
def test_other_numbers_are_left_alone(html):
    assert mark_amounts(html) == html


def test_amounts_of_a_chinese_page_are_kept_whole_and_those_of_an_english_page_are_left_alone():
    template = Template("{% load heading_tags %}{% phrasedheadings %}<p>60万吨</p>{% endphrasedheadings %}")
    with override("zh-hant"):
        assert "nowrap" in template.render(Context())
    with override("en"):
        assert "nowrap" not in template.render(Context())
