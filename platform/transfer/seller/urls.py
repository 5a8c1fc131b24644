from accounts.faces import Face
from transfer.storefront.urls import transfer_patterns

urlpatterns = transfer_patterns(Face.SELLER)
