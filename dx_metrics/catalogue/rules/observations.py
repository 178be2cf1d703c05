"""Rules about observations: who, when, how much."""

from dx_metrics.catalogue.faults import Rule

SAID = """
create or replace temp table said_periods (code varchar, kind varchar, ends date);
create or replace temp table said_ratios (numerator varchar, denominator varchar);
create or replace temp table said_answers (variable varchar, answers varchar[]);
create or replace temp view said_figures as
select file, line, unit, period, variable, value, status,
       case when regexp_full_match(value, '-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]{1,3})?')
             and isfinite(try_cast(value as double)) then try_cast(value as double) end as number,
       known.kind, known.frequency, known.min, known.max
from raw_observations left join (
    select code, kind, frequency, min, max from raw_variables
    qualify row_number() over (partition by code order by file, line) = 1
) as known on known.code = variable;
"""

RULES = [
    Rule(
        "period_form",
        "không phải mã kỳ",
        "Ghi 2022, 2022-H1 (nửa năm), 2022-Q1 (quý) hoặc 2022-M03 (tháng).",
        """
        select file, line, 'period', period, '' from raw_observations
        where period <> '' and period not in (select code from said_periods)
        """,
    ),
    Rule(
        "period_frequency",
        "biến này báo cáo theo {}, kỳ ghi ở đây không phải",
        "Sửa mã kỳ, hoặc sửa frequency của biến trong variables.csv.",
        """
        select said_figures.file, line, 'period', period, case frequency
            when 'month' then 'tháng' when 'quarter' then 'quý' when 'half' then 'nửa năm' else 'năm' end
        from said_figures join said_periods on said_periods.code = period
        where frequency in ('month', 'quarter', 'half', 'year') and frequency <> said_periods.kind
        """,
    ),
    # A unit reports for a period when it exists on the period's last day.
    Rule(
        "unit_in_period",
        "mã này không có hiệu lực vào ngày cuối kỳ ({})",
        "Dùng mã đang có hiệu lực của kỳ đó trong units.csv.",
        """
        with asked as (select distinct unit, period from raw_observations),
        wrong as (
            select unit, period, ends::varchar as ends
            from asked join said_periods on said_periods.code = period
            where unit in (select code from said_units) and not exists (
                from said_units where said_units.code = unit and ends between valid_from and valid_to
            )
        )
        select file, line, 'unit', unit, period || ', ' || ends
        from raw_observations join wrong using (unit, period)
        """,
    ),
    Rule(
        "value_absent",
        "không có giá trị mà cũng không có trạng thái",
        "Điền giá trị, hoặc ghi missing (chưa báo cáo) hay not_applicable (không phát sinh) ở cột status.",
        "select file, line, 'value', '', '' from raw_observations where value = '' and status = ''",
    ),
    Rule(
        "value_and_status",
        "vừa có giá trị vừa có trạng thái {}",
        "Xóa giá trị hoặc xóa trạng thái.",
        "select file, line, 'value', value, status from raw_observations where value <> '' and status <> ''",
    ),
    Rule(
        "value_number",
        "không phải số",
        "Chỉ dùng chữ số và dấu chấm thập phân, không có dấu ngăn cách hàng nghìn, ví dụ 1234.5.",
        """
        select file, line, 'value', value, '' from said_figures
        where kind in ('count', 'rate') and value <> '' and number is null
        """,
    ),
    Rule(
        "value_count",
        "số đếm phải là số nguyên không âm",
        "Kiểm tra lại số; tỷ lệ thì nộp tử số và mẫu số.",
        """
        select file, line, 'value', value, '' from said_figures
        where kind = 'count' and (number < 0 or number <> floor(number))
        """,
    ),
    Rule(
        "value_low",
        "nhỏ hơn mức thấp nhất của biến ({})",
        "Kiểm tra lại số, hoặc sửa min của biến trong variables.csv.",
        "select file, line, 'value', value, min from said_figures where number < try_cast(min as double)",
    ),
    Rule(
        "value_high",
        "lớn hơn mức cao nhất của biến ({})",
        "Kiểm tra lại số, hoặc sửa max của biến trong variables.csv.",
        "select file, line, 'value', value, max from said_figures where number > try_cast(max as double)",
    ),
    Rule(
        "value_answer",
        "không phải câu trả lời của bộ chỉ số: {}",
        "Ghi đúng một trong: {}.",
        """
        select file, line, 'value', value, array_to_string(answers, ', ')
        from raw_observations join said_answers using (variable)
        where value <> '' and not list_contains(answers, value)
        """,
    ),
    Rule(
        "numerator",
        "tử số lớn hơn mẫu số {}",
        "Kiểm tra lại hai số.",
        """
        select above.file, above.line, 'value', above.value, below.variable || ' = ' || below.value
        from said_figures as above
        join said_ratios on numerator = above.variable
        join said_figures as below on below.variable = denominator and below.unit = above.unit
         and below.period = above.period
        where above.kind = 'count' and below.kind = 'count' and above.number > below.number
        """,
        level="warning",
    ),
]
