"""A network as a picture: things where the layout put them, the important ones named, a legend of kinds."""

from __future__ import annotations

import string
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import quote

from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon

from bizgraph.export.network import Edge, Network, Node
from bizgraph.pictures.curves import End, joining
from bizgraph.pictures.fonts import face
from bizgraph.pictures.placing import Area, Named, place
from bizgraph.pictures.sheet import (
    INK,
    LINE_HEIGHT,
    MUTED,
    NOTE_SIZE,
    PAPER,
    TEXT_SIZE,
    TITLE_SIZE,
    Form,
    Sheet,
    drawing,
)
from bizgraph.pictures.words import say

_WIDTH: Final = 842.0  # A4, landscape
_HEIGHT: Final = 595.0
_MARGIN: Final = 36.0
_AROUND: Final = 26.0  # between the things and the edge of their area
_HEADING: Final = 44.0
_LEGEND_LINE: Final = 15.0
_POINTS_PER_PIXEL: Final = 0.75
_LARGEST_SCALE: Final = 1.5
_SMALLEST_RADIUS: Final = 2.5
_LARGEST_RADIUS: Final = 26.0
_ALWAYS_NAMED: Final = 12
_STRENGTH: Final = 0.75
_Thing = TypeVar("_Thing", Node, Edge)
_SAFE: Final = string.ascii_letters + string.digits + ":_.-"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The way from the layout, in pixels, to the sheet, in points."""

    factor: float
    across: float
    up: float

    def point(self, node: Node) -> tuple[float, float]:
        return node.x * self.factor + self.across, node.y * self.factor + self.up

    def radius(self, node: Node) -> float:
        return min(max(node.size / 2 * self.factor, _SMALLEST_RADIUS), _LARGEST_RADIUS)


def draw_network(network: Network, form: Form) -> bytes:
    """Draw a network on a landscape page of A4, as PNG (150 dots an inch) or as SVG.

    In SVG the shapes of a node and an edge have the ids `node:…` and `edge:…` with their identifier, and a
    name `name:…`; characters other than ASCII letters, digits and `:_.-` are percent-encoded (RFC 3986).
    A name that has no room is left out, and the picture says how many are.
    """
    nodes, edges = tuple(network.nodes()), tuple(network.edges())
    with drawing():
        sheet = Sheet(_WIDTH, _HEIGHT)
        foot = _legend(sheet, network, nodes, edges)
        area = Area(_MARGIN, foot, _WIDTH - _MARGIN, _HEIGHT - _MARGIN - _HEADING)
        scale = _scale(nodes, area)
        _draw_edges(sheet, nodes, edges, scale)
        for node in nodes:
            sheet.add(_shape(node, *scale.point(node), scale.radius(node), svg_id("node", node.id)))
        left_out = _draw_names(sheet, _by_importance(nodes, edges), scale, area)
        _heading(sheet, network, len(nodes), len(edges), left_out)
        return sheet.write(form)


def svg_id(part: str, identifier: str) -> str:
    """Return the id that a node, an edge or a name has in the SVG."""
    return f"{part}:{quote(identifier, safe=_SAFE)}"


def _scale(nodes: Sequence[Node], area: Area) -> _Scale:
    """Return the scale at which all nodes fit in the middle of the area; small networks stay small."""
    xs = [node.x for node in nodes] or [0.0]
    ys = [node.y for node in nodes] or [0.0]
    width, height = area.right - area.left - 2 * _AROUND, area.top - area.bottom - 2 * _AROUND
    factor = min(width / max(max(xs) - min(xs), 1e-9), height / max(max(ys) - min(ys), 1e-9), _LARGEST_SCALE)
    return _Scale(
        factor,
        (area.left + area.right) / 2 - (min(xs) + max(xs)) / 2 * factor,
        (area.bottom + area.top) / 2 - (min(ys) + max(ys)) / 2 * factor,
    )


def _draw_edges(sheet: Sheet, nodes: Iterable[Node], edges: Iterable[Edge], scale: _Scale) -> None:
    ends = {node.id: End(*scale.point(node), scale.radius(node)) for node in nodes}
    between: defaultdict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in edges:
        between[frozenset((edge.source, edge.target))].append(edge)
    thinner = min(max(scale.factor, _POINTS_PER_PIXEL / 3), _POINTS_PER_PIXEL)
    for parallel in between.values():
        for index, edge in enumerate(parallel):
            side = 1 if edge.source <= edge.target else -1  # so that opposite lines bend apart
            middle = side * (index - (len(parallel) - 1) / 2)
            width = max(edge.width * thinner, 0.4)
            line = PathPatch(
                joining(ends[edge.source], ends[edge.target], middle, width),
                color=_faint(edge.colour),
                linewidth=width,
                joinstyle="round",
                gid=svg_id("edge", edge.id),
                zorder=1,
            )
            sheet.add(line)


def _faint(colour: str) -> str:
    """Return a colour a little closer to the paper: a line that let others through would hide its arrow."""
    red, green, blue = (_STRENGTH * part + 1 - _STRENGTH for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _shape(node: Node, x: float, y: float, radius: float, name: str | None = None) -> Patch:
    match node.shape:
        case "box":
            side = radius * 1.6
            corner = (x - side / 2, y - side / 2)
            shape: Patch = FancyBboxPatch(corner, side, side, f"round,pad=0,rounding_size={radius * 0.25}")
        case "diamond":
            shape = Polygon([(x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius)])
        case _:
            shape = Circle((x, y), radius)
    shape.set(facecolor=node.colour, edgecolor=PAPER, linewidth=0.8, gid=name, zorder=2)
    return shape


def _by_importance(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[Node]:
    """Return the nodes, the largest and of these those with the heaviest edges first."""
    weights: defaultdict[str, float] = defaultdict(float)
    for edge in edges:
        weights[edge.source] += edge.weight
        weights[edge.target] += edge.weight
    return sorted(nodes, key=lambda node: (-node.size, -weights[node.id], node.id))


def _draw_names(sheet: Sheet, nodes: Sequence[Node], scale: _Scale, area: Area) -> int:
    """Put the names of the nodes, the most important first; return how many had no room."""
    named: list[tuple[Node, str, float]] = []
    for index, node in enumerate(nodes):
        size = TEXT_SIZE if index < _ALWAYS_NAMED else NOTE_SIZE - 0.5
        words = face(bold=index < _ALWAYS_NAMED).wrapped(node.label, size, 13 * size, 2)
        if words:
            named.append((node, words, size))
    things = [_named(node, words, size, scale) for node, words, size in named]
    places = place(things, area, always=_ALWAYS_NAMED)
    for (node, words, size), middle in zip(named, places, strict=True):
        if middle is not None:
            sheet.text(
                *middle,
                words,
                size=size,
                bold=size == TEXT_SIZE,
                across="center",
                up="center",
                on_paper=True,
                name=svg_id("name", node.id),
            )
    return places.count(None)


def _named(node: Node, words: str, size: float, scale: _Scale) -> Named:
    lines = words.split("\n")
    width = max(face(bold=size == TEXT_SIZE).width(line, size) for line in lines)
    return Named(*scale.point(node), scale.radius(node), width, len(lines) * size * LINE_HEIGHT)


def _heading(sheet: Sheet, network: Network, nodes: int, edges: int, left_out: int) -> None:
    room = _WIDTH - 2 * _MARGIN
    title = face(bold=True).wrapped(network.title, TITLE_SIZE, room, 1)
    sheet.text(_MARGIN, _HEIGHT - _MARGIN - TITLE_SIZE, title, size=TITLE_SIZE, bold=True)
    told = [say("network", "things", network.language, nodes=nodes, edges=edges)] if nodes else []
    told += [say("network", "unnamed", network.language, count=left_out)] if left_out else []
    note = say("network", "joiner", network.language).join(told) or say("network", "empty", network.language)
    sheet.text(_MARGIN, _HEIGHT - _MARGIN - TITLE_SIZE - 16, note, size=NOTE_SIZE, colour=MUTED)


def _legend(sheet: Sheet, network: Network, nodes: Sequence[Node], edges: Sequence[Edge]) -> float:
    """Draw the kinds of nodes and edges along the foot of the sheet; return where the legend ends above."""
    samples: list[tuple[str, Node | Edge]] = [*_samples(nodes, network), *_samples(edges, network)]
    rows: list[list[tuple[float, str, Node | Edge]]] = [[]]
    x = _MARGIN
    for title, thing in samples:
        words = face().wrapped(title, NOTE_SIZE, 150, 1)
        step = 20 + face().width(words, NOTE_SIZE) + 16
        if x + step > _WIDTH - _MARGIN and rows[-1]:
            rows.append([])
            x = _MARGIN
        rows[-1].append((x, words, thing))
        x += step
    for number, row in enumerate(reversed(rows)):
        for x, words, thing in row:
            _sample(sheet, x, _MARGIN - 10 + number * _LEGEND_LINE, words, thing)
    return _MARGIN + len(rows) * _LEGEND_LINE


def _samples(things: Sequence[_Thing], network: Network) -> list[tuple[str, _Thing]]:
    """Return what each kind is called, with the first thing of it; the most frequent kinds first."""
    counts = Counter(thing.kind for thing in things)
    first = {thing.kind: thing for thing in reversed(things)}
    titles = {kind: network.kinds.get(kind, {}).get(network.language) or kind for kind in counts}
    return [(titles[kind], first[kind]) for kind in sorted(counts, key=lambda kind: (-counts[kind], kind))]


def _sample(sheet: Sheet, x: float, y: float, words: str, thing: Node | Edge) -> None:
    if isinstance(thing, Node):
        sheet.add(_shape(thing, x + 7, y + 3, 5))
    else:
        sheet.line((x, x + 15), (y + 3, y + 3), colour=_faint(thing.colour), width=1.6)
    sheet.text(x + 20, y, words, size=NOTE_SIZE, colour=INK)
