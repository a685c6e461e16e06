"""Fills a database with marked samples, so that it can be seen how the hub does at scale."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub import samples
from records.models import Source


class Command(BaseCommand):
    help = str(gettext_lazy("Fill this database with marked samples. Never where real records are kept."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", type=int, default=1,
            help=_("N: 300 × N cities, 2,500 × N parks, 20,000 × N flows, 100,000 × N values."),
        )  # fmt: skip
        parser.add_argument(
            "--beside-real-data", action="store_true", help=_("Do it although there are real records.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] < 1:
            raise CommandError(_("The scale is a number from 1 on."))
        if Source.objects.filter(slug__startswith=samples.PREFIX).exists():
            raise CommandError(_("There are samples here already. Make a new database for others."))
        real = samples.real_records()
        if real and not options["beside_real_data"]:
            raise CommandError(
                _("This database holds real records (%(types)s). Nothing was written.")
                % {"types": ", ".join(real)}
            )
        samples.make(options["scale"], lambda line: self.stdout.write(line))
