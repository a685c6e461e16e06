"""URLs under /admin/, before those of the admin."""

from django.contrib import admin
from django.urls import path

from accounts.views import PasswordChange, PasswordSetting

urlpatterns = [
    path("password_change/", admin.site.admin_view(PasswordChange.as_view()), name="change_password"),
    path("password/<uidb64>/<token>/", PasswordSetting.as_view(), name="set_password"),
]
