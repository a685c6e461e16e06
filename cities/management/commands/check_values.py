"""manage.py check_values: compare stored values with a table of a ministry or bureau."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cities.values.checks import check_values, find_file_source, iter_check_rows
from cities.values.table_files import MAX_BYTES, TableFileError, compute_file_checksum
from cities.values.tables import parse_column_choice
from records.texts.csv_files import escape_cell


class Command(BaseCommand):
    help = (
        "Compare the stored values of a year with a table (CSV, XLSX) and write a list of those that agree, "
        "differ or are blank, as CSV. Changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="The year of the data.")
        parser.add_argument("--sheet", default="", help="The sheet, if the workbook has several.")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="INDICATOR=COLUMN[+COLUMN][:UNIT]",
            help="A heading or a letter, as in built-up-area=建成区面积:平方公里. Default: the headings that "
            "are the Chinese name of an indicator, with the unit in brackets.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content = self._read_file(options["file"])
        if len(content) > MAX_BYTES:
            raise CommandError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
        checksum = compute_file_checksum(content)
        source = find_file_source(checksum)
        known = f"the file of “{source}”" if source else "not a file that a source names"
        self.stderr.write(f"SHA-256 {checksum}, {len(content):,} bytes: {known}.")
        try:
            choices = [parse_column_choice(text) for text in options["column"]]
            check = check_values(content, options["year"], sheet=options["sheet"], choices=choices)
        except TableFileError as error:
            raise CommandError(f"Nothing was checked. {error}") from error
        writer = csv.writer(self.stdout, lineterminator="\n")
        for row in iter_check_rows(check):
            writer.writerow([escape_cell(cell) for cell in row])
        self.stderr.write(", ".join(f"{count} {mark.value}" for mark, count in check.counts))

    def _read_file(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}.") from error
