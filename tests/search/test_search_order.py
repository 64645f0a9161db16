"""Which place a line finds first, and what the reader is told."""

from pathlib import Path

import pytest

from viewer.content.model import Reference
from viewer.content.reader import read_file
from viewer.search.index import Answer, SearchIndex


@pytest.fixture(scope="module")
def reference() -> Reference:
    reference = read_file(Path(__file__).parents[1] / "data" / "searched.json")
    assert isinstance(reference, Reference), reference
    return reference


@pytest.fixture(scope="module")
def index(reference: Reference) -> SearchIndex:
    return SearchIndex.build([reference])


def found(answer: Answer) -> list[str]:
    return [hit.place.id for hit in answer.hits]


FIRST = {
    # words, stems, openings
    "gel": "during-2",
    "radiation": "compare-ultrasound",
    "benefit": "benefits",
    "inject": "q-pain",
    "infec": "q-risks",
    "allergy ": "before-1",
    "step 3": "during-3",
    "comfortable ": "benefit-comfort",
    "benefits accuracy": "benefit-accuracy",
    "ultrasound": "compare-ultrasound",
    # spellings
    "anaesthetic ": "during-1",
    "disinfected": "during-1",
    "jewellery ": "before-1",
    "bursae ": "q-activity",
    # punctuation, letters, invisible characters
    "single-use": "n-gel",
    "single use": "n-gel",
    "single–use": "n-gel",
    "single\u00a0use": "n-gel",
    "sin\u00adgle\u200b-use": "n-gel",
    "“single-use”": "n-gel",
    "patient’s allergies?": "before-1",
    "stéllate gânglion": "use-crps",
    "X-ray": "other-fluoroscopy",
    "xrays ": "other-fluoroscopy",
    "x ray": "other-fluoroscopy",
    "after care": "after",
    "OR AND NOT gel*": "during-2",
    'gel" ) ~2': "during-2",
    # numbers as typed
    "95.8%": "benefit-accuracy",
    "95.8 %": "benefit-accuracy",
    "95.8": "benefit-accuracy",
    "95·8%": "benefit-accuracy",
    "0.24 mSv": "other-fluoroscopy",
    "0.5": "during-3",
    ".5%": "during-3",
    "5 mL": "during-3",
    "15mL": "during-3",
    # synonyms and abbreviations
    "sonography": "compare-ultrasound",
    "sonogra": "compare-ultrasound",
    "numbing cream": "during-1",
    "anticoagulants": "before-1",
    "side effects": "faq-after",
    "CRPS": "use-crps",
    "crps ": "use-crps",
    "CT": "compare-tomography",
    "LAST": "n-toxicity",
    "HOW LONG DOES IT LAST": "q-long",
    # whole questions
    "What are the risks?": "q-risks",
    "how long does the procedure last": "q-long",
    "is it painful?": "q-pain",
    "when can I just go to work after it": "q-activity",
    "what should I do with my jewelry before the injection": "before-1",
    # codes
    "20611": "code-20611",
    "CPT 20611": "code-20611",
    "20611-RT": "code-20611",
    "20611RT": "code-20611",
    "20611 50": "code-20611",
    "j3301": "code-j3301",
    "64491": "code-64490",
    "0228T": "code-0228t",
    "206": "code-20600",
    "code 206": "code-20600",
    "J3": "code-j3301",
    "modifier 25": "n-visit",
    "JW": "code-j3301",
    "S2": "S2",
    "99213": "n-visit",
    "20611 shoulder": "code-20611",
}


@pytest.mark.parametrize(("line", "first"), FIRST.items())
def test_the_place_that_comes_first(index: SearchIndex, line: str, first: str) -> None:
    assert found(index.search(line))[:1] == [first]


@pytest.mark.parametrize("line", FIRST)
def test_a_line_that_needs_no_help_has_no_message(index: SearchIndex, line: str) -> None:
    said = index.search(line).message
    assert said in ("", "No place has all of these words. Showing places with some.")


def test_headings_come_before_questions_texts_and_notes(index: SearchIndex) -> None:
    assert found(index.search("risks "))[:2] == ["faq-after", "q-risks"]
    assert found(index.search("sterile gel")) == ["during-2", "n-gel"]
    assert found(index.search("infection "))[:2] == ["q-risks", "n-gel"]


def test_a_literal_word_comes_before_a_synonym(index: SearchIndex) -> None:
    ids = found(index.search("probe "))
    assert ids == ["n-gel", "during-2"]


def test_an_exact_word_comes_before_an_opening(index: SearchIndex) -> None:
    ids = found(index.search("need"))
    assert ids[0] != "definition"
    assert "q-activity" in ids  # needs
    assert ids.index("q-activity") < ids.index("definition")  # needle


