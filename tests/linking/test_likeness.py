"""The clues that a measure takes up a practice: more of them never weigh less."""

from __future__ import annotations

import pytest

from bizgraph.authority.instruments import load_instruments
from bizgraph.linking.borrowing import with_borrowings
from bizgraph.linking.naming import CENTRAL, PASSING, named_by, shared_instruments, specific, topics

from .build import Said, facts

LONG = "按照统一规划、分步实施、重点突破的要求,完善制度、规范流程、强化保障、改善条件,"
LONG += "加强培训和宣传,建立健全长效机制,总结推广先进做法,"


@pytest.mark.parametrize(
    ("naming", "measures", "wanted"),
    [(1, 1, 1.0), (1, 20, 1.0), (2, 20, 0.9), (11, 20, 0.0), (2, 2, 0.0), (0, 0, 1.0)],
)
def test_specific(naming: int, measures: int, wanted: float) -> None:
    assert specific(naming, measures) == pytest.approx(wanted)


def test_what_a_statement_leads_with_or_quotes_is_central() -> None:
    instruments = load_instruments()
    assert named_by("推行专利导航。", instruments) == {"patent-navigation": CENTRAL}
    assert named_by(LONG + "推行专利导航。", instruments) == {"patent-navigation": PASSING}
    assert named_by(LONG + "推行“专利导航”。", instruments) == {"patent-navigation": CENTRAL}
    assert named_by(LONG + "\n推行专利导航。", instruments) == {"patent-navigation": CENTRAL}


def test_the_instrument_of_a_heading_is_a_topic() -> None:
    assert topics(["market-regulation/random-inspection-coverage"], load_instruments()) == {"double-random"}


def test_an_instrument_is_not_shared_where_only_one_names_its_special_form() -> None:
    instruments = load_instruments()
    one = named_by("推广电子卖场。", instruments)
    other = named_by("推广电子卖场,对商品价格监测。", instruments)
    assert shared_instruments(one, one, instruments) == ("electronic-market",)
    assert shared_instruments(one, other, instruments) == ()


def test_confidence_grows_with_the_evidence() -> None:
    practice = "济南市实施专利导航,指导企业根据分析结果调整市场布局和产品策略。"
    texts = [
        Said("推行专利导航。"),
        Said("推行专利导航,分析结果。"),
        Said("推行专利导航,指导企业调整。"),
    ]
    found = [with_borrowings(facts([text, "加强宣传。"], [practice])).borrowings[0] for text in texts]
    confidences = [borrowing.confidence for borrowing in found]
    assert confidences == sorted(set(confidences))
