from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.authority.instruments import load_instruments
from bizgraph.errors import OntologyError
from bizgraph.questions.clues import bare, clues, clues_of_clean, everyday_words, read_everyday, words


def _ways(text: str) -> set[str]:
    return {way for clue in clues(text) for way in clue.ways}


def test_words_of_a_question_without_its_grammar() -> None:
    assert {"税务", "大厅"} <= set(words("税务大厅"))
    assert not {"的", "了", "和"} & set(words("税务的大厅和窗口了"))


def test_parts_of_a_long_word_count_less() -> None:
    found = words("不动产登记")
    whole = max(found.values())
    assert any(weight < whole for weight in found.values()) or len(found) > 1


@pytest.mark.parametrize(
    ("typed", "simplified"),
    [("職業技能培訓", "职业技能培训"), ("印發(fā)通知", "印发通知"), ("優 化", "优化")],
)
def test_either_script_and_dirt_give_the_same_clues(typed: str, simplified: str) -> None:
    assert clues(typed) == clues(simplified)


def test_any_name_of_an_instrument_stands_for_all_of_them() -> None:
    concept = next(each for each in load_instruments().all() if each.id == "tolerant-acceptance")
    for name in (concept.label, *concept.names):
        assert {concept.label, *concept.names} <= _ways(name)


def test_everyday_words_stand_for_what_documents_write() -> None:
    assert "行政处罚" in _ways("老是罚款")
    assert "行政处罚" not in {way for clue in clues_of_clean("老是罚款") for way in clue.ways}


def test_no_entry_of_everyday_words_repeats_a_word_that_another_says() -> None:
    said = [word for entry in everyday_words() for word in entry.said]
    assert len(said) == len(set(said))
    assert len(everyday_words()) >= 50


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[[other]]\nsaid = []",
        '[[words]]\nsaid = ["办电"]',
        '[[words]]\nsaid = []\nwritten = ["办电"]',
        '[[words]]\nsaid = ["办 电"]\nwritten = ["用电报装"]',
        '[[words]]\nsaid = ["电"]\nwritten = ["用电报装"]',
        '[[words]]\nsaid = ["办电"]\nwritten = ["用电报装"]\nother = 1',
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(OntologyError, match=r"words\.toml"):
        read_everyday(file)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_has_clues_or_none(text: str) -> None:
    for clue, weight in clues(text).items():
        assert weight > 0
        assert all(way and bare(way) == way for way in clue.ways)


def test_a_very_long_text_has_a_bounded_number_of_clues() -> None:
    assert len(clues("".join(map(chr, range(0x4E00, 0x9FFF))) * 20)) <= 400
