"""The app of django-axes under a name that editors understand."""

from axes.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoginConfig(AppConfig):
    verbose_name = _("Logins")
