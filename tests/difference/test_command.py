"""`bizgraph diff` as people and programs meet it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.difference.gold import DATA

import bizgraph
from bizgraph.cli import main
from bizgraph.difference.result import What
from bizgraph.difference.telling import say
from bizgraph.difference.values import Kind

OLD, NEW = DATA / "zhangbei_draft.txt", DATA / "zhangbei_final.txt"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_the_same_is_printed_every_time(form: str) -> None:
    result = _run(OLD, NEW, "--format", form)
    assert result.exit_code == 0
    assert not result.stderr
    assert result.stdout == _run(OLD, NEW, "--format", form).stdout
    assert "供应商提交发票后10个工作日内支付采购资金" in result.stdout


def test_a_table_says_what_changed_and_quotes_both_sentences() -> None:
    printed = _run(OLD, NEW).stdout
    for words in (
        "新增举措(3)",
        "取消的举措(2)",
        "期限提前:2024-08-31 → 2024-05-31(提前92天)",
        "数值降低:支付采购资金 10个工作日内 → 5个工作日内(更优)",
        "数值提高:仲裁案件结案时间 压缩至30天 → 压缩至45天(变差)",
        "牵头单位变更:张北县司法局 → 张北县人民法院",
        "单位加入:张北县公安局",
        "拆分为:zhangbei_final.txt:25",
        "旧 zhangbei_draft.txt:16  供应商提交发票后10个工作日内支付采购资金",
        "新 zhangbei_final.txt:18  供应商提交发票后5个工作日内支付采购资金",
    ):
        assert words in printed


def test_in_english() -> None:
    printed = _run(OLD, NEW, "--lang", "en").stdout
    assert "New measures (3)" in printed
    assert "figure raised: 仲裁案件结案时间 压缩至30天 → 压缩至45天 (worse)" in printed
    assert "deadline earlier: 2024-08-31 → 2024-05-31 (92 days earlier)" in printed


def test_json_and_csv_hold_every_change_with_its_evidence() -> None:
    difference = bizgraph.diff(OLD, NEW)
    told = json.loads(_run(OLD, NEW, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(_run(OLD, NEW, "--format", "csv").stdout)))
    assert len(told["changes"]) == len(rows) == sum(difference.counts().values())
    assert told["counts"] == {str(what): count for what, count in difference.counts().items()}
    for row, change in zip(rows, told["changes"], strict=True):
        assert row["change"] == change["change"]
        sides = {"new": ("new",), "dropped": ("old",)}.get(row["change"], ("old", "new"))
        for side in sides:
            lines = {"old": OLD, "new": NEW}[side].read_text("utf-8").splitlines()
            assert row[f"{side}_text"]
            assert 0 < int(row[f"{side}_line"]) <= len(lines)
        if row["change"].startswith("figure") and row["after_line"]:
            assert row["after"] in NEW.read_text("utf-8").splitlines()[int(row["after_line"]) - 1]


def test_nothing_changed() -> None:
    result = _run(OLD, OLD)
    assert result.exit_code == 0
    assert "没有变化" in result.stderr
    assert not bizgraph.diff(OLD, OLD)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = _run(OLD, tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_change_has_a_name(language: str) -> None:
    assert all(say("what", what, language) for what in What)
    assert all(say("kind", kind, language) for kind in Kind)
