"""Authentication by API key."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from api.models import ApiKey, hash_key

_SCHEME = "Bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`. Anonymous access is allowed; an invalid key is rejected with 401."""

    def authenticate(self, request: Any) -> tuple[AnonymousUser, ApiKey] | None:
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        if len(parts) != 2 or parts[0].lower() != b"bearer":
            raise AuthenticationFailed("Send the key as “Authorization: Bearer <key>”, or omit the header.")
        key = ApiKey.objects.valid().filter(digest=hash_key(parts[1].decode("latin-1"))).first()
        if key is None:
            raise AuthenticationFailed("Unknown or revoked key. No key is needed to read.")
        key.record_use()
        return AnonymousUser(), key

    def authenticate_header(self, request: Any) -> str:
        return f'{_SCHEME} realm="China Hub API"'
