"""Run the console blocks of the documents, and compare or renew what they show.

In a block fenced as ``console`` every line that begins with ``$`` is a command; what follows is
its output. All blocks of one document run in one fresh folder that holds ``fixtures`` and ``docs``.
Blocks fenced as ``python`` are run between them, in the same folder, in the order of the document.
``python -m tests.docs.commands`` writes the outputs again, of all documents or of those named.
"""

import os
import re
import subprocess
import sys
import tempfile
from code import InteractiveInterpreter
from collections.abc import Iterator
from pathlib import Path

from tests.docs import python_blocks

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block with the output shown under each."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command: str, folder: Path) -> str:
    """What a command prints on stdout and stderr."""
    environment = {
        "HOME": str(folder),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        timeout=600,  # a busy machine takes minutes for the demo
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def renewed(document: str, folder: Path) -> str:
    """The document with the outputs that its commands have now."""
    for name in ("fixtures", "docs"):
        (folder / name).symlink_to(ROOT / name)

    session = InteractiveInterpreter()

    def renew(match: re.Match[str]) -> str:
        language, block = match[1], match[2]
        if language == "python":
            return f"```python\n{python_blocks.renewed(block, session, folder)}```"
        shown = [f"$ {command}\n{run(command, folder)}" for command, _ in commands(block)]
        return f"```console\n{''.join(shown)}```"

    return BLOCK.sub(renew, document)


def main() -> None:
    """Write the outputs of the documents again."""
    for path in map(Path, sys.argv[1:] or DOCUMENTS):
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(renewed(path.read_text(), Path(folder)))


if __name__ == "__main__":
    main()
