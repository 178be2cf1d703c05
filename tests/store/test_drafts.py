from dx_metrics.store import drafts


def test_a_draft_comes_back_to_the_byte_and_only_to_its_owner():
    id = drafts.save("lan", "Báo cáo quý 1", b"\x00\n1,2", {"rows": 3})
    draft = drafts.load(id, owner="lan")
    assert (draft.name, draft.payload, draft.meta) == ("Báo cáo quý 1", b"\x00\n1,2", {"rows": 3})
    assert drafts.load(id, owner="minh") is None
    assert drafts.discard(id, owner="minh") is False
    assert [d.id for d in drafts.drafts("lan")] == [id]
    assert drafts.drafts("minh") == []


def test_saving_again_replaces_and_discarding_removes():
    id = drafts.save("lan", "a", b"1")
    assert drafts.save("lan", "a", b"2", id=id) == id
    assert drafts.load(id).payload == b"2"
    assert drafts.discard(id, owner="lan") is True
    assert drafts.load(id) is None


def test_a_half_written_draft_is_no_draft(local_folder):
    id = drafts.save("lan", "a", b"12345")
    (path,) = local_folder.glob("*/drafts/*.draft")
    path.write_bytes(path.read_bytes()[:-1])
    assert drafts.load(id) is None


def test_what_is_no_id_opens_nothing():
    for id in ("", "../../etc/passwd", "0" * 31, "G" * 32):
        assert drafts.load(id) is None


def test_the_oldest_draft_of_an_owner_goes_first(monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    first, *later = [drafts.save("lan", str(n), b"") for n in range(3)]
    assert {d.id for d in drafts.drafts("lan")} == set(later)
    assert drafts.load(first) is None
