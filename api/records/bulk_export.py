"""Whole lists as CSV, which PostgreSQL writes.

It writes the cells of each line from the stored snapshot, in one query that is copied. The lines equal those
of the renderers, which are several times slower. Texts are in English: other languages need conversions that
a database lacks.

Here, an expression is SQL whose value is a text or NULL.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.utils.translation import override

from api.records.relations import get_derived_columns, list_derived_names
from api.records.renderers import encode_json
from api.records.rights import RightsField, write_rights_sql
from api.records.selectors import select_positions
from api.records.serializers import RecordVersion
from api.serializers import SerializerContext
from records.models import Publication
from records.snapshots import fill_row, get_part_accessor
from records.texts.formats import FORMULA_PREFIXES
from records.texts.translation import OVERRIDES

#: Number of bytes of a copy that are read at a time.
_BLOCK = 1 << 18
_LOG = Publication._meta.db_table
#: The kinds of fields whose values have no quotation marks in JSON.
_BARE_KINDS = ("number", "integer", "boolean")
_PLACEHOLDER = re.compile(r"__([a-z_]+?)__")
#: A time with six digits of a fraction, or none. to_char() takes twice as long.
_MOMENT = (
    "rpad(replace(({value} AT TIME ZONE 'UTC')::text, ' ', 'T'), "
    "CASE WHEN date_trunc('second', {value}) = {value} THEN 19 ELSE 26 END, '0') || 'Z'"
)


def can_write(view: Any) -> bool:
    """Return whether the database can write the list that was asked for."""
    context = view.output
    is_plain = context.lang == "en" and not context.has_labels and not context.as_of
    # Lists of other records are read beside the query.
    has_lists = bool(list_derived_names(view.model, lists=True))
    return is_plain and not has_lists and connection.vendor == "postgresql"


def iter_csv_lines(view: Any, list_rows: Any) -> Iterator[bytes]:
    """Yield the lines of a CSV file without its heading, several at a time."""
    query = _ExportQuery(view, list_rows)
    cells = [cell for name, field in view.list_fields() for cell in query.list_cells(name, field)]
    values = ", ".join(f"{cell.value} AS c{at}" for at, cell in enumerate(cells))
    columns = [_escape_formulas(f"c{at}") if cell.is_text else f"c{at}" for at, cell in enumerate(cells)]
    if len(columns) == 1:
        columns = [f"coalesce({columns[0]}, '')"]  # a line isn't empty
    return _read_copy(query, f"SELECT {', '.join(columns)} FROM ({query.select(values)} OFFSET 0) cells")


class _LineWriter:
    """Writes the lines of a copy with the ends that CSV has."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def write(self, line: bytes) -> None:
        """Write a line: PostgreSQL sends one at a time, which can contain line feeds, too."""
        self.file.write(line[:-1] + b"\r\n")


def _read_copy(query: "_ExportQuery", rows: str) -> Iterator[bytes]:
    """Yield a copy in blocks, from a file, so that a slow client holds no transaction open."""
    with TemporaryFile() as file:
        with transaction.atomic(), connection.cursor() as cursor:
            try:
                sql = cursor.mogrify(*query.compile(rows)).decode()
            except EmptyResultSet:
                return
            cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv)", _LineWriter(file))
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


class _Row(NamedTuple):
    """A snapshot of a model: the expression of its JSON."""

    model: Any
    data: str


class _Cell(NamedTuple):
    """A cell of CSV: its expression, NULL if it is empty; whether it may begin as a formula."""

    value: str
    is_text: bool = False


class _Placeholders(dict[str, str]):
    """A snapshot whose values are placeholders."""

    def __missing__(self, key: str) -> str:
        return f"__{key}__"


#: What the getters of fields read, if they need more than one field of the snapshot.
_VERSION = RecordVersion("__slug__", {}, "__version__", "__updated_at__", _Placeholders())  # type: ignore[arg-type]


