"""Content files of this app: networks with their aims, partners, programmes, exchanges, events."""

from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from records.content.declarations import ContentList

_SPAN = {"from": "starts", "to": "ends"}

CONTENT_LISTS = [
    ContentList("coalition.yaml", Network, at="networks", joined=("aims", "network", "aims")),
    ContentList("coalition.yaml", Partner, at="partners"),
    ContentList("coalition.yaml", Resource, at="resources"),
    ContentList(
        "coalition.yaml",
        Membership,
        at="memberships",
        slug=lambda entry: f"{entry['network']}-{entry['city']}-{entry['role']}",
    ),
    ContentList("programmes.yaml", Programme, rename=_SPAN),
    ContentList("exchanges.yaml", Exchange, rename=_SPAN),
    ContentList("events.yaml", Event),
]
