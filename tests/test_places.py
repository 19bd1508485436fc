"""Where the files are found."""

import pytest
from conftest import ROOT

from kgtools import places
from kgtools.problems import Stop


@pytest.fixture(autouse=True)
def no_home(monkeypatch):
    monkeypatch.delenv("KGTOOLS_HOME", raising=False)


def checkout(folder):
    (folder / "ontology").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "si-assb-kg"\n')
    return folder


def test_a_checkout_is_found_from_any_folder_in_it(tmp_path):
    inside = checkout(tmp_path / "here") / "graph" / "deep"
    inside.mkdir(parents=True)
    assert places.find(inside).root == tmp_path / "here"
    assert places.find(inside).build == tmp_path / "here" / "build"


def test_another_project_is_no_checkout(tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "another"\n')
    assert places.find(tmp_path).root != tmp_path


def test_elsewhere_the_checkout_that_the_package_lies_in_is_used(tmp_path):
    assert places.find(tmp_path).root == ROOT


def test_kgtools_home_goes_before_all(tmp_path, monkeypatch):
    monkeypatch.setenv("KGTOOLS_HOME", str(checkout(tmp_path / "home")))
    assert places.find(ROOT).root == tmp_path / "home"


def test_a_home_without_ontology_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KGTOOLS_HOME", str(tmp_path))
    with pytest.raises(Stop, match="no ontology folder"):
        places.find()


def test_data_in_the_wheel_are_built_in_the_users_cache():
    assert places.Places(places.PACKAGE / "_data").build.parts[-2] == "kgtools"
