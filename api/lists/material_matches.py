"""Material flows as precedents for somebody who has or needs a by-product. Nothing that is sent is stored."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from drf_spectacular.utils import OpenApiExample, extend_schema_field
from rest_framework import serializers

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.fields import TextField
from api.description.parameters import build_query_parameter
from api.lists.fields import (
    CodeField,
    LinkField,
    NumberField,
    PageField,
    ReferenceField,
    ReferencesField,
    SourceReferencesField,
)
from api.lists.queries import QueryListViewSet
from api.records.rights import RightsField
from api.serializers import OutputSerializer
from initiatives.choices import FlowStatus, QuantityOf, Sector
from initiatives.models import MaterialFlow
from initiatives.precedent_form import MAX_TEXT, PrecedentForm
from initiatives.precedents import (
    Fit,
    FitPart,
    Precedent,
    Side,
    add_programmes,
    rank_precedents,
)
from records.choices import AmountType, Evidence, Precision, SourceType, Unit
from records.pages.citations import Citations

_FITS = [fit.name.lower() for fit in Fit]


class MatchRow(NamedTuple):
    """A precedent with the slugs of its sources."""

    precedent: Precedent
    sources: list[str]

    @property
    def flow(self) -> MaterialFlow:
        return self.precedent.flow

    @property
    def api_path(self) -> str:
        flow: Any = self.flow
        return build_api_path(RESOURCE_NAMES[MaterialFlow], f"{flow.park.slug}--{flow.key}")

    @property
    def page_path(self) -> str:
        flow: Any = self.flow
        return f"{flow.park.path}#{flow.key}"

    @property
    def material_key(self) -> tuple[str, str]:
        return _build_key(self.flow.material)

    @property
    def park_key(self) -> tuple[str, str]:
        return _build_key(self.flow.park)

    @property
    def city_key(self) -> tuple[str, str]:
        return _build_key(self.flow.park.city)

    @property
    def region_key(self) -> tuple[str, str]:
        return _build_key(self.flow.park.city.region)

    @property
    def programme_keys(self) -> list[tuple[str, str]]:
        return [_build_key(programme) for programme in self.precedent.programmes]

    @property
    def distance_km(self) -> float | None:
        distance = self.precedent.distance
        return round(distance, 1) if distance is not None else None


def _build_key(record: Any) -> tuple[str, str]:
    return record.type_code, record.slug


class FitField(serializers.ChoiceField):
    """How well a part fits; null if it wasn't compared."""

    def __init__(self, part: str, about: str) -> None:
        super().__init__(
            _FITS,
            source=f"precedent.{part}",
            allow_null=True,
            help_text=f"How well {about}; `unknown` stands between `fair` and `poor`. Null: not asked for.",
        )

    def to_representation(self, value: Any) -> Any:
        return value.level.name.lower() if value.text else None


@extend_schema_field(TextField)
class FitTextField(TextField):
    """The fit of a part in words."""

    def __init__(self, part: str) -> None:
        super().__init__(
            source=f"precedent.{part}", allow_null=True, help_text="The same in words. Null: not asked for."
        )

    def to_representation(self, value: FitPart) -> str | None:
        return value.text or None


