"""Run ``python -m tests.reconstruction.cohort`` to write the files built from the tables again."""

from tests.reconstruction.cohort.events import cohort_jsonl
from tests.reconstruction.published_tables import FOLDER, expected_responses_csv
from tests.reconstruction.writing import write

if __name__ == "__main__":
    write(FOLDER / "cohort.jsonl", cohort_jsonl())
    write(FOLDER / "expected_responses.csv", expected_responses_csv())
