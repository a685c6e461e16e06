"""Content files of this app: networks with their aims, partners, programmes, exchanges, events."""

from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from records.content.entries import Entries

_SPAN = {"from": "starts", "to": "ends"}

CONTENT_LISTS = [
    Entries("coalition.yaml", Network, at="networks", joined=("aims", "network", "aims")),
    Entries("coalition.yaml", Partner, at="partners"),
    Entries("coalition.yaml", Resource, at="resources"),
    Entries(
        "coalition.yaml",
        Membership,
        at="memberships",
        slug=lambda entry: f"{entry['network']}-{entry['city']}-{entry['role']}",
    ),
    Entries("programmes.yaml", Programme, rename=_SPAN),
    Entries("exchanges.yaml", Exchange, rename=_SPAN),
    Entries("events.yaml", Event),
]
