"""Every row that belongs to a company says so in a column that cannot be empty."""

from pathlib import Path

from django.apps import apps
from django.db import models

TENANT_APPS = ("accounts", "messaging", "openplatform", "transfer", "catalog", "orders", "finance", "crm", "marketing")
ALLOW_LIST = Path(__file__).with_name("not_tenant_owned.txt")
ORGANIZATION = "accounts.Organization"


def allowed() -> dict[str, str]:
    """Read the allow-list: a model's label, then the reason."""
    lines = [line for line in ALLOW_LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {label: reason for label, _, reason in (line.partition(" ") for line in lines)}


def is_tenant_owned(model: type[models.Model], seen: frozenset[str] = frozenset()) -> bool:
    """Say whether a model has a non-null key to an organization, or to a model that has one."""
    if model._meta.label in seen:
        return False
    for field in model._meta.fields:
        if field.null:
            continue
        if isinstance(field, models.BigIntegerField) and field.name == "organization_id":
            return True
        if isinstance(field, models.ForeignKey):
            target = field.related_model
            if target._meta.label == ORGANIZATION or is_tenant_owned(target, seen | {model._meta.label}):
                return True
    return False


def tenant_models() -> list[type[models.Model]]:
    """List the models of the apps that companies own rows in, without those a library makes."""
    found = [model for app in TENANT_APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")]


def test_every_tenant_owned_model_has_an_organization_key():
    ownerless = [model._meta.label for model in tenant_models() if not is_tenant_owned(model)]

    assert sorted(set(ownerless) - set(allowed()) - {ORGANIZATION}) == [], (
        f"give them a key, or a reason in {ALLOW_LIST.name}"
    )


def test_allow_list_names_only_models_that_need_it():
    labels = {model._meta.label for model in tenant_models() if not is_tenant_owned(model)}

    assert sorted(set(allowed()) - labels) == []
    assert [label for label, reason in allowed().items() if len(reason) < 10] == []


def test_a_nullable_key_does_not_count():
    class Meta:
        app_label = "architecture_probe"

    nullable = models.ForeignKey(ORGANIZATION, models.CASCADE, null=True, related_name="+")
    probe = type("NullableProbe", (models.Model,), {"organization": nullable, "Meta": Meta, "__module__": __name__})

    assert not is_tenant_owned(probe)