class _ExportQuery:
    """The query of a list, with the expressions of its fields."""

    def __init__(self, view: Any, rows: Any) -> None:
        self.view, self.rows = view, rows
        self.context = SerializerContext("en", view.origin)
        self.joins: list[str] = []
        self.aliases = (f"t{number}" for number in count())
        #: Expressions of what a record has beside its snapshot.
        self.beside = {
            "slug": "v.api_slug",
            "version": "CAST(v.api_version AS text)",
            "updated_at": _MOMENT.format(value="v.api_updated"),
            **{name: f"v.api_derived_{name}" for name in get_derived_columns(view)},
        }
        self.row = _Row(view.model, "p.data")

    def select(self, values: str) -> str:
        """Return the query of these values of each row, in the order of the list."""
        view, ordering = self.view, self.view.ordering
        current = f"log.is_current AND log.record_type = {_escape_literal(view.owner.type_code)}"
        log, condition = f"SELECT log.slug, log.data FROM {_LOG} log WHERE {current}", ""
        if view.is_part:
            array = f"log.data -> '{get_part_accessor(view.model)}'"
            parts = _list_elements(array, "part")
            log = f"SELECT log.slug, part.value AS data FROM {_LOG} log, {parts} WHERE {current}"
            condition = "AND p.data ->> 'key' = v.api_key"
        return (
            f"SELECT {values} FROM ({{rows}}) v JOIN ({log}) p ON p.slug = v.api_slug {condition} "
            f"{' '.join(self.joins)} ORDER BY {ordering.write_sql('v')}"
        )

    def compile(self, query: str) -> tuple[str, Any]:
        """Return the SQL and parameters of a query of `select()`."""
        positions = select_positions(type(self.view), self.rows, self.view.ordering)
        rows, params = positions.order_by().query.sql_with_params()  # the whole is put in order
        return query.replace("{rows}", rows), params

    # -- cells of CSV -------------------------------------------------------------------------------

    def list_cells(self, name: str, field: Any) -> Iterator[_Cell]:
        row, kind = self.row, getattr(field, "kind", "parts")
        if kind == "parts":
            yield _Cell(self._write_parts(name, type(field.child)), is_text=True)
        elif kind == "texts":
            items = self._join(field, row, lambda item: self._select_text(f"{item}.value"), "|")
            yield _Cell(_skip_empty(items), is_text=True)
        elif kind == "codes":
            yield _Cell(self._list_words(field))
            labels = self._join(
                field, row, lambda item: _match_label(_get_element(item), _read_labels(field)), "|"
            )
            yield _Cell(_skip_empty(labels), is_text=True)
        elif kind == "references":
            yield _Cell(self._list_words(field))
        elif kind == "code":
            code = self._select_cell(field)
            yield _Cell(code)
            yield _Cell(_match_label(code, _read_labels(field)), is_text=True)
        elif kind == "reference":
            slug = self._select_cell(field)
            yield _Cell(slug)
            yield _Cell(self._join_name(field.model, slug), is_text=True)
        else:
            yield _Cell(self._select_cell(field), bool(field.column) and kind in ("string", "text", "uri"))

    def _list_words(self, field: Any) -> str:
        """Return the expression of a list of slugs or codes, separated by `|`: its JSON without marks."""
        text = _get_key(self.row.data, field.column)
        for mark, replacement in (("[", ""), ("]", ""), ('"', ""), (" ", ""), (",", "|")):
            text = f"replace({text}, '{mark}', '{replacement}')"
        return _skip_empty(text)

    def _select_cell(self, field: Any) -> str:
        value = self.select_value(field, self.row)
        return value if field.column else _skip_empty(value)

    # -- JSON ---------------------------------------------------------------------------------------

    def _write_parts(self, name: str, serializer: Any) -> str:
        alias = next(self.aliases)
        part = _Row(serializer.model, f"{alias}.value")
        fields = serializer.get_declared_fields().items()
        members = [f"""'"{key}":' || {self._write_json(field, part)}""" for key, field in fields]
        obj = "'{' || " + " || ',' || ".join(members) + " || '}'"
        elements = _list_elements(f"{self.row.data} -> '{name}'", alias)
        return f"'[' || coalesce((SELECT {_join_elements(obj, ',', alias)} FROM {elements}), '') || ']'"

    def _write_json(self, field: Any, row: _Row) -> str:
        """Return the expression of a value as JSON, `null` included."""
        kind = field.kind
        if kind in ("texts", "codes", "references"):
            items = self._join(field, row, lambda item: self._write_item(field, item), ",")
            return f"'[' || coalesce({items}, '') || ']'"
        value = self.select_value(field, row)
        if kind == "reference":
            return self._write_reference(field.model, value)
        return f"coalesce({value}, 'null')" if kind in _BARE_KINDS else _format_json(value)

    def _write_item(self, field: Any, alias: str) -> str:
        if field.kind == "texts":
            return _format_json(self._select_text(f"{alias}.value"))
        value = _get_element(alias)
        return _format_json(value) if field.kind == "codes" else self._write_reference(field.model, value)

    def _write_reference(self, model: Any, slug: str) -> str:
        reference = {**self.context.refer(model, "__slug__"), "name": "__name__"}
        text = encode_json(reference).replace('"__name__"', "__name__")
        name = _format_json(self._select_name(model, slug))
        return f"coalesce({_fill_placeholders(text, {'slug': slug, 'name': name}.__getitem__)}, 'null')"

    # -- values -------------------------------------------------------------------------------------

    def select_value(self, field: Any, row: _Row) -> str:
        """Return the expression of a text, a number, a boolean, a code, or the slug of a reference."""
        if isinstance(field, RightsField):
            return write_rights_sql(f"({row.data} -> 'sources')", self.context.unlicensed, _escape_literal)
        if not field.column:
            if field.kind == "reference":  # of another record, or the record of a part
                return self.beside.get(field.name, self.beside["slug"])
            text = field.read(_Placeholders(), _VERSION, self.context)
            return _fill_placeholders(text, lambda key: self.beside.get(key) or self._read(row, key))
        if field.kind == "text":
            return self._select_text(row.data, field.column)
        if field.kind in _BARE_KINDS:
            return self._read(row, field.column)
        if field.kind == "code" and not field.key:
            return self._select_reason(field, row)
        value = f"nullif({self._read(row, field.column)}, '')"
        if field.kind == "uri":
            pattern = _escape_literal("^[hH][tT]{2}[pP][sS]?://[^ ]+$")
            return f"CASE WHEN {value} ~ {pattern} THEN {value} END"
        return value

    def _select_reason(self, field: Any, row: _Row) -> str:
        """Return the expression of the reason why a number is null; the second is that there is a period."""
        reason, *others = (_escape_literal(code) for code, _label in field.choices)
        if others:
            period = self._select_text(row.data, "period")
            reason = f"CASE WHEN {period} IS NULL THEN {reason} ELSE {others[0]} END"
        return f"CASE WHEN {self._read(row, field.column)} IS NULL THEN {reason} END"

    def _read(self, row: _Row, key: str) -> str:
        """Read a key of a snapshot; a version that is older than the field has its default."""
        value, default = _get_key(row.data, key), fill_row(row.model, {}).get(key)
        if default in (None, "", []):
            return value
        text = default if isinstance(default, str) else encode_json(default)
        return f"coalesce({value}, {_escape_literal(text)})"

    def _select_text(self, data: str, name: str = "") -> str:
        """Return the expression of a translated text: a field of a snapshot, or an object of a list."""
        keys = [f"{name}_{column}" if name else column for column in ("en", "zh_hans")]
        texts = [_get_key(data, key) for key in keys]
        own = f"({data} -> '{OVERRIDES}')" if name else data
        texts.append(_get_key(own, name or OVERRIDES))
        return "coalesce(" + ", ".join(f"nullif({text}, '')" for text in texts) + ")"

    def _join_name(self, model: Any, slug: str) -> str:
        """Return the expression of the name of a record to which the rows of the list refer."""
        alias = next(self.aliases)
        self.joins.append(f"LEFT JOIN {_LOG} {alias} ON {_match_record(model, slug, alias)}")
        return _get_title(alias)

    def _select_name(self, model: Any, slug: str) -> str:
        """Return the expression of the name of a record to which elements of a snapshot refer."""
        alias = next(self.aliases)
        return f"(SELECT {_get_title(alias)} FROM {_LOG} {alias} WHERE {_match_record(model, slug, alias)})"

    def _join(self, field: Any, row: _Row, select: Any, separator: str) -> str:
        """Return the expression of the elements of a list, joined."""
        alias = next(self.aliases)
        elements = _list_elements(f"{row.data} -> '{field.column}'", alias)
        return f"(SELECT {_join_elements(select(alias), separator, alias)} FROM {elements})"


