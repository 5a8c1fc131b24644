"""Load the API client that an ERP of the demo supplier uses."""

from datetime import datetime

from accounts.enums import Audience
from demo.services.logins import API_CLIENT_ID, API_CLIENT_SECRET
from kernel.actors import Actor
from openplatform.scopes import scopes_for
from openplatform.selectors.credentials import secret_digest
from openplatform.services.clients import PREFIX_SHOWN, create_client


def load_api_client(*, actor: Actor, now: datetime) -> None:
    """Register a client with every scope its company can use, and give it the printed id and secret."""
    seller = [Audience.SELLER]
    scopes = [scope.code for scope in scopes_for(seller) if scope.permissions_for(seller) <= actor.permissions]
    issued = create_client(actor=actor, name="ERP", scopes=scopes, now=now)
    application = issued.client.application
    application.client_id = API_CLIENT_ID
    application.save(update_fields=["client_id"])
    credential = issued.credential
    credential.prefix, credential.secret_hash = API_CLIENT_SECRET[:PREFIX_SHOWN], secret_digest(API_CLIENT_SECRET)
    credential.save(update_fields=["prefix", "secret_hash"])
