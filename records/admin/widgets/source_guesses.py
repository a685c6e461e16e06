"""What is guessed of a new source from its address and title: language, type, authority, slug."""

import re
from urllib.parse import urlsplit

from django.utils.text import slugify

from records.choices import DocumentType
from records.models import Source
from records.texts.pinyin import build_pinyin, strip_tone_marks
from records.texts.translation import convert_to_simplified

#: Of a slug that is made: a few words; `-2` and so on have room after it.
_LONGEST_SLUG = 60

_HAN = re.compile(r"[\u3400-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")

#: The first that matches the title counts, then the first that matches the address.
_KINDS_BY_TITLE = (
    (DocumentType.DATASET, r"年鉴|数据集|統計年鑑|\bdata ?set\b|\byearbook\b|\bstatistics\b|\.xlsx?\b"),
    (
        DocumentType.REGULATION,
        r"通知|办法|条例|管理规定|实施意见|指导意见|意见$|实施方案|规划纲要|行动计划|(?<!公)法$|"
        r"\bnotice\b|\bregulations?\b|\bmeasures\b|\bact\b|\baction plan\b",
    ),
    (DocumentType.REPORT, r"报告|白皮书|公报|公告|研究|\breport\b|\bstudy\b|\bwhite paper\b|\bassessment\b"),
)
_KINDS_BY_ADDRESS = (
    (DocumentType.DATASET, r"\.(csv|xlsx?|json|zip)$|//github\.com/|/dataset"),
    (DocumentType.REPORT, r"\.pdf$|//(www\.)?(mdpi|sciencedirect|doi|scribd|researchgate)\."),
    (
        DocumentType.NEWS,
        r"news|xinhua|people\.com|chinadaily|thepaper|sina\.|sohu\.|163\.com|qq\.com|/\d{4}[-/]?\d{2}[-/]?\d{2}/|"
        r"/article|/content_|/(xw|xinwen|dongtai)/",
    ),
)
_AUTHORITY = re.compile(r"(^|\.)(gov|gouv|govt|gob|go|lg|mil)(\.[a-z]{2})?$|\.europa\.eu$|(^|\.)un\.org$")


def detect_language(title: str) -> str:
    """Return the tag of the language in whose script a title is; English for Latin letters."""
    if _KANA.search(title):
        return "ja"
    if _HANGUL.search(title):
        return "ko"
    if not _HAN.search(title):
        return "en"
    return "zh-Hans" if convert_to_simplified(title) == title else "zh-Hant"


def detect_kind(address: str, title: str) -> DocumentType:
    for text, rules in ((title, _KINDS_BY_TITLE), (address, _KINDS_BY_ADDRESS)):
        for kind, pattern in rules:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    return DocumentType.NEWS if _HAN.search(title) else DocumentType.PAGE


def is_of_authority(address: str) -> bool:
    """Return whether the host of an address belongs to a public authority, as those below gov.cn do."""
    return bool(_AUTHORITY.search(urlsplit(address).hostname or ""))


def build_slug(title: str, publisher: str, published: str) -> str:
    """Return a slug that no source has, of the title, else the publisher, and the year, in pinyin."""
    words = _convert_words(title) or _convert_words(publisher) or "source"
    stem = words[:_LONGEST_SLUG].rsplit("-", 1)[0] if len(words) > _LONGEST_SLUG else words
    year = published[:4] if published[:4].isdigit() else ""
    base = stem if not year or year in stem else f"{stem}-{year}"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _convert_words(text: str) -> str:
    return slugify(strip_tone_marks(_HAN.sub(lambda run: f" {build_pinyin(run[0])} ", text)))
