"""Which rows of a table are cities, which columns have the values of an indicator, and in which unit."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cities.models import City, CityName, Indicator
from cities.values.table_files import FileRow, TableFileError
from records.choices import NameKind, Unit
from records.vocabularies import read_vocabularies

_SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
#: Other ways to write units.
_UNIT_NAMES = {Unit.KM2: ("平方千米",), Unit.CNY_PER_PERSON: ("元",), Unit.T: ("公吨",)}
#: What stands for a number that a table doesn't have.
_BLANKS = {"", "-", "--", "—", "——", "–", "…", "……", "...", "/"}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_STATED_UNIT = re.compile(r"单位[:：]?\s*([^\s,，、;；)]+)")


@dataclass(frozen=True)
class ColumnChoice:
    """The columns of an indicator, by heading or letter; their numbers are added. `unit`: as in 万吨."""

    indicator: str
    columns: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True)
class ValueColumn:
    """The columns of an indicator, from 0, and the factor from their unit to that of the indicator."""

    indicator: Indicator
    columns: tuple[int, ...]
    factor: Decimal


def parse_column_choice(text: str) -> ColumnChoice:
    """Parse `urban-population=城区人口+城区暂住人口:万人`, also without a unit. Raises `TableFileError`."""
    indicator, equals, rest = unicodedata.normalize("NFKC", text).partition("=")
    names, _colon, unit = rest.partition(":")
    columns = tuple(name.strip() for name in names.split("+"))
    if not equals or not all(columns) or not indicator.strip():
        message = _(
            "“%(text)s” names no column. Write: indicator=column, as in built-up-area=建成区面积:平方公里."
        )
        raise TableFileError(message % {"text": text})
    return ColumnChoice(indicator.strip(), columns, unit.strip())


# -- cities -----------------------------------------------------------------------------------------


class CityNames:
    """The Chinese names of the cities: own names, then short and other names. One of two cities is none's."""

    def __init__(self) -> None:
        cities = list(City.objects.published())
        self._own = _index_names((city.name_zh_hans, city.pk) for city in cities)
        shortened = [(city.name_zh_hans.removesuffix("市"), city.pk) for city in cities]
        others = CityName.objects.exclude(kind=NameKind.CODE).filter(language__startswith="zh")
        pairs = others.filter(city__in=cities).values_list("text", "city")
        self._others = _index_names([*shortened, *pairs])

    def find(self, name: str) -> tuple[int, bool] | None:
        """Return the key of a city, and whether this is its own name; None for any other text."""
        key = _strip_spaces(name)
        for names, is_own in ((self._own, True), (self._others, False)):
            if found := names.get(key):
                return (next(iter(found)), is_own) if len(found) == 1 else None
        return None


