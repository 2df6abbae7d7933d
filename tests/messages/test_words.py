"""Plain text with links: nothing that was typed becomes markup."""

import pytest

from apps.messages.words import clean, plain, render

REL = 'rel="nofollow noopener noreferrer ugc" target="_blank"'


def test_web_addresses_become_links() -> None:
    assert render("See https://example.org/a?b=1&c=2.") == (
        f'<p>See <a href="https://example.org/a?b=1&amp;c=2" {REL}>https://example.org/a?b=1&amp;c=2</a>.</p>'
    )
    assert "/wiki/Swift_(bird)</a>)" in render("(https://example.org/wiki/Swift_(bird))")
    assert render("One\ntwo\n\nthree") == "<p>One<br>two</p><p>three</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '" onmouseover="alert(1)',
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "https://example.org/\"onmouseover='alert(1)'",
        "https://user:pass@example.org/",
        "https://",
        "http://[::1",
        "https://example.org/<b>",
        "&lt;script&gt;",
        "\u202ehttps://example.org/gpj.exe",
        "HTTPS://EXAMPLE.ORG/%22%3E%3Cscript%3E",
    ],
)
def test_hostile_words_stay_words(text: str) -> None:
    html = render(clean(text))
    inside = html.replace("<p>", "").replace("</p>", "").replace("</a>", "").replace("<br>", "")
    while "<a href=" in inside:  # only our own links are markup, and only to the web
        before, _, rest = inside.partition("<a href=")
        address, _, after = rest.partition(f" {REL}>")
        assert address.lower().startswith(('"http://', '"https://')) and address.count('"') == 2 and "@" not in address, html
        inside = before + after
    assert "<" not in inside and '"' not in inside and "\u202e" not in inside, html


def test_searching_forgets_case_and_accents() -> None:
    assert plain("Über DÉJÀ-vu  Straße") == "uber deja-vu strasse"
