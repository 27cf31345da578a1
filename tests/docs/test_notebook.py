import json

import pytest

from tests.docs.notebook import NOTEBOOK, as_markdown, executed, texts


@pytest.fixture(scope="module")
def stored():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def run_again(tmp_path_factory):
    pytest.importorskip("nbclient", reason="nbclient is not installed here (make site)")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed here (make site)")
    return executed(NOTEBOOK, tmp_path_factory.mktemp("notebook"))


@pytest.mark.slow
def test_the_notebook_run_again_shows_what_is_stored_in_it(stored, run_again):
    assert texts(run_again) == texts(stored)


@pytest.mark.slow
def test_the_notebook_run_again_draws_the_figures_that_are_stored_in_it(stored, run_again):
    def drawings(notebook):
        return [
            number
            for number, cell in enumerate(notebook["cells"])
            for output in cell.get("outputs", ())
            if "image/png" in output.get("data", {})
        ]

    assert drawings(stored)
    assert drawings(run_again) == drawings(stored)


def test_every_cell_of_code_was_run_in_order_without_an_error(stored):
    cells = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]

    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]


def test_the_page_of_the_notebook_holds_its_text_its_code_and_what_it_shows(stored):
    page = as_markdown(NOTEBOOK)

    for cell in stored["cells"]:
        assert "".join(cell["source"]).removeprefix("%%sh\n") in page
    assert "10.26" in page
    assert '<img alt="drawing' in page
