from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.export.browser import NARROW, WIDE, chromium, opened
from tests.export.hostile import NASTY, few, hostile_graphs

from bizgraph.errors import ExportError
from bizgraph.export.network import Edge, Network, Node, PropertyGraph
from bizgraph.export.page import page
from bizgraph.export.page.payload import as_script, payload
from bizgraph.resources import asset

KINDS = {
    "Region": {"zh": "地区", "en": "Place"},
    "Group": {"zh": "城市群", "en": "Group of places"},
    "borrows": {"zh": "借鉴", "en": "Borrows from"},
}
TITLES = {
    "code": {"zh": "行政区划代码", "en": "Administrative code"},
    "evidence": {"zh": "原文", "en": "Quotations"},
}
QUOTES = ("借鉴深圳市“秒批”改革经验。", "学习深圳市“零跑动”做法。")


def places(language: str) -> PropertyGraph:
    nodes = [
        Node("sz", "Region", "深圳市", {"code": "440300"}, "#2f6f8f", "ellipse", 40, 0, 100),
        Node("gx", "Region", "赣县区", {"code": "360704"}, "#2f6f8f", "ellipse", 30, -200, -100),
        Node("jj", "Region", "鸠江区", {"code": "340207"}, "#2f6f8f", "ellipse", 30, 200, -100),
        Node("ba", "Group", "粤港澳大湾区", {}, "#7a5c99", "box", 20, 0, -200),
    ]
    edges = [
        Edge("e1", "gx", "sz", "borrows", "借鉴", 2, {"evidence": QUOTES}, "#8a97a3", 4),
        Edge("e2", "jj", "sz", "borrows", "借鉴", 1, {"evidence": QUOTES[1:]}, "#8a97a3", 2),
        Edge("e3", "gx", "ba", "borrows", "对标大湾区", 1),
    ]
    title = {"zh": "谁借鉴谁", "en": "Who borrows from whom"}[language]
    return PropertyGraph(nodes, edges, title=title, language=language, kinds=KINDS, titles=TITLES)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {language: save(places(language), folder / f"{language}.html") for language in ("zh", "en")}


@pytest.fixture
def tab(browser: Browser, files: dict[str, Path]) -> Iterator[Page]:
    with opened(browser, files["zh"]) as tab:
        drawn(tab)
        yield tab


def save(network: Network, path: Path) -> Path:
    path.write_text("".join(page(network)), "utf-8")
    return path


def drawn(tab: Page) -> None:
    tab.wait_for_selector("html[data-drawn]")


def click_on(tab: Page, key: str) -> None:
    place = tab.evaluate(
        """key => {
          const frame = document.getElementById("picture").getBoundingClientRect();
          const element = network.picture.getElementById(key);
          const place = element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
          return [frame.x + place.x, frame.y + place.y];
        }""",
        key,
    )
    tab.mouse.click(*place)


def emit(tab: Page, event: str, identifier: str) -> None:
    script = "([key, event]) => { network.picture.getElementById(key).emit(event); }"
    tab.evaluate(script, [key_of(tab, identifier), event])


def key_of(tab: Page, identifier: str) -> str:
    things = "[...network.nodes, ...network.edges]"
    return str(tab.evaluate(f"id => {things}.find(thing => thing.id === id).key", identifier))


def seen(tab: Page, identifier: str) -> bool:
    key = key_of(tab, identifier)
    return bool(tab.evaluate("key => network.picture.getElementById(key).visible()", key))


class _Scripts(HTMLParser):
    """Gathers what stands in the scripts of a page, and every element of it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "script":
            self.scripts[-1] += data


def parsed(text: str) -> _Scripts:
    scripts = _Scripts()
    scripts.feed(text)
    return scripts


def plain(value: Any) -> Any:
    """Say what JSON makes of a value, whole numbers beyond those of JavaScript being text."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date) or (isinstance(value, int) and abs(value) >= 2**53):
        return str(value)
    return value


def things(network: Network) -> list[Node | Edge]:
    return [*network.nodes(), *network.edges()]


def as_told(network: Network) -> list[dict[str, Any]]:
    return [
        asdict(thing) | {"attributes": {name: plain(value) for name, value in thing.attributes.items()}}
        for thing in things(network)
    ]


