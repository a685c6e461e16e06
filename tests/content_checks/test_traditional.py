"""The whole content and all messages in Traditional Chinese, as public bodies of Hong Kong write it."""

import re
from collections.abc import Callable

import pytest

#: Characters and words that no text may have.
WRONG = re.compile(
    "[説户脱温税閲悦鋭兑藴峯羣爲裡衛汙巖啓“”‘’]|[^開]采[煤礦購用]|發布|公布|瞭解|傢俱|週年|五週|侷|箇|枱|座標|崑|滷"
    "|幹(?:化|混|垃圾|法|污泥|濕)|[廠餘渣殼廢氣礦肥]制|編制|[並可]制[有再板]|制(?:磚|肥|沼|砂|酒|板|硫|硝|高嶺|無醛)"
    "|工業和資訊|資訊保護|環境防治資訊|質素認證|(?<![關體])系20|見注|所注|[天年月周日時廢]后|單于|的的士|徵程|髮言|多隻|是隻"
    "|搜索|隱私|字段|緩存|添加|登錄|聯繫(?!起來|與合作)|合同|出台|(?<!住宅)小區(?!域)|數據庫|服務器|鏈接|默認"
    "|(?<!公)噸(?!級)|公公|填埋|危廢|環衞|快件|谷段|芯片|視頻|網絡研討|首頁|查找|存儲|導出|客戶端|彙|整錶|籤署|，系|複用|詳細檔案"
    "|(?:ZIP|CSV|PDF|Excel|OpenAPI|打包|單個|多個|首個)文件"
)

#: Parts of names in Simplified Chinese, and how Hong Kong writes them.
NAMES = {
    "工业和信息化": "工業和信息化",
    "个人信息保护": "個人信息保護",
    "中国质量认证中心": "中國質量認證中心",
}


def test_no_text_has_a_character_or_a_word_that_hong_kong_does_not_use(texts: list[tuple[str, str]]) -> None:
    # Titles of documents keep their words.
    assert [t for _, t in texts if WRONG.search(re.sub("《[^《》]*》", "", t))] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_bodies_and_laws_keep_their_words(name: str, texts: list[tuple[str, str]]) -> None:
    named = [traditional for simplified, traditional in texts if name in simplified]
    assert named
    assert [text for text in named if NAMES[name] not in text] == []


def test_the_page_of_hong_kong_has_the_words_of_its_own_department(
    content: None, get: Callable[..., str]
) -> None:
    page = re.sub(r"<[^>]+>", "", get("/zh-hant/cities/hong-kong/"))
    assert all(
        words in page for words in ("堆填趨勢", "廚餘堆填量", "增加一倍", "385萬公噸", "人均每日1.4公斤")
    )
    assert not re.search("填埋|翻一番|(?<!公)噸", page)
