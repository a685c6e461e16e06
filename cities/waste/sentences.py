"""Sentences about the waste of a city, by rule, in the active language.

A 0 that was read in one copy is "0 in the yearbook": it is "none" once the original was seen or a second
source states it. No sentence praises, blames or explains.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cities.choices import CopyCheck, CoveredArea, WasteFate
from cities.waste.amounts import format_share, format_tonnes, is_all
from cities.waste.treatment import CityWaste, WasteYear
from records.texts.formats import is_chinese

#: From this share on, a city is described by what it landfilled in the newest year.
_MOST = 0.5
#: A smaller change of the amount is none.
_HARDLY = 0.03
#: A part that isn't stated is told from this share on.
_LEAST_TOLD = 0.02

_CHECKED = gettext_lazy("Checked against the original or a second source.")
#: What is said of values if any of them has this check; the first that fits.
_CHECKS: dict[str, Any] = {
    CopyCheck.COPIES_DIFFER: gettext_lazy("Copies of the yearbook differ; not checked against print."),
    CopyCheck.ONE_COPY: gettext_lazy("Read in one copy of the yearbook, not checked against print."),
    CopyCheck.SAME_IN_TWO_COPIES: gettext_lazy(
        "The same in two copies of the yearbook, not checked against print."
    ),
}
_DEFINITIONS = {
    CoveredArea.URBAN_AREA: gettext_lazy(
        "Municipal waste collected in the urban area; ash from burning isn’t counted."
    ),
    CoveredArea.WHOLE_CITY: gettext_lazy(
        "Municipal waste collected in the whole city; ash from burning isn’t counted."
    ),
    None: gettext_lazy("Municipal waste collected; ash from burning isn’t counted."),
}


class _Headline(NamedTuple):
    text: str
    #: The fates of the new year that it tells.
    told: tuple[WasteFate, ...] = ()


def write_headline(waste: CityWaste) -> str:
    """Return one sentence on where the waste went, without a full stop; nothing if no year is known."""
    return _choose_headline(waste).text


def _choose_headline(waste: CityWaste) -> _Headline:
    """Choose the headline. It compares no years of which much wasn't treated to the standard."""
    old, new = waste.old, waste.new
    if new is None:
        return _Headline("")
    parts = _format_parts(waste, old, new)
    if old is None or old.is_much_untreated or new.is_much_untreated:
        return _describe_one_year(new, parts)
    if not new.landfilled:
        return _describe_without_landfill(old, new, parts)
    return _compare_landfill(old, new, parts)


def _format_parts(waste: CityWaste, old: WasteYear | None, new: WasteYear) -> dict[str, str]:
    """Return what sentences are made of: city, years, tonnes, shares, and shares before "municipal waste"."""
    parts = {"city": waste.name, "year": str(new.year), "tonnes": format_tonnes(new.collected)}
    for age, year in (("old", old), ("new", new)):
        if year:
            parts[f"{age}_year"] = str(year.year)
            for fate in (WasteFate.BURNED, WasteFate.LANDFILLED):
                share = year.share(fate)
                parts[f"{age}_{fate.value}"] = format_share(share)
                parts[f"{age}_{fate.value}_of"] = _format_part(share)
    return parts


def _format_part(share: float | None) -> str:
    """Return the share before "municipal waste"."""
    if is_all(share):
        return pgettext("share before “municipal waste”", "all of its")
    return pgettext("share before “municipal waste”", "%(share)s of its") % {"share": format_share(share)}


def _describe_one_year(year: WasteYear, parts: Mapping[str, str]) -> _Headline:
    burned, landfilled = WasteFate.BURNED, WasteFate.LANDFILLED
    if not year.is_stated:
        text = _(
            "%(city)s collected %(tonnes)s of municipal waste in %(year)s; how it was treated isn’t stated"
        )
        return _Headline(text % parts)
    if year.landfilled is None:
        text = _("In %(year)s %(city)s burned %(new_burned_of)s municipal waste")
        return _Headline(text % parts, (burned,))
    if not year.landfilled:
        return _describe_without_any_landfill(parts, year)
    if not year.burned:
        text = _("In %(year)s %(city)s sent %(new_landfilled_of)s municipal waste to sanitary landfill")
        return _Headline(text % parts, (landfilled,))
    text = _(
        "In %(year)s %(city)s sent %(new_landfilled_of)s municipal waste to sanitary landfill and burned"
        " %(new_burned)s"
    )
    return _Headline(text % parts, (burned, landfilled))


