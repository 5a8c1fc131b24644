"""The messages about companies and people: accounts lies below and knows nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts import events
from accounts.enums import OrganizationKind
from accounts.models import Certificate, Organization, User
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.invitations import get_invitation_token
from messaging.enums import ChannelKind, MessageCategory
from messaging.registry import Recipient, Sample, Texts, members_holding, register_message
from reference.selectors.dictionaries import label_of

COMPANY = {"company": Sample(_("Company"), "苏州联创自动化有限公司")}
REASON = {"reason": Sample(_("Reason"), "营业执照图片不清晰")}


def company_name(event: Any) -> dict[str, Any]:
    """Return the name of the event's company in the active language."""
    company = Organization.objects.filter(public_id=event.organization_id).only("name_zh", "name_en").first()
    return {"company": company.name if company else ""}


def with_company(*members: str) -> Callable[[Any], Mapping[str, Any]]:
    """Return a `context` function: the company's name and the named members of the event."""
    return lambda event: {**company_name(event), **{name: getattr(event, name) for name in members}}


def to_person(event: Any) -> Iterable[Recipient]:
    """Name the person that the event is about."""
    user_id = User.objects.filter(public_id=event.user_id).values_list("pk", flat=True).first()
    organization_id = Organization.objects.filter(public_id=event.organization_id).values_list("pk", flat=True).first()
    if user_id is not None and organization_id is not None:
        yield Recipient(user_id=user_id, organization_id=organization_id)


def operators(_event: Any) -> Iterable[int]:
    """Return the operator's own organization, whose members are the staff."""
    return Organization.objects.filter(kind=OrganizationKind.PLATFORM).order_by("pk").values_list("pk", flat=True)


def page(url_name: str) -> Callable[[Any, Recipient], str]:
    """Return a `link` function to a page without arguments."""
    return lambda _event, _recipient: path_to(url_name)


