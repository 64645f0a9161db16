"""The bundled reference: nothing of the article or of the report behind the notes is lost.

The lists in `tests/data` were taken once from the article and from the report, names, numbers
and hashes only: `anchors.txt` names the places of the article, `report-numbers.txt` has the
numbers of each correction and of the whole report, and the two files of six-word runs hold the
first ten hex digits of the SHA-256 of every run of six words, made by `runs` and `digest` here.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec import Struct, structs

from viewer.content import model
from viewer.content.check import check_file
from viewer.content.library import bundled_path, load_bundled
from viewer.content.model import CodeEntry, Note, Question, Reference, Statement, Step, TableRow
from viewer.content.places import notes_about

DATA = Path(__file__).parent.parent / "data"

ARTICLE_CLAIMS = {f"F-{number:03d}" for number in range(1, 186)}
CORRECTIONS = {f"C-{number:03d}" for number in range(1, 103)}
WITHOUT_STATEMENT = {
    "coding/h1": "the head of the code table",
    "recommendations/h1": "the head of the comparison table",
}
UNCORRECTED = 32

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z]?\d+(?:\.\d+)?[A-Z]?(?![A-Za-z0-9])")
CODE = re.compile(r"\b(?:[0-9]{5}|[0-9]{4}T|[GJ][0-9]{4})\b")

# The notes that must never be missing, each with the statements that it is read beside.
MOST_SERIOUS = {
    "n-20610-major-joint": {"20610"},
    "n-20550-one-structure": {"20550"},
    "n-20611-major-only": {"20611", "q5"},
    "n-20611-or-20610-with-76942": {"20610", "20611", "76942", "q5"},
    "n-76942-guidance-only": {"76942", "coding-typical"},
    "n-typically-76942": {"76942", "coding-typical"},
    "n-cpt-is-a-code-set": {"article-naming", "coding-usual", "q5"},
    "n-sacroiliac-27096": {"q3"},
    "n-facet-codes": {"q3"},
    "n-epidural-codes": {"q3"},
    "n-numbing-order": {"before-4", "before-5", "during-1", "q10"},
    "n-gel-and-cover": {"during-1", "during-2"},
    "n-consent": {"before-1", "during-1"},
    "n-time-out": {"during-1"},
    "n-needle-tip": {"during-3"},
    "n-one-needle-one-time": {"during-4"},
    "n-infection-signs": {"after-2", "q15"},
    "n-normal-activity": {"q15"},
    "n-observe-before-home": {"q11"},
    "n-achilles": {"q4"},
    "n-ct-radiation": {"other-ct", "other-table-ct"},
}

# Two claims of the article that do not agree, and the note that says so beside both.
CONTRADICTIONS = [
    ("n-numbing-order", "F-030", "F-034"),  # the skin numbed after cleaning, and before
    ("n-numbing-order", "F-033", "F-167"),
    ("n-topical-anesthetic", "F-030", "F-167"),  # always, and only if needed
    ("n-told-twice", "F-029", "F-034"),  # in preparation, and as a step
    ("n-20550-one-structure", "F-052", "F-053"),  # one site, and several joints
    ("n-76942-guidance-only", "F-054", "F-100"),  # guidance, and needle insertion
    ("n-20611-or-20610-with-76942", "F-050", "F-149"),
    ("n-which-code-first", "F-099", "F-147"),  # typically 76942, and it varies
    ("n-what-sets-payment", "F-101", "F-103"),  # payment varies, and most plans cover
    ("n-benefit-lists", "F-012", "F-078"),  # a result of accuracy, and a benefit of its own
    ("n-comfort-and-time", "F-014", "F-083"),  # comfort by less pain, and by less time
    ("n-text-against-table", "F-086", "F-107"),  # accuracy shared, and ultrasound's alone
    ("n-text-against-table", "F-061", "F-110"),  # disadvantages promised, and one cell
    ("n-text-against-table", "F-111", "F-114"),
    ("n-tendinosis", "F-018", "F-164"),
    ("n-indication-lists", "F-020", "F-171"),
    ("n-simple-joint-answers", "F-140", "F-160"),
    ("n-activity-contradiction", "F-044", "F-181"),  # follow instructions, and normal at once
    ("n-infection-signs", "F-046", "F-182"),  # pain as a warning, and as normal
    ("n-risk-not-removed", "F-079", "F-158"),
    ("n-who-injects", "F-008", "F-151"),
]


class Said(NamedTuple):
    """Something that the article says, by the id of what holds it."""

    id: str
    from_: list[str]
    claims: list[str]


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


@pytest.fixture(scope="module")
def said(bundled: Reference) -> list[Said]:
    return list(said_in(bundled))


def said_in(value: object, holder: str = "") -> Iterator[Said]:
    """Everything in `value` that renders places of the article."""
    if isinstance(value, list):
        for item in value:
            yield from said_in(item, holder)
    elif isinstance(value, Struct):
        name = value.code if isinstance(value, CodeEntry) else getattr(value, "id", holder)
        if isinstance(value, Statement | TableRow | Question | model.Said):
            yield Said(name, value.from_, value.claims)
        for field in structs.fields(value):
            yield from said_in(getattr(value, field.name), name)


def texts_in(
    value: object, skip: tuple[str, ...] = (), path: str = "$"
) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with its path, without the members named in `skip`."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, skip, f"{path}[{index}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in skip:
                yield from texts_in(item, skip, f"{path}.{name}")


def lines_of(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def numbers_of_the_report() -> dict[str, set[str]]:
    """The numbers of each correction by its name, and those of the whole report."""
    named = (line.split(":") for line in lines_of("report-numbers.txt"))
    return {name: set(numbers.split()) for name, numbers in named}


def runs(text: str) -> Iterator[str]:
    """Every six words of `text` that follow each other, hyphens and case apart."""
    words = WORD.findall(text.casefold())
    return (" ".join(words[at : at + 6]) for at in range(len(words) - 5))


def digest(run: str) -> str:
    return sha256(run.encode()).hexdigest()[:10]


def beside(reference: Reference, said: list[Said], note: Note) -> list[Said]:
    return [each for each in said if note in notes_about(reference, each.from_, each.claims)]


def note_named(reference: Reference, name: str) -> Note:
    return next(note for note in reference.notes if note.id == name)


def test_it_is_sound_and_as_published() -> None:
    assert [str(problem) for problem in check_file(bundled_path())] == []
    assert load_bundled().state == "intact", "run `python -m viewer.content.seal`"


def test_it_is_written_as_the_scripts_write_it() -> None:
    text = bundled_path().read_text(encoding="utf-8")
    written = json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    assert text == written, "write it with indent=1 and without ASCII escapes"


def test_every_place_of_the_article_is_named(bundled: Reference) -> None:
    assert [anchor.name for anchor in bundled.anchors] == lines_of("anchors.txt")


def test_every_place_that_states_something_is_rendered(said: list[Said]) -> None:
    rendered = {anchor for each in said for anchor in each.from_}
    assert set(lines_of("anchors.txt")) - rendered == set(WITHOUT_STATEMENT)


def test_every_claim_is_carried(said: list[Said]) -> None:
    assert {claim for each in said for claim in each.claims} == ARTICLE_CLAIMS


def test_nothing_is_said_without_a_claim(said: list[Said]) -> None:
    assert [each.id for each in said if not each.claims] == []


def test_every_correction_is_in_one_note(bundled: Reference) -> None:
    merged = Counter(name for note in bundled.notes for name in note.corrections)
    assert set(merged) == CORRECTIONS
    assert {name for name, count in merged.items() if count > 1} == set()


def test_every_note_stands_at_every_place_that_it_is_about(
    bundled: Reference, said: list[Said]
) -> None:
    for note in bundled.notes:
        assert note.claims, note.id
        near = {anchor for each in beside(bundled, said, note) for anchor in each.from_}
        assert set(note.about) <= near, note.id


def test_no_claim_of_a_note_stands_without_it(bundled: Reference, said: list[Said]) -> None:
    for note in bundled.notes:
        near = {claim for each in beside(bundled, said, note) for claim in each.claims}
        assert set(note.claims) <= near, note.id


def test_ids_are_unique(bundled: Reference) -> None:
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    names = Counter(text for path, text in texts_in(value) if path.endswith(".id"))
    assert len(names) > len(bundled.notes) + len(bundled.codes) + len(bundled.sources)
    assert {name for name, count in names.items() if count > 1} == set()


@pytest.mark.parametrize(("name", "holders"), MOST_SERIOUS.items())
def test_the_most_serious_notes_are_seen(
    bundled: Reference, said: list[Said], name: str, holders: set[str]
) -> None:
    note = note_named(bundled, name)
    assert holders <= {each.id for each in beside(bundled, said, note)}


@pytest.mark.parametrize(("name", "one", "other"), CONTRADICTIONS)
def test_both_sides_of_a_contradiction_stand(
    bundled: Reference, said: list[Said], name: str, one: str, other: str
) -> None:
    near = beside(bundled, said, note_named(bundled, name))
    for claim in (one, other):
        carriers = [each for each in said if claim in each.claims]
        assert carriers, claim
        assert any(each in near for each in carriers), claim


def test_every_contradiction_is_looked_at(bundled: Reference) -> None:
    names = {note.id for note in bundled.notes if note.kind == "contradiction"}
    assert names <= {name for name, _, _ in CONTRADICTIONS}


def test_the_skin_is_cleaned_before_and_after_the_anesthetic(bundled: Reference) -> None:
    steps = {step.id: step for phase in bundled.phases for step in phase.steps}
    questions = {each.id: each for group in bundled.faq for each in group.questions}
    before = [step.id for step in bundled.phases[0].steps]
    assert before.index("before-4") < before.index("before-5")
    assert "clean" in steps["before-4"].text
    assert "after cleaning the skin, apply a topical anesthetic" in steps["before-5"].text
    first = steps["during-1"].text
    assert first.index("anesthetic") < first.index("After that, clean")
    answer = questions["q10"].answer
    assert answer.index("cleaned") < answer.index("anesthetic follows if necessary")


def test_the_article_is_not_copied() -> None:
    article = set(lines_of("article-sixgrams.txt"))
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    copied = [
        (path, run)
        for path, text in texts_in(value, skip=("address",))
        for run in runs(text)
        if digest(run) in article
    ]
    assert copied == []


def test_the_notes_are_in_words_of_their_own(bundled: Reference) -> None:
    corrections = set(lines_of("corrections-sixgrams.txt"))
    copied = [
        (note.id, run)
        for note in bundled.notes
        for text in (note.headline, note.text)
        for run in runs(text)
        if digest(run) in corrections
    ]
    assert copied == []


def test_copying_would_be_seen() -> None:
    sentence = "It is recommended to consult with a medical billing expert."
    article = set(lines_of("article-sixgrams.txt"))
    assert {digest(run) for run in runs(sentence)} & article


def test_every_number_of_a_correction_is_in_its_note_and_no_other(bundled: Reference) -> None:
    known = numbers_of_the_report()
    for note in bundled.notes:
        wanted = set().union(*(known[name] for name in note.corrections))
        assert set(NUMBER.findall(f"{note.headline} {note.text}")) == wanted, note.id


def test_every_number_beside_the_codes_is_in_the_report() -> None:
    known = numbers_of_the_report()["report"]
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    skip = ("id", "claims", "sources", "checked")
    unknown = [
        (path, number)
        for part in ("codes", "finder")
        for path, text in texts_in(value[part], skip, part)
        for number in NUMBER.findall(text)
        if number not in known
    ]
    assert unknown == []


def test_a_note_leads_to_every_code_that_it_names(bundled: Reference) -> None:
    for note in bundled.notes:
        named = set(CODE.findall(f"{note.headline} {note.text}"))
        assert named <= set(note.codes), note.id


def test_a_note_is_short(bundled: Reference) -> None:
    for note in bundled.notes:
        assert len(note.headline) <= 80, note.id
        assert len(re.findall(r"[.?!](?= |$)", note.text)) <= 3, note.id


def test_general_knowledge_is_marked(bundled: Reference) -> None:
    for note in bundled.notes:
        marked = "general knowledge" in note.text
        assert marked or note.confidence != "partly sourced", note.id
        assert not marked or note.confidence != "sourced", note.id
        assert note.sources or note.confidence == "general knowledge", note.id


def test_the_claims_without_a_note_are_counted(bundled: Reference) -> None:
    corrected = {claim for note in bundled.notes for claim in note.claims}
    assert len(ARTICLE_CLAIMS - corrected) == UNCORRECTED
    told = [gap.text for gap in bundled.unverified]
    assert any(text.startswith(f"{UNCORRECTED} of the article's 185 claims") for text in told)


def test_every_source_is_cited(bundled: Reference) -> None:
    cited = {name for note in bundled.notes for name in note.sources}
    cited |= {name for entry in bundled.codes for name in entry.sources}
    assert {source.id for source in bundled.sources} == cited


def test_the_article_does_not_speak_with_the_notes_knowledge() -> None:
    own = {"Current Procedural Terminology", "American Medical Association", "EULAR", "CMS"}
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    for part in ("definition", "article", "overview", "phases", "code_intro", "faq"):
        for path, text in texts_in(value[part]):
            assert not [word for word in own if word in text], (part, path)


def test_licence_date_and_intended_use_are_there(bundled: Reference) -> None:
    assert "registered trademark of the American Medical Association" in bundled.code_notice
    assert "not the official descriptors" in bundled.code_notice
    assert "payer's policy decide" in bundled.code_notice
    assert "not advice about a patient" in bundled.intended_use
    assert bundled.checked == "mid-2026"
    assert bundled.codes
    assert {entry.checked for entry in bundled.codes} == {"mid-2026"}


def test_the_parts_have_their_sizes(bundled: Reference) -> None:
    parts = list(structs_in(bundled))
    assert sum(isinstance(part, Question) for part in parts) == 16
    assert [len(phase.steps) for phase in bundled.phases] == [5, 5, 3]
    assert sum(isinstance(part, Step) for part in parts) == 13
    assert sum(isinstance(part, TableRow) for part in parts) == 3


def structs_in(value: object) -> Iterator[Struct]:
    if isinstance(value, list):
        for item in value:
            yield from structs_in(item)
    elif isinstance(value, Struct):
        yield value
        for field in structs.fields(value):
            yield from structs_in(getattr(value, field.name))