def _describe_without_any_landfill(parts: Mapping[str, str], *years: WasteYear) -> _Headline:
    """Word what is burned now, and that nothing was landfilled in these years, the newest last."""
    burned, landfilled = WasteFate.BURNED, WasteFate.LANDFILLED
    if years[-1].burned is None:
        return _Headline(
            _("%(city)s: %(zeros)s") % {**parts, "zeros": _describe_zeros(*years)}, (landfilled,)
        )
    text = _("%(city)s burns %(new_burned_of)s municipal waste") % parts
    return _Headline(_join(text, _describe_zeros(*years)), (burned, landfilled))


def _describe_without_landfill(old: WasteYear, new: WasteYear, parts: Mapping[str, str]) -> _Headline:
    """Word that nothing was landfilled in the new year, or that it isn't known."""
    burned, landfilled = WasteFate.BURNED, WasteFate.LANDFILLED
    before = (
        _("In %(old_year)s %(city)s sent %(old_landfilled_of)s municipal waste to sanitary landfill") % parts
    )
    if new.landfilled is None:
        if new.burned is None:
            text = _("how it was treated in %(new_year)s isn’t stated") % parts
            return _Headline(_join(before, text))
        return _Headline(_join(before, _("in %(new_year)s it burned %(new_burned)s") % parts), (burned,))
    if old.landfilled:
        return _Headline(_join(before, _describe_zero_landfill(new)), (landfilled,))
    return _describe_without_any_landfill(parts, old, new)


def _compare_landfill(old: WasteYear, new: WasteYear, parts: Mapping[str, str]) -> _Headline:
    first, last = old.share(WasteFate.LANDFILLED) or 0, new.share(WasteFate.LANDFILLED) or 0
    if not first:
        text = _("In %(new_year)s %(city)s sent %(new_landfilled_of)s municipal waste to sanitary landfill")
        text = _join(text % parts, _describe_zero_landfill(old))
    elif parts["old_landfilled"] == parts["new_landfilled"]:
        text = _(
            "In both %(old_year)s and %(new_year)s %(city)s sent %(new_landfilled_of)s municipal waste to"
            " sanitary landfill"
        )
    elif last > _MOST:
        text = _(
            "In %(new_year)s %(city)s sent %(new_landfilled_of)s municipal waste to sanitary landfill;"
            " in %(old_year)s it was %(old_landfilled)s"
        )
    elif last < first:
        text = _(
            "The share of %(city)s’s municipal waste in sanitary landfill fell from %(old_landfilled)s in"
            " %(old_year)s to %(new_landfilled)s in %(new_year)s"
        )
    else:
        text = _(
            "The share of %(city)s’s municipal waste in sanitary landfill rose from %(old_landfilled)s in"
            " %(old_year)s to %(new_landfilled)s in %(new_year)s"
        )
    return _Headline(text % parts if first else text, (WasteFate.LANDFILLED,))


def _join(*clauses: str) -> str:
    return ("；" if is_chinese() else "; ").join(clause for clause in clauses if clause)


def _describe_zero_landfill(year: WasteYear) -> str:
    """Return that nothing was landfilled in a year, after a clause on landfill."""
    if year.is_checked:
        return pgettext("after a clause on landfill", "in %(year)s none") % {"year": year.year}
    return pgettext("after a clause on landfill", "the yearbook for %(year)s shows none") % {
        "year": year.year
    }


def _describe_zeros(*years: WasteYear) -> str:
    """Return that nothing was landfilled in one or two years, the newest last."""
    last = years[-1]
    both = {"old_year": years[0].year, "year": last.year}
    if len(years) == 1 or years[0].is_checked != last.is_checked:
        if last.is_checked:
            return _("no landfill in %(year)s") % both
        return _("the yearbook for %(year)s shows no landfill") % both
    if last.is_checked:
        return _("no landfill in %(old_year)s or %(year)s") % both
    return _("the yearbooks show no landfill")


