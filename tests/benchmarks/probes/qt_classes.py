"""The classes of Qt that the modules of the window import at a start, by name."""

import ast
import sys
from pathlib import Path

from telling import tell

import viewer.ui.session  # noqa: F401

files = [
    Path(module.__file__)
    for name, module in sys.modules.items()
    if name.startswith("viewer.ui.") and module.__file__
]
found = {
    f"{node.module}.{name.name}": 1.0
    for file in sorted(files)
    for node in ast.parse(file.read_text("utf-8")).body
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6.")
    for name in node.names
}
tell(**found)
