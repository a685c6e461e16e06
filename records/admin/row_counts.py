"""How many rows a record form has: checked in what was sent, before a form is built for each of them."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Model
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from records.admin.forms import OpenedForm

#: Rows that are added by one save, of all parts together. Checking and showing a row takes up to 20 ms, and
#: an editor adds each with a click.
MOST_NEW_ROWS = 100

MISCOUNTED = gettext_lazy(
    "The rows of “%(part)s” can’t be read: the numbers in the form don’t fit the %(sent)s rows that were "
    "sent. Open the record again, and repeat your changes."
)
TOO_MANY_NEW = gettext_lazy(
    "At most %(allowed)s rows can be added at once, and this form adds %(count)s, most of them to "
    "“%(part)s”. Open the form again, and add fewer at once."
)

_COUNT = re.compile("0|[1-9][0-9]{0,4}", re.ASCII)
_ROW_FIELD = re.compile(rf"(?P<prefix>\w+)-(?P<row>{_COUNT.pattern})-.+", re.ASCII | re.DOTALL)
_COUNT_FIELD = re.compile(rf"(?P<prefix>\w+)-({INITIAL_FORM_COUNT}|{TOTAL_FORM_COUNT})", re.ASCII)


@dataclass(frozen=True)
class _PartCount:
    """What a form says about the rows of a part (None: not a number), and the rows that it contains."""

    prefix: str
    initial: int | None
    total: int | None
    sent: int

    def fits(self, opened: int) -> bool:
        """Return whether there is a row for each form, and no more saved rows than the form had at first."""
        if self.initial is None or self.total is None:
            return False
        return self.total <= self.sent and self.initial <= min(opened, self.total)

    def count_new(self, opened: int) -> int:
        return (self.total or 0) - min(self.initial or 0, opened)


def describe_wrong_counts(model: type[Model], posted: QueryDict, *, is_new: bool) -> str:
    """Return why the counts of a submitted form can't be right; empty if they can.

    Of a form that this site has not signed, which `require_version()` refuses, all rows count as new.
    """
    opened = OpenedForm(0, {}) if is_new else OpenedForm.load(posted.get("_opened", ""))
    new: dict[str, int] = {}
    for part in _count_parts(posted):
        saved = len(opened.values.get(part.prefix, {}))
        if not part.fits(saved if opened.version >= 0 else part.sent):
            return MISCOUNTED % {"part": _get_part_name(model, part.prefix), "sent": part.sent}
        new[part.prefix] = part.count_new(saved)
    if sum(new.values()) <= MOST_NEW_ROWS:
        return ""
    most = _get_part_name(model, max(new, key=lambda prefix: new[prefix]))
    return TOO_MANY_NEW % {"allowed": MOST_NEW_ROWS, "count": sum(new.values()), "part": most}


def _count_parts(posted: QueryDict) -> list[_PartCount]:
    rows: dict[str, set[str]] = defaultdict(set)
    for name in posted:
        if match := _ROW_FIELD.fullmatch(name):
            rows[match["prefix"]].add(match["row"])
    prefixes = dict.fromkeys(match["prefix"] for match in map(_COUNT_FIELD.fullmatch, posted) if match)
    return [
        _PartCount(
            prefix,
            _parse_count(posted.get(f"{prefix}-{INITIAL_FORM_COUNT}", "")),
            _parse_count(posted.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")),
            len(rows[prefix]),
        )
        for prefix in prefixes
    ]


def _parse_count(text: str) -> int | None:
    return int(text) if _COUNT.fullmatch(text) else None


def _get_part_name(model: type[Model], prefix: str) -> str:
    """Return the name of the rows of a part; the prefix if it isn't one."""
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() == prefix:
            return capfirst(str(relation.related_model._meta.verbose_name_plural))
    return prefix
