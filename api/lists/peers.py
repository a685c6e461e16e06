"""Similar cities of a city, with what they have in common."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from api.description.fields import TextField
from api.description.parameters import build_list_parameter, build_query_parameter
from api.lists.fields import CodeField, PageField, ReferenceField
from api.lists.queries import QueryListViewSet
from api.serializers import OutputSerializer
from cities.choices import PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.panel import fetch_peers, rank_peers
from cities.peers.reasons import describe_similarity, list_reason_codes
from records.distances import measure_distance
from records.models import SlugAlias


class PeerReason(NamedTuple):
    """One thing that a city has in common with a similar one, whose rank is 1 for the most similar."""

    city: City
    rank: int
    similarity: CitySimilarity


class PeerReasonRow(NamedTuple):
    """A reason with its texts, in the language of the response."""

    city: tuple[str, str]
    peer: tuple[str, str]
    rank: int
    distance_km: float | None
    group: str
    reason: str
    sentence: str
    evidence: str | None


class PeerReasonSerializer(OutputSerializer):
    """One thing that a city has in common with a similar city. A similar city has a row for each."""

    city = ReferenceField(help_text="The city whose similar cities are listed.")
    peer = ReferenceField(help_text="The similar city.")
    rank = serializers.IntegerField(help_text="The place of the similar city: 1 for the most similar one.")
    distance_km = serializers.FloatField(
        allow_null=True,
        help_text="Kilometres between the two in a straight line; null if a point isn’t known.",
    )
    group = CodeField(PeerGroup.choices, help_text="What the reason is about.")
    reason = serializers.ChoiceField(list_reason_codes(), help_text="The kind of reason.")
    sentence: Any = TextField(help_text="The reason in words.")
    evidence = PageField(
        allow_null=True,
        help_text="The public page that shows what the reason rests on, with its sources; null for themes, "
        "which this site assigns itself.",
    )


class PeerViewSet(QueryListViewSet):
    """Similar cities of a city, the most similar first, with a row for each thing they have in common.

    First those that coal relates, then those with most in common.
    """

    list_name = "peers"
    serializer_class = PeerReasonSerializer
    about_as_of = "similar cities are calculated from the present records, and former results aren’t kept."
    own_parameters = (
        build_query_parameter(
            "city",
            "The slug of the city, also a former one.",
            {"type": "string"},
            required=True,
            examples=[OpenApiExample("Example", "changchun")],
        ),
        build_list_parameter(
            "group",
            "Only reasons of these groups; similar cities are ranked by them.",
            {"type": "string", "enum": PeerGroup.values},
        ),
    )

    def parse_query(self) -> None:
        self.groups = self.parser.parse_list("group", PeerGroup.values) or PeerGroup.values
        self.city: Any = self._find_city()

    def find_rows(self) -> Sequence[PeerReason]:
        similarities = fetch_peers(self.city).similarities
        ranked = rank_peers(self.city, similarities, [PeerGroup(group) for group in self.groups])
        return [
            PeerReason(self.city, rank, similarity)
            for rank, shared in enumerate(ranked, 1)
            for similarity in shared
        ]

    def _find_city(self) -> City | None:
        slug = self.parser.parameters.get("city", "").strip()
        if not slug:
            self.parser.add_error("city", "Write the slug of a city; /api/v1/cities/ has them.")
            return None
        targets = SlugAlias.objects.filter(record_type=City.type_code, slug=slug).values_list(
            "target", flat=True
        )
        found = {city.slug: city for city in City.objects.published().filter(slug__in=[slug, *targets])}
        if not found:
            self.parser.add_error("city", f"“{slug[:80]}” is no city here; /api/v1/cities/ has their slugs.")
            return None
        return found.get(slug) or next(iter(found.values()))

    def load_instances(self, rows: Sequence[PeerReason]) -> Sequence[PeerReasonRow]:
        return [_build_row(*row) for row in rows]


def _build_row(city: City, rank: int, similarity: CitySimilarity) -> PeerReasonRow:
    peer: Any = similarity.other
    distance = measure_distance(city, peer)
    return PeerReasonRow(
        city=(City.type_code, city.slug),
        peer=(City.type_code, peer.slug),
        rank=rank,
        distance_km=round(distance, 1) if distance is not None else None,
        group=similarity.group,
        reason=similarity.reason,
        sentence=describe_similarity(city, similarity),
        evidence=similarity.path or None,
    )
