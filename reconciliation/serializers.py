"""What the service answers, for the OpenAPI description."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, extend_schema_field
from rest_framework import serializers

from reconciliation.parameters import ENTITY_TYPES


@extend_schema_field({"oneOf": [{"type": "number"}, {"type": "boolean"}]})
class FeatureValueField(serializers.Field):
    """A number, or whether something holds."""


class EntityTypeSerializer(serializers.Serializer):
    """A type of records."""

    id = serializers.ChoiceField(choices=list(ENTITY_TYPES), help_text="The type in the API.")
    name = serializers.CharField(help_text="Its name in words.")


class EntitySerializer(serializers.Serializer):
    """A record."""

    id = serializers.CharField(help_text="Type and slug of the record: `city.changchun`.")
    name = serializers.CharField(help_text="The title in the language of `lang`.")
    description = serializers.CharField(help_text="The title in the other script, and where it is.")


class MatchFeatureSerializer(serializers.Serializer):
    """What speaks for a record, or against it."""

    id = serializers.CharField(help_text="`name`, or the identifier of a property of the query.")
    value = FeatureValueField(help_text="The score of the name; whether it has the value of the property.")


class EntityCandidateSerializer(EntitySerializer):
    """A record that a name may mean."""

    type = EntityTypeSerializer(many=True, help_text="The type of the record.")
    score = serializers.FloatField(min_value=0, max_value=100, help_text="100: it is its title.")
    match = serializers.BooleanField(
        help_text="Whether no other record has exactly this name, and no property has another value."
    )
    features = MatchFeatureSerializer(many=True, help_text="What the score was made of.")


class EntityCandidatesSerializer(serializers.Serializer):
    """The candidates of a query, best first."""

    result = EntityCandidateSerializer(many=True, help_text="What the name may mean.")


class EntitySuggestionSerializer(EntitySerializer):
    """A record that was found."""

    notable = EntityTypeSerializer(many=True, help_text="The type of the record.")


class EntitySuggestionsSerializer(serializers.Serializer):
    """Suggestions, best first."""

    result = EntitySuggestionSerializer(many=True, help_text="What was found for it.")


class SuggestionSerializer(serializers.Serializer):
    """A type or property."""

    id = serializers.CharField(help_text="Its identifier in queries.")
    name = serializers.CharField(help_text="Its name in the language of `lang`.")
    description = serializers.CharField(required=False, help_text="Which records have it, and what it is.")


class SuggestionsSerializer(serializers.Serializer):
    """Types or properties."""

    result = SuggestionSerializer(many=True, help_text="Those that begin with the prefix.")


class ProposedPropertySerializer(serializers.Serializer):
    """A property."""

    id = serializers.CharField(help_text="Its identifier in queries.")
    name = serializers.CharField(help_text="Its name in the language of `lang`.")


class PropertyProposalSerializer(serializers.Serializer):
    """The properties of records of a type."""

    type = serializers.ChoiceField(choices=list(ENTITY_TYPES), help_text="The type of records.")
    limit = serializers.IntegerField(required=False, help_text="The limit that was asked for.")
    properties = ProposedPropertySerializer(many=True, help_text="What can be fetched of them.")


class FetchedPropertySerializer(ProposedPropertySerializer):
    """A property that was fetched."""

    type = EntityTypeSerializer(required=False, help_text="The type of its values, if they are records.")


class ExtensionSerializer(serializers.Serializer):
    """The values of properties of records."""

    meta = FetchedPropertySerializer(many=True, help_text="The properties, in the order of the query.")
    rows = serializers.DictField(
        child=serializers.DictField(child=serializers.ListField(child=serializers.DictField())),
        help_text="By record and property a list of values: `str`, `int`, `float`, or `id` and `name`.",
    )


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
    suggest = serializers.DictField(help_text="Where records, properties and types are suggested.")
    extend = serializers.DictField(help_text="Where properties are proposed, and their settings.")
    batchSize = serializers.IntegerField(help_text="Most queries in a request.")


class ReconciliationSerializer(serializers.Serializer):
    """The manifest; with `queries`, the candidates by the name of the query; with `extend`, properties."""


class ReconciliationExtension(OpenApiSerializerExtension):
    target_class = ReconciliationSerializer

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        manifest = auto_schema.resolve_serializer(ReconciliationManifestSerializer, direction).ref
        candidates = auto_schema.resolve_serializer(EntityCandidatesSerializer, direction).ref
        extension = auto_schema.resolve_serializer(ExtensionSerializer, direction).ref
        return {
            "description": self.target.__doc__,
            "anyOf": [manifest, extension, {"type": "object", "additionalProperties": candidates}],
        }


class NameQueriesSerializer(serializers.Serializer):
    """A form with one of the two."""

    queries = serializers.CharField(required=False, help_text="As in the parameter.")
    extend = serializers.CharField(required=False, help_text="As in the parameter.")
