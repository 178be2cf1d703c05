"""The register: validity, parents, tiles."""

from dx_metrics.catalogue.faults import Rule

# Dates that cannot be read are faults of their own; here they only must not set off others.
SAID = """
create or replace temp view said_units as
select file, line, code, parent, compared, hex_q, hex_r,
       coalesce(try_cast(valid_from as date), date '0001-01-01') as valid_from,
       coalesce(try_cast(valid_to as date), date '9999-12-31') as valid_to,
       try_cast(valid_from as date) is not null
       and (valid_to = '' or try_cast(valid_to as date) is not null) as dated
from raw_units;
"""

RULES = [
    Rule(
        "units_backwards",
        "hết hiệu lực trước khi có hiệu lực ({})",
        "Sửa valid_from hoặc valid_to.",
        """
        select file, line, 'valid_to', valid_to::varchar, valid_from::varchar
        from said_units where dated and valid_to < valid_from
        """,
    ),
    Rule(
        "units_overlap",
        "mã này đã dùng cho một đơn vị khác trong cùng thời gian ({})",
        "Ghi valid_to của đơn vị cũ trước valid_from của đơn vị mới.",
        """
        select later.file, later.line, 'valid_from', later.valid_from::varchar,
               earlier.file || ', dòng ' || earlier.line
        from said_units as earlier join said_units as later on later.code = earlier.code
        where earlier.dated and later.dated
          and earlier.valid_from < later.valid_from and later.valid_from <= earlier.valid_to
        """,
    ),
    Rule(
        "units_parent",
        "đơn vị cấp trên chưa có hoặc đã hết hiệu lực vào ngày {}",
        "Sửa mã cấp trên, hoặc thêm đơn vị cấp trên của thời gian đó vào units.csv.",
        """
        select file, line, 'parent', parent, valid_from::varchar
        from said_units as child
        where dated and parent in (select code from said_units) and not exists (
            from said_units as above
            where above.code = child.parent and child.valid_from between above.valid_from and above.valid_to
        )
        """,
    ),
    Rule(
        "units_tile",
        "ô lục giác trùng với đơn vị {} cùng thời gian",
        "Chọn cặp hex_q, hex_r khác.",
        """
        select later.file, later.line, 'hex_q', later.hex_q || ', ' || later.hex_r, earlier.code
        from said_units as earlier join said_units as later using (hex_q, hex_r)
        where hex_q <> '' and earlier.compared <> 'false' and later.compared <> 'false'
          and earlier.dated and later.dated and earlier.code < later.code
          and earlier.valid_from <= later.valid_to and later.valid_from <= earlier.valid_to
        """,
        level="warning",
    ),
]
