"""Rules of the committee's registers: whoever did a thing does not close it, and dates follow each other."""

from dx_metrics.catalogue.faults import Rule
from dx_metrics.scoring.assessed import STAGES

SAID = """
create or replace temp table said_leaves (series varchar, code varchar, most double);
"""

_RANK = " ".join(f"when '{stage}' then {at}" for at, stage in enumerate(STAGES))
_DATED = "try_cast({column} as date)"


def _before(name: str, table: str, later: str, earlier: str, words: str) -> Rule:
    return Rule(
        name,
        words + " ({})",
        f"Sửa {later} hoặc {earlier}.",
        f"""
        select file, line, '{later}', {later}, {earlier} from raw_{table}
        where {_DATED.format(column=later)} < {_DATED.format(column=earlier)}
        """,
    )


RULES = [
    _before("assignments_backwards", "assignments", "valid_to", "valid_from", "hết hạn trước khi bắt đầu"),
    _before("actions_due_early", "actions", "due", "opened_at", "hạn đứng trước ngày giao"),
    _before("actions_done_early", "actions", "done_at", "opened_at", "xong trước ngày giao"),
    _before("actions_closed_early", "actions", "closed_at", "done_at", "đóng trước khi báo xong"),
    _before("extensions_decided_early", "extensions", "decided_at", "asked_at", "quyết định trước khi xin"),
    Rule(
        "actions_closed_alone",
        "người đóng việc cũng là người làm ({})",
        "Việc phải do người khác đóng: ghi người kiểm tra kết quả.",
        """
        select file, line, 'closed_by', closed_by, case when closed_by = owner then owner else done_by end
        from raw_actions where closed_by <> '' and closed_by in (owner, done_by)
        """,
    ),
    Rule(
        "actions_closed_bare",
        "việc đã đóng mà chưa có {}",
        "Ghi ngày xong, minh chứng và người đóng, hoặc bỏ ngày đóng.",
        """
        select file, line, 'closed_at', closed_at,
               case when done_at = '' then 'ngày xong' when evidence = '' then 'minh chứng' else 'người đóng' end
        from raw_actions where closed_at <> '' and (done_at = '' or evidence = '' or closed_by = '')
        """,
    ),
    Rule(
        "extensions_own",
        "người cho gia hạn cũng là người xin",
        "Gia hạn phải do người khác quyết định.",
        """
        select file, line, 'decided_by', decided_by, '' from raw_extensions
        where decided_by <> '' and decided_by = asked_by
        """,
    ),
    Rule(
        "extensions_half",
        "quyết định gia hạn ghi thiếu",
        "Ghi đủ ngày, người quyết định và kết quả (true hoặc false), hoặc để trống cả ba.",
        """
        select file, line, 'granted', granted, '' from raw_extensions
        where ((decided_at <> '')::integer + (decided_by <> '')::integer + (granted <> '')::integer) between 1 and 2
        """,
    ),
    Rule(
        "extensions_shorter",
        "hạn xin lùi không muộn hơn hạn gốc ({})",
        "Ghi ngày muộn hơn.",
        """
        select extensions.file, extensions.line, 'until', until, due
        from raw_extensions as extensions join raw_actions as actions on actions.code = action
        where try_cast(until as date) <= try_cast(due as date)
        """,
    ),
    Rule(
        "findings_close_what",
        "phát hiện đóng việc mà không nói việc nào",
        "Ghi mã việc ở cột action.",
        "select file, line, 'action', action, '' from raw_findings where effect = 'closes' and action = ''",
    ),
    Rule(
        "assessed_code",
        "không phải tiêu chí chấm được của bộ chỉ số này ({})",
        "Ghi mã của dòng không có dòng con trong framework.csv của dãy đó.",
        """
        select file, line, 'code', code, series from raw_assessments
        where code <> '' and (series, code) not in (select (series, code) from said_leaves)
        """,
    ),
    Rule(
        "assessed_above",
        "nhiều hơn điểm tối đa của tiêu chí ({})",
        "Kiểm tra lại điểm.",
        """
        select file, line, 'points', points, max(most)::varchar
        from raw_assessments join said_leaves using (series, code)
        where try_cast(points as double) > most + 1e-9 group by all having try_cast(points as double) > max(most) + 1e-9
        """,
    ),
    Rule(
        "assessed_silently",
        "điểm khác bước trước ({}) mà không nói lý do",
        "Ghi lý do ở cột reason.",
        f"""
        with steps as (
            select *, lag(points) over (partition by series, unit, period, code
                                        order by case stage {_RANK} end) as before
            from raw_assessments where stage in {STAGES}
        )
        select file, line, 'reason', points, before from steps
        where reason = '' and try_cast(points as double) <> try_cast(before as double)
        """,
    ),
    Rule(
        "assessed_period",
        "không phải mã kỳ",
        "Ghi 2022 (năm) hoặc 2022-H1 (nửa năm).",
        r"""
        select file, line, 'period', period, '' from raw_assessments
        where period <> '' and not regexp_full_match(period, '[0-9]{4}(-(H[12]|Q[1-4]|M(0[1-9]|1[0-2])))?')
        """,
    ),
]
