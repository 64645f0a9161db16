"""The index over the places of references, and the search in it.

An index has two kinds of documents: places, and the words of all places, each once. The
words are what typing help looks in: a typing-distance query finds the word itself, not
only the places that have it, and its cost does not grow with the number of places.
"""

from collections.abc import Sequence

from tantivy import Index, Query, Schema, Searcher, TextAnalyzerBuilder, Tokenizer

from viewer.content.model import Reference
from viewer.content.places import Place, places
from viewer.search.answer import Answer, Hit, message
from viewer.search.documents import Seen, index_schema, place_document, word_document
from viewer.search.highlight import Terms, marks, snippet
from viewer.search.query import Reading, read
from viewer.search.ranking import POINTS, STEM, Ranking
from viewer.search.synonyms import Synonyms, short_forms

# The least that tantivy accepts; a reference needs a fraction of it.
WRITER_BYTES = 15_000_000
# How many misspellings of one word are looked at.
MAX_ALIKE = 100

# The types of an answer come with the index.
__all__ = ["Answer", "Hit", "SearchIndex"]


class SearchIndex:
    """Search over references, in memory. Reading is safe from any thread."""

    def __init__(
        self,
        found: Sequence[tuple[str, Place]],
        schema: Schema,
        searcher: Searcher,
        synonyms: Synonyms,
        references: int,
    ) -> None:
        """`found` are the places in the order of their documents, each with its reference's id."""
        self._places = found
        self._searcher = searcher
        self._synonyms = synonyms
        self._references = references
        self._lexicon = _Words(schema, searcher)
        self._ranking = Ranking(schema, searcher, len(found))

    @classmethod
    def build(cls, references: Sequence[Reference]) -> "SearchIndex":
        """Indexes every place of `references`; about 70 ms for one of 330 places."""
        found = [(reference.id, place) for reference in references for place in places(reference)]
        schema = index_schema()
        index = Index(schema)
        index.register_tokenizer("blank", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        # Without this a watcher reloads by itself after the commit; a second reload then
        # waits 100 ms for its lock.
        index.config_reader("manual")
        writer = index.writer(WRITER_BYTES, 1)
        seen = Seen(short_forms(references))
        for ordinal, (_, place) in enumerate(found):
            writer.add_document(place_document(ordinal, place, seen))
        synonyms = Synonyms(references, frozenset(seen.ordinary))
        for word in seen.vocabulary(synonyms):
            writer.add_document(word_document(word))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(found, schema, index.searcher(), synonyms, len(references))

    def search(self, line: str, limit: int = 20) -> Answer:
        """The places that `line` finds, at most `limit`. Any string will do; nothing is raised."""
        reading = read(line, self._lexicon, self._synonyms)
        ordinals, partly = self._find(reading, limit)
        hits = tuple(
            self._hit(rank, ordinal, reading.terms) for rank, ordinal in enumerate(ordinals, 1)
        )
        said = message(reading, bool(hits), partly, self._references)
        return Answer(line, hits, said, reading.terms, reading.corrections)

    def _find(self, reading: Reading, limit: int) -> tuple[list[int], bool]:
        """The ordinals of the places, best first, and whether they have only some words."""
        required = sum(group.required for group in reading.groups)
        limit = min(limit, len(self._places))
        if not required or limit < 1:
            return [], False
        found = self._run(self._ranking.all_of(reading), limit)
        if found or required == 1:
            return found, False
        found = self._run(self._ranking.some_of(reading), limit)
        return found, bool(found)

    def _run(self, query: Query, limit: int) -> list[int]:
        hits = self._searcher.search(query, limit, count=False).hits
        ordinals = self._searcher.fast_field_values("ordinal", [address for _, address in hits])
        ranked = sorted(
            (-score, ordinal)
            for (score, _), ordinal in zip(hits, ordinals, strict=True)
            if isinstance(ordinal, int)
        )
        return [ordinal for _, ordinal in ranked]

    def _hit(self, rank: int, ordinal: int, terms: Terms) -> Hit:
        reference, place = self._places[ordinal]
        piece, piece_marks = snippet(place.text, terms)
        return Hit(rank, reference, place, tuple(marks(place.title, terms)), piece, piece_marks)


class _Words:
    """The `Lexicon` of a tantivy index."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def count(self, word: str) -> int:
        return self._searcher.doc_freq("words", word)

    def count_stem(self, part: str) -> int:
        return self._searcher.doc_freq("stems", part)

    def opens(self, opening: str) -> bool:
        return bool(self._searcher.terms_with_prefix("words", opening, limit=1))

    def codes(self, opening: str) -> Sequence[str]:
        return sorted(code for code, _ in self._searcher.terms_with_prefix("codes", opening))

    def has_phrase(self, stems: Sequence[str]) -> bool:
        if not all(map(self.count_stem, stems)):
            return False
        if len(stems) == 1:
            return True
        phrases = (Query.phrase_query(self._schema, name + STEM, list(stems)) for name in POINTS)
        return any(self._searcher.search(phrase, 1, count=False).hits for phrase in phrases)

    def alike(self, word: str, errors: int, opening: bool) -> Sequence[tuple[str, int]]:
        query = Query.fuzzy_term_query(self._schema, "vocabulary", word, errors, True, opening)
        hits = self._searcher.search(query, MAX_ALIKE, count=False).hits
        found = (self._searcher.doc(address)["vocabulary"][0] for _, address in hits)
        return [(candidate, self.count(candidate)) for candidate in found]
