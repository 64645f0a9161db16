"""Where a laid-out document is cut into pages.

Qt's own pagination splits table rows, so documents are laid out once, endless, and cut here.
A document is read as units: a heading, a few lines of a paragraph, a table row. Pages are
slices between units; nothing is laid out twice. All lengths are in the document's units.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable, QTextTableCell

# A page may end early, where the white space between units is wider, but each unit of
# length that it leaves blank must be worth it: a heading's 26 px buys some 110 px.
BLANK_PRICE = 0.15
# A table that stands nearer than this to what is above it, in CSS pixels, belongs to it.
NEAR = 3.5
# Fewest lines of a paragraph that stand alone at the foot or the head of a page.
LONE_LINES = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """What a page shows whole: from `top` to `bottom` of the document.

    `glued` units stand on the same page as the next one. `head` is the slice repeated above
    the unit when a page begins with it: the head row of its table. `lines` are the slices
    that the unit may be cut into when it is taller than a page. `inside` is the bottom of the
    first line of a unit that begins inside a block.
    """

    top: float
    bottom: float
    glued: bool = False
    head: tuple[float, float] | None = None
    lines: tuple[tuple[float, float], ...] = ()
    inside: float | None = None

    def moved(self, down: float) -> "Unit":
        """The unit in a text that has `down` more above it."""
        return Unit(
            self.top + down,
            self.bottom + down,
            self.glued,
            None if self.head is None else (self.head[0] + down, self.head[1] + down),
            tuple((top + down, bottom + down) for top, bottom in self.lines),
            None if self.inside is None else self.inside + down,
        )


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice of the document, from `top` to `bottom`, and where on the page it begins.

    `inside` is the bottom of its first line when it begins inside a block.
    """

    top: float
    bottom: float
    at: float
    inside: float | None = None


def pack(units: Sequence[Unit], height: float) -> list[list[Slice]]:
    """The pages of `height` that hold `units`, each as its slices from top to bottom."""
    pages: list[list[Slice]] = []
    rest = list(_cut_tall(units, height))
    first = 0
    while first < len(rest):
        head = rest[first].head
        room = height - (head[1] - head[0] if head else 0.0)
        last = _last_on_page(rest, first, room)
        body = Slice(rest[first].top, rest[last].bottom, height - room, rest[first].inside)
        pages.append([Slice(head[0], head[1], 0.0), body] if head else [body])
        first = last + 1
    return pages


def _cut_tall(units: Sequence[Unit], height: float) -> Iterator[Unit]:
    """`units`, those that fit on no page replaced by their lines."""
    for unit in units:
        room = height - (unit.head[1] - unit.head[0] if unit.head else 0.0)
        if unit.bottom - unit.top <= room or not unit.lines:
            yield unit
            continue
        # Each line reaches to the next, so that the slices leave nothing out between them.
        tops = [unit.top, *(top for top, _ in unit.lines[1:])]
        for top, bottom, line in zip(tops, [*tops[1:], unit.bottom], unit.lines, strict=True):
            inside = None if top == unit.top else line[1]
            yield Unit(top, bottom, head=unit.head, inside=inside)


def _last_on_page(units: Sequence[Unit], first: int, room: float) -> int:
    """The index of the last unit of the page that begins with `first`."""
    fits = first
    while fits + 1 < len(units) and units[fits + 1].bottom - units[first].top <= room:
        fits += 1
    if fits + 1 == len(units):
        return fits
    full = units[fits].bottom

    def worth(at: int) -> float:
        white = units[at + 1].top - units[at].bottom
        return white - BLANK_PRICE * (full - units[at].bottom)

    ends = [at for at in range(first, fits + 1) if not units[at].glued]
    return max(reversed(ends), key=worth, default=fits)


