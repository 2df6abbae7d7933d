"""The mark as PNG files, for what cannot show SVG: `python -m tests.icons` draws static/icons/ anew, in Chromium."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "static" / "icons"
RING = '<circle cx="12" cy="12" r="8.25" pathLength="360" stroke-dasharray="298 62" transform="rotate(-14 12 12)" stroke="{ink}"/>'
MARK = RING + '<circle cx="19.4" cy="4.6" r="2.9" fill="{dot}"/>'
PAPER, INK, VERMILION = "#fbfaf6", "#161b24", "#cf3c12"


def drawing(size: int, *, ink: str, dot: str, paper: str, box: str) -> str:
    sheet = f'<rect x="-12" y="-12" width="48" height="48" fill="{paper}"/>' if paper else ""
    mark = MARK.format(ink=ink, dot=dot)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="{box}" fill="none" stroke-width="3.25">{sheet}{mark}</svg>'
    )


ICONS = {
    "push.png": (192, drawing(192, ink=INK, dot=VERMILION, paper=PAPER, box="-6 -6 36 36")),  # beside the words
    "badge.png": (96, drawing(96, ink="#fff", dot="#fff", paper="", box="0 0 24 24")),  # Android's status bar sees the shape alone
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for name, (size, svg) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<body style="margin:0">{svg}</body>')
            page.screenshot(path=FOLDER / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
