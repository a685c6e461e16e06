"""Addresses below /admin/ that scripts of the admin ask. Staff only."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST

from records.admin.public_pages import list_edit_links, serve_script
from records.admin.widgets.number_fields import read_number_view
from records.admin.widgets.text_lines import convert_texts

urlpatterns = [
    path("edit-links/", list_edit_links, name="admin-edit-links"),
    path("edit-marks/", serve_script, name="admin-edit-marks"),
    path("preview-texts/", require_POST(convert_texts), name="admin-preview-texts"),
    path("read-number/", admin.site.admin_view(read_number_view), name="admin-read-number"),
]
