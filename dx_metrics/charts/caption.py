"""What stands under every picture: measure, period, source, release."""

from dx_metrics.queries import choices
from dx_metrics.store import Release
from dx_metrics.view import ALL, View


def caption(release: Release, view: View, measure: str) -> str:
    """One line that makes a copied picture traceable, and says so when its figures are illustrative."""
    about = release.about
    source = about.get("office") or about["title"]
    parts = [measure, period_name(release, view), level_name(release, len(choices.units(release, view.period)))]
    parts += [f"Nguồn: {source}", f"Bản công bố {release.id}"]
    if about.get("illustrative"):
        parts.append("SỐ LIỆU MINH HỌA")
    return " · ".join(part for part in parts if part)


def level_name(release: Release, units: int) -> str:
    """`trong Tỉnh Bắc Kạn, 122 xã`: among whom ranks and medians are; empty for everybody."""
    return f"trong {release.about['place']}, {units} {release.about['unit_word']}" if release.level else ""


def period_name(release: Release, view: View) -> str:
    """`Quý IV/2022`."""
    table = choices.periods(release, view.series)
    return str(table.loc[table["code"] == view.period, "name"].iloc[0])


def criterion_of(release: Release, view: View) -> dict[str, object]:
    """The row of `criteria` that the view is about: its theme, or the whole index."""
    table = choices.criteria(release, view.series, view.period)
    chosen = table[table["depth"] == 0] if view.theme == ALL else table[table["code"] == view.theme]
    return {str(key): value for key, value in chosen.iloc[0].items()}
