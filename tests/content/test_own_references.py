"""A department's own reference: no article, few parts, and still valid and pleasant to read."""

import json
import re
from typing import Any

import msgspec
import pytest

from viewer.content.check import check
from viewer.content.library import load_bundled
from viewer.content.model import PANES, Reference
from viewer.content.origin import checked, dated, origin
from viewer.content.places import code_intro_title, panes_of, places
from viewer.content.reader import read
from viewer.printing.parts import all_parts
from viewer.render.html import Look, Shown
from viewer.render.panes import pane_html
from viewer.render.printed import chapters
from viewer.render.text import reference_text

LEAST: dict[str, Any] = {
    "format": "needleside/1",
    "id": "room-rules",
    "title": "Injection room: local rules",
    "definition": {"id": "what", "text": "How we use the injection room."},
    "revision": "1",
    "checked": "March 2026",
    "publisher": "Example Ward",
}
FULL = LEAST | {
    "overview": [
        {
            "id": "rooms", "title": "Rooms",
            "blocks": [
                {"type": "paragraph", "id": "room-a", "text": "Room A has the large couch."},
                {
                    "type": "table", "id": "phones", "caption": "Phones", "head": ["Who", "Phone"],
                    "rows": [{"id": "phone-desk", "cells": ["Desk", "100"]}],
                },
            ],
        },
    ],
    "phases": [
        {
            "id": "before", "title": "Before",
            "steps": [{"id": "before-book", "short": "Book", "text": "Book the room."}],
        }
    ],
    "code_intro": [{"id": "coding-desk", "text": "The coding desk has phone 200."}],
    "codes": [
        {
            "id": "code-20611", "code": "20611", "codes": ["20611"], "group": "Joints",
            "structure": "Large joint", "summary": "A large joint with ultrasound.",
            "confidence": "general knowledge", "checked": "March 2026",
        }
    ],
    "faq": [
        {
            "id": "asked", "title": "Asked often",
            "questions": [{"id": "who", "question": "Who has the key?", "answer": "The desk."}],
        }
    ],
}  # fmt: skip


def made(value: dict[str, Any]) -> Reference:
    data = json.dumps(value).encode()
    assert check(data, "own.json") == []
    reference = read(data, "own.json")
    assert isinstance(reference, Reference)
    return reference


def problems(value: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.path, each.what) for each in check(json.dumps(value).encode(), "own.json")]


def test_a_title_a_sentence_and_who_publishes_it_are_enough() -> None:
    reference = made(LEAST)
    assert panes_of(reference) == ("overview", "sources")
    assert [part.id for part in all_parts(reference)] == ["overview", "sources"]
    assert reference.language == "en"
    assert "not advice about a patient" in reference.intended_use


def test_somebody_answers_for_what_is_said() -> None:
    nobody = {name: value for name, value in FULL.items() if name != "publisher"}
    assert problems(nobody) == [("$", "nothing says whose statements these are")]
    with_article = nobody | {"article": {"title": "A leaflet"}}
    assert {what for _, what in problems(with_article)} == {
        "nothing says where the article says this"
    }
    assert len(problems(with_article)) == 6


def test_an_article_that_is_not_there_says_nothing() -> None:
    entry = FULL["codes"][0] | {"article": [{"text": "It names the code."}]}
    assert problems(FULL | {"codes": [entry]}) == [
        ("$.codes[0].article[0]", "there is no article that could say this of the code")
    ]


def test_the_panes_are_those_with_content() -> None:
    assert panes_of(made(FULL)) == PANES
    for name, pane in (("phases", "steps"), ("faq", "faq")):
        fewer = {key: value for key, value in FULL.items() if key != name}
        assert panes_of(made(fewer)) == tuple(each for each in PANES if each != pane)
    codeless = {key: value for key, value in FULL.items() if key not in ("codes", "code_intro")}
    assert "coding" not in panes_of(made(codeless))


@pytest.mark.parametrize("value", [LEAST, FULL], ids=["least", "full"])
def test_nothing_shown_speaks_of_an_article_or_has_a_gap(value: dict[str, Any]) -> None:
    reference = made(value)
    shown = Shown(all_open=True)
    texts = [pane_html(reference, pane, Look(), shown) for pane in panes_of(reference)]
    texts += [chapter.html for chapter in chapters(reference, PANES, 10)]
    texts.append(reference_text(reference))
    for text in texts:
        bare = re.sub("<[^>]*>", " ", text)
        assert "article" not in bare.lower()
        assert "None" not in bare
        assert not re.search(r"\[\]|, ,|,\s*\.|: *$|\bup to \.", bare), bare
    assert all(text.strip() for text in texts)


def test_what_is_shown_names_who_publishes_it() -> None:
    reference = made(FULL)
    assert "Example Ward" in pane_html(reference, "sources", Look(), Shown())
    assert "Published by\n------------\n\nExample Ward" in reference_text(reference)
    assert origin(reference) == "Example Ward"
    assert dated(reference) == "Revision 1"
    assert checked(reference) == "Revision 1, checked March 2026"
    assert code_intro_title(reference) == "Coding as a whole"


def test_an_article_of_which_little_is_known_is_named_as_far_as_it_goes(small: Reference) -> None:
    assert small.article is not None
    assert origin(small) == (
        "Needles and pictures, Example Desk, 2026-04-11. https://example.org/needles"
    )
    assert dated(small) == "Article of 11 April 2026"
    little = msgspec.structs.replace(
        small, article=msgspec.structs.replace(small.article, byline="", date="", address="")
    )
    assert origin(little) == "Needles and pictures"
    assert dated(little) == "Revision 1"
    assert "copy:article" not in pane_html(little, "sources", Look(), Shown())
    assert "Needles and pictures" in reference_text(little)


def test_the_bundled_reference_has_what_others_may_leave_out() -> None:
    reference = load_bundled().reference
    assert reference is not None
    assert reference.article is not None
    assert all((reference.article.address, reference.article.byline, reference.article.date))
    assert panes_of(reference) == PANES
    assert reference.intended_use
    assert all(place.from_ for place in places(reference) if place.kind == "article"
               and place.role != "heading")  # fmt: skip
    assert all(entry.guidance_text and entry.in_article for entry in reference.codes)
    assert all(source.address for source in reference.sources)
