"""A Django project with one view that always answers the same: what `make bench` compares with."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

#: As long as a compressed list page.
_BODY = b"x" * 5_000


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_BODY)


settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="of no use")
urlpatterns = [path("", answer)]
application = get_wsgi_application()
