"""An index as the search library's own example makes it, over the same texts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.content.places import places

if TYPE_CHECKING:
    from tantivy import Index


def bundled() -> Reference:
    """The bundled reference."""
    reference = load_bundled().reference
    assert reference is not None
    return reference


def texts() -> list[tuple[str, str]]:
    """Title and text of every place of the bundled reference."""
    return [(place.title, place.text) for place in places(bundled())]


def build(found: Sequence[tuple[str, str]]) -> "Index":
    """Loads the library and indexes `found`, ready to be searched."""
    from tantivy import Document, Index, SchemaBuilder

    builder = SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_unsigned_field("ordinal", fast=True)
    index = Index(builder.build())
    writer = index.writer(15_000_000, 1)
    for ordinal, (title, text) in enumerate(found):
        document = Document()
        document.add_text("title", title)
        document.add_text("text", text)
        document.add_unsigned("ordinal", ordinal)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
