"""The company's products: list, page, and the way to the shop and back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.request import Request

from accounts.faces import PageRequest, SellerView, add_refusal
from catalog.enums import ProductStatus
from catalog.models import Product
from catalog.permissions import SellerCatalogPermission
from catalog.selectors.brands import list_brands
from catalog.selectors.desk import ProductFile, count_shelf, get_product_file, list_shelf
from catalog.seller.editor import ProductEditor
from catalog.seller.forms import ProductFilterForm
from catalog.services.editing import ProductStep, copy_product, move_products, save_product, save_terms
from catalog.services.pictures import MAX_PICTURES
from kernel.errors import DomainError, Forbidden, InvalidInput, NotFound
from openplatform.api.pagination import CursorPage

PAGE_SIZE = 25
SELLER_STEPS = {
    ProductStatus.DRAFT: (ProductStep.SUBMIT,),
    ProductStatus.IN_REVIEW: (),
    ProductStatus.PUBLISHED: (ProductStep.TAKE_DOWN,),
    ProductStatus.OFF_SHELF: (ProductStep.PUBLISH,),
}


class ProductListView(SellerView):
    """GET /seller/products/"""

    template_name = "seller/catalog/product_list.html"
    permission = SellerCatalogPermission.VIEW_PRODUCT

    def get(self, request: PageRequest) -> HttpResponse:
        form = ProductFilterForm(request.GET)
        form.is_valid()
        given = form.cleaned_data
        chosen = given.get("status", "")
        products = list_shelf(
            actor=request.actor,
            query=given.get("q", "").strip(),
            status=chosen,
            category=given.get("category", ""),
        )
        return self.page(
            pager=CursorPage.of(Request(request), products, order_by=("-updated_at", "-pk"), limit=PAGE_SIZE),
            form=form,
            tabs=self._tabs(chosen),
            chosen_status=chosen,
            is_filtered=any(value for name, value in request.GET.items() if name not in {"cursor", "status"}),
            may_edit=request.actor.has(SellerCatalogPermission.EDIT_PRODUCT),
            may_publish=request.actor.has(SellerCatalogPermission.PUBLISH_PRODUCT),
        )

    def _tabs(self, chosen: str) -> list[dict[str, Any]]:
        counts = count_shelf(actor=self.request.actor)
        query = self.request.GET.copy()
        query.pop("cursor", None)
        tabs = []
        for code, label in [("", _("All")), *ProductStatus.choices]:
            query["status"] = code
            count = counts[code] if code else sum(counts.values())
            tabs.append({"url": f"?{query.urlencode()}", "label": label, "count": count, "is_active": chosen == code})
        return tabs


class BulkMoveView(SellerView):
    """POST /seller/products/move/: one step for the chosen products."""

    permission = SellerCatalogPermission.EDIT_PRODUCT

    def post(self, request: PageRequest) -> HttpResponse:
        product_ids, step = request.POST.getlist("product"), request.POST.get("step", "")
        if not product_ids or step not in list(ProductStep):
            raise InvalidInput(_("Choose at least one product."))
        outcome = move_products(
            actor=request.actor, product_ids=product_ids, step=ProductStep(step), now=timezone.now()
        )
        for refusal in dict.fromkeys(outcome.refusals):
            messages.warning(request, refusal)
        message = ngettext("%(count)s product was moved.", "%(count)s products were moved.", outcome.done)
        return self.done("seller:product_list", message=message % {"count": outcome.done} if outcome.done else "")


class ProductFormView(SellerView):
    """What creating and changing a product have in common: one page, saved whole or not at all."""

    template_name = "seller/catalog/product.html"
    permission = SellerCatalogPermission.EDIT_PRODUCT

    def show(self, editor: ProductEditor, found: ProductFile | None, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """Render the page around a product, or around none yet."""
        product = found.product if found else None
        is_own = found is None or found.is_own
        steps = SELLER_STEPS[ProductStatus(product.status)] if product and is_own else ()
        actor = self.request.actor
        may_move = actor.has(SellerCatalogPermission.PUBLISH_PRODUCT) or ProductStep.SUBMIT in steps
        return self.page(
            status=int(status),
            editor=editor,
            form=editor.form,
            found=found,
            product=product,
            images=list(product.images.all()) if product else [],
            picture_limit=MAX_PICTURES,
            steps=[step.value for step in steps] if may_move else [],
            may_edit=actor.has(SellerCatalogPermission.EDIT_PRODUCT),
            may_describe=actor.has(SellerCatalogPermission.EDIT_PRODUCT) and is_own,
        )

    def save(self, request: PageRequest, found: ProductFile | None) -> HttpResponse:
        """Save what was sent, or show it again with everything that is wrong."""
        editor = ProductEditor.sent(request.POST, brands=list_brands(), today=timezone.localdate())
        if not editor.is_valid():
            return self.show(editor, found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        product_id = found.product.public_id if found else None
        try:
            product = save_product(
                actor=request.actor,
                product_id=product_id,
                data=editor.product(),
                offers=editor.edits,
                now=timezone.now(),
            )
        except (NotFound, Forbidden):
            raise
        except DomainError as refusal:
            add_refusal(editor.form, refusal)
            return self.show(editor, found, status=refusal.status)
        return self._saved(product, is_new=found is None)

    def _saved(self, product: Product, *, is_new: bool) -> HttpResponse:
        message = _("The product was created. Add pictures, then submit it.") if is_new else _("Saved.")
        return self.done("seller:product", product.public_id, message=message)


class ProductCreateView(ProductFormView):
    """GET, POST /seller/products/new/"""

    def get(self, request: PageRequest) -> HttpResponse:
        currency = request.organization.currency if request.organization else "CNY"
        editor = ProductEditor.blank(brands=list_brands(), today=timezone.localdate(), currency=currency)
        return self.show(editor, None)

    def post(self, request: PageRequest) -> HttpResponse:
        return self.save(request, None)


class ProductEditView(ProductFormView):
    """GET, POST /seller/products/{id}/; whoever may only see products gets the page without its buttons."""

    permission = SellerCatalogPermission.VIEW_PRODUCT

    def get(self, request: PageRequest, product_id: str) -> HttpResponse:
        found = get_product_file(actor=request.actor, product_id=product_id)
        return self.show(ProductEditor.of(found, brands=list_brands(), today=timezone.localdate()), found)

    def post(self, request: PageRequest, product_id: str) -> HttpResponse:
        """Save the page, or only the terms when another company describes the product."""
        found = get_product_file(actor=request.actor, product_id=product_id)
        request.actor.require(SellerCatalogPermission.EDIT_PRODUCT)
        return self.save(request, found) if found.is_own else self._save_terms(request, found)

    def _save_terms(self, request: PageRequest, found: ProductFile) -> HttpResponse:
        brands, today = list_brands(), timezone.localdate()
        editor = ProductEditor.of(found, brands=brands, today=today)
        sent = ProductEditor.sent(request.POST, brands=brands, today=today)
        editor.variants = sent.variants
        if not sent.has_valid_terms():
            return self.show(editor, found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        product_id = found.product.public_id
        save_terms(actor=request.actor, product_id=product_id, offers=sent.edits, now=timezone.now())
        return self.done("seller:product", product_id, message=_("Saved."))


class MoveView(SellerView):
    """POST /seller/products/{id}/move/: submit, publish or take off the shelf."""

    permission = SellerCatalogPermission.EDIT_PRODUCT

    def post(self, request: PageRequest, product_id: str) -> HttpResponse:
        get_product_file(actor=request.actor, product_id=product_id)
        step = request.POST.get("step", "")
        if step not in list(ProductStep):
            raise InvalidInput
        outcome = move_products(
            actor=request.actor,
            product_ids=[product_id],
            step=ProductStep(step),
            reason=request.POST.get("reason", "").strip()[:500],
            now=timezone.now(),
        )
        for refusal in outcome.refusals:
            messages.error(request, refusal)
        done = {
            ProductStep.SUBMIT: _("The product was handed in for review."),
            ProductStep.PUBLISH: _("The product is on sale."),
            ProductStep.TAKE_DOWN: _("The product was taken off the shelf."),
        }
        return self.done("seller:product", product_id, message=done[ProductStep(step)] if outcome.done else "")


class CopyView(SellerView):
    """POST /seller/products/{id}/copy/"""

    permission = SellerCatalogPermission.EDIT_PRODUCT

    def post(self, request: PageRequest, product_id: str) -> HttpResponse:
        copy = copy_product(actor=request.actor, product_id=product_id, now=timezone.now())
        return self.done(
            "seller:product", copy.public_id, message=_("This is the copy: give it its own names and numbers.")
        )
