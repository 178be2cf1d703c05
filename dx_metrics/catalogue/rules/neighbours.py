"""Which units border each other."""

from dx_metrics.catalogue.faults import Rule

RULES = [
    Rule(
        "neighbours_self",
        "đơn vị không thể giáp chính mình",
        "Xóa dòng này.",
        "select file, line, 'neighbour', neighbour, '' from raw_neighbours where code = neighbour",
    ),
    Rule(
        "neighbours_from",
        "không có đơn vị {} bắt đầu hiệu lực từ ngày này",
        "Ghi đúng valid_from của đơn vị trong units.csv.",
        """
        select file, line, 'valid_from', valid_from, code from raw_neighbours as pair
        where try_cast(valid_from as date) is not null and code in (select code from said_units)
          and not exists (
            from said_units as unit
            where unit.code = pair.code and unit.valid_from = try_cast(pair.valid_from as date)
        )
        """,
    ),
    Rule(
        "neighbours_there",
        "đơn vị giáp ranh không có hiệu lực vào ngày {}",
        "Sửa mã hoặc valid_from.",
        """
        select file, line, 'neighbour', neighbour, valid_from from raw_neighbours as pair
        where try_cast(valid_from as date) is not null and neighbour in (select code from said_units)
          and not exists (
            from said_units as unit
            where unit.code = pair.neighbour
              and try_cast(pair.valid_from as date) between unit.valid_from and unit.valid_to
        )
        """,
    ),
    Rule(
        "neighbours_back",
        "thiếu dòng theo chiều ngược lại ({})",
        "Ghi mỗi cặp giáp ranh cả hai chiều.",
        """
        select file, line, 'neighbour', neighbour, neighbour || ' giáp ' || code
        from raw_neighbours as pair
        where code <> neighbour and (neighbour, code) not in (select (code, neighbour) from raw_neighbours)
        """,
        level="warning",
    ),
]
