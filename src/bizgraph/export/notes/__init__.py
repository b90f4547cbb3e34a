"""A vault for Obsidian: one note a thing, in a folder by kind, with links to all that it is joined to.

A note begins with its properties (https://help.obsidian.md/properties); links are wikilinks with the path
from the top of the vault (https://help.obsidian.md/links), so that they hold wherever names recur.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bizgraph.export.network import Edge, Field, FieldType, Network, Node, Value, text_of
from bizgraph.export.notes.names import file_name, link_text, unique_names
from bizgraph.export.notes.text import lines, one_line, tag, yaml_property

_INDEX: Final = "index"
_SHOWN: Final = 20  # things of each kind that the index links
_LONG: Final = 120  # characters; a field with longer texts stands in the notes, not among their properties
_OTHER_NAMES: Final = "altLabel"
_QUOTED: Final = re.compile(r"(?:.*_)?quote")
_EVIDENCE: Final = "evidence"  # a list of quotations; where it is one text, it is the kind of evidence
_OWN: Final = frozenset(
    {"id", "kind", "aliases", "alias", "tags", "tag", "cssclasses", "cssclass", "publish"}
)
_COLON: Final[Mapping[str, str]] = {"zh": "：", "en": ": "}
_ARROWS: Final = ("→", "←")

_Thing = TypeVar("_Thing", Node, Edge)


def obsidian(network: Network) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the notes of a vault, the index first: the path of each in the vault, and its text in parts.

    Paths differ also where a file system ignores case or normalises Unicode; the same graph gives the same.
    """
    vault = _vault(network)
    yield f"{vault.index}.md", _index_note(vault)
    for node in network.nodes():
        yield f"{vault.paths[node.id]}.md", _note(vault, node)


@dataclass(frozen=True, slots=True)
class _Vault:
    """What a note needs to know of the others: by the identifiers of nodes, their paths, labels and edges.

    `keys` are the properties that fields stand under, by name; fields of long texts have none.
    """

    network: Network
    index: str
    paths: Mapping[str, str]
    labels: Mapping[str, str]
    keys: Mapping[str, str]
    leaving: Mapping[str, Sequence[Edge]]
    arriving: Mapping[str, Sequence[Edge]]

    def title(self, kind: str) -> str:
        """Return what a kind is called; its name where nobody says."""
        return _title(self.network, kind)

    def link(self, node: str) -> str:
        """Return a link to the note of a node."""
        return f"[[{self.paths[node]}|{link_text(self.labels[node])}]]"


def _vault(network: Network) -> _Vault:
    leaving: defaultdict[str, list[Edge]] = defaultdict(list)
    arriving: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in network.edges():
        leaving[edge.source].append(edge)
        arriving[edge.target].append(edge)
    index = file_name(network.title) if network.title.strip() else _INDEX
    labels = {node.id: " ".join(node.label.split()) or node.id for node in network.nodes()}
    return _Vault(network, index, _paths(network, labels, index), labels, _keys(network), leaving, arriving)


def _title(network: Network, kind: str) -> str:
    return network.kinds.get(kind, {}).get(network.language) or kind


def _paths(network: Network, labels: Mapping[str, str], index: str) -> dict[str, str]:
    """Return the path of each note without its suffix; no folder has the name of the index."""
    kinds = _by_kind(network.nodes())
    folders = unique_names({kind: _title(network, kind) for kind in sorted(kinds)}, f"{index}.md")
    names = (
        (folders[kind], unique_names({node.id: labels[node.id] for node in nodes}))
        for kind, nodes in kinds.items()
    )
    return {node: f"{folder}/{name}" for folder, named in names for node, name in named.items()}


def _keys(network: Network) -> dict[str, str]:
    """Return the properties of fields by name. Obsidian does not tell properties apart by case."""
    long = {name for node in network.nodes() for name, value in node.attributes.items() if _long(name, value)}
    keys: dict[str, str] = {}
    used = set(_OWN)
    for each in network.node_fields:
        key = each.name
        while key.casefold() in used:
            key += "_"
        if each.name not in long:
            used.add(key.casefold())
            keys[each.name] = key
    return keys


def _long(name: str, value: Value) -> bool:
    quoted = _QUOTED.fullmatch(name) is not None
    return quoted or any(len(text) > _LONG or len(text.splitlines()) > 1 for text in _texts(value))


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (text_of(value),)