def _index_names(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    names: dict[str, set[int]] = defaultdict(set)
    for name, city in pairs:
        if key := _strip_spaces(name):
            names[key].add(city)
    return names


def _strip_spaces(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _strip_translation(text: str) -> str:
    """Return the Chinese part of a name: yearbooks add the English one, 太 原 Taiyuan."""
    return re.sub(r"[A-Za-z'’\-]+", "", _strip_spaces(text))


def find_city_rows(rows: Sequence[FileRow]) -> dict[int, FileRow]:
    """Return the rows of cities by the key of the city. Raises `TableFileError`: none, or two of one."""
    names = CityNames()
    matched = [
        (column, found, row)
        for row in rows
        for column, cell in enumerate(row.cells)
        if isinstance(cell, str) and (found := names.find(_strip_translation(cell)))
    ]
    if not matched:
        raise TableFileError(_("No row has the Chinese name of a city of this site."))
    (name_column, _count), *_rest = Counter(column for column, *_other in matched).most_common()
    by_city: dict[int, dict[bool, list[FileRow]]] = defaultdict(lambda: defaultdict(list))
    for column, (city, is_own), row in matched:
        if column == name_column:
            by_city[city][is_own].append(row)
    # A province and its city may differ in the last character only: 吉林, 吉林市.
    return {city: _choose_row(found[True] or found[False], name_column) for city, found in by_city.items()}


def _choose_row(rows: list[FileRow], column: int) -> FileRow:
    if len(rows) > 1:
        parts = {"first": rows[0].number, "second": rows[1].number, "name": rows[0].get_text(column)}
        raise TableFileError(_("Rows %(first)s and %(second)s are both “%(name)s”.") % parts)
    return rows[0]


# -- columns ----------------------------------------------------------------------------------------


class TableHead:
    """The rows above the first city."""

    def __init__(self, rows: Sequence[FileRow]) -> None:
        width = max((len(row.cells) for row in rows), default=0)
        self._headings = {column: [row.get_text(column) for row in rows] for column in range(width)}
        #: Texts above and beside each column: a heading of several columns stands in the first.
        self._spanned = {column: _list_spanned_texts(rows, column) for column in range(width)}

    def find_column(self, name: str) -> int:
        """Return the column with a heading, or with a letter. Raises `TableFileError`."""
        found = [column for column in self._headings if self._has_heading(column, name)]
        if not found and re.fullmatch(r"[A-Z]{1,2}", name):
            found = [column for column in self._headings if get_column_letter(column + 1) == name]
        if len(found) == 1:
            return found[0]
        if found:
            letters = ", ".join(get_column_letter(column + 1) for column in found)
            message = _("The columns %(columns)s all have the heading “%(name)s”. Name one by its letter.")
            raise TableFileError(message % {"columns": letters, "name": name})
        raise TableFileError(_("No column has the heading “%(name)s”.") % {"name": name})

    def has_column(self, name: str) -> bool:
        return any(self._has_heading(column, name) for column in self._headings)

    def _has_heading(self, column: int, name: str) -> bool:
        wanted = _reduce_heading(name)
        return bool(wanted) and any(_reduce_heading(text) == wanted for text in self._headings[column])

    def find_factor(self, column: int, unit: str) -> Decimal | None:
        """Return the factor of the unit in the heading; None if there is no unit, or another one."""
        for text in reversed(self._spanned[column]):
            plain = unicodedata.normalize("NFKC", text)
            for stated in [*_BRACKETS.findall(plain), *_STATED_UNIT.findall(plain)]:
                if factor := parse_factor(stated, unit):
                    return factor
        return None


def _list_spanned_texts(rows: Sequence[FileRow], column: int) -> list[str]:
    texts = []
    for row in rows:
        before = (row.get_text(at) for at in range(column, -1, -1))
        texts.append(next((text for text in before if text), ""))
    return texts


def _reduce_heading(text: str) -> str:
    """Return the Chinese characters of a heading without what is in brackets: its unit, its translation."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"[^\u3400-\u9fff]", "", plain)


def parse_factor(text: str, unit: str) -> Decimal | None:
    """Return the factor from a unit of a table (万吨) to one of the vocabulary; None if it differs."""
    row = next(row for row in read_vocabularies()["units"] if row["code"] == unit)
    stated = _strip_spaces(text)
    for name in (row["zh_hans"], *_UNIT_NAMES.get(Unit(unit), ())):
        for scale, factor in _SCALES.items():
            if stated == f"{scale}{name}":
                return Decimal(factor)
    return None


def find_value_columns(
    head: TableHead, indicators: Mapping[str, Any], choices: Sequence[ColumnChoice]
) -> list[ValueColumn]:
    """Return the columns of indicators: those chosen, else those with the name of one as their heading."""
    if not choices:
        named = [one for one in indicators.values() if head.has_column(one.name_zh_hans)]
        choices = [ColumnChoice(one.slug, (one.name_zh_hans,)) for one in named]
    if not choices:
        raise TableFileError(
            _("No column has the Chinese name of an indicator as its heading. Name the columns.")
        )
    return [_find_value_column(head, indicators, choice) for choice in choices]


def _find_value_column(head: TableHead, indicators: Mapping[str, Any], choice: ColumnChoice) -> ValueColumn:
    indicator = indicators.get(choice.indicator)
    if indicator is None:
        raise TableFileError(_("There is no indicator “%(slug)s”.") % {"slug": choice.indicator})
    columns = tuple(head.find_column(name) for name in choice.columns)
    stated = [
        parse_factor(choice.unit, indicator.unit) if choice.unit else head.find_factor(column, indicator.unit)
        for column in columns
    ]
    factors = {factor for factor in stated if factor is not None}
    if len(factors) != 1 or None in stated:
        message = _("Column %(column)s: its unit is not known. Write it after the column, as in :%(unit)s.")
        letter = get_column_letter(columns[0] + 1)
        raise TableFileError(message % {"column": letter, "unit": indicator.get_unit_display()})
    return ValueColumn(indicator, columns, factors.pop())


def read_number(row: FileRow, column: int) -> Decimal | None:
    """Return the number in a cell; None if it is blank. Raises `TableFileError` for another text."""
    cell = row.get_cell(column)
    text = _strip_spaces("" if cell is None else str(cell)).replace(",", "")
    if text in _BLANKS:
        return None
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        place = {"row": row.number, "column": get_column_letter(column + 1), "text": text[:40]}
        raise TableFileError(_("Row %(row)s, column %(column)s: “%(text)s” is no number.") % place)
    return number
