"""`makemigrations`, which compares the schema only: see `records/schema_autodetector.py`."""

from django.core.management.commands import makemigrations

from records.schema_autodetector import SchemaAutodetector


class Command(makemigrations.Command):
    autodetector = SchemaAutodetector
