"""The types of a reference, as its JSON file spells them.

A reference has two layers. The article's own statements are `Statement` objects
(and what is built from them); what is wrong, contradictory, missing or undefined in
them is said by `Note` objects. The two are tied by *anchors*: names of places in the
source article. A statement lists the anchors that it renders in `from`, a note the
anchors that it is about, so a note can be shown beside every statement it concerns.

The JSON Schema in `resources/schema` is generated from this module.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

FORMAT = "needleside/1"

Text = Annotated[str, Meta(min_length=1, description="Plain text, no markup.")]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="Lower-case words and digits joined by hyphens; unique in the file.",
    ),
]
AnchorName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$",
        description="A place in the source article, for example procedure/s3.",
    ),
]
CodeId = Annotated[
    str,
    Meta(
        pattern=r"^([0-9]{5}|[0-9]{4}T|[A-Z][0-9]{4})$",
        description="A CPT or HCPCS code, as 20611, 0232T or J3301.",
    ),
]
SourceId = Annotated[str, Meta(pattern=r"^S[0-9]+$", description="The number of a source, as S12.")]
Anchors = Annotated[list[AnchorName], Meta(min_length=1)]
Day = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="A day, as 2026-04-11.")
]
CODE_NOTICE = (
    "CPT is a registered trademark of the American Medical Association. These are plain-language "
    "summaries, not the official descriptors; the current code book and the payer's policy decide."
)
INTENDED_USE = (
    "General information for trained staff. It is not advice about a patient, and it does not "
    "replace local policy."
)

Pane = Literal["overview", "steps", "coding", "faq", "sources"]
PANES: tuple[Pane, ...] = ("overview", "steps", "coding", "faq", "sources")

NoteKind = Literal["error", "contradiction", "missing", "undefined"]
Confidence = Literal["sourced", "partly sourced", "general knowledge"]
Guidance = Literal[
    "included",  # ultrasound is inside the code
    "separate",  # not inside; ultrasound may be added as 76942
    "not included",  # not inside; ultrasound makes it another code, or is not settled
    "x-ray or ct only",  # fluoroscopy or CT is inside; ultrasound does not qualify
    "is guidance",  # the code is the guidance
    "diagnostic",  # diagnostic imaging, no guidance
    "depends",  # a family whose members differ, or not settled
    "not applicable",  # drugs, unlisted codes
]


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every type of a reference shares: frozen, and no field that is not named here."""


class Anchor(Base, frozen=True, kw_only=True):
    """One place of the source article."""

    name: AnchorName
    label: Text  # short, for people: "Benefits, point 2"


class Article(Base, frozen=True, kw_only=True):
    """The source article as a publication. What is not known of it is left out."""

    title: Text
    address: str = ""  # shown and copied, never opened
    byline: str = ""
    date: Day = ""
    remarks: list["Statement"] = []


class Statement(Base, frozen=True, kw_only=True):
    """One thing that the article says, in our words.

    `lead` is an optional bold opening ("Less pain."). `from` names the places of the article
    that say it; a reference without an article may leave it out. `claims` are the numbers of
    the claims in the inventory of the article that the text carries.
    """

    id: Id
    text: Text
    lead: str = ""
    from_: Anchors = field(name="from", default_factory=list)
    claims: list[Text] = []


class Paragraph(Statement, frozen=True, kw_only=True, tag_field="type", tag="paragraph"):
    """A statement that stands as a paragraph."""


class Bullets(Base, frozen=True, kw_only=True, tag_field="type", tag="bullets"):
    """A list of statements under one introducing line."""

    id: Id
    intro: str = ""
    items: Annotated[list[Statement], Meta(min_length=1)]


class TableRow(Base, frozen=True, kw_only=True):
    """One row of a table; as many cells as the table has heads."""

    id: Id
    cells: Annotated[list[Text], Meta(min_length=1)]
    from_: Anchors = field(name="from", default_factory=list)
    claims: list[Text] = []


class Table(Base, frozen=True, kw_only=True, tag_field="type", tag="table"):
    """A table whose first column names the row."""

    id: Id
    caption: Text
    head: Annotated[list[Text], Meta(min_length=1)]
    rows: Annotated[list[TableRow], Meta(min_length=1)]


Block = Paragraph | Bullets | Table