@few
@given(hostile_graphs())
def test_the_data_comes_back_as_it_went_in(network: PropertyGraph) -> None:
    script = as_script(payload(network, {}))
    data = json.loads(script)
    assert "<" not in script
    assert [*data["nodes"], *data["edges"]] == as_told(network)
    for group, found in (("nodes", network.nodes()), ("edges", network.edges())):
        counted = {kind["name"]: kind["count"] for kind in data["kinds"][group]}
        kinds = [thing.kind for thing in found]
        assert counted == {kind: kinds.count(kind) for kind in kinds}


def test_the_data_in_the_page_is_that_of_the_network(files: dict[str, Path]) -> None:
    data = json.loads(parsed(files["zh"].read_text("utf-8")).scripts[0])
    assert [*data["nodes"], *data["edges"]] == as_told(places("zh"))
    assert data["fields"]["edges"] == [{"name": "evidence", "type": "texts", "title": "原文"}]


def test_the_policy_lets_nothing_in_from_anywhere(files: dict[str, Path]) -> None:
    elements = parsed(files["zh"].read_text("utf-8")).elements
    (policy,) = [element[1]["content"] for element in elements if "http-equiv" in element[1]]
    assert policy
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-\S+' 'sha256-\S+'", directives["script-src"])
    assert re.fullmatch(r"'sha256-\S+'", directives["style-src"])
    assert not [element for element in elements if {"src", "href", "style"} & set(element[1])]


def test_the_font_holds_what_the_page_shows(files: dict[str, Path]) -> None:
    encoded = re.search(r"data:font/woff2;base64,([^)]+)\)", files["zh"].read_text("utf-8"))
    assert encoded
    shown = TTFont(BytesIO(b64decode(encoded[1]))).getBestCmap()
    assert {ord(character) for character in "鸠江区“秒批”行政区划代码查找…→azAZ09"} <= set(shown)
    assert len(shown) < 1000


def test_the_same_network_gives_the_same_page(files: dict[str, Path]) -> None:
    assert "".join(page(places("zh"))) == files["zh"].read_text("utf-8")


def test_the_licence_of_the_library_stays_with_it(files: dict[str, Path]) -> None:
    text, licence = (
        re.sub(r"[\s*]+", " ", path.read_text("utf-8")) for path in (files["zh"], asset("cytoscape.LICENSE"))
    )
    assert licence.strip() in text


def test_a_language_that_the_page_does_not_speak_is_refused() -> None:
    with pytest.raises(ExportError, match="not 'fr'"):
        page(PropertyGraph([], [], language="fr"))


@pytest.mark.parametrize(
    ("size", "language", "summary", "kind", "field"),
    [
        (WIDE, "zh", "图中有4个事物、3条关系。", "地区3", "行政区划代码"),
        (
            NARROW,
            "en",
            "The picture shows 4 things and 3 relations between them.",
            "Place3",
            "Administrative code",
        ),
    ],
)
def test_the_page_speaks_its_language_wide_and_narrow(
    browser: Browser,
    files: dict[str, Path],
    size: ViewportSize,
    language: str,
    summary: str,
    kind: str,
    field: str,
) -> None:
    with opened(browser, files[language], size) as tab:
        drawn(tab)
        expect(tab.locator("h1")).to_have_text(places(language).title)
        expect(tab.locator(".summary")).to_have_text(summary)
        expect(tab.locator(".kind").first).to_have_text(kind)
        click_on(tab, key_of(tab, "gx"))
        expect(tab.locator("#panel h2")).to_have_text("赣县区")
        expect(tab.locator("#panel dt").first).to_have_text(field)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.evaluate("document.fonts.check('16px Page', '赣县区')")


def test_things_stand_where_the_network_says(tab: Page) -> None:
    places_on_screen = {
        identifier: tab.evaluate(
            "key => network.picture.getElementById(key).renderedPosition()", key_of(tab, identifier)
        )
        for identifier in ("sz", "gx", "jj", "ba")
    }
    assert places_on_screen["sz"]["y"] < places_on_screen["gx"]["y"] < places_on_screen["ba"]["y"]
    assert places_on_screen["gx"]["x"] < places_on_screen["sz"]["x"] < places_on_screen["jj"]["x"]


