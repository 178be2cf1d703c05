"""What a paper will be without, said before it is made."""

from dx_metrics.briefing.report.findings_registers import actions
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.paper import BLANK, paper_of
from dx_metrics.briefing.report.results import MISSING, MIXED, NOT_ADDED
from dx_metrics.queries import reporting, standing
from dx_metrics.view import ALL
from dx_metrics.wording import clipped, listed

MOST = 6


def lacking(matter: Matter, unit: str = ALL) -> list[str]:
    """One sentence a gap; empty when nothing is missing."""
    span, word = matter.span, matter.word
    said: list[str] = []
    if span.lacking:
        said.append(f"Chưa có số liệu nào của {listed(span.lacking)}: {span.name} chỉ cộng các kỳ còn lại.")
    rows = reporting.reports(matter.release, span.period)
    rows = rows[(rows["state"] == "missing") & ((rows["unit"] == unit) | (unit == ALL))]
    if len(rows):
        names = clipped(list(dict.fromkeys(rows["short_name"])), MOST)
        said.append(f"Còn {len(rows)} số liệu của kỳ cuối chưa gửi ({names}).")
    if unit != ALL:
        return said
    grid = standing.heads(matter.release, matter.series, span.period)
    unscored = grid[(grid["depth"] == 0) & grid["points"].isna()]
    if len(unscored):
        said.append(f"Chưa chấm đủ điểm nên không xếp hạng: {clipped(list(unscored['short_name']), MOST)}.")
    if span.cumulative and not matter.summed:
        said.append(
            "Chưa khai biến nào được cộng qua các kỳ (tệp report/cong-don.toml): mọi chỉ tiêu lấy số của kỳ cuối."
        )
    mixed = [i.name for i in matter.indicators if i.method == MIXED or any(c.state == NOT_ADDED for c in i.cells)]
    if mixed:
        said.append(f"Không cộng được qua các kỳ vì chỉ một phần biến của công thức được cộng: {'; '.join(mixed)}.")
    if span.cumulative:
        last = {(row.unit, row.variable) for row in rows.itertuples()}
        gaps = [i.name for i in matter.indicators if any(_gap(i, c, last) for c in i.cells)]
        if gaps:
            named = "; ".join(gaps[:MOST]) + (f" và {len(gaps) - MOST} chỉ tiêu khác" if len(gaps) > MOST else "")
            said.append(f"{len(gaps)} chỉ tiêu có {word} thiếu số liệu ở một kỳ nên chưa cộng đủ: {named}.")
    if matter.before is None:
        said.append("Không có kỳ trước của cùng những đơn vị để so sánh.")
    if actions(matter).empty:
        said.append("Chưa có việc nào được giao, nên không có kế hoạch khắc phục.")
    paper = paper_of(matter.release.about)
    if BLANK in (paper.parent, paper.signer):
        said.append(
            "Chưa khai cơ quan chủ quản, người ký (mục dx.paper của datapackage.json): văn bản để trống chỗ đó."
        )
    return said


def _gap(indicator, cell, last: set[tuple[str, str]]) -> bool:
    """A figure missing in the span though the last period has it."""
    return cell.state == MISSING and not any((cell.unit, variable) in last for variable in indicator.formula.variables)
