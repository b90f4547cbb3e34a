"""What all pages in which somebody asks must stand: hostile input."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

from tests.serve import plain

HOSTILE = (
    "<script>document.title='taken'</script>",
    "\"><img src=x onerror=\"document.title='taken'\">'",
    "{{ 7 * 7 }} {% raw %} ?x . } # ",
    "\x00\x07\x1b[31m\u202e\ufeff",
    "办" * 5_000 + "a" * 5_000,
    "' OR 1=1 -- ; DROP ALL",
)


class _Elements(HTMLParser):
    """Counts the elements of a page that something typed could have made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts that are not the server's own, images, and handlers of events."""
        names = dict(attrs)
        own = tag == "script" and (names.get("src") or "").startswith(("/static/", "/assets/"))
        data = tag == "script" and names.get("type") in ("application/json", "application/ld+json")
        if (tag in ("script", "img", "iframe") and not own and not data) or any(
            name.startswith("on") for name in names
        ):
            self.made.append(tag)


def escaped(url: str) -> None:
    """Assert that what somebody types into an address never becomes part of the page but as text."""
    for text in HOSTILE:
        answer = plain.get(url + quote(text), headers={"accept": "text/html"}, timeout=30)
        assert answer.status_code < 500, (text[:40], answer.text)
        elements = _Elements()
        elements.feed(answer.text)
        assert elements.made == []
        assert len(answer.text) < 200_000
