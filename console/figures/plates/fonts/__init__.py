"""The fonts of figures: Liberation Sans, as wide as Helvetica and Arial, and one for the rest.

DejaVu Sans has the characters that Liberation Sans lacks, such as ⁻ and ✕. Both may be passed on
with the program; their licences lie beside them.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
REGULAR = FOLDER / "LiberationSans-Regular.ttf"
BOLD = FOLDER / "LiberationSans-Bold.ttf"
FALLBACK = FOLDER / "DejaVuSans.ttf"
