"""The profile of a commune."""

import pandas as pd

from pages.profile import _register


def test_a_commune_whose_households_are_not_in_the_register_is_described_without_them():
    commune = pd.Series({"population": 11722, "households": pd.NA}, dtype="object")
    assert _register(commune) == "Dân số theo sổ đăng ký: 11.722 người."