def format_zero(year: WasteYear, fate: WasteFate) -> str:
    """Return what a 0 is: worked out, none, or 0 in the yearbook while nobody has checked it."""
    if fate in year.worked_out or fate == WasteFate.OTHER:
        return _("0 by subtraction")
    return pgettext("amount", "none") if year.is_checked else _("0 in the yearbook")


def format_known_share(year: WasteYear | None, fate: WasteFate) -> str:
    """Return a share in words: a 0 of an empty cell is one that was worked out."""
    if year and fate in year.worked_out:
        return format_zero(year, fate)
    return format_share(year.share(fate) if year else None)


def describe_zero(year: WasteYear) -> str:
    """Return what a drawing says where nothing goes into the ground."""
    return _("in sanitary landfill: %(zero)s") % {"zero": format_zero(year, WasteFate.LANDFILLED)}


def write_second_sentence(waste: CityWaste) -> str:
    """Return what the headline doesn't tell: the other shares of the new year, and how the amount changed."""
    new = waste.new
    if new is None:
        return ""
    sentences = [
        _describe_partial(waste.first),
        _describe_untreated(waste),
        _describe_shares(new, _list_told(waste)),
        _describe_amounts(waste, new),
    ]
    return ("" if is_chinese() else " ").join(sentence for sentence in sentences if sentence)


def _list_told(waste: CityWaste) -> set[WasteFate]:
    """Return the fates of the new year that the headline or the sentence on untreated waste tells."""
    is_told = waste.new is not None and waste.new.is_much_untreated
    return {*_choose_headline(waste).told, *([WasteFate.LANDFILLED] if is_told else [])}


def _describe_partial(year: WasteYear | None) -> str:
    """Return the tonnes of a first year without shares, and why it has none."""
    if year is None or year.has_shares:
        return ""
    patterns = _get_share_patterns()
    amounts = {fate: year.get_tonnes(fate) for fate in (WasteFate.BURNED, WasteFate.LANDFILLED)}
    clauses = [patterns[fate] % {"share": format_tonnes(amounts[fate])} for fate in amounts if amounts[fate]]
    text = _(
        "By the yearbook for %(year)s, %(parts)s; the total is another source’s, so no shares are given."
    )
    return text % {"year": year.year, "parts": _join_clauses(clauses)}


def _describe_untreated(waste: CityWaste) -> str:
    """Return both parts of the years of which much wasn't treated to the standard."""
    sentences = []
    for year in (waste.old, waste.new):
        if year and year.is_much_untreated:
            parts = {
                "year": year.year,
                "untreated": format_share(year.share(WasteFate.UNTREATED)),
                "landfilled": format_share(year.share(WasteFate.LANDFILLED)),
            }
            text = _(
                "By the yearbook for %(year)s, %(untreated)s was not treated to the standard and"
                " %(landfilled)s went to sanitary landfill."
            )
            sentences.append(text % parts)
    return ("" if is_chinese() else " ").join(sentences)


def _get_share_patterns() -> dict[WasteFate, str]:
    return {
        WasteFate.BURNED: pgettext("share of waste", "%(share)s was burned"),
        WasteFate.LANDFILLED: pgettext("share of waste", "%(share)s went to sanitary landfill"),
        WasteFate.OTHER: pgettext("share of waste", "%(share)s was treated in other ways"),
        WasteFate.UNSTATED: pgettext("share of waste", "for %(share)s the way isn’t stated"),
    }


def _join_clauses(clauses: list[str]) -> str:
    if is_chinese():
        return "，".join(clauses)
    *first, last = clauses
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _describe_shares(year: WasteYear, told: Collection[WasteFate]) -> str:
    patterns = _get_share_patterns()
    shares = {fate: year.share(fate) or 0 for fate in patterns if fate not in told}
    if not year.is_stated:
        return ""
    if is_all(shares.get(WasteFate.BURNED)):
        return _("In %(year)s all of it was burned.") % {"year": year.year}
    clauses = [
        patterns[fate] % {"share": format_share(share)}
        for fate, share in shares.items()
        if share and (fate != WasteFate.UNSTATED or share >= _LEAST_TOLD)
    ]
    return (
        _("In %(year)s %(shares)s.") % {"year": year.year, "shares": _join_clauses(clauses)}
        if clauses
        else ""
    )


