"""Format numbers, dates, figures and texts in the active language."""

import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import date as Day
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.lists import format_list
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from records.choices import Precision, Unit
from records.texts.classifiers import get_classifier
from records.texts.translation import Text, convert_to_traditional, escape_isolated, get_text_from_columns

#: A spreadsheet runs a cell that begins with one of these as a formula.
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n")

# Words for powers of ten, largest first. Numbers below the last one are written in digits.
_SCALES = {
    "en": (("billion", Decimal(10) ** 9), ("million", Decimal(10) ** 6)),
    "zh-hans": (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4)),
    "zh-hant": (("億", Decimal(10) ** 8), ("萬", Decimal(10) ** 4)),
}
_HUNDREDTH = Decimal("0.01")

# Units that are multiples of another unit, which is written instead: 600 kt is 600,000 t and 60万吨.
_MULTIPLES: dict[str, tuple[Decimal, str]] = {
    Unit.KT: (Decimal(10) ** 3, Unit.T),
    Unit.MT: (Decimal(10) ** 6, Unit.T),
    Unit.MILLION_M3: (Decimal(10) ** 6, Unit.M3),
}

# Units written without a space before them, and units that are not written at all.
_NO_SPACE = {"percent"}
_SILENT = {"calendar_year", "milestone"}


def is_chinese() -> bool:
    """Return whether the active language is Chinese, in either script."""
    return (get_language() or "en").startswith("zh")


def join_label(label: Any, text: Any) -> str:
    """Join a label and what it stands for: with a colon of the active language."""
    return f"{label}：{text}" if is_chinese() else f"{label}: {text}"


def format_row_count(rows: Sized, has_more: bool = False) -> str:
    """Format how many rows a fold has, or that it has the first ones."""
    number = len(rows)
    if has_more:
        return ngettext("first %(count)s entry", "first %(count)s entries", number) % {"count": number}
    return ngettext("%(count)s entry", "%(count)s entries", number) % {"count": number}


def join_list(items: Iterable[Any]) -> SafeString:
    """Join the items of an enumeration: with commas in English, with 、 in Chinese."""
    comma = "、" if is_chinese() else ", "
    return format_html_join(comma, "{}", ((item,) for item in items))


def join_names(names: Sequence[str]) -> str:
    """Join names as a series: A, B and C."""
    return format_list(list(names), locale="zh_Hans" if is_chinese() else "en_GB")


#: The publisher of a source that doesn't name one.
NOT_NAMED = "Not named"

#: Publishers that sources describe instead of naming them. Pages translate the description.
DESCRIBED_PUBLISHERS = {
    NOT_NAMED: gettext_lazy("Publisher not named"),
    "Chinese Wikipedia": gettext_lazy("Chinese Wikipedia"),
    "English Wikipedia": gettext_lazy("English Wikipedia"),
}
_ENGLISH_PUBLISHERS: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("publishers.yaml").read_text(encoding="utf-8")
)
_CHINESE_PUBLISHERS = {english: chinese for chinese, english in _ENGLISH_PUBLISHERS.items()}
_BRACKETS_AFTER_HAN = re.compile(r"(?<=[\u3400-\u9fff”》]) ?\(([^()]*)\)")


def format_publisher(name: str) -> str:
    """Return the name of a publisher or site in the language of the page, if it is known in it.

    Chinese pages have full-width brackets.
    """
    if name in DESCRIBED_PUBLISHERS:
        return str(DESCRIBED_PUBLISHERS[name])
    if not is_chinese():
        return _ENGLISH_PUBLISHERS.get(name, name)
    if name in _CHINESE_PUBLISHERS:
        chinese = _CHINESE_PUBLISHERS[name]
        return convert_to_traditional(chinese) if get_language() == "zh-hant" else chinese
    return _BRACKETS_AFTER_HAN.sub(r"（\1）", name)


def is_publisher_translated(name: str) -> bool:
    """Return whether `format_publisher()` gives a name in the language of the page, not of the source."""
    return name in DESCRIBED_PUBLISHERS or name in (
        _CHINESE_PUBLISHERS if is_chinese() else _ENGLISH_PUBLISHERS
    )


def get_other_script() -> str:
    """Return the language of the names beside those of the page: Chinese; on Chinese pages, English."""
    return "en" if is_chinese() else "zh-hans"


def format_other_script(name: Text) -> SafeString:
    """Format a name in the other language as HTML; nothing if it is empty."""
    if not name:
        return SafeString("")
    return format_html('<span class="zh" lang="{}">{}</span>', name.lang, escape_isolated(str(name)))


