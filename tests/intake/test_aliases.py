"""What an officer once said of a header holds for files of other forms too, where the header says enough."""

from dx_metrics.intake.answers import aliases, remember
from dx_metrics.intake.columns import folded_header, understand
from tests.intake.of import known


def asked(header):
    return "column:" + folded_header([header])


def test_a_header_explained_in_one_form_is_known_in_another(tmp_path):
    remember(tmp_path, "form 1", {asked("Hồ sơ qua ki-ốt"): "hs_truc_tuyen"})
    taught = known(aliases=aliases(tmp_path))
    one = understand(["Hồ sơ qua ki-ốt"], taught)
    assert (one.variable, one.why) == ("hs_truc_tuyen", "alias")


def test_a_header_that_says_little_or_was_explained_in_two_ways_teaches_nothing(tmp_path):
    remember(tmp_path, "form 1", {asked("Tổng số"): "hs_tiep_nhan", asked("Hồ sơ qua ki-ốt"): "hs_truc_tuyen"})
    remember(tmp_path, "form 2", {asked("Hồ sơ qua ki-ốt"): "hs_thanh_toan", asked("Hộ nghèo mới"): "leave_out"})
    assert aliases(tmp_path) == {}
