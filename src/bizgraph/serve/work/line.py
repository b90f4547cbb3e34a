"""The line of those who wait for a worker."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

from bizgraph.serve.errors import BusyError

Awaited = TypeVar("Awaited")


class Line(Generic[Awaited]):
    """A bounded line in which clients take turns, so that one who asks much waits behind himself.

    Where it is full, who has most places in it loses the last of them to a client with fewer.
    """

    def __init__(self, places: int, take_back: Callable[[Awaited], None]) -> None:
        """`take_back` gets what was given to somebody who left in the same moment."""
        self._places = places
        self._take_back = take_back
        self._waiting: OrderedDict[str, deque[asyncio.Future[Awaited]]] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    async def wait(self, client: str, patience: float) -> Awaited:
        """Wait for as many seconds at most. Raises BusyError where there is no place, or no turn in time."""
        self._make_room(client)
        place: asyncio.Future[Awaited] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        self._length += 1
        try:
            async with asyncio.timeout(patience):
                return await place
        except BaseException as error:
            self._leave(client, place)
            if place.done() and not place.cancelled() and place.exception() is None:
                self._take_back(place.result())
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def give(self, what: Awaited) -> bool:
        """Give something to the first in line; False where nobody waits."""
        while self._waiting:
            client, places = self._waiting.popitem(last=False)
            place = places.popleft()
            self._length -= 1
            if places:
                self._waiting[client] = places  # the next turn of this client comes after those of all others
            if not place.done():
                place.set_result(what)
                return True
        return False

    def _make_room(self, client: str) -> None:
        if self._length < self._places:
            return
        greediest = max(self._waiting, key=lambda each: len(self._waiting[each]), default=client)
        own = len(self._waiting.get(client, ()))
        if greediest == client or len(self._waiting[greediest]) <= own + 1:
            raise BusyError
        place = self._waiting[greediest][-1]
        self._leave(greediest, place)
        place.set_exception(BusyError())

    def _leave(self, client: str, place: asyncio.Future[Awaited]) -> None:
        places = self._waiting.get(client)
        if places is None or place not in places:
            return
        places.remove(place)
        self._length -= 1
        if not places:
            del self._waiting[client]
