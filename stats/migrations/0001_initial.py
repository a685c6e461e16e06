import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StaleMark",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=80, primary_key=True, serialize=False, verbose_name="statistic"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="marks")),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="marked")),
                (
                    "as_of",
                    models.DateTimeField(
                        help_text="When anything it depends on was last published or withdrawn.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark",
                "verbose_name_plural": "marks",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Refresh",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statistic", models.CharField(max_length=80, verbose_name="statistic")),
                (
                    "started_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="started"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="ended"
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="values")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("error", models.TextField(blank=True, default="", verbose_name="error")),
                ("worker", models.CharField(blank=True, default="", max_length=120, verbose_name="by")),
            ],
            options={
                "verbose_name": "refresh",
                "verbose_name_plural": "refreshes",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RefreshState",
            fields=[
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counting",
                        serialize=False,
                        to="stats.stalemark",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="counted up to mark")),
                ("token", models.CharField(blank=True, default="", max_length=32)),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="claimed")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="last changed")),
                ("as_of", models.DateTimeField(null=True, verbose_name="as of")),
            ],
            options={
                "verbose_name": "statistic",
                "verbose_name_plural": "statistics",
                "ordering": ["mark"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statistic", models.CharField(max_length=80, verbose_name="statistic")),
                ("scope", models.CharField(max_length=30, verbose_name="scope")),
                ("slug", models.CharField(blank=True, default="", max_length=160, verbose_name="record")),
                ("dimensions", models.CharField(default="{}", max_length=500, verbose_name="dimensions")),
                (
                    "value",
                    models.DecimalField(decimal_places=6, max_digits=26, null=True, verbose_name="value"),
                ),
                ("n", models.PositiveBigIntegerField(verbose_name="number of records")),
                (
                    "denominator",
                    models.DecimalField(
                        decimal_places=6, max_digits=26, null=True, verbose_name="denominator"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_counted", "No counted numerator on record"),
                            ("not_recorded", "Not recorded"),
                            ("too_few", "Too few records"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="why there is no value",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="valid since")),
                ("until", models.DateTimeField(verbose_name="valid until")),
            ],
            options={
                "verbose_name": "earlier value",
                "verbose_name_plural": "earlier values",
                "indexes": [
                    models.Index(
                        fields=["statistic", "scope", "slug", "dimensions", "until"],
                        name="stats_historicalvalue_of",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatisticsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("full_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="stats_statisticsversion_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatisticValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statistic", models.CharField(max_length=80, verbose_name="statistic")),
                ("scope", models.CharField(max_length=30, verbose_name="scope")),
                ("slug", models.CharField(blank=True, default="", max_length=160, verbose_name="record")),
                ("dimensions", models.CharField(default="{}", max_length=500, verbose_name="dimensions")),
                (
                    "value",
                    models.DecimalField(decimal_places=6, max_digits=26, null=True, verbose_name="value"),
                ),
                ("n", models.PositiveBigIntegerField(verbose_name="number of records")),
                (
                    "denominator",
                    models.DecimalField(
                        decimal_places=6, max_digits=26, null=True, verbose_name="denominator"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_counted", "No counted numerator on record"),
                            ("not_recorded", "Not recorded"),
                            ("too_few", "Too few records"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="why there is no value",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="valid since")),
            ],
            options={
                "verbose_name": "value of a statistic",
                "verbose_name_plural": "values of statistics",
                "indexes": [models.Index(fields=["scope", "slug"], name="stats_statisticvalue_scope")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statistic", "scope", "slug", "dimensions"), name="stats_statisticvalue_once"
                    )
                ],
            },
        ),
    ]
