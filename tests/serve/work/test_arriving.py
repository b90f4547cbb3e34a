from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.errors import BusyError, OverrunError, RefusedError, ResultTooLargeError
from bizgraph.serve.work.arriving import PIECE, Arriving, Room
from bizgraph.serve.work.reply import Head

HEAD = Head("text/plain")


def arriving_of(
    limit: int = 10**8, room: Room | None = None, leave: Callable[[], None] = lambda: None
) -> Arriving:
    arriving = Arriving(limit, room or Room(10**9), leave)
    arriving.head = HEAD
    return arriving


async def fetched(arriving: Arriving) -> bytes:
    return b"".join([piece async for piece in arriving.body()])


def run(scene: Coroutine[None, None, None]) -> None:
    asyncio.run(scene)


@given(st.lists(st.binary(min_size=1, max_size=400).map(lambda piece: piece * 4_000), max_size=8))
def test_a_body_comes_out_as_it_went_in(pieces: list[bytes]) -> None:
    async def scene() -> None:
        arriving = arriving_of()
        reading = asyncio.create_task(fetched(arriving))
        for piece in pieces:
            arriving.add(piece)
            await asyncio.sleep(0)
        arriving.end()
        assert await reading == b"".join(pieces)
        assert await fetched(arriving) == b"".join(pieces)
        assert arriving.whole() in (None, b"".join(pieces))
        arriving.close()

    run(scene())


def test_a_long_body_is_handed_on_in_pieces() -> None:
    async def scene() -> None:
        arriving = arriving_of()
        arriving.add(b"x" * (5 * PIECE + 1))
        arriving.end()
        assert [len(piece) async for piece in arriving.body()] == [*[PIECE] * 5, 1]
        assert arriving.whole() == b"x" * (5 * PIECE + 1)

    run(scene())


def test_a_failure_before_the_first_byte_is_told_as_such_and_later_it_breaks_the_body_off() -> None:
    async def scene() -> None:
        early = arriving_of()
        early.end(OverrunError(1))
        with pytest.raises(OverrunError):
            await early.begun()
        late = arriving_of()
        late.add(b"half")
        assert await late.begun() is HEAD
        late.end(OverrunError(1))
        with pytest.raises(OverrunError):
            await fetched(late)
        assert late.whole() is None

    run(scene())


@pytest.mark.parametrize(
    ("arriving", "refusal"),
    [(arriving_of(limit=3), ResultTooLargeError), (arriving_of(room=Room(3)), BusyError)],
)
def test_a_body_may_not_be_longer_than_the_limit_nor_than_there_is_room(
    arriving: Arriving, refusal: type[RefusedError]
) -> None:
    arriving.add(b"123")
    with pytest.raises(refusal):
        arriving.add(b"4")


def test_closing_leaves_the_room_and_ends_work_that_nobody_waits_for() -> None:
    room, left = Room(10), list[str]()
    for done, expected in ((True, 0), (False, 1)):
        arriving = arriving_of(room=room, leave=lambda: left.append("left"))
        arriving.add(b"0123456789")
        assert not room.take(1)
        if done:
            arriving.end()
        arriving.close()
        arriving.close()
        arriving.add(b"what comes later takes no room")
        assert room.take(10)
        room.give_back(10)
        assert len(left) == expected
