"""Verification, certificates and ESG figures of one's company."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import VerificationKind, VerificationStatus
from accounts.faces import ActorFormView, CompanyView, PageRequest, PublicView
from accounts.forms.papers import CertificateForm, EsgForm, IdentityForm, LicenceForm
from accounts.models import Verification
from accounts.permissions import CompanyPermission
from accounts.selectors.papers import list_certificates, list_esg_records, list_verifications
from accounts.services.certificates import add_certificate, add_esg_record, delete_certificate, delete_esg_record
from accounts.services.verifications import submit_company_verification, submit_person_verification
from accounts.storefront.uploads import store_paper
from kernel.services.files import get_file, open_file
from reference.selectors.dictionaries import label_of

PURPOSE = "verification"
INLINE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"})
OPEN_AGAIN = frozenset({None, VerificationStatus.REJECTED, VerificationStatus.EXPIRED, VerificationStatus.VERIFIED})


def masked(number: str) -> str:
    """Return a document's number with its middle hidden."""
    return f"{number[:4]}{'•' * max(0, len(number) - 8)}{number[-4:]}" if len(number) > 8 else number


class VerificationView(CompanyView):
    """GET …/verification/"""

    template_name = "storefront/account/verification.html"
    permission = CompanyPermission.VIEW_COMPANY

    def get(self, request: PageRequest) -> HttpResponse:
        actor, today = request.actor, timezone.localdate()
        papers = list(list_verifications(actor=actor))
        certificates = [
            {
                "certificate": each,
                "label": label_of("certificate_type", each.certificate_type),
                "is_valid": each.is_valid(today),
            }
            for each in list_certificates(actor=actor)
        ]
        return self.page(
            required=[self._required(kind, papers) for kind in (VerificationKind.PERSON, VerificationKind.COMPANY)],
            certificates=certificates,
            esg_records=list_esg_records(actor=actor),
            may_edit=actor.has(CompanyPermission.EDIT_COMPANY),
        )

    def _required(self, kind: VerificationKind, papers: list[Verification]) -> dict[str, Any]:
        is_person = kind == VerificationKind.PERSON
        paper = next((each for each in papers if each.kind == kind), None)
        return {
            "title": _("Person in charge") if is_person else _("Company licence"),
            "text": _("Identity card of the person who answers for the company here.")
            if is_person
            else _("Business licence with the unified social credit code."),
            "paper": paper,
            "number": masked(paper.document_number) if paper else "",
            "may_hand_in": (paper.status if paper else None) in OPEN_AGAIN,
            "url": self.url("account:verification_person" if is_person else "account:verification_company"),
        }


class PaperFormView(ActorFormView, CompanyView):
    """What handing in papers of either kind has in common."""

    template_name = "storefront/account/form_page.html"
    permission = CompanyPermission.EDIT_COMPANY
    heading: Any = ""

    def get_context(self) -> dict[str, Any]:
        parent, back = _("Verification"), self.url("account:verification")
        return {"heading": str(self.heading), "parent": parent, "back": back, "submit": _("Hand in")}

    def store(self, form: Any, *fields: str) -> list[str]:
        """Store the uploads of the named fields and return their ids."""
        uploads = [(field, form.cleaned_data[field]) for field in fields if form.cleaned_data.get(field)]
        actor = self.request.actor
        return [
            store_paper(actor=actor, upload=each, field=field, purpose=PURPOSE).public_id for field, each in uploads
        ]


class IdentityView(PaperFormView):
    """GET, POST …/verification/person/"""

    form_class = IdentityForm

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "heading": _("Identity of the person in charge")}

    def submit(self, form: IdentityForm) -> HttpResponse:
        submit_person_verification(
            actor=self.request.actor,
            legal_name=form.cleaned_data["legal_name"],
            document_number=form.cleaned_data["document_number"],
            file_ids=self.store(form, "front", "back"),
            now=timezone.now(),
        )
        return self.done("account:verification", message=_("Handed in. We will look at it and write to you."))


class LicenceView(PaperFormView):
    """GET, POST …/verification/company/"""

    form_class = LicenceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        company = self.request.organization
        assert company is not None
        initial = {
            "legal_name": company.name_zh or company.name_en,
            "credit_code": company.credit_code,
            "legal_representative": company.legal_representative,
        }
        return {"initial": initial}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "heading": _("Company licence")}

    def submit(self, form: LicenceForm) -> HttpResponse:
        cleaned = form.cleaned_data
        submit_company_verification(
            actor=self.request.actor,
            legal_name=cleaned["legal_name"],
            credit_code=cleaned["credit_code"],
            legal_representative=cleaned["legal_representative"],
            valid_until=cleaned["valid_until"],
            file_ids=self.store(form, "licence"),
            now=timezone.now(),
        )
        return self.done("account:verification", message=_("Handed in. We will look at it and write to you."))


class CertificateCreateView(PaperFormView):
    """GET, POST …/certificates/new/"""

    form_class = CertificateForm

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "heading": _("New certificate"), "submit": _("Save")}

    def submit(self, form: CertificateForm) -> HttpResponse:
        file_id = next(iter(self.store(form, "file")), None)
        add_certificate(actor=self.request.actor, certificate=form.certificate(), file_id=file_id)
        return self.done("account:verification", message=_("The certificate was added."))


class CertificateDeleteView(CompanyView):
    """POST …/certificates/{id}/delete/"""

    def post(self, request: PageRequest, certificate_id: str) -> HttpResponse:
        delete_certificate(actor=request.actor, certificate_id=certificate_id)
        return self.done("account:verification", message=_("The certificate was deleted."))


class EsgCreateView(PaperFormView):
    """GET, POST …/esg/new/"""

    form_class = EsgForm

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "heading": _("New ESG figures"), "submit": _("Save")}

    def submit(self, form: EsgForm) -> HttpResponse:
        add_esg_record(actor=self.request.actor, figures=form.figures())
        return self.done("account:verification", message=_("The figures were added."))


class EsgDeleteView(CompanyView):
    """POST …/esg/{id}/delete/"""

    def post(self, request: PageRequest, record_id: str) -> HttpResponse:
        delete_esg_record(actor=request.actor, record_id=record_id)
        return self.done("account:verification", message=_("The figures were deleted."))


class FileView(PublicView):
    """GET /files/{id}/: a stored file, to whom it belongs; what a browser might run is only ever downloaded."""

    def get(self, request: PageRequest, file_id: str) -> HttpResponseBase:
        stored = get_file(actor=request.actor, file_id=file_id)
        is_inline = stored.content_type in INLINE_TYPES and "download" not in request.GET
        response = FileResponse(
            open_file(stored), as_attachment=not is_inline, filename=stored.name, content_type=stored.content_type
        )
        response["Cache-Control"] = "public, max-age=31536000, immutable" if stored.is_public else "private, no-store"
        return response
