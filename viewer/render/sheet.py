"""The patient's sheet as HTML for paper, and as plain text.

Large type, short lines, one thought a line. What rests on general knowledge carries a mark, and
the last line says what the mark means and where the rest is from. Lines to write on are for the
clinic; the sheet has no place for a patient's name, so that a lost one tells nothing of anyone.
"""

from collections.abc import Iterator

from viewer.content.model import Advice, AdviceList, PatientSheet, Reference, SheetPart
from viewer.render.escape import escape
from viewer.render.lines import underlined, wrapped
from viewer.render.palette import LIGHT
from viewer.render.printed import Chapter

SHEET = "sheet"  # names the sheet as a part that can be printed
POINTS = 14.0  # the least that a sheet for patients is set in
NO_SHEET = (
    "This reference has no patient's sheet. Whoever writes the reference can add one, as the "
    "guide for authors says."
)
GENERAL_MARK = "*"
HAND = 12  # CSS pixels above a line to write on: with the line of text itself some 8 mm
SHORT = 12  # characters: labels of lines that stand side by side


def patient_sheet(reference: Reference, points: float = POINTS) -> Chapter | None:
    """The patient's sheet set in `points`, 14 or more; None where the reference has none."""
    sheet = reference.sheet
    if sheet is None:
        return None
    body = (
        f'<h1>{escape(sheet.title)}</h1><p class="use">{escape(sheet.use)}</p>'
        + "".join(map(_part, sheet.parts))
        + _write_in(sheet)
        + _row("basis", escape(basis(reference, sheet)))
    )
    size = max(points, POINTS)
    style = "".join(_style(size))
    return Chapter(
        "For patients",
        (f"<html><head><style>{style}</style></head><body>{body}</body></html>",),
        use=sheet.use,
    )


def basis(reference: Reference, sheet: PatientSheet) -> str:
    """What the sheet rests on, in one small line."""
    line = f"From “{reference.title}”, revision {reference.revision}, with its sources."
    general = any(item.general for item in _advice(sheet))
    return f"{line} {GENERAL_MARK} General medical knowledge." if general else line


def sheet_text(reference: Reference) -> str:
    """The sheet in lines for a terminal; NO_SHEET where the reference has none."""
    sheet = reference.sheet
    if sheet is None:
        return NO_SHEET
    blocks = [underlined(sheet.title, "="), wrapped(sheet.use)]
    for part in sheet.parts:
        blocks.append(underlined(part.title, "-"))
        for each in part.lists:
            sign = "• " if each.lead else ""
            lead = [wrapped(each.lead)] if each.lead else []
            blocks.append("\n".join([*lead, *(wrapped(_text(i), sign) for i in each.items)]))
    if sheet.write_in:
        blocks.append(underlined(sheet.write_in_title or "Notes", "-"))
        blocks.append("\n".join(f"{line.label}: {'_' * 30}" for line in sheet.write_in))
    blocks.append(wrapped(basis(reference, sheet)))
    return "\n\n".join(blocks) + "\n"


def _advice(sheet: PatientSheet) -> Iterator[Advice]:
    return (item for part in sheet.parts for each in part.lists for item in each.items)


def _text(item: Advice) -> str:
    return f"{item.text} {GENERAL_MARK}" if item.general else item.text


def _part(part: SheetPart) -> str:
    return f"<h2>{escape(part.title)}</h2>{''.join(map(_list, part.lists))}"


def _list(each: AdviceList) -> str:
    if each.urgent:
        lead = _row("urgent-lead", f"<b>{escape(each.lead)}</b>") if each.lead else ""
        rows = "".join(_row("urgent", _marked(item), "•") for item in each.items)
        return lead + rows
    if not each.lead:
        return "".join(f"<p>{_marked(item)}</p>" for item in each.items)
    rows = "".join(_row("line", _marked(item), "•") for item in each.items)
    return f'<p class="lead">{escape(each.lead)}</p>{rows}'


def _marked(item: Advice) -> str:
    # A mark must not stand alone on a line.
    return f"{escape(item.text)}{'&nbsp;' + GENERAL_MARK if item.general else ''}"


def _row(kind: str, text: str, sign: str = "") -> str:
    mark = f'<td width="4%" class="sign">{sign}</td>' if sign else ""
    return (
        f'<table class="{kind}" width="100%" cellspacing="0" cellpadding="0">'
        f'<tr><td width="1%" class="bar"></td>{mark}<td>{text}</td></tr></table>'
        if kind.startswith("urgent")
        else f'<table class="{kind}" width="100%" cellspacing="0" cellpadding="0">'
        f"<tr>{mark}<td>{text}</td></tr></table>"
    )


def _write_in(sheet: PatientSheet) -> str:
    """The lines to write on, each a table, so that a page can end between them."""
    if not sheet.write_in:
        return ""
    title = f"<h2>{escape(sheet.write_in_title)}</h2>" if sheet.write_in_title else ""
    rows: list[list[str]] = []
    for line in sheet.write_in:
        short = line.lines == 1 and len(line.label) <= SHORT
        if short and rows and len(rows[-1]) == 1 and 0 < len(rows[-1][0]) <= SHORT:
            rows[-1].append(line.label)
        else:
            rows.append([line.label])
            rows += [[""]] * (line.lines - 1)
    return title + "".join(map(_blank, rows))


def _blank(labels: list[str]) -> str:
    """A line to write on, or two side by side; without a label it has the whole width."""
    share = 20 if max(map(len, labels)) <= SHORT else 42
    gap = '<td width="3%"></td>'
    cells = gap.join(
        (f'<td width="{share}%" class="label">{escape(label)}</td>' if label else "")
        + '<td class="blank">&nbsp;</td>'
        for label in labels
    )
    return (
        '<table class="write" width="100%" cellspacing="0" cellpadding="0">'
        f"<tr>{cells}</tr></table>"
    )


def _style(points: float) -> Iterator[str]:
    yield f"body{{color:{LIGHT.ink};font-size:{points:.2f}pt}} p{{margin:4px 0 0 0}}"
    yield "table{border-collapse:collapse}"
    yield f"h1{{margin:0 0 2px 0;font-size:{points * 1.7:.2f}pt;font-weight:700}}"
    yield f"h2{{margin:10px 0 0 0;font-size:{points * 1.2:.2f}pt;font-weight:700;"
    yield f"color:{LIGHT.accent}}}"
    yield "p.use{margin:0} p.lead{margin:6px 0 0 0;font-weight:600}"
    yield "table.basis{margin-top:10px}"
    yield f"table.basis td{{font-size:{points * 0.64:.2f}pt;color:{LIGHT.soft}}}"
    yield f"table.line{{margin-top:3px}} td.sign{{font-weight:700;color:{LIGHT.accent}}}"
    yield f"td.bar{{background-color:{LIGHT.error_edge}}} table.urgent-lead{{margin-top:8px}}"
    yield "table.urgent-lead td,table.urgent td{padding:1px 0 2px 8px}"
    yield f"td.label{{padding-top:{HAND}px}}"
    yield f"td.blank{{border-bottom:1px solid {LIGHT.ink};padding-top:{HAND}px}}"
