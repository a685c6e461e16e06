"""Load the content files: read and check all of them, then write the records in one transaction."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from records import publishing
from records.choices import ProposalOrigin, RevisionState, Status
from records.content.declarations import (
    ContentEntry,
    import_content_modules,
    read_entries,
)
from records.content.parser import ContentError, ContentIssue, read_folder
from records.content.rows import ContentRow
from records.content.vocabularies import check_vocabularies
from records.fields import SourcesField
from records.models import Proposal, Publication, Record, Revision, SlugAlias, SourceLink
from records.models.base import get_part_models
from records.models.roles import EDITABLE_ROLES, FieldRole, get_field_role
from records.permissions import SystemWriter
from records.publishing.proposals.merge import DIGEST_KEY
from records.snapshots import get_many_to_many_fields
from records.vocabularies import VOCABULARIES_FILE

_WRITER, _REASON, _TITLE = SystemWriter("load_content"), "content", "Content files"


@dataclass
class LoadReport:
    """The result of a load. Each record is named as "type slug"."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    #: None if the records are published, or nothing differs.
    proposal: Proposal | None = None


def read_content(folder: Path) -> list[ContentEntry]:
    """Read and check all entries. Raise `ContentError` if any of them is invalid."""
    issues: list[ContentIssue] = []
    modules = import_content_modules()
    specs = [spec for module in modules for spec in module.CONTENT_LISTS]
    files = list(dict.fromkeys([VOCABULARIES_FILE, *(spec.file for spec in specs)]))
    parsed = read_folder(folder, files, issues)
    if VOCABULARIES_FILE in parsed:
        check_vocabularies(parsed[VOCABULARIES_FILE], VOCABULARIES_FILE, issues)
    _check_unknown_lists(specs, parsed, issues)
    entries = [
        entry
        for spec in specs
        if spec.file in parsed
        for entry in read_entries(spec, parsed[spec.file], issues)
    ]
    _check_slugs(entries, issues)
    if not issues:
        for module in modules:
            for check in getattr(module, "CHECKS", []):
                issues += check(entries)
    if issues:
        raise ContentError(sorted(issues))
    return entries


def _check_unknown_lists(specs: list[Any], parsed: dict[str, Any], issues: list[ContentIssue]) -> None:
    """Report undeclared top-level keys, and items of joined lists whose record does not exist."""
    by_file: dict[str, list[Any]] = defaultdict(list)
    for spec in specs:
        by_file[spec.file].append(spec)
    for file, content in parsed.items():
        known = {spec.at for spec in by_file[file]} | {
            spec.joined[0] for spec in by_file[file] if spec.joined
        }
        if file == VOCABULARIES_FILE or "" in known or not isinstance(content, dict):
            continue
        issues += [
            ContentIssue(file, "", str(key), f"Unknown key. Allowed: {', '.join(sorted(known))}.")
            for key in content
            if key not in known
        ]
        for spec in by_file[file]:
            if spec.joined:
                key, owner, _name = spec.joined
                slugs = {entry.get("slug") for entry in content.get(spec.at, []) if isinstance(entry, dict)}
                issues += [
                    ContentIssue(
                        file, f"{key} {index}", owner, f"“{part.get(owner)}” is not among {spec.at}."
                    )
                    for index, part in enumerate(content.get(key) or [], start=1)
                    if isinstance(part, dict) and part.get(owner) not in slugs
                ]


def _check_slugs(entries: list[ContentEntry], issues: list[ContentIssue]) -> None:
    """Check that slugs are unique per type and that references exist in the content or the database."""
    known: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry in entries:
        if entry.slug in known[entry.model]:
            issues.append(ContentIssue(entry.file, entry.slug, "slug", "This slug is given twice."))
        known[entry.model].add(entry.slug)
    in_database: dict[type[models.Model], set[str]] = {}
    for entry in entries:
        for row, place in [(entry.row, ""), *_list_parts_with_prefixes(entry.row)]:
            for name, slug in [
                *row.references.items(),
                *((name, slug) for name, slugs in row.lists.items() for slug in slugs),
            ]:
                target = row.model._meta.get_field(name).related_model
                assert isinstance(target, type)
                assert issubclass(target, Record)
                if slug in known[target]:
                    continue
                if target not in in_database:
                    in_database[target] = set(target.objects.values_list("slug", flat=True))
                if slug not in in_database[target]:
                    message = f"There is no {target._meta.verbose_name} “{slug}”."
                    issues.append(ContentIssue(entry.file, entry.slug, f"{place}{name}", message))


