import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskMail",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RoleConfirmation",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="confirmation",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("givers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                ("groups", models.ManyToManyField(related_name="confirmations", to="auth.group")),
            ],
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("kind", models.CharField(max_length=20)),
                ("account", models.CharField(default="", max_length=150)),
                ("account_key", models.PositiveBigIntegerField(editable=False, null=True)),
                ("actor", models.CharField(default="", max_length=150)),
                ("actor_key", models.PositiveBigIntegerField(editable=False, null=True)),
                ("address", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(default="", max_length=36)),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "entry of the account log",
                "verbose_name_plural": "account log",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["at"], name="accounts_accountevent_at"),
                    models.Index(fields=["kind", "account_key", "at"], name="accounts_accountevent_kind"),
                    models.Index(fields=["account"], name="accounts_accountevent_account"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "signed_in",
                                    "signed_out",
                                    "refused",
                                    "locked",
                                    "forbidden",
                                    "password_set",
                                    "link_made",
                                    "factor_added",
                                    "factor_removed",
                                    "factor_reset",
                                    "recovery_code_used",
                                    "sessions_ended",
                                    "account_created",
                                    "account_changed",
                                    "rights_changed",
                                    "account_deleted",
                                    "group_changed",
                                    "key_created",
                                    "key_revoked",
                                ],
                            )
                        ),
                        name="accounts_accountevent_kind_code",
                    )
                ],
            },
        ),
    ]
