"""A SPARQL endpoint on this machine for the tests: the protocol's POST with a form, JSON results, union of all graphs."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox


def start(dataset: ox.Store, answers: dict) -> ThreadingHTTPServer:
    """Serve a dataset on a free port; `answers["content"]`, when set, is given in place of every answer."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self):
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, body = answered(dataset, form["query"][0])
            if answers.get("content"):
                status, body = 200, answers["content"]
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def answered(dataset: ox.Store, query: str) -> tuple[int, bytes]:
    try:
        found = dataset.query(query, use_default_graph_as_union=True)
        return 200, found.serialize(format=ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        return 400, str(error).encode()


def address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/sparql"
