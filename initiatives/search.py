"""What the search finds of this app."""

from initiatives.choices import Naming
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from records.search_index import SearchIndex, register

register(
    SearchIndex(
        model=Material,
        names=("national_code", "other_names.text"),
        coded_names={"ewc_code": "EWC"},
        ledes=("lede", "description"),
        body=("description",),
        related=("parent",),
        weight=8,
    )
)
register(
    SearchIndex(
        model=IndustrialPark,
        names=("other_names.text",),
        body=(
            "summary",
            "facilities.name",
            "key_facts.label",
            "flows.from_name",
            "flows.to_name",
            "flows.note",
        ),
        related=("city",),
        weight=7,
    )
)
register(
    SearchIndex(
        model=ZeroWastePilot,
        names=("plan_title",),
        body=("summary", "actions.title", "actions.text", "results.label", "awards.name"),
        related=("city", "programme"),
        weight=6,
        # The page of the city says that only a plan names it.
        excluded={"naming": Naming.PLAN},
    )
)
register(
    SearchIndex(
        model=ProcurementCase,
        body=("summary", "authority", "object", "approach", "lessons", "criteria.name", "outcomes.label"),
        related=("city", "programme"),
        weight=6,
    )
)
register(
    SearchIndex(
        model=BusinessInitiative,
        names=("lead", "partners"),
        body=("summary", "results.label"),
        related=("city",),
        weight=6,
    )
)
