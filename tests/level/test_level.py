"""A level: the units below one parent, ranked among themselves, with the points they have anyway."""

import json
import weakref
from random import Random
from shutil import copytree

import pandas as pd
import pytest

from dx_metrics import store
from dx_metrics.queries import choices, quality, standing
from dx_metrics.scoring.what_if_plan import to_rank
from dx_metrics.store.level import at_level
from tests.level.country import SIX, UNITS
from tests.tiny import release_of, rows, workspace


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(tmp_path_factory.mktemp("local")))
        return release_of(tmp_path_factory.mktemp("level"), SIX, units=UNITS)


def ranks(release: store.Release, period: str = "2022-Q1") -> dict[str, float]:
    table = standing.ranking(release, "thu", period, "TONG")
    return dict(zip(table["unit"], table["rank"], strict=True))


def test_each_level_ranks_its_own_communes(release):
    assert ranks(release) == {"05": 1, "02": 2, "03": 2, "04": 4, "01": 5, "06": 6}
    assert ranks(release.at("A")) == {"02": 1, "03": 1, "01": 3}
    assert ranks(release.at("B")) == {"05": 1, "04": 2, "06": 3}
    assert ranks(release.at("B1")) == {"05": 1, "06": 2}


def test_points_stay_and_medians_are_of_the_level(release):
    own = standing.ranking(release.at("A"), "thu", "2022-Q1", "TONG").set_index("unit")
    everybody = standing.ranking(release, "thu", "2022-Q1", "TONG").set_index("unit")
    assert own["points"].to_dict() == everybody["points"].loc[list(own.index)].to_dict()
    assert (own["points_median"].iloc[0], own["points_min"].iloc[0], own["ranked_units"].iloc[0]) == (16, 12, 3)


def test_who_belongs_to_a_level_is_asked_of_each_period(release):
    assert ranks(release.at("A"), "2022-Q2") == {"05": 1, "02": 2, "03": 2, "01": 4}
    before = standing.ranking(release.at("A"), "thu", "2022-Q2", "TONG").set_index("unit")["rank_before"]
    # What was another commune under this code has no rank here to have come from.
    assert before.drop("05").to_dict() == {"02": 1, "03": 1, "01": 3} and pd.isna(before["05"])


def test_a_level_is_called_by_its_name_and_leads_back_to_the_whole(release):
    own = release.at("B1")
    assert (own.about["place"], own.level, own.id) == ("Huyện Một", "B1", release.id)
    assert own.at("A").about["place"] == "Tỉnh Anh"
    assert own.at("").about["place"] == own.whole.about["place"] == "Huyện Thử"
    assert release.at("B1") is own and own.at("B1") is own and release.at("") is release


def test_what_if_scores_everybody_and_ranks_the_level(release):
    def first(of: store.Release) -> tuple[float, int | None]:
        case = quality.case_of(of, "thu", "2022-Q1")
        assert case is not None
        plan = to_rank(case, "01", 1)
        return round(plan.points, 1), plan.rank

    assert first(release) == (18, 1)
    assert first(release.at("A")) == (16, 1)


def test_a_release_that_is_let_go_takes_its_levels_along_at_once(release):
    held = store.Release(release.id, release.about, release.connection)
    gone = [weakref.ref(held), weakref.ref(held.at("A"))]
    del held
    assert [each() for each in gone] == [None, None]


def test_a_parent_is_a_level_when_it_has_some_and_not_all(release):
    table = choices.levels(release, "2022-Q1").set_index("code")
    assert table["units"].to_dict() == {"A": 3, "B": 3, "B1": 2}
    assert table["parent"].dropna().to_dict() == {"B1": "B"}
    assert choices.levels(release.at("A"), "2022-Q2")["units"].to_list() == [4, 1]


def test_a_parent_that_is_scored_itself_is_not_ranked_among_its_communes(tmp_path):
    head, *lines = UNITS.strip().splitlines()
    units = "\n".join([head, *(line.replace("false", "true") if line.strip()[0] == "B" else line for line in lines)])
    both = SIX + "".join(f"{unit} | 2022-Q1 | {v} | 50\n" for unit in ("B", "B1") for v in ("nop", "hs", "mat"))
    release = release_of(tmp_path, both, units=units)
    assert {"B", "B1"} <= set(ranks(release))
    assert set(ranks(release.at("B"))) == {"04", "05", "06"}
    assert choices.levels(release, "2022-Q1").set_index("code")["units"].to_dict() == {"A": 3, "B": 3, "B1": 2}


