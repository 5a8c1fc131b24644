"""The project's own files, as the rules look at them."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORM_APPS = ("kernel", "reference", "messaging", "openplatform", "transfer")
DOMAIN_APPS = ("accounts", "catalog", "orders", "finance", "crm", "marketing", "analytics", "demo")
APPS = {name: ROOT / "platform" / name for name in PLATFORM_APPS} | {name: ROOT / name for name in DOMAIN_APPS}
FACES = ("storefront", "seller", "api", "admin", "transfer", "management")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the project's folder, for complaints."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)


@cache
def modules(app: str) -> tuple[Module, ...]:
    """Return an app's modules without its migrations."""
    return tuple(Module(path) for path in sorted(APPS[app].rglob("*.py")) if "migrations" not in path.parts)


@cache
def face_modules() -> tuple[Module, ...]:
    """Return every module that talks to people or programs outside."""
    found = []
    for app, folder in APPS.items():
        for module in modules(app):
            room = module.path.relative_to(folder).parts[0].removesuffix(".py")
            if room in FACES:
                found.append(module)
    return tuple(found)


@cache
def own_modules() -> tuple[Module, ...]:
    """Return every module of the product, the roof and the launcher included."""
    roof = [
        Module(path) for name in ("config", "launcher") for path in sorted((ROOT / "platform" / name).rglob("*.py"))
    ]
    return (*(module for app in APPS for module in modules(app)), *roof)


@cache
def templates() -> tuple[Path, ...]:
    """Return every template that a browser shows under the strict content security policy."""
    folders = [
        path for path in sorted((ROOT / "templates").glob("*")) if path.name not in {"documents", "messages", "admin"}
    ]
    return tuple(
        path for folder in folders for path in ([folder] if folder.is_file() else sorted(folder.rglob("*.html")))
    )