def format_number(value: Any, exact: bool = False) -> str:
    """Format a number: 1,234, 0.5 and 1.2 million in English; 1234, 0.5 and 120万 in Chinese.

    English uses words from a million on, Chinese from 万 on, with at most two decimals.
    `exact`: write all digits of a number that the words would round.
    """
    number, language = _convert_to_decimal(value), get_language() or "en"
    word, scale = _choose_scale(number, language)
    scaled = _round_to_hundredths(number / scale) if word else number
    if exact and scaled * scale != number:
        word, scaled = "", number
    chinese = language.startswith("zh")
    digits = _format_digits(scaled, chinese)
    return digits + word if chinese or not word else f"{digits} {word}"


_DIGITS = "零一二三四五六七八九"


def format_batch(number: int) -> str:
    """Format the number of a batch: 3 in English, 第三批 in Chinese."""
    if not is_chinese():
        return str(number)
    tens, ones = divmod(number, 10)
    if tens > 9:
        return f"第{number}批"
    return f"第{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}批"


def format_data(value: Any) -> SafeString:
    """Format a number as a `data` element, which holds the exact number and shows it if it was rounded."""
    text = format_number(value)
    return _mark_number(_convert_to_decimal(value), text, SafeString(text), "num")


def _mark_number(number: Decimal, text: str, html: SafeString, css: str, unit: str = "") -> SafeString:
    """Wrap a number, formatted as `text`, in a `data` element. Its title: the exact number and `unit`."""
    exact = format_number(number, exact=True)
    title = "" if exact == text else format_html(' title="{}{}"', exact, unit)
    return format_html('<data class="{}" value="{}"{}>{}</data>', css, f"{number:f}", title, html)


def _convert_to_decimal(value: Any) -> Decimal:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    # Adding 0 turns -0 into 0.
    return number.normalize() + 0


def _round_to_hundredths(number: Decimal) -> Decimal:
    return number.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _choose_scale(number: Decimal, language: str) -> tuple[str, Decimal]:
    """Return the word and the power of ten of a number; an empty word if it is written in digits."""
    scales = _SCALES[language]
    for position, (_word, scale) in enumerate(scales):
        if abs(number) >= scale:
            larger = scales[max(position - 1, 0)]
            # 9999.999万 would be rounded to 10000万.
            rounded = _round_to_hundredths(abs(number) / scale) * scale
            return larger if rounded >= larger[1] else scales[position]
    return "", Decimal(1)


def _format_digits(number: Decimal, chinese: bool) -> str:
    digits = f"{number.normalize():f}" if chinese else f"{number.normalize():,f}"
    return digits.replace("-", "−")


def format_stated_date(value: str | int) -> str:
    """Format a date with its precision, or a year: 2018, May 2018, 4 May 2018."""
    parts = [int(part) for part in str(value).split("-")] if value else []
    chinese = is_chinese()
    if len(parts) == 1:
        return _("%(year)s") % {"year": parts[0]} if not chinese else f"{parts[0]}年"
    if len(parts) == 2:
        return f"{parts[0]}年{parts[1]}月" if chinese else date_format(Day(parts[0], parts[1], 1), "F Y")
    if len(parts) == 3:
        return (
            f"{parts[0]}年{parts[1]}月{parts[2]}日"
            if chinese
            else date_format(Day(parts[0], parts[1], parts[2]), "j F Y")
        )
    return ""


def format_date_range(start: str, end: str) -> str:
    """Format a range without repeating common parts: 29–31 July 2019. Either end may be empty."""
    if start and end and start != end:
        return _format_two_dates(start, end)
    if start:
        return format_stated_date(start)
    return _("until %(date)s") % {"date": format_stated_date(end)} if end else ""


def format_years(first: str, last: str) -> str:
    """Format the first and last year of several records: 2013 to 2020. Both may be empty."""
    if not first or first == last:
        return format_stated_date(first)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _format_two_dates(start: str, end: str) -> str:
    first, last = format_stated_date(start), format_stated_date(end)
    chinese = is_chinese()
    alike = len(start) == len(end)
    if alike and len(start) == 10 and start[:7] == end[:7]:
        return f"{first}至{int(end[8:])}日" if chinese else f"{int(start[8:])}–{last}"
    if alike and len(start) > 4 and start[:4] == end[:4]:
        year = start[:4]
        first, last = first.removesuffix(f" {year}"), last.removeprefix(f"{year}年")
    return f"{first}至{last}" if chinese else f"{first} – {last}"


def describe_copies(source: Any) -> str:
    """Return in which copies a source was read, and when: "read in a copy: CNKI, 29 November 2026"."""
    names = [str(get_text_from_columns(copy)) for copy in source.copies]
    if not names:
        return ""
    parts = {"copies": ("、" if is_chinese() else ", ").join(names), "date": ""}
    if not source.read_on:
        return _("read in a copy: %(copies)s") % parts
    parts["date"] = format_stated_date(f"{source.read_on}")
    return _("read in a copy: %(copies)s, %(date)s") % parts


