from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.export.hostile import few, hostile_graphs

from bizgraph.export.network import Edge, FieldType, Node, PropertyGraph, Value, text_of
from bizgraph.export.notes import obsidian
from bizgraph.export.notes.names import file_name, link_text, unique_names
from bizgraph.export.notes.text import lines, yaml_property

LINK = re.compile(r"\[\[([^]|]*)\|([^]|]*)\]\]")
OURS = {
    "heading",
    "paragraph",
    "inline",
    "text",
    "softbreak",
    "list_item",
    "bullet_list",
    "blockquote",
    "strong",
}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

LABELS = {"Unit": {"zh": "单位"}, "Measure": {"zh": "举措"}, "leadUnit": {"zh": "牵头单位"}}


def notes_of(network: PropertyGraph) -> dict[str, str]:
    return {path: "".join(chunks) for path, chunks in obsidian(network)}


def parted(note: str) -> tuple[dict[str, Any], str]:
    """The properties of a note, as YAML has them, and the rest."""
    _, properties, body = re.split(r"^---\n", note, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(properties), body


def tokens(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from tokens(token.children or [])


def read(body: str) -> tuple[str, set[str]]:
    """What a reader of Markdown sees, and of which elements."""
    found = list(tokens(MARKDOWN.parse(body)))
    shown = "".join(token.content if token.type == "text" else "\n" for token in found)
    return shown, {re.sub("_(open|close)$", "", token.type) for token in found}


def test_a_vault() -> None:
    nodes = [
        Node(
            "m/1", "Measure", "推行“一网通办”", {"deadline": date(2022, 6, 30), "quote": "推行\n“一网通办”。"}
        ),
        Node("u/1", "Unit", "市场监管局", {"altLabel": ("市监局", "工商局"), "led": 1, "generic": False}),
    ]
    edge = Edge("e", "m/1", "u/1", "leadUnit", "牵头单位", 2.0, {"line": 7, "measure_quote": "由市监局牵头"})
    titles = {"deadline": {"zh": "完成时限"}, "quote": {"zh": "原文"}, "line": {"zh": "行号"}}
    network = PropertyGraph(nodes, [edge], title="举措与单位", kinds=LABELS, titles=titles)
    assert notes_of(network) == {
        "举措与单位.md": (
            "# 举措与单位\n"
            "\n## 举措 · 1\n\n#举措\n\n- [[举措/推行“一网通办”|推行“一网通办”]] · 1\n"
            "\n## 单位 · 1\n\n#单位\n\n- [[单位/市场监管局|市场监管局]] · 1\n"
        ),
        "举措/推行“一网通办”.md": (
            '---\nid: "m/1"\nkind: "Measure"\naliases:\n  - "推行“一网通办”"\ntags:\n  - "举措"\n'
            "deadline: 2022-06-30\n---\n"
            "\n# 推行“一网通办”\n\n- **完成时限**：2022-06-30\n- **原文**：\n  > 推行\n  > “一网通办”。\n"
            "\n## → 牵头单位\n\n- [[单位/市场监管局|市场监管局]] · ×2\n  - **行号**：7\n"
            "  - **measure\\_quote**：\n    > 由市监局牵头\n"
        ),
        "单位/市场监管局.md": (
            '---\nid: "u/1"\nkind: "Unit"\naliases:\n  - "市场监管局"\n  - "市监局"\n  - "工商局"\n'
            'tags:\n  - "单位"\naltLabel:\n  - "市监局"\n  - "工商局"\ngeneric: false\nled: 1\n---\n'
            "\n# 市场监管局\n\n- **altLabel**：\n  - 市监局\n  - 工商局\n- **generic**：false\n- **led**：1\n"
            "\n## ← 牵头单位\n\n- [[举措/推行“一网通办”|推行“一网通办”]] · ×2\n  - **行号**：7\n"
            "  - **measure\\_quote**：\n    > 由市监局牵头\n"
        ),
    }


@few
@given(hostile_graphs())
def test_every_thing_has_a_note_with_all_that_is_said_of_it(network: PropertyGraph) -> None:
    notes = notes_of(network)
    _, *paths = notes
    texts = {field.name for field in network.node_fields if field.type is FieldType.TEXTS}
    for node, path in zip(network.nodes(), paths, strict=True):
        properties, body = parted(notes[path])
        shown = re.sub(r"\s+", " ", read(body)[0])
        assert [properties.pop("id"), properties.pop("kind")] == _kept([node.id, node.kind])
        assert all(
            name in properties["aliases"] for name in _kept([node.label] if node.label.strip() else [])
        )
        del properties["aliases"], properties["tags"]
        for name, value in node.attributes.items():
            if name != "quote" and name in properties and _same(properties[name], value):
                del properties[name]
            assert (name in texts) == isinstance(value, tuple)
            for text in value if isinstance(value, tuple) else (text_of(value),):
                assert " ".join(text.split()) in shown
        renamed = {name: value for name, value in node.attributes.items() if f"{name}_" in properties}
        assert len(properties) == len(renamed)
        assert all(_same(properties[f"{name}_"], value) for name, value in renamed.items())


def _kept(value: Any) -> Any:
    """A value as it stands among properties, where a word joiner keeps brackets from being links."""
    if isinstance(value, list | tuple):
        return [_kept(each) for each in value]
    return value.replace("[[", "[\u2060[") if isinstance(value, str) else value


def _same(read: Any, value: Value) -> bool:
    return type(read) is type(_kept(value)) and read == _kept(value)


@few
@given(hostile_graphs())
def test_text_of_documents_never_means_more_than_it_says(network: PropertyGraph) -> None:
    notes = notes_of(network)
    index, *things = notes.values()
    for body in (index, *(parted(note)[1] for note in things)):
        assert read(LINK.sub("link", body))[1] <= OURS
        bare = LINK.sub("", re.sub(r"\\[!-/:-@\[-`{-~]", "", body))
        for line in bare.splitlines():
            rest = re.sub(r"^#+ |^#[\w-]+$|^( *)(- (\*\*.*?\*\*[：:])?|> )", "", line)
            assert not re.search(r"\[\[|%%|[#<`$|*_~^]|==|://|::", rest)


@few
@given(hostile_graphs())
def test_every_link_leads_to_a_note_and_every_edge_is_told_at_both_ends(network: PropertyGraph) -> None:
    notes = notes_of(network)
    index, *paths = notes
    path = dict(zip((node.id for node in network.nodes()), paths, strict=True))
    expected = Counter((path[edge.source], path[edge.target]) for edge in network.edges())
    found: Counter[tuple[str, str]] = Counter()
    for own in paths:
        for target, _ in LINK.findall(parted(notes[own])[1]):
            found[own, f"{target}.md"] += 1
    assert found == expected + Counter((target, source) for source, target in expected.elements())
    assert {f"{target}.md" for target, _ in LINK.findall(notes[index])} <= set(paths)


@few
@given(hostile_graphs())
def test_paths_are_safe_and_their_own_everywhere(network: PropertyGraph) -> None:
    paths = [path for path, _ in obsidian(network)]
    assert len({unicodedata.normalize("NFC", path.casefold()) for path in paths}) == len(paths)
    assert len({unicodedata.normalize("NFD", path).upper() for path in paths}) == len(paths)
    folders = {path.partition("/")[0] for path in paths[1:]}
    assert len({unicodedata.normalize("NFC", folder.casefold()) for folder in folders}) == len(folders)
    for part in (part for path in paths for part in path.split("/")):
        assert not re.search(r'[\[\]#^|\\:*?"<>\x00-\x1f\x7f]|^[. ]|[. ]$', part)
        assert len(part.encode()) < 255
    assert [path for path, _ in obsidian(network)] == paths


@given(st.lists(st.text(st.sampled_from("aAéÉe\u0301ßSſ.k K中"), max_size=4), max_size=12))
def test_things_of_nearly_one_name_have_names_of_their_own(labels: list[str]) -> None:
    names = list(unique_names({f"id{number}": label for number, label in enumerate(labels)}).values())
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in names}) == len(names)
    assert len({unicodedata.normalize("NFD", name).upper() for name in names}) == len(names)


