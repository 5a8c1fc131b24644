"""Refusals: what a service raises when it will not do what was asked, and how that looks to a caller (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """
    A refusal with a stable `code`, an HTTP `status` and a sentence that says what to do.

    Subclasses are named for what happened. Keyword arguments become members of the problem document and fill the placeholders of `message`.
    """

    code: ClassVar[str] = "domain_error"
    status: ClassVar[int] = HTTPStatus.CONFLICT
    title: ClassVar[str | Promise] = _("The request could not be carried out")
    message: ClassVar[str | Promise] = _("The request could not be carried out.")

    def __init__(self, detail: str | Promise | None = None, **params: Any) -> None:
        self.params = params
        self._detail = detail
        super().__init__(self.code)

    @property
    def detail(self) -> str:
        """Return the sentence for a person, in the active language."""
        text = str(self._detail if self._detail is not None else self.message)
        try:
            return text % self.params if self.params and "%(" in text else text
        except (KeyError, ValueError, TypeError):
            # A sentence with a gap is better than a refusal that turns into a crash.
            return text

    def __str__(self) -> str:
        return self.detail

    def problem(self) -> dict[str, Any]:
        """Return the RFC 9457 document: type, title, status, detail, code and this refusal's own members."""
        members = {key: _plain(value) for key, value in self.params.items()}
        standard = {
            "type": f"urn:tongshang:problem:{self.code}",
            "title": str(self.title),
            "status": int(self.status),
            "detail": self.detail,
            "code": self.code,
        }
        return {**standard, **members, **standard}


def _plain(value: Any) -> Any:
    """Reduce a value to what JSON can carry."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)


class NotFound(DomainError):
    """The thing does not exist, or the actor may not see it: the two look the same."""

    code = "not_found"
    status = HTTPStatus.NOT_FOUND
    title = _("Not found")
    message = _("There is nothing here, or it is not yours to see.")


class NotAuthenticated(DomainError):
    """Nobody is signed in."""

    code = "not_authenticated"
    status = HTTPStatus.UNAUTHORIZED
    title = _("Sign in first")
    message = _("Sign in, or send valid credentials.")


class Forbidden(DomainError):
    """The actor may see the thing but not do this with it."""

    code = "forbidden"
    status = HTTPStatus.FORBIDDEN
    title = _("Not allowed")
    message = _("Your role does not allow this. Ask an administrator of your company for it.")


class InvalidInput(DomainError):
    """The request is malformed; `errors` maps field names to lists of sentences."""

    code = "invalid_input"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Please check what was entered")
    message = _("Some of what was sent is not valid.")


class IllegalTransition(DomainError):
    """The document is in a state from which this step does not exist."""

    code = "illegal_transition"
    title = _("Not possible in this state")
    message = _("This step is not possible any more: the state is “%(current)s”. Reload to see what has changed.")


class StaleVersion(DomainError):
    """Somebody changed the document after the actor looked at it."""

    code = "stale_version"
    title = _("Changed in the meantime")
    message = _("This was changed by somebody else in the meantime. Reload, look at it again and repeat.")


class RateLimited(DomainError):
    """Too many requests in too short a time."""

    code = "rate_limited"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Too many requests")
    message = _("Too many requests. Wait a little and try again.")


class PdfUnavailable(DomainError):
    """The system library that draws PDFs is missing."""

    code = "pdf_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = _("PDF not available")
    message = _(
        "This server cannot make PDFs: the library pango is missing. Use the print view, or ask the operator to install it."
    )
