"""Imports go down only: a floor knows the floors below it, never its siblings or those above."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = [
    {"core"},
    {"users"},
    {"notifications"},
    {"challenges"},
    {"applications"},
    {"contracts"},
    {"messages", "payments", "reviews", "matching", "support"},
    {"analytics"},
]
HEIGHT = {app: height for height, floor in enumerate(FLOORS) for app in floor}
GATEWAY_LIBRARIES = {"stripe"}


def imported(source: str) -> set[str]:
    """Every module that the source imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def forbidden(app: str, module: str) -> bool:
    parts = module.split(".")
    if parts[0] in ("openchance", "tests"):
        return True
    if parts[0] != "apps" or len(parts) < 2 or parts[1] == app:
        return False
    return HEIGHT[parts[1]] >= HEIGHT[app]


def violations(app: str, source: str) -> set[str]:
    return {module for module in imported(source) if forbidden(app, module)}


def python_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def test_every_app_has_a_floor() -> None:
    apps = {path.name for path in (ROOT / "apps").iterdir() if (path / "apps.py").exists()}
    assert apps <= set(HEIGHT)


@pytest.mark.parametrize("path", python_files(ROOT / "apps"), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    app = path.relative_to(ROOT / "apps").parts[0]
    if app != "__init__.py":
        assert violations(app, path.read_text()) == set()


@pytest.mark.parametrize("path", python_files(ROOT / "apps"), ids=lambda path: str(path.relative_to(ROOT)))
def test_gateway_libraries_stay_behind_the_gateway(path: Path) -> None:
    if "gateways" not in path.parts:
        assert not {name.split(".")[0] for name in imported(path.read_text())} & GATEWAY_LIBRARIES


@pytest.mark.parametrize("path", python_files(ROOT / "apps") + python_files(ROOT / "openchance"), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_moves_change_a_status(path: Path) -> None:
    """`row.status = …` and `update(status=…)` belong to core alone."""
    if path.relative_to(ROOT).parts[:2] == ("apps", "core") or "sandbox" in str(path) or "demo" in path.parts:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign):
            assert not any(isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets), node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            assert not any(keyword.arg == "status" for keyword in node.keywords), node.lineno


def test_the_guard_sees_what_it_should() -> None:
    assert violations("challenges", "from apps.applications.models import Application") == {
        "apps.applications.models",
        "apps.applications.models.Application",
    }
    assert violations("payments", "def f():\n    import apps.reviews.models") == {"apps.reviews.models"}
    assert violations("contracts", "from apps.core.money import Money\nfrom apps.users.models import User") == set()
