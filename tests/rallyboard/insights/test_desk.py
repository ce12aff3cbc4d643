"""The desk runs work in threads and refuses what it cannot do soon."""

import asyncio
import threading

import pytest

from rallyboard.insights.desk import Desk
from rallyboard.insights.errors import TooBusy


async def test_work_runs_in_a_thread_of_its_own():
    desk = Desk(workers=1)
    name = await desk.run(lambda: threading.current_thread().name)
    desk.close()
    assert name.startswith("boards")


async def test_a_full_queue_refuses_with_a_time_to_come_back():
    desk, gate = Desk(workers=1, queue=2), threading.Event()
    held = [asyncio.create_task(desk.run(gate.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy) as refused:
        await desk.run(lambda: None)
    gate.set()
    await asyncio.gather(*held)
    assert refused.value.retry_after == 2
    assert await desk.run(lambda: 7) == 7
    desk.close()


async def test_failed_work_frees_its_place():
    desk = Desk(workers=1, queue=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await desk.run(lambda: 1 // 0)
    desk.close()
