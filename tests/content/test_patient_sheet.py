"""The bundled patient's sheet: plain words that rest on checked content, and on nothing else."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import textstat
from msgspec import Struct, structs

from viewer.content.check import check
from viewer.content.library import bundled_path, load_bundled
from viewer.content.model import Advice, PatientSheet, Reference

DATA = Path(__file__).parent.parent / "data"
GRADE = 8.0  # of school, by Flesch-Kincaid: the most that the whole sheet and each part may need
WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")

# What a patient must never miss, by a word of the sentence that says it, and what that rests on.
MUST_SAY = {
    "blood thinner": "n-blood-thinners",
    "allergy": "n-allergies-and-history",
    "infection now": "n-allergies-and-history",
    "pregnant": "n-allergies-and-history",
    "new joint": "n-joint-replacement",
    "consent": "n-consent",
    "24 to 48 hours": "n-normal-activity",
    "do not drive": "n-normal-activity",
    "blood sugar": "n-blood-sugar",
    "fever": "n-infection-signs",
    "gets worse": "n-infection-signs",
    "hot and swollen": "n-infection-signs",
    "start late": "n-observe-before-home",
}
# What the article says and the notes take back, and what no checked source carries.
NEVER_SAYS = (
    "immediately", "15", "30 minutes", "promote", "heal", "faster", "ensure", "no risk",
    "911", "112", "fasting",
)  # fmt: skip


@pytest.fixture(scope="module")
def reference() -> Reference:
    loaded = load_bundled().reference
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def sheet(reference: Reference) -> PatientSheet:
    assert reference.sheet is not None
    return reference.sheet


def advice(sheet: PatientSheet) -> list[Advice]:
    return [item for part in sheet.parts for each in part.lists for item in each.items]


def claims_of(value: object) -> Iterator[tuple[str, set[str]]]:
    """Every claim that is stated in `value`, with the places that state it."""
    if isinstance(value, list):
        for item in value:
            yield from claims_of(item)
    elif isinstance(value, Struct):
        if hasattr(value, "from_") and hasattr(value, "claims"):
            for claim in value.claims:
                yield claim, set(value.from_)
        for field in structs.fields(value):
            yield from claims_of(getattr(value, field.name))


def sentences(sheet: PatientSheet) -> dict[str, str]:
    """What each part says as running text, its leading lines as sentences of their own."""
    return {
        part.title: " ".join(
            text
            for each in part.lists
            for text in (each.lead.replace(":", "."), *(item.text for item in each.items))
            if text
        )
        for part in sheet.parts
    }


def test_it_has_the_parts_in_the_order_of_the_day(sheet: PatientSheet) -> None:
    titles = [part.title for part in sheet.parts]
    assert titles == [
        "What it is", "Getting ready", "What happens", "Afterwards", "When to call"
    ]  # fmt: skip


def test_everything_rests_on_the_reference(reference: Reference, sheet: PatientSheet) -> None:
    notes = {note.id: note for note in reference.notes}
    rest = structs.replace(reference, sheet=None)
    stated: dict[str, set[str]] = {}
    for claim, places in claims_of(rest):
        stated.setdefault(claim, set()).update(places)
    for item in advice(sheet):
        assert item.claims, item.id
        for claim in item.claims:
            assert stated[claim] & set(item.from_), (item.id, claim)
        for note in item.notes:
            assert set(notes[note].about) & set(item.from_), (item.id, note)
        cited = {source for note in item.notes for source in notes[note].sources}
        assert set(item.sources) == cited, item.id


def test_what_no_source_carries_is_marked(reference: Reference, sheet: PatientSheet) -> None:
    notes = {note.id: note for note in reference.notes}
    for item in advice(sheet):
        if any(notes[note].confidence == "general knowledge" for note in item.notes):
            assert item.general or item.sources, item.id
    emergency = [item for item in sheet.parts[-1].lists[-1].items if not item.general]
    assert emergency == []


@pytest.mark.parametrize(("words", "note"), MUST_SAY.items())
def test_what_must_be_said_is_said(sheet: PatientSheet, words: str, note: str) -> None:
    saying = [item for item in advice(sheet) if words in item.text]
    assert any(note in item.notes for item in saying)


def test_what_is_wrong_or_unproved_is_not_said(sheet: PatientSheet) -> None:
    text = " ".join(sentences(sheet).values())
    assert [words for words in NEVER_SAYS if words in text] == []


def test_a_drug_is_never_to_be_stopped_without_asking(sheet: PatientSheet) -> None:
    thinners = [item.text for item in advice(sheet) if "blood thinner." in item.text]
    assert len(thinners) == 1
    assert "Do not stop it on your own. Ask first" in thinners[0]


def test_every_number_is_one_of_its_notes(reference: Reference, sheet: PatientSheet) -> None:
    notes = {note.id: note for note in reference.notes}
    for item in advice(sheet):
        known = " ".join(notes[note].text for note in item.notes)
        known = known.replace("day one", "day 1").replace("day three", "day 3")
        for number in re.findall(r"\d+|\bthree\b", item.text):
            assert re.search(rf"\b{number}\b", known), (item.id, number)


def test_it_is_in_plain_words(sheet: PatientSheet) -> None:
    parts = sentences(sheet)
    assert textstat.flesch_kincaid_grade(" ".join(parts.values())) <= GRADE
    for title, text in parts.items():
        assert textstat.flesch_kincaid_grade(text) <= GRADE, title


def test_hard_words_would_be_seen() -> None:
    hard = "Subsequent administration of corticosteroid necessitates glycemic surveillance."
    assert textstat.flesch_kincaid_grade(hard) > GRADE


def test_its_words_are_its_own(sheet: PatientSheet) -> None:
    taken = {
        line
        for name in ("article-sixgrams.txt", "corrections-sixgrams.txt")
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    }
    for item in advice(sheet):
        words = WORD.findall(item.text.casefold())
        for at in range(len(words) - 5):
            run = " ".join(words[at : at + 6])
            assert sha256(run.encode()).hexdigest()[:10] not in taken, run


def test_nothing_about_a_patient_has_a_line(sheet: PatientSheet) -> None:
    labels = [line.label.casefold() for line in sheet.write_in]
    assert "phone" in labels
    assert "other instructions" in labels
    for personal in ("name", "birth", "record", "address", "insur", "diagnos"):
        assert [label for label in labels if personal in label] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"notes": ["n-none"]}, 'there is no note "n-none"'),
        ({"sources": ["S999"]}, 'there is no source "S999"'),
        ({"from": ["faq/q99"]}, 'there is no anchor "faq/q99"'),
        ({"claims": ["F-999"]}, 'there is no claim "F-999"'),
    ],
)
def test_a_sheet_that_rests_on_nothing_known_is_refused(
    change: dict[str, list[str]], words: str
) -> None:
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    value["sheet"]["parts"][0]["lists"][0]["items"][0].update(change)
    problems = check(json.dumps(value).encode(), "file.json")
    assert [problem.what for problem in problems] == [words]
    assert problems[0].path.startswith("$.sheet.parts[0].lists[0].items[0]")
