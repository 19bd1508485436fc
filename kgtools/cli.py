"""The command line: parse, call, print. Exit codes: 0 fine, 1 the data has errors, 2 could not run.

Each command is imported when it is used, and imports heavy packages late itself: asking starts with pyoxigraph and
click alone. Every command takes `--with`, files from outside that are read together with ours.
"""

import importlib
import os
import sys

import click

from . import __version__
from .problems import COULD_NOT_RUN, BadData, Problem, Stop, count_of

# The module of each command in commands/, in the order of the help.
COMMANDS = {
    "trace": "ask",
    "query": "ask",
    "ask": "ask",
    "list": "ask",
    "export": "export",
    "plot": "export",
    "build": "check",
    "check": "check",
    "verify": "check",
    "report": "check",
    "diff": "diff",
    "release": "diff",
    "add": "add",
    "template": "tables",
    "import": "tables",
    "mappings": "mappings",
    "mutate": "mutate",
    "serve": "serve",
}


class Commands(click.Group):
    """Finds commands late, and turns what the user can put right into a message and an exit code, never a traceback."""

    def list_commands(self, ctx):
        return list(COMMANDS)

    def get_command(self, ctx, name):
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f".commands.{COMMANDS[name]}", __package__)
        command = getattr(module, name if hasattr(module, name) else f"{name}_")  # list_, import_: Python has the bare words
        for one in command.commands.values() if isinstance(command, click.Group) else [command]:
            if not any(option.name == "extra" for option in one.params):
                one.params.append(with_option())
        return command

    def resolve_command(self, ctx, args):
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from .names import nearest

            near = nearest(args[0], COMMANDS)
            raise click.UsageError(f"{error.message} {f'Did you mean {near[0]}?' if near else '`kgtools --help` lists the commands.'}", ctx) from error

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except BadData as bad:
            show_problems(bad.problems)
            ctx.exit(bad.exit_code)
        except Stop as stop:
            for line in str(stop).splitlines():
                click.echo(f"kgtools: {line}", err=True)
            ctx.exit(stop.exit_code)
        except BrokenPipeError:
            # The reader (`| head`) has left; a second attempt to write at exit would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            click.echo(f"kgtools: {error.filename or 'a file'} cannot be read or written ({error.strerror})", err=True)
            ctx.exit(COULD_NOT_RUN)


def with_option() -> click.Option:
    def keep(ctx, _, paths):
        ctx.meta["kgtools.with"] = paths

    return click.Option(["--with", "extra"], multiple=True, metavar="FILE|FOLDER", expose_value=False, callback=keep,
                        help="Turtle of your own, read together with ours; may be repeated.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kgtools")
def main():
    """Silicon anodes for all-solid-state batteries: mechanisms, strategies and the evidence behind them."""


def show_problems(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem))
    click.echo(count_of(problems), err=True)
