"""The fidelity test itself: tiny documents with facts made by hand, and facts made from the gold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bizgraph.authority.identity import Unit
from bizgraph.extract.facts import (
    Borrowing,
    Comparator,
    Deadline,
    Evidence,
    Facts,
    Measure,
    Practice,
    Quantity,
    RegionMention,
    Responsibility,
    Role,
    Target,
    UnitMention,
)
from bizgraph.source.text import Quote, Span, Text

from .faults import Fault, Kind, Score, Tally
from .gold import Corpus, GoldError, GoldFile, gold_paths, load_gold
from .oracle import document, facts_from, region
from .score import score
from .test_fidelity import quotes_in, untrue

DOCUMENT = """一、开办企业
目标：开办时间压缩至1个工作日。
标杆：深圳市实行“一窗通”，当天办结。
1.推行一窗办理。设立綜合窗口(kou)，办结时间不超过2个工作日。（责任单位：市市场监管局牵头，市税务局配合）
2.实行免费刻章。首套印章由财政买单。（市财政局负责，2022年10月底前）
二、工作要求
加强宣传。
"""
GOLD = """
document = "{document}"
complete = ["measure", "practice", "target", "quantity", "borrowing"]

[[target]]
id = "t1"
begins = "开办时间压缩至"
ends = "1个工作日。"
indicators = ["starting-a-business"]
quantities = ["开办时间 | atMost | 1 | 个工作日"]

[[practice]]
id = "p1"
begins = "深圳市实行"
ends = "当天办结。"
indicators = ["starting-a-business"]
places = ["深圳市"]

[[measure]]
id = "m1"
number = "1."
begins = "推行一窗办理。"
ends = "不超过2个工作日。"
indicators = ["starting-a-business"]
lead = ["市市场监管局"]
partner = ["市税务局"]
responsible = []
deadline = ""
deadline_text = ""
quantities = ["办结时间 | atMost | 2 | 个工作日"]
targets = ["t1"]
borrows = ["p1 | sharedWording"]

