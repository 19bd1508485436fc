"""Publications against the article's reference list: what a record gives of a work is printed in its entry."""

from collections.abc import Iterator

from ..article.article import Article
from ..article.normal import squash
from ..problems import Problem
from ..turtle.records import Graph

PRINTED = ("dcterms:title", "si:journal", "si:year", "si:volume", "si:pages", "si:authorList", "si:firstAuthor", "si:author", "si:publisher")


def check(article: Article, graph: Graph) -> Iterator[Problem]:
    for publication in graph.having("si:referenceNumber"):
        number = graph.one(publication, "si:referenceNumber") or ""
        entry = article.references.get(int(number)) if number.isdigit() else None
        if entry is None:
            message = f"the article has no reference {number}"
            yield graph.problem(publication, "publication", message, "give the number in the reference list", "si:referenceNumber")
            continue
        text = squash(entry.text)
        for predicate in PRINTED:
            for value in graph.all(publication, predicate):
                if squash(value) not in text:
                    message = f'"{value[:60]}" does not stand in reference {number} (article line {entry.line})'
                    yield graph.problem(publication, "publication", message, "give it as printed", predicate)
