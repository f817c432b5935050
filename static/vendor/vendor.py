"""Fetch the front-end files of other projects, build the icon sprite, write manifest.json.

Run `python static/vendor/vendor.py` after changing a version, `bootstrap.scss` or `icons.txt`. It needs npm and the
package registry npm is configured for; the site itself needs neither.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

VENDOR = Path(__file__).resolve().parent
ROOT = VENDOR.parents[1]
SPRITE = VENDOR.parent / "icons" / "sprite.svg"
OWN_SYMBOLS = VENDOR.parent / "icons" / "own"
TEST_VENDOR = ROOT / "tests" / "browser" / "vendor"
SASS = "sass@1.89.2"
SVG = "http://www.w3.org/2000/svg"
CSS_MASKS = ("calendar3", "check-lg", "chevron-down")
"""Icons that the style sheets draw on native controls: a mask needs a file of its own."""


@dataclass(frozen=True)
class Package:
    """One npm package at a fixed version and the files taken from it (name in the package: name here)."""

    name: str
    version: str
    folder: Path
    files: dict[str, str]


BOOTSTRAP = Package("bootstrap", "5.3.8", VENDOR / "bootstrap", {"LICENSE": "LICENSE"})
ICONS = Package("bootstrap-icons", "1.13.2", VENDOR / "bootstrap-icons", {"LICENSE": "LICENSE"})
HTMX = Package("htmx.org", "2.0.11", VENDOR / "htmx", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"})
AXE = Package(
    "axe-core",
    "4.14.1",
    TEST_VENDOR / "axe-core",
    {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE", "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt"},
)


@contextmanager
def unpacked(package: Package) -> Iterator[Path]:
    """Yield a temporary folder holding the files of the package."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603  fixed words
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder) / "package"


def copy_files(package: Package, source: Path) -> None:
    """Copy the named files, without the source-map comments that a manifest static storage cannot resolve."""
    package.folder.mkdir(parents=True, exist_ok=True)
    for name, target in package.files.items():
        text = (source / name).read_text(encoding="utf-8")
        (package.folder / target).write_text(without_source_map(text), encoding="utf-8")


def without_source_map(text: str) -> str:
    """Drop the lines that point at a source map."""
    return re.sub(r"(?m)^\s*(//[#@] sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)\s*$\n?", "", text)


def build_bootstrap(source: Path) -> None:
    """Compile bootstrap.scss against the package; refuse a result that still holds data: images."""
    target = BOOTSTRAP.folder / "bootstrap-forms.min.css"
    sass = ["npm", "exec", "--yes", f"--package={SASS}", "--", "sass", "--quiet", "--no-source-map"]
    options = ["--style=compressed", f"--load-path={source / 'scss'}", str(VENDOR / "bootstrap.scss"), str(target)]
    subprocess.run([*sass, *options], check=True)  # noqa: S603  fixed words
    css = target.read_text(encoding="utf-8").lstrip("\ufeff")
    if "data:" in css:
        raise SystemExit("bootstrap.scss: a data: image is left; set its variable to none")
    target.write_text(css, encoding="utf-8")


def build_sprite(source: Path) -> None:
    """Write one SVG of symbols: the named icons of the package and the own ones, sorted by name."""
    lines = (VENDOR / "icons.txt").read_text(encoding="utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    drawings = {name: source / "icons" / f"{name}.svg" for name in names}
    drawings |= {path.stem: path for path in OWN_SYMBOLS.glob("*.svg")}
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    for name, path in sorted(drawings.items()):
        drawing = ET.parse(path).getroot()  # noqa: S314  a file of the pinned package
        attributes = {"id": name, "viewBox": drawing.attrib["viewBox"], "fill": "currentColor"}
        symbol = ET.SubElement(sprite, f"{{{SVG}}}symbol", attributes)
        symbol.extend(list(drawing))
    for element in sprite.iter():
        element.text = element.tail = None
    ET.indent(sprite, space="")
    SPRITE.write_text(ET.tostring(sprite, encoding="unicode") + "\n", encoding="utf-8")


def copy_masks(source: Path) -> list[Path]:
    """Copy the icons of CSS_MASKS beside the sprite and return their paths."""
    return [Path(shutil.copy(source / "icons" / f"{name}.svg", SPRITE.parent)) for name in CSS_MASKS]


def licence_of(source: Path) -> str:
    """Return the licence identifier that the package declares."""
    return str(json.loads((source / "package.json").read_text(encoding="utf-8"))["license"])


def manifest_entry(package: Package, licence: str, extra: list[Path]) -> dict[str, object]:
    """Describe the stored files of one package: their place and sha384 integrity."""
    paths = sorted([package.folder / target for target in package.files.values()] + extra)
    files = {str(path.relative_to(ROOT)): integrity(path) for path in paths}
    return {"name": package.name, "version": package.version, "licence": licence, "files": files}


def integrity(path: Path) -> str:
    """Return the subresource integrity value of a file."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def fetch_all() -> None:
    """Fetch every package, build what is built from them and write the manifest."""
    entries = []
    for package in (BOOTSTRAP, ICONS, HTMX, AXE):
        shutil.rmtree(package.folder, ignore_errors=True)
        with unpacked(package) as source:
            copy_files(package, source)
            extra: list[Path] = []
            if package is BOOTSTRAP:
                build_bootstrap(source)
                extra = [package.folder / "bootstrap-forms.min.css"]
            if package is ICONS:
                build_sprite(source)
                extra = [SPRITE, *copy_masks(source)]
            entries.append(manifest_entry(package, licence_of(source), extra))
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    fetch_all()