class Section(Base, frozen=True, kw_only=True):
    """A part of the overview. `chip` is its name on the jump chip; empty means no chip."""

    id: Id
    title: Text
    chip: str = ""
    blocks: Annotated[list[Block], Meta(min_length=1)]


class Step(Statement, frozen=True, kw_only=True):
    """One step. `short` names it in a few words, as "next" in procedure view."""

    short: Text


class Phase(Base, frozen=True, kw_only=True):
    """Before, during or after: one numbered list."""

    id: Id
    title: Text
    intro: str = ""
    steps: Annotated[list[Step], Meta(min_length=1)]


class Said(Base, frozen=True, kw_only=True):
    """What the article says of one code."""

    text: Text
    from_: Anchors = field(name="from", default_factory=list)
    claims: list[Text] = []


class UnitLimit(Base, frozen=True, kw_only=True):
    """The most units of a code that a claim may carry per patient and day.

    From the CMS table of medically unlikely edits for practitioners, April 2026. `kind` is the
    table's: policy (absolute) or clinical (open to appeal with records); what the two mean is
    general knowledge.
    """

    per_day: Annotated[int, Meta(ge=1, le=1000)]
    kind: Literal["clinical", "policy"]
    reason: str = ""


class NotWith(Base, frozen=True, kw_only=True):
    """Codes that must not stand beside this one, and why."""

    codes: Annotated[list[Text], Meta(min_length=1)]
    why: Text


class Modifier(Base, frozen=True, kw_only=True):
    """A claim modifier that matters for a code."""

    modifier: Text
    use: Text


class CodeEntry(Base, frozen=True, kw_only=True):
    """One code, or one family of codes that is read as one row.

    `code` is what the row shows; `codes` lists every single code that it stands for.
    `in_article` is the word for the article's treatment: "No", "FAQ only", "Differs".
    `checked` says up to when sources were looked at.
    """

    id: Id
    code: Text  # as shown: "20611", "64490-64495"
    codes: Annotated[list[CodeId], Meta(min_length=1)]
    system: Literal["CPT", "HCPCS"] = "CPT"
    group: Text
    structure: Text
    summary: Text
    guidance: Guidance = "not applicable"
    guidance_text: str = ""
    in_article: str = ""
    article: list[Said] = []
    difference: str = ""
    limit: UnitLimit | None = None
    limit_text: str = ""  # where a family has several limits
    documentation: list[Text] = []
    not_with: list[NotWith] = []
    may_go_with: str = ""
    modifiers: list[Modifier] = []
    drug: str = ""
    coverage: list[Text] = []
    retired: str = ""
    sources: list[SourceId] = []
    confidence: Confidence
    general: str = ""  # which part is general knowledge
    checked: Text


class FinderStructure(Base, frozen=True, kw_only=True):
    """What the needle went into, as one choice of the finder.

    `counted` is the noun of what one unit counts ("joint", "level"); it is empty where the
    number changes no unit or how it is counted is not known.
    """

    id: Id
    group: Text
    label: Text
    hint: str = ""
    counted: str = ""


class FinderGuidance(Base, frozen=True, kw_only=True):
    """What guided the needle and is on record, as one choice of the finder."""

    id: Id
    label: Text
    hint: str = ""


class FinderRule(Base, frozen=True, kw_only=True):
    """The answer for one structure with one guidance.

    `answer` is one sentence. `codes` are the codes that it names, one of them or several as it
    says; `add` are guidance codes to add to them, `not_add` codes that must not stand beside
    them. When `settled` is False the sources do not decide: `answer` says so and sends to the
    code book, and `codes`, which may be empty, are only what it speaks of. `general` says which
    part is general knowledge.
    """

    structure: Id
    guidance: Id
    settled: bool
    answer: Text
    codes: list[CodeId] = []
    add: list[CodeId] = []
    not_add: list[CodeId] = []
    units: Text
    record: Text  # what must be on record
    reason: Text
    general: str = ""
    sources: Annotated[list[SourceId], Meta(min_length=1)]


class Finder(Base, frozen=True, kw_only=True):
    """From what was injected, and what guided it, to the code: one rule for each pair."""

    structures: Annotated[list[FinderStructure], Meta(min_length=1)]
    guidance: Annotated[list[FinderGuidance], Meta(min_length=1)]
    rules: Annotated[list[FinderRule], Meta(min_length=1)]


