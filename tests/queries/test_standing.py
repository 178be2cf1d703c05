from dx_metrics.queries import choices, standing
from dx_metrics.store import Release
from tests.tiny import points, release_of

THREE = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 25
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01912 | 2022-Q1 | nop      | 25
    01912 | 2022-Q1 | hs       | 100
    01912 | 2022-Q1 | mat      | 24
    01906 | 2022-Q2 | nop      | 25
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 0
"""


def ranks(release: Release, period: str, code: str = "TONG") -> dict:
    table = standing.ranking(release, "thu", period, code)
    return {row.unit: (row.points, row.rank, row.sharing_rank) for row in table.itertuples() if row.ranked}


def test_equal_points_share_the_better_rank(tmp_path):
    release = release_of(tmp_path, THREE)
    assert ranks(release, "2022-Q1") == {"01906": (20, 1, 1), "01909": (10, 2, 2), "01912": (10, 2, 2)}


def test_the_period_before_stands_beside_each_commune(tmp_path):
    table = standing.ranking(release_of(tmp_path, THREE), "thu", "2022-Q2", "TONG")
    own = table[table["unit"] == "01906"].iloc[0]
    assert (own["points_before"], own["points"]) == (20, 15)


def test_only_the_period_just_before_counts_as_before(tmp_path):
    gap = THREE.replace("2022-Q2", "2022-Q4")
    release = release_of(tmp_path, gap + "    01909 | 2022-Q2 | nop | 1\n    01909 | 2022-Q2 | hs | 100\n")
    table = standing.ranking(release, "thu", "2022-Q4", "TONG")
    assert table[table["unit"] == "01906"]["points_before"].isna().all()


def test_a_period_for_which_nobody_reported_is_not_passed_over(tmp_path):
    table = standing.ranking(release_of(tmp_path, THREE.replace("2022-Q2", "2022-Q3")), "thu", "2022-Q3", "TONG")
    assert table[["points_before", "rank_before", "framework_before"]].isna().all(axis=None)


def test_a_commune_that_did_not_report_has_no_points_and_no_rank(tmp_path):
    release = release_of(tmp_path, THREE)
    assert points(release, "01909", "TONG", "2022-Q2") is None
    assert ranks(release, "2022-Q2")["01906"] == (15, 1, 1)


def test_nothing_occurred_is_neither_missing_nor_zero(tmp_path):
    release = release_of(
        tmp_path,
        """
        unit  | period  | variable | value
        01906 | 2022-Q1 | nop      | 0
        01906 | 2022-Q1 | hs       | 0
        01906 | 2022-Q1 | mat      | 0
        """,
    )
    grid = standing.grid(release, "thu", "2022-Q1").set_index(["unit", "code"])
    assert grid.at[("01906", "DVC01"), "state"] == "not_applicable"
    assert grid.at[("01909", "DVC01"), "state"] == "missing"


def test_the_units_of_a_period_are_those_that_exist_on_its_last_day(tmp_path):
    release = release_of(tmp_path, THREE + "    01906 | 2025-Q3 | nop | 50\n    01906 | 2025-Q3 | hs | 100\n")
    assert list(choices.units(release, "2022-Q1")["short_name"]) == ["Khang Ninh", "Nam Mẫu", "Thượng Giáo"]
    assert list(choices.units(release, "2025-Q3")["short_name"]) == ["Ba Bể"]


def test_a_half_yearly_figure_stands_for_the_quarters_after_it_until_it_is_a_year_old(tmp_path):
    figures = """
        unit  | period  | variable | value
        01906 | 2021-H2 | mat      | 0
        01906 | 2022-Q1 | nop      | 50
        01906 | 2022-Q1 | hs       | 100
        01906 | 2022-Q3 | nop      | 50
        01906 | 2022-Q3 | hs       | 100
        01906 | 2022-Q4 | nop      | 50
        01906 | 2022-Q4 | hs       | 100
    """
    release = release_of(tmp_path, figures, frequencies={"mat": "half"})
    assert points(release, "01906", "HTS01", "2022-Q1") == 10
    assert points(release, "01906", "HTS01", "2022-Q3") == 10
    assert points(release, "01906", "HTS01", "2022-Q4") is None  # 2021-H2 ended a year ago


def test_a_figure_of_an_old_commune_never_stands_for_the_new_one_of_its_code(tmp_path):
    figures = """
        unit  | period  | variable | value
        01906 | 2025-H1 | mat      | 0
        01906 | 2025-Q3 | nop      | 50
        01906 | 2025-Q3 | hs       | 100
    """
    release = release_of(tmp_path, figures, frequencies={"mat": "half"})
    assert points(release, "01906", "HTS01", "2025-Q3") is None


def test_a_quarterly_figure_never_stands_for_another_quarter(tmp_path):
    release = release_of(tmp_path, THREE)
    assert points(release, "01912", "DVC01", "2022-Q2") is None
