"""Who a sentence or a title is about, one example a line of tests/data/extract/subjects.tsv."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.extract.subjects import Subject, subject_of, title_subject

from .examples import context_of, lines, places, units

LINES = lines("subjects.tsv", 3)
READERS = {"sentence": subject_of, "title": title_subject}
WORDS = st.sampled_from(
    [
        *[
            "上海市",
            "深圳",
            "中国",
            "大湾区",
            "市市场监管局",
            "省税务局",
            "和",
            "等地",
            "的",
            "推行",
            "2021年",
            "多地",
        ],
        *"、,: \n",
    ]
)


def test_number_of_lines() -> None:
    assert len(LINES) == 27
    assert {line[0] for line in LINES} == set(READERS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[1][:24])
def test_line(line: list[str]) -> None:
    how, words, expected = line
    context = context_of(words)
    assert printed(READERS[how](context, 0, len(context.text.clean))) == expected


def printed(subject: Subject | None) -> str:
    if subject is None:
        return "none"
    if subject.units:
        return "units " + "、".join(units(subject.units))
    return " ".join(places(subject.places)) or "nobody"


def test_subjects_are_told_apart_by_who_they_name() -> None:
    context = context_of("深圳、上海推行秒批。上海和深圳公布清单。")
    first = subject_of(context, 0, 10)
    second = subject_of(context, 10, len(context.text.clean))
    assert first is not None
    assert second is not None
    assert first.ids == second.ids


@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=12).map("".join), how=st.sampled_from(sorted(READERS)))
def test_any_soup_of_places(words: str, how: str) -> None:
    context = context_of("前" + words + "。")
    end = len(context.text.clean)
    found = READERS[how](context, 1, end)
    if found:
        assert 1 <= found.end <= end
        assert all(place.quote.span.start >= 1 for place in found.places)
