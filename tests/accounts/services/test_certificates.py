from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.errors import DuplicateCertificate, DuplicatePeriod
from accounts.models import Certificate
from accounts.selectors.papers import list_badges, list_supplier_ids_certified
from accounts.services.certificates import (
    CertificateDetails,
    EsgFigures,
    add_certificate,
    add_esg_record,
    delete_certificate,
    remind_of_expiring_certificates,
    update_certificate,
    update_esg_record,
)
from kernel.errors import Forbidden, InvalidInput, NotFound
from tests.factories.accounts import (
    NOW,
    CertificateFactory,
    MembershipFactory,
    SupplierFactory,
    actor_of,
    buyer_actor,
    supplier_actor,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ISO = CertificateDetails(
    certificate_type="iso_14001", number="CN-1", issuer="CQC", valid_from=TODAY, valid_until=TODAY + timedelta(days=30)
)
YEAR = EsgFigures(
    period_start=date(2025, 1, 1),
    period_end=date(2025, 12, 31),
    environment_score=Decimal(80),
    social_score=Decimal(70),
    governance_score=Decimal("75.5"),
    renewable_share=Decimal("0.4"),
)


def test_add_certificate_shows_as_a_badge_only_while_valid(stored_file):
    supplier = SupplierFactory()
    actor = supplier_actor(supplier)

    certificate = add_certificate(actor=actor, certificate=ISO, file_id=stored_file(supplier).public_id)

    def badges(on):
        return list(list_badges(actor=buyer_actor(), organization_id=supplier.public_id, on=on))

    assert badges(TODAY) == badges(TODAY + timedelta(days=30)) == [certificate]
    assert badges(TODAY - timedelta(days=1)) == badges(TODAY + timedelta(days=31)) == []
    assert list(list_supplier_ids_certified(certificate_type="iso_14001", on=TODAY)) == [supplier.pk]
    with pytest.raises(DuplicateCertificate):
        add_certificate(actor=actor, certificate=ISO)


def test_add_certificate_refuses_what_is_wrong(stored_file):
    actor = supplier_actor()
    wrong = replace(ISO, certificate_type="iso_0", issuer=" ", valid_until=TODAY - timedelta(days=1))

    with pytest.raises(InvalidInput) as refusal:
        add_certificate(actor=actor, certificate=wrong)
    with pytest.raises(NotFound):
        add_certificate(actor=actor, certificate=ISO, file_id=stored_file(SupplierFactory()).public_id)

    assert sorted(refusal.value.params["errors"]) == ["certificate_type", "issuer", "valid_until"]
    assert not Certificate.objects.exists()


def test_certificates_follow_rights():
    certificate = CertificateFactory()
    reader = actor_of(MembershipFactory(organization=certificate.organization, preset="catalog"))

    with pytest.raises(Forbidden):
        delete_certificate(actor=reader, certificate_id=certificate.public_id)
    with pytest.raises(NotFound):
        delete_certificate(actor=supplier_actor(), certificate_id=certificate.public_id)
    delete_certificate(actor=supplier_actor(certificate.organization), certificate_id=certificate.public_id)


def test_remind_of_expiring_certificates_once_per_end(published):
    supplier = SupplierFactory()
    actor = supplier_actor(supplier)
    certificate = add_certificate(actor=actor, certificate=ISO)
    CertificateFactory(organization=supplier, valid_until=TODAY + timedelta(days=31))
    CertificateFactory(organization=supplier, valid_until=TODAY - timedelta(days=1))

    assert remind_of_expiring_certificates(now=NOW) == 1
    assert remind_of_expiring_certificates(now=NOW) == 0
    assert published() == ["accounts.certificate.expiring"]

    renewed = replace(ISO, valid_until=TODAY + timedelta(days=400))
    update_certificate(actor=actor, certificate_id=certificate.public_id, certificate=renewed)
    certificate.refresh_from_db()
    assert certificate.reminded_at is None


def test_add_esg_record_keeps_one_per_period():
    actor = supplier_actor()

    record = add_esg_record(actor=actor, figures=YEAR)
    with pytest.raises(DuplicatePeriod):
        add_esg_record(actor=actor, figures=YEAR)
    update_esg_record(actor=actor, record_id=record.public_id, figures=replace(YEAR, social_score=Decimal(90)))

    record.refresh_from_db()
    assert (record.social_score, record.renewable_share) == (Decimal(90), Decimal("0.4"))


def test_add_esg_record_refuses_figures_out_of_range():
    wrong = replace(
        YEAR,
        environment_score=Decimal(101),
        renewable_share=Decimal("1.1"),
        carbon_per_unit=Decimal(-1),
        period_end=date(2024, 12, 31),
    )

    with pytest.raises(InvalidInput) as refusal:
        add_esg_record(actor=supplier_actor(), figures=wrong)

    assert sorted(refusal.value.params["errors"]) == [
        "carbon_per_unit",
        "environment_score",
        "period_end",
        "renewable_share",
    ]
