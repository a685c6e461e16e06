"""Schemas of citations."""

from api.description.fields import Json
from api.description.responses import build_ref


def _add_properties(schema: str, description: str, properties: Json) -> Json:
    added = {"type": "object", "properties": properties, "required": list(properties)}
    return {"description": description, "allOf": [build_ref(schema), added]}


def build_citation_schemas() -> Json:
    sentence = {"type": "string", "description": "The citation as a sentence, in this language."}
    return {
        "Citation": {
            "type": "object",
            "description": "A citation, ready to use.",
            "properties": {
                "sentence": {
                    "type": "object",
                    "description": "The citation as a sentence, by language.",
                    "properties": dict.fromkeys(("en", "zh-Hans", "zh-Hant"), sentence),
                    "required": ["en", "zh-Hans", "zh-Hant"],
                },
                "bibtex": {"type": "string", "description": "An entry for BibTeX."},
                "ris": {"type": "string", "description": "An entry in the format RIS."},
                "csl_json": {
                    "type": "object",
                    "description": "An item of CSL-JSON.",
                    "additionalProperties": True,
                },
            },
            "required": ["sentence", "bibtex", "ris", "csl_json"],
        },
        "FigureWithCitation": _add_properties(
            "Figure", "A figure with its citation.", {"citation": build_ref("Citation")}
        ),
        "StatisticWithCitation": _add_properties(
            "Statistic",
            "A statistic in one scope, with its citation.",
            {
                "permanent_url": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The statistic as it is at the end of the day of its data, whatever "
                    "changes on later days; null without data.",
                },
                "citation": {
                    "anyOf": [build_ref("Citation"), {"type": "null"}],
                    "description": "The citation of the statistic; null without data.",
                },
            },
        ),
    }
