"""What must be mended is named at its row and column; what only the officer knows is asked; nothing is guessed."""

import json

import pytest

from dx_metrics import __main__ as program
from dx_metrics.intake.answers import remember, remembered
from tests.intake.drawn import TWO, checked, content, refused, told

ROW = "01909 | Xã Nam Mẫu    | 652             | 295"
PLAIN = f"""
    Mã xã | Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
    01906 | Xã Khang Ninh | 760             | 238
    {ROW}
"""
ONLINE, ALL = "Hồ sơ trực tuyến", "Hồ sơ tiếp nhận"


@pytest.mark.parametrize(
    "row, place",
    [
        ("01906 | Xã Ba Bể       | 652 | 295", (3, "Tên xã")),  # that name came with 2025
        ("99999 | Xã Không Có    | 652 | 295", (3, "Mã xã")),
        ("01912 | Xã Chợ Rã      | 652 | 295", (3, "Mã xã")),  # exists from 2025 on
        ("01909 | Xã Nam Mậu     | -4  | 295", (3, ALL)),
        ("01909 | Xã Nam Mẫu     | 652 | 700", (3, ONLINE)),  # more than all
        ("01909 | Xã Nam Mẫu     | 652 | 12,5", (3, ONLINE)),
        ("01909 | Xã Nam Mẫu     | 652 | 29O", (3, ONLINE)),
        ("01909 | Xã Nam Mẫu     | 652 | =SUM(C2:C3)", (3, ONLINE)),
        ("01909 | Xã Nаm Mẫu     | 652 | 295", (3, "Tên xã")),  # a Cyrillic a
        ("01906 | Xã Khang Ninh  | 760 | 238", (3, "Mã xã")),  # the row above again
        ("      |                | 652 | 295", (3, "Mã xã")),
    ],
)
def test_a_faulty_row_is_named_with_its_column(row, place):
    assert place in refused(PLAIN.replace(ROW, row))


def test_a_misspelt_name_is_never_taken_for_one_that_it_resembles():
    named = """
        Tên xã      | Hồ sơ tiếp nhận
        Xã Nam Mẫu  | 652
        Xã Khag Ninh | 760
    """
    assert checked(named).outcome != "accept"


def test_a_rate_that_is_not_that_of_its_numbers_is_refused():
    text = """
        Mã xã | Hồ sơ tiếp nhận | Hồ sơ trực tuyến | Tỷ lệ (%)
        01906 | 760             | 238              | 31,32
        01909 | 652             | 295              | 45,25
        01927 | 816             | 63               | 7,72
        01933 | 583             | 146              | 52,04
    """
    assert refused(text) == {(5, "Tỷ lệ (%)")}


def test_headers_that_changed_places_are_seen_by_their_rate():
    text = """
        Mã xã | Hồ sơ tiếp nhận | Hồ sơ trực tuyến | Tỷ lệ trực tuyến (%)
        01906 | 238             | 760              | 31,32
        01909 | 295             | 652              | 45,25
    """
    assert {(1, ALL), (1, ONLINE)} <= refused(text)


def test_a_file_without_a_table_or_without_figures_is_refused():
    assert refused("Kính gửi Phòng Văn hóa và Thông tin") == {(None, "")}
    assert checked("Mã xã | Tên xã | Hồ sơ tiếp nhận").outcome == "reject"


@pytest.mark.parametrize(
    "text, id, answer",
    [
        (PLAIN, "period", "2022-Q1"),
        (PLAIN.replace("Hồ sơ tiếp nhận ", "               "), "variable:bang:C", "hs_tiep_nhan"),
        (PLAIN.replace("Hồ sơ tiếp nhận ", "Chỉ số nội bộ"), "column:chi so noi bo", "hs_tiep_nhan"),
    ],
)
def test_what_only_the_officer_knows_is_asked_once(text, id, answer):
    period = None if id == "period" else "2022-Q1"
    assert [question.id for question in checked(text, period=period).questions] == [id]
    assert told(text, period=period, answers={id: answer}) == TWO


QUARTERS = """
    {title}
    Kỳ | Mã xã | Hồ sơ tiếp nhận
    {kept} | 01906 | 760
"""


