"""Django's admin as an app with the site of the hub; read before the apps are loaded."""

from django.contrib.admin.apps import AdminConfig


class HubAdminConfig(AdminConfig):
    default_site = "hub.admin_site.HubAdminSite"
