"""The notebook in ``docs``: run it, compare or renew what it shows, and turn it into a page.

``python -m tests.docs.notebook`` writes its outputs again. It runs in a fresh folder that holds
``fixtures`` and ``docs``, as the other documents do.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
SHOWN = ("text/html", "text/plain", "image/png")
EMPHASIS = re.compile(r"\x1b\[[0-9;]*m")
"""Escapes by which a terminal shows bold and dim text; a kernel forces them on its commands."""

Cell = dict[str, Any]
"""A cell as the notebook's JSON has it."""


def executed(path: Path, folder: Path) -> dict[str, Any]:
    """The notebook with the outputs that its cells have now; an error in a cell is raised."""
    import nbformat
    from nbclient import NotebookClient

    for name in ("fixtures", "docs"):
        (folder / name).symlink_to(ROOT / name)
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources)
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    client.execute(env=os.environ | {"PATH": programs, "COLUMNS": "100", "NO_COLOR": "1"})
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = list(map(_kept, _joined(cell.outputs)))
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    plain: dict[str, Any] = json.loads(nbformat.writes(notebook))
    return plain


def _joined(outputs: list[Any]) -> list[Any]:
    """Outputs with what one stream printed in one piece, however it arrived."""
    joined: list[Any] = []
    for output in outputs:
        if joined and "name" in output and output.get("name") == joined[-1].get("name"):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _kept(output: Any) -> Any:
    """An output in the forms that a page can show, and nothing that changes from run to run."""
    if "data" in output:
        output.data = {form: output.data[form] for form in SHOWN if form in output.data}
        output.metadata = {}
    if "text" in output:
        output.text = EMPHASIS.sub("", output.text)
    return output


def texts(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What each code cell shows, a drawing by its form alone: its points differ by machine."""
    return [
        [_text(output) for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def _text(output: dict[str, Any]) -> dict[str, Any]:
    if "image/png" not in output.get("data", {}):
        return output
    return output | {"data": output["data"] | {"image/png": "a drawing"}}


def as_markdown(path: Path) -> str:
    """The notebook as a page: its text, its code, and what each cell shows."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return "\n\n".join(part for cell in notebook["cells"] for part in _parts(cell))


def _parts(cell: Cell) -> list[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [source]
    language, code = "python", source
    if source.startswith("%%sh\n"):
        language, code = "sh", source.removeprefix("%%sh\n")
    return [f"```{language}\n{code}\n```", *map(_shown, cell["outputs"])]


def _shown(output: dict[str, Any]) -> str:
    """An output in its richest form."""
    data = output.get("data", {})
    if "text/html" in data:
        return "".join(line for line in "".join(data["text/html"]).splitlines(True) if line.strip())
    if "image/png" in data:
        drawing = "".join(data["image/png"]).replace("\n", "")
        return f'<img alt="drawing by the cell above" src="data:image/png;base64,{drawing}">'
    return f"```text\n{''.join(output.get('text') or data['text/plain']).rstrip()}\n```"


def main() -> None:
    """Write the outputs of the notebook again."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = executed(NOTEBOOK, Path(folder))
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    NOTEBOOK.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
