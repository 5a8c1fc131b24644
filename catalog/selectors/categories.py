"""Read the category tree: it is small and asked for on every page, so each process keeps it for a few seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import get_language

from catalog.models import Category
from kernel.errors import NotFound

MAX_AGE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category with the ids of everything below it, itself included."""

    id: int
    public_id: str
    slug: str
    name_zh: str
    name_en: str
    icon: str
    parent_id: int | None
    path: tuple[int, ...]
    child_ids: tuple[int, ...]
    subtree: tuple[int, ...]

    @property
    def name(self) -> str:
        """Return the name in the active language, or the one there is."""
        english = (get_language() or "").startswith("en")
        return (self.name_en or self.name_zh) if english else (self.name_zh or self.name_en)


class _Tree:
    """One reading of the whole tree."""

    def __init__(self) -> None:
        rows = list(
            Category.objects.filter(is_active=True)
            .order_by("position", "pk")
            .values_list("pk", "public_id", "slug", "name_zh", "name_en", "icon", "parent_id", "path")
        )
        children: dict[int | None, list[int]] = {}
        below: dict[int, list[int]] = {}
        for row in rows:
            children.setdefault(row[6], []).append(row[0])
            for ancestor in row[7]:
                below.setdefault(ancestor, []).append(row[0])
        self.nodes = {
            row[0]: CategoryNode(
                *row[:7],
                path=tuple(row[7]),
                child_ids=tuple(children.get(row[0], ())),
                subtree=tuple(below.get(row[0], (row[0],))),
            )
            for row in rows
        }
        self.by_slug = {node.slug: node for node in self.nodes.values()}
        self.by_public_id = {node.public_id: node for node in self.nodes.values()}
        self.roots = [self.nodes[pk] for pk in children.get(None, [])]
        self.read_at = time.monotonic()


_lock = Lock()
_tree: _Tree | None = None


def _current() -> _Tree:
    global _tree  # noqa: PLW0603 - one reading per process
    tree = _tree
    if tree is None or time.monotonic() - tree.read_at > MAX_AGE_SECONDS:
        with _lock:
            _tree = tree = _Tree()
    return tree


def forget_categories() -> None:
    """Read the tree anew at the next question; the services that change it call this."""
    global _tree  # noqa: PLW0603 - one reading per process
    _tree = None


def list_root_categories() -> list[CategoryNode]:
    """Return the top of the tree."""
    return _current().roots


def list_all_categories() -> list[CategoryNode]:
    """Return every category that is shown, each after the one above it."""
    return sorted(_current().nodes.values(), key=lambda node: (len(node.path), node.path))


def list_tree() -> list[CategoryNode]:
    """Return every category that is shown, each followed by what lies below it."""
    return [each for root in _current().roots for each in _with_descendants(root)]


def _with_descendants(node: CategoryNode) -> list[CategoryNode]:
    return [node, *(each for child in list_children(node) for each in _with_descendants(child))]


def list_children(node: CategoryNode) -> list[CategoryNode]:
    """Return what lies directly below a category."""
    return [_current().nodes[pk] for pk in node.child_ids]


def list_ancestors(node: CategoryNode) -> list[CategoryNode]:
    """Return the way from the root down to the category, itself last."""
    nodes = _current().nodes
    return [nodes[pk] for pk in node.path if pk in nodes]


def get_category(slug_or_id: str) -> CategoryNode:
    """
    Return a category by its slug or public id.

    :raises NotFound: when there is none, or it is not shown.
    """
    tree = _current()
    node = tree.by_slug.get(slug_or_id) or tree.by_public_id.get(slug_or_id)
    if node is None:
        raise NotFound
    return node


def get_category_node(category_id: int) -> CategoryNode | None:
    """Return a category by its key, or None when it is not shown."""
    return _current().nodes.get(category_id)


def get_category_key(slug: str) -> int:
    """
    Return the key of a category, shown or not, read anew.

    :raises NotFound: when there is none of this address.
    """
    key = Category.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if key is None:
        raise NotFound
    return key


def subtree_ids(slug_or_id: str) -> tuple[int, ...]:
    """Return the ids of a category and everything below it; an unknown one has none."""
    try:
        return get_category(slug_or_id).subtree
    except NotFound:
        return ()
