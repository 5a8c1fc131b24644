"""The messages about finished jobs: to whoever started them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from messaging.enums import MessageCategory
from messaging.registry import Recipient, Sample, Texts, register_message
from transfer.events import ExportFinished, ImportFinished
from transfer.registry import kind_label


def to_starter(event: ImportFinished | ExportFinished) -> Iterable[Recipient]:
    """Name the person who started the job; a client that did so asks by itself."""
    user_id = User.objects.filter(public_id=event.user_id).values_list("pk", flat=True).first()
    if user_id is not None:
        yield Recipient(user_id=user_id, organization_id=event.organization_ids[0])


def _face(recipient: Recipient) -> str:
    sells = Organization.objects.filter(pk=recipient.organization_id, can_sell=True).exists()
    return "seller" if sells else "storefront"


def _import_values(event: ImportFinished) -> dict[str, Any]:
    return {
        "file": event.file_name,
        "kind": kind_label(event.kind),
        "done": event.row_count - event.error_count,
        "refused": event.error_count,
        "failed": event.status == "failed",
    }


def _export_values(event: ExportFinished) -> dict[str, Any]:
    return {"kind": kind_label(event.kind, exports=True), "rows": event.row_count, "failed": event.status == "failed"}


def register() -> None:
    """Declare the messages."""
    register_message(
        ImportFinished,
        category=MessageCategory.COMPANY,
        variables={
            "file": Sample(_("File"), "goods.xlsx"),
            "kind": Sample(_("Kind"), "商品"),
            "done": Sample(_("Rows done"), 198),
            "refused": Sample(_("Refused rows"), 2),
            "failed": Sample(_("Failed"), False),
        },
        context=_import_values,
        recipients=to_starter,
        link=lambda event, recipient: reverse(f"{_face(recipient)}:import", args=[event.import_id]),
        texts=Texts(
            subject_zh="{% if failed %}导入失败{% else %}导入完成{% endif %}：{{ file }}",
            subject_en="{% if failed %}Import failed{% else %}Import finished{% endif %}: {{ file }}",
            body_zh="{{ kind }}：{{ done }} 行已处理，{{ refused }} 行被拒绝。",
            body_en="{{ kind }}: {{ done }} rows were taken, {{ refused }} were refused.",
        ),
    )
    register_message(
        ExportFinished,
        category=MessageCategory.COMPANY,
        variables={
            "kind": Sample(_("Kind"), "商品"),
            "rows": Sample(_("Rows"), 200),
            "failed": Sample(_("Failed"), False),
        },
        context=_export_values,
        recipients=to_starter,
        link=lambda _event, recipient: reverse(f"{_face(recipient)}:export_list"),
        texts=Texts(
            subject_zh="{% if failed %}导出失败{% else %}导出完成{% endif %}：{{ kind }}",
            subject_en="{% if failed %}Export failed{% else %}Export ready{% endif %}: {{ kind }}",
            body_zh="{{ kind }}：{{ rows }} 行。文件保留 7 天。",
            body_en="{{ kind }}: {{ rows }} rows. The file is kept for 7 days.",
        ),
    )
