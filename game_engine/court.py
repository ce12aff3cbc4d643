"""The court: where a ball and a paddle are at a tick, in closed form and in whole sub-units.

Walls cost no event. A ball's y is a triangle wave: with `raw` the unfolded way from the top wall and `span` the
height its centre may use, it is at `raw mod 2 span`, mirrored in the second half. At the very touch of a wall it
already moves away from it.
"""


def paddle_at(y: int, way: int, low: int, high: int) -> int:
    """Centre of a paddle that was at `y` and would have gone `way` since, were there no walls."""
    y += way
    if y < low:
        return low
    if y > high:
        return high
    return y


def fold(raw: int, span: int) -> int:
    """Way from the top wall, 0 to span, for an unfolded way."""
    way = raw % (2 * span)
    return way if way <= span else 2 * span - way


def heading(raw: int, vy: int, span: int) -> int:
    """The vertical speed after the folds: away from the wall at a touch."""
    way = raw % (2 * span)
    if way == 0:
        return abs(vy)
    if way == span:
        return -abs(vy)
    return vy if way < span else -vy


def bounces(raw: int, vy: int, span: int) -> int:
    """Walls touched on the way to `raw`, from a start inside the court."""
    if vy > 0:
        return raw // span
    if vy == 0 or raw > 0:
        return 0
    return -raw // span + 1


def arrival(distance: int, speed: int) -> int:
    """Ticks until a way of `distance` is covered or just passed."""
    return -(-distance // speed)


def angle_index(off: int, reach: int, steps: int, drag: int) -> int:
    """Angle steps of a return: by how far from its centre the paddle met the ball, dragged by its motion."""
    index = abs(off) * steps // reach
    index = (index if off >= 0 else -index) + drag
    return max(-steps, min(steps, index))
