"""Questions in three scripts, each with the record that must come first."""

import re
from urllib.parse import unquote

import pytest

from search.nearby import find_nearby_examples
from search.selectors import find_results
from tests.content_checks.search_questions import QUESTIONS_OF_VISITORS
from tests.search.test_vocabulary import UNCORRECTED_WORDS

pytestmark = pytest.mark.usefixtures("content")

QUESTIONS = [
    # English names, words and their forms
    ("Changchun", "city changchun"),
    ("changchun city", "city changchun"),
    ("datong", "city datong"),
    ("Xuzhou", "city xuzhou"),
    ("Shenzhen", "city shenzhen"),
    ("Xi'an", "city xian"),
    ("Xi’an", "city xian"),
    ("Shanxi", "region shanxi"),
    ("Jilin", "region jilin"),
    ("coal gangue", "material coal-gangue"),
    ("gangues", "material coal-gangue"),
    ("fly ash", "material fly-ash"),
    ("waste heat", "material waste-heat"),
    ("construction waste", "material construction-demolition-waste"),
    ("Tashan", "park datong-tashan-circular-park"),
    ("Tianma zero waste", "park tianma-zero-waste-park"),
    ("Ziya circular", "park tianjin-ziya"),
    ("datong coal transition", "exchange datong-coal-transition-peers"),
    ("green procurement seminar", "exchange guangming-gpp-seminar"),
    ("battery recycling", "business gem-battery-recycling"),
    ("electric bus fleet", "business shenzhen-electric-buses"),
    ("use of fly ash", "indicator fly-ash-utilisation-rate"),
    ("zero-waste cells", "indicator zero-waste-cells"),
    ("zero-waste city pilots", "programme zero-waste-2019"),
    ("how do you check facts", "page about"),
    ("privacy", "page privacy"),
    ("legal notice", "page legal"),
    # Simplified Chinese, words of two characters included
    ("长春", "city changchun"),
    ("长春市", "city changchun"),
    ("大同", "city datong"),
    ("深圳", "city shenzhen"),
    ("山西", "region shanxi"),
    ("煤矸", "material coal-gangue"),
    ("煤矸石", "material coal-gangue"),
    ("粉煤", "material fly-ash"),
    ("粉煤灰", "material fly-ash"),
    ("余热", "material waste-heat"),
    ("建筑垃圾", "material construction-demolition-waste"),
    ("无废", "programme zero-waste-2022"),
    ("塔山", "park datong-tashan-circular-park"),
    ("电池回收", "business gem-battery-recycling"),
    ("隐私", "page privacy"),
    # Traditional Chinese
    ("長春", "city changchun"),
    ("長春市", "city changchun"),
    ("建築垃圾", "material construction-demolition-waste"),
    ("餘熱", "material waste-heat"),
    ("無廢", "programme zero-waste-2022"),
    ("廈門", "city xiamen"),
    # Pinyin, with and without spaces and tone marks
    ("chang chun", "city changchun"),
    ("cháng chūn", "city changchun"),
    ("chángchūn", "city changchun"),
    ("chang chun shi", "city changchun"),
    ("xiamen", "city xiamen"),
    ("xia men", "city xiamen"),
    ("meiganshi", "material coal-gangue"),
    ("fen mei hui", "material fly-ash"),
    # Codes
    ("220100", "city changchun"),
    # Typing mistakes
    ("construcion waste", "material construction-demolition-waste"),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_the_record_that_was_meant_comes_first(question: str, expected: str):
    best = find_results(question).matches[:1]
    assert [f"{match.record_type} {match.slug}" for match in best] == [expected]


@pytest.mark.parametrize("question", ["chongqing", "重庆", "重慶", "chong qing"])
def test_a_municipality_is_found_as_region_and_as_city(question: str):
    best = {(match.record_type, match.slug) for match in find_results(question).matches[:2]}
    assert best == {("region", "chongqing-municipality"), ("city", "chongqing")}


@pytest.mark.parametrize(("question", "expected", "within"), QUESTIONS_OF_VISITORS)
def test_the_questions_of_visitors_are_answered(question: str, expected: str, within: int):
    best = find_results(question).matches[:within]
    assert expected in [f"{match.record_type} {match.slug}" for match in best]


@pytest.mark.parametrize(
    ("question", "city"),
    [("steel slag Tangshan", "tangshan"), ("唐山钢渣", "tangshan"), ("fly ash zibo", "zibo")],
)
def test_a_material_and_a_city_without_examples_are_answered_by_distance(question: str, city: str):
    examples = find_nearby_examples(find_results(question).asked)
    assert examples is not None
    assert examples.city.slug == city
    assert examples.distance


@pytest.mark.parametrize(
    "words", [("burned", "incinerated", "焚烧", "焚燒"), ("per head", "per capita", "人均")]
)
def test_words_of_one_meaning_find_the_same(words: tuple[str, ...]):
    found = [{(one.record_type, one.slug) for one in find_results(word).matches} for word in words]
    assert all(others == found[0] for others in found)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("changchum", "city changchun"),
        ("shenzehn", "city shenzhen"),
        ("Shenzen", "city shenzhen"),
        ("Xuzou", "city xuzhou"),
        ("tashen", "park datong-tashan-circular-park"),
    ],
)
def test_a_misspelt_name_is_offered_and_not_answered(misspelt: str, meant: str):
    results = find_results(misspelt)
    assert results.matches == []
    assert f"{results.near[0].record_type} {results.near[0].slug}" == meant


@pytest.mark.parametrize("word", UNCORRECTED_WORDS)
def test_a_place_is_never_taken_for_another(word: str):
    results = find_results(word)
    assert not results.is_corrected
    assert results.near == []


def test_coal_is_not_the_coalition():
    found = {f"{match.record_type} {match.slug}" for match in find_results("coal").matches}
    assert not found & {"city bonn", "city turku", "city the-hague", "city nagano-prefecture", "network gccc"}


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_examples_have_results(get, language: str):
    main = get(f"/{language}/search/").partition("<main")[2]
    examples = re.findall(r'<a href="[^"]*search/\?q=([^"]+)"', main.partition("</main>")[0])
    assert len(examples) == 5
    for example in examples:
        assert find_results(unquote(example), needs_all=True).matches
