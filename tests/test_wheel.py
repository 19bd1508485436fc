"""The wheel carries all that kgtools needs, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel unpacked into a folder, as pip would."""
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGTOOLS_NO_JS", "1")
        [wheel] = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder


def test_every_source_and_query_is_in_the_wheel(installed):
    data = installed / "site" / "kgtools" / "_data"
    for folder in ("ontology", "graph", "queries"):
        ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file() and not path.name.startswith(".")}
        packed = {path.relative_to(data) for path in (data / folder).rglob("*") if path.is_file()}
        assert ours and packed >= ours


def test_the_installed_package_builds_in_the_users_cache_and_answers(installed, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(installed / "site"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("KGTOOLS_HOME", None)
    result = subprocess.run([sys.executable, "-m", "kgtools", "list", "mechanisms"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "capacity fading" in result.stdout
    if sys.platform == "linux":
        assert list((tmp_path / "cache" / "kgtools").rglob("dataset.nq"))
