"""Targets and when they hold."""

from dx_metrics.catalogue.faults import Rule

SAID = """
create or replace temp view said_targets as
select file, line, code,
       coalesce(try_cast(valid_from as date), date '0001-01-01') as valid_from,
       coalesce(try_cast(valid_to as date), date '9999-12-31') as valid_to,
       try_cast(valid_from as date) is not null
       and (valid_to = '' or try_cast(valid_to as date) is not null) as dated
from raw_targets;
"""

RULES = [
    Rule(
        "targets_backwards",
        "hết hiệu lực trước khi có hiệu lực ({})",
        "Sửa valid_from hoặc valid_to.",
        """
        select file, line, 'valid_to', valid_to::varchar, valid_from::varchar
        from said_targets where dated and valid_to < valid_from
        """,
    ),
    Rule(
        "targets_overlap",
        "mục tiêu này chồng thời gian với mục tiêu ở {}",
        "Ghi valid_to của mục tiêu trước sớm hơn valid_from của mục tiêu sau.",
        """
        select later.file, later.line, 'valid_from', later.valid_from::varchar,
               earlier.file || ', dòng ' || earlier.line
        from said_targets as earlier join said_targets as later on later.code = earlier.code
        where earlier.dated and later.dated
          and earlier.valid_from < later.valid_from and later.valid_from <= earlier.valid_to
        """,
    ),
]

CODES = Rule(
    "targets_code",
    "không phải mã của tiêu chí hay biến nào",
    "Ghi mã có trong một framework.csv hoặc trong variables.csv.",
    """
    select file, line, 'code', code, '' from raw_targets
    where code <> '' and code not in (select code from raw_variables)
      and not list_contains($codes::varchar[], code)
    """,
)
"""Asked with the codes of every framework, once all of them could be read."""
