"""Keep a supplier's warehouses."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from catalog.errors import DuplicateCode
from catalog.models import Warehouse
from catalog.permissions import SellerCatalogPermission
from kernel.actors import Actor
from kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class WarehouseData:
    """What a supplier says of a warehouse; orders are served from the lowest priority number first."""

    code: str
    name: str
    region_code: str = ""
    address: str = ""
    priority: int = 1
    is_active: bool = True


@transaction.atomic
def create_warehouse(*, actor: Actor, data: WarehouseData) -> Warehouse:
    """
    Open a warehouse of the actor's company.

    :raises Forbidden: without `stock.adjust`.
    :raises DuplicateCode: when the company has one with this code.
    """
    actor.require(SellerCatalogPermission.ADJUST_STOCK)
    return _save(Warehouse(organization_id=actor.own_organization_id), data)


@transaction.atomic
def update_warehouse(*, actor: Actor, warehouse_id: str, data: WarehouseData) -> Warehouse:
    """
    Change a warehouse; one out of use is not sold from, its stock stays counted.

    :raises NotFound: when it is another company's.
    :raises Forbidden: without `stock.adjust`.
    :raises DuplicateCode: when the company has another one with this code.
    """
    warehouse = Warehouse.objects.visible_to(actor).filter(public_id=warehouse_id).select_for_update().first()
    if warehouse is None or warehouse.organization_id != actor.organization_id:
        raise NotFound
    actor.require(SellerCatalogPermission.ADJUST_STOCK, organization_id=warehouse.organization_id)
    return _save(warehouse, data)


def _save(warehouse: Warehouse, data: WarehouseData) -> Warehouse:
    for name, value in asdict(data).items():
        setattr(warehouse, name, value)
    try:
        with transaction.atomic():
            warehouse.save()
    except IntegrityError as error:
        raise DuplicateCode(value=data.code) from error
    return warehouse
