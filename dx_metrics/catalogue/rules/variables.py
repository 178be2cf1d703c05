"""What is uploaded."""

from dx_metrics.catalogue.faults import Rule

RULES = [
    Rule(
        "variables_limits",
        "mức cao nhất nhỏ hơn mức thấp nhất ({})",
        "Sửa min hoặc max.",
        """
        select file, line, 'max', max, min
        from raw_variables where try_cast(max as double) < try_cast(min as double)
        """,
    ),
    Rule(
        "variables_weight",
        "gộp theo trọng số nhưng không có biến “{}”",
        "Ghi sum, none, hoặc weighted by và mã của một biến.",
        """
        select file, line, 'over_units', over_units, over_units[13:]
        from raw_variables
        where starts_with(over_units, 'weighted by ')
          and over_units[13:] not in (select code from raw_variables)
        """,
    ),
]
