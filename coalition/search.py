"""What the search finds of this app."""

from coalition.models import Event, Exchange, Network, Partner, Programme, Resource
from records.search_index import SearchIndex, register

register(
    SearchIndex(
        model=Network,
        names=("short_name", "other_names.text"),
        body=("summary", "definition", "operator", "aims.text", "related.name", "related.about"),
        weight=8,
    )
)
register(SearchIndex(model=Partner, names=("other_names.text",), ledes=("about",), body=("about",), weight=5))
register(
    SearchIndex(
        model=Programme,
        names=("other_names.text",),
        ledes=("lede", "about"),
        body=("about", "operator", "official_sizes.label", "results.label"),
        weight=7,
    )
)
register(
    SearchIndex(
        model=Exchange, body=("summary", "outcome"), related=("theme", "network", "programme"), weight=5
    )
)
register(SearchIndex(model=Event, body=("summary", "place"), weight=4))
register(SearchIndex(model=Resource, ledes=("about",), body=("about",), weight=3))
