"""What the API refuses before a domain is asked."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, Forbidden, NotAuthenticated


class MalformedRequest(DomainError):
    """The body is not what its content type says."""

    code = "malformed_request"
    status = HTTPStatus.BAD_REQUEST
    title = _("Malformed request")
    message = _("The request could not be read.")


class InvalidCursor(DomainError):
    """The cursor was not made by this list."""

    code = "invalid_cursor"
    status = HTTPStatus.BAD_REQUEST
    title = _("Invalid cursor")
    message = _("This cursor does not belong to this list. Start again without a cursor.")


class MethodNotAllowed(DomainError):
    """The resource does not know the method."""

    code = "method_not_allowed"
    status = HTTPStatus.METHOD_NOT_ALLOWED
    title = _("Method not allowed")
    message = _("This resource does not support the method %(method)s.")


class UnsupportedMediaType(DomainError):
    """The body has a type that the resource does not read."""

    code = "unsupported_media_type"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = _("Unsupported media type")
    message = _("Send the body as application/json.")


class PayloadTooLarge(DomainError):
    """The body is larger than the platform reads."""

    code = "payload_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = _("Request too large")
    message = _("The request is larger than allowed. Send fewer rows at once.")


class InternalError(DomainError):
    """Something went wrong on our side; the caller learns nothing but a reference."""

    code = "internal_error"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title = _("Internal error")
    message = _("Something went wrong on our side. It has been recorded; please try again later.")


class ServiceUnavailable(DomainError):
    """A part that this request cannot do without is away."""

    code = "service_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = _("Temporarily unavailable")
    message = _("This is temporarily unavailable. Please try again in a moment.")


class IdempotencyKeyMissing(DomainError):
    """A request that creates something came without the header that makes it repeatable."""

    code = "idempotency_key_missing"
    status = HTTPStatus.BAD_REQUEST
    title = _("Idempotency-Key missing")
    message = _("Send an Idempotency-Key header with a value of your own, at most %(max_length)s characters long.")


class IdempotencyKeyInvalid(DomainError):
    """The key is too long or holds characters that a header should not."""

    code = "idempotency_key_invalid"
    status = HTTPStatus.BAD_REQUEST
    title = _("Idempotency-Key invalid")
    message = _("An Idempotency-Key has 1 to %(max_length)s visible ASCII characters.")


class IdempotencyKeyReused(DomainError):
    """The key was used before with another request."""

    code = "idempotency_key_reused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Idempotency-Key used before")
    message = _("This Idempotency-Key was used with a different request. Use a new key for a new request.")


class RequestInFlight(DomainError):
    """The same request is being carried out right now."""

    code = "request_in_flight"
    title = _("Request in flight")
    message = _("A request with this Idempotency-Key is being carried out. Repeat it in a moment to get its answer.")


class InvalidCredentials(NotAuthenticated):
    """The token or key is unknown, expired or revoked: which of these is not told."""

    code = "invalid_credentials"
    title = _("Invalid credentials")
    message = _("The access token or API key is not valid (any more).")


class InsufficientScope(Forbidden):
    """The client was not given the scope that the operation needs."""

    code = "insufficient_scope"
    title = _("Scope missing")
    message = _("This client lacks the scope %(scope)s.")


class AddressNotAllowed(Forbidden):
    """The client may only call from certain addresses, and this is none of them."""

    code = "address_not_allowed"
    title = _("Address not allowed")
    message = _("This client may not call from this address.")


class OrganizationNotActive(Forbidden):
    """The client's company may not trade at present."""

    code = "organization_not_active"
    title = _("Company not active")
    message = _("The company of this client is not active.")


class UnknownScope(DomainError):
    """A client was to get a scope that does not exist or that its company cannot use."""

    code = "unknown_scope"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Unknown scope")
    message = _("These scopes cannot be given to this client: %(scopes)s.")


class TooManySecrets(DomainError):
    """A client already has as many live secrets as it may."""

    code = "too_many_secrets"
    title = _("Too many live secrets")
    message = _("This client already has %(limit)s live secrets of this kind. Revoke one first.")
