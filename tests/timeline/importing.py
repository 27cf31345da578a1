"""An import in a process of its own: one line of output a batch, then what became of the file.

Run as ``python -m tests.timeline.importing STORE FILE BATCH_SIZE``.
"""

import sys
from pathlib import Path

from timeline.ingest import bulk
from timeline.store import Store


def main(store: str, file: str, batch_size: str) -> None:
    bulk.BATCH_SIZE = int(batch_size)
    with Store.open(Path(store), create=True) as opened:
        reports = []
        for report in bulk.BulkLoad(opened).load(Path(file)):
            print("batch", flush=True)
            reports.append(report)
    print(reports[-1].added, reports[-1].unchanged, len(reports[-1].rejects))


if __name__ == "__main__":
    main(*sys.argv[1:])
