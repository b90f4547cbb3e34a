"""The text of a document as HTML: read back by a parser, it is what stands in the file, each character."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from bizgraph.questions.document_text import KINDS, DocumentText, Place
from bizgraph.serve.pages.marking import lines, marked_text

BASE = "https://example.org/id/document/d"
HOSTILE = (
    "<script>alert(1)</script>&amp;\"'\r\n | a | b | c |\r\x00\x01\x1b\u202e\u2028\ufeff\x85\ttab\n\n\n😀𠮷"
)


class _Read(HTMLParser):
    """What a browser makes of it: the text, the anchors, the elements, and which words each fact has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.anchors: dict[str, int] = {}
        self.twice: list[str] = []
        self.elements: Counter[str] = Counter()
        self.words: dict[str, str] = {}
        self.tab_stops: Counter[str] = Counter()
        self._facts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.elements[tag] += 1
        if name := said.get("id"):
            self.twice += [name] if name in self.anchors else []
            self.anchors[name] = len(self.text)
        if tag == "a":
            self._facts = (said["data-facts"] or "").split(" ")
            self.tab_stops[self._facts[0]] += "tabindex" not in said

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._facts = []

    def handle_data(self, data: str) -> None:
        self.text += data
        for fact in self._facts:
            self.words[fact] = self.words.get(fact, "") + data


def _document(text: str, facts: list[tuple[int, int, str]], starts: frozenset[int]) -> DocumentText:
    places = [Place(f"{BASE}/{kind}/{n}", kind, start, end) for n, (start, end, kind) in enumerate(facts)]
    return DocumentText(
        iri=BASE,
        title="",
        text=text,
        facts=tuple(sorted(places, key=lambda fact: (fact.start, -fact.end))),
        starts=starts | {start for start, _, _ in facts},
        headings=(),
        title_start=None,
        file="",
        number="",
        issued=None,
        sha256="",
        left_over_share=Decimal(0),
        regions=(),
        publishers=(),
    )


@st.composite
def documents(draw: st.DrawFn) -> DocumentText:
    """Documents whose facts lie in, over and across each other."""
    alphabet = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r|<>&\"' \x00\u202e")
    text = draw(st.text(alphabet, min_size=1, max_size=60) | st.just(HOSTILE))
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place, st.sampled_from(KINDS)), max_size=8))
    facts = [(min(a, b), max(a, b), kind) for a, b, kind in pairs if a != b]
    return _document(text, facts, draw(st.frozensets(st.integers(0, len(text) - 1), max_size=5)))


def _read(document: DocumentText) -> _Read:
    read = _Read()
    for line in lines(document, lambda iri: f"/at/{iri}?a=1&b=\"'<"):
        read.feed(str(line.words))
        read.feed("\n")
    read.close()
    read.text = read.text.removesuffix("\n")
    return read


@given(documents())
@example(_document(HOSTILE, [(0, len(HOSTILE), "Measure"), (5, 40, "Gap")], frozenset({0, 7, 33})))
def test_no_character_is_changed(document: DocumentText) -> None:
    read = _read(document)
    assert read.text == document.text.replace("\x00", "\ufffd")
    assert set(read.elements) <= {"a", "span", "bdi"}


@given(documents())
def test_every_start_has_its_one_anchor_where_it_is(document: DocumentText) -> None:
    read = _read(document)
    assert read.twice == []
    assert read.anchors == {f"c{start}": start for start in document.starts}


@given(documents())
def test_every_fact_has_its_words_and_one_stop_of_the_tab_key(document: DocumentText) -> None:
    read = _read(document)
    for fact in document.facts:
        key = fact.iri.removeprefix(f"{BASE}/")
        printed = document.text[fact.start : fact.end].replace("\x00", "\ufffd").replace("\n", "")
        assert read.words.get(key, "") == printed
        assert read.tab_stops[key] <= 1


def test_facts_are_marked_by_kind_inside_and_across() -> None:
    document = _document("甲市开办企业\n|一 | 二 |", [(0, 6, "Measure"), (2, 4, "Target")], frozenset())
    html = str(marked_text(document, lambda iri: iri, {"Target/1"}))
    assert html.count('class="fact Measure"') == 2
    assert '<a class="fact Target more chosen"' in html
    assert 'data-facts="Target/1 Measure/0" data-kinds="Target Measure">开办</a>' in html
    assert '<div class="line row" id="l2" data-line="2">' in html
    assert html.count('<span class="bar">|</span>') == 2
    assert 'id="c2"' in html
