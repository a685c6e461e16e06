"""What the search finds of this app."""

from cities.models import City, Framework, Indicator, Region
from records.search_index import SearchIndex, register

register(
    SearchIndex(
        model=City,
        names=("admin_code", "other_names.text"),
        body=("summary", "profile.heading", "profile.text", "key_facts.label", "attributes.note"),
        related=("region", "parent"),
        weight=9,
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
