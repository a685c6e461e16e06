"""Lists of the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError, OperationalError
from django.http import HttpRequest


class ListAdmin(admin.ModelAdmin):
    """Admin of a list that refuses an impossible value in its address with a message, as an unknown one."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Raise IncorrectLookupParameters for a value that a field or the database can't compare with."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error
        except OperationalError as error:
            # SQLite's error for an invalid regular expression.
            if "user-defined function" not in str(error):
                raise
            raise IncorrectLookupParameters(error) from error