def test_a_relation_shows_its_quotations_and_leads_to_its_ends(tab: Page) -> None:
    click_on(tab, key_of(tab, "e1"))
    expect(tab.locator("#panel h2")).to_have_text("赣县区 → 深圳市")
    expect(tab.locator("#panel .texts li")).to_have_text(QUOTES)
    tab.locator("#panel dd .link").nth(1).click()
    expect(tab.locator("#panel h2")).to_have_text("深圳市")
    expect(tab.locator("#panel .relations li .link:first-of-type")).to_have_text(["赣县区", "鸠江区"])
    tab.get_by_role("button", name="看这条关系").nth(1).click()
    expect(tab.locator("#panel .texts li")).to_have_text(QUOTES[1:])
    tab.keyboard.press("Escape")
    expect(tab.locator("#panel")).to_be_hidden()


def test_a_relation_with_a_label_of_its_own_is_called_by_it(tab: Page) -> None:
    click_on(tab, key_of(tab, "e3"))
    expect(tab.locator("#panel h2")).to_have_text("对标大湾区")


def test_the_keyboard_finds_a_thing(tab: Page) -> None:
    tab.keyboard.press("Tab")
    tab.keyboard.type("区")
    expect(tab.locator("#found [role=option] .title")).to_have_text(["赣县区", "鸠江区", "粤港澳大湾区"])
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h2")).to_have_text("鸠江区")
    middle = tab.evaluate(
        """key => {
          const place = network.picture.getElementById(key).renderedPosition();
          return [place.x / network.picture.width(), place.y / network.picture.height()];
        }""",
        key_of(tab, "jj"),
    )
    assert middle == pytest.approx([0.5, 0.5], abs=0.01)


def test_what_is_not_there_is_not_found(tab: Page) -> None:
    tab.locator("#search").fill("拉萨")
    expect(tab.locator("#found")).to_have_text("没有相符的名称")
    tab.keyboard.press("Escape")
    expect(tab.locator("#found")).to_be_hidden()


def test_a_kind_hides_and_comes_back_with_what_is_looked_for(tab: Page) -> None:
    kind = tab.get_by_role("button", name="城市群")
    kind.click()
    assert not seen(tab, "ba")
    assert not seen(tab, "e3")
    assert seen(tab, "e1")
    tab.locator("#search").fill("粤港澳")
    tab.keyboard.press("Enter")
    expect(kind).to_have_attribute("aria-pressed", "true")
    assert seen(tab, "e3")


def test_hovering_fades_what_is_not_beside(tab: Page) -> None:
    emit(tab, "mouseover", "ba")
    faded = "() => network.picture.nodes('.faded').map(node => node.data('label')).sort()"
    assert tab.evaluate(faded) == ["深圳市", "鸠江区"]
    emit(tab, "mouseout", "ba")
    assert tab.evaluate(faded) == []


def test_the_buttons_zoom_and_start_over(tab: Page) -> None:
    zoom = tab.evaluate("network.picture.zoom()")
    tab.get_by_role("button", name="放大").click()
    tab.wait_for_function("zoom => network.picture.zoom() > zoom", arg=zoom)
    tab.get_by_role("button", name="地区").first.click()
    tab.get_by_role("button", name="恢复原样").click()
    assert seen(tab, "sz")
    assert tab.evaluate("network.picture.zoom()") == pytest.approx(zoom)


def test_the_list_says_the_same_without_the_picture(tab: Page) -> None:
    tab.get_by_role("button", name="列表").click()
    expect(tab.locator("caption")).to_have_text(["事物（4）", "关系（3）"])
    heads = ["名称", "类别", "关系数", "起点", "关系", "终点", "数量"]
    expect(tab.locator("th")).to_have_text(heads)
    tab.get_by_role("cell", name="对标大湾区").get_by_role("button").click()
    expect(tab.locator("#panel h2")).to_have_text("对标大湾区")


def test_paper_shows_picture_and_legend(tab: Page) -> None:
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert (
        tab.locator("#print").evaluate("async image => { await image.decode(); return image.width; }") > 100
    )
    expect(tab.locator(".kind").first).to_be_visible()
    expect(tab.locator("#search")).to_be_hidden()


LABELLED = """() => network.picture.nodes(".labelled").map((node) => {
  const { x, y } = node.renderedPosition();
  return [x, y, node.renderedWidth() / 2, node.style("text-halign"), node.style("text-valign")];
})"""


def label_box(x: float, y: float, half: float, across: str, along: str) -> tuple[float, float, float, float]:
    """Return where six characters stand beside a disc: left, top, right, bottom."""
    width, height = 6 * 15, 15
    left = {"left": x - half - width, "center": x - width / 2, "right": x + half}[across]
    top = {"top": y - half - height, "center": y - height / 2, "bottom": y + half}[along]
    return left, top, left + width, top + height


