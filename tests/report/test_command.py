from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bizgraph.cli import main
from bizgraph.pictures import words as picture_words
from bizgraph.questions.sayings import read_sayings
from bizgraph.report import words as report_words
from bizgraph.resources import ontology_dir


@pytest.mark.parametrize(
    ("arguments", "name", "beginning"),
    [
        (["--region", "鸠江区"], "b.html", '<!doctype html>\n<html lang="zh-Hans">'),
        (["--model", "深圳", "--lang", "en"], "b.md", "# Briefing: 深圳市 as a model"),
        (["--indicator", "纳税"], "b.docx", "PK"),
        (["--model", "深圳", "--format", "markdown"], "b.txt", "# 深圳市做法及各地借鉴情况简报"),
        (["--model", "深圳", "--format", "html"], "b.txt", "<!doctype html>"),
    ],
)
def test_a_briefing_is_written_in_the_form_asked_for(
    plans_folder: Path, tmp_path: Path, arguments: list[str], name: str, beginning: str
) -> None:
    file = tmp_path / name
    done = CliRunner().invoke(main, ["report", *arguments, "-o", str(file), "--graph", str(plans_folder)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(beginning.encode())


def test_what_cannot_be_done_is_said(plans_folder: Path, tmp_path: Path) -> None:
    there = ["--graph", str(plans_folder)]
    done = CliRunner().invoke(main, ["report", "-o", str(tmp_path / "b.md"), *there])
    assert done.exit_code == 2
    assert "one of --region, --indicator and --model" in done.stderr
    no_folder = str(tmp_path / "no" / "b.md")
    done = CliRunner().invoke(main, ["report", "--model", "深圳", "-o", no_folder, *there])
    assert done.exit_code == 1
    assert "b.md cannot be written" in done.stderr


@pytest.mark.parametrize("name", [report_words.FILE_NAME, picture_words.FILE_NAME])
def test_the_sentences_are_as_sayings_must_be(name: str) -> None:
    said = read_sayings(ontology_dir() / name)
    assert all(entry["zh"] != "" or key == "joiner" for part in said.values() for key, entry in part.items())
