"""xSave: P(the receiver makes contact), a logistic model of how hard the ball was, fitted on all players.

The features are those of models/xsave_features.sql. Fitted by Newton steps with a small ridge on standardised
features: no chance, no start values, so the same contacts give the same coefficients. Coefficients are rounded to nine
places and given for the raw features. A model whose predictions are off is refused, never published (`verdict`).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

LEAST_CONTACTS: Final = 2_000
LARGEST_ERROR: Final = 0.03
"""No decile with at least DECILE_SIZE contacts may be further off than this."""
DECILE_SIZE: Final = 1_000

_RIDGE: Final = 1e-5
_STEPS: Final = 40
_ENOUGH: Final = 1e-9
_CHUNK: Final = 16_384
"""Rows a numpy call works on: a few ms, so that a live match in the same process is never kept waiting."""


@dataclass(frozen=True, slots=True)
class Decile:
    """One tenth of the contacts by prediction: how many, what was predicted and what share was made."""

    n: int
    px: float
    made: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model and how well it tells the truth. `refusal` says why it may not be used, or is None."""

    coef: tuple[float, ...]
    n: int
    auc: float
    log_loss: float
    base_loss: float
    deciles: tuple[Decile, ...]
    refusal: str | None


def fit(features: Matrix, made: Vector) -> Fit:
    """Fit on these contacts (first feature is the constant 1) and judge the result on them."""
    n, width = features.shape
    if n < LEAST_CONTACTS or made.min() == made.max():
        return _refused(width, n, f"only {n} contacts, {LEAST_CONTACTS} of both kinds needed")
    coef = np.round(_newton(features, made), 9)
    if not np.isfinite(coef).all():
        return _refused(width, n, "the fit did not settle")
    return judge(tuple(coef.tolist()), predict(features, coef), made)


def _refused(width: int, n: int, refusal: str) -> Fit:
    return Fit((0.0,) * width, n, 0.5, 0.0, 0.0, (), refusal)


def judge(coef: tuple[float, ...], px: Vector, made: Vector) -> Fit:
    """Measure predictions against what happened."""
    share = float(made.mean())
    deciles = calibration(px, made)
    return Fit(
        coef,
        len(made),
        round(auc(px, made), 6),
        round(log_loss(px, made), 6),
        round(log_loss(np.full(len(made), share), made), 6),
        deciles,
        verdict(deciles),
    )


def verdict(deciles: tuple[Decile, ...]) -> str | None:
    """Why a model with this calibration is refused, or None if it may be used."""
    for place, decile in enumerate(deciles, 1):
        if decile.n >= DECILE_SIZE and abs(decile.px - decile.made) > LARGEST_ERROR:
            return f"decile {place} predicts {decile.px:.3f}, {decile.made:.3f} were made (n = {decile.n})"
    return None


def predict(features: Matrix, coef: Vector) -> Vector:
    """P(contact) for each row."""
    return 1 / (1 + np.exp(-np.clip(features @ coef, -30, 30)))


def calibration(px: Vector, made: Vector) -> tuple[Decile, ...]:
    """Ten groups of equal size by prediction, lowest first."""
    order = np.argsort(px, kind="stable")
    groups = [group for group in np.array_split(order, 10) if len(group)]
    return tuple(
        Decile(len(group), round(float(px[group].mean()), 6), round(float(made[group].mean()), 6)) for group in groups
    )


def auc(px: Vector, made: Vector) -> float:
    """P(a made contact was given a higher px than a missed one), ties half."""
    values, place = np.unique(px, return_inverse=True)
    hits = np.bincount(place, weights=made, minlength=len(values))
    misses = np.bincount(place, weights=1 - made, minlength=len(values))
    below = np.cumsum(misses) - misses
    pairs = hits.sum() * misses.sum()
    return float((hits * (below + misses / 2)).sum() / pairs) if pairs else 0.5


def log_loss(px: Vector, made: Vector) -> float:
    """Mean surprise in nats."""
    safe = np.clip(px, 1e-12, 1 - 1e-12)
    return float(-(made * np.log(safe) + (1 - made) * np.log1p(-safe)).mean())


def _newton(features: Matrix, made: Vector) -> Vector:
    """Coefficients for the raw features, found on standardised ones."""
    centre, spread = features.mean(axis=0), features.std(axis=0)
    centre[0], spread[spread == 0] = 0.0, 1.0
    penalty = np.full(features.shape[1], _RIDGE * len(made))
    penalty[0] = 0.0
    coef = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        slope, bend = _derivatives((features, centre, spread), made, coef)
        step = np.linalg.solve(bend + np.diag(penalty), slope - penalty * coef)
        coef += step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    raw: Vector = coef / spread
    raw[0] -= float((raw * centre)[1:].sum())
    return raw


def _derivatives(scaled: tuple[Matrix, Vector, Vector], made: Vector, coef: Vector) -> tuple[Vector, Matrix]:
    """Gradient and curvature of the log-likelihood, summed chunk by chunk in a fixed order."""
    features, centre, spread = scaled
    slope, bend = np.zeros(len(coef)), np.zeros((len(coef), len(coef)))
    for start in range(0, len(made), _CHUNK):
        rows = (features[start : start + _CHUNK] - centre) / spread
        px = predict(rows, coef)
        slope += rows.T @ (made[start : start + _CHUNK] - px)
        bend += (rows * (px * (1 - px))[:, None]).T @ rows
    return slope, bend
