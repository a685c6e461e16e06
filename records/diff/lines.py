"""Lines of a history: what changed in one field, in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from records.diff.text import compare_texts
from records.texts.formats import join_list
from records.texts.translation import COLUMNS, Text, convert_to_simplified, convert_to_traditional


@dataclass(frozen=True)
class FieldDifference:
    """A difference in one field.

    `subject` is the name used in the middle of a sentence; all lines of one part share it. `is_value`: an
    empty side means "not recorded". `note` replaces sides that would look the same. `figure_key`: the key of
    the figure whose quantity it is, empty for a record that is one; None for anything else. `place`: the
    field as problems name it, "key_facts.area.value"; the relation alone for the order of its parts.
    `evidence`: on what the changes of a record or part rest, beside one of them.
    """

    label: str
    subject: str
    before: str = ""
    after: str = ""
    is_value: bool = False
    note: str = ""
    figure_key: str | None = None
    place: str = ""
    evidence: str = ""


def build_line(name: str, before: str, after: str, *, is_value: bool = False) -> FieldDifference:
    """Build a line. If both sides look the same, a note describes the change."""
    label = capfirst(name)
    if " ".join(before.split()) == " ".join(after.split()):
        spaces = before != after
        note = (
            _("Only spaces or line breaks changed.")
            if spaces
            else _("A field that is not shown on any page has changed.")
        )
        return FieldDifference(label, name, note=note)
    return FieldDifference(label, name, before, after, is_value)


def _get_untranslated_text(columns: dict[str, str]) -> Text:
    """Return the text in the active language, without fallback to another language."""
    language = get_language() or "en"
    if language == "zh-hant":
        return Text(columns["zh_hant"] or convert_to_traditional(columns["zh_hans"]), "zh-Hant")
    if language == "zh-hans":
        return Text(columns["zh_hans"] or convert_to_simplified(columns["zh_hant"]), "zh-Hans")
    return Text(columns["en"], "en")


def _format_field_languages(name: str, columns: list[str], filled: list[str]) -> str:
    """Format a field name with the changed languages; name the Chinese script if both are in use."""
    names = {
        "en": pgettext("language", "English"),
        "zh_hans": pgettext("language", "Chinese"),
        "zh_hant": pgettext("language", "Traditional Chinese"),
    }
    if "zh_hant" in filled:
        names["zh_hans"] = pgettext("language", "Simplified Chinese")
    languages = join_list(names[column] for column in columns)
    return _("{field} ({languages})").format(field=name, languages=languages)


def compare_translations(
    name: str, before: dict[str, str], after: dict[str, str]
) -> Iterator[FieldDifference]:
    """Yield one line in the active language, or one per changed language if that text is unchanged."""
    changed = [column for column in COLUMNS if before[column] != after[column]]
    filled = [column for column in COLUMNS if before[column] or after[column]]
    is_partial = len(changed) < len(filled)
    active = _get_untranslated_text(before), _get_untranslated_text(after)
    if active[0] != active[1]:
        label = _format_field_languages(name, changed, filled) if is_partial else name
        yield build_text_line(label, *active)
        return
    for column in changed:
        label = _format_field_languages(name, [column], filled) if is_partial else name
        yield build_text_line(label, *(Text(side[column], COLUMNS[column]) for side in (before, after)))


def compare_languages(
    name: str, before: dict[str, str], after: dict[str, str], place: str
) -> Iterator[FieldDifference]:
    """Yield one line for each language in which a text has changed."""
    filled = [column for column in COLUMNS if before[column] or after[column]]
    for column in (column for column in COLUMNS if before[column] != after[column]):
        label = _format_field_languages(name, [column], filled) if len(filled) > 1 else name
        sides = (Text(side[column], COLUMNS[column]) for side in (before, after))
        yield replace(build_text_line(label, *sides), place=f"{place}_{column}")


def build_text_line(name: str, before: Text, after: Text) -> FieldDifference:
    """Build a line with the differing passages of two texts."""
    return build_line(name, *compare_texts(before, after), is_value=not (before and after))