def test_labels_do_not_lie_over_one_another(browser: Browser, tmp_path: Path) -> None:
    nodes = [
        Node(f"n{number}", "Region", "优化营商环境", size=8, x=number % 20 * 25, y=number // 20 * 12)
        for number in range(400)
    ]
    with opened(browser, save(PropertyGraph(nodes, []), tmp_path / "dense.html")) as tab:
        drawn(tab)
        boxes = [label_box(*told) for told in tab.evaluate(LABELLED)]
    assert 5 < len(boxes) < 400
    for index, (left, top, right, bottom) in enumerate(boxes):
        for x1, y1, x2, y2 in boxes[:index]:
            assert right <= x1 or left >= x2 or bottom <= y1 or top >= y2


def test_an_empty_network_says_so(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, save(PropertyGraph([], [], language="en"), tmp_path / "empty.html")) as tab:
        expect(tab.locator("body")).to_have_text(re.compile(r"Network\s+There is nothing to show"))
        assert tab.locator("button, input").count() == 0


def test_a_large_network_is_drawn(browser: Browser, tmp_path: Path) -> None:
    nodes = [
        Node(f"n{number}", "Region", f"{number}", x=number % 40 * 50, y=number * 1.2)
        for number in range(1200)
    ]
    edges = [
        Edge(f"e{number}", f"n{number}", f"n{number * 7 % 1200}", "borrows", "") for number in range(1200)
    ]
    with opened(browser, save(PropertyGraph(nodes, edges), tmp_path / "large.html")) as tab:
        drawn(tab)
        click_on(tab, key_of(tab, "n601"))
        expect(tab.locator("#panel")).to_be_visible()
        assert tab.evaluate("network.picture.edges('.near').length") == 2


ATTACKS = (
    *NASTY,
    "</script><script>window.stung = 1</script>",
    "<img src=x onerror='window.stung = 1'>",
    "<!--<script>",
    "\"' onmouseover=window.stung=1 x='",
    "__proto__",
    "constructor",
    "{{ 7 * 7 }}",
    "${window.stung = 1}",
)


QUOTED = """() => [...network.nodes, ...network.edges].map(({ key }) => {
  network.picture.getElementById(key).emit("tap");
  return [...document.querySelectorAll("#panel .texts li")].map((item) => item.textContent);
})"""


def test_nothing_that_documents_say_runs_or_breaks_the_page(browser: Browser, tmp_path: Path) -> None:
    said = dict(zip(ATTACKS, ATTACKS, strict=True))
    nodes = [
        Node(f"{number}{attack}", attack, attack, {**said, "all": ATTACKS}, x=number * 60, y=number % 3 * 60)
        for number, attack in enumerate(ATTACKS)
    ]
    edges = [
        Edge(
            f"e{number}{attack}", nodes[number].id, nodes[number - 1].id, attack, attack, 0, {"all": ATTACKS}
        )
        for number, attack in enumerate(ATTACKS)
    ]
    loop = Edge("loop", nodes[0].id, nodes[0].id, "", "")
    network = PropertyGraph(nodes, [*edges, loop], title=ATTACKS[-8], kinds={"": {"zh": ATTACKS[-7]}})
    with opened(browser, save(network, tmp_path / "attacked.html")) as tab:
        drawn(tab)
        expect(tab.locator("h1")).to_have_text(network.title)
        assert tab.evaluate("network.picture.nodes().length") == len(ATTACKS)
        quoted = tab.evaluate(QUOTED)
        assert quoted == [plain(thing.attributes.get("all", ())) for thing in things(network)]
        kinds = tab.locator(".kind")
        kinds.first.click()
        kinds.evaluate_all("kinds => kinds.slice(1).forEach((kind) => kind.click())")
        expect(tab.locator(".kind[aria-pressed=false]")).to_have_count(kinds.count())
        tab.get_by_role("button", name="恢复原样").click()
        tab.get_by_role("button", name="列表").click()
        expect(tab.locator("tbody tr")).to_have_count(2 * len(ATTACKS) + 1)
        assert tab.locator("main img:not(#print), .legend img, #panel img, body > script").count() == 3
        assert tab.evaluate("window.stung") is None
