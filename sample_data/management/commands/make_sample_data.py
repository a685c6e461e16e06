"""Create sample data for load tests."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from records.models import Source
from sample_data import records
from sample_data.other_records import SAMPLE_PREFIX


class Command(BaseCommand):
    help = "Fill this database with marked sample data. Do not use it on a database with real records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            type=int,
            default=1,
            help="N: 300 × N cities, 2,500 × N parks, 20,000 × N flows and businesses, 100,000 × N values.",
        )
        parser.add_argument(
            "--beside-real-data",
            action="store_true",
            help="Create the samples even if there are real records.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] < 1:
            raise CommandError("The scale is a number from 1 on.")
        if Source.objects.filter(slug__startswith=SAMPLE_PREFIX).exists():
            raise CommandError("There are samples here already. Make a new database for others.")
        real = records.find_real_record_types()
        if real and not options["beside_real_data"]:
            raise CommandError(f"This database holds real records ({', '.join(real)}). Nothing was written.")
        records.create_sample_data(options["scale"], lambda line: self.stdout.write(line))
