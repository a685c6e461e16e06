"""Descriptions of fields whose label alone says too little: what the value is, its unit, where its reason is.

They are in English only, as the description of the API is. Help texts of the models, which editors see too,
stand as they are.
"""

from api.description.fields import Json

#: Field, or schema and field -> what is added to its label.
NOTES = {
    "about": "What it is and what it does.",
    "admin_code": "A code of GB/T 2260 with six digits.",
    "area": "The area of waste management to which it belongs.",
    "source_type": "Who makes the statement.",
    "authority": "The public body that buys.",
    "batch": "The number of the batch of the programme in which it was selected.",
    "category": "What kind of goods, works or services is bought.",
    "code": "The code that the framework gives the indicator.",
    "context": "The situation that the priority starts from.",
    "country": "A code of ISO 3166-1 with two letters.",
    "definition": "What is meant.",
    "description": "What it is, in a few sentences.",
    "direction": "Which change of the value is an improvement.",
    "established": "The year, as an integer.",
    "evidence": "How firm the statement is.",
    "expected_effect": "What the approach is meant to achieve.",
    "focus_regions": "The regions of the world on which the network concentrates.",
    "from_name": "The company or group that supplies the material.",
    "from_sector": "The sector of the supplier.",
    "heading": "The heading of the section.",
    "home_order": "The place on the home page; 0: it isn’t there.",
    "home_text": "The words with which the home page goes on from the first figure.",
    "label": "What the number counts.",
    "lat": "In degrees north, WGS 84.",
    "launched_at": "The occasion and place of the launch.",
    "lead": "The company or organisation that leads it.",
    "lessons": "What others can learn from the case.",
    "lon": "In degrees east, WGS 84.",
    "main_industries": "The names of industries, in order.",
    "name": "The name as shown on pages.",
    "note": "Scope, derivation and limits of the statement.",
    "object": "What is bought, in words.",
    "obstacles": "What makes progress difficult, as a list of short texts.",
    "open_to": "Who may join, as a list of short texts.",
    "operator": "The organisation that runs it.",
    "order": "The position among the records of its type, from 1.",
    "outcome": "What came of the exchange.",
    "partners": "The names of partners, which have no records of their own.",
    "period": "The time of the purchase, if it is not a whole year.",
    "place": "Where it takes place.",
    "plan": "The name of the plan that states the target.",
    "precision": "How exact the value is; null: as exact as the source gives it.",
    "problem": "What the priority is to solve.",
    "promised_by": "The organisation that set the target.",
    "publisher": "Who published it.",
    "results": "The entries of this page, in the order of the list.",
    "reason": "Why the city could be learned from.",
    "role": "In which capacity the city takes part.",
    "scope": "What the target applies to.",
    "sector": "The sector of the economy.",
    "short_name": "The abbreviation.",
    "statement": "The target as a sentence.",
    "status": "How far it has come.",
    "summary": "The record in a few sentences.",
    "tagline": "The motto of the site.",
    "text": "The text in full.",
    "threshold_operator": "How a bid is compared with the threshold; null without a threshold.",
    "threshold_value": "The number in the unit of `threshold_unit`; null without a threshold.",
    "title": "The title as shown on pages.",
    "to_name": "The company or group that receives the material.",
    "to_sector": "The sector of the recipient.",
    "topic": "The subject of an indicator that belongs to no waste area.",
    "unit": "The unit of the value.",
    "value": "The number in the unit of `unit`.",
    "waste_area": "The area of waste management to which it belongs.",
    "waste_areas": "The areas of waste management that the pilot covers.",
    "weight_percent": "The share of the criterion in the evaluation of bids.",
    "year": "The calendar year, as an integer.",
    # -- records of one type --
    "Aim.kind": "Where the aim is stated.",
    "Priority.approach": "What ICLEI does.",
    "ProcurementCase.approach": "How the purchase takes the environment into account.",
    "ExchangeRelation.kind": "Learned from (the other one), exchanged with, or took part together with.",
    "kind": "What kind of thing it is.",
    # -- shared schemas --
    "Statistic.type": "Records have the type of the log of changes.",
    "type": "The type of a GeoJSON object.",
}
#: Labels of at most so many words need a note.
MOST_WORDS = 2


def describe_properties(schemas: Json) -> Json:
    """Return the schemas with notes, and with the field that has the reason of a missing number."""
    return {name: _describe_properties(name, schema) for name, schema in schemas.items()}


def _describe_properties(schema_name: str, schema: Json) -> Json:
    properties = schema.get("properties", {})
    if not properties:
        return schema
    described = {}
    for name, entry in properties.items():
        label, *codes = entry.get("description", "").split("\n\n", 1)
        if len(label.split()) <= MOST_WORDS:
            own = f"{schema_name.removeprefix('Expanded')}.{name}"
            label = f"{label} {NOTES.get(own, NOTES.get(name, ''))}".strip()
        if f"{name}_reason" in properties:
            label = f"{label} If it is null, `{name}_reason` has the reason."
        described[name] = {**entry, "description": "\n\n".join([label, *codes])}
    return {**schema, "properties": described}
