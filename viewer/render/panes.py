"""The five panes as pages: overview, steps, coding, FAQ and sources."""

from collections.abc import Iterator
from itertools import chain

from viewer.content.finder import headline
from viewer.content.model import (
    Block,
    Bullets,
    CodeEntry,
    FinderRule,
    Pane,
    Paragraph,
    Phase,
    Question,
    QuestionGroup,
    Reference,
    Section,
    Statement,
    Table,
)
from viewer.content.origin import article_day, checked
from viewer.content.places import code_intro_title, notes_about, notes_on_code, panes_of, places
from viewer.render.escape import escape
from viewer.render.html import HEADING, LABEL, SMALL, Look, Page, Shown, counted

STEP_NUMBER, CODE_TITLE = 1.2, 1.6  # ratios of the text size


def pane_html(
    reference: Reference, pane: Pane, look: Look, shown: Shown, most_rows: int | None = None
) -> str:
    """The page of `pane`; for coding, what the article says of coding as a whole.

    With `most_rows`, only the first rows of the page.
    """
    page = Page(reference, look, shown, most_rows)
    makers = {
        "overview": overview,
        "steps": steps,
        "coding": coding,
        "faq": faq,
        "sources": sources,
    }
    return makers[pane](page)


def overview(page: Page) -> str:
    """The definition, chips that jump to the parts, then the parts."""
    reference = page.reference
    definition = reference.definition
    lead = f'<p style="margin:0;line-height:122%;{page.look.size(1.1)}">'
    text = f"{lead}{page.text(definition.text)}{page.cite(definition.from_)}</p>"
    chips = _chips(page, [section for section in reference.overview if section.chip])
    body = (row for section in reference.overview for row in section_rows(page, section))
    first = (
        page.title(reference.title),
        page.row(text + chips, page.beside(definition), definition.id, below=4),
    )
    return page.rows(chain(first, body))


