import re
from pathlib import Path

import pytest

from tests.docs.commands import DOCUMENTS, ROOT, renewed


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_of_a_document_prints_what_the_document_shows(
    path: Path, tmp_path: Path
) -> None:
    assert renewed(path.read_text(), tmp_path) == path.read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_of_a_document_exists(path: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    phony = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert phony is not None
    named = set(re.findall(r"(?:^|['`])make (\w+)", path.read_text(), flags=re.MULTILINE))
    assert named <= targets | set(phony[1].split())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []
