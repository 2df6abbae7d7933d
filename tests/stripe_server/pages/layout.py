"""The look of the stand-in's pages: plain, readable, and saying at the top that no money moves here."""

from html import escape
from pathlib import Path

from ..errors import Refusal
from ..wire import Answer

STYLE = (Path(__file__).parent / "style.css").read_text()


def page(title: str, content: str, *, status: int = 200, wide: bool = False) -> Answer:
    body = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>{escape(title)} – Stripe stand-in</title>
<style>{STYLE}</style>
</head>
<body>
<div class="notice" role="note">Test stand-in for Stripe: this page is not Stripe’s, and no money moves.</div>
<main{' class="wide"' if wide else ""}>
{content}
</main>
</body>
</html>"""
    return Answer(status, body.encode(), "text/html; charset=utf-8", {"Cache-Control": "no-store"})


def redirect(url: str) -> Answer:
    return Answer(303, b"", "text/plain", {"Location": url.replace("\r", "").replace("\n", "")})


def sorry(refusal: Refusal) -> Answer:
    return page("Not possible", f"<section><h1>This is not possible</h1><p>{escape(str(refusal))}</p></section>", status=refusal.status)


def choices(name: str, legend: str, options: dict[str, str], chosen: str = "") -> str:
    """Radio buttons: value → label (HTML)."""
    first = chosen or next(iter(options))
    rows = (
        f'<label class="choice"><input type="radio" name="{name}" value="{escape(value)}"{" checked" if value == first else ""}> '
        f"<span>{label}</span></label>"
        for value, label in options.items()
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{''.join(rows)}</fieldset>"


def field(name: str, label: str, value: str = "", kind: str = "text") -> str:
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        f'<input type="{kind}" id="{name}" name="{name}" value="{escape(value)}" autocomplete="off"></div>'
    )
