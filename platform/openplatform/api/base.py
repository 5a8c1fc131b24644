"""The base of every API view: who is asking, may they, how often, and one shape for every refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from kernel.actors import Actor
from kernel.errors import InvalidInput, NotAuthenticated, NotFound
from openplatform.api.authentication import ClientIdentity
from openplatform.api.operations import operation_of
from openplatform.api.pagination import LIMIT_DEFAULT, CursorPage
from openplatform.api.throttling import Allowance, spend
from openplatform.errors import InsufficientScope, MethodNotAllowed

NUL = "\x00"


class AlwaysJSON(BaseContentNegotiation):
    """Answer JSON whatever the caller accepts: the API has nothing else."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        """Return the parser of the body's content type, or None, which becomes a 415."""
        return next((parser for parser in parsers if (request.content_type or "").startswith(parser.media_type)), None)

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """Return the first renderer."""
        first = next(iter(renderers))
        return first, first.media_type


class ActorRequest(Request):
    """A request as handlers of `ActorAPIView` get it; for annotations."""

    actor: Actor


class ActorAPIView(APIView):
    """
    A view whose handlers, declared with `@operation`, find the caller in `request.actor`.

    The caller is a signed-in person (session and CSRF token) or a company's API client (bearer token or API key).
    """

    content_negotiation_class = AlwaysJSON
    metadata_class = None
    permission_classes = ()

    @property
    def allowed_methods(self) -> list[str]:
        """Return the methods that the resource declares."""
        return [name.upper() for name in self.http_method_names if operation_of(self, name)]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """
        Refuse what no column could hold before anything is looked up.

        :raises NotFound: when the path holds a NUL character.
        :raises InvalidInput: when a query parameter does.
        """
        super().initial(request, *args, **kwargs)
        if any(NUL in value for value in kwargs.values() if isinstance(value, str)):
            raise NotFound
        spoilt = sorted(name for name, values in request.query_params.lists() if NUL in name or NUL in "".join(values))
        if spoilt:
            raise InvalidInput(
                errors={name.replace(NUL, ""): [_("Null characters are not allowed.")] for name in spoilt}
            )

    def check_permissions(self, request: Request) -> None:
        """
        Find the actor, and refuse callers that the operation does not admit.

        :raises MethodNotAllowed: when the resource has no such method.
        :raises NotAuthenticated: when nobody is known and the operation is not public.
        :raises InsufficientScope: when a client lacks the operation's scope.
        """
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        operation = operation_of(self, request.method)
        if operation is None:
            raise MethodNotAllowed(method=request.method, allowed=self.allowed_methods)
        if operation.public:
            return
        if not request.actor.is_authenticated:  # type: ignore[attr-defined]
            raise NotAuthenticated
        identity = request.auth
        if isinstance(identity, ClientIdentity) and (operation.scope or "") not in identity.scopes:
            raise InsufficientScope(scope=operation.scope)

    def check_throttles(self, request: Request) -> None:
        """
        Take one request out of the caller's allowance.

        :raises RateLimited: when it is used up.
        """
        self.allowance: Allowance | None = spend(request)

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Say what is left of the allowance."""
        answer = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]
        allowance = getattr(self, "allowance", None)
        if allowance is not None:
            for name, value in allowance.headers().items():
                answer[name] = value
        return answer

    def page(self, rows: Any, *, order_by: Sequence[str], limit: int = LIMIT_DEFAULT) -> CursorPage:
        """Cut the page that the request asks for; see `CursorPage.of`."""
        return CursorPage.of(self.request, rows, order_by=order_by, limit=limit)


def actor_of(request: Request) -> Actor:
    """Return who is asking: the client of the bearer token, the person of the session, or a visitor."""
    if isinstance(request.auth, ClientIdentity):
        return request.auth.actor
    return getattr(request._request, "actor", None) or Actor.anonymous()
