"""What suppliers fill in about products, terms, stock and warehouses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import COUNTRIES
from catalog.enums import MovementKind, OfferStatus, ProductKind, ProductStatus
from catalog.models import Brand, Warehouse
from catalog.selectors.categories import list_tree
from catalog.services.products import ProductData
from catalog.services.warehouses import WarehouseData
from reference.selectors.currencies import currency_choices
from reference.selectors.dictionaries import choices_for
from reference.selectors.regions import region_choices
from reference.selectors.taxes import tax_choices
from reference.selectors.units import unit_choices

INDENT = "\u2003"


def category_choices() -> list[tuple[str, str]]:
    """Return the category tree as indented choices by public id."""
    return [(node.public_id, f"{INDENT * (len(node.path) - 1)}{node.name}") for node in list_tree()]


class ProductFilterForm(forms.Form):
    """What the list of products is narrowed to; what cannot be read is left out."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *ProductStatus.choices])
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("All categories")), *category_choices()]  # type: ignore[attr-defined]


class ProductForm(forms.Form):
    """What is the same for all variants of a product."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Product code"), max_length=80, help_text=_("Your own number for it; imports find the product by this.")
    )
    category = forms.ChoiceField(label=_("Category"))
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ProductKind.choices)
    unit = forms.ChoiceField(label=_("Unit"))
    origin_country = forms.ChoiceField(label=_("Country of origin"), required=False)
    description_zh = forms.CharField(
        label=_("Description in Chinese"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    description_en = forms.CharField(
        label=_("Description in English"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, brands: Iterable[Brand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit", "")
        choices: dict[str, list[tuple[str, Any]]] = {
            "category": [("", _("Choose")), *category_choices()],
            "brand": [("", _("No brand")), *((brand.public_id, brand.name) for brand in brands)],
            "unit": [*unit_choices(keep=unit)],
            "origin_country": [("", _("Not stated")), *COUNTRIES],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def product(self, attributes: Iterable[dict[str, str]]) -> ProductData:
        """Return what was entered, with the specification that stands beside the form."""
        given = self.cleaned_data
        return ProductData(
            code=given["code"],
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            category_id=given["category"],
            kind=ProductKind(given["kind"]),
            brand_id=given["brand"] or None,
            description_zh=given["description_zh"],
            description_en=given["description_en"],
            unit=given["unit"],
            origin_country=given["origin_country"],
            attributes=list(attributes),
        )


class OfferForm(forms.Form):
    """The terms for one variant; prices and options are rows beside it."""

    offer_id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    supplier_sku = forms.CharField(label=_("Article number"), max_length=80)
    sku = forms.CharField(
        label=_("Manufacturer's part number"), max_length=80, required=False, help_text=_("Empty: the article number.")
    )
    gtin = forms.RegexField(
        label=_("GTIN"), regex=r"^(\d{8}|\d{12,14})$", required=False, error_messages={"invalid": _("8 to 14 digits.")}
    )
    minimum_order_quantity = forms.DecimalField(
        label=_("Minimum quantity"), min_value=Decimal("0.000001"), max_digits=18, decimal_places=6, initial=1
    )
    order_multiple = forms.DecimalField(
        label=_("In steps of"), min_value=Decimal("0.000001"), max_digits=18, decimal_places=6, initial=1
    )
    lead_time_days = forms.IntegerField(label=_("Days until shipped"), min_value=0, max_value=730, initial=3)
    currency = forms.ChoiceField(label=_("Currency"), initial="CNY")
    tax_code = forms.ChoiceField(label=_("Tax"), initial="vat_standard")
    price_includes_tax = forms.BooleanField(label=_("Prices include tax"), required=False, initial=True)
    is_stocked = forms.BooleanField(
        label=_("Kept in stock"),
        required=False,
        initial=True,
        help_text=_("Without this it is made to order, and nothing limits how much can be sold."),
    )
    status = forms.ChoiceField(label=_("Sale"), choices=OfferStatus.choices, initial=OfferStatus.ACTIVE)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = currency_choices(keep=self.initial.get("currency", ""))  # type: ignore[attr-defined]
        self.fields["tax_code"].choices = tax_choices(today)  # type: ignore[attr-defined]


class StockFilterForm(forms.Form):
    """What the list of stock is narrowed to."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", ""), ("low", ""), ("out", "")])
    warehouse = forms.ChoiceField(label=_("Warehouse"), required=False)

    def __init__(self, *args: Any, warehouses: Iterable[Warehouse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.public_id, each.name) for each in warehouses]
        self.fields["warehouse"].choices = [("", _("All warehouses")), *names]  # type: ignore[attr-defined]


class MovementFilterForm(forms.Form):
    """What the list of movements is narrowed to."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *MovementKind.choices])


class StockForm(forms.Form):
    """A count, or a change with its reason."""

    class Mode:
        COUNT = "count"
        CHANGE = "change"

    warehouse = forms.ChoiceField(label=_("Warehouse"))
    mode = forms.ChoiceField(
        label=_("What happened"),
        choices=[(Mode.COUNT, _("Counted: set what is on hand")), (Mode.CHANGE, _("Add to it, or take away"))],
        initial=Mode.CHANGE,
    )
    quantity = forms.DecimalField(
        label=_("Quantity"),
        max_digits=18,
        decimal_places=6,
        help_text=_("With a minus, it is taken away. A count is what lies there now."),
    )
    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(label=_("Note"), max_length=120, required=False)

    def __init__(self, *args: Any, warehouses: Iterable[Warehouse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warehouse"].choices = [(each.public_id, each.name) for each in warehouses]  # type: ignore[attr-defined]
        self.fields["reason"].choices = choices_for("stock_adjustment_reason")  # type: ignore[attr-defined]

    @property
    def is_count(self) -> bool:
        """Tell whether the quantity is what lies there, not what changes."""
        return bool(self.cleaned_data["mode"] == self.Mode.COUNT)

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot lie anywhere."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        quantity = given.get("quantity")
        if quantity is not None and quantity < 0 and given.get("mode") == self.Mode.COUNT:
            self.add_error("quantity", _("A count cannot be negative."))
        return given

    def words(self) -> str:
        """Return the reason as the movement keeps it."""
        given = self.cleaned_data
        chosen = dict(choices_for("stock_adjustment_reason")).get(given["reason"], given["reason"])
        return " – ".join(filter(None, [str(chosen), given["note"].strip()]))


class WarehouseForm(forms.Form):
    """A place where stock lies."""

    name = forms.CharField(label=_("Name"), max_length=100)
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Imports and the API name it by this."))
    region_code = forms.ChoiceField(label=_("Province"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    priority = forms.IntegerField(
        label=_("Serving order"),
        min_value=1,
        max_value=999,
        initial=1,
        help_text=_("Orders take from 1 first, then from 2 …"),
    )
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True, help_text=_("What lies elsewhere is not sold.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = [("", _("Not stated")), *region_choices()]  # type: ignore[attr-defined]

    def warehouse(self) -> WarehouseData:
        """Return what was entered."""
        return WarehouseData(**self.cleaned_data)
