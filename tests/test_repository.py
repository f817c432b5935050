"""What may be in the repository, and how its files have to look."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "README.md",
    "docs",
    "fixtures",
    "indicators",
    "manage.py",
    "perfbudget",
    "projects",
    "pyproject.toml",
    "reports",
    "requirements-dev.txt",
    "requirements.txt",
    "static",
    "templates",
    "tests",
}
MADE_BY_TOOLS = {".git", ".venv", "__pycache__", "node_modules", "test-results", "var"}

# Written in two halves, so that this file does not contain what it looks for.
FOREIGN_ADDRESSES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npm" + "mirror.com",
    "tuna." + "tsinghua",
    "--index" + "-url",
    "--find" + "-links",
]
MACHINE_FOLDERS = ["wo" + "rk", "ro" + "ot", "ho" + "me"]
MACHINE_PATHS = re.compile(rf"(?<![\w.}}])/(?:{'|'.join(MACHINE_FOLDERS)})/\w")

SOURCE_LINES = 400
TEST_LINES = 500


@cache
def repository_files() -> tuple[Path, ...]:
    """Paths of the repository's files: git's list, or the tree where git is missing."""
    listed = _listed_by_git()
    if listed is None:
        listed = sorted(
            path.relative_to(ROOT)
            for path in ROOT.rglob("*")
            if path.is_file() and not _is_made_by_a_tool(path.relative_to(ROOT))
        )
    return tuple(path for path in listed if (ROOT / path).is_file())


def _listed_by_git() -> list[Path] | None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted({Path(name) for name in run.stdout.split("\0") if name})


def _is_made_by_a_tool(path: Path) -> bool:
    return any(part in MADE_BY_TOOLS or part.endswith("_cache") for part in path.parts) or (
        path.parts[0] == ".hypothesis"
    )


def files_with(*suffixes: str) -> list[Path]:
    """The repository's own files of these kinds: nothing vendored, no migration."""
    return [
        path
        for path in repository_files()
        if path.suffix in suffixes and not {"vendor", "migrations"} & set(path.parts)
    ]


def text_of(path: Path) -> str | None:
    """The file's text, or ``None`` if it is binary."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_the_top_level_has_only_the_agreed_entries() -> None:
    assert {path.parts[0] for path in repository_files()} <= TOP_LEVEL


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    found = []
    for path in repository_files():
        text = text_of(path) or ""
        found += [f"{path}: {word}" for word in FOREIGN_ADDRESSES if word in text]
        found += [f"{path}: {match.group()}" for match in MACHINE_PATHS.finditer(text)]
    assert found == []


def test_source_files_stay_short() -> None:
    too_long = {}
    for path in files_with(".py", ".html", ".js", ".css"):
        lines = len((text_of(path) or "").splitlines())
        if lines > (TEST_LINES if path.parts[0] == "tests" else SOURCE_LINES):
            too_long[str(path)] = lines
    assert too_long == {}


# --- Templates: the Content-Security-Policy allows nothing inline -----------------------

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("pattern", [INLINE_SCRIPT, INLINE_STYLE, INLINE_HANDLER])
def test_templates_have_nothing_inline(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}: {match.group()}" for path in files_with(".html") for match in pattern.finditer(text_of(path) or "")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "markup"),
    [
        (INLINE_SCRIPT, "<script>go()</script>"),
        (INLINE_SCRIPT, '<script type="module">go()</script>'),
        (INLINE_STYLE, '<td class="a" style="width: 3em">'),
        (INLINE_STYLE, "<style>td { color: red }</style>"),
        (INLINE_HANDLER, '<button type="button" onclick="go()">'),
    ],
)
def test_inline_markup_is_recognised(pattern: re.Pattern[str], markup: str) -> None:
    assert pattern.search(markup)


def test_scripts_from_a_file_and_data_blocks_are_not_inline_scripts() -> None:
    assert not INLINE_SCRIPT.search('<script defer src="{% static "js/a.js" %}"></script>')
    assert not INLINE_SCRIPT.search('<script id="facts" type="application/json">{}</script>')


# --- Views reach rows through visible_to only -------------------------------------------


def unscoped_managers(source: str) -> list[int]:
    """Lines on which ``.objects`` is followed by anything but ``.visible_to``."""
    attributes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    scoped = {id(node.value) for node in attributes if node.attr == "visible_to"}
    return sorted(node.lineno for node in attributes if node.attr == "objects" and id(node) not in scoped)


def test_views_reach_rows_through_visible_to_only() -> None:
    found = [
        f"{path}:{line}"
        for path in files_with(".py")
        if path.parts[0] != "tests" and ("views" in path.parts or path.stem == "views")
        for line in unscoped_managers(text_of(path) or "")
    ]
    assert found == []


def test_an_unscoped_manager_is_recognised() -> None:
    source = "a = Form.objects.visible_to(user)\nb = Form.objects.get(pk=1)\nc = Form.objects\n"
    assert unscoped_managers(source) == [2, 3]


# --- Vendored files: static/vendor/manifest.json says what they are -----------------------


def vendored_files() -> set[str]:
    """Files in the folder of a package inside any folder called ``vendor``."""
    return {str(path) for path in repository_files() if "vendor" in path.parts[:-2]}


@cache
def integrity_by_file() -> dict[str, str]:
    manifest = json.loads((ROOT / "static/vendor/manifest.json").read_text(encoding="utf-8"))
    assert all(package["version"] and package["licence"] for package in manifest)
    return {name: value for package in manifest for name, value in package["files"].items()}


def test_every_vendored_file_is_in_the_manifest() -> None:
    assert vendored_files() - set(integrity_by_file()) == set()


def test_vendored_files_are_unchanged() -> None:
    found = {
        name: "sha384-" + base64.b64encode(hashlib.sha384((ROOT / name).read_bytes()).digest()).decode()
        for name in integrity_by_file()
    }
    assert found == integrity_by_file()
