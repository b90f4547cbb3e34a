"""The words of one paragraph of a Word file: its runs, without what is hidden, deleted or a field's code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bizgraph.source.docx.package import Element, W
from bizgraph.source.docx.styles import Styles, is_on, value

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT: Final = frozenset(
    W + each
    for each in (
        *("del", "moveFrom", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"),
        *("footnoteReference", "endnoteReference", "commentReference", "annotationRef", "object"),
    )
)
_SIGNS: Final = {
    f"{W}tab": "  ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_CONTENTS: Final = "TOC"


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a paragraph, and the text boxes that are fastened to it."""

    text: str
    boxes: tuple[Element, ...] = ()


@dataclass
class _Field:
    """An open field: its code comes first, then its result."""

    code: str = ""
    shown: bool = False

    @property
    def is_contents(self) -> bool:
        return self.code.split()[:1] == [_CONTENTS]


@dataclass
class Fields:
    """The fields that are open; they may reach over paragraphs."""

    open: list[_Field] = field(default_factory=list)

    def turn(self, kind: str | None) -> None:
        """Follow a field's mark: its begin, the end of its code, or its end."""
        if kind == "begin":
            self.open.append(_Field())
        elif kind == "separate" and self.open:
            self.open[-1].shown = True
        elif kind == "end" and self.open:
            self.open.pop()

    def tell(self, code: str) -> None:
        """Note a piece of the code of the innermost field."""
        if self.open and not self.open[-1].shown:
            self.open[-1].code += code

    @property
    def silent(self) -> bool:
        """Whether what comes is code, or the lines of a table of contents."""
        return any(not each.shown or each.is_contents for each in self.open)


def words_of(paragraph: Element, styles: Styles, fields: Fields, *, hidden: bool) -> Words:
    """Return the words of a paragraph; `hidden` says that its style hides its text."""
    pieces: list[str] = []
    boxes: list[Element] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag == f"{W}fldChar":
            fields.turn(value(element, "fldCharType"))
        elif tag == f"{W}instrText":
            fields.tell(element.text or "")
        elif tag in (f"{W}t", f"{_M}t"):
            pieces.append("" if fields.silent else element.text or "")
        elif tag in _SIGNS:
            pieces.append("" if fields.silent else _SIGNS[tag])
        elif tag == f"{_MC}AlternateContent":
            stack += list(element)[:1]
        elif tag == f"{W}r" and _is_hidden(element, styles, hidden=hidden):
            stack += [each for each in reversed(element) if each.tag == f"{W}fldChar"]
        else:
            stack += reversed(element)
    return Words("".join(pieces), tuple(boxes))


def _is_hidden(run: Element, styles: Styles, *, hidden: bool) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return hidden
    switch = properties.find(f"{W}vanish")
    if switch is not None:
        return is_on(switch)
    style = value(properties.find(f"{W}rStyle"))
    return hidden or (style is not None and styles.is_hidden(style))
