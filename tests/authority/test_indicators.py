"""The indicators: what headings name and what words point to."""

from collections.abc import Callable

import pytest

from bizgraph.authority import load_indicators
from bizgraph.errors import UnknownThingError

INDICATORS = load_indicators()


def test_headings_name_indicators(authority_examples: Callable[[str, int], list[list[str]]]) -> None:
    for text, expected in authority_examples("indicators.tsv", 7):
        assert (" ".join(INDICATORS.named_in(text)) or "-") == expected


def test_there_are_eighteen_and_those_below_them() -> None:
    first = [indicator for indicator in INDICATORS.all() if indicator.broader is None]
    assert len(first) == 18
    for indicator in INDICATORS.all():
        assert INDICATORS.get(indicator.id) == indicator
        assert indicator.broader is None or INDICATORS.get(indicator.broader).broader is None


def test_every_name_leads_back_to_its_indicator() -> None:
    for indicator in INDICATORS.all():
        for name in (indicator.label, *indicator.names):
            if indicator.broader is None:
                assert indicator.id in INDICATORS.named_in(name)
            else:
                assert INDICATORS.sub_named(name, indicator.broader) == indicator.id


def test_more_hits_come_first() -> None:
    assert INDICATORS.cued_in("简易注销、证照分离和劳动争议")[0] == "starting-a-business"
    assert INDICATORS.cued_in("今天天气很好") == ()


def test_second_level_by_heading() -> None:
    assert INDICATORS.sub_named("(二)开办企业耗时", "starting-a-business") == "starting-a-business/time"
    assert INDICATORS.sub_named("(二)无关的标题", "starting-a-business") is None


def test_unknown_identifiers_are_refused() -> None:
    with pytest.raises(UnknownThingError, match="nothing"):
        INDICATORS.get("nothing")
