"""`kgtools mappings`: the alignment with other vocabularies as a table."""

from pathlib import Path

import click

from ..problems import BadData
from . import arguments


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; without one the table is printed.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def mappings(output: Path | None, force: bool):
    """Write the matches with EMMO, BattINFO, PROV-O and others as an SSSOM table."""
    from ..building import publication
    from ..export import exporting, sssom
    from ..turtle import sources

    if output:
        exporting.check([output], force)
    read = sources.read(arguments.where())
    if read.unreadable:
        raise BadData(read.problems)
    table = sssom.table(read)
    if output is None:
        return click.echo(table, nl=False)
    publication.write(output.absolute(), table.encode())
    click.echo(f"{output}: {sum(not line.startswith('#') for line in table.splitlines()) - 1} mappings")
