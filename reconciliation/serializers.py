"""What the service answers, for the OpenAPI description."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction
from rest_framework import serializers

from reconciliation.parameters import ENTITY_TYPES


class EntityTypeSerializer(serializers.Serializer):
    """A type of records."""

    id = serializers.ChoiceField(choices=list(ENTITY_TYPES), help_text="The type in the API.")
    name = serializers.CharField(help_text="Its name in words.")


class EntitySerializer(serializers.Serializer):
    """A record."""

    id = serializers.CharField(help_text="Type and slug of the record: `city.changchun`.")
    name = serializers.CharField(help_text="The title in the language of `lang`.")
    description = serializers.CharField(help_text="The title in the other script, and where it is.")


class EntityCandidateSerializer(EntitySerializer):
    """A record that a name may mean."""

    type = EntityTypeSerializer(many=True, help_text="The type of the record.")
    score = serializers.FloatField(min_value=0, max_value=100, help_text="100: it is its title.")
    match = serializers.BooleanField(help_text="Whether no other record has exactly this name.")


class EntityCandidatesSerializer(serializers.Serializer):
    """The candidates of a query, best first."""

    result = EntityCandidateSerializer(many=True, help_text="What the name may mean.")


class EntitySuggestionSerializer(EntitySerializer):
    """A record that was found."""

    notable = EntityTypeSerializer(many=True, help_text="The type of the record.")


class EntitySuggestionsSerializer(serializers.Serializer):
    """Suggestions, best first."""

    result = EntitySuggestionSerializer(many=True, help_text="What was found for it.")


class EntityPageSerializer(serializers.Serializer):
    """The page of a record."""

    url = serializers.CharField(help_text="Its address, with `{{id}}` for the identifier.")


class EntityPreviewSerializer(EntityPageSerializer):
    """A small page about a record, and its size in pixels."""

    width = serializers.IntegerField(help_text="The width in pixels.")
    height = serializers.IntegerField(help_text="The height in pixels.")


class ReconciliationManifestSerializer(serializers.Serializer):
    """What the service is and can do."""

    versions = serializers.ListField(
        child=serializers.CharField(), help_text="Versions of the specification."
    )
    name = serializers.CharField(help_text="The name of the service.")
    identifierSpace = serializers.URLField(help_text="What identifiers belong to.")
    schemaSpace = serializers.URLField(help_text="What identifiers of types belong to.")
    documentation = serializers.URLField(help_text="The page for developers.")
    defaultTypes = EntityTypeSerializer(many=True, help_text="All types that names are matched with.")
    view = EntityPageSerializer(help_text="The page of a record, by its identifier.")
    preview = EntityPreviewSerializer(help_text="A small page about a record, by its identifier.")
    suggest = serializers.DictField(help_text="Where names are suggested.")
    batchSize = serializers.IntegerField(help_text="Most queries in a request.")


class ReconciliationSerializer(serializers.Serializer):
    """The manifest or, with `queries`, the candidates by the name of the query."""


class ReconciliationExtension(OpenApiSerializerExtension):
    target_class = ReconciliationSerializer

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        manifest = auto_schema.resolve_serializer(ReconciliationManifestSerializer, direction).ref
        candidates = auto_schema.resolve_serializer(EntityCandidatesSerializer, direction).ref
        return {
            "description": self.target.__doc__,
            "anyOf": [manifest, {"type": "object", "additionalProperties": candidates}],
        }


class NameQueriesSerializer(serializers.Serializer):
    """A form with queries."""

    queries = serializers.CharField(help_text="As in the parameter.")