[[measure]]
id = "m2"
number = "2."
begins = "实行免费刻章"
ends = "财政买单。"
lead = ["市财政局"]
partner = []
responsible = []
deadline = "2022-10-31"
deadline_text = "2022年10月底前"
quantities = []
targets = []
borrows = []
"""

Change = Callable[[Facts], Facts]


@pytest.fixture
def gold(tmp_path: Path) -> GoldFile:
    return make_gold(tmp_path, GOLD)


def make_gold(folder: Path, toml: str) -> GoldFile:
    file, path = folder / "tiny.txt", folder / f"{len(list(folder.iterdir()))}.toml"
    file.write_text(DOCUMENT, encoding="utf-8")
    path.write_text(toml.replace("{document}", str(file)), encoding="utf-8")
    return load_gold(path, Corpus.LAYOUTS)


@pytest.fixture
def facts(gold: GoldFile) -> Facts:
    """All that the tiny document says, quoted from it."""
    text = gold.text
    said = (None, region("中国"), ("starting-a-business",), (), "hand")
    days = "working-day"
    one = Quantity("开办时间", Comparator.AT_MOST, Decimal(1), days, quote(text, "压缩至1个工作日"))
    two = Quantity("办结时间", Comparator.AT_MOST, Decimal("2.0"), days, quote(text, "不超过2个工作日"))
    target = Target("target/1", "", quote(text, "开办时间压缩至1个工作日。"), *said, quantities=(one,))
    place = RegionMention(region("深圳市"), quote(text, "深圳市"))
    practice = Practice(
        "practice/1", "", quote(text, "深圳市实行“一窗通”,当天办结。"), *said, places=(place,)
    )
    window = quote(text, "推行一窗办理。设立综合窗口,办结时间不超过2个工作日。")
    first = Measure(
        "measure/1",
        "1.",
        window,
        *said,
        responsibilities=(role(text, "市市场监管局", Role.LEAD), role(text, "市税务局", Role.PARTNER)),
        quantities=(two,),
        targets=("target/1",),
    )
    second = Measure(
        "measure/2",
        "2",
        quote(text, "实行免费刻章。首套印章由财政买单。"),
        *said,
        responsibilities=(role(text, "市财政局", Role.LEAD),),
        deadline=Deadline(date(2022, 10, 31), quote(text, "2022年10月底前")),
    )
    borrowing = Borrowing(
        "borrowing/1",
        "measure/1",
        "practice/1",
        Evidence.SHARED_WORDING,
        Decimal("0.8"),
        window,
        practice.quote,
        "hand",
    )
    return Facts(
        document("tiny"),
        measures=(first, second),
        practices=(practice,),
        targets=(target,),
        borrowings=(borrowing,),
    )


def quote(text: Text, words: str) -> Quote:
    start = text.clean.index(words)
    return text.quote(start, start + len(words))


def role(text: Text, name: str, role: Role) -> Responsibility:
    return Responsibility(UnitMention(Unit(name, name, None), quote(text, name)), role)


def faults(score: Score, kind: Kind) -> list[str]:
    return [f"{fault.verdict.value}{fault.owner}" for fault in score.faults if fault.kind is kind]


def test_right_facts_have_no_fault(gold: GoldFile, facts: Facts) -> None:
    result = score(gold, facts)
    assert result.faults == []
    assert result.tallies[Kind.MEASURE] == Tally(right=2, judged=2)
    assert result.tallies[Kind.UNIT] == Tally(right=3, judged=3)
    assert result.tallies[Kind.BORROWING].f1 == 1
    assert {kind for kind, tally in result.tallies.items() if tally.f1 != 1} == set()


def test_no_facts_miss_everything(gold: GoldFile) -> None:
    result = score(gold, Facts(document("tiny")))
    assert result.tallies[Kind.MEASURE] == Tally(missed=2)
    assert {tally.f1 for tally in result.tallies.values()} == {0}
    parts = {fault.follows for fault in result.faults if fault.kind is Kind.UNIT}
    assert parts == {True}


def with_first(facts: Facts, first: Measure) -> Facts:
    return replace(facts, measures=(first, *facts.measures[1:]))


def first_quoted(words: str) -> Change:
    def change(facts: Facts) -> Facts:
        text = facts.measures[0].quote
        start = DOCUMENT.index(words)
        span = Span(start, start + len(words))
        return with_first(facts, replace(facts.measures[0], quote=Quote(words, text.original, span)))

    return change


WHOLE = "推行一窗办理。设立綜合窗口(kou)，办结时间不超过2个工作日。"


@pytest.mark.parametrize(
    "words",
    [
        WHOLE.removesuffix("。"),
        "1." + WHOLE,
        WHOLE + "（责任单位：市市场监管局牵头，市税务局配合）",
        "\n1." + WHOLE + "（责任单位：市市场监管局牵头，市税务局配合）\n2.",
    ],
)
def test_spans_may_differ_by_number_punctuation_and_bracket(gold: GoldFile, facts: Facts, words: str) -> None:
    assert score(gold, first_quoted(words)(facts)).faults == []


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (WHOLE.removeprefix("推行一窗办理。"), "start lacks 「推行一窗办理。」"),
        (WHOLE.removesuffix("办结时间不超过2个工作日。"), "end lacks 「办结时间不超过2个工作日。」"),
        ("办结。\n1." + WHOLE, "start adds 「办结。 1.」"),
        (WHOLE.removesuffix("作日。"), "end lacks 「作日。」"),
    ],
)
def test_spans_that_say_more_or_less_are_wrong(gold: GoldFile, facts: Facts, words: str, note: str) -> None:
    result = score(gold, first_quoted(words)(facts))
    assert sorted(faults(result, Kind.MEASURE)) == ["+measure/1", "-m1"]
    assert note in {fault.note for fault in result.faults}
    assert result.tallies[Kind.MEASURE] == Tally(right=1, missed=1, judged=1, false=1)
    # What is said of a measure cut wrongly is still judged by itself.
    assert result.tallies[Kind.UNIT] == Tally(right=3, judged=3)
    assert result.tallies[Kind.BORROWING].f1 == 1


def measure_changed(**changes: object) -> Change:
    return lambda facts: with_first(facts, replace(facts.measures[0], **changes))  # type: ignore[arg-type]


def swapped_role(facts: Facts) -> Facts:
    lead, partner = facts.measures[0].responsibilities
    return measure_changed(responsibilities=(lead, replace(partner, role=Role.RESPONSIBLE)))(facts)


def other_value(facts: Facts) -> Facts:
    return measure_changed(quantities=(replace(facts.measures[0].quantities[0], value=Decimal(3)),))(facts)


def other_comparator(facts: Facts) -> Facts:
    figure = replace(facts.measures[0].quantities[0], comparator=Comparator.EQUAL_TO)
    return measure_changed(quantities=(figure,))(facts)


def other_unit(facts: Facts) -> Facts:
    return measure_changed(quantities=(replace(facts.measures[0].quantities[0], unit="day"),))(facts)


def other_metric(facts: Facts) -> Facts:
    return measure_changed(quantities=(replace(facts.measures[0].quantities[0], metric="跑动次数"),))(facts)


def other_day(facts: Facts) -> Facts:
    deadline = facts.measures[1].deadline
    assert deadline is not None
    moved = replace(facts.measures[1], deadline=replace(deadline, day=date(2022, 10, 30)))
    return replace(facts, measures=(facts.measures[0], moved))


def other_place(facts: Facts) -> Facts:
    (place,) = facts.practices[0].places
    moved = replace(facts.practices[0], places=(replace(place, region=region("上海市")),))
    return replace(facts, practices=(moved,))


def other_evidence(facts: Facts) -> Facts:
    return replace(facts, borrowings=(replace(facts.borrowings[0], evidence=Evidence.EXPLICIT_MENTION),))


def borrowed_twice(facts: Facts) -> Facts:
    also = replace(facts.borrowings[0], key="borrowing/2", measure="measure/2")
    return replace(facts, borrowings=(*facts.borrowings, also))


def extra_measure(facts: Facts) -> Facts:
    start = DOCUMENT.index("加强宣传。")
    publicity = Quote("加强宣传。", "加强宣传。", Span(start, start + 5))
    extra = replace(facts.measures[1], key="measure/3", quote=publicity, deadline=None)
    return replace(facts, measures=(*facts.measures, extra))


@pytest.mark.parametrize(
    ("change", "kind", "expected"),
    [
        (swapped_role, Kind.UNIT, ["+m1", "-m1"]),
        (other_value, Kind.QUANTITY, ["+m1", "-m1"]),
        (other_comparator, Kind.QUANTITY, ["+m1", "-m1"]),
        (other_unit, Kind.QUANTITY, ["+m1", "-m1"]),
        (other_metric, Kind.QUANTITY_METRIC, ["-m1"]),
        (other_day, Kind.DEADLINE, ["+m2", "-m2"]),
        (measure_changed(targets=()), Kind.HAS_TARGET, ["-m1"]),
        (measure_changed(number="3."), Kind.NUMBER, ["+m1", "-m1"]),
        (measure_changed(indicators=("paying-taxes",)), Kind.INDICATOR, ["+m1", "-m1"]),
        (other_place, Kind.PLACE, ["+p1", "-p1"]),
        (other_evidence, Kind.EVIDENCE, ["-m1"]),
        (borrowed_twice, Kind.BORROWING, ["+m2"]),
        (lambda facts: replace(facts, borrowings=()), Kind.BORROWING, ["-m1"]),
    ],
)
def test_one_wrong_part_is_one_fault_of_its_kind(
    gold: GoldFile, facts: Facts, change: Change, kind: Kind, expected: list[str]
) -> None:
    result = score(gold, change(facts))
    assert sorted(faults(result, kind)) == expected
    assert {fault.kind for fault in result.faults} == {kind}


def test_a_false_measure_makes_its_units_false(gold: GoldFile, facts: Facts) -> None:
    result = score(gold, extra_measure(facts))
    assert faults(result, Kind.MEASURE) == ["+measure/3"]
    assert result.tallies[Kind.MEASURE].precision == pytest.approx(2 / 3)
    (unit,) = [fault for fault in result.faults if fault.kind is Kind.UNIT]
    assert unit.follows


def test_precision_is_judged_only_where_the_gold_is_complete(tmp_path: Path, facts: Facts) -> None:
    gold = make_gold(tmp_path, GOLD.replace('"measure", ', "").replace('"quantity", ', ""))
    result = score(gold, other_value(extra_measure(facts)))
    assert result.tallies[Kind.MEASURE] == Tally(right=2)
    assert result.tallies[Kind.MEASURE].precision is None
    assert result.tallies[Kind.QUANTITY] == Tally(right=1, missed=1)


def test_facts_outside_the_stretch_are_not_judged(tmp_path: Path, facts: Facts) -> None:
    end = DOCUMENT.index("二、工作要求")
    gold = make_gold(tmp_path, GOLD.replace("complete", f"start = 0\nend = {end}\ncomplete"))
    assert score(gold, extra_measure(facts)).faults == []


def test_what_the_gold_leaves_out_is_not_judged(tmp_path: Path, facts: Facts) -> None:
    gold = make_gold(tmp_path, GOLD.replace('deadline = "2022-10-31"\n', ""))
    assert score(gold, other_day(facts)).faults == []


def test_debatable_figures_are_neither_wanted_nor_false(tmp_path: Path, facts: Facts) -> None:
    listed = 'quantities = ["办结时间 | atMost | 2 | 个工作日"]'
    gold = make_gold(
        tmp_path, GOLD.replace(listed, "quantities = []\n" + listed.replace("quantities", "debatable"))
    )
    assert score(gold, facts).faults == []
    assert score(gold, measure_changed(quantities=())(facts)).faults == []
    assert faults(score(gold, other_value(facts)), Kind.QUANTITY) == ["+m1"]


def test_of_a_debatable_row_units_and_deadline_are_not_judged(tmp_path: Path, facts: Facts) -> None:
    gold = make_gold(tmp_path, GOLD.replace('id = "m1"', 'id = "m1"\ndebatable = true'))
    result = score(gold, measure_changed(responsibilities=(), quantities=())(facts))
    assert {fault.kind for fault in result.faults} == {Kind.QUANTITY}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'begins = "深圳市实行"',
            'begins = "上海市"',
            "practice p1: begins, '上海市', is not in the stretch",
        ),
        ('begins = "推行一窗办理。"', 'begins = "一"', "measure m1: begins, '一', stands more than once"),
        ('ends = "当天办结。"', 'ends = "次日办结。"', "practice p1: ends, '次日办结。', does not follow"),
        ('targets = ["t1"]', 'targets = ["t2"]', "measure m1: no target t2"),
        ("p1 | sharedWording", "p9 | sharedWording", "measure m1: no practice p9"),
        ("p1 | sharedWording", "p1 | hearsay", "measure m1: 'hearsay' is not"),
        ("atMost | 2 | 个工作日", "atMost | 2 | 个工坐日", "measure m1: .* has a unit that"),
        ("atMost | 2", "about | 2", "measure m1: .* unknown comparator"),
        ("2022-10-31", "2022-10-32", "measure m2: "),
        ('id = "m2"', 'id = "m1"', "measure m1: the id is used twice"),
        ("places = ", "place = ", "practice p1: unknown keys \\['place'\\]"),
        ('["starting-a-business"]', '["starting-a-bank"]', "measure m1: unknown indicators"),
        ('"borrowing"]', '"borrowings"]', "complete names unknown kinds"),
    ],
)
def test_a_wrong_gold_file_names_file_and_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOLD
    with pytest.raises(GoldError, match=rf"\d\.toml: {message}"):
        make_gold(tmp_path, GOLD.replace(old, new))


@pytest.mark.parametrize("corpus", list(Corpus))
def test_facts_made_from_the_gold_have_no_fault(corpus: Corpus) -> None:
    golds = [load_gold(path, corpus) for path in gold_paths(corpus)]
    faults: list[Fault] = [fault for gold in golds for fault in score(gold, facts_from(gold)).faults]
    assert faults == []


def test_a_quote_is_true_when_its_span_holds_its_words(tmp_path: Path, gold: GoldFile, facts: Facts) -> None:
    found = dict(quotes_in(facts))
    assert len(found) == 14
    assert "facts.measures[0].responsibilities[1].mention.quote" in found
    own = {path: quote for path, quote in found.items() if not path.startswith("facts.document")}
    assert {untrue(gold.text, quote) for quote in own.values()} == {""}
    first = facts.measures[0].quote
    assert "is not 「" in untrue(gold.text, replace(first, text=first.text + "了"))
    assert "original" in untrue(gold.text, replace(first, span=Span(first.span.start, first.span.end - 1)))
    assert "beyond" in untrue(gold.text, replace(first, span=Span(0, 10_000)))
