"""Networks and their members, partners, programmes, exchanges between cities, events, resources."""

from coalition.models.exchange import (
    Event,
    EventCityNote,
    Exchange,
    ExchangeCandidate,
    ExchangeCity,
    ExchangeRelation,
)
from coalition.models.network import Aim, Membership, Network, Partner, PartnerName, RelatedWork, Resource
from coalition.models.programme import Programme, ProgrammeFigure, ProgrammeResult

__all__ = [
    "Aim",
    "Event",
    "EventCityNote",
    "Exchange",
    "ExchangeCandidate",
    "ExchangeCity",
    "ExchangeRelation",
    "Membership",
    "Network",
    "Partner",
    "PartnerName",
    "Programme",
    "ProgrammeFigure",
    "ProgrammeResult",
    "RelatedWork",
    "Resource",
]