def format_period(obj: Any, unknown: bool = True) -> SafeString:
    """Format the period of a figure or claim as HTML, with its year if the period doesn't contain it.

    `unknown`: return "year not stated" if there is neither.
    """
    period, year = obj.period, str(obj.year or "")
    if year and not period:
        return format_html('<span class="num">{}</span>', format_stated_date(year))
    if year and year not in period:
        # A Chinese period may begin with "up to", which a year can't precede.
        if is_chinese():
            return format_html("<span>{}（{}年）</span>", period, year)
        return format_html('<span>{} <span class="num">{}</span></span>', period, year)
    text = period or (_("year not stated") if unknown else "")
    return format_html("<span>{}</span>", text) if text else SafeString("")


def format_coordinates(place: Any) -> str:
    """Format latitude and longitude with two decimals."""
    north, east = f"{abs(place.lat):.2f}°", f"{abs(place.lon):.2f}°"
    if is_chinese():
        latitude = pgettext("latitude", "North") if place.lat >= 0 else pgettext("latitude", "South")
        longitude = pgettext("longitude", "East") if place.lon >= 0 else pgettext("longitude", "West")
        return f"{latitude}{north}，{longitude}{east}"
    return f"{north} {'N' if place.lat >= 0 else 'S'}, {east} {'E' if place.lon >= 0 else 'W'}"


# The official name, as used in the content; the locale data has the colloquial one.
_OWN_NAMES = {"KR": "Republic of Korea"}


def get_country_name(code: str) -> str:
    """Return the name of a country (ISO 3166 code) in the active language."""
    language = get_language() or "en"
    if not is_chinese():
        return _OWN_NAMES.get(code) or _read_country_names("en").get(code, code)
    name = _read_country_names("zh_Hans").get(code, code)
    return convert_to_traditional(name) if language == "zh-hant" else name


@cache
def _read_country_names(locale: str) -> Mapping[str, str]:
    names: Mapping[str, str] = Locale.parse(locale).territories
    return names


def format_amount(figure: Any, exact: bool = False, counted: str = "") -> SafeString:
    """Format the precision, value and unit of a figure as HTML, without its source marker.

    The element holds the exact value in the unit that is shown. `exact`: show no rounded value. `counted`:
    what a count counts, in Chinese, if the figure doesn't say so.
    """
    number, space, label = _convert_quantity(figure.value, figure.unit, counted or _find_counted(figure))
    label += _format_lower_bound(figure)
    is_year = figure.unit == Unit.CALENDAR_YEAR
    text = f"{number:.0f}" if is_year else format_number(number, exact)
    html = format_html(
        '{}<b class="num">{}</b>{}',
        _format_precision(figure),
        text,
        format_html('{}<span class="unit">{}</span>', space, label) if label else "",
    )
    if is_year:
        return format_html('<span class="figure">{}</span>', html)
    return _mark_number(number, format_number(number) if exact else text, html, "figure", space + label)


def format_amount_text(figure: Any) -> str:
    """Like `format_amount()`, as plain text."""
    number, space, label = _convert_quantity(figure.value, figure.unit, _find_counted(figure))
    text = f"{number:.0f}" if figure.unit == Unit.CALENDAR_YEAR else format_number(number)
    label += _format_lower_bound(figure)
    if not figure.precision or _format_lower_bound(figure):
        return f"{text}{space}{label}"
    return f"{_get_precision_label(figure)}{'' if is_chinese() else ' '}{text}{space}{label}"


def format_exact_amount(figure: Any) -> str:
    """Format value and unit of a figure as text, with all digits."""
    number, space, label = _convert_quantity(figure.value, figure.unit, _find_counted(figure))
    is_year = figure.unit == Unit.CALENDAR_YEAR
    return f"{f'{number:.0f}' if is_year else format_digits(number)}{space}{label}"


def format_digits(value: Any) -> str:
    """Format a number with all of its digits."""
    return _format_digits(_convert_to_decimal(value), is_chinese())


def format_quantity(value: Any, unit: str, counted: str = "") -> str:
    """Format a value and its unit as text. `counted`: what a count counts, in Chinese."""
    number, space, label = _convert_quantity(value, unit, counted)
    return f"{format_number(number)}{space}{label}"


def get_unit_name(unit: str) -> str:
    """Return the unit that heads a column of amounts; Chinese counts tonnes and cubic metres by 万."""
    _factor, shown = _MULTIPLES.get(unit, (1, unit))
    scale = _SCALES[get_language() or "en"][-1][0] if shown != unit and is_chinese() else ""
    return f"{scale}{Unit(shown if scale else unit).label}"


def format_in_unit(value: Any, unit: str) -> str:
    """Format a number of a column that `get_unit_name()` heads."""
    factor, shown = _MULTIPLES.get(unit, (Decimal(1), unit))
    if shown == unit or not is_chinese():
        return format_number(value)
    return format_number(_convert_to_decimal(value) * factor / _SCALES[get_language() or "en"][-1][1])


