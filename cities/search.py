"""What the search finds of this app."""

from collections.abc import Collection, Mapping

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from cities.models import City, Framework, Indicator, Region
from cities.waste.residents import WastePerResident, fetch_waste_per_resident
from cities.waste.sentences import describe_waste, write_alternative_text
from cities.waste.treatment import CityWaste, fetch_all_waste
from records.search_index import SearchIndex, Texts, localize_lines, register


def _describe_portraits(slugs: Collection[str]) -> Mapping[str, Texts]:
    """Return what the waste portraits of these cities say, with every number."""
    everyone = fetch_all_waste()
    residents = fetch_waste_per_resident(everyone)
    return {
        waste.city.slug: localize_lines(lazy(_write_portrait, str)(waste, residents.get(pk)))
        for pk, waste in everyone.items()
        if waste.new and waste.city.slug in slugs
    }


def _write_portrait(waste: CityWaste, per_resident: WastePerResident | None) -> str:
    lines = [write_alternative_text(waste), describe_waste(waste)]
    if per_resident:
        label = _("Municipal waste per resident, kg")
        lines.append(f"{label}: {per_resident.number} ({per_resident.year})")
    return "\n".join(lines)


register(
    SearchIndex(
        model=City,
        names=("admin_code", "other_names.text"),
        body=("summary", "profile.heading", "profile.text", "key_facts.label", "attributes.note"),
        related=("region", "parent"),
        weight=9,
        derive=_describe_portraits,
        derived_words=("municipal waste", "生活垃圾"),
    )
)
register(SearchIndex(model=Region, names=("admin_code", "other_names.text"), weight=9))
register(
    SearchIndex(
        model=Indicator,
        names=("code",),
        ledes=("definition",),
        body=("definition",),
        related=("framework",),
        weight=5,
    )
)
register(
    SearchIndex(model=Framework, names=("edition",), ledes=("note",), body=("publisher", "note"), weight=4)
)
