"""Names of places: one by one, in running text, and the identities they lead to."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.authority import Region, RegionLevel, Regions, load_regions
from bizgraph.authority.gazetteer import read_gazetteer
from bizgraph.errors import OntologyError, UnknownThingError
from bizgraph.resources import ontology_dir, queries_dir, seeds_dir

REGIONS = load_regions()
WORDS = [
    "深圳",
    "赣州市赣县区",
    "大湾区",
    "中山",
    "来宾",
    "资源",
    "连接",
    "通过",
    "市",
    "县",
    "、",
    "和",
    "。",
    "\n",
    "a",
    "𠮷",
]


def context_of(code: str) -> Region | None:
    return None if code == "-" else REGIONS.by_code(code)


def test_names_resolve(authority_examples: Callable[[str, int], list[list[str]]]) -> None:
    examples = authority_examples("regions.tsv", 75)
    wrong = []
    for name, code, expected in examples:
        region = REGIONS.resolve(name, context_of(code))
        if (region.id if region else "-") != expected:
            wrong.append((name, code, region))
    assert wrong == []


def test_places_are_found_in_text(authority_examples: Callable[[str, int], list[list[str]]]) -> None:
    wrong = []
    for text, code, expected in authority_examples("scans.tsv", 37):
        matches = REGIONS.scan(text, context_of(code))
        found = " ".join(f"{text[m.start : m.end]}={m.region.id}" for m in matches) or "-"
        if found != expected:
            wrong.append((text, found))
    assert wrong == []


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30).map("".join))
def test_spans_hold_names_and_never_overlap(text: str) -> None:
    matches = REGIONS.scan(text, REGIONS.by_code("360704"))
    for match in matches:
        assert 0 <= match.start < match.end <= len(text)
        assert match.region.id
    assert all(one.end <= other.start for one, other in pairwise(matches))
    assert REGIONS.scan(text, REGIONS.by_code("360704")) == matches


def test_every_division_is_found_by_its_full_path_and_code() -> None:
    divisions = [region for region in REGIONS.all() if region.code]
    assert len(divisions) > 3000
    for region in divisions:
        path = [r.label for r in reversed(REGIONS.ancestors(region)) if r.code] + [region.label]
        assert REGIONS.resolve("".join(path)) == region
        assert REGIONS.by_code(region.code or "") == REGIONS.get(region.id) == region


def test_regions_come_in_the_order_of_their_ids() -> None:
    ids = [region.id for region in REGIONS.all()]
    assert ids == sorted(set(ids))


def test_ancestors_begin_with_the_nearest_and_hold_the_groups() -> None:
    ids = [region.id for region in REGIONS.ancestors(REGIONS.by_code("440305"))]
    assert ids[:2] == ["440300", "440000"]
    assert {"CN", "group/pearl-river-delta", "group/guangdong-hong-kong-macao-greater-bay-area"} <= set(ids)


def test_a_zone_is_rebuilt_from_its_id() -> None:
    zone = REGIONS.resolve("内江市经开区")
    assert zone is not None
    assert zone.label == "内江经济技术开发区"
    assert zone.within == ("511000",)
    assert REGIONS.get(zone.id) == zone


@pytest.mark.parametrize("unknown", ["000000", "zone/000000-high-tech", "zone/440300-nothing", "masked/d/xx"])
def test_unknown_identifiers_are_refused(unknown: str) -> None:
    with pytest.raises(UnknownThingError, match=unknown):
        REGIONS.get(unknown)
    with pytest.raises(UnknownThingError):
        REGIONS.by_code("CN")


@pytest.mark.parametrize(
    ("name", "label", "level", "slug"),
    [
        ("xx市", "xx市", RegionLevel.PREFECTURE, "xx-city"),
        ("XX区", "xx区", RegionLevel.COUNTY, "xx-district"),
        ("×县", "xx县", RegionLevel.COUNTY, "xx-county"),
        ("**市", "xx市", RegionLevel.PREFECTURE, "xx-city"),
        ("xx省xx市", "xx省xx市", RegionLevel.PREFECTURE, "xx-province-xx-city"),
        ("xx", "xx", RegionLevel.PREFECTURE, "xx"),
    ],
)
def test_masked_places_belong_to_their_document(name: str, label: str, level: RegionLevel, slug: str) -> None:
    region = REGIONS.masked(name, "doc")
    assert (region.id, region.label, region.level) == (f"masked/doc/{slug}", label, level)
    assert region.masked
    assert region.code is None


def test_a_masked_document_speaks_of_its_own_place() -> None:
    city = REGIONS.masked("xx市", "doc")
    assert REGIONS.resolve("我市", city) == city
    assert REGIONS.resolve("省", city) == REGIONS.masked("xx省", "doc")


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    text = (ontology_dir() / "regions.toml").read_text(encoding="utf-8")
    path = tmp_path / "regions.toml"
    for old, new, said in [
        ('id = "beijing-tianjin-hebei"\n', "", r"regions.toml: \[\[group\]\] \d+: `id`"),
        ('members = ["110000", "120000", "130000"]', 'members = ["119999"]', "119999"),
        ("[past]\n", '[past]\n999999 = ["甲县"]\n', r"\[past\] 999999"),
        ("[country]", "[country", "cannot be read"),
    ]:
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(OntologyError, match=said):
            Regions(read_gazetteer(path))


def test_resources_are_in_the_checkout() -> None:
    assert (ontology_dir() / "regions.toml").is_file()
    assert seeds_dir().is_dir()
    assert queries_dir().name == "queries"
