"""The pictures of a product: add, put in order, take away."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.faces import PageRequest, SellerView
from catalog.errors import UnusablePicture
from catalog.permissions import SellerCatalogPermission
from catalog.services.pictures import MAX_BYTES, MAX_PICTURES, add_picture, order_pictures, remove_picture
from kernel.errors import InvalidInput


class PictureView(SellerView):
    """A step with a product's pictures, which leads back to the product."""

    permission = SellerCatalogPermission.EDIT_PRODUCT

    def back(self, product_id: str, message: str) -> HttpResponse:
        """Return to the pictures on the product's page."""
        response = self.done("seller:product", product_id, message=message)
        response["Location"] = f"{response['Location']}#pictures"
        return response


class PictureAddView(PictureView):
    """POST /seller/products/{id}/pictures/"""

    def post(self, request: PageRequest, product_id: str) -> HttpResponse:
        uploads = request.FILES.getlist("picture")[:MAX_PICTURES]
        if not uploads:
            raise InvalidInput(_("Choose at least one picture."))
        for upload in uploads:
            if (upload.size or 0) > MAX_BYTES:
                raise UnusablePicture
            add_picture(actor=request.actor, product_id=product_id, content=upload.read())
        message = ngettext("The picture was added.", "%(count)s pictures were added.", len(uploads))
        return self.back(product_id, message % {"count": len(uploads)})


class PictureOrderView(PictureView):
    """POST /seller/products/{id}/pictures/order/"""

    def post(self, request: PageRequest, product_id: str) -> HttpResponse:
        order_pictures(actor=request.actor, product_id=product_id, file_ids=request.POST.getlist("file"))
        return self.back(product_id, _("The order was saved."))


class PictureRemoveView(PictureView):
    """POST /seller/products/{id}/pictures/{file}/remove/"""

    def post(self, request: PageRequest, product_id: str, file_id: str) -> HttpResponse:
        remove_picture(actor=request.actor, product_id=product_id, file_id=file_id)
        return self.back(product_id, _("The picture was removed."))
