from openplatform.models.clients import ApiClient, ApiCredential
from openplatform.models.external_ids import ExternalId
from openplatform.models.idempotency import IdempotencyRecord

__all__ = ["ApiClient", "ApiCredential", "ExternalId", "IdempotencyRecord"]