def _get_key(data: str, key: str) -> str:
    """Return the expression of a value of a JSON object, a number or boolean included."""
    return f"({data} ->> '{key}')"


def _list_elements(array: str, alias: str) -> str:
    """Return the table of the elements of a JSON array."""
    return f"jsonb_array_elements({array}) WITH ORDINALITY AS {alias}(value, key)"


def _get_element(alias: str) -> str:
    return f"({alias}.value #>> '{{}}')"


def _join_elements(value: str, separator: str, alias: str) -> str:
    return f"string_agg({value}, '{separator}' ORDER BY {alias}.key)"


def _format_json(value: str) -> str:
    return f"coalesce(to_json(({value})::text)::text, 'null')"


def _match_record(model: Any, slug: str, alias: str) -> str:
    """Return the condition of the current version of a record in the log."""
    record_type = _escape_literal(model.type_code)
    return f"{alias}.is_current AND {alias}.record_type = {record_type} AND {alias}.slug = {slug}"


def _get_title(alias: str) -> str:
    return f"coalesce(nullif({alias}.title_en, ''), nullif({alias}.title_zh_hans, ''))"


def _fill_placeholders(text: str, get_value: Callable[[str], str]) -> str:
    """Return the expression of a text with placeholders."""
    pieces = _PLACEHOLDER.split(text)  # text, name, text, …
    return " || ".join(
        get_value(piece) if at % 2 else _escape_literal(piece)
        for at, piece in enumerate(pieces)
        if at % 2 or piece
    )


