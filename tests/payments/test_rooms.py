"""Who may know whom: the sandbox is an outside server, and nobody but the gateways knows a gateway's library."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAYMENTS = ROOT / "apps" / "payments"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_sandbox_knows_the_interface_and_nothing_else_of_ours() -> None:
    for path in (PAYMENTS / "gateways" / "sandbox").rglob("*.py"):
        for name in imports(path):
            assert not name.startswith("apps.") or name.startswith(("apps.core", "apps.payments.gateways")), f"{path.name} imports {name}"
            assert not name.startswith(".."), f"{path.name} imports {name}"


def test_services_know_gateways_by_their_interface() -> None:
    for path in PAYMENTS.rglob("*.py"):
        if {"gateways", "models", "admin"} & set(path.parts):
            continue
        assert not any("sandbox" in name or name in ("stripe", "httpx") for name in imports(path)), path.name
