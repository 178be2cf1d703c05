"""What the list of releases shows, and to whom."""

from dx_metrics.access import Person, may
from dx_metrics.charts.consequences import exhibits
from dx_metrics.charts.consequences_words import headline
from dx_metrics.problems import Problem
from dx_metrics.queries.consequences import consequences
from dx_metrics.store import Release, Upload
from dx_metrics.store.without import prepare_without
from pages.shared.ask import ask
from pages.uploading.effects import Effects


def may_see(person: Person | None, upload: Upload) -> bool:
    """The file that somebody sent: who sent it, and those who work with the whole."""
    if person is None or not may(person, "upload"):
        return False
    return upload.who == person.name or not person.units


def between(before: Release, after: Release) -> Effects:
    """What differs between two releases."""
    return ask(_between, before, after)


def _between(before: Release, after: Release) -> Effects:
    found = consequences(before, after)
    return Effects(headline(found), exhibits(found, before, f"bản công bố {after.id}"))


def without(upload_id: str, now: Release) -> tuple[Effects | None, list[Problem]]:
    """What would differ from what is shown if an upload were withdrawn; None with the problems when it cannot be.

    Raises OSError when the disk refuses.
    """
    return ask(_without, now, upload_id)


def _without(now: Release, upload_id: str) -> tuple[Effects | None, list[Problem]]:
    built = prepare_without(upload_id)
    try:
        if built.release is None:
            return None, built.problems
        found = consequences(now, built.release)
        return Effects(headline(found), exhibits(found, now, f"số liệu không có lần nạp {upload_id}")), []
    finally:
        if built.release is not None:
            built.release.connection.close()
        built.discard()
