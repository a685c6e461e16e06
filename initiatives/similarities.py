"""Programmes that selected cities, and materials that are passed on in their parks."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cities.choices import PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.reasons import register_reason
from cities.peers.similar_cities import CityFeature, register_similarity
from coalition.models import Programme
from initiatives.models import Designation, IndustrialPark, Material, MaterialFlow, ZeroWastePilot
from records.page_urls import build_page_url
from records.texts.translation import get_columns


@register_similarity(
    order=30, group=PeerGroup.PROGRAMMES, reason="round", depends_on=(ZeroWastePilot, Programme)
)
def find_rounds() -> Iterator[CityFeature]:
    pilots = ZeroWastePilot.objects.in_round().select_related("programme")
    for row in pilots.order_by("named", "pk"):
        names = {"programme": get_columns(row.programme, "name")}
        yield CityFeature(row.city_id, row.programme_id, names, row.get_absolute_url())


@register_reason("round")
def describe_round(city: City, similarity: CitySimilarity) -> str:
    return _("Both were selected for “%(programme)s”") % {"programme": similarity.get_name("programme")}


@register_similarity(
    order=35,
    group=PeerGroup.PROGRAMMES,
    reason="designation",
    depends_on=(Designation, Programme, IndustrialPark),
    with_districts=True,
)
def find_designations() -> Iterator[CityFeature]:
    """Yield cities that were designated, or whose parks were."""
    rows = Designation.objects.published().select_related("programme", "park")
    for row in rows.order_by("programme__name_en", "programme", "slug"):
        names = {"programme": get_columns(row.programme, "name")}
        city = row.city_id or row.park.city_id
        yield CityFeature(city, row.programme_id, names, row.get_absolute_url())


@register_reason("designation")
def describe_designation(city: City, similarity: CitySimilarity) -> str:
    return _("Both, or parks in both, were selected for “%(programme)s”") % {
        "programme": similarity.get_name("programme")
    }


@register_similarity(
    order=37,
    group=PeerGroup.MATERIALS,
    reason="material",
    depends_on=(MaterialFlow, Material),
    with_districts=True,
)
def find_passed_materials() -> Iterator[CityFeature]:
    """Yield the materials that are passed on in the parks of cities, each with its first flow."""
    names = {material.pk: get_columns(material, "name") for material in Material.objects.all()}
    flows = MaterialFlow.objects.published().order_by("park__name_en", "park", "position", "pk")
    seen = set()
    for city, material, park, key in flows.values_list("park__city", "material", "park__slug", "key"):
        if (city, material) not in seen:
            seen.add((city, material))
            url = f"{build_page_url('park', park)}#{key}"
            yield CityFeature(city, material, {"material": names[material]}, url)


@register_reason("material")
def describe_material(city: City, similarity: CitySimilarity) -> str:
    return _("Passed on in parks of both: %(material)s") % {"material": similarity.get_name("material")}
