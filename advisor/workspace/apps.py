"""The workspace as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Its name and label."""

    name = "advisor.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have what is done to passkeys and second factors told to the log."""
        from . import passkeys  # noqa: F401
