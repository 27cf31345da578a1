"""The one door for what commands write: whole or not at all, and over nothing that would be lost.

A command declares its output with ``file_output`` or ``folder_output``; both add ``--force``.
Whether it may be written is checked before anything is computed, and again when it is written.
"""

from console.cli.outputs.errors import OutputRefused
from console.cli.outputs.file import OutputFile
from console.cli.outputs.folder import OutputFolder
from console.cli.outputs.options import file_output, file_outputs, folder_output

__all__ = [
    "OutputFile",
    "OutputFolder",
    "OutputRefused",
    "file_output",
    "file_outputs",
    "folder_output",
]
