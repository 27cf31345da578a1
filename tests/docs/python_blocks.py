"""Run the Python blocks of a document, and renew what they show.

In a block fenced as ``python`` the lines after ``>>>`` and ``...`` are run, and what they print
follows. All blocks of one document share their names, in the folder of its console blocks.
"""

import re
from code import InteractiveInterpreter
from contextlib import chdir, redirect_stderr, redirect_stdout
from doctest import DocTestParser, Example
from io import StringIO
from pathlib import Path

BLOCK = re.compile(r"^```python\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)


def renewed(document: str, folder: Path) -> str:
    """The document with the outputs that its examples have now."""
    session = InteractiveInterpreter()

    def renew(match: re.Match[str]) -> str:
        examples = DocTestParser().get_examples(match[1])
        return f"```python\n{''.join(_run(session, example) for example in examples)}```"

    with chdir(folder):
        return BLOCK.sub(renew, document)


def _run(session: InteractiveInterpreter, example: Example) -> str:
    """An example with its prompts and what it prints."""
    shown = StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        session.runsource(example.source)
    first, *others = example.source.splitlines()
    prompts = [f">>> {first}", *(f"... {line}".rstrip() for line in others)]
    printed = [line.rstrip() for line in shown.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in [*prompts, *printed])
