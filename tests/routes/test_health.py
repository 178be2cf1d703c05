from dx_metrics import store
from tests.routes.client import get


def test_a_process_that_answers_is_healthy():
    answer = get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_nothing_published_is_not_ready():
    answer = get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False


def test_a_published_workspace_is_ready_and_named():
    published = store.publish()
    answer = get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["release"] == published.release


def test_health_is_never_kept_by_a_proxy():
    assert get("/readyz").headers["cache-control"] == "no-store"