def units_of(document: QTextDocument, pixel: float) -> list[Unit]:
    """The units of `document`, which must be laid out without pages and hold no nested tables.

    `pixel` is the length of one CSS pixel in the document's units.
    """
    found: list[Unit] = []
    at = document.rootFrame().begin()
    while not at.atEnd():
        frame, block = at.currentFrame(), at.currentBlock()
        if isinstance(frame, QTextTable):
            rows = list(_table_units(document, frame, pixel))
            if found and rows[0].top - found[-1].bottom < NEAR * pixel:
                found[-1] = replace(found[-1], glued=True)
            found += rows
        elif block.isValid() and block.length() > 1:
            found += _block_units(block, document)
        at += 1
    return found


def _block_units(block: QTextBlock, document: QTextDocument) -> Iterator[Unit]:
    """A heading, or a paragraph in groups of lines of which none stands alone on a page."""
    lines = _lines(block, document)
    if block.blockFormat().headingLevel():
        yield Unit(lines[0][0], lines[-1][1], glued=True)
        return
    leads_on = block.text().rstrip().endswith(":")
    inner = range(LONE_LINES, max(len(lines) - LONE_LINES + 1, LONE_LINES))
    cuts = [0, *inner, len(lines)] if len(lines) >= 2 * LONE_LINES else [0, len(lines)]
    for begin, end in pairwise(cuts):
        inside = lines[begin][1] if begin else None
        yield Unit(lines[begin][0], lines[end - 1][1], glued=leads_on, inside=inside)


def _table_units(document: QTextDocument, table: QTextTable, pixel: float) -> Iterator[Unit]:
    """A table row by row; head rows stand with the first row under them."""
    by_row = groupby(_blocks(document, table), lambda block: _cell(table, block).row())
    rows = [_row(document, table, [*blocks], pixel) for _, blocks in by_row]
    box, shape = document.documentLayout().frameBoundingRect(table), table.format()
    # The box begins under the margin above but is as high as if it held both margins.
    end = box.bottom() - (shape.topMargin() + shape.bottomMargin()) * pixel
    # A rule between two rows belongs to the upper one, so a row reaches to the next.
    bottoms = [*(top for top, _ in rows[1:]), end]
    heads = shape.headerRowCount()
    head = (rows[0][0], rows[heads][0]) if 0 < heads < len(rows) else None
    for number, ((top, lines), bottom) in enumerate(zip(rows, bottoms, strict=True)):
        is_head = number < heads
        yield Unit(top, bottom, is_head, None if is_head else head, lines)


def _blocks(document: QTextDocument, table: QTextTable) -> Iterator[QTextBlock]:
    block = document.findBlock(table.firstPosition())
    while block.isValid() and block.position() <= table.lastPosition():
        yield block
        block = block.next()


def _cell(table: QTextTable, block: QTextBlock) -> QTextTableCell:
    return table.cellAt(block.position())


def _row(
    document: QTextDocument, table: QTextTable, blocks: list[QTextBlock], pixel: float
) -> tuple[float, tuple[tuple[float, float], ...]]:
    """The top of a row that has `blocks` in its cells, and the bands of lines in it."""
    tops: list[float] = []
    lines: list[tuple[float, float]] = []
    for block in blocks:
        own = _lines(block, document)
        padding = _cell(table, block).format().toTableCellFormat().topPadding()
        tops.append(own[0][0] - padding * pixel)
        lines += own
    return min(tops), tuple(_bands(lines))


def _bands(lines: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Lines of cells side by side, joined where they overlap: between bands a row can be cut."""
    lines.sort()
    top, bottom = lines[0]
    for next_top, next_bottom in lines[1:]:
        if next_top >= bottom:
            yield top, bottom
            top = next_top
        bottom = max(bottom, next_bottom)
    yield top, bottom


def _lines(block: QTextBlock, document: QTextDocument) -> list[tuple[float, float]]:
    """Top and bottom of each line of `block` in the document, without the space between."""
    box = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    rects = [layout.lineAt(number).rect() for number in range(layout.lineCount())]
    start = box.top() - (rects[0].top() if rects else 0.0)
    return [(start + rect.top(), start + rect.bottom()) for rect in rects] or [
        (box.top(), box.bottom())
    ]
