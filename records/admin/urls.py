"""Addresses below /admin/ that scripts of the admin ask. Staff only."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST

from records.admin.previews import show_links, show_preview
from records.admin.public_pages import list_edit_links, serve_script
from records.admin.unread import read_next, read_record, show_unread, take_back_mark
from records.admin.widgets.number_fields import read_number_view
from records.admin.widgets.text_lines import convert_texts

_wrap = admin.site.admin_view

urlpatterns = [
    path("edit-links/", list_edit_links, name="admin-edit-links"),
    path("edit-marks/", serve_script, name="admin-edit-marks"),
    path("preview-texts/", require_POST(convert_texts), name="admin-preview-texts"),
    path("read-number/", _wrap(read_number_view), name="admin-read-number"),
    path("preview/<slug:kind>/<int:pk>/links/", _wrap(show_links), name="admin-preview-links"),
    path("preview/<slug:kind>/<int:pk>/<slug:language>/", _wrap(show_preview), name="admin-preview"),
    path("unread/", _wrap(show_unread), name="admin-unread"),
    path("unread/next/", _wrap(read_next), name="admin-read-next"),
    path("unread/<slug:record_type>/<int:object_id>/", _wrap(read_record), name="admin-read-record"),
    path(
        "unread/<slug:record_type>/<int:object_id>/take-back/",
        _wrap(take_back_mark),
        name="admin-take-back-mark",
    ),
]
