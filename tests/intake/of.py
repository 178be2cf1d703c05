"""A small workspace that intake knows, with no file behind it."""

from collections.abc import Mapping
from datetime import date

from dx_metrics.intake.known import Figure, Known, Ratio, Unit, Variable
from tests.tiny import rows

UNITS = """
    code  | from       | to         | name            | short_name  | kind     | parent | people | compared
    061   | 2020-02-01 | 2025-06-30 | Huyện Ba Bể     | Ba Bể       | Huyện    |        | 48325  |
    01888 | 2020-02-01 | 2025-06-30 | Thị trấn Chợ Rã | Chợ Rã      | Thị trấn | 061    | 4499   | yes
    01891 | 2020-02-01 | 2025-06-30 | Xã Bành Trạch   | Bành Trạch  | Xã       | 061    | 2876   | yes
    01906 | 2020-02-01 | 2025-06-30 | Xã Khang Ninh   | Khang Ninh  | Xã       | 061    | 4078   | yes
    01909 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu      | Nam Mẫu     | Xã       | 061    | 2335   | yes
    01927 | 2020-02-01 | 2025-06-30 | Xã Mỹ Phương    | Mỹ Phương   | Xã       | 061    | 3446   | yes
    01933 | 2020-02-01 | 2025-06-30 | Xã Đồng Phúc    | Đồng Phúc   | Xã       | 061    | 2787   | yes
    01906 | 2025-07-01 |            | Xã Ba Bể        | Ba Bể       | Xã       | 19     | 11773  | yes
    01912 | 2025-07-01 |            | Xã Chợ Rã       | Chợ Rã      | Xã       | 19     | 14507  | yes
"""

VARIABLES = """
    code          | name                                  | unit  | kind   | frequency | min | max
    hs_tiep_nhan  | Hồ sơ thủ tục hành chính tiếp nhận    | hồ sơ | count  | quarter   | 0   |
    hs_truc_tuyen | Hồ sơ tiếp nhận trực tuyến            | hồ sơ | count  | quarter   | 0   |
    hs_thanh_toan | Hồ sơ thanh toán trực tuyến           | hồ sơ | count  | quarter   | 0   |
    ho_so_cv      | Tổng số hồ sơ công việc               | hồ sơ | count  | quarter   | 0   |
    so_ho         | Số hộ gia đình                        | hộ    | count  | quarter   | 0   |
    ho_cap_quang  | Hộ có Internet cáp quang              | hộ    | count  | quarter   | 0   |
    dan_so        | Dân số                                | người | count  | quarter   | 0   |
    hop           | Cuộc họp Ban Chỉ đạo chuyển đổi số    | cuộc  | count  | quarter   | 0   | 20
    gio_mat       | Thời gian mất kết nối tại trụ sở      | giờ   | rate   | quarter   | 0   | 600
    hai_long      | Tỷ lệ người dân hài lòng              | %     | rate   | quarter   | 0   | 100
    cong_khai     | Công khai thủ tục                     |       | answer | quarter   |     |
    can_bo        | Cán bộ, công chức xã                  | người | count  | year      | 0   |
"""

RATIOS = (
    Ratio("DVC01", "Hồ sơ nộp trực tuyến", "%", "hs_truc_tuyen", "hs_tiep_nhan", 100),
    Ratio("HTS01", "Hộ có Internet cáp quang", "%", "ho_cap_quang", "so_ho", 100),
)


def known(
    units: str = UNITS,
    variables: str = VARIABLES,
    ratios: tuple[Ratio, ...] = RATIOS,
    published: Mapping[str, Mapping[tuple[str, str], Figure]] | None = None,
    aliases: dict[str, str] | None = None,
) -> Known:
    """A workspace of these tables. `published`: period to (unit, variable) to figure."""
    figures = published or {}
    return Known(
        tuple(_unit(row) for row in rows(units)),
        {row["code"]: _variable(row) for row in rows(variables)},
        ratios,
        {"cong_khai": ("day_du", "chua_day_du", "khong")},
        aliases or {},
        lambda period: figures.get(period, {}),
    )


def _unit(row: dict[str, str]) -> Unit:
    until = date.fromisoformat(row["to"]) if row["to"] else date(9999, 12, 31)
    names = (row["name"], row["short_name"], row["kind"], "", row["parent"])
    return Unit(
        row["code"], date.fromisoformat(row["from"]), until, *names, int(row["people"]), None, bool(row["compared"])
    )


def _variable(row: dict[str, str]) -> Variable:
    low, high = (float(row[word]) if row[word] else None for word in ("min", "max"))
    return Variable(row["code"], row["name"], row["unit"], 0, row["kind"], row["frequency"], low, high, "sum", "")
