from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_ANSWERING = ("enquiries.view_enquiry", "enquiries.change_enquiry")


class EnquiriesConfig(AppConfig):
    name = "enquiries"
    verbose_name = _("Requests of readers")
    role_permissions: ClassVar[dict[str, tuple[str, ...]]] = {
        "Editor": _ANSWERING,
        "Publisher": _ANSWERING,
        "Administrator": ("enquiries.view_enquiry", "enquiries.delete_enquiry"),
    }

    def ready(self) -> None:
        import_module("enquiries.checks")
        import_module("enquiries.personal_data")
