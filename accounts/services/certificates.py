"""Certificates with their validity (F014) and ESG figures per period (F015)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.configuration import EXPIRY_REMINDER_DAYS
from accounts.errors import DuplicateCertificate, DuplicatePeriod
from accounts.events import CertificateExpiring
from accounts.models import Certificate, EsgRecord
from accounts.selectors.access import lock_editable_organization
from accounts.selectors.papers import get_certificate, get_esg_record
from accounts.services.codes import ensure_known_codes
from kernel import events
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from kernel.models import StoredFile
from reference.selectors.config import get_config


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDetails:
    """A certificate as it is entered; without an end it is valid for good."""

    certificate_type: str
    number: str
    issuer: str
    valid_from: date
    valid_until: date | None = None


@transaction.atomic
def add_certificate(
    *,
    actor: Actor,
    certificate: CertificateDetails,
    file_id: str | None = None,
    organization_id: str | None = None,
) -> Certificate:
    """
    Register a certificate of a company.

    :raises NotFound: when the company is not the actor's to manage, or the file not its own.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when something is missing, unknown or ends before it begins.
    :raises DuplicateCertificate: when it is registered already.
    """
    organization = lock_editable_organization(actor=actor, organization_id=organization_id)
    return _save_certificate(Certificate(organization=organization), certificate, file_id)


@transaction.atomic
def update_certificate(
    *, actor: Actor, certificate_id: str, certificate: CertificateDetails, file_id: str | None = None
) -> Certificate:
    """
    Correct or renew a certificate; without a file the one it has stays. A new end is reminded of anew.

    :raises NotFound: when the certificate is not of a company the actor manages, or the file not the company's.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when something is missing, unknown or ends before it begins.
    :raises DuplicateCertificate: when another one has type and number.
    """
    found = get_certificate(actor=actor, certificate_id=certificate_id)
    lock_editable_organization(actor=actor, organization_id=found.organization.public_id)
    if found.valid_until != certificate.valid_until:
        found.reminded_at = None
    return _save_certificate(found, certificate, file_id)


@transaction.atomic
def delete_certificate(*, actor: Actor, certificate_id: str) -> None:
    """
    Remove a certificate.

    :raises NotFound: when it is not of a company the actor manages.
    :raises Forbidden: when the actor may not edit the company.
    """
    found = get_certificate(actor=actor, certificate_id=certificate_id)
    lock_editable_organization(actor=actor, organization_id=found.organization.public_id)
    found.delete()


def _save_certificate(target: Certificate, entered: CertificateDetails, file_id: str | None) -> Certificate:
    errors = ensure_known_codes({"certificate_type": entered.certificate_type})
    for column in ("certificate_type", "number", "issuer"):
        if not getattr(entered, column).strip():
            errors[column] = [_("This field is required.")]
    if entered.valid_until is not None and entered.valid_until < entered.valid_from:
        errors["valid_until"] = [_("The end lies before the beginning.")]
    if errors:
        raise InvalidInput(errors=errors)
    for column, value in asdict(entered).items():
        setattr(target, column, value.strip() if isinstance(value, str) else value)
    if file_id:
        target.file = _own_file(target.organization_id, file_id)
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as error:
        raise DuplicateCertificate(number=target.number) from error
    return target


def _own_file(organization_id: int, file_id: str) -> StoredFile:
    found = StoredFile.objects.filter(public_id=file_id, organization_id=organization_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def remind_of_expiring_certificates(*, now: datetime) -> int:
    """Announce once per certificate that it ends within the configured number of days; returns how many."""
    today = timezone.localdate(now)
    until = today + timedelta(days=get_config(EXPIRY_REMINDER_DAYS))
    ending = Certificate.objects.locked().filter(reminded_at=None, valid_until__range=(today, until))
    expiring = list(ending.select_related("organization"))
    for certificate in expiring:
        certificate.reminded_at = now
    Certificate.objects.bulk_update(expiring, ["reminded_at"])
    events.publish(*(_expiring(certificate, now=now) for certificate in expiring))
    return len(expiring)


def _expiring(certificate: Certificate, *, now: datetime) -> CertificateExpiring:
    assert certificate.valid_until is not None
    return CertificateExpiring(
        occurred_at=now,
        organization_ids=(certificate.organization_id,),
        certificate_id=certificate.public_id,
        organization_id=certificate.organization.public_id,
        valid_until=certificate.valid_until,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EsgFigures:
    """ESG figures of a period: scores from 0 to 100, renewable energy as a share of one, carbon in kg CO₂e per unit."""

    period_start: date
    period_end: date
    environment_score: Decimal
    social_score: Decimal
    governance_score: Decimal
    renewable_share: Decimal = Decimal(0)
    carbon_per_unit: Decimal | None = None


@transaction.atomic
def add_esg_record(
    *, actor: Actor, figures: EsgFigures, file_id: str | None = None, organization_id: str | None = None
) -> EsgRecord:
    """
    Report a company's figures for a period.

    :raises NotFound: when the company is not the actor's to manage, or the file not its own.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when a figure is out of range or the period ends before it begins.
    :raises DuplicatePeriod: when the period is reported already.
    """
    organization = lock_editable_organization(actor=actor, organization_id=organization_id)
    return _save_esg(EsgRecord(organization=organization), figures, file_id)


@transaction.atomic
def update_esg_record(*, actor: Actor, record_id: str, figures: EsgFigures, file_id: str | None = None) -> EsgRecord:
    """
    Correct a period's figures; without a file the one it has stays.

    :raises NotFound: when the record is not of a company the actor manages, or the file not the company's.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when a figure is out of range or the period ends before it begins.
    :raises DuplicatePeriod: when another record has the period.
    """
    found = get_esg_record(actor=actor, record_id=record_id)
    lock_editable_organization(actor=actor, organization_id=found.organization.public_id)
    return _save_esg(found, figures, file_id)


@transaction.atomic
def delete_esg_record(*, actor: Actor, record_id: str) -> None:
    """
    Remove a period's figures.

    :raises NotFound: when the record is not of a company the actor manages.
    :raises Forbidden: when the actor may not edit the company.
    """
    found = get_esg_record(actor=actor, record_id=record_id)
    lock_editable_organization(actor=actor, organization_id=found.organization.public_id)
    found.delete()


HIGHEST_SCORE = Decimal(100)
SCORES = ("environment_score", "social_score", "governance_score")


def _save_esg(target: EsgRecord, figures: EsgFigures, file_id: str | None) -> EsgRecord:
    errors = {
        column: [_("Enter a number from 0 to 100.")]
        for column in SCORES
        if not 0 <= getattr(figures, column) <= HIGHEST_SCORE
    }
    if not 0 <= figures.renewable_share <= 1:
        errors["renewable_share"] = [_("Enter a share from 0 to 1.")]
    if figures.carbon_per_unit is not None and figures.carbon_per_unit < 0:
        errors["carbon_per_unit"] = [_("Enter a number that is not negative.")]
    if figures.period_end < figures.period_start:
        errors["period_end"] = [_("The end lies before the beginning.")]
    if errors:
        raise InvalidInput(errors=errors)
    for column, value in asdict(figures).items():
        setattr(target, column, value)
    if file_id:
        target.file = _own_file(target.organization_id, file_id)
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as error:
        raise DuplicatePeriod from error
    return target
