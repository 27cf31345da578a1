"""Run ``python -m reconstruction.cohort`` to write the files built from the tables again."""

from reconstruction.cohort.events import cohort_jsonl
from reconstruction.published_tables import FOLDER, expected_responses_csv
from reconstruction.writing import write

if __name__ == "__main__":
    write(FOLDER / "cohort.jsonl", cohort_jsonl())
    write(FOLDER / "expected_responses.csv", expected_responses_csv())
