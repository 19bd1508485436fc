"""Hostile requests, each with the verdicts that are fine. No query of these may get a truncated 200, none may end the server.

A query is `Query(name, text, statuses)`; a request in raw bytes is `Raw(name, bytes, statuses)`, where 0 means that the
connection is closed without an answer.
"""

from dataclasses import dataclass

TOO_MUCH = (413, 503, 504)
REFUSED = (400,)
FINE = (200,)


@dataclass(frozen=True)
class Query:
    name: str
    text: str
    statuses: tuple[int, ...]


@dataclass(frozen=True)
class Raw:
    name: str
    data: bytes
    statuses: tuple[int, ...]


def nested(opening: str, core: str, closing: str, times: int) -> str:
    return opening * times + core + closing * times


def network(address: str) -> list[Query]:
    """Every way that we know to make a query reach for the network or a file; `address` is listened at."""
    call = f"SERVICE <{address}> {{ ?s ?p ?o }}"
    texts = {
        "SERVICE": f"SELECT * {{ {call} }}",
        "SERVICE SILENT": f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        "service in lower case": f"SELECT * {{ sErViCe <{address}> {{ ?s ?p ?o }} }}",
        "SERVICE with a variable": f"SELECT * {{ BIND(<{address}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "SERVICE in what looks like an IRI": f"SELECT * {{ FILTER (1<2)SERVICE#>\nSILENT <{address}> {{ ?s ?p ?o }} }}",
        "SERVICE in what looks like a name": f"PREFIX : <{address}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
        "SERVICE behind a dot": f"PREFIX : <{address}> SELECT * {{ ?s ?p ?o .SERVICE:x {{ ?s ?p ?o }} }}",
        "SERVICE with VALUES": f"SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE SILENT ?x {{ ?s ?p ?o }} }}",
        "SERVICE in a subquery": f"SELECT * {{ {{ SELECT * {{ {call} }} }} }}",
        "SERVICE in OPTIONAL": f"SELECT * {{ ?a ?b ?c OPTIONAL {{ {call} }} }}",
        "SERVICE in UNION": f"SELECT * {{ {{}} UNION {{ {call} }} }}",
        "SERVICE in MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ {call} }} }}",
        "SERVICE in EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {call} }} }}",
        "SERVICE in NOT EXISTS": f"ASK {{ FILTER NOT EXISTS {{ {call} }} }}",
        "SERVICE in GRAPH": f"SELECT * {{ GRAPH ?g {{ {call} }} }}",
        "SERVICE in CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {call} }}",
        "SERVICE in DESCRIBE": f"DESCRIBE ?s WHERE {{ {call} }}",
        "SERVICE in ASK": f"ASK {{ {call} }}",
        "SERVICE with a prefix": f"PREFIX e: <{address}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
        "SERVICE with a base": f"BASE <{address}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
        "SERVICE without spaces": f"SELECT*{{SERVICE<{address}>{{?s?p?o}}}}",
        "SERVICE behind a comment": f"SELECT * {{ # it's 'quoted\n {call} }}",
        "SERVICE between comments": f"SELECT * {{ SERVICE # one\n <{address}> # two\n {{ ?s ?p ?o }} }}",
        "SERVICE behind a long string": f"SELECT * {{ BIND('''it's \"x''' AS ?x) {call} }}",
        "SERVICE behind an escaped quote": f"SELECT * {{ BIND('\\'' AS ?x) {call} }}",
        "SERVICE behind a less-than": f"SELECT * {{ FILTER(1<2) {call} FILTER(2>1) }}",
        "SERVICE behind a name with an escape": f"SELECT * {{ ?s kg:it\\'s ?o . {call} FILTER('x' = 'y') }}",
        "SERVICE in escapes": f"SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SERVICE twice nested": f"SELECT * {{ SERVICE <{address}> {{ {call} }} }}",
        "LOAD": f"LOAD <{address}>",
        "LOAD SILENT": f"LOAD SILENT <{address}> INTO GRAPH <urn:g>",
        "LOAD behind a query": f"SELECT * {{}} ; LOAD <{address}>",
        "FROM": f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        "FROM NAMED": f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "from in lower case": f"select * from <{address}> where {{ ?s ?p ?o }}",
        "FROM with a prefix": f"PREFIX e: <{address}> SELECT * FROM e:x {{ ?s ?p ?o }}",
        "FROM with a base": f"BASE <{address}> SELECT * FROM <x> {{ ?s ?p ?o }}",
        "FROM behind CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} FROM <{address}> WHERE {{ ?s ?p ?o }}",
        "FROM in DESCRIBE": f"DESCRIBE ?s FROM <{address}> WHERE {{ ?s ?p ?o }}",
        "FROM in ASK": f"ASK FROM <{address}> {{ ?s ?p ?o }}",
        "FROM beside one of ours": f"SELECT * FROM <https://w3id.org/si-assb/graph/inferred> FROM <{address}> {{ ?s ?p ?o }}",
        "FROM behind a comment": f"SELECT * # {{\n FROM <{address}> {{ ?s ?p ?o }}",
        "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SERVICE of a file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
        "INSERT": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE": "DELETE WHERE { ?s ?p ?o }",
        "CLEAR": "CLEAR ALL",
        "a function of another engine": "SELECT (<http://jena.hpl.hp.com/ARQ/function#now>() AS ?x) {}",
    }
    return [Query(name, text, REFUSED) for name, text in texts.items()]


HARMLESS = [Query(name, text, FINE) for name, text in {
    "service in a string": "SELECT * { BIND('SERVICE <http://x/> {}' AS ?x) }",
    "service in a long string": 'SELECT * { BIND("""a "SERVICE" FROM <http://x/>""" AS ?x) }',
    "service in a comment": "SELECT * { } # SERVICE <http://x/> {} FROM <http://x/>",
    "service in an IRI": "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "service as a variable": "SELECT ?SERVICE ?FROM { ?SERVICE ?FROM ?x } LIMIT 1",
    "service as a name": "PREFIX SERVICE: <urn:x> SELECT * { ?s SERVICE:SERVICE ?o }",
    "from in a string": "SELECT * { BIND('FROM <http://x/>' AS ?x) }",
    "a variable with a dollar": "SELECT $s { $s a si:FailureMechanism } LIMIT 1",
}.items()]

MANY = 10_000
DOUBLING = " ".join(f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(40))
# Those that would run on until they are stopped, or fill the memory.
EXPENSIVE = [Query(name, text, TOO_MUCH) for name, text in {
    "cartesian product, counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cartesian product, all rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cartesian product as triples": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort of everything": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "sort with a limit": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY RAND() LIMIT 1",
    "distinct of everything": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }",
    "group-concat of everything": "SELECT (GROUP_CONCAT(STR(?c)) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "grouping of everything": "SELECT ?a ?d ?g (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g",
    "path explosion": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }",
    "doubling strings": f"SELECT ?x40 {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {DOUBLING} }}",
    "not exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i . ?j ?k ?l FILTER(?i = ?c && ?l = ?f && ?g != ?a) } }",
    "far offset": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 99999999999",
    "subqueries within each other": "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a ?b ?c . ?d ?e ?f } } { SELECT ?g { ?g ?h ?i . ?j ?k ?l } } }",
    "sum over a thousand additions": "SELECT (1" + "+1" * 100_000 + " AS ?x) {}",
    "union of 50,000": "SELECT * { {} " + "UNION {} " * 50_000 + "}",
    "path of 50,000 steps": "SELECT * { ?s " + "/".join(["<urn:p>"] * 50_000) + " ?o }",
}.items()]
# Those that are too deep, too many or too long to be planned; some engines do.
ODD = [Query(name, text, (200, 400, 413, 503, 504)) for name, text in {
    "10,000 groups in each other": "SELECT * " + nested("{", "", "}", MANY),
    "1,900 groups in each other": "SELECT * " + nested("{", "", "}", 1900),
    "10,000 brackets": "SELECT * { FILTER(" + nested("(", "1", ")", MANY) + ") }",
    "10,000 negations": "SELECT * { FILTER(" + "!" * MANY + "1) }",
    "300,000 negations": "SELECT * { FILTER(" + "!" * 300_000 + "1) }",
    "10,000 lists in each other": "SELECT * { ?s ?p " + nested("(", "", ")", MANY) + " }",
    "10,000 nameless nodes in each other": "SELECT * { ?s ?p " + nested("[ ?p ", "1", "]", MANY) + " }",
    "1,500 options in each other": "SELECT * { " + nested("OPTIONAL { ?s ?p ?o ", "", "}", 1500) + " }",
    "1,500 subqueries in each other": "SELECT * { " + nested("{ SELECT * { ", "", "} }", 900) + " }",
    "10,000 functions in each other": "SELECT (" + nested("STR(", "1", ")", MANY) + " AS ?x) {}",
    "10,000 paths in each other": "SELECT * { ?s " + nested("(", "<urn:p>", ")*", MANY) + " ?o }",
    "10,000 path inversions": "SELECT * { ?s " + "^" * MANY + "<urn:p> ?o }",
    "300 patterns": "SELECT * { " + " . ".join(f"?s{at} <urn:p> ?s{at + 1}" for at in range(300)) + " } LIMIT 1",
    "3,000 patterns": "SELECT * { " + " . ".join(f"?s{at} ?p{at} ?s{at + 1}" for at in range(3000)) + " } LIMIT 1",
    "VALUES of 100,000": "SELECT * { VALUES ?x { " + "1 " * 100_000 + "} }",
    "IN of 100,000": "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(100_000))) + ")) }",
    "10,000 binds": "SELECT * { " + " ".join(f"BIND({at} AS ?x{at})" for at in range(MANY)) + " }",
    "10,000 columns": "SELECT " + " ".join(f"?x{at}" for at in range(MANY)) + " { ?s ?p ?o } LIMIT 1",
    "regular expression that backtracks": "SELECT * { BIND('" + "a" * 40 + "!' AS ?x) FILTER(REGEX(?x, '^(a+)+$')) }",
    "regular expression that grows": "SELECT (REGEX('a', '(((a{1000}){1000}){1000})') AS ?x) {}",
    "replacement that grows": "SELECT (STRLEN(REPLACE(REPLACE('" + "a" * 1000 + "', 'a', '" + "a" * 1000 + "'), 'a', '" + "a" * 1000 + "')) AS ?x) {}",
    "number of a million digits": "SELECT (" + "9" * 900_000 + " + 1 AS ?x) {}",
    "decimal with a huge exponent": "SELECT (1e999999999 AS ?x) (xsd:decimal('1e999999999') AS ?y) {}",
    "division by zero": "SELECT (1/0 AS ?x) (1.0/0 AS ?y) (1e0/0 AS ?z) {}",
    "smallest integer": "SELECT (-9223372036854775808 / -1 AS ?x) (ABS(-9223372036854775808) AS ?y) {}",
    "substring beyond the end": "SELECT (SUBSTR('abc', 9223372036854775807, 9223372036854775807) AS ?x) {}",
    "substring from below": "SELECT (SUBSTR('äöü', -9223372036854775808, 2) AS ?x) {}",
    "year 999,999,999": "SELECT (YEAR(xsd:dateTime('999999999-01-01T00:00:00Z')) AS ?x) {}",
    "negative limit": "SELECT * { ?s ?p ?o } LIMIT -1",
    "limit beyond 64 bits": "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999",
    "IRI with a script": "SELECT (IRI('javascript:alert(1)') AS ?x) (<urn:<script>> AS ?y) {}",
    "half a surrogate": "SELECT ('\\uD800' AS ?x) {}",
    "control characters": "SELECT ('\\u0001\\u0008' AS ?x) {}",
    "nothing but a comment": "# nothing",
    "nothing but spaces": " \n\t ",
    "a byte order mark": "\ufeffSELECT * {} ",
    "right-to-left signs": "SELECT ?\u202ex { }",
}.items()]


