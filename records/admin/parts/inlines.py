"""Rows of a record's form: parts and links, with the permissions of their record."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.admin.forms import DeskForm, PartForm
from records.admin.layouts import FOLDED_FIELDS, NOTE, SOURCES
from records.admin.widgets.number_fields import NumberFormAdmin
from records.admin.widgets.relation_forms import RelationFormAdmin
from records.admin.widgets.relations import RelationFormSet
from records.admin.widgets.translated_texts import TranslatedTextsAdmin, group_fieldsets
from records.models import Link, Part

#: Request attribute: the part whose page is shown.
_PART_PAGE = "_part_page"


@dataclass(frozen=True)
class PartPage:
    """The page of one part: the form of its record with nothing but this part. A new one has no key."""

    inline: "type[PartInline]"
    relation: str
    key: str = ""

    @property
    def is_new(self) -> bool:
        return not self.key


def set_part_page(request: HttpRequest, page: PartPage) -> None:
    setattr(request, _PART_PAGE, page)


def get_part_page(request: HttpRequest) -> PartPage | None:
    """Return the page of a part that is asked for; None if it is the form of a record."""
    return getattr(request, _PART_PAGE, None)


class _RecordInline(NumberFormAdmin, TranslatedTextsAdmin, RelationFormAdmin, InlineModelAdmin):
    """Rows of a record, with the permissions of the record."""

    form = DeskForm
    formset = RelationFormSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the related rows that the form and the names of the rows show."""
        names = self.get_autocomplete_fields(request)
        queryset = super().get_queryset(request)
        if issubclass(self.model, Part):
            queryset = queryset.prefetch_related("source_links")
        return queryset.select_related(*names) if names else queryset

    def _get_record_admin(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._get_record_admin().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self._get_record_admin().has_add_permission(request)
        return self._get_record_admin().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PartInline(_RecordInline, admin.StackedInline):
    """Parts of a record. Each has a page of its own.

    `layout` has its fieldsets; Django refuses `fieldsets` with sources, whose rows it didn't define.
    """

    layout: ClassVar[tuple[Any, ...]] = ()

    model = Part
    form = PartForm
    #: What the button that adds a part says, and the one that removes it.
    add_label: ClassVar[Any] = _("Add one")
    remove_label: ClassVar[Any] = _("Remove")
    #: The heading of the parts on the form of their record, if not their name.
    heading: ClassVar[Any] = ""
    #: Fields that the line of a part there shows after its title.
    line_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def get_relation(cls) -> str:
        """Return the accessor of the parts, by which addresses name them: "key_facts"."""
        field: Any = cls.model._meta.get_field(cls.model.owner)
        return field.remote_field.get_accessor_name()

    def get_layout(self) -> tuple[Any, ...]:
        return self.layout

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return group_fieldsets(self.model, self.get_layout())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        page = get_part_page(request)
        queryset = super().get_queryset(request)
        return queryset if page is None else queryset.filter(key=page.key)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Build the form of one part for its page, whatever number of rows is sent."""
        page = get_part_page(request)
        one = {"extra": 0, "min_num": int(page is not None and page.is_new), "max_num": 1, "absolute_max": 1}
        return super().get_formset(request, obj, **{"can_delete": False, **one, **kwargs})


class NameInline(PartInline):
    """Other names of a record."""

    add_label = _("Add a name")
    line_fields = ("kind", "language")
    remove_label = _("Remove this name")
    layout = (
        (_("What it is"), {"fields": (("text", "language", "kind"),)}),
        FOLDED_FIELDS,
        SOURCES,
    )


class FigureInline(PartInline):
    """Figures of a record. `own_fields`, `folded_fields`: those that only figures of this record have."""

    own_fields: ClassVar[tuple[Any, ...]] = ()
    folded_fields: ClassVar[tuple[Any, ...]] = ()
    add_label = _("Add a figure")
    remove_label = _("Remove this figure")

    def get_layout(self) -> tuple[Any, ...]:
        return (
            (_("What it is"), {"fields": (("label_en", "label_zh_hans"),)}),
            (
                _("The figure"),
                {"fields": (("value", "unit", "year"), ("evidence", "source_type"), *self.own_fields)},
            ),
            (
                _("Period, precision, what it measures"),
                {
                    "classes": ("collapse",),
                    "fields": (
                        ("period_en", "period_zh_hans"),
                        ("precision", "amount_type", "measured_property"),
                        *self.folded_fields,
                        "key",
                    ),
                },
            ),
            SOURCES,
            NOTE,
        )


class LinkInline(_RecordInline, admin.TabularInline):
    model = Link
    template = "admin/includes/link_inline.html"
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the fields of a row, whose labels are the heads of its table."""
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field is not None:
            form_field.widget.attrs["aria-label"] = capfirst(str(form_field.label))
        return form_field
