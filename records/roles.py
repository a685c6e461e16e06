"""Groups for the roles, created and updated after `manage.py migrate`.

Missing permissions are added; permissions that an administrator added are kept. An app grants permissions on
other models with `role_permissions` of its AppConfig:

    role_permissions = {ADMINISTRATOR: ("api.view_apikey", "api.add_apikey")}
"""

from typing import Any

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions

from records.permissions import ROLES, iterate_codenames


def add_role_permissions(app_config: Any, using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Receiver of `post_migrate`: give each role its permissions on the models of one app. Idempotent."""
    try:
        group_model, permission_model = apps.get_model("auth.Group"), apps.get_model("auth.Permission")
    except LookupError:  # migrated back to a state without these models
        return
    # The receiver of django.contrib.auth, which creates permissions, may run after this one.
    create_permissions(app_config, verbosity=0, using=using, apps=apps)
    present = permission_model.objects.using(using).filter(content_type__app_label=app_config.label)
    ids = dict(present.values_list("codename", "pk"))
    if not ids:
        return
    extra = _collect_app_permissions(app_config.label)
    for role in ROLES:
        group, _created = group_model.objects.using(using).get_or_create(name=role)
        wanted = {*iterate_codenames(role, app_config.get_models()), *extra.get(role, ())}
        group.permissions.add(*(ids[codename] for codename in wanted if codename in ids))


def _collect_app_permissions(label: str) -> dict[str, set[str]]:
    """Return the codenames for models of the app `label` that any AppConfig grants, by role."""
    granted: dict[str, set[str]] = {}
    for config in global_apps.get_app_configs():
        for role, names in getattr(config, "role_permissions", {}).items():
            codenames = (name.split(".") for name in names)
            granted.setdefault(role, set()).update(code for app, code in codenames if app == label)
    return granted
