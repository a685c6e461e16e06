"""Addresses below /admin/ that scripts of the admin ask. Staff only."""

from django.contrib import admin
from django.urls import path

from records.admin.number_fields import read_number_view

urlpatterns = [
    path("read-number/", admin.site.admin_view(read_number_view), name="admin-read-number"),
]
