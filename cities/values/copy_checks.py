"""What the copies of yearbooks say of the values of an indicator, in a sentence."""

from django.db.models import Count
from django.utils.translation import gettext, gettext_lazy, ngettext

from cities.choices import CopyCheck
from cities.models import Indicator
from records.texts.formats import format_number, is_chinese

_PHRASES = {
    CopyCheck.SAME_IN_TWO_COPIES: gettext_lazy("%(number)s the same in two copies"),
    CopyCheck.ONE_COPY: gettext_lazy("%(number)s in one copy"),
    CopyCheck.COPIES_DIFFER: gettext_lazy("%(number)s where copies differ"),
    CopyCheck.ORIGINAL_SEEN: gettext_lazy("%(number)s compared with the original"),
}
#: Where the copies showed the same of all values.
_OF_ALL = {
    CopyCheck.SAME_IN_TWO_COPIES: gettext_lazy("each the same in two copies"),
    CopyCheck.ONE_COPY: gettext_lazy("each in one copy only"),
    CopyCheck.COPIES_DIFFER: gettext_lazy("and in each the copies differ"),
    CopyCheck.ORIGINAL_SEEN: gettext_lazy("each compared with the original"),
}


def describe_copy_checks(indicator: Indicator) -> str:
    """Return how many values were read in copies, and what these showed; nothing if none was. One query."""
    values = indicator.values.published().exclude(copy_check="").order_by()
    counts = dict(values.values_list("copy_check").annotate(count=Count("pk")))
    total = sum(counts.values())
    if not total:
        return ""
    if len(counts) == 1 and total > 1:
        parts = {"number": format_number(total), "details": _OF_ALL[CopyCheck(next(iter(counts)))]}
        return gettext("%(number)s values were read in copies of yearbooks, %(details)s.") % parts
    phrases = [
        str(phrase) % {"number": format_number(counts[check])}
        for check, phrase in _PHRASES.items()
        if check in counts
    ]
    parts = {"number": format_number(total), "details": ("，" if is_chinese() else ", ").join(phrases)}
    return (
        ngettext(
            "%(number)s value was read in a copy of a yearbook: %(details)s.",
            "%(number)s values were read in copies of yearbooks: %(details)s.",
            total,
        )
        % parts
    )