def format_figure_in_unit(figure: Any) -> str:
    """Format the number of a figure in a column that `get_unit_name()` heads, with its precision."""
    text, bound = format_in_unit(figure.value, figure.unit), _format_lower_bound(figure)
    if bound or not figure.precision:
        return f"{text}{bound}"
    return f"{_get_precision_label(figure)}{'' if is_chinese() else ' '}{text}"


def get_number_unit(unit: str) -> str:
    """Return the unit after a number that isn't converted to another, with the space before it."""
    label = _get_unit_label(unit, "") if unit in Unit.values and unit not in _SILENT else ""
    return label if not label or unit in _NO_SPACE or is_chinese() else f"\N{NO-BREAK SPACE}{label}"


def _convert_quantity(value: Any, unit: str, counted: str) -> tuple[Decimal, str, str]:
    """Return the number, the space after it and the unit, which is one of those that are shown."""
    factor, shown = _MULTIPLES.get(unit, (Decimal(1), unit))
    number = _convert_to_decimal(value) * factor
    label = "" if shown in _SILENT else _get_unit_label(shown, counted)
    if shown == Unit.GWH and is_chinese():  # 824 GWh are 8.24亿千瓦时.
        number, label = number * 10**6, pgettext("units", "kWh")
    space = "" if shown in _NO_SPACE or is_chinese() or not label else "\N{NO-BREAK SPACE}"
    return number, space, label


def _format_lower_bound(figure: Any) -> str:
    """Return what follows the unit in Chinese for “at least”: 12万吨以上."""
    return "以上" if is_chinese() and figure.precision == Precision.AT_LEAST else ""


def _format_precision(figure: Any) -> SafeString:
    if not figure.precision or _format_lower_bound(figure):
        return SafeString("")
    return format_html(
        '<span class="figure__prefix">{}</span>{}',
        _get_precision_label(figure),
        "" if is_chinese() else " ",
    )


def _get_precision_label(figure: Any) -> str:
    """Return the word before a number. A share has a ceiling of its own in Chinese: 最高48%, but 最多30处."""
    if figure.precision == Precision.UP_TO and figure.unit == Unit.PERCENT:
        return pgettext("precision of a share", "up to")
    return str(figure.get_precision_display())


def _find_counted(figure: Any) -> str:
    """Return the Chinese name of what a figure says: that of its variable, its label or its scope."""
    if figure.unit != Unit.COUNT:
        return ""
    if (fields := getattr(figure, "figure_fields", None)) and fields.is_named_by_variable:
        return getattr(figure, fields.variable).title_in("zh-hans")
    return getattr(figure, "label_zh_hans", "") or getattr(figure, "scope_zh_hans", "")


def _get_unit_label(unit: str, counted: str) -> str:
    """Return the unit written after a number. A count has none in English, and a classifier in Chinese."""
    if unit != Unit.COUNT:
        return str(Unit(unit).label)
    return (get_classifier(counted) or str(Unit.COUNT.label)) if is_chinese() else ""


def get_missing_reason(figure: Any) -> str:
    if getattr(figure, "reason", ""):
        return figure.get_reason_display()
    return _("Amount not known")


def get_language_name(tag: str) -> str:
    """Return the name of the language with this BCP 47 tag, without its script."""
    names = {
        "en": pgettext("language", "English"),
        "zh": pgettext("language", "Chinese"),
        "zh-Hans": pgettext("language", "Chinese"),
        "zh-Hant": pgettext("language", "Chinese"),
        "ja": pgettext("language", "Japanese"),
        "de": pgettext("language", "German"),
        "ms": pgettext("language", "Malay"),
        "tl": pgettext("language", "Tagalog"),
        "ko": pgettext("language", "Korean"),
        "fi": pgettext("language", "Finnish"),
        "ca": pgettext("language", "Catalan"),
    }
    return names.get(tag, tag)


_SENTENCE = re.compile(r"^.*?(?:[。！？]|[.!?](?=\s|$))", re.DOTALL)


def take_first_sentence(text: Any) -> Any:
    """Return the first sentence; a `Text` keeps its language."""
    return _copy_language(text, str(text)[: _find_end_of_sentence(str(text))])


def drop_first_sentence(text: Any) -> Any:
    """Return what follows the first sentence; a `Text` keeps its language."""
    return _copy_language(text, str(text)[_find_end_of_sentence(str(text)) :].strip())


def _find_end_of_sentence(text: str) -> int:
    match = _SENTENCE.match(text)
    return match.end() if match else len(text)


def _copy_language(text: Any, part: str) -> Any:
    return Text(part, text.lang) if isinstance(text, Text) else part