def _by_kind(things: Iterable[_Thing]) -> dict[str, list[_Thing]]:
    kinds: dict[str, list[_Thing]] = {}
    for thing in things:
        kinds.setdefault(thing.kind, []).append(thing)
    return kinds


def _index_note(vault: _Vault) -> Iterator[str]:
    """Write the kinds, the largest first, with the most connected things of each."""
    yield f"# {one_line(vault.network.title) or _INDEX}\n"
    edges = {
        node: len(vault.leaving.get(node, ())) + len(vault.arriving.get(node, ())) for node in vault.paths
    }
    kinds = {kind: [node.id for node in nodes] for kind, nodes in _by_kind(vault.network.nodes()).items()}
    for kind, nodes in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
        title = vault.title(kind)
        yield f"\n## {one_line(title)} · {len(nodes)}\n\n#{tag(title)}\n\n"
        for node in sorted(nodes, key=lambda each: (-edges[each], each))[:_SHOWN]:
            yield f"- {vault.link(node)} · {edges[node]}\n"


def _note(vault: _Vault, node: Node) -> Iterator[str]:
    yield from _properties(vault, node)
    yield f"\n# {one_line(vault.labels[node.id])}\n\n"
    for each in vault.network.node_fields:
        if each.name in node.attributes:
            yield from _said(vault, each, node.attributes[each.name], "")
    for arrow, edges in zip(_ARROWS, (vault.leaving, vault.arriving), strict=True):
        for kind, group in sorted(_by_kind(edges.get(node.id, ())).items()):
            yield f"\n## {arrow} {one_line(vault.title(kind))}\n\n"
            for edge in group:
                yield from _neighbour(vault, edge, edge.target if edges is vault.leaving else edge.source)


def _properties(vault: _Vault, node: Node) -> Iterator[str]:
    yield "---\n"
    yield from yaml_property("id", node.id)
    yield from yaml_property("kind", node.kind)
    yield from yaml_property("aliases", _aliases(node))
    yield from yaml_property("tags", (tag(vault.title(node.kind)),))
    for name, value in node.attributes.items():
        if name in vault.keys:
            yield from yaml_property(vault.keys[name], value)
    yield "---\n"


def _aliases(node: Node) -> tuple[str, ...]:
    """Return the names by which a reader finds the note: its label, whole, and other names."""
    names = (node.label, *_texts(node.attributes.get(_OTHER_NAMES, ())))
    return tuple(dict.fromkeys(name for name in names if name.strip()))


def _neighbour(vault: _Vault, edge: Edge, other: str) -> Iterator[str]:
    """Write the thing at the other end of an edge, with what is said of the edge."""
    said = [vault.link(other)]
    if not edge.label.startswith(vault.title(edge.kind)):
        said.append(one_line(edge.label))
    if edge.weight != 1:
        said.append(f"×{text_of(int(edge.weight) if edge.weight.is_integer() else edge.weight)}")
    yield f"- {' · '.join(said)}\n"
    for each in vault.network.edge_fields:
        if each.name in edge.attributes:
            yield from _said(vault, each, edge.attributes[each.name], "  ")


def _said(vault: _Vault, said: Field, value: Value, indent: str) -> Iterator[str]:
    """Write an attribute as an item of a list: quoted words as a quotation, several texts as a list."""
    language = vault.network.language
    title = one_line(said.title(language)) or one_line(said.name)
    head = f"{indent}- **{title}**{_COLON.get(language, ': ')}"
    below = f"{indent}  "
    if _QUOTED.fullmatch(said.name) or (said.name == _EVIDENCE and said.type is FieldType.TEXTS):
        quotations = ("".join(f"{below}> {line}\n" for line in lines(text)) for text in _texts(value))
        yield f"{head.rstrip()}\n"
        yield "\n".join(filter(None, quotations))
    elif said.type is FieldType.TEXTS:
        yield f"{head.rstrip()}\n"
        yield from (f"{below}- {_paragraph(text, f'{below}  ')}\n" for text in _texts(value))
    else:
        yield f"{head}{_paragraph(text_of(value), below)}\n"


def _paragraph(text: str, indent: str) -> str:
    return f"\n{indent}".join(lines(text))
