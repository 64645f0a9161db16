"""The index over the places of references, and the search in it.

An index has two kinds of documents: places, and the words of all places, each once. The
words are what typing help looks in: a typing-distance query finds the word itself, not
only the places that have it, and its cost does not grow with the number of places.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tantivy import (
    Document,
    Index,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)

from viewer.content.model import Reference
from viewer.content.places import Place, places
from viewer.search.answer import Answer, Hit, message
from viewer.search.highlight import Terms, marks, snippet
from viewer.search.line import MAX_WORDS
from viewer.search.query import Reading, read, whole_title
from viewer.search.ranking import POINTS, STEM, Ranking
from viewer.search.synonyms import Synonyms, short_forms
from viewer.search.words import Word, compounds, forms, is_code, stem, words

# The least that tantivy accepts; a reference needs a fraction of it.
WRITER_BYTES = 15_000_000
# How many misspellings of one word are looked at.
MAX_ALIKE = 100

# The types of an answer come with the index.
__all__ = ["Answer", "Hit", "SearchIndex"]

_ADDRESS = re.compile(r"\b\w+://\S+|\bwww\.\S+")


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
        schema = _schema()
        index = Index(schema)
        index.register_tokenizer("blank", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        # Without this a watcher reloads by itself after the commit; a second reload then
        # waits 100 ms for its lock.
        index.config_reader("manual")
        writer = index.writer(WRITER_BYTES, 1)
        seen = _Seen(short_forms(references))
        for ordinal, (_, place) in enumerate(found):
            writer.add_document(_place_document(ordinal, place, seen))
        synonyms = Synonyms(references, frozenset(seen.ordinary))
        for word in seen.vocabulary(synonyms):
            document = Document()
            document.add_text("vocabulary", word)
            writer.add_document(document)
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


@dataclass(slots=True)
class _Seen:
    """What was seen of words while places were indexed.

    `counts` says in how many texts a word stands, `ordinary` which of `short_forms` are
    also written in small letters.
    """

    short_forms: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)
    ordinary: set[str] = field(default_factory=set)

    def note(self, text: str, found: Sequence[Word]) -> None:
        """Takes in the words `found` in one text of a place."""
        distinct = {word.text for word in found}
        self.counts.update(distinct)
        if not self.short_forms.isdisjoint(distinct):
            self.ordinary.update(
                word.text
                for word in found
                if word.text in self.short_forms and text[word.start : word.end].islower()
            )

    def vocabulary(self, synonyms: Synonyms) -> Iterator[str]:
        """The words that typing help may offer, commonest first; then those that lead to one."""
        stems = frozenset(map(stem, self.counts))
        leading = (
            word
            for word in synonyms.single
            if any(stems.issuperset(phrase) for phrase in synonyms.of((stem(word),)))
        )
        known = {**dict.fromkeys(leading, 0), **self.counts}
        usable = (word for word in known if len(word) > 2 and word.isalpha())
        yield from sorted(usable, key=lambda word: (-known[word], word))


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name in POINTS:
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
        builder.add_text_field(name + STEM, tokenizer_name="blank", index_option="position")
    for name in ("words", "stems", "own", "codes", "whole"):
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
    builder.add_text_field("vocabulary", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True)
    return builder.build()


def _place_document(ordinal: int, place: Place, seen: _Seen) -> Document:
    # Addresses are left out: www and com are no words that anyone looks for.
    text = _ADDRESS.sub(" ", place.text)
    title_field, text_field = _fields(place)
    document = Document()
    document.add_unsigned("ordinal", ordinal)
    all_words: dict[str, None] = {}
    all_stems: dict[str, None] = {}
    for name, value in ((title_field, place.title), (text_field, text), ("more", _more(place))):
        found = words(value)
        plain = [word.text for word in found]
        stems = [stem(word) for word in plain]
        # A word that hyphens join stands behind the others, out of the way of phrases.
        joined = [word.text for word in compounds(found)]
        as_typed = [form for word in plain for form in forms(word)] + joined
        in_any_form = stems + [stem(word) for word in joined]
        document.add_text(name, " ".join(as_typed))
        document.add_text(name + STEM, " ".join(in_any_form))
        all_words.update(dict.fromkeys(as_typed))
        all_stems.update(dict.fromkeys(in_any_form))
        seen.note(value, found)
    document.add_text("words", " ".join(all_words))
    document.add_text("stems", " ".join(all_stems))
    title = (stem(word.text) for word in words(place.title)[:MAX_WORDS])
    document.add_text("whole", whole_title(title))
    codes = [code.casefold() for code in place.codes]
    own = [place.id.casefold()] if place.role == "source" else codes
    document.add_text("own", " ".join(own))
    document.add_text("codes", " ".join((*codes, *filter(is_code, all_words))))
    return document


def _fields(place: Place) -> tuple[str, str]:
    """The fields of a place's title and text: they say how much a word there counts."""
    if place.role == "source":
        return "source", "source"
    if place.kind == "note":
        return "headline", "note"
    if place.kind == "code":
        return "title", "entry"
    if place.role == "heading":
        return "heading", "text"
    return ("question" if place.role == "question" else "title"), "text"


def _more(place: Place) -> str:
    """What else finds a place: the way to it, and for a code what kind of code it is."""
    if place.kind != "code":
        return place.crumb
    lettered = any(code[0].isalpha() for code in place.codes)
    return f"{place.crumb} code {'HCPCS' if lettered else 'CPT'}"