def test_a_lone_short_form_that_is_a_word_needs_capitals(index: SearchIndex) -> None:
    assert found(index.search("last ")) == ["q-long"]
    assert found(index.search("LAST ")) == ["n-toxicity", "q-long"]
    assert found(index.search("DOES IT LAST "))[0] == "q-long", "all is in capitals"
    assert "n-toxicity" in found(index.search("local anesthetic systemic toxicity"))


def test_a_code_finds_its_row_then_what_names_it(index: SearchIndex) -> None:
    assert found(index.search("20611"))[:2] == ["code-20611", "code-rule"]
    assert "code-76942" in found(index.search("20611"))


def test_a_range_means_every_code_between(index: SearchIndex) -> None:
    rows = ["code-20604", "code-20606", "code-20611"]
    for line in ("20604-20611", "20604 – 20611", "20611-20604", "20604 to 20611", "20601-20699"):
        assert found(index.search(line))[:3] == rows, line
    assert "code-20600" not in found(index.search("20604-20611"))


def test_codes_side_by_side_find_the_row_of_each(index: SearchIndex) -> None:
    for line in ("20604/20606", "20604, 20606", "20604 20606", "20604,20606"):
        assert found(index.search(line))[:2] == ["code-20604", "code-20606"], line


def test_an_unknown_code_has_no_neighbour(index: SearchIndex) -> None:
    for line in ("20161", "CPT 20161", "20161-RT", "20161 "):
        answer = index.search(line)
        assert answer.hits == ()
        assert answer.message == "20161 is not in this reference."
        assert answer.corrections == ()


def test_an_unknown_code_leaves_the_rest_of_the_line(index: SearchIndex) -> None:
    answer = index.search("20161 gel")
    assert found(answer)[0] == "during-2"
    assert answer.message == "20161 is not in this reference."
    assert found(index.search("20161 20611"))[0] == "code-20611"


def test_an_unknown_range_is_named(index: SearchIndex) -> None:
    answer = index.search("30000-30010")
    assert answer.hits == ()
    assert answer.message == "30000–30010 is not in this reference."


def test_more_than_one_reference(reference: Reference) -> None:
    index = SearchIndex.build([reference, reference])
    assert index.search("20161").message == "20161 is not in these references."
    assert found(index.search("20611"))[:2] == ["code-20611", "code-20611"]


@pytest.mark.parametrize("line", ["206", "2", "0.2", "95", "1", "201", "2061"])
def test_only_codes_are_found_by_their_opening(index: SearchIndex, line: str) -> None:
    for hit in index.search(line).hits:
        text = f"{hit.place.title} {hit.place.text}"
        assert "0.24" not in text
        assert "95.8" not in text


def test_an_opening_counts_only_at_the_end_of_the_line(index: SearchIndex) -> None:
    assert found(index.search("fluoro")) == found(index.search("fluoroscopy"))
    assert index.search("fluoro ").hits == ()
    assert index.search("206 ").hits == ()


def test_no_place_has_all_words(index: SearchIndex) -> None:
    answer = index.search("ganglion sterile gel")
    assert found(answer)[:2] == ["during-2", "n-gel"]
    assert answer.message == "No place has all of these words. Showing places with some."


def test_words_that_are_nowhere_are_named(index: SearchIndex) -> None:
    answer = index.search("sterile gel qqqqzz")
    assert found(answer)[0] == "during-2"
    assert answer.message == "Nothing for “qqqqzz”. Showing places with the other words."
    assert index.search("qqqqzz").message == "Nothing for “qqqqzz”."
    assert index.search("0.25").message == "Nothing for “0.25”."


@pytest.mark.parametrize("line", ["", " ", "\n\t", "?!", "…—–", "\u200b", "\x00", '"*~', "%"])
def test_a_line_without_words_says_nothing(index: SearchIndex, line: str) -> None:
    answer = index.search(line)
    assert (answer.hits, answer.message, bool(answer.terms)) == ((), "", False)


def test_function_words_alone_are_words(index: SearchIndex) -> None:
    assert found(index.search("where it is "))
    assert found(index.search("after "))[0] == "after"


def test_the_limit_is_kept_and_the_order_does_not_depend_on_it(index: SearchIndex) -> None:
    everything = found(index.search("joint", 100))
    assert len(everything) > 5
    for limit in (0, 1, 3, 5):
        assert found(index.search("joint", limit)) == everything[:limit]
    assert [hit.rank for hit in index.search("joint").hits[:3]] == [1, 2, 3]


def test_an_index_of_nothing_answers(index: SearchIndex) -> None:
    answer = SearchIndex.build([]).search("gel")
    assert answer.hits == ()
    assert answer.message == "Nothing for “gel”."
    assert index.search("gel").hits


def test_hits_name_their_reference_and_show_the_match(index: SearchIndex) -> None:
    hit = index.search("stellate").hits[0]
    assert hit.reference == "searched"
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["stellate"]
    hit = index.search("accuracy").hits[0]
    assert [hit.place.title[start:end] for start, end in hit.title_marks] == ["accuracy"]
