"""An address with an impossible value gets the list of the admin, and no error page."""

import pytest

from tests.factories import make_city

# PostgreSQL ends a transaction with the first error, but requests of the admin are not in one.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.mark.parametrize(
    "address",
    [
        "cities/city/?slug__regex=(",
        "records/publication/?at__year=9999",
        "records/revision/?at__year=99999999999",
        "cities/city/?region__exact=99999999999999999999999",
        "auth/user/?username__regex=(",
        "auth/group/?name__regex=(",
        "axes/accessattempt/?attempt_time__year=99999999999",
        "axes/accesslog/?attempt_time__year=99999999999",
        "axes/accessfailurelog/?attempt_time__year=99999999999",
    ],
)
def test_an_impossible_value_is_refused(admin_client, address):
    make_city("changchun")
    assert admin_client.get(f"/admin/{address}", follow=True).status_code == 200
