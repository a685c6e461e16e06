"""Parts as lines of text: label, value, year, publisher, and what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.admin.problems import ProblemRenderer
from records.publishing.validation import Problem
from records.texts.formats import format_exact_amount, format_stated_date, is_chinese
from records.texts.translation import get_text_in_active_language, is_legible


@dataclass(frozen=True)
class PartLine:
    """One part on the form of its record. `missing` is empty for a complete one."""

    key: str
    title: str
    facts: list[str]
    missing: str
    url: str
    is_first: bool
    is_last: bool
    #: Why the record can't be published as it is.
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PartGroup:
    """All parts of one kind on the form of their record."""

    relation: str
    name: str
    add_label: Any
    add_url: str
    lines: list[PartLine]


def attach_to_lines(problems: Iterable[Problem], groups: list[PartGroup]) -> list[Problem]:
    """Add the problems of parts to their lines. Return the other ones."""
    problems = list(dict.fromkeys(problems))
    renderer = ProblemRenderer(problems)
    lines = {f"{group.relation}.{line.key}": line for group in groups for line in group.lines}
    others = []
    for problem in problems:
        part = ".".join(problem.field.split(".")[:2])
        if part in lines:
            lines[part].problems.append(renderer.render_message(problem))
        else:
            others.append(problem)
    return others


def find_first_problem(all_forms: Iterable[Any], groups: Iterable[PartGroup]) -> str:
    """Return the id of the first field or line with a problem; empty without one."""
    for form in all_forms:
        for bound in form:
            if bound.errors:
                return bound.id_for_label or bound.auto_id
    return next(
        (f"{group.relation}-{line.key}" for group in groups for line in group.lines if line.problems), ""
    )


def get_part_title(part: Any) -> str:
    """Return what a part is called; of one without a name, its first text."""
    title = str(part)
    if title and title != part.key:
        return title
    texts = (str(get_text_in_active_language(part, name) or "") for name in part.translated_fields)
    return next(filter(None, texts), "") or part.key


def describe_part(part: Any) -> str:
    """Return the value and year of a part; empty if it has neither."""
    return ("，" if is_chinese() else ", ").join(_iterate_facts(part))


def _iterate_facts(part: Any) -> Iterator[str]:
    if hasattr(part, "unit") and part.value is not None and part.unit:
        yield format_exact_amount(part)
    if year := getattr(part, "year", None):
        yield format_stated_date(year)


def list_facts(part: Any, line_fields: tuple[str, ...]) -> list[str]:
    """Return what the line of a part says after its title: `line_fields`, value, year, first publisher."""
    facts = [_get_shown_text(part, name) for name in line_fields]
    facts += _iterate_facts(part)
    if _is_undated(part):
        facts.append(_("no year"))
    return [*filter(None, facts), *_iterate_publishers(part)]


def _get_shown_text(part: Any, name: str) -> str:
    if name in part.translated_fields:
        return str(get_text_in_active_language(part, name) or "")
    get_label = getattr(part, f"get_{name}_display", None)
    return str((get_label() if get_label else getattr(part, name)) or "")


def _iterate_publishers(part: Any) -> Iterator[str]:
    sources = [link.source for link in part.source_links.all()]
    if sources:
        first = str(sources[0].publisher_name or sources[0].title)
        yield f"{first} +{len(sources) - 1}" if len(sources) > 1 else first


def find_missing(part: Any) -> str:
    """Return what is missing most urgently of a part; empty if it is complete."""
    sources = [link.source for link in part.source_links.all()]
    if part.needs_sources and not sources:
        return _("no source")
    if _has_gap(part, "en"):
        return _("English missing")
    if drafts := sum(not source.is_published for source in sources):
        return ngettext("draft source", "draft sources", drafts)
    if _is_undated(part):
        return _("year missing")
    return _("Chinese missing") if _has_gap(part, "zh_hans") else ""


def _is_undated(part: Any) -> bool:
    return hasattr(part, "year") and part.year is None


def _has_gap(part: Any, language: str) -> bool:
    """Return whether a text is missing that has to be there, or that the other language has."""
    other = "zh_hans" if language == "en" else "en"
    return any(
        not is_legible(getattr(part, f"{name}_{language}"))
        and (not field.blank or is_legible(getattr(part, f"{name}_{other}")))
        for name, field in part.translated_fields.items()
    )