class MaterialMatchSerializer(OutputSerializer):
    """A material flow that shows who supplied the material to whom, and how well it fits."""

    url = LinkField(source="api_path", help_text="The material flow in the API.")
    page = PageField(source="page_path", help_text="Its position on the page of the park.")
    material = ReferenceField(source="material_key", help_text="The material that is passed on.")
    material_fit = FitField("material", "the material fits")
    material_fit_text: Any = FitTextField("material")
    sector_fit = FitField("sector", "the sector of the company on the same side fits")
    sector_fit_text: Any = FitTextField("sector")
    quantity_fit = FitField("quantity", "the yearly amount fits")
    quantity_fit_text: Any = FitTextField("quantity")
    place_fit = FitField("place", "the place fits")
    place_fit_text: Any = FitTextField("place")
    distance_km = serializers.FloatField(
        allow_null=True,
        help_text="Kilometres to the park in a straight line. Null: not known or not asked for.",
    )
    park = ReferenceField(source="park_key", help_text="The park of the flow.")
    city = ReferenceField(source="city_key", help_text="The city of the park.")
    region = ReferenceField(source="region_key", help_text="The region of the city.")
    programmes = ReferencesField(
        source="programme_keys", help_text="The programmes that have named the park."
    )
    from_name: Any = TextField(source="flow.from_name", help_text="Who supplies the material.")
    from_sector = CodeField(
        Sector.choices, source="flow.from_sector", allow_null=True, help_text="Their sector; null: not known."
    )
    to_name: Any = TextField(source="flow.to_name", help_text="Who receives the material.")
    to_sector = CodeField(
        Sector.choices, source="flow.to_sector", allow_null=True, help_text="Their sector; null: not known."
    )
    status = CodeField(FlowStatus.choices, source="flow.status", help_text="Whether it flows yet.")
    value = NumberField(source="flow.value", allow_null=True, help_text="The quantity; null: not known.")
    unit = CodeField(Unit.choices, source="flow.unit", allow_null=True, help_text="The unit of the quantity.")
    quantity_of = CodeField(
        QuantityOf.choices, source="flow.quantity_of", allow_null=True, help_text="What the quantity is of."
    )
    year = serializers.IntegerField(
        source="flow.year", allow_null=True, help_text="Its year; null if the source states none."
    )
    amount_type = CodeField(
        AmountType.choices, source="flow.amount_type", allow_null=True, help_text="The type of amount."
    )
    precision = CodeField(
        Precision.choices,
        source="flow.precision",
        allow_null=True,
        help_text="The precision; null: as given.",
    )
    evidence = CodeField(Evidence.choices, source="flow.evidence", help_text="How firm the quantity is.")
    source_type = CodeField(
        SourceType.choices, source="flow.source_type", help_text="The type of source that attests it."
    )
    is_hazardous = serializers.BooleanField(
        source="flow.material.is_hazardous",
        help_text="Whether a waste code of the material is that of hazardous waste.",
    )
    sources = SourceReferencesField(help_text="The sources that state it.")
    rights = RightsField(lambda match: match.sources)


class MaterialMatchViewSet(QueryListViewSet):
    """Who supplied a by-product to whom: material flows for what somebody has or needs, best fit first.

    The inputs are those of the page “Have or need a by-product”; nothing of them is stored. Material comes
    first, then sector, amount and distance; what isn't known stands between a fair and a poor fit. At most
    1,000 flows are compared.
    """

    list_name = "material-matches"
    serializer_class = MaterialMatchSerializer
    about_as_of = "matches are searched for among the present flows."
    own_parameters = (
        build_query_parameter(
            "material",
            "Name, slug or waste code of a material, or a word.",
            {"type": "string", "maxLength": MAX_TEXT},
            required=True,
            examples=[OpenApiExample("Example", "fly-ash")],
        ),
        build_query_parameter(
            "side",
            "What you do: `have` it or `need` it. Default: `have`.",
            {"type": "string", "enum": list(Side)},
        ),
        build_query_parameter(
            "place", "Name or slug of your city, for distances.", {"type": "string", "maxLength": MAX_TEXT}
        ),
        build_query_parameter("tonnes", "Your tonnes per year: `50000`.", {"type": "string"}),
        build_query_parameter("sector", "Your sector.", {"type": "string", "enum": Sector.values}),
    )
    #: The parameters of the form.
    _INPUTS: ClassVar[Sequence[str]] = ("material", "side", "place", "tonnes", "sector")

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = self.make_answer()
        response["Cache-Control"] = "no-store"
        return response

    def parse_query(self) -> None:
        params = self.parser.parameters
        form = PrecedentForm({name: params[name] for name in self._INPUTS if name in params})
        for name, messages in form.errors.items():
            for message in messages:
                self.parser.add_error(name, str(message))
        if form.is_valid():
            self.offer = form.offer

    def find_rows(self) -> Sequence[Precedent]:
        return rank_precedents(self.offer) if self.offer.materials else []

    def load_instances(self, rows: Sequence[Precedent]) -> Sequence[MatchRow]:
        add_programmes(rows)
        citations = Citations([one.flow for one in rows])
        return [MatchRow(one, [source.slug for source in citations.sources_of(one.flow)]) for one in rows]
