from __future__ import annotations

import asyncio
from collections.abc import Coroutine

import pytest

from bizgraph.serve.errors import BusyError
from bizgraph.serve.work.line import Line


def run(scene: Coroutine[None, None, None]) -> None:
    asyncio.run(scene)


async def settled() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


def line_of(places: int) -> tuple[Line[int], list[int]]:
    back: list[int] = []
    return Line(places, back.append), back


def test_clients_take_turns_however_much_one_of_them_asks() -> None:
    async def scene() -> None:
        line, _ = line_of(10)
        served: list[str] = []

        async def wait(client: str) -> None:
            await line.wait(client[0], 60)
            served.append(client)

        waiting = [asyncio.create_task(wait(client)) for client in ("a1", "a2", "a3", "b1", "c1", "b2")]
        await settled()
        assert len(line) == 6
        for number in range(6):
            assert line.give(number)
            await settled()
        await asyncio.gather(*waiting)
        assert served == ["a1", "b1", "c1", "a2", "b2", "a3"]
        assert not line.give(6)

    run(scene())


def test_who_has_most_places_in_a_full_line_makes_room_for_others() -> None:
    async def scene() -> None:
        line, _ = line_of(3)
        greedy = [asyncio.create_task(line.wait("a", 60)) for _ in range(3)]
        await settled()
        with pytest.raises(BusyError):
            await line.wait("a", 60)
        modest = asyncio.create_task(line.wait("b", 60))
        await settled()
        with pytest.raises(BusyError):
            await greedy[2]
        assert len(line) == 3
        with pytest.raises(BusyError):
            await line.wait("b", 60)  # each has as many as the other could have
        for number in range(3):
            assert line.give(number)
        assert [await greedy[0], await modest, await greedy[1]] == [0, 1, 2]

    run(scene())


def test_who_waits_for_too_long_is_told() -> None:
    async def scene() -> None:
        line, back = line_of(3)
        with pytest.raises(BusyError):
            await line.wait("a", 0.01)
        assert (len(line), back, line.give(1)) == (0, [], False)

    run(scene())


def test_what_was_given_to_one_who_leaves_in_that_moment_is_not_lost() -> None:
    async def scene() -> None:
        line, back = line_of(3)
        leaving = asyncio.create_task(line.wait("a", 60))
        await settled()
        assert line.give(7)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert (len(line), back) == (0, [7])

    run(scene())
