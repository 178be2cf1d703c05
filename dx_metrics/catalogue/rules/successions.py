"""What became of which unit."""

from dx_metrics.catalogue.faults import Rule

SAID = """
create or replace temp view said_successions as
select file, line, from_code, to_code, kind, share as share_text, try_cast(effective as date) as effective,
       coalesce(try_cast(share as double), case when kind = 'whole' then 1 end) as share
from raw_successions;
"""

RULES = [
    Rule(
        "successions_from",
        "đơn vị cũ không còn hiệu lực vào ngày trước {}",
        "Sửa ngày hoặc mã; đơn vị cũ phải có hiệu lực đến ngày trước khi sắp xếp.",
        """
        select file, line, 'from_code', from_code, effective::varchar
        from said_successions as step
        where effective is not null and from_code in (select code from said_units) and not exists (
            from said_units as unit
            where unit.code = step.from_code and effective - 1 between unit.valid_from and unit.valid_to
        )
        """,
    ),
    Rule(
        "successions_to",
        "đơn vị mới chưa có hiệu lực vào ngày {}",
        "Sửa ngày hoặc mã; đơn vị mới phải có hiệu lực từ ngày sắp xếp.",
        """
        select file, line, 'to_code', to_code, effective::varchar
        from said_successions as step
        where effective is not null and to_code in (select code from said_units) and not exists (
            from said_units as unit
            where unit.code = step.to_code and effective between unit.valid_from and unit.valid_to
        )
        """,
    ),
    Rule(
        "successions_share",
        "tách một phần phải ghi tỷ lệ",
        "Điền share, ví dụ 0.4.",
        """
        select file, line, 'share', share_text, ''
        from said_successions where kind = 'part' and share_text = ''
        """,
    ),
    Rule(
        "successions_sum",
        "các phần của một đơn vị cộng lại được {}, phải là 1",
        "Sửa share của các dòng cùng from_code và effective.",
        """
        select min(file), min(line), 'share', from_code, round(sum(share), 6)::varchar
        from said_successions group by from_code, effective
        having count(share) = count(*) and abs(sum(share) - 1) > 0.000001
        """,
    ),
]
