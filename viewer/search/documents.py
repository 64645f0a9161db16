"""A place as a document of the index, in memory and on disk."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tantivy import Document, Schema, SchemaBuilder

from viewer.content.model import Reference
from viewer.content.places import Place
from viewer.search.fields import POINTS, STEM
from viewer.search.line import MAX_WORDS
from viewer.search.query import whole_title
from viewer.search.synonyms import Synonyms
from viewer.search.words import Word, compounds, forms, is_code, stem, words

_ADDRESS = re.compile(r"\b\w+://\S+|\bwww\.\S+")


@dataclass(slots=True)
class Seen:
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


def index_schema() -> Schema:
    """The fields of both kinds of documents."""
    builder = SchemaBuilder()
    for name in POINTS:
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
        builder.add_text_field(name + STEM, tokenizer_name="blank", index_option="position")
    for name in ("words", "stems", "own", "codes", "whole", "scope", "named"):
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("vocabulary", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True)
    return builder.build()


def word_document(word: str) -> Document:
    """The document of one word that typing help may offer."""
    document = Document()
    document.add_text("vocabulary", word)
    return document


def place_document(ordinal: int, reference: Reference, place: Place, seen: Seen) -> Document:
    """The document of one place of `reference`; `seen` takes in its words.

    Ordinals give the reading order: those of one reference follow each other.
    """
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
    document.add_text("scope", f"{place.pane} note" if place.role == "note" else place.pane)
    document.add_text("reference", reference.id)
    document.add_text("named", " ".join(reference_words(reference)))
    return document


def reference_words(reference: Reference) -> Iterator[str]:
    """The words by which a reference is named: those of its title and its id, each once."""
    found = (word.text for text in (reference.title, reference.id) for word in words(text))
    yield from dict.fromkeys(found)


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
