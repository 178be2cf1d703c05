"""The house keeps its order: who may import whom, where SQL stands, how long a file is."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 250
NOT_OURS = {".git", ".venv", ".hypothesis", "local", "results", "node_modules"}
TEXT = {".py", ".js", ".css", ".toml", ".md", ".json", ".csv", ".in", ".txt", ".html", ".svg", ""}
SQL = re.compile(
    r"\s*(select\s.*\sfrom\s|with\s.*\sas\s*\(|from\s+\w+\s+select\s|insert\s+into\s|delete\s+from\s"
    r"|update\s+\w+\s+set\s|create\s+(or\s+replace\s+)?(temp\s+)?(table|view|macro)\s)",
    re.IGNORECASE | re.DOTALL,
)
MACHINE_PATH = re.compile(r"(?<![\w.<>-])(/(work|farm|root|home/\w+|Users/\w+)/|[A-Z]:\\Users\\)")


def files(*folders: str, suffixes: set[str]) -> Iterator[Path]:
    """The project's own files of these kinds, without what is installed or made at run time."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT).parts
            cached = any(part in NOT_OURS or part.endswith(("cache", "cache__")) for part in inside[:-1])
            if path.is_file() and path.suffix in suffixes and not cached:
                yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Top names of the packages that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def texts(path: Path) -> Iterator[str]:
    """Every string in a file's code; not its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def importers(folder: str, forbidden: set[str]) -> list[str]:
    """Who in a folder imports what it must not."""
    return [
        f"{name(path)} imports {wrong}"
        for path in files(folder, suffixes={".py"})
        for wrong in sorted(imports(path) & forbidden)
    ]


def test_what_is_true_of_the_data_knows_nothing_of_the_screen():
    assert list(files("dx_metrics", suffixes={".py"}))
    assert importers("dx_metrics", {"streamlit", "starlette", "uvicorn", "pages", "dashboard", "manage"}) == []


def test_pages_ask_and_do_not_look_into_the_database():
    assert importers("pages", {"duckdb", "dashboard", "manage"}) == []


def test_the_entry_only_puts_pages_together():
    assert imports(ROOT / "dashboard.py").isdisjoint({"dx_metrics", "duckdb", "pandas", "plotly"})


def test_figures_are_plain_dicts_so_plotly_is_never_imported_at_run_time():
    assert importers("dx_metrics", {"plotly"}) + importers("pages", {"plotly"}) == []


def test_pages_hold_no_sql():
    assert [name(path) for path in files("pages", suffixes={".py"}) if any(map(SQL.match, texts(path)))] == []


def test_commands_need_nothing_but_python():
    standard = set(sys.stdlib_module_names)
    assert imports(ROOT / "manage.py") <= standard


def test_no_file_is_longer_than_one_thing():
    written = [path for path in files(".", suffixes={".py", ".js", ".css"}) if ".min." not in path.name]
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in written}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_file_names_a_place_on_somebodys_machine():
    places = [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in files(".", suffixes=TEXT)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert places == []
