from django.urls import path

from accounts.faces import Face
from messaging.storefront.inbox import inbox_patterns
from messaging.storefront.preferences import NotificationsView

urlpatterns = [
    *inbox_patterns(Face.SELLER),
    path("notifications/", NotificationsView.as_view(face=Face.SELLER), name="notifications"),
]
