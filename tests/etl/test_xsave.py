"""xSave finds the truth it was given, the same one each time, and is refused when it does not."""

import numpy as np
import pytest

from etl.xsave import LEAST_CONTACTS, Decile, Matrix, Vector, auc, calibration, fit, log_loss, predict, verdict

TRUTH = np.array([0.5, -1.2, 2.0])


def contacts(n: int, seed: int = 1) -> tuple[Matrix, Vector]:
    """Contacts made with known chances."""
    dice = np.random.default_rng(seed)
    features = np.column_stack([np.ones(n), dice.normal(3, 2, n), dice.uniform(0, 1, n)])
    return features, (dice.random(n) < predict(features, TRUTH)).astype(np.float64)


def test_the_coefficients_behind_the_data_are_found() -> None:
    found = fit(*contacts(60_000))
    assert found.coef == pytest.approx(TRUTH, abs=0.15)
    assert found.refusal is None
    assert found.log_loss < found.base_loss


def test_the_same_contacts_give_the_same_model_to_the_last_bit() -> None:
    assert fit(*contacts(5_000)) == fit(*contacts(5_000))


def test_predictions_are_calibrated() -> None:
    found = fit(*contacts(60_000))
    assert [decile.n for decile in found.deciles] == [6_000] * 10
    assert max(abs(decile.px - decile.made) for decile in found.deciles) < 0.03


def test_too_few_contacts_are_refused() -> None:
    found = fit(*contacts(LEAST_CONTACTS - 1))
    assert found.refusal == f"only {LEAST_CONTACTS - 1} contacts, {LEAST_CONTACTS} of both kinds needed"
    assert set(found.coef) == {0.0}


def test_contacts_that_were_all_made_are_refused() -> None:
    features, made = contacts(LEAST_CONTACTS)
    assert fit(features, np.ones_like(made)).refusal is not None


def test_a_model_that_cannot_bend_to_the_data_is_refused() -> None:
    features, _ = contacts(20_000)
    step = (np.abs(features[:, 1] - 3) > 2).astype(np.float64)
    found = fit(features, step)
    assert found.refusal is not None
    assert "predicts" in found.refusal


def test_a_feature_that_never_changes_does_no_harm() -> None:
    features, made = contacts(20_000)
    found = fit(np.column_stack([features, np.full(20_000, 7.0)]), made)
    assert found.coef[:3] == pytest.approx(TRUTH, abs=0.2)
    assert found.refusal is None


def test_numbers_without_end_are_refused_not_published() -> None:
    features, made = contacts(LEAST_CONTACTS)
    features[5, 1] = np.nan
    assert fit(features, made).refusal == "the fit did not settle"


def test_a_small_decile_may_be_off_and_a_large_one_may_not() -> None:
    assert verdict((Decile(999, 0.5, 0.9),)) is None
    assert verdict((Decile(1_000, 0.5, 0.529),)) is None
    assert verdict((Decile(5_000, 0.9, 0.9), Decile(1_000, 0.5, 0.531))) == (
        "decile 2 predicts 0.500, 0.531 were made (n = 1000)"
    )


def test_auc_counts_ties_half() -> None:
    assert auc(np.array([0.1, 0.9]), np.array([0.0, 1.0])) == 1.0
    assert auc(np.array([0.9, 0.1]), np.array([0.0, 1.0])) == 0.0
    assert auc(np.array([0.5, 0.5, 0.5]), np.array([0.0, 1.0, 1.0])) == 0.5


def test_deciles_go_from_low_to_high_and_hold_everyone() -> None:
    px = np.linspace(0, 1, 25)
    deciles = calibration(px, np.round(px))
    assert sum(decile.n for decile in deciles) == 25
    assert [decile.px for decile in deciles] == sorted(decile.px for decile in deciles)


def test_certainty_about_the_wrong_thing_costs_much_but_not_everything() -> None:
    assert log_loss(np.array([1.0, 0.0]), np.array([1.0, 0.0])) < 1e-9
    assert 10 < log_loss(np.array([1.0]), np.array([0.0])) < 100
