"""The outline as a list of statements, each with the part of the document in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bizgraph.extract.genre import Genre, PartKind
from bizgraph.extract.signature import is_signature
from bizgraph.outline.layout import ROLE_LABELS
from bizgraph.outline.nodes import Node, NodeKind, Outline
from bizgraph.outline.numbering import BELOW_ITEMS, MarkerKind

_LABEL_PARTS = {
    "gap": PartKind.GAP,
    "status": PartKind.STATUS,
    "target": PartKind.AIMS,
    "measures": PartKind.MEASURES,
    "benchmark": PartKind.BENCHMARK,
    "method": PartKind.STATUS,
    "outcome": PartKind.STATUS,
}
_TITLES = (None, MarkerKind.ATTACHMENT)
_NUMBERED_ITEMS = (MarkerKind.ARABIC, MarkerKind.DECIMAL)


@dataclass(frozen=True)
class Setting:
    """Where in the document a statement stands.

    `part` is what the headings over it say it holds; `headings` run from the outermost to the nearest;
    `label` is the label (`目标:`) under which it stands.
    """

    part: PartKind | None = None
    decided: bool = False
    headings: tuple[Node, ...] = ()
    label: Node | None = None

    @property
    def numbered(self) -> bool:
        """Whether a numbered heading stands over the statement."""
        return any(node.marker and node.marker.kind is not MarkerKind.ATTACHMENT for node in self.headings)


@dataclass(frozen=True)
class Leaf:
    """A statement: the words from `start` to `end`, all items below it included."""

    node: Node
    setting: Setting
    start: int
    end: int
    number: str


@dataclass(frozen=True)
class RoleLine:
    """A line that names units, people or a deadline for what stands above it, or for its heading."""

    node: Node
    setting: Setting


@dataclass(frozen=True)
class TablePart:
    """A flattened table."""

    node: Node
    setting: Setting


@dataclass(frozen=True)
class HeadingWords:
    """Sentences behind a run-in heading that stands over statements: no rule makes a fact of them."""

    setting: Setting
    start: int
    end: int


Piece = Leaf | RoleLine | TablePart | HeadingWords


def pieces(outline: Outline, genre: Genre) -> tuple[Piece, ...]:
    """Return a document's statements, role lines and tables in the order of the text"""
    return tuple(_walk(outline, genre, outline.root, Setting()))


def _walk(outline: Outline, genre: Genre, node: Node, setting: Setting) -> Iterator[Piece]:
    for child in node.children:
        if child.kind is NodeKind.TABLE:
            yield TablePart(child, setting)
        elif child.kind is NodeKind.LABEL:
            yield from _label(outline, genre, child, setting)
        elif child.kind is NodeKind.PARAGRAPH:
            if not is_signature(outline.text, child.start):
                yield Leaf(child, setting, child.body, child.extent, "")
        else:
            yield from _numbered(outline, genre, child, setting)


def _label(outline: Outline, genre: Genre, node: Node, setting: Setting) -> Iterator[Piece]:
    label = node.label
    if label is None or label.kind in ROLE_LABELS or label.kind == "roles":
        yield RoleLine(node, setting)
        return
    inner = replace(setting, part=_LABEL_PARTS[label.kind], decided=True, label=node)
    if node.body < node.end:
        yield Leaf(node, inner, node.body, node.end, node.number or _number_over(setting))
    yield from _walk(outline, genre, node, inner)


def _number_over(setting: Setting) -> str:
    """`1.企业开办`, below it `具体任务:…`: the number of the item is that of what its label says."""
    nearest = setting.headings[-1] if setting.headings else None
    is_item = nearest is not None and nearest.marker is not None and nearest.marker.kind in _NUMBERED_ITEMS
    return nearest.number if nearest is not None and is_item else ""


