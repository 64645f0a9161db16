"""Writes the JSON Schema of a reference from its types: `python -m viewer.content.schema`."""

import json
import sys
from pathlib import Path

from msgspec.json import schema

from viewer.content.library import resources
from viewer.content.model import Reference

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_path() -> Path:
    """Where the schema lies among the program's files."""
    return resources() / "schema" / "reference.schema.json"


def schema_text() -> str:
    """The schema as it must stand in its file."""
    whole = {"$schema": _DIALECT, **schema(Reference)}
    for part in whole["$defs"].values():
        part.pop("title", None)  # it only says the name of the definition again
    return json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the schema to its file."""
    path = schema_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema_text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