def _chips(page: Page, sections: list[Section]) -> str:
    """Links to the parts; a chip is a cell, for text documents know no inline boxes."""
    palette = page.look.palette
    most = max(page.look.column // round(page.look.points * 12), 1)
    lines = [sections[at : at + most] for at in range(0, len(sections), most)]
    made = ""
    for line in lines:
        cells = "".join(
            f'<td bgcolor="{palette.accent_ground}" style="padding:8px 14px">'
            f'<a href="go:{section.id}" style="color:{palette.accent};text-decoration:none;'
            f'font-weight:600;{page.look.size(0.88)}">'
            f'{escape(section.chip).replace(" ", "&nbsp;")}</a></td><td width="8"></td>'
            for section in line
        )
        made += (
            '<p style="margin:0;font-size:6pt">&nbsp;</p>'
            f'<table cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>'
        )
    return made


def section_rows(page: Page, section: Section) -> Iterator[str]:
    """The rows of one part of the overview."""
    yield page.heading(section.title, section.id)
    for block in section.blocks:
        yield from _block_rows(page, block)


def _block_rows(page: Page, block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield statement_row(page, block)
    elif isinstance(block, Bullets):
        if block.intro:
            yield page.row(page.prose(page.text(block.intro)), name=block.id, below=6)
        for item in block.items:
            yield statement_row(page, item, bullet=True)
    else:
        yield from _table_rows(page, block)


def statement_row(page: Page, statement: Statement, bullet: bool = False) -> str:
    """A statement with its notes beside it."""
    lead = f"<b>{escape(statement.lead)}</b> " if statement.lead else ""
    text = lead + page.text(statement.text) + page.cite(statement.from_)
    left = _hung(page, "•", text) if bullet else page.prose(text)
    return page.row(left, page.beside(statement), statement.id)


def _hung(page: Page, sign: str, text: str, width: int = 20, style: str = "") -> str:
    """Text beside a sign or number that stands in a column of its own."""
    inner = page.look.column - width
    return (
        '<table cellspacing="0" cellpadding="0"><tr>'
        f'<td width="{width}"><p style="margin:0;line-height:124%;{style}">{sign}</p></td>'
        f'<td width="{inner}">{page.prose(text)}</td></tr></table>'
    )


def _table_rows(page: Page, table: Table) -> Iterator[str]:
    """A real table over the whole width, and the notes about each row under it."""
    look, palette = page.look, page.look.palette
    first = 22
    others = (100 - first) // max(len(table.head) - 1, 1)
    widths = [first, *[others] * (len(table.head) - 1)]
    rule = f"border-bottom:1px solid {palette.line};padding:9px 16px 9px 12px"
    heads = "".join(
        f'<th width="{width}%" align="left" bgcolor="{palette.accent_ground}" style="{rule}">'
        f'<p style="margin:0;{look.size(SMALL)};font-weight:600;color:{palette.accent}">'
        f"{escape(head)}</p></th>"
        for head, width in zip(table.head, widths, strict=False)
    )
    body = ""
    for row in table.rows:
        cells = "".join(
            f'<td bgcolor="{palette.surface}" style="{rule}"><p style="margin:0;line-height:118%">'
            + (f'<a name="{row.id}"></a><b>{escape(cell)}</b>' if not at else page.text(cell))
            + (page.cite(row.from_) if at == len(row.cells) - 1 else "")
            + "</p></td>"
            for at, cell in enumerate(row.cells)
        )
        body += f"<tr>{cells}</tr>"
    made = (
        f'<p style="margin:8px 0 6px 0;{look.size(SMALL)};color:{palette.soft}">'
        f'<a name="{table.id}"></a>{escape(table.caption)}</p>'
        f'<table width="{look.column}" cellspacing="0" cellpadding="0">'
        f"<thead><tr>{heads}</tr></thead>{body}</table>"
    )
    yield page.row(made, page.beside(*table.rows), above=8)


def steps(page: Page) -> str:
    """Before, during, after: one numbered list per phase."""
    rows = (row for phase in page.reference.phases for row in phase_rows(page, phase))
    intro = "Before, during and after, as the article tells it" if page.reference.article else ""
    return page.rows(chain([page.title("Steps", intro)], rows))


def phase_rows(page: Page, phase: Phase) -> Iterator[str]:
    """The rows of one phase."""
    yield page.heading(phase.title, phase.id)
    if phase.intro:
        yield page.row(page.small(page.text(phase.intro), 0), below=8)
    accent = page.look.palette.accent
    number_style = f"{page.look.size(STEP_NUMBER)};font-weight:700;color:{accent}"
    for number, step in enumerate(phase.steps, 1):
        text = page.text(step.text) + page.cite(step.from_)
        left = _hung(page, str(number), text, 36, number_style)
        yield page.row(left, page.beside(step), step.id, below=14)


def coding(page: Page) -> str:
    """What the article says of coding as a whole, with its notes."""
    rows = (statement_row(page, statement) for statement in page.reference.code_intro)
    return page.rows([page.heading(code_intro_title(page.reference)), *rows])


def code_html(page: Page, entry: CodeEntry) -> str:
    """One code in full: what the article says, what is right, what to document, limits."""
    look, palette = page.look, page.look.palette
    said = [
        f'<p style="margin:0 0 6px 0;line-height:118%">{page.text(each.text)}'
        f"{page.cite(each.from_)}</p>"
        for each in entry.article
    ] or [page.small("The article does not name it.", 4)]
    article = f"{_label(page, 'The article says')}{''.join(said)}" if page.reference.article else ""
    notes = notes_on_code(page.reference, entry)
    hidden = page.hidden_notes(len(notes)) if notes else ""
    cards = "".join(map(page.card, notes)) if page.shown.notes else hidden
    retired = (
        f'<p style="margin:0 0 8px 0;color:{palette.error};font-weight:600">'
        f"{escape(entry.retired)}</p>"
        if entry.retired
        else ""
    )
    facts = "".join(_fact(page, name, lines) for name, lines in code_facts(entry) if lines)
    cited = "".join(page.source_line(source) for source in entry.sources)
    return (
        f'<p style="margin:0;{look.size(CODE_TITLE)};font-weight:700;color:{palette.accent}">'
        f'<a name="{entry.id}"></a>{escape(entry.code)}</p>'
        + page.small(f"{escape(entry.system)} · {escape(entry.structure)}", 10)
        + retired
        + f'<p style="margin:0 0 12px 0;line-height:120%">{escape(entry.summary)}</p>'
        + article
        + (_fact(page, "What is right", [entry.difference]) if entry.difference else "")
        + facts
        + (f"{_label(page, 'Notes')}{cards}" if cards else "")
        + _label(page, "Basis")
        + page.small(escape(code_basis(entry)), 4)
        + cited
        + page.small(f"<br>{escape(page.reference.code_notice)}")
    )


def rule_html(page: Page, rule: FinderRule) -> str:
    """The finder's answer in full: codes, units, what to add or not, the record, the reason."""
    look, palette = page.look, page.look.palette
    ink = palette.accent if rule.settled else palette.caution
    lines = [
        ("Answer", [rule.answer]),
        ("Units", [rule.units]),
        ("Add", [", ".join(rule.add)] if rule.add else []),
        ("Do not add", [", ".join(rule.not_add)] if rule.not_add else []),
        ("Must be on record", [rule.record]),
        ("Why", [rule.reason]),
        ("General knowledge", [rule.general] if rule.general else []),
    ]
    facts = "".join(_fact(page, name, texts) for name, texts in lines if texts)
    cited = page.small("Sources: " + ", ".join(page.link(f"go:{id_}", id_) for id_ in rule.sources))
    return (
        f'<p style="margin:0 0 4px 0;{look.size(HEADING)};font-weight:700;color:{ink}">'
        f"Finder: {escape(headline(page.reference, rule))}</p>{facts}{cited}"
        '<p style="margin:0;font-size:6pt">&nbsp;</p>'
        f'<table width="{look.column}" cellspacing="0" cellpadding="0"><tr>'
        f'<td style="border-top:1px solid {palette.line};padding-top:10px"></td></tr></table>'
    )


def code_facts(entry: CodeEntry) -> list[tuple[str, list[str]]]:
    """The facts of a code under their names, in reading order; empty lists where it has none."""
    limit = [entry.limit_text] if entry.limit_text else []
    if entry.limit:
        why = f", {entry.limit.reason}" if entry.limit.reason else ""
        limit.insert(0, f"{entry.limit.per_day} per day, April 2026 ({entry.limit.kind}{why})")
    return [
        ("Guidance", [entry.guidance_text] if entry.guidance_text else []),
        ("Must be on record", list(entry.documentation) or _no_record(entry)),
        ("May go with", [entry.may_go_with] if entry.may_go_with else []),
        ("Not with", [f"{', '.join(each.codes)}: {each.why}" for each in entry.not_with]),
        ("Modifiers", [f"{each.modifier}: {each.use}" for each in entry.modifiers]),
        ("Drug line", [entry.drug] if entry.drug else []),
        ("Unit limit", limit),
        ("Coverage", list(entry.coverage)),
    ]


def code_basis(entry: CodeEntry) -> str:
    """How sure a code is, which part is general knowledge, and when sources were looked at."""
    general = f"General knowledge: {entry.general}" if entry.general else ""
    checked = f"Checked against sources up to {entry.checked}."
    return " ".join(filter(None, (f"{entry.confidence.capitalize()}.", general, checked)))


def _no_record(entry: CodeEntry) -> list[str]:
    """Silence would read as "nothing is needed", which no source says of a code in use."""
    if entry.retired or entry.system != "CPT":
        return []
    return ["Not in the sources that were read: see the code book and the payer."]


def _label(page: Page, text: str) -> str:
    style = f"{page.look.size(LABEL)};font-weight:700;color:{page.look.palette.soft}"
    return f'<p style="margin:10px 0 3px 0;{style}">{escape(text.upper())}</p>'


def _fact(page: Page, name: str, lines: list[str]) -> str:
    body = "".join(
        f'<p style="margin:0 0 4px 0;line-height:118%">{page.text(line)}</p>' for line in lines
    )
    return _label(page, name) + body


def faq(page: Page, words: str = "") -> str:
    """The questions by theme; `words` keeps those that have all of them."""
    wanted = words.casefold().split()
    rows: list[str] = []
    for group in page.reference.faq:
        kept = [each for each in group.questions if _has(each, wanted)]
        if kept:
            rows += group_rows(page, group, kept)
    if not rows:
        text = f"No question has “{escape(words)}”. Clear the filter to see all."
        return page.rows([page.title("FAQ"), page.row(page.prose(text))])
    count = sum(len(group.questions) for group in page.reference.faq)
    of = " of the article" if page.reference.article else ""
    intro = f"{counted(count, 'question')}{of}, by theme"
    return page.rows([page.title("FAQ", intro), *rows])


def _has(question: Question, wanted: list[str]) -> bool:
    text = f"{question.question} {question.answer}".casefold()
    return all(word in text for word in wanted)


def group_rows(page: Page, group: QuestionGroup, questions: list[Question]) -> Iterator[str]:
    """The rows of one theme."""
    yield page.heading(group.title, group.id)
    for question in questions:
        yield _question_row(page, question)


def _question_row(page: Page, question: Question) -> str:
    palette = page.look.palette
    opened = page.shown.is_open(question.id)
    asked = (
        f'<a href="open:{question.id}" style="color:{palette.ink};text-decoration:none;'
        f'font-weight:600">{escape(question.question)}</a>'
    )
    sign = _hung(page, "▾" if opened else "▸", asked, 24, f"color:{palette.accent}")
    if not opened:
        count = len(notes_about(page.reference, question.from_, question.claims))
        mark = page.small(counted(count, "note"), 0) if count else ""
        if not page.look.aside and mark:
            return page.row(sign + _hung(page, "", mark, 24), "", question.id, 10, 10)
        return page.row(sign, mark, question.id, 10, 10)
    answer = page.text(question.answer) + page.cite(question.from_)
    return page.row(sign + _hung(page, "", answer, 24), page.beside(question), question.id, 10, 14)


def sources(page: Page) -> str:
    """Who says it, every source, what was not verified, licence and revision, the places."""
    reference = page.reference
    notice = reference.code_notice if "coding" in panes_of(reference) else ""
    rows = [
        page.title("Sources", "What is said here, where it comes from, what could not be checked"),
        *_publication(page),
        page.heading("What this is and is not"),
        *(
            page.row(page.prose(escape(text)), below=8)
            for text in (reference.intended_use, notice, f"{checked(reference)}.")
            if text
        ),
    ]
    if reference.unverified:
        rows.append(page.heading("Not verified", "unverified"))
        rows += [
            page.row(_hung(page, "•", page.text(gap.text)), name=gap.id, below=8)
            for gap in reference.unverified
        ]
    if reference.sources:
        rows.append(page.heading("Sources of the notes and codes", "source-list"))
        rows += [_source_row(page, source.id) for source in reference.sources]
    anchors = _anchor_list(page)
    if anchors:
        of = "in the article" if reference.article else "named here"
        rows += [page.heading(f"Places {of}", "places"), page.row(anchors)]
    return page.rows(rows)


def _publication(page: Page) -> Iterator[str]:
    """Who publishes the reference, and the article that it is about."""
    reference, article = page.reference, page.reference.article
    if reference.publisher:
        yield page.heading("Published by")
        yield page.row(page.prose(escape(reference.publisher)))
    if article:
        published = ", ".join(map(escape, filter(None, (article.byline, article_day(article)))))
        address = page.link("copy:article", article.address) if article.address else ""
        lines = filter(None, (f"<b>{escape(article.title)}</b>", published, address))
        yield page.heading("The article")
        yield page.row(page.prose("<br>".join(lines)))
        yield from (statement_row(page, remark) for remark in article.remarks)


def _source_row(page: Page, source_id: str) -> str:
    source = page.sources[source_id]
    leaning = [note for note in page.reference.notes if source_id in note.sources]
    codes = [entry for entry in page.reference.codes if source_id in entry.sources]
    year = source.year or "year not shown"
    address = f"<br>{page.link(f'copy:{source.id}', source.address)}" if source.address else ""
    text = f"{escape(source.title)}. {escape(source.publisher)}, {escape(year)}.{address}"
    beside = "".join(
        f'<p style="margin:0 0 3px 0;{page.look.size(SMALL)}">'
        f"{page.link(f'go:{note.id}', note.headline)}</p>"
        for note in leaning
    )
    rows = ", ".join(page.link(f"go:{entry.id}", entry.code) for entry in codes)
    if rows:
        beside += page.small(f"Codes: {rows}")
    number = f"{page.look.size(SMALL)};font-weight:700;color:{page.look.palette.soft}"
    return page.row(_hung(page, source.id, text, 44, number), beside, source.id)


def _anchor_list(page: Page) -> str:
    homes = anchor_homes(page.reference)
    return "".join(
        f'<p style="margin:0 0 5px 0">{page.link(f"go:{homes[anchor.name]}", anchor.label)}</p>'
        for anchor in page.reference.anchors
        if anchor.name in homes
    )


def anchor_homes(reference: Reference) -> dict[str, str]:
    """Each anchor that is rendered, with the id of the first place that renders it."""
    homes: dict[str, str] = {}
    for place in places(reference):
        if place.role != "note":
            for anchor in place.from_:
                homes.setdefault(anchor, place.id)
    return homes
