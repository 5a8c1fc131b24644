"""
Refresh static/vendor/ from the npm registry; run by a developer, never at set-up.

    python static/build/vendor.py

Only the files the pages load are kept, each under static/vendor/<name>/<version>/ beside its licence, and listed with
its SHA-512 in static/vendor/manifest.json. Source-map comments are dropped: the hashed static storage would look for maps.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "vendor"
SOURCE_MAP = re.compile(rb"\n?(/\*#|//#) sourceMappingURL=[^\n]*")


@dataclass(frozen=True)
class Package:
    """One npm package and the files of it that are served."""

    name: str
    npm: str
    version: str
    licence: str
    files: tuple[str, ...]


PACKAGES = (
    Package("tabler", "@tabler/core", "1.6.1", "MIT", ("dist/css/tabler.min.css",)),
    Package("htmx", "htmx.org", "2.0.11", "0BSD", ("dist/htmx.min.js", "LICENSE")),
    Package("alpinejs-csp", "@alpinejs/csp", "3.17.4", "MIT", ("dist/cdn.min.js",)),
)


def fetch(package: Package, folder: Path) -> dict[str, object]:
    """Copy the package's files into static/vendor/ and describe them."""
    command = ["npm", "pack", f"{package.npm}@{package.version}", "--silent", "--pack-destination", str(folder)]
    archive = folder / subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    destination = TARGET / package.name / package.version
    destination.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as opened:
        for name in package.files:
            member = opened.extractfile(f"package/{name}")
            if member is None:
                message = f"{package.npm} has no {name}"
                raise FileNotFoundError(message)
            (destination / Path(name).name).write_bytes(SOURCE_MAP.sub(b"", member.read()))
    digests = {path.name: hashlib.sha512(path.read_bytes()).hexdigest() for path in sorted(destination.iterdir())}
    return {
        "name": package.name,
        "npm": package.npm,
        "version": package.version,
        "licence": package.licence,
        "sha512": digests,
    }


def main() -> None:
    """Fetch every package and write the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        entries = [fetch(package, Path(folder)) for package in PACKAGES]
    (TARGET / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
