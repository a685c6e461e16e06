import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StatisticValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("statistic", models.CharField(max_length=80)),
                ("scope", models.CharField(max_length=30)),
                ("slug", models.CharField(default="", max_length=160)),
                ("dimensions", models.CharField(default="{}", max_length=500)),
                ("value", models.DecimalField(decimal_places=6, max_digits=26, null=True)),
                ("n", models.PositiveBigIntegerField()),
                ("denominator", models.DecimalField(decimal_places=6, max_digits=26, null=True)),
                ("reason", models.CharField(default="", max_length=16)),
                ("since", models.DateTimeField()),
                ("since_number", models.PositiveBigIntegerField(default=0)),
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
        migrations.CreateModel(
            name="TableSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("statistic", models.CharField(max_length=80)),
                ("scope", models.CharField(max_length=30)),
                ("slug", models.CharField(default="", max_length=160)),
                ("facts", models.JSONField(default=dict)),
                ("known", models.JSONField(default=list)),
                ("brief", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "slug", "statistic"), name="stats_tablesummary_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("statistic", models.CharField(max_length=80)),
                ("scope", models.CharField(max_length=30)),
                ("slug", models.CharField(default="", max_length=160)),
                ("dimensions", models.CharField(default="{}", max_length=500)),
                ("value", models.DecimalField(decimal_places=6, max_digits=26, null=True)),
                ("n", models.PositiveBigIntegerField()),
                ("denominator", models.DecimalField(decimal_places=6, max_digits=26, null=True)),
                ("reason", models.CharField(default="", max_length=16)),
                ("since", models.DateTimeField()),
                ("since_number", models.PositiveBigIntegerField(default=0)),
                ("until", models.DateTimeField()),
                ("until_number", models.PositiveBigIntegerField(default=0)),
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
            name="StaleMark",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled", models.PositiveBigIntegerField(default=0)),
                ("as_of", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "mark",
                "verbose_name_plural": "marks",
                "ordering": ["key"],
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
                ("number", models.PositiveBigIntegerField(default=0)),
                ("token", models.CharField(default="", max_length=32)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("as_of", models.DateTimeField(null=True)),
                ("applied", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
            ],
            options={
                "verbose_name": "statistic",
                "verbose_name_plural": "statistics",
                "ordering": ["mark"],
            },
        ),
        migrations.CreateModel(
            name="StatisticsVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
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
            name="Refresh",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("statistic", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(default="")),
                ("worker", models.CharField(default="", max_length=120)),
            ],
            options={
                "verbose_name": "refresh",
                "verbose_name_plural": "refreshes",
                "ordering": ["-pk"],
            },
        ),
    ]
