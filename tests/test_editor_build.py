"""The build hook bundles the editor when it has to, and what goes wrong with that never ends an installation."""

import importlib.util
import shutil

import pytest
from conftest import ROOT

SPEC = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
hatch_build = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hatch_build)


class App:
    """What hatch gives a hook to speak with."""

    def __init__(self):
        self.warnings = []

    def display_warning(self, words: str) -> None:
        self.warnings.append(words)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with the editor's sources and no bundle; npm is not asked."""
    monkeypatch.delenv(hatch_build.SWITCH, raising=False)
    shutil.copytree(ROOT / hatch_build.SOURCES, tmp_path / hatch_build.SOURCES, ignore=shutil.ignore_patterns("node_modules"))
    return tmp_path


def hook(root, app=None):
    return hatch_build.CustomBuildHook(str(root), {}, None, None, str(root), "wheel", app or App())


def with_bundle(root):
    bundle = root / hatch_build.BUNDLE
    bundle.mkdir(parents=True)
    (bundle / hatch_build.PRINT).write_text(hatch_build.print_of(root / hatch_build.SOURCES))


def test_a_bundle_is_made_once_and_again_when_its_sources_change(checkout):
    assert hatch_build.needed(checkout)
    with_bundle(checkout)
    assert not hatch_build.needed(checkout)
    (checkout / hatch_build.SOURCES / "editor.js").write_text("// another editor\n")
    assert hatch_build.needed(checkout)


def test_the_switch_leaves_it_out(checkout, monkeypatch):
    monkeypatch.setenv(hatch_build.SWITCH, "1")
    app, data = App(), {"artifacts": []}
    hook(checkout, app).initialize("standard", data)
    assert not (checkout / hatch_build.BUNDLE).exists() and app.warnings == []


def test_where_npm_fails_the_installation_goes_on_and_is_told_why(checkout, monkeypatch):
    monkeypatch.setattr(hatch_build, "npm", lambda: ["false"])
    app, data = App(), {"artifacts": []}
    hook(checkout, app).initialize("editable", data)
    [words] = app.warnings
    assert "The SPARQL editor was not bundled: npm could not get its packages" in words and "All else works" in words
    assert not (checkout / hatch_build.BUNDLE).exists() and data["artifacts"]


def test_a_bundle_that_cannot_be_made_anew_stays_as_it_is(checkout, monkeypatch):
    with_bundle(checkout)
    (checkout / hatch_build.SOURCES / "editor.js").write_text("// another editor\n")
    monkeypatch.setattr(hatch_build, "npm", lambda: ["no-such-program"])
    app = App()
    hook(checkout, app).initialize("editable", {"artifacts": []})
    assert len(app.warnings) == 1 and (checkout / hatch_build.BUNDLE / hatch_build.PRINT).is_file()


def test_node_is_asked_of_pypi_only_where_it_is_needed(checkout, monkeypatch):
    monkeypatch.setattr(hatch_build.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(hatch_build.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert hook(checkout).dependencies() == []
    monkeypatch.setattr(hatch_build.shutil, "which", lambda name: None)
    assert hook(checkout).dependencies() == [hatch_build.NODE]
    monkeypatch.setattr(hatch_build.platform, "machine", lambda: "riscv64")
    assert hook(checkout).dependencies() == []
    with_bundle(checkout)
    monkeypatch.setattr(hatch_build.platform, "machine", lambda: "x86_64")
    assert hook(checkout).dependencies() == []


def test_the_wheel_carries_the_bundle_and_not_its_sources(tmp_path, checkout):
    import zipfile

    from hatchling.builders.wheel import WheelBuilder

    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "hatch_build.py"):
        shutil.copy(ROOT / name, checkout / name)
    for folder in ("ontology", "graph", "queries"):
        (checkout / folder).mkdir()
        (checkout / folder / "x.ttl").write_text("")
    shutil.copy(ROOT / "kgtools" / "__init__.py", checkout / "kgtools" / "__init__.py")
    with_bundle(checkout)
    (checkout / hatch_build.BUNDLE / "editor.js").write_text("")
    [wheel] = WheelBuilder(str(checkout)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    packed = zipfile.ZipFile(wheel).namelist()
    assert "kgtools/web/static/editor.js" in packed and not [name for name in packed if name.startswith("kgtools/web/js/")]
