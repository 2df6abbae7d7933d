"""User text is Markdown: rendered once, on save, with HTML off, and sanitised."""

import re
from html import unescape

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
LONGEST = 20_000  # characters that any field of ours takes; a preview may be sent more
renderer = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(["table", "strikethrough"])


def render_markdown(text: str) -> str:
    """Safe HTML. Headings begin at h3, below those of the page; links leave without a referrer; images become links' text.

    What is longer than any field takes is cut.
    """
    html = renderer.render(text[:LONGEST])
    html = re.sub(r"<(/?)h([1-4])>", lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 5)}>", html)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )


def plain_text(html: str) -> str:
    """The words of rendered text, on one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def first_words(html: str, limit: int = 160) -> str:
    """One line for a list: the beginning of rendered text, cut at a word."""
    words = plain_text(html)
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
