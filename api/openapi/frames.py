"""The schema of oEmbed answers in the OpenAPI description."""

from api.openapi.parameters import Json

_TEXT = {"type": "string"}
_PIXELS = {"type": "integer", "minimum": 200, "maximum": 1200}


def build_oembed_schemas() -> Json:
    properties: Json = {
        "version": {**_TEXT, "enum": ["1.0"], "description": "The version of oEmbed."},
        "type": {**_TEXT, "enum": ["rich"], "description": "HTML to insert."},
        "title": {**_TEXT, "description": "What the frame shows."},
        "provider_name": {**_TEXT, "description": "The name of this site."},
        "provider_url": {**_TEXT, "format": "uri", "description": "The address of this site."},
        "cache_age": {"type": "integer", "description": "Seconds for which the answer may be kept."},
        "width": {**_PIXELS, "description": "The width of the frame in pixels."},
        "height": {**_PIXELS, "description": "The height of the frame in pixels."},
        "html": {
            **_TEXT,
            "contentMediaType": "text/html",
            "description": "The frame, to insert into a page.",
        },
    }
    return {
        "OEmbed": {
            "type": "object",
            "description": "How another site shows what is at an address.",
            "properties": properties,
            "required": list(properties),
        }
    }