def _list_parts_with_prefixes(row: ContentRow) -> list[tuple[ContentRow, str]]:
    return [
        (part, f"{part.columns.get('key', index)}.")
        for parts in row.parts.values()
        for index, part in enumerate(parts, start=1)
    ]


def load_content(folder: Path, *, overwrite: bool = False) -> LoadReport:
    """Load the content: into an empty database as published records, later as one proposal.

    Records whose entry has not changed since the last load are not touched. Records changed by an editor
    are skipped unless `overwrite` is set. Records missing from the content are reported, never deleted.
    Redacted records are never restored, and entries that were declined not proposed again. Raises
    `ContentError`.
    """
    entries = read_content(folder)
    report = LoadReport()
    try:
        with transaction.atomic():
            if publishing.get_content_version():
                _propose(entries, report, overwrite)
            else:
                _publish(entries, report)
    except publishing.PublishingError as error:
        files = {(entry.model, entry.slug): entry.file for entry in entries}
        raise ContentError(
            [
                ContentIssue(
                    files.get((type(p.record), p.record.slug), ""), p.record.slug, p.field, p.message
                )
                for p in error.problems
            ]
        ) from error
    for module in import_content_modules():
        for load_more in getattr(module, "LOADERS", []):
            load_more(folder, entries)
    return report


def _publish(entries: list[ContentEntry], report: LoadReport) -> None:
    with publishing.publication_transaction(_WRITER, reason=_REASON) as changes:
        loaded = _ContentWriter(changes, report, overwrite=False).write(entries)
    for model, digests in loaded.items():
        model.objects.filter(pk__in=digests).update(loaded_version=F("version"))


def _propose(entries: list[ContentEntry], report: LoadReport, overwrite: bool) -> None:
    """Propose what differs from the entries. It takes the place of what an earlier load proposed."""
    declined = _list_digests(RevisionState.DECLINED)
    with publishing.proposal_transaction(
        _WRITER, reason=_REASON, origin=ProposalOrigin.LOAD, title=_TITLE
    ) as changes:
        loaded = _ContentWriter(changes, report, overwrite, declined).write(entries)
        changes.finalize()
        for (model, pk), row in changes.rows.items():
            if row.data is not None and pk in loaded[model]:
                row.data[DIGEST_KEY] = loaded[model].pop(pk)
    for model, digests in loaded.items():  # these say the same in other words
        for pk, digest in digests.items():
            model.objects.filter(pk=pk).update(loaded_digest=digest)
    report.proposal = _replace_waiting(changes.proposal)


def _replace_waiting(proposal: Proposal | None) -> Proposal | None:
    """Take back what an earlier load proposed, or keep it if it says the same."""
    earlier = Proposal.objects.waiting().filter(origin=ProposalOrigin.LOAD, by=None)
    for other in earlier.exclude(pk=proposal.pk if proposal else None):
        if proposal is not None and _list_rows(other) == _list_rows(proposal):
            proposal.revisions.all().delete()
            proposal.delete()
            return other
        publishing.withdraw_proposal(_WRITER, other)
    return proposal


def _list_rows(proposal: Proposal) -> set[tuple[Any, ...]]:
    rows = proposal.revisions.filter(state=RevisionState.PROPOSED).order_by()
    return set(rows.values_list("record_type", "slug", "base_version", f"data__{DIGEST_KEY}"))


def _list_digests(state: RevisionState) -> set[tuple[str, str]]:
    """Return type and digest of the entries whose proposals are in a state."""
    rows = Revision.objects.filter(proposal__origin=ProposalOrigin.LOAD, state=state)
    return set(rows.order_by().values_list("record_type", f"data__{DIGEST_KEY}"))


