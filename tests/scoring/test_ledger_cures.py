"""What figure wins lost points back, and the ledger as the command prints it."""

from dx_metrics.scoring.command import main
from tests.scoring.case import framework
from tests.scoring.test_ledger import TWO, Ledger


def test_the_cases_that_win_the_points_back_are_counted(tmp_path):
    ledger = Ledger(tmp_path, TWO, "unit | variable | value\n x | nop | 20\n x | hs | 125\n x | mat | 12")
    assert ledger.cure("sign, needed, cases, out_of, more", "A") == [(">=", 50, "nop", "hs", 43)]  # 62.5 of 125
    assert ledger.cure("sign, needed, more", "B") == [("<=", 0, None)]


def test_nothing_wins_back_what_is_not_lost(tmp_path):
    ledger = Ledger(tmp_path, TWO, "unit | variable | value\n x | nop | 90\n x | hs | 100\n x | mat | 0")
    assert ledger.row("lost, why", "A") == (0, "full")
    assert ledger.cure("needed", "A") == []


def test_the_best_of_the_period_is_what_wins_points_back_where_the_rule_says_so(tmp_path):
    criteria = """
        code | parent | value | rule   | at_zero | at_full | max_points | transform
        I    |        | sum   |        |         |         |            |
        A    | I      | a     | linear | min     | max     | 10         | log10
        B    | I      | b     | linear | max_all | p0      | 10         |
    """
    table = "unit | variable | value\n x | a | 1\n x | b | 8\n y | a | 100\n y | b | 2"
    ledger = Ledger(tmp_path, criteria, table)
    assert ledger.cure("sign, needed", "A") == [(">=", 100)]
    assert ledger.cure("sign, needed", "B") == [("<=", 2)]


def test_the_command_prints_the_ledger_of_a_folder(tmp_path, capsys):
    framework(tmp_path, TWO)
    lines = ["unit,period,variable,value", "x,2022,nop,20", "x,2022,hs,125", "x,2022,mat,0"]
    (tmp_path / "inputs.csv").write_text("\n".join(lines), "utf-8")
    assert main([str(tmp_path), "--ledger"]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "unit,period,within,code,maximum,got,lost,why,counted,sign,needed,answer,cases,more",
        "x,2022,I,I,15.0000,8.2000,6.8000,below,True,,,,,",
        "x,2022,I,A,10.0000,3.2000,6.8000,below,True,>=,50.0,,nop,43.0",
        "x,2022,I,B,5.0000,5.0000,0.0000,full,True,,,,,",
    ]


BANDS = """
    code | parent | value       | rule   | table                    | at_full | max_points
    I    |        | sum         |        |                          |         |
    A    | I      | a           | bands  | >=2:max; >=1:2; else:0   |         | 3
    B    | I      | b / c       | bands  | <=0.1:max; else:0        |         | 5
    C    | I      | a / c * 100 | bands  | >=80:prop; else:0        | 90      | 5
"""


def test_the_best_line_of_a_table_is_what_wins_points_back(tmp_path):
    ledger = Ledger(tmp_path, BANDS, "unit | variable | value\n x | a | 1\n x | b | 9\n x | c | 50")
    assert ledger.cure("sign, needed, more", "A") == [(">=", 2, None)]
    assert ledger.cure("sign, needed, cases, more", "B") == [("<=", 0.1, "b", -4)]  # 5 of 50
    assert ledger.cure("sign, needed, cases, more", "C") == [(">=", 90, "a", 44)]  # 45 of 50


def test_a_table_whose_best_line_is_in_the_middle_is_reached_from_both_sides(tmp_path):
    criteria = """
        code | parent | value | rule  | table                                 | max_points
        I    |        | sum   |       |                                       |
        A    | I      | a     | bands | <10:0; <=20:max; else:1               | 4
        B    | I      | b     | bands | <50:0; <80:2; else:max                | 4
        C    | I      | c     | bands | >=90:1; >=30:3; else:0                | 4
    """
    low = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 3\n x | b | 60\n x | c | 5")
    assert low.cure("sign, needed", "A") == [(">=", 10)]
    assert low.cure("sign, needed", "B") == [(">=", 80)]
    assert low.cure("sign, needed", "C") == [(">=", 30)]
    high = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 25\n x | b | 90\n x | c | 95")
    assert high.cure("sign, needed", "A") == [("<=", 20)]
    assert high.cure("sign, needed", "B") == []
    assert high.cure("sign, needed", "C") == [("<", 90)]


def test_who_has_the_most_a_table_gives_is_not_told_to_do_more(tmp_path):
    criteria = """
        code | parent | value | rule   | table            | max_points
        I    |        | sum   |        |                  |
        A    | I      | a     | bands  | <=20:0; >20:2.5  | 5
        B    | I      | b     | choice | co:3; khong:0    | 5
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 30\n x | b | co\n y | a | 9\n y | b | khong")
    assert ledger.row("lost", "A") == (2.5,)
    assert ledger.cure("needed", "A") == ledger.cure("answer", "B") == []
    assert ledger.cure("sign, needed", "A", "y") == [(">", 20)]
    assert ledger.cure("answer", "B", "y") == [("co",)]