@pytest.mark.parametrize(
    "title, kept, given",
    [
        ("BÁO CÁO QUÝ I/2022", "Quý II/2022", None),  # title against column
        ("BÁO CÁO", "Quý II/2022", "2022-Q1"),  # officer against column
        ("BÁO CÁO QUÝ II/2022", "", "2022-Q1"),  # officer against title
        ("BÁO CÁO 9 THÁNG NĂM 2022", "", None),  # no period that figures are kept for
        ("Ba Bể, ngày 05 tháng 4 năm 2022", "", None),  # the date of a document
    ],
)
def test_a_period_that_is_not_sure_is_asked_for(title, kept, given):
    found = checked(QUARTERS.format(title=title, kept=kept), period=given)
    assert [question.id for question in found.questions] == ["period"]


@pytest.mark.parametrize("header", ["Hồ sơ tiếp nhận (nghìn hồ sơ)", "Hồ sơ tiếp nhận | Đơn vị tính: nghìn hồ sơ"])
def test_nobody_multiplies_in_silence(header):
    name, _, above = header.partition(" | ")
    assert {column for _, column in refused(f"{above or 'BIỂU'}\nMã xã | {name}\n01906 | 0,76")} == {name}


def test_a_column_called_only_total_is_asked_about():
    assert [question.id for question in checked("Mã xã | Hồ sơ trực tuyến | Tổng\n01906 | 238 | 760").questions] == [
        "column:tong"
    ]


def test_an_answer_that_was_not_offered_is_no_answer():
    text = PLAIN.replace("Hồ sơ tiếp nhận ", "Chỉ số nội bộ")
    assert checked(text, answers={"column:chi so noi bo": "khong_co_bien_nay"}).outcome == "ask"


def test_two_figures_for_the_same_unit_are_asked_about_and_never_chosen():
    text = PLAIN + "    01906 | Xã Khang Ninh | 761 | 238\n"
    assert [question.id for question in checked(text).questions] == ["repeated:01906:2022-Q1"]
    assert told(text, answers={"repeated:01906:2022-Q1": "2"}) == TWO


def test_blank_units_below_a_name_are_asked_about():
    text = """
        Tên xã        | Chỉ tiêu         | Giá trị
        Xã Khang Ninh | Hồ sơ tiếp nhận  | 760
                      | Hồ sơ trực tuyến | 238
        Xã Nam Mẫu    | Hồ sơ tiếp nhận  | 652
                      | Hồ sơ trực tuyến | 295
    """
    assert [question.id for question in checked(text).questions] == ["fill_down:Tên xã"]
    assert told(text, answers={"fill_down:Tên xã": "yes"}) == TWO
    assert (3, "Tên xã") in refused(text, answers={"fill_down:Tên xã": "no"})


def test_answers_about_the_form_are_remembered_for_files_of_that_form(tmp_path):
    asked = checked(PLAIN.replace("Hồ sơ tiếp nhận ", "Chỉ số nội bộ"))
    later = checked(PLAIN.replace("Hồ sơ tiếp nhận ", "Chỉ số nội bộ").replace("760", "761"))
    remember(tmp_path, asked.layout, {"column:chi so noi bo": "hs_tiep_nhan", "period": "2022-Q1"})
    assert remembered(tmp_path, later.layout) == {"column:chi so noi bo": "hs_tiep_nhan"}
    assert remembered(tmp_path, checked(PLAIN).layout) == {}


def test_the_command_answers_in_json_and_by_its_exit_code(tmp_path, capsys):
    file = tmp_path / "bieu.csv"
    file.write_bytes(content("Mã xã | Số hộ gia đình\n01906 | 1002"))
    line = ["check", str(file), "--workspace", "ba_be", "--json"]
    assert program.main([*line, "--period", "2022-Q1"]) == 0
    said = json.loads(capsys.readouterr().out)
    (record,) = said["records"]
    assert (said["outcome"], record["unit"], record["variable"], record["value"]) == (
        "accept",
        "01906",
        "so_ho",
        "1002",
    )
    assert (record["row"], record["column"]) == (2, "Số hộ gia đình")
    assert program.main(line) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["records"], said["questions"][0]["id"]) == ("ask", [], "period")
