import pytest

from dx_metrics.settings import CLOSED, Settings, faults, load, settings, settings_path


@pytest.fixture
def write(local_folder):
    """Writes the settings file of this test."""
    local_folder.mkdir()

    def written(text: str) -> None:
        (local_folder / "settings.toml").write_text(text, "utf-8")

    return written


def test_without_a_file_the_defaults_hold():
    assert settings() == Settings()
    assert settings().reading == "open" and settings().sign_in == "local"


def test_a_file_is_read_again_when_it_changes(write):
    write('reading = "sign-in"')
    assert settings().reading == "sign-in"
    write('reading = "open"\nkeep_releases = 5')
    assert (settings().reading, settings().keep_releases) == ("open", 5)


def test_a_variable_counts_more_than_the_file(write, monkeypatch):
    write("two_persons = false\nallowed_hosts = ['xa.test']")
    monkeypatch.setenv("DX_TWO_PERSONS", "true")
    monkeypatch.setenv("DX_ALLOWED_HOSTS", "dx.babe.gov.vn, localhost")
    assert settings().two_persons is True
    assert settings().allowed_hosts == ("dx.babe.gov.vn", "localhost")


def test_the_file_may_stand_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_SETTINGS", str(tmp_path / "dx.toml"))
    (tmp_path / "dx.toml").write_text('reading = "sign-in"', "utf-8")
    assert settings_path() == tmp_path / "dx.toml"
    assert settings().reading == "sign-in"


def test_a_bad_file_leaves_the_last_good_settings(write):
    write('reading = "sign-in"\nkeep_releases = 7')
    assert settings().keep_releases == 7
    write('reading = "open"\nkeep_releases = "bảy"')
    assert (settings().reading, settings().keep_releases) == ("sign-in", 7)
    assert "keep_releases" in str(faults()[0])


def test_a_bad_file_at_the_start_closes(write):
    write('reading = "opne"')
    assert settings() == CLOSED and CLOSED.reading == "sign-in"


def test_a_bad_variable_closes_too(monkeypatch):
    monkeypatch.setenv("DX_READING", "mở")
    assert settings().reading == "sign-in"
    assert "DX_READING" in str(faults()[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reading = ", "Sửa lại cho đúng dạng TOML"),
        ('redaing = "open"', "Có phải là reading?"),
        ("mau_sac = 1", "các mục có: reading, sign_in"),
        ("session_hours = 13", "từ 1 đến 12"),
        ("session_hours = 0", "từ 1 đến 12"),
        ("session_hours = true", "từ 1 đến 12"),
        ('two_persons = "no"', "true hoặc false"),
        ('allowed_hosts = "dx.babe.gov.vn"', "danh sách tên máy"),
        ("oidc = 1", "[oidc]"),
        ('sign_in = "both"', "local hoặc oidc"),
        ('sign_in = "oidc"', "client_secret"),
        ('sign_in = "oidc"\n[oidc]\nredirect_uri = "https://dx.test/"', "/oauth2callback"),
        ('[oidc]\nserver_metadata_url = "ftp://idp.test"', "https://"),
        ('[oidc]\nclient_secret = ""', "client_secret"),
    ],
)
def test_each_fault_is_a_sentence_with_its_cure(tmp_path, text, said):
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    problems = load(tmp_path / "settings.toml", {})[1]
    assert said in " ".join(map(str, problems))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'reading = "open"\x00'])
def test_bytes_that_are_no_text_are_a_fault(tmp_path, content):
    (tmp_path / "settings.toml").write_bytes(content)
    assert load(tmp_path / "settings.toml", {})[0] == CLOSED


def test_a_provider_needs_all_of_its_settings_and_its_secret_may_come_from_outside(tmp_path):
    (tmp_path / "settings.toml").write_text(
        """
        sign_in = "oidc"
        [oidc]
        server_metadata_url = "https://idp.test/.well-known/openid-configuration"
        client_id = "bang"
        redirect_uri = "https://dx.test/oauth2callback"
        """,
        "utf-8",
    )
    made, problems = load(tmp_path / "settings.toml", {"DX_OIDC_CLIENT_SECRET": "bi-mat"})
    assert problems == [] and made.oidc.client_secret == "bi-mat"
    assert "bi-mat" not in repr(made)


def test_a_wrong_secret_is_never_repeated(tmp_path):
    (tmp_path / "settings.toml").write_text("[oidc]\nclient_secret = 123456", "utf-8")
    problems = load(tmp_path / "settings.toml", {})[1]
    assert problems and "123456" not in " ".join(map(str, problems))


def test_what_cannot_be_read_as_a_file_closes(local_folder):
    (local_folder / "settings.toml").mkdir(parents=True)
    assert settings() == CLOSED
