"""The oracle: `pong/1` again, one loop turn per tick, written from the rules and not from the engine.

It adds speeds, reflects at walls and counts ticks; there is no division to find a time, no fold, no prediction.
Slow and plain on purpose. It shares with the engine only the ruleset's numbers and the entry and event classes.
"""

from game_engine.events import Event, Goal, Hit, IdleWarning, Missed, Over, Served
from game_engine.intents import End, EndReason, Entry, Key, Resign, Serve
from game_engine.rulesets import Ruleset


class Oracle:
    """One match, stepped."""

    def __init__(self, rules: Ruleset, serve0: int) -> None:
        self.rules, self.serve0, self.server = rules, serve0, serve0
        self.t = self.last_point = self.hits = self.speed = 0
        self.y, self.key, self.idle, self.score = [rules.height // 2] * 2, [0, 0], [0, 0], [0, 0]
        self.ball: list[int] | None = None  # x, y, vx, vy, bounces
        self.missed = self.over = False
        self.winner: int | None = None
        self.reason: EndReason | None = None
        self.events: list[Event] = []

    def run(self, entries: tuple[Entry, ...]) -> list[Event]:
        """Every event of these entries."""
        for entry in entries:
            self.until(entry.t)
            self.enter(entry)
        return self.events

    def until(self, t: int) -> None:
        while self.t < t and not self.over:
            self.step()

    def step(self) -> None:
        self.t += 1
        in_rally = self.ball is not None and not self.missed
        for slot in (0, 1):
            wish = self.y[slot] + self.key[slot] * self.rules.paddle_speed
            self.y[slot] = sorted((self.rules.half, wish, self.rules.height - self.rules.half))[1]
        if self.ball is not None:
            self.fly(self.ball)
        if in_rally:
            self.count_idle()
        if self.over:
            return
        if self.ball is None:
            if self.t - self.last_point == self.rules.serve_auto:
                self.serve()
        elif self.missed:
            self.see_goal(self.ball)
        else:
            self.see_plane(self.ball)

    def fly(self, ball: list[int]) -> None:
        top, bottom = self.rules.radius, self.rules.height - self.rules.radius
        ball[0] += ball[2]
        ball[1] += ball[3]
        wall = top if ball[3] < 0 and ball[1] <= top else bottom if ball[3] > 0 and ball[1] >= bottom else None
        if wall is not None:
            ball[1] = wall - (ball[1] - wall)
            ball[3] = -ball[3]
            ball[4] += 1

    def count_idle(self) -> None:
        self.idle = [ticks + 1 for ticks in self.idle]
        for slot in (0, 1):
            if self.idle[slot] == self.rules.idle_warning:
                self.events.append(IdleWarning(self.t, slot))
        out = [slot for slot in (0, 1) if self.idle[slot] == self.rules.idle_forfeit]
        if out == [0, 1]:
            self.stop(None, EndReason.VOID)
        elif out:
            self.stop(1 - out[0], EndReason.AFK)

    def serve(self) -> None:
        slot, rules = self.server, self.rules
        self.hits, self.speed, self.missed = 1, rules.first_speed, False
        self.shoot(slot, self.y[slot], rules.serve_index * self.key[slot])
        assert self.ball is not None
        vx, vy = self.ball[2:4]
        self.events.append(Served(self.t, slot, self.y[slot], self.y[1 - slot], self.key[1 - slot], vx, vy, self.speed))

    def shoot(self, slot: int, y: int, index: int) -> None:
        rules = self.rules
        vx = self.speed * rules.cos[abs(index)] // 4096
        vy = self.speed * rules.sin[abs(index)] // 4096
        if index < 0:
            vy = -vy
        if y == rules.radius:
            vy = abs(vy)
        if y == rules.height - rules.radius:
            vy = -abs(vy)
        self.ball = [rules.planes[slot], y, vx if slot == 0 else -vx, vy, 0]

    def see_plane(self, ball: list[int]) -> None:
        rules, slot = self.rules, 1 if ball[2] > 0 else 0
        if (slot == 1 and ball[0] < rules.planes[1]) or (slot == 0 and ball[0] > rules.planes[0]):
            return
        off, other = ball[1] - self.y[slot], 1 - slot
        common = (self.t, slot, ball[1], off, self.key[slot], self.y[other], self.key[other], ball[4])
        if abs(off) > rules.half + rules.radius:
            self.missed = True
            self.events.append(Missed(*common))
            return
        self.hits += 1
        self.speed = min(self.speed + self.speed // 16, self.limit())
        steps = abs(off) * 16 // (rules.half + rules.radius) * (1 if off > 0 else -1) + 2 * self.key[slot]
        index = sorted((-16, steps, 16))[1]
        self.shoot(slot, ball[1], index)
        assert self.ball is not None
        self.events.append(Hit(*common, self.ball[2], self.ball[3], self.speed, index, self.hits))

    def limit(self) -> int:
        grown = self.rules.cap
        if self.hits >= 30:
            grown = self.rules.cap + self.rules.cap * (self.hits - 29) // 16
        return min(grown, 20_000)

    def see_goal(self, ball: list[int]) -> None:
        if 0 < ball[0] < self.rules.width:
            return
        winner = 0 if ball[2] > 0 else 1
        self.score[winner] += 1
        self.events.append(Goal(self.t, winner, ball[1], self.score[0], self.score[1], self.hits))
        if self.score[winner] >= self.rules.target and self.score[winner] >= self.score[1 - winner] + self.rules.win_by:
            self.stop(winner, EndReason.SCORE)
            return
        self.rest()
        self.server = self.next_server()

    def next_server(self) -> int:
        """Two serves each; when both are one point from the target, one each."""
        turns, server = 0, self.serve0
        for point in range(sum(self.score)):
            turns += 1
            if turns == (2 if point < 2 * (self.rules.target - 1) else 1):
                turns, server = 0, 1 - server
        return server

    def rest(self) -> None:
        self.ball, self.missed, self.hits, self.speed, self.last_point = None, False, 0, 0, self.t

    def stop(self, winner: int | None, reason: EndReason) -> None:
        self.over, self.winner, self.reason, self.key = True, winner, reason, [0, 0]
        self.rest()
        self.events.append(Over(self.t, -1 if winner is None else winner, reason))

    def enter(self, entry: Entry) -> None:
        if self.over:
            return
        if isinstance(entry, Key):
            self.key[entry.slot], self.idle[entry.slot] = entry.key, 0
        elif isinstance(entry, Serve):
            waited = self.t - self.last_point
            if self.ball is None and entry.slot == self.server and waited >= self.rules.serve_earliest:
                self.serve()
                self.idle[entry.slot] = 0
        elif isinstance(entry, Resign):
            self.stop(1 - entry.slot, (EndReason.RESIGN, EndReason.DISCONNECT, EndReason.AFK)[entry.reason])
        elif isinstance(entry, End) and entry.reason is EndReason.VOID:
            self.stop(None, EndReason.VOID)

    def packed(self) -> list[int]:
        """The state in the order of `Match.pack`."""
        phase = 3 if self.over else 0 if self.ball is None else 2 if self.missed else 1
        result = [-1 if self.winner is None else self.winner, -1 if self.reason is None else int(self.reason)]
        head = [self.t, phase, self.serve0, self.server, *self.score, *result, self.hits, self.speed, self.last_point]
        paddles = [number for slot in (0, 1) for number in (self.y[slot], self.key[slot], self.idle[slot])]
        return head + paddles + (self.ball or [0, 0, 0, 0, 0])
