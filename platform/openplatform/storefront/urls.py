from django.urls import URLPattern, include, path

from accounts.faces import Face
from openplatform.enums import CredentialKind
from openplatform.storefront import clients


def client_patterns(face: Face) -> list[URLPattern]:
    """Return the pages about API clients, in the frame of one face."""
    return [
        path("", clients.ClientListView.as_view(face=face), name="clients"),
        path("new/", clients.ClientCreateView.as_view(face=face), name="client_create"),
        path("<str:client_id>/", clients.ClientView.as_view(face=face), name="client"),
        path("<str:client_id>/revoke/", clients.ClientRevokeView.as_view(face=face), name="client_revoke"),
        *(
            path(
                f"<str:client_id>/rotate/{kind}/",
                clients.SecretRotateView.as_view(face=face),
                {"kind": kind.value},
                name=f"rotate_{kind}",
            )
            for kind in CredentialKind
        ),
        path(
            "<str:client_id>/secrets/<str:credential_id>/revoke/",
            clients.SecretRevokeView.as_view(face=face),
            name="secret_revoke",
        ),
    ]


urlpatterns = [path("account/company/api-clients/", include((client_patterns(Face.STOREFRONT), "openplatform")))]