def test_a_name_carries_no_more_than_its_level_needs(tmp_path):
    twins = UNITS.replace("Xã Dốc Lết    | Dốc Lết    ", "Xã Ao Sen     | Ao Sen     ")
    release = release_of(tmp_path, SIX, units=twins)
    assert set(choices.units(release, "2022-Q1")["short_name"]) >= {"Ao Sen (Anh)", "Ao Sen (Bình)"}
    assert list(choices.units(release.at("A"), "2022-Q1")["short_name"]) == ["Ao Sen", "Bến Tượng", "Cầu Muối"]


def test_one_parent_of_all_is_no_level(tmp_path):
    one = UNITS.replace("| B1     |", "| A      |").replace("| B      |", "| A      |")
    release = release_of(tmp_path, SIX, units=one)
    assert choices.levels(release, "2022-Q1").empty


RANDOM = """
    code  | parent | name    | value | rule   | at_zero | at_full | max_points | missing | not_applicable | round_to | min_share
    TONG  |        | Toàn bộ | mean  |        |         |         |            | skip    |                |          | 0
    A     | TONG   | A       | mean  |        |         |         |            | skip    |                | 0.1      | 0
    A1    | A      | A1      | nop   | linear | 0       | 9       | 10         | skip    | skip           | 1        |
    A2    | A      | A2      | mat   |        |         |         |            | skip    | skip           |          |
    B     | TONG   | B       | hs    | linear | 0       | 9       | 10         | skip    | skip           |          |
"""
COLUMNS = """
select * exclude (framework_before) from standings
where unit in (select code from unit_in_period where period = standings.period) order by series, period, code, unit
"""


def test_a_level_stands_as_a_workspace_that_holds_nobody_else(tmp_path):
    dice = Random(7)
    register = "code|valid_from|valid_to|name|short_name|parent|compared\n" + "".join(
        f"{p}|2020-01-01||Tỉnh {p}|{p}||false\n" for p in ("P", "Q")
    )
    codes = [f"{at:02}" for at in range(12)]
    register += "".join(f"{code}|2020-01-01||Xã {code}|{code}|{dice.choice('PPQ')}|true\n" for code in codes)
    seen = "unit|period|variable|value|status\n" + "".join(
        f"{code}|{period}|{variable}|"
        + dice.choice([f"{dice.randint(0, 9)}|", f"{dice.randint(0, 9)}|", "|missing", "|not_applicable"])
        + "\n"
        for period in ("2021-Q4", "2022-Q1", "2022-Q2", "2022-Q4")  # a gap: there is no period before
        for code in codes
        if dice.random() < 0.9
        for variable in ("nop", "mat", "hs")
    )
    inside = {row["code"] for row in rows(register) if row["parent"] == "P"}

    def only(text: str, key: str) -> str:
        head, *lines = text.strip().splitlines()
        kept = [line for line, row in zip(lines, rows(text), strict=True) if row[key] in inside | {"P"}]
        return "\n".join([head, *kept])

    def published(name: str, units: str, figures: str) -> store.Release:
        folder = workspace(tmp_path / name, figures, units=units, framework=RANDOM)
        for rank_of in ("rounded", "0.5"):  # beside "full", which is usual
            index = folder / "frameworks" / f"thu-{rank_of}"
            copytree(folder / "frameworks" / "thu", index)
            package = json.loads((index / "datapackage.json").read_text("utf-8"))
            package["scoring"] |= {"rank_of": rank_of, "series": index.name}
            (index / "datapackage.json").write_text(json.dumps(package | {"name": index.name}), "utf-8")
        assert not store.publish(folder).refused
        found = store.current(folder)
        assert found is not None
        return found

    level = published("all", register, seen).at("P")
    alone = published("alone", only(register, "code"), only(seen, "unit"))
    pd.testing.assert_frame_equal(level.rows(COLUMNS), alone.rows(COLUMNS), check_dtype=False)
    assert level.rows(COLUMNS)["rank"].max() > 3


def test_questions_that_begin_with_tables_of_their_own_keep_them():
    assert at_level("select 1 from variables") == "select 1 from variables"
    asked = at_level("\nwith recursive a as (select 1 from figures) select * from a")
    assert asked.count("recursive") == 1 and asked.endswith("a as (select 1 from figures) select * from a")
    assert at_level("select 1 from main.standings") == "select 1 from main.standings"