def test_a_name_changes_only_where_another_comes_to_bear_it() -> None:
    alone = unique_names({"a": "市监局", "b": "财政局"})
    assert alone == {"a": "市监局", "b": "财政局"}
    assert unique_names({"a": "市监局", "b": "财政局", "c": "财政局"}) == {
        "a": "市监局",
        "b": "财政局 3e23e8",
        "c": "财政局 2e7d2c",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“一网通办”改革", "“一网通办”改革"),
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("[x] #1 ^2 %%", "［x］ ＃1 ＾2 ％％"),
        ("..hidden.", "hidden"),
        ("001_2bbbe352.txt", "001_2bbbe352．txt"),
        ("1.5倍", "1.5倍"),
        ("first\nsecond\u2028third", "first second third"),
        ("\u202egpj\x07", "gpj"),
        ("con", "_con"),
        ("Lpt1.市", "_Lpt1.市"),
        ("", "_"),
        ("国" * 100, "国" * 40),
    ],
)
def test_names_of_files(text: str, name: str) -> None:
    assert file_name(text) == name


def test_text_of_links_has_no_marks() -> None:
    assert link_text("a|b]] %%#x") == "a｜b］］ ％％＃x"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 标题", ["\\# 标题"]),
        ("1. 一\n2) 二\n1.5倍", ["1\\. 一", "2\\) 二", "1.5倍"]),
        ("- 一\n+ 二\n---", ["\\- 一", "\\+ 二", "\\---"]),
        ("    code\n\n\ttab", ["code", "tab"]),
        (
            "%%x%% [[y]] ![[z]] ==h== $m$",
            ["\\%\\%x\\%\\% \\[\\[y\\]\\] !\\[\\[z\\]\\] \\=\\=h\\=\\= \\$m\\$"],
        ),
        ("http://a.b www.c.d e@f.g k:: v", ["http\\://a.b www\\.c.d e\\@f.g k\\:: v"]),
        ("<b>&amp;`x`|*y*_z_~w~ ^q", ["\\<b\\>\\&amp;\\`x\\`\\|\\*y\\*\\_z\\_\\~w\\~ \\^q"]),
    ],
)
def test_text_is_escaped(text: str, written: list[str]) -> None:
    assert lines(text) == written


@pytest.mark.parametrize(
    "value", [1e16, 1e-7, -2.5e300, 0.1, 3.0, "1e3", "0o17", "null", "=", "\ufeff\x85", True, 7]
)
def test_values_are_read_back_as_what_they_are(value: Value) -> None:
    read = yaml.safe_load("".join(yaml_property("key", value)))["key"]
    assert (type(read), read) == (type(value), value)


def test_fields_that_obsidian_would_take_for_its_own_or_for_one_stand_apart() -> None:
    network = PropertyGraph([Node("a", "K", "A", {"Tags": "x", "tags": "y", "b": "z", "B": "w"})], [])
    properties, _ = parted(notes_of(network)["K/A.md"])
    assert properties == {
        "id": "a",
        "kind": "K",
        "aliases": ["A"],
        "tags": ["K"],
        "Tags_": "x",
        "tags__": "y",
        "B": "w",
        "b_": "z",
    }


def test_an_empty_graph_has_an_index() -> None:
    assert notes_of(PropertyGraph([], [])) == {"index.md": "# index\n"}
