"""Imports are never followed: a missing file and an address elsewhere are problems of their line."""

import socket

import pytest

from kgtools.building import build


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*given, **named):
        pytest.fail("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_an_import_of_a_file_that_is_not_there_is_a_problem_of_its_line(project):
    line = project.replace("ontology/si-assb.ttl", "<https://w3id.org/si-assb/ontology/module/publications> .",
                           "<https://w3id.org/si-assb/ontology/module/publications>,\n"
                           "        <https://w3id.org/si-assb/ontology/module/nowhere> .")
    [problem] = project.problems()
    assert (problem.path, problem.line, problem.rule) == ("ontology/si-assb.ttl", line + 1, "import")
    assert "no file in ontology/ declares it" in problem.message


@pytest.mark.parametrize("address", ["https://w3id.org/emmo", "http://localhost:9/x.owl", "file:///etc/passwd"])
def test_an_import_from_elsewhere_is_refused_and_not_fetched(project, address):
    line = project.replace("ontology/si-assb.ttl", "<https://w3id.org/si-assb/ontology/module/publications> .",
                           f"<https://w3id.org/si-assb/ontology/module/publications>,\n        <{address}> .")
    [problem] = project.problems()
    assert (problem.path, problem.line, problem.rule) == ("ontology/si-assb.ttl", line + 1, "import")
    assert "nothing is fetched" in problem.message


def test_a_graph_file_may_not_import_either(project):
    """Not by the rule of imports, but because a header is no record and its terms are none of the graph's."""
    project.append("graph/section-1.ttl", "\n<https://example.org/x> <http://www.w3.org/2002/07/owl#imports> <https://example.org/y> .\n")
    result = project.run("check")
    assert result.exit_code == 1 or "no problems" in result.output
    assert "Traceback" not in result.output


def test_hermit_does_not_fetch_what_is_imported(project):
    """The child is handed the triples without any import, so a problem is all that comes of one."""
    project.replace("ontology/si-assb.ttl", "<https://w3id.org/si-assb/ontology/module/publications> .",
                    "<https://w3id.org/si-assb/ontology/module/publications>, <http://localhost:9/x.owl> .")
    examined = build.examine(project.places, hermit=True)
    assert [problem.rule for problem in examined.problems] == ["import"]
