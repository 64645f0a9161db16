"""The JSON Schema follows the model, and references follow the schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec import inspect

from viewer.content import schema
from viewer.content.library import bundled_path
from viewer.content.model import Reference
from viewer.content.schema import schema_path, schema_text
from viewer.content.shape import misfits


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    made = json.loads(schema_path().read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def test_the_schema_in_the_repository_is_the_model_s() -> None:
    kept = json.loads(schema_path().read_text(encoding="utf-8"))
    refresh = "the schema is stale: run `python -m viewer.content.schema` and commit its file"
    assert kept == json.loads(schema_text()), refresh


def test_the_schema_is_written_where_it_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schema" / "reference.schema.json"
    monkeypatch.setattr(schema, "schema_path", lambda: path)
    assert schema.main() == 0
    assert path.read_text(encoding="utf-8") == schema_text()


def test_references_fit_the_schema(small_path: Path, validator: Draft202012Validator) -> None:
    for path in (small_path, bundled_path()):
        value = json.loads(path.read_text(encoding="utf-8"))
        assert [error.json_path for error in validator.iter_errors(value)] == []


def test_the_schema_refuses_what_the_model_refuses(
    small_path: Path, validator: Draft202012Validator
) -> None:
    value = json.loads(small_path.read_text(encoding="utf-8"))
    value["colour"] = "red"
    value["notes"][0]["kind"] = "guess"
    del value["overview"][0]["blocks"][0]["type"]
    paths = {error.json_path for error in validator.iter_errors(value)}
    assert paths == {"$", "$.notes[0].kind", "$.overview[0].blocks[0]"}


def fields_of(kind: inspect.Type) -> set[tuple[str, str]]:
    """Every field of the model within `kind`, with the type that it belongs to."""
    found: set[tuple[str, str]] = set()
    waiting = [kind]
    while waiting:
        match waiting.pop():
            case inspect.Metadata() as metadata:
                waiting.append(metadata.type)
            case inspect.ListType() as items:
                waiting.append(items.item_type)
            case inspect.UnionType() as union:
                waiting += union.types
            case inspect.StructType() as struct:
                found |= {(struct.cls.__name__, field.encode_name) for field in struct.fields}
                waiting += [field.type for field in struct.fields]
    return found


def used_by(value: object) -> set[tuple[str, str]]:
    """Every field that has a value in `value`, with its type."""
    found: set[tuple[str, str]] = set()
    waiting: list[Any] = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif hasattr(part, "__struct_fields__"):
            names = zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True)
            for name, encoded in names:
                inner = getattr(part, name)
                waiting.append(inner)
                if inner not in ("", [], None) or inner is False:
                    found.add((type(part).__name__, encoded))
    return found


def test_every_kind_of_field_has_a_check(small_path: Path) -> None:
    """One that has none would end a check in an error; the small reference uses them all."""
    value = json.loads(small_path.read_text(encoding="utf-8"))
    assert list(misfits(value)) == []


def test_the_small_reference_uses_every_field(small: Reference) -> None:
    unused = fields_of(inspect.type_info(Reference)) - used_by(small)
    # What some kinds of statements only inherit is used by others.
    assert {field for _, field in unused} <= {"lead", "claims"}
