"""The synthetic country that large sizes are measured on: a small one can be published, and its register adds up."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from bench import country
from dx_metrics import store
from dx_metrics.queries import choices, merged

SMALL = country.Size(units=60, older=180, provinces=3, older_provinces=6, criteria=10, quarters=4, older_quarters=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return country.write(tmp_path_factory.mktemp("country") / "nho", SMALL)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_commune_of_before_goes_whole_or_in_shares_that_add_up(folder):
    shares: dict[str, float] = defaultdict(float)
    for row in rows(folder / "successions.csv"):
        shares[row["from_code"]] += float(row["share"])
    assert len(shares) == 180
    assert {round(share, 9) for share in shares.values()} == {1}
    assert {row["kind"] for row in rows(folder / "successions.csv")} == {"whole", "part"}


def test_a_small_country_is_published_and_its_merged_past_is_put_together(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DX_LOCAL", str(tmp_path))
    outcome = store.publish(folder)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(folder)
    assert release is not None
    periods = list(choices.periods(release, "tong_hop")["code"])
    assert [len(choices.units(release, period)) for period in periods] == [60, 60, 180, 180]
    first = choices.units(release, periods[0])
    assert len(set(first["parent"])) == 3
    past = merged.history(release, "tong_hop", periods[0], str(first["code"][0]), ("TONG",))
    assert list(past["period"]) == periods[:1:-1]
