from __future__ import annotations

from bizgraph.serve.web.kept import LONGEST, Kept
from bizgraph.serve.work.reply import Head

HEAD = Head("text/plain")


def test_answers_are_kept_until_others_need_their_place() -> None:
    kept = Kept(100_000)
    for name in "abc":
        kept.put(name, HEAD, name.encode() * 30_000)
    assert kept.get("a") == (HEAD, b"a" * 30_000)
    kept.put("d", HEAD, b"d" * 30_000)  # b was asked for longest ago
    assert [name for name in "abcd" if kept.get(name)] == ["a", "c", "d"]


def test_long_answers_are_not_kept_and_without_room_none_is() -> None:
    kept = Kept(10 * LONGEST)
    kept.put("a", HEAD, b"x" * (LONGEST + 1))
    assert len(kept) == 0
    nothing = Kept(0)
    nothing.put("a", HEAD, b"")
    assert len(nothing) == 0


def test_many_small_answers_are_bounded_as_well() -> None:
    kept = Kept(100_000)
    for number in range(1_000):
        kept.put(str(number), HEAD, b"")
        kept.put(str(number), HEAD, b"")
    assert 0 < len(kept) < 100
