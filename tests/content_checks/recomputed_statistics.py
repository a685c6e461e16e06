"""Recompute the statistics with pandas from the lists of the API, as a partner would.

A recomputation follows the formula of its statistic and reads documented fields of the API only: nothing here
imports the project.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

import pandas as pd

SCOPE = ["scope", "scope_slug"]
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


class Lists:
    """The lists of the API as data frames. The columns of an object are named as in `city.slug`."""

    def __init__(
        self, records: Mapping[str, list[Any]], records_in_all_languages: Mapping[str, list[Any]]
    ) -> None:
        self.records = records
        self.in_all_languages = records_in_all_languages
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = pd.json_normalize(self.records[name])
        return self._frames[name].copy()

    def get_parts(self, name: str, field: str) -> pd.DataFrame:
        """Return the parts in this field; the columns of their records begin with `record.`."""
        owners = self[name].explode(field).dropna(subset=[field]).reset_index(drop=True)
        parts = pd.json_normalize(owners[field].tolist())
        return parts.join(owners.drop(columns=field).add_prefix("record."))

    @cached_property
    def places(self) -> pd.DataFrame:
        """The scopes of each city: its region, itself, and the cities to which it belongs."""
        cities = self["cities"]
        parents = cities.set_index("slug")["parent.slug"]
        above = cities["parent.slug"].map(parents)
        slugs = {"region": [cities["region.slug"]], "city": [cities["slug"], cities["parent.slug"], above]}
        frames = [
            pd.DataFrame({"place": cities["slug"], "scope": kind, "scope_slug": column})
            for kind, columns in slugs.items()
            for column in columns
        ]
        return pd.concat(frames).dropna()

    def get_theme(self, code: str) -> str:
        """Return the slug of the theme that shows these records."""
        themes = self["themes"]
        (slug,) = themes[themes["records_shown"] == code]["slug"]
        return str(slug)

    def spread(self, rows: pd.DataFrame, city: str = "", **columns: str) -> pd.DataFrame:
        """Repeat each row in all its scopes: the hub, those of its city, and those that a column names."""
        frames = [rows.assign(scope="hub", scope_slug="")]
        if city:
            frames.append(rows.merge(self.places, left_on=city, right_on="place").drop(columns="place"))
        for kind, column in columns.items():
            slugs = _get_codes(rows[column])
            frames.append(rows.assign(scope=kind.replace("_", "-"), scope_slug=slugs)[slugs != ""])
        return pd.concat(frames, ignore_index=True)


Recomputation = Callable[[Lists], pd.DataFrame]
RECOMPUTATIONS: dict[str, Recomputation] = {}


def recomputes(key: str) -> Callable[[Recomputation], Recomputation]:
    """Mark the function that recomputes a statistic.

    It returns the columns `scope`, `scope_slug`, each dimension, `value`, `n` and `denominator`.
    """

    def keep(recompute: Recomputation) -> Recomputation:
        RECOMPUTATIONS[key] = recompute
        return recompute

    return keep


def round_half_up(value: float, decimals: int) -> float:
    exact = Decimal(repr(round(float(value), 9)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def _get_codes(column: pd.Series) -> pd.Series:
    """Return the codes as text, as a CSV file has them; empty if there is none."""
    return column.map(
        lambda code: "" if pd.isna(code) else str(int(code) if isinstance(code, float) else code)
    )


def _group(rows: pd.DataFrame, by: Mapping[str, str]) -> Any:
    """Group by scope and by dimensions, given the column of each."""
    codes = {name: _get_codes(rows[column]) for name, column in by.items()}
    return rows.drop(columns=[name for name in by if name in rows]).assign(**codes).groupby([*SCOPE, *by])


def _count(rows: pd.DataFrame, **by: str) -> pd.DataFrame:
    n = _group(rows, by).size()
    return pd.DataFrame({"value": n, "n": n, "denominator": None}).reset_index()


def _count_once(rows: pd.DataFrame, column: str, **by: str) -> pd.DataFrame:
    n = _group(rows, by)[column].nunique()
    return pd.DataFrame({"value": n, "n": n, "denominator": None}).reset_index()


def _sum(rows: pd.DataFrame, column: str, **by: str) -> pd.DataFrame:
    groups = _group(rows, by)
    return pd.DataFrame(
        {"value": groups[column].sum(), "n": groups.size(), "denominator": None}
    ).reset_index()


def _average(rows: pd.DataFrame, column: str, **by: str) -> pd.DataFrame:
    groups = _group(rows, by)
    return pd.DataFrame(
        {"value": groups[column].mean(), "n": groups.size(), "denominator": None}
    ).reset_index()


def _share(rows: pd.DataFrame, column: str, **by: str) -> pd.DataFrame:
    groups = _group(rows, by)
    n, size = groups[column].sum().astype(int), groups.size()
    return pd.DataFrame({"value": 100 * n / size, "n": n, "denominator": size}).reset_index()


# -- Parks ------------------------------------------------------------------------------------------------


def _spread_parks(lists: Lists) -> pd.DataFrame:
    return lists.spread(lists["parks"], city="city.slug")


@recomputes("parks-by-level")
def recompute_levels(lists: Lists) -> pd.DataFrame:
    return _count(_spread_parks(lists), level="level")


@recomputes("parks-by-kind")
def recompute_kinds(lists: Lists) -> pd.DataFrame:
    return _count(_spread_parks(lists), kind="kind")


@recomputes("parks-by-region")
def recompute_regions(lists: Lists) -> pd.DataFrame:
    regions = lists["cities"].set_index("slug")["region.slug"]
    parks = lists["parks"]
    return _count(lists.spread(parks.assign(lies_in=parks["city.slug"].map(regions))), region="lies_in")


@recomputes("parks-by-city")
def recompute_cities(lists: Lists) -> pd.DataFrame:
    return _count(_spread_parks(lists), city="city.slug")


@recomputes("parks-applying-symbiosis")
def recompute_symbiosis(lists: Lists) -> pd.DataFrame:
    parks = lists["parks"]
    applying = parks[parks["applies_symbiosis"].eq(True)].assign(shown_at=lists.get_theme("symbiosis"))
    return _count(lists.spread(applying, city="city.slug", theme="shown_at"), level="level")


@recomputes("symbiosis-by-level")
def recompute_symbiosis_shares(lists: Lists) -> pd.DataFrame:
    targets = lists["targets"]
    sizes = targets[(targets["counted_by"] == "parks") & targets["park_level"].notna()]
    rows = []
    for level, size in zip(sizes["park_level"], sizes["value"], strict=True):
        applying, answered = _count_symbiosis(lists, level)
        value = 100 * applying / size if answered >= size else None
        rows.append(("hub", "", level, value, applying, size))
    return pd.DataFrame(rows, columns=[*SCOPE, "level", "value", "n", "denominator"])


def _count_symbiosis(lists: Lists, level: str) -> tuple[int, int]:
    """Return how many parks of a level apply symbiosis, and for how many it is known."""
    parks = lists["parks"]
    answers = parks[parks["level"] == level]["applies_symbiosis"]
    return int(answers.eq(True).sum()), int(answers.notna().sum())


@recomputes("facilities")
def recompute_facilities(lists: Lists) -> pd.DataFrame:
    rows = lists.spread(_add_city_of_park(lists, lists["facilities"]), city="lies_in", park="park.slug")
    return _count(rows, kind="kind", status="status")


def _add_city_of_park(lists: Lists, rows: pd.DataFrame) -> pd.DataFrame:
    cities = lists["parks"].set_index("slug")["city.slug"]
    return rows.assign(lies_in=rows["park.slug"].map(cities))


# -- Material flows ---------------------------------------------------------------------------------------

_AMOUNT = {name: name for name in ("unit", "amount_type", "evidence", "status")}


def _spread_flows(lists: Lists) -> pd.DataFrame:
    flows = _add_city_of_park(lists, lists["flows"])
    areas = lists["materials"].set_index("slug")["waste_area"]
    flows = flows.assign(waste_area=flows["material.slug"].map(areas))
    return lists.spread(flows, city="lies_in", park="park.slug", material="material.slug")


def _spread_amounts(lists: Lists) -> pd.DataFrame:
    return _spread_flows(lists).dropna(subset=["value"])


@recomputes("flows")
def recompute_exchanges(lists: Lists) -> pd.DataFrame:
    return _count(_spread_flows(lists), status="status")


@recomputes("flows-by-material")
def recompute_exchanges_by_material(lists: Lists) -> pd.DataFrame:
    return _count(_spread_flows(lists), material="material.slug")


@recomputes("flows-by-waste-area")
def recompute_exchanges_by_area(lists: Lists) -> pd.DataFrame:
    return _count(_spread_flows(lists), area="waste_area")


@recomputes("flows-by-sector")
def recompute_exchanges_by_sector(lists: Lists) -> pd.DataFrame:
    return _count(_spread_flows(lists), gives="from_sector", takes="to_sector")


@recomputes("parks-connected")
def recompute_connected_parks(lists: Lists) -> pd.DataFrame:
    flows = _add_city_of_park(lists, lists["flows"]).assign(shown_at=lists.get_theme("symbiosis"))
    return _count_once(lists.spread(flows, city="lies_in", theme="shown_at"), "park.slug")


@recomputes("amounts-by-material")
def recompute_amounts_by_material(lists: Lists) -> pd.DataFrame:
    return _sum(_spread_amounts(lists), "value", material="material.slug", **_AMOUNT)


@recomputes("amounts-by-waste-area")
def recompute_amounts_by_area(lists: Lists) -> pd.DataFrame:
    return _sum(_spread_amounts(lists), "value", area="waste_area", **_AMOUNT)


@recomputes("amounts-by-sector")
def recompute_amounts_by_sector(lists: Lists) -> pd.DataFrame:
    return _sum(_spread_amounts(lists), "value", gives="from_sector", takes="to_sector", **_AMOUNT)


# -- Zero-waste pilots ------------------------------------------------------------------------------------


def _get_pilots(lists: Lists) -> pd.DataFrame:
    """Return the pilots that counts of a round include."""
    pilots = lists["zero-waste-pilots"]
    return pilots[pilots["naming"] == "national_list"]


def _spread_pilots(lists: Lists, pilots: pd.DataFrame) -> pd.DataFrame:
    pilots = pilots.assign(shown_at=lists.get_theme("zero_waste_cities"))
    return lists.spread(pilots, city="city.slug", programme="programme.slug", theme="shown_at")


@recomputes("pilots")
def recompute_pilots(lists: Lists) -> pd.DataFrame:
    rows = _spread_pilots(lists, _get_pilots(lists))
    return _count(rows, programme="programme.slug", kind="kind")


@recomputes("pilots-by-waste-area")
def recompute_pilot_areas(lists: Lists) -> pd.DataFrame:
    choices = _get_pilots(lists).explode("waste_areas").dropna(subset=["waste_areas"])
    return _count(_spread_pilots(lists, choices), area="waste_areas")


def _spread_actions(lists: Lists) -> pd.DataFrame:
    pilots = lists["zero-waste-pilots"][["slug", "city.slug", "programme.slug"]].add_prefix("of.")
    actions = lists["pilot-actions"].merge(pilots, left_on="pilot.slug", right_on="of.slug")
    return lists.spread(
        actions, city="of.city.slug", programme="of.programme.slug", zero_waste_pilot="pilot.slug"
    )


@recomputes("pilots-by-action")
def recompute_pilots_by_action(lists: Lists) -> pd.DataFrame:
    return _count_once(_spread_actions(lists), "pilot.slug", area="area", kind="kind")


@recomputes("pilot-actions")
def recompute_pilot_actions(lists: Lists) -> pd.DataFrame:
    return _count(_spread_actions(lists), area="area", kind="kind")


@recomputes("pilot-results")
def recompute_pilot_results(lists: Lists) -> pd.DataFrame:
    results = lists.get_parts("zero-waste-pilots", "results")
    rows = lists.spread(
        results[~results["is_plan"]],
        city="record.city.slug",
        programme="record.programme.slug",
        zero_waste_pilot="record.slug",
    )
    return _count(rows, area="area", evidence="evidence")


# -- Procurement ------------------------------------------------------------------------------------------


@recomputes("procurement-cases")
def recompute_cases(lists: Lists) -> pd.DataFrame:
    cases = lists["procurement-cases"].assign(shown_at=lists.get_theme("green_procurement"))
    rows = lists.spread(cases, city="city.slug", year="year", programme="programme.slug", theme="shown_at")
    return _count(rows, category="category")


@recomputes("procurement-savings")
def recompute_savings(lists: Lists) -> pd.DataFrame:
    outcomes = lists.get_parts("procurement-cases", "outcomes")
    rows = lists.spread(outcomes[outcomes["is_saving"]], city="record.city.slug")
    return _count(rows, evidence="evidence", unit="unit")


@recomputes("environment-weights")
def recompute_weights(lists: Lists) -> pd.DataFrame:
    criteria = lists.get_parts("procurement-cases", "criteria")
    criteria = criteria[(criteria["kind"] == "award") & criteria["is_environmental"]]
    columns = {"now": "weight_percent", "before": "previous_weight_percent"}
    weights = pd.concat(
        criteria.assign(which=which, weight=criteria[name]) for which, name in columns.items()
    )
    rows = lists.spread(weights.dropna(subset=["weight"]), city="record.city.slug")
    return _average(rows, "weight", which="which")


# -- Coalition --------------------------------------------------------------------------------------------


@recomputes("members")
def recompute_members(lists: Lists) -> pd.DataFrame:
    memberships = lists["memberships"]
    rows = lists.spread(memberships[memberships["left"].isna()], city="city.slug")
    return _count(rows, network="network.slug", role="role")


@recomputes("members-by-year")
def recompute_members_by_year(lists: Lists) -> pd.DataFrame:
    memberships = lists["memberships"]
    rows = lists.spread(memberships.assign(joined=memberships["joined"].str[:4]))
    return _count(rows, network="network.slug", role="role", year="joined")


@recomputes("partners-by-year")
def recompute_partners(lists: Lists) -> pd.DataFrame:
    partners = lists["partners"]
    return _count(lists.spread(partners.assign(since=partners["since"].str[:4])), kind="kind", year="since")


def _get_participations(lists: Lists) -> pd.DataFrame:
    """Return the cities of each exchange with their roles."""
    exchanges = lists["exchanges"][["slug", "kind", "theme.slug", "cities"]].explode("cities")
    exchanges = exchanges.dropna(subset=["cities"]).reset_index(drop=True)
    return exchanges.join(pd.json_normalize(exchanges["cities"].tolist()).add_prefix("of."))


@recomputes("city-exchanges-by-theme")
def recompute_exchange_themes(lists: Lists) -> pd.DataFrame:
    whole = lists.spread(lists["exchanges"], theme="theme.slug")
    of_cities = lists.spread(_get_participations(lists), city="of.city.slug")
    rows = pd.concat([whole, of_cities[of_cities["scope"] != "hub"]])
    return _count_once(rows, "slug", theme="theme.slug", kind="kind")


@recomputes("city-exchange-pairs")
def recompute_city_pairs(lists: Lists) -> pd.DataFrame:
    exchanges = lists["exchanges"][["slug", "theme.slug", "relations"]].explode("relations")
    exchanges = exchanges.dropna(subset=["relations"]).reset_index(drop=True)
    pairs = exchanges.join(pd.json_normalize(exchanges["relations"].tolist()).add_prefix("of."))
    pairs = pairs[pairs["of.kind"].isin(["learned_from", "exchanged_with"])]
    both = [lists.spread(pairs, city=city, theme="theme.slug") for city in ("of.city.slug", "of.other.slug")]
    return _count_once(pd.concat(both), "slug", city="of.city.slug", other="of.other.slug")


# -- Indicators -------------------------------------------------------------------------------------------


def _get_values(lists: Lists) -> pd.DataFrame:
    values = lists["indicator-values"]
    frameworks = lists["indicators"].set_index("slug")["framework.slug"]
    return values.assign(framework=values["indicator.slug"].map(frameworks))


@recomputes("indicator-values")
def recompute_indicator_values(lists: Lists) -> pd.DataFrame:
    rows = lists.spread(_get_values(lists), city="city.slug")
    return _count(rows, framework="framework", reason="value_reason")


@recomputes("indicator-values-by-year")
def recompute_values_by_year(lists: Lists) -> pd.DataFrame:
    rows = lists.spread(_get_values(lists).dropna(subset=["value"]))
    return _count(rows, framework="framework", year="year")


@recomputes("indicator-quartiles")
def recompute_quartiles(lists: Lists) -> pd.DataFrame:
    values = _get_values(lists).dropna(subset=["value"])
    values = values[values["period"].isna() & ~values["precision"].isin(["at_least", "up_to"])]
    rows = []
    groups: dict[str, list[Any]] = {}
    for codes, group in values.groupby(["framework", "indicator.slug", "year", "evidence"])["value"]:
        groups.setdefault(codes[1], []).append((codes, group))
    for slug, of_indicator in groups.items():
        codes, group = min(
            of_indicator, key=lambda one: (len(one[1]) < 10, -one[0][2], -len(one[1]), one[0][3])
        )
        n = len(group)
        for measure, quantile in (("median", 0.5), ("lower", 0.25), ("upper", 0.75)):
            value = float(f"{group.quantile(quantile):.3g}") if n >= 10 else None
            scopes = [("indicator", slug), ("hub", "")] if n >= 10 else [("indicator", slug)]
            rows += [(*scope, *map(str, codes), measure, value, n, None) for scope in scopes]
    dimensions = ["framework", "indicator", "year", "evidence", "measure"]
    return pd.DataFrame(rows, columns=[*SCOPE, *dimensions, "value", "n", "denominator"])


# -- Programmes and targets -------------------------------------------------------------------------------


@recomputes("named-by-programmes")
def recompute_designations(lists: Lists) -> pd.DataFrame:
    named = _add_city_of_park(lists, lists["designations"])
    named = named.assign(
        lies_in=named["lies_in"].fillna(named["city.slug"]),
        place=named["park.slug"].notna().map({True: "park", False: "city"}),
    )
    rows = lists.spread(named.rename(columns={"place": "named_place"}), city="lies_in")
    return _count(rows, programme="programme.slug", place="named_place")


#: Key of an official size -> the kind of the pilots that it counts; None for all kinds.
_SIZES_OF_PILOTS = {"cities": "city", "special-areas": "special_area", "pilots-in-all": None}


@recomputes("programme-coverage")
def recompute_coverage(lists: Lists) -> pd.DataFrame:
    sizes = lists.get_parts("programmes", "official_sizes")
    pilots, named = _get_pilots(lists), lists["designations"]["programme.slug"].value_counts()
    rows: list[tuple[str, str, int | None, float | None]] = []
    for programme in lists["programmes"]["slug"]:
        own_sizes = sizes[sizes["record.slug"] == programme]
        own_pilots = pilots[pilots["programme.slug"] == programme]["kind"]
        count = int(named.get(programme, 0))
        counts_all = own_sizes["counts_all_named"] | (len(own_sizes) == 1)
        for size, of_all in zip(own_sizes.to_dict("records"), counts_all, strict=True):
            recorded = count if of_all else None
            if len(own_pilots) and size["key"] in _SIZES_OF_PILOTS:
                kind = _SIZES_OF_PILOTS[size["key"]]
                recorded = int((own_pilots == kind).sum()) if kind else len(own_pilots)
            rows.append((programme, size["slug"], recorded, size["value"]))
        if count and not counts_all.any():
            rows.append((programme, "", count, None))
    return pd.DataFrame(
        [
            (*scope, programme, size, recorded or None, recorded or 0, denominator)
            for programme, size, recorded, denominator in rows
            for scope in (("hub", ""), ("programme", programme))
        ],
        columns=[*SCOPE, "programme", "size", "value", "n", "denominator"],
    )


@recomputes("targets")
def recompute_targets(lists: Lists) -> pd.DataFrame:
    targets = lists["targets"].astype(object).where(lists["targets"].notna(), None).to_dict("records")
    by_slug = {target["slug"]: target for target in targets}
    rows = []
    for target in targets:
        if target["kind"] == "goal":
            base = by_slug.get(target["denominator.slug"])
            value, n, size = _compare_with_baseline(lists, target, base)
        else:
            recorded = _count_recorded(lists, target)
            size = None if recorded is None else target["value"]
            value, n = recorded or None, recorded or 0
        rows += [
            (*scope, target["slug"], value, n, size) for scope in (("hub", ""), ("target", target["slug"]))
        ]
    return pd.DataFrame(rows, columns=[*SCOPE, "target", "value", "n", "denominator"])


def _compare_with_baseline(lists: Lists, goal: Any, base: Any) -> tuple[float | None, int, float | None]:
    size = base["value"] if base else None
    if not base or base["counted_by"] != "parks" or base["park_level"] is None:
        return None, _count_recorded(lists, goal) or 0, size
    applying, answered = _count_symbiosis(lists, base["park_level"])
    return 100 * applying / size if answered >= size else None, applying, size


def _count_recorded(lists: Lists, target: Mapping[str, Any]) -> int | None:
    levels = [target["park_level"]] if target["park_level"] else ["national", "provincial"]
    if target["counted_by"] is None:
        return None
    if target["counted_by"] == "parks":
        return int(lists["parks"]["level"].isin(levels).sum())
    rows = lists["designations"] if target["counted_by"] == "designations" else _get_pilots(lists)
    rows = rows[rows["programme.slug"] == target["programme.slug"]]
    if target["counted_by"] == "pilot_cities":
        rows = rows[rows["kind"] == "city"]
    return len(rows)


# -- Figures and texts ------------------------------------------------------------------------------------


@recomputes("evidence-by-theme")
def recompute_evidence(lists: Lists) -> pd.DataFrame:
    parks, flows = lists.get_parts("parks", "key_facts"), lists["flows"].dropna(subset=["value"])
    applying = lists["parks"][lists["parks"]["applies_symbiosis"].eq(True)]["slug"]
    businesses = lists.get_parts("businesses", "results")
    figures = [
        ("park", "symbiosis", parks[parks["record.slug"].isin(applying)]),
        ("flow", "symbiosis", flows[flows["park.slug"].isin(applying)]),
        ("pilot", "zero_waste_cities", lists.get_parts("zero-waste-pilots", "results")),
        ("procurement", "green_procurement", lists.get_parts("procurement-cases", "outcomes")),
        (
            "business",
            "construction",
            businesses[businesses["record.sector"] == "construction"],
        ),
    ]
    rows = pd.concat(
        frame[["evidence"]].assign(kind=kind, theme=lists.get_theme(shown)) for kind, shown, frame in figures
    )
    rows = rows.rename(columns={"theme": "shown_at"})
    return _count(lists.spread(rows, theme="shown_at"), theme="shown_at", kind="kind", evidence="evidence")


@recomputes("official-figures")
def recompute_official_figures(lists: Lists) -> pd.DataFrame:
    values, flows = lists["indicator-values"], _add_city_of_park(lists, lists["flows"])
    figures = [
        ("city", lists.get_parts("cities", "key_facts"), "record.slug"),
        ("indicator", values.dropna(subset=["value"]), "city.slug"),
        ("park", lists.get_parts("parks", "key_facts"), "record.city.slug"),
        ("flow", flows.dropna(subset=["value"]), "lies_in"),
        ("pilot", lists.get_parts("zero-waste-pilots", "results"), "record.city.slug"),
        ("procurement", lists.get_parts("procurement-cases", "outcomes"), "record.city.slug"),
        ("business", lists.get_parts("businesses", "results"), "record.city.slug"),
        ("programme", lists.get_parts("programmes", "official_sizes").assign(city=None), "city"),
        ("programme_result", lists.get_parts("programmes", "results").assign(city=None), "city"),
    ]
    rows = pd.concat(
        pd.DataFrame({"kind": kind, "official": frame["source_type"] == "official", "city": frame[column]})
        for kind, frame, column in figures
    )
    return _share(lists.spread(rows, city="city"), "official", kind="kind")


@recomputes("full-translations")
def recompute_translations(lists: Lists) -> pd.DataFrame:
    records = [record for rows in lists.in_all_languages.values() for record in rows if "type" in record]
    rows = pd.DataFrame(
        {"type": record["type"], "translated": all(map(_is_translated, _iter_texts(record)))}
        for record in records
    )
    return _share(lists.spread(rows), "translated", type="type")


def _iter_texts(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Yield the texts of a record and of its parts, which have keys; not the names in references."""
    for value in record.values():
        if isinstance(value, dict) and set(value) == set(LANGUAGES):
            yield value
        for part in value if isinstance(value, list) else ():
            if isinstance(part, dict) and "key" in part:
                yield from _iter_texts(part)


def _is_translated(text: Mapping[str, Any]) -> bool:
    return bool(text["en"]) == bool(text["zh-Hans"] or text["zh-Hant"])
