from dx_metrics.view import View
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.state import State
from tests.charts.test_lost import versions
from tests.tiny import FRAMEWORK, release_of

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
"""


def test_a_view_written_out_is_read_back_the_same(tmp_path):
    release = release_of(tmp_path, FIGURES)
    view = View("thu", "2022-Q1", "01906", "DVC", ("01909",))
    assert options.view_of(release, options.parameters_of(view)) == view


def test_what_the_address_does_not_say_is_the_default_and_is_written_out(tmp_path):
    release = release_of(tmp_path, FIGURES)
    view = options.view_of(release, {})
    assert options.parameters_of(view) == {"bo": "thu", "ky": "2022-Q1", "xa": "tat-ca", "tru_cot": "tat-ca"}


def test_communes_of_one_name_are_told_apart_by_code(tmp_path):
    twins = """
        code  | valid_from | valid_to   | name      | short_name | compared
        01906 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu | Nam Mẫu   | true
        01909 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu | Nam Mẫu   | true
    """
    release = release_of(tmp_path, FIGURES, units=twins)
    names = options.units(release, "2022-Q1")
    assert names == {"tat-ca": "Tất cả", "01906": "Nam Mẫu (01906)", "01909": "Nam Mẫu (01909)"}


def test_a_link_leads_to_a_page_in_the_same_state_with_room_for_a_code(tmp_path):
    state = State(release_of(tmp_path, FIGURES), View("thu", "2022-Q1"))
    assert state.link("ho-so", unit="{code}") == "/ho-so?bo=thu&ky=2022-Q1&xa={code}&tru_cot=tat-ca"


def test_a_pinned_state_pins_its_links(tmp_path):
    state = State(release_of(tmp_path, FIGURES), View("thu", "2022-Q1"), pinned=True)
    assert "ban=r1" in state.link("ho-so")


def test_an_answer_is_asked_for_once_a_release(tmp_path):
    asked = []

    def question(release, number):
        asked.append(number)
        return number

    release = release_of(tmp_path, FIGURES)
    assert [ask(question, release, 1), ask(question, release, 1), ask(question, release, 2)] == [1, 1, 2]
    assert asked == [1, 2]


def test_a_link_says_which_version_of_an_index_scored_it_where_there_are_several(tmp_path):
    figures = "unit | period | variable | value\n01906 | 2022-Q1 | mat | 0\n01906 | 2022-Q2 | mat | 0"
    release = versions(tmp_path, figures, FRAMEWORK)
    written = [
        options.parameters_of(options.view_of(release, {"ky": period}), release) for period in ("2022-Q1", "2022-Q2")
    ]
    assert [one["phien_ban"] for one in written] == ["thu", "thu_2"]
    # What is not pinned follows the newest rules.
    assert "phien_ban" not in options.parameters_of(options.view_of(release, {}))