class _ContentWriter:
    """Write entries. Referenced records are written first."""

    def __init__(
        self,
        changes: publishing.Changes,
        report: LoadReport,
        overwrite: bool,
        declined: Container[tuple[str, str]] = (),
    ) -> None:
        self.changes, self.report, self.overwrite, self.declined = changes, report, overwrite, declined
        self.ids: dict[type[models.Model], dict[str, int]] = {}
        #: The digests of the entries of written records, by primary key.
        self.loaded: dict[type[Record], dict[int, str]] = defaultdict(dict)

    def write(self, entries: list[ContentEntry]) -> dict[type[Record], dict[int, str]]:
        by_model: dict[type[Record], list[ContentEntry]] = defaultdict(list)
        for entry in entries:
            by_model[entry.model].append(entry)
        for model, of_model in by_model.items():
            self._write_model(model, of_model)
        return self.loaded

    def _write_model(self, model: type[Record], entries: list[ContentEntry]) -> None:
        existing = {record.slug: record for record in model.objects.all()}
        # Entries may name a record by its former slug.
        renamed = _get_renamed_slugs(model)
        existing |= {former: existing[present] for former, present in renamed.items() if present in existing}
        current_slugs = {renamed.get(entry.slug, entry.slug) for entry in entries}
        for slug in sorted({record.slug for record in existing.values() if record.loaded_digest}):
            if slug not in current_slugs:
                self.report.missing.append(f"{model.type_code} {slug}")
        fresh, changed, redacted = [], [], _get_redacted_slugs(model)
        for entry in entries:
            name, record = f"{model.type_code} {entry.slug}", existing.get(entry.slug)
            if record is None and entry.slug in redacted:
                self.report.redacted.append(name)
            elif (model.type_code, entry.digest) in self.declined:
                self.report.declined.append(name)
            elif record is None:
                fresh.append(entry)
                self.report.created.append(name)
            elif record.version != record.loaded_version and not self.overwrite:
                self.report.skipped.append(name)
            elif record.loaded_digest == entry.digest and record.version == record.loaded_version:
                self.report.unchanged.append(name)
            else:
                changed.append((record, entry))
        # An entry that references a new record of its own type is written after that record.
        own, new = _get_self_relations(model), {entry.slug for entry in fresh}
        waiting = [pair for pair in changed if any(pair[1].row.references.get(name) in new for name in own)]
        self._update_all([pair for pair in changed if pair not in waiting])
        for level in _sort_into_levels(model, fresh):
            self._create(model, level)
        self._update_all(waiting)

    def _id(self, model: type[models.Model], slug: str) -> int:
        if slug not in self.ids.get(model, {}):
            ids = dict(model._default_manager.values_list("slug", "pk"))
            ids_by_former_slug = {
                slug: ids[present] for slug, present in _get_renamed_slugs(model).items() if present in ids
            }
            self.ids[model] = ids_by_former_slug | ids
        if slug not in self.ids[model]:
            raise ContentError(
                [ContentIssue("", slug, "", "It was redacted or declined; other entries still name it.")]
            )
        return self.ids[model][slug]

    def _values(self, row: ContentRow) -> dict[str, Any]:
        """Return all columns that the content may set. Columns missing in the entry have their default."""
        values = {}
        for column in row.model._meta.concrete_fields:
            if column.name in row.references:
                target = column.related_model
                assert isinstance(target, type)
                values[column.attname] = self._id(target, row.references[column.name])
            elif column.name in row.columns:
                values[column.attname] = row.columns[column.name]
            elif get_field_role(column) in {*EDITABLE_ROLES, FieldRole.ORDER}:
                values[column.attname] = column.get_default()
        return values

    def _create(self, model: type[Record], entries: list[ContentEntry]) -> None:
        now = timezone.now()
        records = [
            model(
                slug=entry.slug,
                status=Status.PUBLISHED,
                published_at=now,
                loaded_digest=entry.digest,
                **self._values(entry.row),
            )
            for entry in entries
        ]
        created = model._default_manager.bulk_create(records, batch_size=500)
        self._add_lists([(record, entry.row) for record, entry in zip(created, entries, strict=True)])
        for part_model in get_part_models(model):
            pairs: list[tuple[Any, ContentRow]] = [
                (part_model(**{f"{part_model.owner}_id": record.pk}, **self._values(part)), part)
                for record, entry in zip(created, entries, strict=True)
                for part in entry.row.parts.get(part_model, [])
            ]
            if pairs:
                part_model._default_manager.bulk_create([part for part, _row in pairs], batch_size=500)
                self._add_lists(pairs)
        self.changes.touch(*created)
        self.loaded[model] |= {record.pk: record.loaded_digest for record in created}

    def _add_lists(self, pairs: list[tuple[Any, ContentRow]]) -> None:
        """Write the sources and other related records of new rows, in order."""
        links: list[SourceLink] = []
        for obj, row in pairs:
            for name, slugs in row.lists.items():
                relation: Any = row.model._meta.get_field(name)
                ids = [self._id(relation.related_model, slug) for slug in slugs]
                if isinstance(relation, SourcesField):
                    links += relation.build_links(obj, ids)
                else:
                    self.changes.set_related(obj, name, ids)
        SourceLink.objects.bulk_create(links, batch_size=500)

    def _update_all(self, pairs: list[tuple[Record, ContentEntry]]) -> None:
        for seen, entry in pairs:
            # An editor may have changed the record since it was read.
            record = type(seen).objects.select_for_update(no_key=True).get(pk=seen.pk)
            name = f"{record.type_code} {entry.slug}"
            if record.version != seen.version and not self.overwrite:
                self.report.skipped.append(name)
            else:
                self._update(record, entry)
                self.report.updated.append(name)

    def _update(self, record: Record, entry: ContentEntry) -> None:
        self._set(record, entry.row, {"loaded_digest": entry.digest})
        for part_model in get_part_models(type(record)):
            rows = entry.row.parts.get(part_model, [])
            keys = {row.columns.get("key") for row in rows}
            kept = {}
            # Delete removed parts first, so that new parts do not violate unique constraints. Links have
            # no key and are always recreated.
            for part in part_model._default_manager.filter(**{part_model.owner: record}):
                key = getattr(part, "key", None)
                if key in keys and key is not None:
                    kept[key] = part
                else:
                    self.changes.delete(part)
            for row in rows:
                part = kept.get(row.columns.get("key")) or part_model(**{part_model.owner: record})
                self._set(part, row, {})
        self.changes.publish(record)
        self.loaded[type(record)][record.pk] = entry.digest

    def _set(self, obj: Any, row: ContentRow, more: dict[str, Any]) -> None:
        for name, value in {**self._values(row), **more}.items():
            setattr(obj, name, value)
        self.changes.save(obj)
        for relation in get_many_to_many_fields(row.model):
            ids = [self._id(relation.related_model, slug) for slug in row.lists.get(relation.name, [])]
            self.changes.set_related(obj, relation.name, ids)


def _get_renamed_slugs(model: Any) -> dict[str, str]:
    """Map former slugs to current slugs."""
    aliases = SlugAlias.objects.filter(record_type=model.type_code)
    return dict(aliases.values_list("slug", "target"))


def _get_redacted_slugs(model: Any) -> set[str]:
    """Return the slugs whose latest version was redacted."""
    rows = Publication.objects.filter(record_type=model.type_code).latest_versions()
    return set(rows.filter(redacted_by__isnull=False).values_list("slug", flat=True))


def _get_self_relations(model: type[Record]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.related_model is model]


def _sort_into_levels(model: type[Record], entries: list[ContentEntry]) -> list[list[ContentEntry]]:
    """Group entries so that each group only references records of earlier groups."""
    own = _get_self_relations(model)
    waiting = {entry.slug: entry for entry in entries}
    levels = []
    while waiting:
        ready = [
            entry
            for entry in waiting.values()
            if not any(entry.row.references.get(name) in waiting for name in own)
        ]
        if not ready:
            raise ContentError(
                [
                    ContentIssue(e.file, e.slug, own[0], "These records point to one another in a circle.")
                    for e in waiting.values()
                ]
            )
        levels.append(ready)
        for entry in ready:
            del waiting[entry.slug]
    return levels
