"""What a chart says in words: its numbers, for readers who don't see it, and how it is read."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.texts.formats import format_stated_date, is_chinese, join_label
from stats.charts import MAX_BARS
from stats.choices import Chart
from stats.drawings.layout import list_drawn_rows
from stats.tables import Table


def describe_subject(table: Table) -> str:
    """Return the title of the statistic, its unit and its scope, but not what is the heading already."""
    parts = [table.subtitle, table.statistic.unit, table.scope.label if table.scope.slug else ""]
    return ("，" if is_chinese() else ", ").join(str(part) for part in parts if part)


def describe_chart(table: Table) -> str:
    """Return each row that the chart draws with its number."""
    rows = (join_label(row.name, row.description) for row in list_drawn_rows(table))
    return f"{('；' if is_chinese() else '; ').join(rows)}{'。' if is_chinese() else '.'}"


def describe_chart_origin(table: Table) -> list[str]:
    """Return what a chart leaves out, how it is read, and of which day its records are."""
    notes = []
    if table.chart == Chart.BAR and table.count > MAX_BARS:
        notes.append(_("Shown are the 40 largest; the table has all."))
    if table.chart == Chart.COLUMNS:
        notes.append(_describe_years(table))
    if table.has_gaps:
        notes.append(_("Hatched: no data. It doesn’t mean zero."))
    if as_of := table.results[0].as_of if table.count else None:
        date = format_stated_date(timezone.localdate(as_of).isoformat())
        notes.append(
            _("Source: published records of China Hub as of %(date)s; each record names its own sources.")
            % {"date": date}
        )
    return notes


def _describe_years(table: Table) -> str:
    sentences = [_("Years without any are shown as 0.")]
    if table.undated:
        sentences.append(
            ngettext(
                "%(counter)s value without a year is in the table only.",
                "%(counter)s values without a year are in the table only.",
                table.undated,
            )
            % {"counter": table.undated}
        )
    return ("" if is_chinese() else " ").join(sentences)
