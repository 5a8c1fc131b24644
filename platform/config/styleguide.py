"""Sample content of the style guide; what is shown here is invented."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.money import Money

STATUSES = ("draft", "pending", "confirmed", "shipped", "received", "completed", "overdue", "cancelled", "promotion")
ICONS_SHOWN = (
    "cart search package truck invoice users building settings bell mail sun moon language check x filter sort download upload "
    "plus minus trash edit eye lock clock calendar alert info star heart printer map-pin phone receipt report chart warehouse "
    "tag category list grid dots shield certificate refresh copy external-link history message quote contract wallet coin bank "
    "factory barcode headset leaf bolt sitemap exchange return"
)


class StyleGuideForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Company name"), help_text=_("As printed on the business licence."))
    credit_code = forms.CharField(label=_("Unified social credit code"), min_length=18, max_length=18)
    email = forms.EmailField(label=_("E-mail"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("buyer", _("Buyer")), ("supplier", _("Supplier"))])
    delivery = forms.ChoiceField(
        label=_("Delivery"), widget=forms.RadioSelect, choices=[("road", _("Road freight")), ("pick_up", _("Pick up"))]
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    terms = forms.BooleanField(label=_("I accept the terms of trade"))


def style_guide_context(form: StyleGuideForm) -> dict[str, Any]:
    """Return everything the style guide prints."""
    now = timezone.now()
    return {
        "form": form,
        "now": now,
        "statuses": STATUSES,
        "icons": ICONS_SHOWN.split(),
        "amount": Money(Decimal("128450.5"), "CNY"),
        "usd": Money(Decimal("-1290"), "USD"),
        "tiers": _tiers(),
        "orders": [_order(index, now) for index in range(5)],
        "products": _products(),
        "steps": [_("Cart"), _("Address and terms"), _("Review"), _("Placed")],
        "tabs": [
            SimpleNamespace(label=_("All"), url="#", count=128, is_active=True),
            SimpleNamespace(label=_("To confirm"), url="#", count=6, is_active=False),
            SimpleNamespace(label=_("To ship"), url="#", count=14, is_active=False),
            SimpleNamespace(label=_("Completed"), url="#", count=None, is_active=False),
        ],
        "bars": [320, 410, 380, 520, 610, 450, 700, 760, 690, 880, 940, 1020],
    }


def _tiers() -> list[SimpleNamespace]:
    rows = (
        (10, 99, "12.80", False),
        (100, 499, "11.60", True),
        (500, 1999, "10.45", False),
        (2000, None, "9.90", False),
    )
    return [
        SimpleNamespace(min_quantity=low, max_quantity=high, price=Money(Decimal(price), "CNY"), is_current=current)
        for low, high, price, current in rows
    ]


def _order(index: int, now: Any) -> SimpleNamespace:
    names = (
        "宁波甬江精密轴承有限公司",
        "Harbour Tools GmbH",
        "苏州工业园区联创自动化",
        "Northline Foods Ltd",
        "佛山市顺德区恒达五金厂",
    )
    statuses = ("pending", "confirmed", "shipped", "completed", "cancelled")
    return SimpleNamespace(
        number=f"SO2026-{4182 - index:06d}",
        buyer=names[index],
        status=statuses[index],
        lines=index * 3 + 2,
        total=Money(Decimal("18642.30") / (index + 1), "CNY").rounded(),
        placed_at=now - timedelta(days=index, hours=index * 5),
    )


def _products() -> list[SimpleNamespace]:
    rows = (
        (
            "深沟球轴承 6204-2RS 双面密封 C3 游隙",
            "20×47×14 mm · 铬钢",
            "宁波甬江精密轴承有限公司",
            "8.6",
            "个",
            "现货 12,400",
            True,
            "",
        ),
        (
            "Hex head bolt DIN 933, A2-70 stainless",
            "M8 × 30 mm · full thread",
            "Harbour Tools GmbH",
            "0.215",
            "pc",
            "In stock 86,000",
            True,
            "",
        ),
        (
            "三相异步电动机 YE4-132S-4 5.5kW",
            "380 V · IE4 · B3",
            "苏州工业园区联创自动化",
            "1980",
            "台",
            "现货 36",
            True,
            "促销",
        ),
        ("丁腈手套 无粉 L 码 100 只/盒", "5.5 g · EN 374", "佛山市顺德区恒达五金厂", None, "盒", "缺货", False, ""),
    )
    return [
        SimpleNamespace(
            name=name,
            spec=spec,
            supplier=supplier,
            price=Decimal(price) if price else None,
            unit=unit,
            stock=stock,
            ok=ok,
            flag=flag,
        )
        for name, spec, supplier, price, unit, stock, ok, flag in rows
    ]
