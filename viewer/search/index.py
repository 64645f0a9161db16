"""The index over the places of references, in memory.

An index has two kinds of documents: places, and the words of all places, each once. The
words are what typing help looks in: a typing-distance query finds the word itself, not
only the places that have it, and its cost does not grow with the number of places.
"""

from collections import Counter
from collections.abc import Sequence

from tantivy import DocAddress, Index, Schema, Searcher, TextAnalyzerBuilder, Tokenizer

from viewer.content.model import Reference
from viewer.search.answer import Answer, Hit
from viewer.search.documents import index_schema, place_documents, vocabulary, word_document
from viewer.search.part import Found
from viewer.search.pieces import Pieces
from viewer.search.synonyms import Named, Synonyms, table
from viewer.search.together import Search
from viewer.search.words import stem

# The least that tantivy accepts; a reference needs a fraction of it.
WRITER_BYTES = 15_000_000

# The types of an answer come with the index.
__all__ = ["Answer", "Hit", "SearchIndex"]


class SearchIndex:
    """The `Part` of references that are held in memory. Reading is safe from any thread."""

    def __init__(
        self,
        found: Sequence[Found],
        schema: Schema,
        searcher: Searcher,
        synonyms: Synonyms,
        references: int,
        name: str,
    ) -> None:
        """`found` are the places by their ordinals."""
        self.name = name
        self.schema = schema
        self.searcher = searcher
        self.synonyms = synonyms
        self.places = len(found)
        self.references = references
        self._found = found
        self._search = Search([self])

    @classmethod
    def build(
        cls, references: Sequence[Reference], name: str = "the bundled reference"
    ) -> "SearchIndex":
        """Indexes every place of `references`; about 70 ms for one of 330 places.

        `name` is what the part is called within a sentence.
        """
        schema = index_schema()
        index = Index(schema)
        index.register_tokenizer("blank", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        # Without this a watcher reloads by itself after the commit; a second reload then
        # waits 100 ms for its lock.
        index.config_reader("manual")
        writer = index.writer(WRITER_BYTES, 1)
        cut = Pieces()
        counts: Counter[str] = Counter()
        found: list[Found] = []
        for reference in references:
            for place, document in place_documents(len(found), reference, cut):
                writer.add_document(document)
                counts.update(set(str(document.get_first("words")).split()))
                found.append(Found(reference.id, reference.title, place))
        synonyms = Synonyms(table(map(Named.of, references), cut.small))
        stems = frozenset(map(stem, counts))
        for word in vocabulary(counts, stems.__contains__, synonyms):
            writer.add_document(word_document(word))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(found, schema, index.searcher(), synonyms, len(references), name)

    def found(self, addresses: Sequence[DocAddress]) -> list[Found]:
        """The places of these documents, in the same order."""
        ordinals = self.searcher.fast_field_values("ordinal", list(addresses))
        return [self._found[ordinal] for ordinal in ordinals if isinstance(ordinal, int)]

    def search(self, line: str, limit: int = 20) -> Answer:
        """The places that `line` finds in this part alone."""
        return self._search.search(line, limit)
