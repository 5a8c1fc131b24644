import ast
import importlib
import platform
import sys

import pytest

from tests.architecture import rules
from tests.architecture.source import APPS, ROOT, Module, face_modules, modules, own_modules, templates

# App → reason: a module in money's path that may hold a float, such as a time-out in seconds.
FLOATS_ALLOWED: dict[str, str] = {
    "catalog/selectors/categories.py": "seconds for which the category tree is kept in memory",
    "catalog/selectors/facets.py": "when the facets of a list were counted",
}
MONEY_APPS = ("catalog", "orders", "finance", "marketing")
MONEY_MODULES = ("platform/kernel/money.py",)


def complaints_of(found: list[str], rule: str) -> None:
    assert found == [], f"{rule}:\n" + "\n".join(found)


def test_platform_stays_the_standard_librarys_module():
    assert platform.python_version() == ".".join(map(str, sys.version_info[:3]))
    assert str(ROOT) not in (platform.__file__ or "")


def test_platform_folder_holds_packages_and_nothing_loose():
    loose = [path.name for path in (ROOT / "platform").iterdir() if path.is_file()]
    packages = [path for path in (ROOT / "platform").iterdir() if path.is_dir() and path.name != "__pycache__"]

    assert loose == []
    assert [path.name for path in packages if not (path / "__init__.py").exists()] == []


@pytest.mark.parametrize("app", APPS)
def test_app_says_what_it_owns_and_what_it_must_never_know(app: str):
    tree = ast.parse((APPS[app] / "__init__.py").read_text(encoding="utf-8"))

    assert rules.docstring_complaint(ast.get_docstring(tree)) is None, app
    assert (APPS[app] / "apps.py").exists()
    assert importlib.import_module(app).__file__ == str(APPS[app] / "__init__.py")


def test_no_module_has_a_name_that_says_nothing():
    found = [
        module.name for module in own_modules() if set(module.path.with_suffix("").parts) & rules.BANNED_MODULE_NAMES
    ]

    complaints_of(found, "name modules for what they hold")


def test_faces_never_touch_a_manager():
    found = [f"{module.name} {use}" for module in face_modules() for use in rules.manager_uses(module.tree)]

    complaints_of(found, "faces start from a selector or a service")


def test_services_never_import_tasks():
    found = [
        module.name
        for app in APPS
        for module in modules(app)
        if "services" in module.path.parts or module.path.name == "services.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[-1] == "tasks"
    ]

    complaints_of(found, "services publish, receivers enqueue")


def test_money_is_never_a_float():
    paths = [module for app in MONEY_APPS for module in modules(app)] + [Module(ROOT / name) for name in MONEY_MODULES]

    found = [
        f"{each.name} {use}" for each in paths if each.name not in FLOATS_ALLOWED for use in rules.floats(each.tree)
    ]

    complaints_of(found, "money is Decimal")
    assert [name for name in FLOATS_ALLOWED if not (ROOT / name).exists()] == []


def test_functions_fit_on_a_screen():
    found = [f"{module.name} {each}" for module in own_modules() for each in rules.long_functions(module.tree)]

    complaints_of(found, f"functions have at most {rules.FUNCTION_LINES_MAX} lines")


def test_modules_stay_small():
    sizes = {module.name: len(module.text.splitlines()) for module in own_modules()}

    found = [f"{name}: {lines} lines" for name, lines in sizes.items() if lines > rules.MODULE_LINES_MAX]

    complaints_of(found, f"modules have at most {rules.MODULE_LINES_MAX} lines")


def test_no_notes_to_oneself():
    own = [path for folder in ("templates", "static/css", "static/js") for path in (ROOT / folder).rglob("*.*")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in own if path.is_file()}
    texts |= {module.name: module.text for module in own_modules()}

    complaints_of([f"{name} {word}" for name, text in texts.items() for word in rules.banned_words(text)], "finish it")


def test_pages_hold_no_inline_code_and_no_foreign_host():
    found = [
        f"{path.relative_to(ROOT)} {each}"
        for path in templates()
        for each in rules.inline_code(path.read_text(encoding="utf-8"))
    ]

    complaints_of(found, "the content security policy forbids it")


def test_tests_are_named_after_packages():
    packages = {
        *APPS,
        "config",
        "launcher",
        "architecture",
        "docs",
        "e2e",
        "factories",
        "bench",
        "promises",
        "security",
    }
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert folders - packages == set()
