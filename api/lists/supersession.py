"""What superseded a figure that is read as it was in an earlier content version."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.addresses import build_api_path
from api.lists.fields import CodeField, LocalizedTextField, NumberField
from api.serializers import SerializerContext
from records.choices import AmountType, Evidence, Precision, Unit
from records.figures.supersession import FigureChange, FigureState, Supersession
from records.texts.links import build_version_links


class StatedCorrectionSerializer(serializers.Serializer):
    """The correction of an error. `/corrections/` has all of them."""

    number = serializers.IntegerField(help_text="The number of the change in the log of changes.")
    reason = serializers.CharField(help_text="Why it was corrected, as the editor wrote it.")
    url = serializers.SerializerMethodField(help_text="The correction in the API.")
    page = serializers.SerializerMethodField(help_text="The public page that shows the correction.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, correction: Any) -> str:
        return self.context["output"].address(f"/api/v1/corrections/?number={correction.number}")

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, correction: Any) -> str:
        return self.context["output"].page(f"/corrections/?number={correction.number}")


class FigureStateSerializer(serializers.Serializer):
    """A later state of a figure. All of it is null from `identifier` on if the figure was withdrawn."""

    version = serializers.IntegerField(
        source="number", help_text="The content version since which the figure is in this state."
    )
    date = serializers.DateField(source="day", help_text="The date of this content version.")
    change = serializers.ChoiceField(
        [change.value for change in FigureChange],
        help_text="How it differs from the figure asked for.\n\n- `changed`: in value, unit, precision, "
        "year, period, amount_type or evidence\n- `renamed`: in the identifier only, by a rename of the "
        "record or for the `reason` given\n- `withdrawn`: it is no longer published",
    )
    correction = StatedCorrectionSerializer(
        allow_null=True, help_text="The correction that made it; null if the change wasn’t one."
    )
    reason: Any = LocalizedTextField(
        allow_null=True, help_text="Why another key took the place of that of the figure; null if none did."
    )
    identifier = serializers.CharField(
        source="entry.identifier", allow_null=True, default=None, help_text="The identifier in this state."
    )
    url = serializers.SerializerMethodField(help_text="The figure in this content version, in the API.")
    page = serializers.SerializerMethodField(help_text="The figure in this content version, as a page.")
    value = NumberField(
        source="entry.value", allow_null=True, default=None, help_text="The number, in the unit `unit`."
    )
    unit = CodeField(
        Unit.choices, source="entry.unit", allow_null=True, default=None, help_text="The unit of `value`."
    )
    year = serializers.IntegerField(
        source="entry.year", allow_null=True, default=None, help_text="The year that the number is of."
    )
    amount_type = CodeField(
        AmountType.choices,
        source="entry.amount_type",
        allow_null=True,
        default=None,
        help_text="The type of amount; null if it is not recorded.",
    )
    precision = CodeField(
        Precision.choices,
        source="entry.precision",
        allow_null=True,
        default=None,
        help_text="The precision; null: as given.",
    )
    evidence = CodeField(
        Evidence.choices,
        source="entry.evidence",
        allow_null=True,
        default=None,
        help_text="How firm the number is.",
    )

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, state: FigureState) -> str | None:
        return build_state_address(self.context["output"], state)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_page(self, state: FigureState) -> str | None:
        if state.entry is None:
            return None
        path = f"/figures/{state.entry.identifier}/?version={state.number}"
        return self.context["output"].page(path)


class SupersessionSerializer(serializers.Serializer):
    """What superseded a figure: the state that followed it, and the newest one; often they are the same."""

    next = FigureStateSerializer(help_text="The state that followed.")
    latest = FigureStateSerializer(help_text="The newest state.")


def build_state_address(output: SerializerContext, state: FigureState) -> str | None:
    """Return the permanent address of a state in the API; None if the figure isn't published in it."""
    if state.entry is None:
        return None
    path = build_api_path("figures", state.entry.identifier)
    return output.address(f"{path}?version={state.number}")


def link_versions(output: SerializerContext, supersession: Supersession) -> str:
    """Return the `Link` header of a figure that was superseded; empty if it isn't published any more."""
    present = supersession.latest.entry
    if present is None:
        return ""
    latest = output.address(build_api_path("figures", present.identifier))
    return build_version_links(build_state_address(output, supersession.next) or "", latest)
