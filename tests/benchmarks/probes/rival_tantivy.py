"""The search library as its own example uses it, over the places of a library: build, or ask.

The last word of a line is taken as an opening, all others as whole words; all must be there.
"""

import re
import sys
import time
from pathlib import Path

from asked import asked
from library_texts import library_texts, size_of
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder
from telling import peak_memory, tell

MOST = 20
FIELDS = ("title", "text")
STEMMED = "en_stem"


def schema() -> Schema:
    """Title and text, stemmed; the id of the place is kept."""
    builder = SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=STEMMED)
    builder.add_text_field("place", stored=True, tokenizer_name="raw")
    return builder.build()


def build(library: Path, folder: Path) -> dict[str, float]:
    """Makes the index with a writer as it comes: threads and memory as the library chooses."""
    folder.mkdir(parents=True)
    began = time.perf_counter()
    index = Index(schema(), path=str(folder))
    writer = index.writer()
    for place, title, text in library_texts(library):
        document = Document()
        document.add_text("place", place)
        document.add_text("title", title)
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return {"built": time.perf_counter() - began, "size": size_of(folder)}


def ask(folder: Path) -> dict[str, float]:
    """How long lines take."""
    index = Index.open(str(folder))
    index.reload()
    searcher = index.searcher()

    def by_parser(line: str) -> object:
        query, _ = index.parse_query_lenient(line, list(FIELDS))
        hits = searcher.search(query, MOST, count=False).hits
        return [searcher.doc(address)["place"] for _, address in hits]

    def by_parts(line: str) -> object:
        found = re.findall(r"\w+", line.lower())
        if not found:
            return []
        parts = [(Occur.Must, index.parse_query(word, list(FIELDS))) for word in found[:-1]]
        opening = [
            (Occur.Should, Query.fuzzy_term_query(index.schema, name, found[-1], 0, True, True))
            for name in FIELDS
        ]
        query = Query.boolean_query([*parts, (Occur.Must, Query.boolean_query(opening))])
        hits = searcher.search(query, MOST, count=False).hits
        return [searcher.doc(address)["place"] for _, address in hits]

    parser = {f"parser {name}": took for name, took in asked(by_parser).items()}
    return asked(by_parts) | parser | {"memory": peak_memory()}


folders = [Path(name) for name in sys.argv[3:]]
tell(**(build(*folders) if sys.argv[2] == "build" else ask(*folders)))
