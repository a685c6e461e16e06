"""The records with which names are matched: by identifier, and as the service describes them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import get_language

from reconciliation.parameters import ENTITY_TYPES
from records.models import SlugAlias
from records.texts.translation import get_text
from search.models import SearchEntry
from search.rank import RANKED_COLUMNS, Candidate
from search.results import load_place_names

#: The type and the slug of a record.
ENTITY_PATTERN = rf"(?P<record_type>{'|'.join(ENTITY_TYPES)})\.(?P<slug>[-a-zA-Z0-9_]+)"
#: Type code and slug.
EntityKey = tuple[str, str]


def parse_entity_id(text: str) -> EntityKey | None:
    match = re.fullmatch(ENTITY_PATTERN, text)
    return (match["record_type"], match["slug"]) if match else None


def build_entity_id(record_type: str, slug: str) -> str:
    return f"{record_type}.{slug}"


def build_type(code: str) -> dict[str, str]:
    return {"id": code, "name": str(ENTITY_TYPES[code])}


def find_present_keys(texts: Iterable[str]) -> dict[str, EntityKey]:
    """Return the records whose identifiers are among texts; former slugs are followed. At most one query."""
    keys = {text: key for text in texts if (key := parse_entity_id(text))}
    if not keys:
        return {}
    aliases = SlugAlias.objects.filter(_build_condition(keys.values()))
    targets = {
        (code, slug): target for code, slug, target in aliases.values_list("record_type", "slug", "target")
    }
    return {text: (key[0], targets.get(key, key[1])) for text, key in keys.items()}


def find_present_key(record_type: str, slug: str) -> EntityKey:
    """Return the type and the present slug of a record. One query."""
    identifier = build_entity_id(record_type, slug)
    return find_present_keys([identifier])[identifier]


def find_candidates(keys: Collection[EntityKey]) -> dict[EntityKey, Candidate]:
    """Return the public ones of these records as the search finds them. One query."""
    if not keys:
        return {}
    rows = SearchEntry.objects.filter(_build_condition(keys)).values_list(*RANKED_COLUMNS)
    candidates = [Candidate(*row) for row in rows]
    return {(one.record_type, one.slug): one for one in candidates}


def _build_condition(keys: Iterable[EntityKey]) -> Q:
    slugs: dict[str, list[str]] = {}
    for code, slug in keys:
        slugs.setdefault(code, []).append(slug)
    return reduce(or_, (Q(record_type=code, slug__in=some) for code, some in slugs.items()))


def describe_entries(entries: Sequence[SearchEntry]) -> Mapping[int, dict[str, str]]:
    """Return by primary key the identifier, the name, and as description its other name and where it is."""
    places = load_place_names(entries)
    language = get_language() or "en"
    other = "zh-hans" if language == "en" else "en"
    described = {}
    for entry in entries:
        name, other_name = (str(get_text(entry, "title", lang)) for lang in (language, other))
        where = "" if entry.record_type == "city" else places.get(entry.place, "")
        words = [word for word in (other_name, where or str(entry.lede)) if word and word != name]
        described[entry.pk] = {
            "id": build_entity_id(entry.record_type, entry.slug),
            "name": name,
            "description": " · ".join(words),
        }
    return described
