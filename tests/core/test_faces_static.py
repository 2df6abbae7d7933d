"""Many sources, few files over the wire: what collectstatic makes of static/."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from apps.core import staticfiles

BUDGET = 60_000
PAGE = 16_000  # what is left for the page itself


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("static")
    from django.test.utils import override_settings

    storages = {"staticfiles": {"BACKEND": "apps.core.staticfiles.BundledStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def one(root: Path, pattern: str) -> Path:
    found = [path for path in root.glob(pattern) if re.search(r"\.[0-9a-f]{12}\.", path.name)]
    assert len(found) == 1, found
    return found[0]


def test_one_style_sheet_and_two_scripts_with_hashed_names(collected: Path) -> None:
    styles, script = one(collected, "css/*.css").read_text(), one(collected, "js/app.*.js").read_text() + one(collected, "js/member.*.js").read_text()
    assert "@import" not in styles
    assert styles.startswith("@layer reset,base,components,pages,utilities") or "@layer reset" in styles[:400]
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert not list(collected.glob("css/components/*.css"))
    assert not list(collected.glob("js/behaviours/*.js"))


def test_every_behaviour_is_in_one_script(collected: Path) -> None:
    scripts = Path(__file__).parent.parent.parent / "static/js"
    entries = (scripts / "app.js").read_text() + (scripts / "member.js").read_text()
    for source in (scripts / "behaviours").glob("*.js"):
        assert entries.count(f'"./behaviours/{source.name}"') == 1
    joined = sum(one(collected, f"js/{name}.*.js").read_text().count('"use strict"') for name in ("app", "member"))
    assert joined == len(list(scripts.rglob("*.js")))  # none twice


def test_a_first_visit_fits_the_budget(collected: Path) -> None:
    fetched = [one(collected, pattern) for pattern in ("css/*.css", "js/app.*.js", "django_htmx/htmx-2.min.*.js", "icons.*.svg", "mark.*.svg")]
    compressed = [path.with_name(path.name + ".gz").stat().st_size for path in fetched]
    assert sum(compressed) < BUDGET - PAGE
    assert all(path.with_name(path.name + ".br").exists() for path in fetched)


def test_what_members_load_besides_is_small(collected: Path) -> None:
    script = one(collected, "js/member.*.js")
    assert script.with_name(script.name + ".gz").stat().st_size < 10_000


def test_collecting_again_follows_a_changed_part(collected: Path) -> None:
    before = one(collected, "css/*.css").name
    call_command("collectstatic", interactive=False, verbosity=0)
    assert one(collected, "css/*.css").name == before
    assert staticfiles_storage.url("css/app.css").endswith(before)


def test_the_joiner_stops_at_a_form_it_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "part.js").write_text("export function attach() {}\n")
    entry = tmp_path / "app.js"
    entry.write_text('import * as part from "./part.js";\npart.attach();\n')
    assert "module0" in staticfiles.joined(entry)
    entry.write_text('import { attach } from "./part.js";\nattach();\n')
    with pytest.raises(staticfiles.CannotBundle, match=r"app\.js"):
        staticfiles.joined(entry)
    (tmp_path / "part.js").write_text("export default function () {}\n")
    entry.write_text('import * as part from "./part.js";\n')
    with pytest.raises(staticfiles.CannotBundle, match=r"part\.js"):
        staticfiles.joined(entry)


def test_small_sources_stay_small() -> None:
    root = Path(__file__).parent.parent.parent / "static"
    long = [path.name for path in root.rglob("*.css") if len(path.read_text().splitlines()) > 150]
    long += [path.name for path in root.rglob("*.js") if len(path.read_text().splitlines()) > 80]
    assert long == []


def test_values_live_in_the_tokens_only() -> None:
    """No colour outside tokens.css, but for shades that darken whatever lies below."""
    root = Path(__file__).parent.parent.parent / "static/css"
    allowed = {"::backdrop { background: oklch(17% .02 265 / .45); }"}
    for path in root.rglob("*.css"):
        if path.name in ("tokens.css", "documents.css", "evidence.css"):  # the last two are printed: they are no part of the site's sheet
            continue
        for line in path.read_text().splitlines():
            if line.strip() in allowed or "--h" in line:
                continue
            assert not re.search(r"#[0-9a-f]{3,8}\b|oklch\(|rgb\(|hsl\(", line), (path.name, line)
