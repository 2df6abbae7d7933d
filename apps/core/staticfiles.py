"""Many small sources, few files over the wire: `collectstatic` joins the style sheets and the script, then names everything by its content.

With DEBUG none of this runs: the browser follows the imports of `css/app.css` and `js/app.js` itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightningcss
from django.contrib.staticfiles import finders
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES = "css/app.css"
ADMIN_STYLES = "admin/house.css"
SCRIPTS = ("js/app.js", "js/member.js")  # for everybody; and for whoever is signed in
PARTS = ("css/", "js/")  # of our own folders; what the admin and others bring lives elsewhere

IMPORT = re.compile(r'^import \* as (\w+) from "(\.\.?/[\w./-]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function (\w+))", re.MULTILINE)
STRAY = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class CannotBundle(ValueError):
    """A module uses import or export in a way the joiner does not know."""


def source(name: str) -> Path:
    found = finders.find(name)
    if not found:
        raise CannotBundle(f"{name} is not among the static files.")
    return Path(found)


def bundle_styles(name: str = STYLES) -> str:
    """One minified style sheet of `name` and all that it imports."""
    return str(lightningcss.bundle_css(str(source(name))))


def bundle_script(name: str) -> str:
    """One minified script of `name` and the modules that it imports, each a function that returns its exports."""
    return str(jsmin(joined(source(name))))


def joined(entry: Path) -> str:
    names: dict[Path, str] = {}
    modules: list[str] = []

    def add(path: Path) -> str:
        """The variable that holds this module's exports; each module once, before whoever imports it."""
        if path not in names:
            text = path.read_text(encoding="utf-8")
            for found in IMPORT.finditer(text):
                add((path.parent / found[2]).resolve())
            names[path] = f"module{len(names)}"
            modules.append(f"const {names[path]} = (() => {{\n{body(text, path)}\n}})();")
        return names[path]

    def body(text: str, path: Path) -> str:
        exports = EXPORT.findall(text)
        text = IMPORT.sub(lambda found: f"const {found[1]} = {add((path.parent / found[2]).resolve())};", text)
        text = EXPORT.sub("", text)
        if stray := STRAY.search(text):
            raise CannotBundle(f"{path.name}: {stray[0]}")
        return f'"use strict";\n{text}\nreturn {{ {", ".join(exports)} }};'

    add(entry.resolve())
    return "\n".join(modules)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, gzip and brotli beside each file, our sources joined."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            Path(self.path(STYLES)).write_text(bundle_styles(), encoding="utf-8")
            for name in SCRIPTS:
                Path(self.path(name)).write_text(bundle_script(name), encoding="utf-8")
            Path(self.path(ADMIN_STYLES)).write_text(bundle_styles(ADMIN_STYLES), encoding="utf-8")
            paths |= {name: (self, name) for name in (STYLES, ADMIN_STYLES, *SCRIPTS)}  # hash what we wrote, not what was collected
            for name in [name for name in paths if name.startswith(PARTS) and name not in (STYLES, *SCRIPTS)]:
                Path(self.path(name)).unlink(missing_ok=True)
                del paths[name]
        yield from super().post_process(paths, dry_run=dry_run, **options)
