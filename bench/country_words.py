"""The names of a country that does not exist."""

import random
from itertools import product

SOURCE = "Tổng hợp bằng chương trình để đo, không có thật"
INDEX = "Chỉ số tổng hợp minh hoạ"
_FIRST = (
    "An Bình Cẩm Châu Đại Đông Đức Gia Hải Hoà Hồng Hương Khánh Kim La Liên Long Lương Minh Mỹ Nam Nghĩa Ngọc Phú Phúc "
    "Quang Quảng Sơn Tam Tân Tây Thạch Thanh Thái Thịnh Thuận Tiên Trung Trường Văn Vĩnh Xuân Yên"
)
_LAST = (
    "An Bình Bắc Châu Cường Dương Đông Giang Hà Hải Hoà Hội Hưng Khê Lạc Lâm Lập Lộc Lợi Mai Minh Mỹ Nghĩa Ninh Phong "
    "Phú Phúc Sơn Tân Tây Thành Thắng Thịnh Thọ Thuỷ Tiến Trạch Trung Vân Xuyên"
)
FIRST, LAST = tuple(_FIRST.split()), tuple(_LAST.split())
"""What a name begins and ends with."""
THEMES = (
    "Chính quyền số",
    "Dịch vụ công trực tuyến",
    "Hạ tầng số",
    "Kinh tế số",
    "Xã hội số",
    "Nhân lực số",
    "An toàn thông tin",
    "Dữ liệu số",
    "Thanh toán số",
    "Hài lòng của người dân",
)
OBJECTS = (
    "hồ sơ xử lý trên mạng",
    "văn bản ký số",
    "hộ có đường truyền",
    "giao dịch không tiền mặt",
    "cán bộ qua tập huấn",
    "thủ tục có dịch vụ toàn trình",
    "máy tính có phòng vệ",
    "bộ dữ liệu cập nhật",
    "phản ánh trả lời đúng hạn",
    "người dân có tài khoản số",
)
PACKAGE = {
    "name": "tong_hop",
    "title": "Cả nước tổng hợp (minh hoạ)",
    "description": SOURCE,
    "resources": [],
    "dx": {
        "place": "Cả nước (tổng hợp)",
        "unit_word": "xã",
        "level": "xa",
        "period": "quarter",
        "series": "tong_hop",
        "illustrative": True,
        "illustrative_note": "Đơn vị, tên gọi và số liệu đều do chương trình tạo ra để đo; không nơi nào có thật.",
        "office": "Chương trình đo",
    },
}
FRAMEWORK = {
    "name": "tong_hop",
    "title": INDEX,
    "version": "1",
    "basis": SOURCE,
    "scoring": {"series": "tong_hop", "effective_from": "2000-01-01", "rank_of": "0.01"},
}


def commune(dice: random.Random) -> str:
    """`Xã Tân Lập`, now and then a ward; among thousands many bear one name, as they do in the country."""
    kind = "Phường" if dice.random() < 0.2 else "Xã"
    first = dice.choice(FIRST)
    return f"{kind} {first} {dice.choice([last for last in LAST if last != first])}"


def provinces(count: int) -> list[str]:
    """So many different names, the same ones each time."""
    names = [f"{first} {last}" for first, last in product(FIRST, LAST) if first != last]
    return random.Random("tỉnh").sample(names, count)


def criterion(at: int) -> str:
    """The name of the criterion: what is counted, and of which theme."""
    return f"Tỷ lệ {OBJECTS[at % 10]} ({THEMES[at // 10 % len(THEMES)].lower()})"
