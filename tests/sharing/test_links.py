"""Short links: made once, found by their code, closed for good, all of it in the journal."""

from datetime import date, timedelta

import pytest

from dx_metrics.sharing import links
from dx_metrics.store import journal
from tests.tiny import workspace

HERE = "/xep-hang?bo=thu&ky=2022-Q1&xa=tat-ca&tru_cot=tat-ca&ban=r1"
NOTHING = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 0
"""


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(workspace(tmp_path, NOTHING)))


def test_a_link_is_found_by_its_code_with_who_made_it_and_when():
    made = links.make(HERE, "Xếp hạng", "lan")
    found = links.find(made.code)
    assert found is not None
    assert (found.address, found.title, found.who, found.state) == (HERE, "Xếp hạng", "lan", "open")
    assert found.at == journal.entries()[-1].at


def test_the_same_address_of_the_same_maker_is_one_link():
    assert links.make(HERE, "a", "lan").code == links.make(HERE, "a", "lan").code
    assert links.make(HERE, "a", "binh").code != links.make(HERE, "a", "lan").code
    assert len(links.links()) == 2


def test_codes_are_long_and_differ():
    codes = {links.make(f"{HERE}&n={n}", "a", "lan").code for n in range(20)}
    assert len(codes) == 20
    assert all(len(code) == links.LENGTH and set(code) <= set(links.LETTERS) for code in codes)


def test_a_link_expires_after_its_last_day():
    today = links.today()
    assert links.make(HERE, "a", "lan", until=today).state == "open"
    assert links.make(HERE, "a", "lan", until=today - timedelta(days=1)).state == "expired"
    assert links.make(HERE, "a", "lan", until=date(2999, 1, 1)).state == "open"


def test_a_revoked_link_stays_in_the_list_and_is_not_opened_or_used_again():
    made = links.make(HERE, "a", "lan")
    assert links.revoke(made.code, "chi", "nhầm")
    found = links.find(made.code)
    assert found is not None
    assert (found.state, found.revoked_by) == ("revoked", "chi")
    assert not links.revoke(made.code, "chi")
    assert links.make(HERE, "a", "lan").code != made.code


def test_guests_come_to_an_end(monkeypatch):
    monkeypatch.setattr(links, "MOST_OF_GUESTS", 1)
    first = links.make(HERE, "a")
    assert first.who == links.GUEST
    with pytest.raises(links.TooMany):
        links.make(f"{HERE}&n=2", "a")
    assert links.make(HERE, "a").code == first.code
    assert links.make(f"{HERE}&n=2", "a", "lan").state == "open"


def test_what_else_the_journal_holds_makes_no_link():
    journal.append("withdraw", "lan", details={"code": "x"})
    journal.append("revoke", "lan", details={"code": "khong-co"})
    assert links.links() == []
    assert links.find("x") is None
