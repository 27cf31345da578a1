"""Run the Python blocks of a document, and renew what they show.

In a block fenced as ``python`` the lines after ``>>>`` and ``...`` are run, and what they print
follows. All blocks of one document share their names, in the folder of its console blocks.
"""

from code import InteractiveInterpreter
from contextlib import chdir, redirect_stderr, redirect_stdout
from doctest import DocTestParser, Example
from io import StringIO
from pathlib import Path


def renewed(block: str, session: InteractiveInterpreter, folder: Path) -> str:
    """The block with the outputs that its examples have now; without prompts it stays as it is."""
    if not block.startswith(">>> "):
        return block
    with chdir(folder):
        return "".join(_run(session, example) for example in DocTestParser().get_examples(block))


def _run(session: InteractiveInterpreter, example: Example) -> str:
    """An example with its prompts and what it prints."""
    shown = StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        session.runsource(example.source)
    first, *others = example.source.splitlines()
    prompts = [f">>> {first}", *(f"... {line}".rstrip() for line in others)]
    printed = [line.rstrip() for line in shown.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in [*prompts, *printed])
