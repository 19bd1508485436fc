"""A problem with the data is a value: collected, sorted and printed, never raised.

Exceptions are for what stops the program: `Stop` carries the exit code it ends with.
"""

from dataclasses import dataclass

FINE, DATA_HAS_ERRORS, COULD_NOT_RUN = 0, 1, 2


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    rule: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}, {self.fix}"


class Stop(Exception):
    """Something the user can put right keeps the program from going on."""

    exit_code = COULD_NOT_RUN

    def __init__(self, message: str, fix: str = ""):
        super().__init__(f"{message}, {fix}" if fix else message)


class BadData(Stop):
    """The sources have problems, so there is nothing that could be published."""

    exit_code = DATA_HAS_ERRORS

    def __init__(self, problems: list[Problem]):
        super().__init__(count_of(problems))
        self.problems = sorted(problems)


def count_of(problems: list[Problem]) -> str:
    files = len({problem.path for problem in problems})
    return f"{len(problems)} problem{'s' * (len(problems) != 1)} in {files} file{'s' * (files != 1)}"
