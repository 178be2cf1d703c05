"""Points that people gave are lost for other reasons than figures are."""

import json

from dx_metrics import store
from tests.tiny import rows, workspace, write

INDEX = """
    code | parent | name             | value | max_points | missing | not_applicable | min_share | rule
    CC   |        | Chỉ số           | sum   |            | skip    |                |           |
    CC1  | CC     | Niêm yết         | CC1   | 4          | skip    | skip           |           |
    CC2  | CC     | Báo cáo đúng hạn | CC2   | 3          | skip    | skip           |           |
"""
MARKS = """
    series | unit  | period | code | stage    | points | reason       | evidence | forms | by           | at
    cchc   | 01906 | 2021   | CC1  | self     | 4      |              | Ảnh      |       | UBND xã      | 2022-01-20
    cchc   | 01906 | 2021   | CC1  | verified | 1      | Bảng bản cũ  |          |       | Phòng Nội vụ | 2022-02-18
    cchc   | 01906 | 2021   | CC2  | verified | 2      |              |          |       | Phòng Nội vụ | 2022-02-18
"""
FIGURES = """
    unit  | period  | variable | value
    01906 | 2021-Q4 | nop      | 25
    01906 | 2021-Q4 | hs       | 100
    01906 | 2021-Q4 | mat      | 0
"""


def test_marked_down_is_told_apart_from_no_document_at_all(tmp_path):
    made = workspace(tmp_path, FIGURES)
    home = made / "frameworks" / "cchc"
    write(home / "framework.csv", rows(INDEX))
    scoring = {"series": "cchc", "effective_from": "2020-01-01", "assessed": True}
    described = {"name": "cchc", "title": "CCHC", "version": "1", "scoring": scoring}
    (home / "datapackage.json").write_text(json.dumps(described), "utf-8")
    write(made / "assessments.csv", rows(MARKS))
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(made)
    assert release is not None
    lost = release.rows("select code, lost, why from ledger where framework = 'cchc' and within = 'CC' and leaf")
    told = {row.code: (float(row.lost), row.why) for row in lost.itertuples()}
    assert told == {"CC1": (3.0, "judged"), "CC2": (1.0, "no_evidence")}
