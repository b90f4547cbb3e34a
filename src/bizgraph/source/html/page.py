"""The tree of a web page without its furniture, and the element that holds the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from bizgraph.source.html.furniture import Furniture
from bizgraph.source.html.parsing import Element

_NEVER_SHOWN: Final = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "object",
            "embed",
            "svg",
            "canvas",
            "audio",
            "video",
        ),
        *(
            "button",
            "select",
            "option",
            "textarea",
            "input",
            "map",
            "xml",
            "rt",
            "rp",
            "rtc",
            "del",
            "marquee",
        ),
        *("head", "title", "datalist", "dialog", "applet", "frameset", "link", "meta", "base"),
    )
)
TAKEN_OUT: Final = "taken-out"  # the tag of what is left out; taking it out of a long page costs too much
_FURNITURE_TAGS: Final = frozenset({"nav", "aside", "footer", "menu"})
_HOLDS_PARTS: Final = frozenset(
    {
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "form",
        "center",
        "td",
        "tr",
        "tbody",
        "table",
    }
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.I,
)
_LONGEST_STYLE: Final = 2000
_SENTENCE_ENDS: Final = re.compile(r"[。；;！!？?]")
_LETTER: Final = re.compile(r"[^\W_]")
_SENTENCES_OF_TEXT: Final = 3
_MOST_OF_FURNITURE: Final = 0.3
_SHARE_OF_THE_DOCUMENT: Final = 0.6
_LETTERS_OF_TEXT: Final = 15


@dataclass
class _Weight:
    """What an element holds: letters outside of links and in links, and ends of sentences outside."""

    letters: int = 0
    linked: int = 0
    sentences: int = 0


def without_furniture(root: Element, furniture: Furniture) -> Element:
    """Mark in a tree what is never shown and what is furniture by its tag, class or id; return the tree."""
    for element in root.iter(etree.Element):
        if element.tag in _NEVER_SHOWN or _is_hidden(element):
            element.tag = TAKEN_OUT
    weights = _weights(root)
    whole = weights[root].letters
    for element, weight in weights.items():
        if element.tag in ("html", "body") or weight.letters > _MOST_OF_FURNITURE * whole:
            continue
        if weight.sentences >= _SENTENCES_OF_TEXT and weight.letters > weight.linked:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag in _FURNITURE_TAGS or furniture.is_named(names):
            element.tag = TAKEN_OUT
    return root


def document_of(root: Element) -> Element:
    """Return the smallest element beside which no sentence and no table of data stands."""
    weights = _weights(root)
    current = root
    while True:
        parts = [child for child in current if child.tag in _HOLDS_PARTS and not _is_data(child)]
        if not parts:
            return current
        best = max(parts, key=lambda child: (weights[child].sentences, weights[child].letters))
        share = weights[best].letters / max(weights[current].letters, 1)
        inside = sum(weights[child].sentences for child in current if child in weights)
        beside = [child for child in current if child is not best and child in weights]
        if share < _SHARE_OF_THE_DOCUMENT or inside < weights[current].sentences:
            return current
        if any(_could_be_text(child, weights[child]) for child in beside):
            return current
        current = best


def _could_be_text(element: Element, weight: _Weight) -> bool:
    """Whether a sibling of the best part is a part of the document too: a paragraph, sentences or a table."""
    if weight.letters <= weight.linked:
        return False
    if weight.sentences and weight.letters >= _LETTERS_OF_TEXT:
        return True
    return element.tag == "p" or any(_is_data(each) for each in element.iter("table"))


def _is_data(element: Element) -> bool:
    """Whether an element is a table that does not lay the page out: it is one piece."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    return sum(1 for _ in zip(element.iter("tr"), range(2), strict=False)) > 1


def _is_hidden(element: Element) -> bool:
    if element.tag in ("html", "body"):  # a script shows them later
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style[:_LONGEST_STYLE]) is not None


def _weights(root: Element) -> dict[Element, _Weight]:
    weights: dict[Element, _Weight] = {}
    linked = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            linked += element.tag == "a"
            if element.tag == TAKEN_OUT:
                weights[element] = _Weight()
                walk.skip_subtree()
            else:
                weights[element] = _weight(element.text, linked=linked > 0)
            continue
        linked -= element.tag == "a"
        parent = element.getparent()
        if parent is not None and parent in weights:
            for each in (weights[element], _weight(element.tail, linked=linked > 0)):
                weights[parent].letters += each.letters
                weights[parent].linked += each.linked
                weights[parent].sentences += each.sentences
    return weights


def _weight(text: str | None, *, linked: bool) -> _Weight:
    if not text or text.isspace():
        return _Weight()
    letters = len(_LETTER.findall(text))
    if linked:
        return _Weight(0, letters, 0)
    return _Weight(letters, 0, len(_SENTENCE_ENDS.findall(text)))
