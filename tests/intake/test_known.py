"""What intake knows of a workspace: the same from its folder and from its release."""

from datetime import date

from dx_metrics.intake.known import Figure, Known
from tests import tiny

FIGURES = """
    unit  | period  | variable | value | status
    01906 | 2022-Q1 | nop      | 25    |
    01906 | 2022-Q1 | hs       | 100   |
    01909 | 2022-Q1 | nop      |       | missing
"""


def test_units_variables_ratios_and_figures_of_a_folder(tmp_path):
    known = Known.of_folder(tiny.workspace(tmp_path, FIGURES))
    assert [unit.name for unit in known.in_period("2022-Q1")] == ["Xã Khang Ninh", "Xã Nam Mẫu", "Xã Thượng Giáo"]
    assert [unit.name for unit in known.in_period("2025-Q3")] == ["Xã Ba Bể"]
    assert known.by_code["01906"][1].exists_on(date(2050, 1, 1))
    assert set(known.variables) == {"hs", "nop", "mat"}
    assert [(r.numerator, r.denominator, r.scale) for r in known.ratios] == [("nop", "hs", 100)]
    assert known.figures("2022-Q1")["01906", "nop"].number == 25
    assert known.figures("2022-Q1")["01909", "nop"] == Figure("", "missing")
    assert known.figures("2021-Q4") == {}


def test_a_release_is_known_like_the_folder_it_was_made_of(tmp_path):
    folder = Known.of_folder(tiny.workspace(tmp_path, FIGURES))
    known = Known.of(tiny.release_of(tmp_path, FIGURES).connection)
    assert (known.units, known.variables, known.ratios) == (folder.units, folder.variables, folder.ratios)
    assert known.figures("2022-Q1") == folder.figures("2022-Q1")


def test_aliases_come_with_the_workspace_or_not_at_all(tmp_path):
    made = tiny.workspace(tmp_path, FIGURES)
    assert Known.of_folder(made).aliases == {}
    assert Known.of_folder(made, {"tong so": "hs"}).aliases == {"tong so": "hs"}


def test_a_register_of_full_names_only_is_understood(tmp_path):
    units = """
        code  | valid_from | name            | parent
        061   | 2020-02-01 | Huyện Ba Bể     |
        01906 | 2020-02-01 | Xã Khang Ninh   | 061
        01888 | 2020-02-01 | Thị trấn Chợ Rã | 061
    """
    found = Known.of_folder(tiny.workspace(tmp_path, FIGURES, units=units))
    assert {unit.code: (unit.short_name, unit.kind, unit.compared) for unit in found.units} == {
        "061": ("Ba Bể", "huyện", False),  # the communes below it report
        "01906": ("Khang Ninh", "xã", True),
        "01888": ("Chợ Rã", "thị trấn", True),
    }