def path_to(url_name: str, *args: str) -> str:
    """Return the path of a page; nothing while an installation does not have it."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def register() -> None:
    """Declare every message about companies and people."""
    _register_applications()
    _register_suspensions()
    _register_papers()
    _register_members()
    _register_impersonation()


TO_ADMINISTRATORS: dict[str, Any] = {
    "category": MessageCategory.COMPANY,
    "recipients": members_holding(CompanyPermission.EDIT_COMPANY),
    "link": page("account:home"),
}


def _register_applications() -> None:
    register_message(
        events.OrganizationSubmitted,
        category=MessageCategory.COMPANY,
        variables=COMPANY,
        context=with_company(),
        recipients=members_holding(StaffAccountsPermission.REVIEW_ORGANIZATION, organization_ids=operators),
        link=page("admin:accounts_organization_changelist"),
        channels=(ChannelKind.IN_APP,),
        texts=Texts(
            subject_zh="待审核：{{ company }}",
            subject_en="Waiting for review: {{ company }}",
            body_zh="{{ company }} 已提交入驻申请，请审核。",
            body_en="{{ company }} has handed in its application. Please review it.",
        ),
    )
    register_message(
        events.OrganizationApproved,
        **TO_ADMINISTRATORS,
        variables=COMPANY,
        context=with_company(),
        texts=Texts(
            subject_zh="{{ company }} 已通过审核",
            subject_en="{{ company }} has been approved",
            body_zh="您好！\n\n{{ company }} 的入驻申请已通过审核，现在可以开始交易。",
            body_en="Hello,\n\nThe application of {{ company }} has been approved. You can trade from now on.",
        ),
    )
    register_message(
        events.OrganizationRejected,
        **TO_ADMINISTRATORS,
        variables={**COMPANY, **REASON},
        context=with_company("reason"),
        texts=Texts(
            subject_zh="{{ company }} 未通过审核",
            subject_en="{{ company }} has not been approved",
            body_zh="您好！\n\n{{ company }} 的入驻申请未通过审核。原因：{{ reason }}\n\n请修改后重新提交。",
            body_en="Hello,\n\n{{ company }} could not be approved. Reason: {{ reason }}\n\nPlease correct it and hand it in again.",
        ),
    )


def _register_suspensions() -> None:
    register_message(
        events.OrganizationSuspended,
        **TO_ADMINISTRATORS,
        variables={**COMPANY, **REASON},
        context=with_company("reason"),
        texts=Texts(
            subject_zh="{{ company }} 已被暂停交易",
            subject_en="{{ company }} has been suspended",
            body_zh="您好！\n\n{{ company }} 已被暂停交易。{% if reason %}原因：{{ reason }}{% endif %}\n\n进行中的订单仍可查看。",
            body_en="Hello,\n\n{{ company }} may not trade for now. {% if reason %}Reason: {{ reason }}{% endif %}\n\n"
            "Orders under way can still be seen.",
        ),
    )
    register_message(
        events.OrganizationReinstated,
        **TO_ADMINISTRATORS,
        variables=COMPANY,
        context=with_company(),
        texts=Texts(
            subject_zh="{{ company }} 已恢复交易",
            subject_en="{{ company }} may trade again",
            body_zh="您好！\n\n{{ company }} 已恢复交易。",
            body_en="Hello,\n\nThe suspension of {{ company }} has ended.",
        ),
    )


def _register_papers() -> None:
    papers: dict[str, Any] = {
        "category": MessageCategory.COMPANY,
        "recipients": members_holding(CompanyPermission.EDIT_COMPANY),
        "link": page("account:verification"),
    }
    register_message(
        events.VerificationReviewed,
        **papers,
        variables={**COMPANY, **REASON, "is_verified": Sample(_("Found in order"), False)},
        context=lambda event: {**with_company("reason")(event), "is_verified": event.status == "verified"},
        texts=Texts(
            subject_zh="{{ company }} 的认证{% if is_verified %}已通过{% else %}未通过{% endif %}",
            subject_en="The verification of {{ company }} {% if is_verified %}has succeeded{% else %}was refused{% endif %}",
            body_zh="您好！\n\n{{ company }} 的认证材料{% if is_verified %}已通过审核。{% else %}未通过审核。原因：{{ reason }}{% endif %}",
            body_en="Hello,\n\nThe papers of {{ company }} {% if is_verified %}were found in order."
            "{% else %}were refused. Reason: {{ reason }}{% endif %}",
        ),
    )
    register_message(
        events.LicenceExpiring,
        **papers,
        variables={**COMPANY, "expires_on": Sample(_("Valid until"), "2026-12-31")},
        context=with_company("expires_on"),
        texts=Texts(
            subject_zh="营业执照将于 {{ expires_on }} 到期",
            subject_en="The business licence expires on {{ expires_on }}",
            body_zh="您好！\n\n{{ company }} 的营业执照将于 {{ expires_on }} 到期。到期后将暂停交易，请及时上传新的执照。",
            body_en="Hello,\n\nThe business licence of {{ company }} expires on {{ expires_on }}. "
            "Without a new one trading stops on that day. Please upload it in time.",
        ),
    )
    register_message(
        events.CertificateExpiring,
        **papers,
        variables={
            **COMPANY,
            "certificate": Sample(_("Certificate"), "ISO 9001"),
            "valid_until": Sample(_("Valid until"), "2026-12-31"),
        },
        context=_certificate,
        texts=Texts(
            subject_zh="资质即将到期：{{ certificate }}",
            subject_en="A certificate expires soon: {{ certificate }}",
            body_zh="您好！\n\n{{ company }} 的资质“{{ certificate }}”将于 {{ valid_until }} 到期，到期后不再展示。请及时更新。",
            body_en="Hello,\n\nThe certificate “{{ certificate }}” of {{ company }} is valid until {{ valid_until }} "
            "and will not be shown afterwards. Please renew it in time.",
        ),
    )


def _certificate(event: Any) -> dict[str, Any]:
    certificate = Certificate.objects.filter(public_id=event.certificate_id).only("certificate_type", "number").first()
    name = f"{label_of('certificate_type', certificate.certificate_type)} {certificate.number}" if certificate else ""
    return {**company_name(event), "certificate": name, "valid_until": event.valid_until}


def _register_members() -> None:
    register_message(
        events.MemberInvited,
        category=MessageCategory.SECURITY,
        channels=(ChannelKind.EMAIL,),
        variables=COMPANY,
        context=lambda event: {**company_name(event), "invitation_id": event.invitation_id},
        recipients=_invited,
        secret_link=lambda values: path_to(
            "account:invitation", get_invitation_token(invitation_id=values["invitation_id"])
        ),
        texts=Texts(
            subject_zh="{{ company }} 邀请您加入",
            subject_en="{{ company }} invites you to join",
            body_zh="您好！\n\n{{ company }} 邀请您加入其在平台上的企业账号。请点击下方链接接受邀请。\n\n"
            "如果您不认识该企业，请忽略本邮件。",
            body_en="Hello,\n\n{{ company }} invites you to join its company account. Follow the link below to accept.\n\n"
            "If you do not know the company, ignore this mail.",
        ),
    )
    register_message(
        events.MemberJoined,
        category=MessageCategory.COMPANY,
        channels=(ChannelKind.IN_APP,),
        variables={**COMPANY, "person": Sample(_("Person"), "王莉")},
        context=lambda event: {**company_name(event), "person": _person_name(event)},
        recipients=members_holding(CompanyPermission.UPDATE_USER),
        link=page("account:member_list"),
        texts=Texts(
            subject_zh="{{ person }} 已加入 {{ company }}",
            subject_en="{{ person }} has joined {{ company }}",
            body_zh="{{ person }} 已成为 {{ company }} 的成员。",
            body_en="{{ person }} is now a member of {{ company }}.",
        ),
    )
    register_message(
        events.MemberDisabled,
        category=MessageCategory.SECURITY,
        channels=(ChannelKind.EMAIL,),
        variables=COMPANY,
        context=with_company(),
        recipients=to_person,
        texts=Texts(
            subject_zh="您在 {{ company }} 的账号已停用",
            subject_en="Your access to {{ company }} has been switched off",
            body_zh="您好！\n\n您已不能再代表 {{ company }} 操作。如有疑问，请联系企业管理员。",
            body_en="Hello,\n\nYou can no longer act for {{ company }}. If this is unexpected, ask its administrator.",
        ),
    )


def _invited(event: Any) -> Iterable[Recipient]:
    company = Organization.objects.filter(public_id=event.organization_id).only("pk", "language").first()
    if company is not None:
        yield Recipient(organization_id=company.pk, email=event.email, language=company.language)


def _person_name(event: Any) -> str:
    return User.objects.filter(public_id=event.user_id).values_list("name", flat=True).first() or ""


def _register_impersonation() -> None:
    staff = {"staff_name": Sample(_("Member of staff"), "李明")}
    register_message(
        events.ImpersonationStarted,
        category=MessageCategory.SECURITY,
        variables={**COMPANY, **REASON, **staff, "expires_at": Sample(_("Ends at the latest"), "2026-11-21 18:00")},
        context=with_company("reason", "staff_name", "expires_at"),
        recipients=to_person,
        texts=Texts(
            subject_zh="平台客服正在代您操作",
            subject_en="Our staff are acting for you",
            body_zh="您好！\n\n平台客服 {{ staff_name }} 正在以您的身份为 {{ company }} 操作。原因：{{ reason }}\n\n"
            "所有操作都会记录操作人。如非您要求，请立即联系我们。",
            body_en="Hello,\n\n{{ staff_name }} of our staff is acting for you in {{ company }}. Reason: {{ reason }}\n\n"
            "Everything is recorded with their name. If you did not ask for it, contact us at once.",
        ),
    )
    register_message(
        events.ImpersonationEnded,
        category=MessageCategory.SECURITY,
        channels=(ChannelKind.IN_APP,),
        variables=COMPANY,
        context=with_company(),
        recipients=to_person,
        texts=Texts(
            subject_zh="平台客服已结束代您操作",
            subject_en="Our staff have stopped acting for you",
            body_zh="平台客服已结束在 {{ company }} 的代操作。",
            body_en="Our staff have stopped acting for you in {{ company }}.",
        ),
    )
