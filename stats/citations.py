"""Citations of statistics."""

from collections.abc import Mapping
from datetime import date as Day

from django.utils.translation import gettext as _
from django.utils.translation import override

from records.texts.citation_formats import CitableItem
from records.texts.formats import format_stated_date, is_chinese
from stats.tables import Table


def build_statistic_citation(
    tables: Mapping[str, Table],
    codes: Mapping[str, str] | None = None,
    *,
    origin: str,
    number: int,
    day: Day,
) -> CitableItem:
    """Return the citation of one value of a statistic, or of all its values in a scope.

    `tables`: the same table in each language of citations, by language code; each was built in its language.
    `codes`: the codes of the value's dimensions, as in query parameters; None cites the whole table.
    `origin`: the address of the site, without a slash at its end. `number`: the content version of the
    values, which is of that `day`.

    Raises `LookupError` if the table has no value with these codes.
    """
    titles, sentences, addresses = {}, {}, {}
    for language, table in tables.items():
        with override(language):
            titles[language] = _describe_value(table, codes)
            addresses[language] = f"{origin}{table.at_version(number).url}"
            sentences[language] = _build_sentence(titles[language], addresses[language], number, day)
    table = next(iter(tables.values()))
    parts = ["statistic", table.statistic.key, table.scope.param, *(codes or {}).values()]
    identifier = ".".join(part for part in parts if part)
    return CitableItem(identifier, titles, sentences, (), addresses, number, day)


def _describe_value(table: Table, codes: Mapping[str, str] | None) -> str:
    """Return the statistic and its scope, then the value: "Parks by level, Jilin (parks): National, 3"."""
    comma, colon = "，：" if is_chinese() else (", ", ": ")
    title = comma.join([str(table.statistic.title), *([str(table.scope.label)] if table.scope.slug else [])])
    if codes is None:
        return title
    row = table.find_row(codes)
    if row is None:
        raise LookupError(f"{table.statistic.key} has no value for {dict(codes)}.")
    if table.statistic.unit:
        title = _("%(title)s (%(unit)s)") % {"title": title, "unit": table.statistic.unit}
    return f"{title}{colon}{comma.join(text for text in (row.name, row.description) if text)}"


def _build_sentence(title: str, address: str, number: int, day: Day) -> str:
    date = format_stated_date(day.isoformat())
    return _("ICLEI East Asia: “%(title)s”, China Hub, site update %(number)s of %(date)s, %(address)s") % {
        "title": title,
        "number": number,
        "date": date,
        "address": address,
    }
