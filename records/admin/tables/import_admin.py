"""The admin of records with import: upload, what is wrong or would change, propose."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.admin.tables.batch_pages import (
    BatchForm,
    UploadForm,
    describe_progress,
    describe_refusal,
    list_shown_rows,
)
from records.admin.tables.changes import count_by_kind
from records.admin.tables.errors import ImportFileError
from records.admin.tables.export_admin import ExportAdmin
from records.admin.tables.files import FileTable, read_file
from records.admin.tables.preparation import (
    MOST_ROWS_OF_REQUEST,
    get_shape,
    load_changes,
    run_batch,
    serialize_table,
)
from records.admin.tables.shapes import TableShape
from records.choices import Operation, ProposalOrigin
from records.models import BatchDraft
from records.models.batch_draft import MOST_OF_ACCOUNT, BatchState
from records.permissions import may_perform

_WORKING = (BatchState.UPLOADED, BatchState.CONFIRMED)
#: Seconds after which the page of a batch that a worker has asks again.
_REFRESH = 3


class ImportAdmin(ExportAdmin):
    """Admin whose records are changed by tables. A batch is one proposal; its author alone sees it before."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name=f"{name}_import"),
            path("import/<int:batch_id>/", wrap(self.batch_view), name=f"{name}_import_batch"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.has_perm("records.add_batchdraft") and may_perform(user, Operation.PROPOSE, self.model)

    def list_table_links(self, request: HttpRequest) -> list[dict[str, Any]]:
        links = super().list_table_links(request)
        if self.has_import_permission(request):
            links.append({"label": _("Import"), "url": self.reverse_page("import")})
        return links

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file. What can't be read at all is refused here, beside the field."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(
            request.POST if request.method == "POST" else None,
            request.FILES or None,
            shapes=self.shapes,
        )
        if form.is_valid():
            shape = self.shapes[form.cleaned_data["part"]]
            file = form.cleaned_data["file"]
            try:
                table = read_file(file.read(), file.name, shape)
            except ImportFileError as error:
                form.add_error("file", str(error))
            else:
                batch = self.start_batch(request, shape, table, file_name=file.name[-200:])
                if batch is not None:
                    return HttpResponseRedirect(self.reverse_page("import_batch", batch.pk))
        kept = BatchDraft.objects.filter(account_id=request.user.pk, record_type=self.model.type_code)
        context = {
            "title": _("Import"),
            "form": form,
            "shapes": list(self.shapes.values()),
            "kept": kept.undecided(),
        }
        response = self.render_page(request, "admin/table_import.html", context)
        response.status_code = 400 if form.errors else 200
        return response

    def start_batch(
        self,
        request: HttpRequest,
        shape: TableShape,
        table: FileTable,
        *,
        file_name: str = "",
        origin: ProposalOrigin = ProposalOrigin.IMPORT,
    ) -> BatchDraft | None:
        """Keep a table, and check it now unless it is large. None: the account has too many."""
        own = BatchDraft.objects.filter(account_id=request.user.pk)
        own.exclude(pk__in=own.undecided().values("pk")).delete()
        BatchDraft.objects.prune()
        if BatchDraft.objects.is_full(request.user):
            text = _("%(count)s batches of yours, or too many of all, wait. Propose one or throw one away.")
            messages.error(request, text % {"count": MOST_OF_ACCOUNT})
            return None
        account: Any = request.user
        batch = BatchDraft.objects.create(
            account=account,
            record_type=shape.model.type_code,
            relation=shape.relation,
            origin=origin,
            file_name=file_name,
            language=get_language() or "en",
            size=len(table.lines),
            table=serialize_table(table),
        )
        if batch.size <= MOST_ROWS_OF_REQUEST:
            run_batch(batch)
        return batch

    def batch_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Show what is wrong with a batch, or what it changes; propose it, or throw it away."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(
            BatchDraft, pk=batch_id, account_id=request.user.pk, record_type=self.model.type_code
        )
        if request.method == "POST" and "_discard" in request.POST and batch.state not in _WORKING:
            batch.delete()
            messages.success(request, _("Thrown away. Nothing was changed."))
            return HttpResponseRedirect(self.reverse_page("changelist"))
        form = BatchForm(request.POST if request.method == "POST" else None, batch)
        if batch.state == BatchState.CHECKED and batch.changes and form.is_valid():
            self._confirm(request, batch, form)
            return HttpResponseRedirect(self._get_next_page(batch))
        if batch.state == BatchState.PROPOSED:
            return HttpResponseRedirect(self._get_next_page(batch))
        response = self.render_page(
            request, "admin/table_batch.html", self._build_batch_context(request, batch, form)
        )
        if batch.state in _WORKING:
            response["Refresh"] = str(_REFRESH)
        response.status_code = 400 if form.errors else 200
        return response

    def _confirm(self, request: HttpRequest, batch: BatchDraft, form: BatchForm) -> None:
        """Propose a batch, or let the worker do it if it is large."""
        batch.reason, batch.kind = form.cleaned_data["reason"], form.cleaned_data["kind"]
        batch.state, batch.is_stale = BatchState.CONFIRMED, False
        taken = BatchDraft.objects.filter(pk=batch.pk, state=BatchState.CHECKED)
        if not taken.update(reason=batch.reason, kind=batch.kind, state=batch.state, is_stale=False):
            return  # sent twice
        if batch.size <= MOST_ROWS_OF_REQUEST:
            run_batch(batch)
        batch.refresh_from_db()
        if batch.state == BatchState.PROPOSED:
            messages.success(
                request, _("Proposed. What is public is unchanged until a publisher accepts it.")
            )

    def _get_next_page(self, batch: BatchDraft) -> str:
        """Return the address of the proposal, or of the batch, whose page says how far it is."""
        if batch.state != BatchState.PROPOSED:
            return self.reverse_page("import_batch", batch.pk)
        try:
            return reverse("admin:records_proposal_change", args=[batch.proposal_id])
        except NoReverseMatch:
            return self.reverse_page("changelist")

    def _build_batch_context(
        self, request: HttpRequest, batch: BatchDraft, form: BatchForm
    ) -> dict[str, Any]:
        shape = get_shape(batch)
        context: dict[str, Any] = {
            "title": batch.file_name or batch.get_origin_display(),
            "batch": batch,
            "shape": shape,
            "form": form,
        }
        if batch.state in _WORKING:
            return context | {"progress": describe_progress(batch)}
        if batch.state == BatchState.REFUSED:
            return context | {"refusal": describe_refusal(batch)}
        if batch.state == BatchState.CHECKED:
            only = request.GET.get("only", "")
            rows, page = list_shown_rows(batch, request.GET.get("p"), only)
            counts = count_by_kind(load_changes(batch))
            total = counts["new"] + counts["changed"]
            context |= {
                "rows": rows,
                "page": page,
                "only": only,
                **{f"{kind}_count": counts[kind] for kind in ("new", "changed", "odd", "emptied")},
                "total": total,
                "unchanged_count": batch.size - total,
            }
        return context
