"""The bus of a site of several processes, over Redis or Valkey.

Nobody waits for the server: while it is down or frozen, messages are lost with a line in the log. When it is back,
everybody who may have missed something is told: we by our own silence, others by a message of ours (`GAP`).
"""

import asyncio
import random
import time
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import structlog

from rallyboard.backplane.bus import Bus
from rallyboard.backplane.redis_client import ANSWER_S, FAILURES, Line, client, prefix

BEAT_S: Final = 0.2
"""How often a silent line is asked whether it is there."""
QUIET_S: Final = 0.35
"""A line that did not answer for so long is not well: messages may be late or lost."""
DEAD_S: Final = 3.0
"""A line that did not answer for so long is given up and opened anew."""
LONGEST_WAIT_S: Final = 2.0
OUTBOX: Final = 10_000
GAP: Final = "gap"
NAME: Final = 16
"""Bytes in front of every message that say which worker it comes from."""
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.backplane")


class RedisBus(Bus):
    """Two connections: one that hears every channel of this site, one that speaks."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = client(url)
        self._prefix = prefix(url) + "bus:"
        self._me = uuid4().bytes
        self._outbox: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(OUTBOX)
        self._tasks: list[asyncio.Task[None]] = []
        self._lost = False
        self._back = asyncio.Event()
        self._well: bool | None = None

    @property
    def well(self) -> bool:
        """Whether the line answered a moment ago."""
        return self._well is True

    async def start(self) -> None:
        """Begin to hear and to speak."""
        self._tasks = [asyncio.create_task(self._hear_always()), asyncio.create_task(self._speak())]

    async def stop(self) -> None:
        """Give what was published a moment to leave, then hang up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_S):
                await self._outbox.join()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._well = [], None
        await self._redis.aclose()

    # --- Speaking ------------------------------------------------------------------------------------

    def _forward(self, channel: str, message: bytes) -> None:
        try:
            self._outbox.put_nowait((channel, self._me + message))
        except asyncio.QueueFull:
            self._lost = True

    async def _speak(self) -> None:
        while True:
            channel, message = await self._outbox.get()
            if not await self._sent(channel, message):
                self._lost = True
            self._outbox.task_done()
            wait = BEAT_S
            while self._lost:
                await self._wait(wait := _longer(wait))
                self._lost = not await self._sent(GAP, self._me)

    async def _wait(self, seconds: float) -> None:
        """So long, or until the server can be heard again."""
        self._back.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._back.wait()

    async def _sent(self, channel: str, message: bytes) -> bool:
        try:
            await self._redis.execute_command("PUBLISH", self._prefix + channel, message)
        except FAILURES as error:
            if not self._lost:
                log.warning("messages to other workers are lost", channel=channel, reason=type(error).__name__)
            return False
        return True

    # --- Hearing -------------------------------------------------------------------------------------

    async def _hear_always(self) -> None:
        wait = BEAT_S
        while True:
            line = self._redis.pubsub()
            try:
                await line.psubscribe(self._prefix + "*")
                await self._hear(line)
            except FAILURES as error:
                wait = BEAT_S if self._well else _longer(wait)
                self._unwell(type(error).__name__)
            except Exception:
                log.exception("the line to other workers broke")
                self._unwell("a bug")
            finally:
                with suppress(*FAILURES):
                    await line.aclose()
            await asyncio.sleep(wait)

    async def _hear(self, line: Line) -> None:
        """Until the line is dead; it counts as well once it has answered."""
        heard = time.monotonic()
        while True:
            said = await line.get_message(timeout=BEAT_S)
            silent = time.monotonic() - heard
            if said is not None:
                heard = time.monotonic()
                self._take(said)
            elif silent > DEAD_S:
                raise TimeoutError
            else:
                if silent > QUIET_S:
                    self._unwell("silence")
                await line.ping()

    def _take(self, said: dict[str, Any]) -> None:
        if not self._well:
            self._well = True
            self._back.set()
            log.info("other workers can be heard")
            self._gap()
        if said["type"] != "pmessage" or said["data"][:NAME] == self._me:
            return
        channel = said["channel"].decode(errors="replace").removeprefix(self._prefix)
        if channel == GAP:
            self._gap()
        else:
            self._deliver(channel, said["data"][NAME:])

    def _unwell(self, reason: str) -> None:
        if self._well is not False:
            self._well = False
            log.warning("other workers cannot be heard", reason=reason)
            self._gap()


def _longer(wait: float) -> float:
    return min(LONGEST_WAIT_S, 2 * wait) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads the herd, hides nothing