def _read_labels(field: Any) -> dict[str, str]:
    with override("en"):
        return {code: str(label) for code, label in field.choices}


def _match_label(code: str, labels: dict[str, str]) -> str:
    """Return the expression of the label of a code."""
    cases = [
        f"WHEN {_escape_literal(value)} THEN {_escape_literal(label)}" for value, label in labels.items()
    ]
    return f"CASE {code} {' '.join(cases)} ELSE {code} END" if cases else code


def _skip_empty(value: str) -> str:
    return f"nullif({value}, '')"


def _escape_formulas(column: str) -> str:
    """Return the expression of a text with an apostrophe before a formula."""
    # Most texts begin with a letter, which is after all prefixes; comparing bytes is faster than substr().
    is_before = f'{column} < {_escape_literal(_AFTER_PREFIXES)} COLLATE "C"'
    is_formula = f"{is_before} AND substr({column}, 1, 1) IN ({_PREFIXES})"
    return f"CASE WHEN {is_formula} THEN '''' || {column} ELSE {column} END"


def _escape_literal(text: str) -> str:
    """Return a literal, for a query with parameters; `standard_conforming_strings` is on, as by default."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


#: What formulas begin with, and the first character after those.
_PREFIXES = ", ".join(_escape_literal(prefix) for prefix in FORMULA_PREFIXES)
_AFTER_PREFIXES = chr(ord(max(FORMULA_PREFIXES)) + 1)
