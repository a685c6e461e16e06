from django.apps import AppConfig


class SampleDataConfig(AppConfig):
    """Installed for its management command; it has no models."""

    name = "sample_data"
