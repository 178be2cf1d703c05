"""Which exhibits a page shows, in order: the light page and the first view drawn by the server ask this."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dx_metrics.charts.reform import round_of
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import slug
from pages.shared import options
from pages.shared.ask import ask

HEADLINE = ("", "ho-so")
"""Pages that open with the verdict and the headline numbers."""
SHOWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "": ("Tổng quan", ("xep-hang", "ban-do", "tang-giam", "xa-muc-tieu")),
    "nhip-nop-so": ("Nhịp nộp số", ("nhip-xa", "nhip-nguoi", "tuoi-so-lieu")),
    "xep-hang": ("Xếp hạng", ("xep-hang", "phan-bo", "bang-nhiet")),
    "diem-mat": ("Điểm mất", ("diem-mat", "diem-mat-theo-xa", "vi-sao-doi")),
    "so-sanh": ("So sánh", ("so-sanh",)),
    "ho-so": ("Hồ sơ", ("lich-su", "chi-tieu-xa", "tuong-tu")),
    "ban-do": ("Bản đồ", ("ban-do",)),
    "cchc": ("Chỉ số CCHC", ("cchc-ket-qua", "cchc-tu-cham", "cchc-nguyen-nhan", "cchc-tieu-chi", "cchc-phieu")),
    "ket-luan": ("Kết luận họp", ("ket-luan",)),
    "viec-phai-lam": ("Việc phải làm", ("viec-phai-lam", "ke-hoach-khac-phuc", "diem-lay-lai")),
    "giai-trinh": ("Giải trình", ("giai-trinh",)),
    "kiem-tra": ("Kiểm tra", ("kiem-tra-truoc", "kiem-tra")),
    "phu-trach": ("Phụ trách", ("xa-phu-trach", "viec-phai-lam", "cau-hoi", "giai-trinh", "kiem-tra")),
    "phan-cong": ("Phân công", ("phan-cong",)),
    "hai-long": (
        "Hài lòng",
        ("hai-long-yeu-to", "hai-long-xa", "hai-long-pheu", "hai-long-pakn", "hai-long-tre"),
    ),
    "danh-muc": ("Danh mục chỉ tiêu", ("danh-muc", "bao-cao")),
    "bo-chi-so": ("Bộ chỉ số", ("bo-chi-so", "so-phien-ban")),
    "chat-luong": ("Chất lượng chỉ số", ("on-dinh", "trong-so", "do-phu", "tuong-quan")),
}
OF_ONE = {
    "diem-mat": ("diem-mat-xa", "so-diem-mat", "vi-sao-doi"),
    "cchc": ("cchc-xa", "cchc-nguyen-nhan", "cchc-buoc", "cchc-xa-khac"),
}
"""What a page shows instead when a commune is singled out."""
OF_A_THEME = ("so-muc-tieu", "xep-hang", "dien-bien", "bang-nhiet", "danh-muc")


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as it is to be drawn: its view is that of the page (a theme page looks at its theme)."""

    page: str
    title: str
    view: View
    exhibits: tuple[str, ...]
    headline: bool


def outline(release: Release, page: str, view: View) -> Outline | None:
    """What the page shows of a view; None when there is no page of that name."""
    if page in SHOWN:
        title, exhibits = SHOWN[page]
        if page == "cchc" and (round_ := ask(round_of, release, view)):
            view = round_.view  # a round is looked at where it stood, with the communes of its time
        if page == "ho-so" and view.unit == ALL:
            exhibits = ("ban-do",)
        elif view.unit != ALL:
            exhibits = OF_ONE.get(page, exhibits)
        return Outline(page, title, view, exhibits, page in HEADLINE and (page == "" or view.unit != ALL))
    for code, name in options.themes(release, view.series, view.period).items():
        if code != options.ALL and slug(name) == page:
            return Outline(page, name, replace(view, theme=code), OF_A_THEME, headline=False)
    return None


def pages(release: Release, view: View) -> dict[str, str]:
    """Every page that has a light form: its address and its title, in the order of the menu."""
    themes = options.themes(release, view.series, view.period)
    own = {slug(name): name for code, name in themes.items() if code != options.ALL}
    shown = {page: title for page, (title, _) in SHOWN.items()}
    return {"": shown.pop("")} | own | shown
