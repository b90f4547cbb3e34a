"""The words of questions: each once where it belongs, each list read, and wrong files refused by name."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from bizgraph.errors import OntologyError
from bizgraph.questions.asking.vocabulary import Cue, load_vocabulary, read_vocabulary

ONTOLOGY: Final = Path(__file__).parents[2] / "ontology"
FILE: Final = ONTOLOGY / "asking.toml"
TABLE: Final[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for section in ("kind", "link", "cannot"):
        for entry in TABLE[section]:
            yield f"{section} {entry['id']}", entry
    for name, entry in TABLE["words"].items():
        yield f"words {name}", entry


@pytest.mark.parametrize("entry", [pytest.param(entry, id=name) for name, entry in _entries()])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_stands_twice_in_a_list(entry: dict[str, Any], language: str) -> None:
    words = entry.get(language, [])
    assert not [word for word, count in Counter(words).items() if count > 1]
    assert words == [word.strip().lower() if language == "en" else word.strip() for word in words]


@pytest.mark.parametrize("section", ["kind", "link", "cannot"])
def test_no_id_stands_twice(section: str) -> None:
    assert not [each for each, count in Counter(entry["id"] for entry in TABLE[section]).items() if count > 1]


def test_every_list_of_words_is_a_cue_and_every_cue_has_words() -> None:
    assert set(TABLE["words"]) == set(Cue)
    assert all(
        entry.keys() == {"zh", "en"} and entry["zh"] and entry["en"] for entry in TABLE["words"].values()
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filler_means_nothing_else(language: str) -> None:
    words = load_vocabulary().words[language]
    assert not [word for word in TABLE["words"]["filler"][language] if words[word] != (Cue.FILLER,)]


def test_kinds_and_links_hang_together() -> None:
    vocabulary = load_vocabulary()
    for link in vocabulary.links.values():
        assert {*link.sources, link.target} <= vocabulary.kinds.keys()
        assert {"zh", "en"} <= link.labels.keys()
    for kind in vocabulary.kinds.values():
        assert {"zh", "en"} <= kind.labels.keys()


def test_one_link_at_most_is_the_usual_one_between_two_kinds() -> None:
    links = load_vocabulary().links.values()
    usual = Counter((source, link.target) for link in links if link.usual for source in link.sources)
    assert not [ends for ends, count in usual.items() if count > 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[kind", "cannot be read"),
        ('[[kind]]\nid = "x"\nzh = ["甲"]', r"\[\[kind\]\] x: needs id, zh and en"),
        ('[[kind]]\nid = "x"\nclass = "biz:Nothing"\nzh = ["甲"]\nen = ["a"]', "biz:Nothing is no term"),
        ('[[link]]\nid = "x"\nfrom = ["y"]\nto = "z"\npath = "biz:region"', r"\[\[link\]\] x: y is no kind"),
        ('[words.nonsense]\nzh = ["甲"]', r"\[words.nonsense\] is no kind of word"),
    ],
)
def test_a_wrong_file_is_refused_with_the_entry(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "asking.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=f"asking.toml: .*{message}"):
        read_vocabulary(file, ONTOLOGY / "bizgraph.ttl")
