"""Similarities between cities: common rounds, programmes and materials."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cities.models import City
from cities.similar_cities import PeerGroup, SharedFeature, register_similarity
from initiatives.panels.materials import fetch_flows
from initiatives.panels.parks import fetch_designations
from initiatives.panels.pilots import fetch_pilots


@register_similarity(order=30, group=PeerGroup.PROGRAMMES)
def find_shared_rounds(city: City) -> Iterator[SharedFeature]:
    """Find pilots of the rounds in which the city is a pilot."""
    for row in fetch_pilots(city).shared:
        text = _("Both were selected for “%(programme)s”") % {"programme": row.programme.name}
        yield SharedFeature(row.city, text, row)


@register_similarity(order=35, group=PeerGroup.PROGRAMMES)
def find_shared_designations(city: City) -> Iterator[SharedFeature]:
    """Find cities that were designated, or whose parks were, by a programme of this city or its parks."""
    rows = fetch_designations(city).shared
    for row in sorted(rows, key=lambda row: (row.programme.name_en, row.programme_id, row.slug)):
        text = _("Both, or parks in both, were selected for “%(programme)s”") % {
            "programme": row.programme.name
        }
        yield SharedFeature(row.city or row.park.city, text, row)


@register_similarity(order=37, group=PeerGroup.MATERIALS)
def find_shared_materials(city: City) -> Iterator[SharedFeature]:
    """Find cities in whose parks the same materials are passed on."""
    for flow in fetch_flows(city).shared:
        text = _("Passed on in parks of both: %(material)s") % {"material": flow.material.name}
        yield SharedFeature(flow.park.city, text, flow)
