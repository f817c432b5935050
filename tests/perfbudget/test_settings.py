"""Settings come from the environment, and a production site does not start half configured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789" * 6
SHOW = "import json; from perfbudget import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}], default=str))"


@pytest.fixture
def start(tmp_path):
    """Load the settings in a process of their own, with nothing but these variables."""

    def run(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-c", program],
            env={**kept, "VAR_DIR": str(tmp_path / "var"), "PYTHONIOENCODING": "utf-8", **variables},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def values(start):
    """The values of some settings."""

    def read(*names: str, **variables: str) -> list[object]:
        run = start(SHOW.format(names=names), **variables)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    return read


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "请设置环境变量 SECRET_KEY"),
        ({"ALLOWED_HOSTS": "example.org"}, "请设置环境变量 SECRET_KEY"),
        ({"ALLOWED_HOSTS": "example.org", "SECRET_KEY": ""}, "请设置环境变量 SECRET_KEY"),
        ({"SECRET_KEY": KEY}, "请设置环境变量 ALLOWED_HOSTS"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": ""}, "请设置环境变量 ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "请设置环境变量 SECRET_KEY"),
        ({"DEMO_MODE": "1"}, "请设置环境变量 SECRET_KEY"),
    ],
    ids=["nothing", "no key", "empty key", "no hosts", "empty hosts", "debug", "demo"],
)
def test_the_site_refuses_to_start_without_a_secret_or_a_name(start, variables, message):
    run = start("import django; django.setup()", DJANGO_SETTINGS_MODULE="perfbudget.settings", **variables)
    assert run.returncode != 0
    assert f"ImproperlyConfigured: {message}" in run.stderr


def test_production_is_the_default(values):
    names = (
        "DEBUG",
        "DEMO_MODE",
        "ALLOWED_HOSTS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    )
    assert values(*names, SECRET_KEY=KEY, ALLOWED_HOSTS="a.example.org,b.example.org") == [
        False,
        False,
        ["a.example.org", "b.example.org"],
        True,
        True,
        True,
    ]
    assert values("SECURE_HSTS_SECONDS", SECRET_KEY=KEY, ALLOWED_HOSTS="a") == [3600]


def test_demo_mode_is_for_this_machine_and_without_https(values):
    names = ("ALLOWED_HOSTS", "DEBUG", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert values(*names, SECRET_KEY=KEY, DEMO_MODE="1") == [["localhost", "127.0.0.1"], False, False, False, 0]


def test_the_embedded_database_waits_for_writers_and_keeps_a_journal(values, tmp_path):
    [databases] = values("DATABASES", SECRET_KEY=KEY, ALLOWED_HOSTS="a")
    default = databases["default"]
    assert default["ENGINE"] == "django.db.backends.sqlite3"
    assert default["NAME"] == str(tmp_path / "var" / "perfbudget.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert default["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in default["OPTIONS"]["init_command"]


def test_another_database_is_given_by_its_address(values):
    [databases] = values(
        "DATABASES",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="a",
        DATABASE_URL="postgres://someone:secret@db.example.org:5433/budget",
        CONN_MAX_AGE="60",
    )
    default = databases["default"]
    assert default["ENGINE"] == "django.db.backends.postgresql"
    assert (default["NAME"], default["HOST"], default["PORT"]) == ("budget", "db.example.org", 5433)
    assert default["CONN_MAX_AGE"] == 60
    assert "OPTIONS" not in default or "transaction_mode" not in default["OPTIONS"]


def test_everything_that_is_written_goes_below_one_folder(values, tmp_path):
    var = str(tmp_path / "var")
    found = values("STATIC_ROOT", "MEDIA_ROOT", "VAR_DIR", SECRET_KEY=KEY, ALLOWED_HOSTS="a")
    assert all(str(folder).startswith(var) for folder in found)
    assert Path(var).is_dir()


def test_a_proxy_is_believed_only_when_there_is_one(values):
    names = ("SECURE_PROXY_SSL_HEADER",)
    assert values(*names, SECRET_KEY=KEY, ALLOWED_HOSTS="a") == [None]
    assert values(*names, SECRET_KEY=KEY, ALLOWED_HOSTS="a", BEHIND_PROXY="1") == [["HTTP_X_FORWARDED_PROTO", "https"]]


def test_sessions_last_a_working_day_or_as_long_as_wished(values):
    assert values("SESSION_COOKIE_AGE", SECRET_KEY=KEY, ALLOWED_HOSTS="a") == [12 * 3600]
    assert values("SESSION_COOKIE_AGE", SECRET_KEY=KEY, ALLOWED_HOSTS="a", SESSION_HOURS="2") == [7200]


def test_a_production_site_passes_the_deployment_check(start):
    program = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    run = start(program, DJANGO_SETTINGS_MODULE="perfbudget.settings", SECRET_KEY=KEY + "!aB-?", ALLOWED_HOSTS="a")
    assert run.returncode == 0, run.stderr
