"""`migrate`, which compares the schema only: see `records/schema_autodetector.py`."""

from django.core.management.commands import migrate

from records.schema_autodetector import SchemaAutodetector


class Command(migrate.Command):
    autodetector = SchemaAutodetector
