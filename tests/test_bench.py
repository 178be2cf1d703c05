"""How the bench sums up what it measured; nothing is measured here."""

from bench import large, limits
from bench.ledger import UNSUPPORTED, Ledger, plain, spread, table


def test_a_ratio_compares_medians_and_spreads_over_the_rounds():
    ledger = Ledger()
    for floor, ours in ((2000, 1000), (4000, 3000), (3000, 1500)):
        ledger.add("cold open", "overview", "ms", floor=floor, ours=ours)
    (figure,) = ledger.figures.values()
    assert figure.ratio == 0.5
    assert figure.ratios == [0.5, 0.75, 0.5]


def test_without_a_floor_there_is_no_ratio():
    ledger = Ledger()
    ledger.add("publish", "shipped workspace", "s", ours=2.0)
    assert [figure.ratio for figure in ledger.figures.values()] == [None]


def test_a_floor_of_nothing_gives_no_ratio():
    ledger = Ledger()
    ledger.add("memory a further viewer", "overview", "MB", floor=-0.1, ours=0.2)
    (figure,) = ledger.figures.values()
    assert (figure.ratio, figure.ratios) == (None, [])


def test_the_table_says_what_this_machine_cannot_measure():
    ledger = Ledger()
    ledger.add("server CPU", "overview", "ms", floor=None, ours=None)
    assert UNSUPPORTED in table(ledger)


def test_the_table_shows_medians_and_in_brackets_least_and_most():
    ledger = Ledger()
    for floor, ours in ((2000, 1000), (4000, 3000), (3000, 1500)):
        ledger.add("cold open", "overview", "ms", floor=floor, ours=ours)
    assert table(ledger).splitlines()[2].split("  ") == [
        "cold open, ms",
        "overview",
        "3,000 (2,000–4,000)",
        "1,500 (1,000–3,000)",
        "0.50x (0.50–0.75)",
    ]


def test_numbers_keep_three_digits():
    assert [plain(value) for value in (1948.2, 34.24, 0.621, -0.03)] == ["1,948", "34.2", "0.62", "-0.03"]


def test_a_single_value_has_no_spread():
    assert spread([12.5], plain) == "12.5"
    assert spread([], plain) == ""


def test_a_figure_is_judged_by_its_limit_and_its_aim():
    ledger = Ledger()
    ledger.add("cold open: interactive", "overview", "ms", floor=1000, ours=1100)
    ledger.add("light page: bytes", "overview", "kB", ours=11)
    ledger.add("viewers changing every 2 s, p95 within 1 s", "overview", "n", floor=20, ours=50)
    told = {limit.measure: verdict for limit, _, verdict in limits.judged(ledger)}
    assert list(told.values()) == ["met", "missed", "aim"]
    assert limits.missed(ledger) == [
        "viewers changing every 2 s, p95 within 1 s, overview: 50.0 where 100 was asked",
    ]


def test_what_was_not_measured_is_neither_met_nor_missed():
    assert list(limits.judged(Ledger())) == []
    assert limits.missed(Ledger()) == []


def test_limits_of_a_country_are_of_the_sizes_that_are_measured():
    judged = {limit.of for limit in limits.LIMITS if limit.measure == "changed period, asked again"}
    assert judged == {large.told(size) for size in large.SIZES.values()}
