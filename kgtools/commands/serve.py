"""The command that opens the graph to the world: `serve`."""

import os
from dataclasses import replace
from pathlib import Path

import click

from ..places import Places
from ..problems import Stop
from . import arguments
from .published import rebuild

TOKEN = "KGTOOLS_TOKEN"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--store", type=click.Path(path_type=Path, file_okay=False), help="A folder with a build made elsewhere.")
@click.option("--timeout", type=click.FloatRange(0.1), default=20, show_default=True, help="Seconds that a query may take.")
@click.option("--workers", type=click.IntRange(2), help="Queries that run at once; twice the number of cores by default.")
@click.option("--memory", type=click.IntRange(16), default=512, show_default=True, help="Megabytes that a query may use.")
@click.option("--patience", type=click.FloatRange(0.1), default=10, show_default=True, help="Seconds that a client has to send its request.")
@click.option("--public-url", default="", metavar="URL", help="The address by which the world finds the server, if another.")
@click.option("--writable", is_flag=True, help=f"Let curators change the graph, with the token in the environment variable {TOKEN}.")
def serve(host: str, port: int, store: Path | None, timeout: float, workers: int | None, memory: int, patience: float, public_url: str, writable: bool):
    """Open a SPARQL endpoint for the graph, with pages for people, at http://HOST:PORT/."""
    from ..building import publication
    from ..web import server
    from ..web.settings import MEGABYTE, Elsewhere, Settings

    where = arguments.where()
    if store is not None:
        where = Elsewhere(where.root, folder=store.resolve())
        if publication.manifest(where) is None:
            raise Stop(f"{store} has no build", "name the folder with dataset.nq and manifest.json that `kgtools build` has made")
    elif not publication.is_current(where):
        rebuild(where)
    token = token_of_curators(where, store) if writable else ""
    settings = Settings(where, host, port, public_url, timeout, memory=memory * MEGABYTE, patience=patience, token=token)
    if workers:
        settings = replace(settings, workers=workers)
    server.run(settings)


def token_of_curators(where: Places, store: Path | None) -> str:
    """The token, if the graph can be changed: a change is examined together with the sources."""
    from ..building import publication

    token = os.environ.get(TOKEN, "")
    if len(token) < 16:
        raise Stop(f"--writable needs a token of at least 16 letters in the environment variable {TOKEN}", "set it to something nobody can guess")
    if store is not None or where.extra or not publication.is_current(where):
        raise Stop("--writable is for the build of sources without problems", "leave out --store and --with, and see `kgtools check`")
    return token
