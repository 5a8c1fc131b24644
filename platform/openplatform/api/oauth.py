"""The token endpoint: client credentials in, an opaque access token for an hour out (RFC 6749, section 4.4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from oauth2_provider.views.mixins import OAuthLibMixin
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import FormParser
from rest_framework.request import Request

from openplatform.api.base import ActorAPIView
from openplatform.api.network import caller_address
from openplatform.api.operations import operation
from openplatform.api.throttling import spend_from
from openplatform.errors import ServiceUnavailable


class TokenRequestSerializer(serializers.Serializer[Any]):
    """Client credentials; id and secret may come in an HTTP Basic header instead."""

    grant_type = serializers.ChoiceField(choices=["client_credentials"])
    client_id = serializers.CharField(required=False)
    client_secret = serializers.CharField(required=False)
    scope = serializers.CharField(
        required=False, help_text="Separated by spaces; all scopes of the client if left out."
    )


class TokenSerializer(serializers.Serializer[Any]):
    """An access token for the `Authorization: Bearer` header."""

    access_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds.")
    scope = serializers.CharField()


class TokenErrorSerializer(serializers.Serializer[Any]):
    """A refusal as RFC 6749, section 5.2 words it."""

    error = serializers.CharField()
    error_description = serializers.CharField(required=False)


class TokenView(OAuthLibMixin, ActorAPIView):
    """POST /api/v1/oauth/token"""

    authentication_classes: tuple[type[BaseAuthentication], ...] = ()
    parser_classes = (FormParser,)

    def check_throttles(self, request: Request) -> None:
        """
        Take one request out of the address's allowance; guessing secrets is never free, so without Redis nobody is let in.

        :raises RateLimited: when it is used up.
        :raises ServiceUnavailable: when Redis does not answer.
        """
        address = caller_address(request._request)
        self.allowance = spend_from("token", address, fail_closed=True)

    @operation(
        "issue_token",
        tag="OAuth",
        summary="Exchange client credentials for an access token",
        description="Errors of this operation follow RFC 6749, section 5.2: `error` and `error_description`.",
        scope=None,
        public=True,
        accepts=TokenRequestSerializer,
        returns=TokenSerializer,
        answers={400: TokenErrorSerializer, 401: TokenErrorSerializer},
        refuses=(ServiceUnavailable,),
    )
    def post(self, request: Request) -> HttpResponse:
        """Let the OAuth library answer."""
        _uri, headers, body, status = self.create_token_response(request._request)
        response = HttpResponse(body, status=status, content_type="application/json")
        for name, value in headers.items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        return response
