"""The history of a record: its versions in the publication log and their differences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.choices import ENDS, Action
from records.diff.display import TitleLookup
from records.diff.lines import FieldDifference
from records.diff.records import compare_snapshots
from records.models import Publication, ReadMark, Record, get_record_types
from records.texts.formats import join_list

#: Number of versions shown by default, and the maximum.
DEFAULT_VERSIONS, MAX_VERSIONS = 10, 80

#: Differences that are shown: of a version, and of all versions on a page.
MAX_LINES, MAX_LINES_ON_PAGE = 30, 160

# Number of changes that a summary names; the others are counted.
_NAMED = 4

_COMPARED = (Action.CHANGED, Action.RENAMED)

#: Replaces the content of a redacted version.
REDACTED_TEXT = gettext_lazy("Removed for legal reasons.")


@dataclass
class VersionEntry:
    """A row of the log, with its differences to the version that was public before."""

    row: Publication
    before: Publication | None
    #: Whether the record was withdrawn between the two versions.
    is_back: bool
    #: The HTML id of the version.
    anchor: str
    lines: list[FieldDifference] = field(default_factory=list)
    shown_lines: list[FieldDifference] = field(default_factory=list)

    @property
    def action(self) -> Action:
        return Action(self.row.action)

    @property
    def label(self) -> str:
        """What happened, in one or two words; `summary` adds what these don't say."""
        if self.row.action != Action.PUBLISHED:
            return str(self.action.label)
        return _("Published again") if self.is_back else _("First published")

    @property
    def hidden_lines(self) -> int:
        """The number of differences that are not shown; the log of changes of the API has all."""
        return len(self.lines) - len(self.shown_lines)

    @property
    def summary(self) -> SafeString | str:
        if self.row.is_redacted:
            return str(REDACTED_TEXT)
        if self.before is None:
            return ""
        if self.before.is_redacted:
            return _("What it changed is not shown: the version before was removed for legal reasons.")
        return summarize_differences(self.lines)


@dataclass(frozen=True)
class History:
    """The newest versions of a record, newest first, out of `total`."""

    versions: list[VersionEntry]
    total: int
    #: Whether the maximum number of versions was requested.
    is_whole: bool
    #: The newest version that an office has read, if any.
    read_mark: ReadMark | None = None

    @property
    def newest(self) -> VersionEntry:
        return self.versions[0]

    @property
    def earlier(self) -> int:
        """The number of older versions that are not included."""
        return self.total - len(self.versions)


def get_record_history(record: Record, *, whole: bool = False) -> History:
    """Return the last ten versions of a record, or with `whole` the last of very many.

    Runs one query, and a second one if titles of other records are needed.
    """
    count = MAX_VERSIONS if whole else DEFAULT_VERSIONS
    versions_of_record = Publication.objects.of(record).annotate(
        total=Window(Count("pk")), read_mark=ReadMark.objects.select_newest(record)
    )
    # One row more for the comparison of the oldest version, and one for a withdrawal between them.
    rows = list(versions_of_record[: count + 2])
    versions = [_build_version(rows, place) for place in range(min(count, len(rows)))]
    anchors: set[str] = set()
    for version in versions:
        # A slug may have belonged to another record, so version numbers may repeat.
        if version.anchor in anchors:
            version.anchor = f"{version.anchor}-{version.row.number}"
        anchors.add(version.anchor)
    compared = _compare_publications(
        (version.row, version.before.data) for version in versions if version.before
    )
    room = MAX_LINES_ON_PAGE
    for version in versions:
        version.lines = compared.get(version.row.number, [])
        version.shown_lines = version.lines[: min(MAX_LINES, room)]
        room -= len(version.shown_lines)
    mark = ReadMark.parse(rows[0].read_mark) if rows else None
    return History(versions, rows[0].total if rows else 0, whole, mark)


def _build_version(rows: list[Any], place: int) -> VersionEntry:
    row, older = rows[place], rows[place + 1 :]
    before = next((other for other in older if other.action not in ENDS), None)
    is_back = bool(older) and older[0].action in ENDS
    return VersionEntry(row, before if row.action not in ENDS else None, is_back, f"v{row.version}")


def summarize_publications(numbers: Iterable[int]) -> dict[int, SafeString | str]:
    """Return a summary of the changes by number of the log row, in at most two queries."""
    if not (numbers := list(numbers)):
        return {}
    compared = compare_publications(Publication.objects.filter(number__in=numbers, action__in=_COMPARED))
    return {number: summarize_differences(lines) for number, lines in compared.items()}


def compare_publications(rows: QuerySet[Publication]) -> dict[int, list[FieldDifference]]:
    """Return the differences of rows of the log to the version before, by number, in at most two queries.

    A row is left out if it or the version before was redacted, or if there is none before.
    """
    return compare_rows(annotate_data_before(rows))


def annotate_data_before(rows: QuerySet[Publication]) -> QuerySet[Any]:
    """Annotate rows of the log with `before`: the data of the version that was public before, if any."""
    before = Publication.objects.versions().filter(
        record_type=OuterRef("record_type"),
        slug__in=[OuterRef("slug"), OuterRef("former_slug")],
        number__lt=OuterRef("number"),
    )
    newest_before = before.exclude(action__in=ENDS).order_by("-number").values("data")[:1]
    return rows.annotate(before=Subquery(newest_before))


def compare_rows(annotated: Iterable[Any]) -> dict[int, list[FieldDifference]]:
    """Return the differences of rows with the data `before`, as `compare_publications()` does."""
    return _compare_publications((row, row.before) for row in annotated)


def _compare_publications(pairs: Iterable[tuple[Publication, Any]]) -> dict[int, list[FieldDifference]]:
    """Return the differences of each row to the earlier data, by number; redacted rows are left out."""
    pairs = [(row, before) for row, before in pairs if row.data is not None and before is not None]
    types = get_record_types()
    compared = compare_pairs((types[row.record_type], before, row.data or {}) for row, before in pairs)
    return {row.number: lines for (row, _before), lines in zip(pairs, compared, strict=True)}


def compare_pairs(
    pairs: Iterable[tuple[type[Record], dict[str, Any], dict[str, Any]]],
    *,
    fully: bool = False,
    titles: TitleLookup | None = None,
) -> list[list[FieldDifference]]:
    """Return the differences of pairs of snapshots. Titles of other records are loaded in one query.

    `fully`: see `compare_snapshots()`. `titles`: a lookup that knows some already.
    """
    pairs = list(pairs)
    titles = titles or TitleLookup()

    def compare() -> list[list[FieldDifference]]:
        return [
            compare_snapshots(model, before, after, titles, fully=fully) for model, before, after in pairs
        ]

    # The first comparison collects the titles that are needed, the second one uses them.
    first = compare()
    return compare() if titles.fetch() else first


def summarize_differences(lines: list[FieldDifference]) -> SafeString | str:
    """Return number and subjects of the changes: "2 changes: population, facility “X” added"."""
    subjects = list(dict.fromkeys(line.subject for line in lines))
    if not subjects:
        return _("Stored in a new format; content unchanged.")
    named = join_list(subjects[:_NAMED])
    more = len(subjects) - _NAMED
    if more > 0:
        named = format_html(_("{named} and {count} more"), named=named, count=more)
    text = ngettext("{count} change: {named}", "{count} changes: {named}", len(subjects))
    return format_html(text, count=len(subjects), named=named)