def _describe_amounts(waste: CityWaste, new: WasteYear) -> str:
    before = waste.years.get(waste.first_year)
    after = format_tonnes(new.collected)
    if before is None or before.year >= new.year:
        parts = {"tonnes": after, "year": new.year}
        return _("%(tonnes)s was collected in %(year)s.") % parts if new.is_stated else ""
    growth = new.collected / before.collected - 1
    parts = {
        "before": format_tonnes(before.collected),
        "after": after,
        "old_year": before.year,
        "new_year": new.year,
        "share": format_share(abs(growth)),
    }
    if waste.old is None:
        return (
            _(
                "%(after)s was collected in %(new_year)s;"
                " of %(old_year)s only the amount is known: %(before)s."
            )
            % parts
        )
    if abs(growth) < _HARDLY:
        text = _("The amount collected hardly changed: %(after)s in %(new_year)s, after %(before)s.")
    elif growth > 1:
        text = _("The amount collected more than doubled, from %(before)s to %(after)s in %(new_year)s.")
    elif growth > 0:
        text = _("The amount collected grew by %(share)s, from %(before)s to %(after)s in %(new_year)s.")
    else:
        text = _("The amount collected fell by %(share)s, from %(before)s to %(after)s in %(new_year)s.")
    return text % parts


def describe_definition(waste: CityWaste | None) -> str:
    """Return what the drawing counts: waste collected, in which area, without ash from burning."""
    return str(_DEFINITIONS[waste.scope if waste else None])


def describe_empty_cells() -> str:
    return _("Where a table leaves one way empty and the others make up all, that way counts as 0.")


def describe_check(waste: CityWaste) -> str:
    """Return how far the values of the two years were checked, by the least that is known."""
    return describe_check_of_years(year for year in (waste.first, waste.new) if year)


def describe_check_of_years(years: Iterable[WasteYear]) -> str:
    """Return how far the values of these years were checked, by the least that is known."""
    return str(_CHECKS.get(find_least_check(years), _CHECKED))


def find_least_check(years: Iterable[WasteYear]) -> str:
    """Return the least that is known of the checks; empty: the originals or second sources were seen."""
    values: list[Any] = [value for year in years for value in year.values]
    checks = {value.copy_check for value in values if len(value.source_ids) < 2}
    return next((check for check in _CHECKS if check in checks), "")


def describe_origin_of_waste(cities: Iterable[CityWaste]) -> str:
    """Return what is counted of these cities, and how far it was checked; nothing without a city."""
    cities = list(cities)
    if not cities:
        return ""
    scopes = {waste.scope for waste in cities}
    definition = describe_definition(cities[0] if len(scopes) == 1 else None)
    checks = dict.fromkeys(describe_check(waste) for waste in cities)
    return ("" if is_chinese() else " ").join([definition, *checks])


def describe_waste(waste: CityWaste) -> str:
    """Return every number of the drawing, what they count and how far they were checked."""
    years = [_list_numbers(year) for year in (waste.first, waste.new) if year]
    if waste.first is None and waste.has_two_years:
        years.insert(0, _("%(year)s: not known.") % {"year": waste.first_year})
    sentences = [*years, describe_definition(waste), describe_check(waste)]
    return ("" if is_chinese() else " ").join(sentences)


def _list_numbers(year: WasteYear) -> str:
    comma, colon = ("，", "") if is_chinese() else (", ", " ")
    total = pgettext("waste", "collected") if year.has_shares else pgettext("waste", "treated")
    parts = [f"{total}{colon}{format_tonnes(year.collected)}"]
    for fate in WasteFate:
        tonnes = year.get_tonnes(fate)
        if tonnes:
            share, amount = format_share(year.share(fate)), format_tonnes(tonnes)
            text = _("%(fate)s %(share)s (%(tonnes)s)") if year.has_shares else "%(fate)s %(tonnes)s"
            parts.append(text % {"fate": fate.label, "share": share, "tonnes": amount})
        elif fate == WasteFate.LANDFILLED and tonnes is not None:
            parts.append(describe_zero(year))
    return _("%(year)s: %(numbers)s.") % {"year": year.year, "numbers": comma.join(parts)}


def write_alternative_text(waste: CityWaste) -> str:
    """Return headline and second sentence, for a picture of the portrait."""
    headline = write_headline(waste)
    stop = "。" if is_chinese() else ". "
    return f"{headline}{stop}{write_second_sentence(waste)}" if headline else ""