def _numbered(outline: Outline, genre: Genre, node: Node, setting: Setting) -> Iterator[Piece]:
    if node.label is not None and node.label.kind in ROLE_LABELS:
        yield RoleLine(node, setting)  # `(4)责任单位:区财政局`, numbered like what stands above it
        return
    container = _is_container(node, setting.part) or _names_another_part(outline, genre, node)
    inner = _inner(outline, genre, node, setting, container)
    below = replace(inner, headings=(*inner.headings, node))
    if container and _only_labels_divide(node) and setting.part is not PartKind.GAP:
        first = next(i for i, child in enumerate(node.children) if child.kind is NodeKind.LABEL)
        if first:
            yield Leaf(node, inner, node.body, node.children[first - 1].extent, node.number)
        yield from _walk(outline, genre, replace(node, children=node.children[first:]), below)
        return
    if container:
        if node.kind is NodeKind.ITEM and node.body < node.title_end < node.end:
            yield HeadingWords(inner, node.title_end, node.end)
        yield from _walk(outline, genre, node, below)
        return
    absorbed = [
        child
        for child in node.children
        if child.kind is not NodeKind.LABEL
        and not closes_document(outline, genre, child)
        and not is_signature(outline.text, child.start)
    ]
    end = max([node.end, *(child.extent for child in absorbed)])
    yield Leaf(node, inner, node.body, end, node.number)
    for child in node.children:
        if child.kind is NodeKind.LABEL:
            yield RoleLine(child, inner)
        elif child not in absorbed and not is_signature(outline.text, child.start):
            yield Leaf(child, inner, child.body, child.extent, "")


def closes_document(outline: Outline, genre: Genre, node: Node) -> bool:
    """Whether a paragraph behind the last item closes the document: `各地区、各部门要认真贯彻落实…`."""
    words = outline.words(node.body, node.end)
    return node.kind is NodeKind.PARAGRAPH and genre.preamble.search(words) is not None


def _inner(outline: Outline, genre: Genre, node: Node, setting: Setting, container: bool) -> Setting:
    """The setting below a heading: what it says it holds, unless a stronger heading has decided."""
    title = outline.title(node) or (outline.words(node.body, node.end) if node.end - node.body < 30 else "")
    own = genre.part(title)
    kind = node.marker.kind if node.marker else None
    if kind in _TITLES:
        return Setting(own or setting.part, False, setting.headings)
    if own is None or (setting.decided and not _may_refine(setting.part, own, container)):
        return replace(setting, label=None)
    if not container and (setting.numbered or kind not in (MarkerKind.HAN, MarkerKind.HAN_IN_BRACKETS)):
        return replace(setting, label=None)
    return Setting(own, True, setting.headings)


def _may_refine(part: PartKind | None, own: PartKind, container: bool) -> bool:
    if part is PartKind.MEASURES:
        return container and own in (
            PartKind.ORGANISATION,
            PartKind.TASK_FORCE,
            PartKind.GAP,
            PartKind.BENCHMARK,
        )
    if part in (PartKind.STATUS, PartKind.GAP):
        return own in (PartKind.STATUS, PartKind.GAP, PartKind.BENCHMARK)
    return part is PartKind.AIMS and own is PartKind.MEASURES


def _names_another_part(outline: Outline, genre: Genre, node: Node) -> bool:
    """`1 总体目标` over a paragraph: a heading that says what is under it, and that it is no measure."""
    own = genre.part(outline.title(node)) if node.kind is NodeKind.HEADING and node.children else None
    return own not in (None, PartKind.MEASURES)


def _is_container(node: Node, part: PartKind | None) -> bool:
    """Whether a numbered node is a heading over statements of its own rather than one statement."""
    below = paragraphs = False
    for child in node.children:
        if child.kind is NodeKind.TABLE:
            return True
        if child.kind is NodeKind.LABEL:
            if child.label and child.label.kind not in ROLE_LABELS and child.label.kind != "roles":
                return True
        elif child.kind is NodeKind.PARAGRAPH:
            paragraphs = True
        elif child.marker and child.marker.kind in BELOW_ITEMS:
            below = True
        else:
            return True
    kind = node.marker.kind if node.marker else None
    if node.kind is NodeKind.ITEM:
        return below and node.title_end == node.body and kind not in _NUMBERED_ITEMS and _is_short(node)
    if kind in _NUMBERED_ITEMS and part is not PartKind.GAP:
        return False
    return below or paragraphs or kind in _TITLES


def _only_labels_divide(node: Node) -> bool:
    """`1.供电可靠性方面`, a statement, `差距:`: an item that a label ends, not a heading over items."""
    kinds = {child.kind for child in node.children}
    numbered = [child.marker.kind for child in node.children if child.marker]
    is_item = node.marker is not None and node.marker.kind in _NUMBERED_ITEMS
    return (
        is_item and NodeKind.LABEL in kinds and NodeKind.TABLE not in kinds and set(numbered) <= BELOW_ITEMS
    )


def _is_short(node: Node) -> bool:
    return node.end - node.body <= 30
