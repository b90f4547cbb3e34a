"""The pool, on sources that are made for it; with real stores it is tested in test_faults.py."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tests.serve.work import jobs

from bizgraph.errors import GraphError
from bizgraph.serve.errors import (
    BusyError,
    CrowdedError,
    OverrunError,
    RefusedError,
    ResultTooLargeError,
    WorkerLostError,
)
from bizgraph.serve.settings import Limits
from bizgraph.serve.work.frames import Job, packed
from bizgraph.serve.work.pool import Pool

MEGABYTE = 1024 * 1024


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "version"
    path.write_text("first")
    return path


def with_pool(file: Path, scene: Callable[[Pool], Awaitable[None]], **limits: Any) -> None:
    async def whole() -> None:
        pool = Pool(jobs.Told(file), Limits(**{"workers": 1, **limits}))
        await pool.start()
        try:
            await scene(pool)
        finally:
            await pool.stop()
        assert pool.alive == 0

    asyncio.run(whole())


async def result(pool: Pool, function: Callable[..., Any], *arguments: Any, client: str = "") -> bytes:
    arriving = await pool.run(packed(Job(function, arguments)), client)
    try:
        return b"".join([piece async for piece in arriving.body()])
    finally:
        arriving.close()


async def eventually(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.02)


def test_whatever_a_job_does_the_next_one_is_answered(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        failures: tuple[tuple[Callable[..., Any], tuple[Any, ...], type[RefusedError], int], ...] = (
            (jobs.refusing, (), RefusedError, 400),
            (jobs.broken, (), RefusedError, 500),
            (jobs.dying, (), WorkerLostError, 503),
            (jobs.half, (), RefusedError, 400),
            (jobs.hungry, (4096 * MEGABYTE,), RefusedError, 503),
            (jobs.large, (3 * MEGABYTE,), ResultTooLargeError, 507),
            (jobs.slow, (60,), OverrunError, 504),
        )
        for function, arguments, kind, status in failures:
            with pytest.raises(kind) as told:
                await result(pool, function, *arguments)
            assert told.value.status == status
            assert (await result(pool, jobs.told)).startswith(b"first ")
        assert await result(pool, jobs.large, 2 * MEGABYTE) == b"x" * 2 * MEGABYTE
        assert (pool.alive, pool.idle) == (1, 1)

    with_pool(file, scene, seconds=0.4, result_bytes=2 * MEGABYTE, memory_bytes=2048 * MEGABYTE)


def test_a_job_that_takes_long_gives_way_to_those_who_wait(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        alone = asyncio.create_task(result(pool, jobs.slow, 1.2))
        assert (await alone).startswith(b"first ")
        long = asyncio.create_task(result(pool, jobs.slow, 60))
        await asyncio.sleep(0.05)
        short = asyncio.create_task(result(pool, jobs.told))
        with pytest.raises(CrowdedError):
            await long
        assert (await short).startswith(b"first ")

    with_pool(file, scene, seconds=60, crowded_seconds=0.5, patience=30)


def test_a_client_that_leaves_frees_the_worker(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        leaving = asyncio.create_task(result(pool, jobs.slow, 600))
        await asyncio.sleep(0.05)
        assert pool.idle == 0
        leaving.cancel()
        assert (await result(pool, jobs.told)).startswith(b"first ")

    with_pool(file, scene, seconds=600, crowded_seconds=600, patience=60)


def test_the_line_is_bounded(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        crowd = [asyncio.create_task(result(pool, jobs.slow, 0.3)) for _ in range(3)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError) as told:
            await result(pool, jobs.told)
        assert told.value.headers["Retry-After"]
        assert len(await asyncio.gather(*crowd)) == 3

    with_pool(file, scene, waiting=2)


def test_a_worker_that_grew_large_is_replaced_after_its_job(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        before = await result(pool, jobs.told)
        assert await result(pool, jobs.told) == before
        assert await result(pool, jobs.hungry, 1200 * MEGABYTE) == b"x"
        assert await result(pool, jobs.told) != before

    with_pool(file, scene, memory_bytes=2048 * MEGABYTE)


def test_a_pool_that_could_not_start_workers_tries_until_it_can(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        file.unlink()
        with pytest.raises(WorkerLostError):
            await result(pool, jobs.dying)
        await eventually(lambda: pool.alive == 0)
        with pytest.raises(BusyError):
            await result(pool, jobs.told)
        file.write_text("first")
        await eventually(lambda: pool.alive == 1)
        assert (await result(pool, jobs.told)).startswith(b"first ")

    with_pool(file, scene, patience=0.3)


def test_a_new_graph_is_gone_over_to_while_old_work_ends_on_the_old_one(file: Path) -> None:
    async def scene(pool: Pool) -> None:
        old = asyncio.create_task(result(pool, jobs.slow, 0.5))
        await asyncio.sleep(0.05)
        file.write_text("second")
        await pool.renew()
        assert pool.version == "second"
        assert (await result(pool, jobs.told)).startswith(b"second ")
        assert (await old).startswith(b"first ")
        file.unlink()
        with pytest.raises(GraphError):
            await pool.renew()
        assert (await result(pool, jobs.told)).startswith(b"second ")
        assert pool.alive == 1

    with_pool(file, scene)


def test_a_pool_without_a_graph_does_not_start(tmp_path: Path) -> None:
    async def whole() -> None:
        pool = Pool(jobs.Told(tmp_path / "none"), Limits(workers=2))
        with pytest.raises(GraphError, match="there is no graph"):
            await pool.start()
        await pool.stop()

    asyncio.run(whole())