class Question(Base, frozen=True, kw_only=True):
    """A question and its answer."""

    id: Id
    question: Text
    answer: Text
    from_: Anchors = field(name="from", default_factory=list)
    claims: list[Text] = []


class QuestionGroup(Base, frozen=True, kw_only=True):
    """Questions of one theme."""

    id: Id
    title: Text
    questions: Annotated[list[Question], Meta(min_length=1)]


class Note(Base, frozen=True, kw_only=True):
    """What is wrong, contradictory, missing or undefined in what the article says.

    `headline` is short; `text` has one to three sentences and marks what is general
    knowledge. `claims` narrows it down: with claims given, the note stands beside those
    statements at its anchors that carry one of them. `corrections` are the numbers of the
    corrections that the note merges.
    """

    id: Id
    kind: NoteKind
    headline: Text
    text: Text
    about: Anchors
    claims: list[Text] = []
    sources: list[SourceId] = []
    confidence: Confidence
    codes: list[CodeId] = []
    corrections: list[Text] = []


class Source(Base, frozen=True, kw_only=True):
    """A publication that a note or a code entry leans on.

    `year` is empty when none was shown, `address` when it has none.
    """

    id: SourceId
    title: Text
    publisher: Text
    year: str = ""
    address: str = ""


class Unverified(Base, frozen=True, kw_only=True):
    """Something that could not be checked, said as plainly as what could."""

    id: Id
    text: Text


class Abbreviation(Base, frozen=True, kw_only=True):
    """A short form and what it stands for."""

    short: Text
    long: Text


class Advice(Base, frozen=True, kw_only=True):
    """What the patient is told in a sentence or two, and what of the reference it rests on.

    `from`, `claims`, `notes` and `sources` name parts of the same reference. `general` says
    that some of it is general knowledge, which the sheet then marks.
    """

    id: Id
    text: Text
    from_: list[AnchorName] = field(name="from", default_factory=list)
    claims: list[Text] = []
    notes: list[Id] = []
    sources: list[SourceId] = []
    general: bool = False


class AdviceList(Base, frozen=True, kw_only=True):
    """Bullets under the line `lead`, or paragraphs without one; framed if it is `urgent`."""

    lead: str = ""
    urgent: bool = False
    items: Annotated[list[Advice], Meta(min_length=1)]


class SheetPart(Base, frozen=True, kw_only=True):
    """What stands under one heading of the patient's sheet."""

    id: Id
    title: Text
    lists: Annotated[list[AdviceList], Meta(min_length=1)]


class WriteIn(Base, frozen=True, kw_only=True):
    """Something that the clinic writes by hand, and how many blank lines it is given."""

    label: Text
    lines: Annotated[int, Meta(ge=1, le=12)] = 1


class PatientSheet(Base, frozen=True, kw_only=True):
    """What is handed to the patient, in plain words.

    `use` says what it is not, and stands on every page. `write_in` are the clinic's own lines,
    under the heading `write_in_title`. Nothing about a patient has a place in it.
    """

    title: Text
    use: Text
    parts: Annotated[list[SheetPart], Meta(min_length=1)]
    write_in_title: str = ""
    write_in: list[WriteIn] = []


class Reference(Base, frozen=True, kw_only=True):
    """A whole reference: one article, its notes, and what both lean on.

    A reference may also be somebody's own statements: then it has no `article`, and `publisher`
    says who answers for them. What is left out is none.
    """

    format: Literal["needleside/1"]
    id: Id
    title: Text
    definition: Statement  # one sentence, the first thing read
    language: Text = "en"
    revision: Text
    checked: Text
    publisher: str = ""
    intended_use: Text = INTENDED_USE
    code_notice: str = CODE_NOTICE  # stands wherever codes stand
    article: Article | None = None
    anchors: list[Anchor] = []
    overview: list[Section] = []
    phases: list[Phase] = []
    code_intro: list[Statement] = []  # what the article says of coding as a whole
    codes: list[CodeEntry] = []
    finder: Finder | None = None
    faq: list[QuestionGroup] = []
    sheet: PatientSheet | None = None
    notes: list[Note] = []
    sources: list[Source] = []
    unverified: list[Unverified] = []
    synonyms: list[Annotated[list[Text], Meta(min_length=2)]] = []
    abbreviations: list[Abbreviation] = []