def get(target: bytes, *headers: bytes, version: bytes = b"1.1") -> bytes:
    return b"GET " + target + b" HTTP/" + version + b"\r\nHost: localhost\r\n" + b"".join(header + b"\r\n" for header in headers) + b"\r\n"


def post(body: bytes, *headers: bytes, target: bytes = b"/sparql") -> bytes:
    lines = b"".join(header + b"\r\n" for header in (b"Host: localhost", *headers))
    return b"POST " + target + b" HTTP/1.1\r\n" + lines + b"\r\n" + body


SPARQL = b"Content-Type: application/sparql-query"
ASK = b"/sparql?query=ASK%7B%7D"
RAW = [
    Raw("malformed UTF-8", get(b"/sparql?query=%ff%fe"), (400,)),
    Raw("overlong UTF-8", get(b"/sparql?query=%c0%af"), (400,)),
    Raw("UTF-8 of a surrogate", get(b"/sparql?query=%ed%a0%80"), (400,)),
    Raw("NUL in the query", get(b"/sparql?query=ASK%00%7B%7D"), (400,)),
    Raw("NUL in the path", get(b"/sparql%00?query=ASK%7B%7D"), (400, 404)),
    Raw("NUL in the target", get(b"/sparql?query=\x00"), (400, 0)),
    Raw("wrong escape", get(b"/sparql?query=%zz"), (400,)),
    Raw("doubled query", get(ASK + b"&query=ASK%7B%7D"), (400,)),
    Raw("misspelt query", get(b"/sparql?queri=ASK%7B%7D"), (400,)),
    Raw("2,000 parameters", get(ASK + b"&a=b" * 2000), (400,)),
    Raw("unknown Accept", get(ASK, b"Accept: image/png"), (406,)),
    Raw("senseless Accept", get(ASK, b"Accept: ;;;,,,/;q=x"), (200, 406)),
    Raw("Accept of 50,000 types", get(ASK, b"Accept: " + b"a/b;q=0.1," * 5000 + b"text/csv"), (200, 400, 406, 431)),
    Raw("header injection", get(ASK + b"&format=json%0d%0aSet-Cookie:%20a=b"), (400,)),
    Raw("header injection by name", get(b"/queries/a%0d%0aSet-Cookie:%20a=b"), (404,)),
    Raw("header injection by host", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n", (200, 400, 404, 0)),
    Raw("path traversal", get(b"/../../../../etc/passwd"), (400, 404)),
    Raw("path traversal, escaped", get(b"/queries/..%2f..%2f..%2fetc%2fpasswd"), (404,)),
    Raw("path traversal, escaped twice", get(b"/queries/%252e%252e%252fetc%252fpasswd"), (404,)),
    Raw("path traversal with backslashes", get(b"/static/..%5c..%5c..%5cetc%5cpasswd"), (404,)),
    Raw("absolute path in a name", get(b"/queries//etc/passwd"), (404,)),
    Raw("a check as a named query", get(b"/queries/number-alone"), (404,)),
    Raw("an unknown parameter of a named query", get(b"/queries/strategies-against?x=1"), (400,)),
    Raw("a doubled parameter of a named query", get(b"/queries/strategies-against?mechanism=cracking&mechanism=cracking"), (400,)),
    Raw("SPARQL in a parameter", get(b"/queries/strategies-against?mechanism=%7D%20DROP%20ALL%20%7B"), (400,)),
    Raw("an IRI out of its brackets", get(b"/queries/strategies-against?mechanism=%3Curn:x%3E%20.%20?s%20?p%20?o"), (400,)),
    Raw("TRACE", b"TRACE /sparql HTTP/1.1\r\nHost: localhost\r\n\r\n", (400, 405)),
    Raw("CONNECT", b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n", (400, 404, 405, 0)),
    Raw("a method of our own", b"FROBNICATE /sparql HTTP/1.1\r\nHost: localhost\r\n\r\n", (400, 405)),
    Raw("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40, (400, 0)),
    Raw("HTTP/0.9", b"GET /\r\n\r\n", (400, 0)),
    Raw("HTTP/1.0", get(ASK, version=b"1.0"), (200,)),
    Raw("HTTP/9.9", get(ASK, version=b"9.9"), (400, 505, 0)),
    Raw("no host", b"GET " + ASK + b" HTTP/1.1\r\n\r\n", (200, 400)),
    Raw("foreign absolute target", get(b"http://169.254.169.254/latest/meta-data/"), (400, 404)),
    Raw("address of 100,000 letters", get(b"/sparql?query=" + b"a" * 100_000), (400, 414, 431, 0)),
    Raw("header of a megabyte", get(ASK, b"X: " + b"a" * 1_000_000), (400, 431, 0)),
    Raw("1,000 headers", get(ASK, *(b"X%d: 1" % at for at in range(1000))), (200, 400, 431, 0)),
    Raw("body of 50 MB, announced", post(b"", SPARQL, b"Content-Length: 52428800"), (413,)),
    Raw("body of 50 MB, in pieces", post(b"100000\r\n" + b"a" * 0x100000 + b"\r\n" + b"100000\r\n" + b"a" * 0x100000 + b"\r\n0\r\n\r\n", SPARQL, b"Transfer-Encoding: chunked"), (413,)),
    Raw("bomb in gzip", post(b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\0" * 100, SPARQL, b"Content-Encoding: gzip", b"Content-Length: 110"), (415,)),
    Raw("unknown coding", post(b"ASK {}", SPARQL, b"Content-Encoding: br", b"Content-Length: 6"), (415,)),
    Raw("negative length", post(b"ASK {}", SPARQL, b"Content-Length: -1"), (400, 0)),
    Raw("two lengths", post(b"ASK {}", SPARQL, b"Content-Length: 6", b"Content-Length: 60"), (400, 0)),
    Raw("length and pieces", post(b"0\r\n\r\n", SPARQL, b"Content-Length: 6", b"Transfer-Encoding: chunked"), (400, 0)),
    Raw("wrong pieces", post(b"zz\r\nASK\r\n0\r\n\r\n", SPARQL, b"Transfer-Encoding: chunked"), (400, 0)),
    Raw("unknown type", post(b"ASK {}", b"Content-Type: application/x-evil", b"Content-Length: 6"), (415,)),
    Raw("script as a type", post(b"ASK {}", b"Content-Type: <script>alert(1)</script>", b"Content-Length: 6"), (415,)),
    Raw("unknown charset", post(b"ASK {}", SPARQL + b"; charset=utf-7", b"Content-Length: 6"), (415,)),
    Raw("update as a body", post(b"CLEAR ALL", b"Content-Type: application/sparql-update", b"Content-Length: 9"), (403,)),
    Raw("update as a parameter", get(b"/sparql?update=CLEAR%20ALL"), (403,)),
    Raw("update at its own address", post(b"CLEAR ALL", b"Content-Type: application/sparql-update", b"Content-Length: 9", target=b"/update"), (403,)),
    Raw("update with a token", post(b"CLEAR ALL", b"Content-Type: application/sparql-update", b"Authorization: Bearer x", b"Content-Length: 9", target=b"/update"), (403,)),
    Raw("graph store", b"DELETE /store?default HTTP/1.1\r\nHost: localhost\r\n\r\n", (403,)),
    Raw("a range of an answer", get(ASK, b"Range: bytes=0-99999999999"), (200,)),
    Raw("a websocket", get(b"/sparql", b"Upgrade: websocket", b"Connection: Upgrade", b"Sec-WebSocket-Key: eA==", b"Sec-WebSocket-Version: 13"), (200, 400, 404, 426, 0)),
    Raw("HTTP/2 without asking", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 505, 0)),
    Raw("two requests in one packet", get(ASK, b"Accept: text/csv") + get(b"/nowhere"), (200,)),
]
