"""A place as a document of the index, in memory and on disk."""

import re
from collections.abc import Callable, Iterator, Mapping

from tantivy import Document, Schema, SchemaBuilder

from viewer.content.model import Reference
from viewer.content.places import Place, places
from viewer.search.fields import POINTS, STEM
from viewer.search.line import MAX_WORDS
from viewer.search.pieces import Pieces
from viewer.search.query import whole_title
from viewer.search.synonyms import Synonyms
from viewer.search.words import stem, words

_SENTENCE = re.compile(r"(?<=\.)\s")
_DENIED = re.compile(r"\b(?:no|not|never|without)\b[^,;:.()]*", re.IGNORECASE)
_ADDRESS = re.compile(r"\b\w+://\S+|\bwww\.\S+")

# The scope of the documents of words: no scope that a line can name.
OF_WORDS = "vocabulary"


def vocabulary(
    counts: Mapping[str, int], has_stem: Callable[[str], bool], synonyms: Synonyms
) -> list[str]:
    """The words that typing help may offer, commonest first; then those that lead to one.

    `counts` says in how many places each word stands, `has_stem` whether any has a stem.
    """
    leading = (
        word
        for word in synonyms.single
        if any(all(map(has_stem, phrase)) for phrase in synonyms.of((stem(word),)))
    )
    known = {**dict.fromkeys(leading, 0), **counts}
    usable = (word for word in known if len(word) > 2 and word.isalpha())
    return sorted(usable, key=lambda word: (-known[word], word))


def index_schema() -> Schema:
    """The fields of both kinds of documents.

    An index on disk stores each place with its document; see `stored_place`.
    """
    builder = SchemaBuilder()
    for name in POINTS:
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
        builder.add_text_field(name + STEM, tokenizer_name="blank", index_option="position")
    for name in ("words", "stems", "own", "codes", "whole", "scope", "named"):
        builder.add_text_field(name, tokenizer_name="blank", index_option="basic")
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("vocabulary", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True)
    builder.add_bytes_field("place", stored=True)
    return builder.build()


def word_document(word: str) -> Document:
    """The document of one word that typing help may offer."""
    document = Document()
    document.add_text("scope", OF_WORDS)
    document.add_text("vocabulary", word)
    return document


def place_documents(
    first: int, reference: Reference, cut: Pieces
) -> Iterator[tuple[Place, Document]]:
    """Every place of `reference` with its document, cut into words by `cut`.

    The ordinals of the documents count from `first`: they give the reading order.
    """
    cut.forget()
    named = " ".join(reference_words(reference))
    for ordinal, place in enumerate(places(reference), first):
        document = _document(place, cut)
        document.add_unsigned("ordinal", ordinal)
        document.add_text("reference", reference.id)
        document.add_text("named", named)
        yield place, document


def _document(place: Place, cut: Pieces) -> Document:
    text = place.text
    if "://" in text or "www." in text:
        # Addresses are left out: www and com are no words that anyone looks for.
        text = _ADDRESS.sub(" ", text)
    title_field, text_field = _fields(place)
    title, body, more = cut.text(place.title), cut.text(text), cut.text(_more(place))
    document = Document()
    fields = [(title_field, title), (text_field, body), ("more", more)]
    if place.kind == "code":
        fields.append(("summary", cut.text(_summary(text))))
    for name, value in fields:
        document.add_text(name, value.typed)
        document.add_text(name + STEM, value.stems)
    typed, stems, named = cut.together(title.pieces + body.pieces + more.pieces)
    document.add_text("words", typed)
    document.add_text("stems", stems)
    document.add_text("whole", whole_title(title.plain.split()[:MAX_WORDS]))
    codes = [code.casefold() for code in place.codes]
    own = [place.id.casefold()] if place.role == "source" else codes
    # Most places have neither, and what is empty costs as much to add.
    if own:
        document.add_text("own", " ".join(own))
    if codes or named:
        document.add_text("codes", " ".join((*codes, named)))
    document.add_text("scope", f"{place.pane} note" if place.role == "note" else place.pane)
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


def _summary(text: str) -> str:
    """The first sentence of a code entry without what it denies: "no ultrasound claimed"."""
    return _DENIED.sub(" ", _SENTENCE.split(text, maxsplit=1)[0])


def _more(place: Place) -> str:
    """What else finds a place: the way to it, and for a code what kind of code it is."""
    if place.kind != "code":
        return place.crumb
    lettered = any(code[0].isalpha() for code in place.codes)
    return f"{place.crumb} code {'HCPCS' if lettered else 'CPT'}"
