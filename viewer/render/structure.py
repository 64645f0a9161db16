"""What printed pages say, as a tree of headings, lists, tables and notes.

The HTML for paper is laid out in tables so that a line keeps its number and its place in the
article side by side. For a reader who hears a page, such tables say nothing. This reads the
same HTML by its classes and gives what it means, so that both kinds of pages say the same.
The tree is plain data, ready for JSON; its texts are plain texts, with no markup to escape.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypedDict

from viewer.content.places import KIND_TITLES


class Run(TypedDict):
    """Some text set one way: `style` is empty, strong, soft or the kind of a note."""

    text: str
    style: str


Line = list[Run]


class Node(TypedDict, total=False):
    """One part of a page; `kind` says which of the other members it has.

    heading: level, line. text: line, style, and origin: where the article says it. list: items,
    ordered. terms: items with names. note: style (the kind of the note), lines, origin. table:
    head, widths of its columns in per cent, rows (of cells of lines). framed: nodes. write:
    lines (labels of lines to write on side by side, or none).
    """

    kind: str
    level: int
    line: Line
    lines: list[Line]
    style: str
    ordered: bool
    items: list["Item"]
    origin: str
    head: list[str]
    widths: list[int]
    rows: list[list[list[Line]]]
    nodes: list["Node"]


class Item(TypedDict):
    """An item of a list: what names it, if anything, and what it holds."""

    name: str
    nodes: list[Node]


def structure(html: str) -> list[Node]:
    """The nodes of a printed page's HTML, in reading order.

    Raises ValueError for HTML that holds a kind of table that has no meaning here.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    body = next(_all(reader.root, "body"), reader.root)
    nodes: list[Node] = []
    for element in body.children:
        if isinstance(element, _Element):
            _add(nodes, element)
    return nodes


@dataclass(slots=True)
class _Element:
    tag: str
    kind: str = ""  # its class
    width: int = 0  # in per cent
    children: list["_Element | str"] = field(default_factory=list)

    def cells(self) -> list["_Element"]:
        return [*_all(self, "td")]


class _Reader(HTMLParser):
    """HTML to elements. It is our own HTML: what opens is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        width = (named.get("width") or "0").rstrip("%")
        element = _Element(tag, named.get("class") or "", int(width))
        self._open[-1].children.append(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _all(element: _Element, tag: str) -> Iterator[_Element]:
    """Every element called `tag` within `element`, in order, none within another."""
    for child in element.children:
        if isinstance(child, _Element):
            if child.tag == tag:
                yield child
            else:
                yield from _all(child, tag)


def _add(nodes: list[Node], element: _Element) -> None:
    """Put what `element` means at the end of `nodes`, into the list there if it continues it."""
    if element.tag == "table":
        if element.kind not in _TABLES:
            raise ValueError(f"a table of class {element.kind!r} has no meaning here")
        _TABLES[element.kind](nodes, element)
    elif element.tag in ("h1", "h2", "h3"):
        _heading(nodes, int(element.tag[1]), _line(element))
    elif element.tag == "p" and (line := _line(element)):
        nodes.append(Node(kind="text", line=line, style=element.kind))


def _heading(nodes: list[Node], level: int, line: Line) -> None:
    """A heading, never more than one level below the last: a level left out misleads."""
    above = next((node["level"] for node in reversed(nodes) if node["kind"] == "heading"), 0)
    nodes.append(Node(kind="heading", level=min(level, above + 1), line=line))


def _statement(nodes: list[Node], table: _Element) -> None:
    by_kind = {cell.kind: cell for cell in table.cells()}
    text = by_kind[""]
    question = next((each for each in _all(text, "p") if each.kind == "question"), None)
    if question:
        _heading(nodes, 3, _line(question))
        text.children.remove(question)
    made = [Node(kind="text", line=line, style="", origin="") for line in _lines(text)]
    if made and "origin" in by_kind:
        made[0]["origin"] = "; ".join(map(_plain, _lines(by_kind["origin"])))
    sign = _plain(_line(by_kind["sign"])) if "sign" in by_kind else ""
    if sign:
        _continue(nodes, "list", sign.isdecimal())["items"].append(Item(name="", nodes=made))
    else:
        nodes += made


def _fact(nodes: list[Node], table: _Element) -> None:
    name, text = table.cells()
    made = [Node(kind="text", line=line, style="", origin="") for line in _lines(text)]
    item = Item(name=_plain(_line(name)), nodes=made)
    _continue(nodes, "terms")["items"].append(item)


def _note(nodes: list[Node], table: _Element) -> None:
    text, origin = (cell for cell in table.cells() if cell.kind)
    first, *others = _lines(text)
    kind = text.kind
    # The word for the kind is in capitals on paper, which some readers spell out when they speak.
    head = [
        Run(text=f"{_KINDS[kind]}: ", style=kind),
        *(run for run in first[1:] if run["text"].strip()),
    ]
    where = ". ".join(map(_plain, _lines(origin)))
    made = Node(kind="note", style=kind, lines=[head, *others], origin=where)
    _place(nodes).append(made)


def _see(nodes: list[Node], table: _Element) -> None:
    line = _line(table)
    _place(nodes).append(Node(kind="text", line=line, style="see", origin=""))


def _ruled(nodes: list[Node], table: _Element) -> None:
    heads = [*_all(table, "th")]
    head, widths = [_plain(_line(cell)) for cell in heads], [cell.width for cell in heads]
    rows = [[_lines(cell) for cell in row.cells()] for row in _all(table, "tr")]
    nodes.append(Node(kind="table", head=head, widths=widths, rows=[row for row in rows if row]))


def _urgent(nodes: list[Node], table: _Element) -> None:
    line = _line(table.cells()[-1])
    if table.kind == "urgent-lead":
        nodes.append(Node(kind="framed", nodes=[Node(kind="text", line=line, style="lead")]))
        return
    if not nodes or nodes[-1]["kind"] != "framed":
        nodes.append(Node(kind="framed", nodes=[]))
    text = Node(kind="text", line=line, style="", origin="")
    _continue(nodes[-1]["nodes"], "list")["items"].append(Item(name="", nodes=[text]))


def _write(nodes: list[Node], table: _Element) -> None:
    labels = [_line(cell) for cell in table.cells() if cell.kind == "label"]
    nodes.append(Node(kind="write", lines=labels))


def _small(nodes: list[Node], table: _Element) -> None:
    nodes.append(Node(kind="text", line=_line(table), style="basis"))


_KINDS: dict[str, str] = {str(kind): word for kind, word in KIND_TITLES.items()}
_TABLES: dict[str, Callable[[list[Node], _Element], None]] = {
    "line": _statement,
    "fact": _fact,
    "note": _note,
    "see": _see,
    "marks": _see,
    "source": _fact,
    "ruled": _ruled,
    "urgent-lead": _urgent,
    "urgent": _urgent,
    "write": _write,
    "basis": _small,
}


def _continue(nodes: list[Node], kind: str, ordered: bool = False) -> Node:
    """The list of this kind that stands last, or a new one."""
    if nodes and nodes[-1]["kind"] == kind and nodes[-1]["ordered"] == ordered:
        return nodes[-1]
    nodes.append(Node(kind=kind, ordered=ordered, items=[]))
    return nodes[-1]


def _place(nodes: list[Node]) -> list[Node]:
    """Where a note belongs: into the item of a list that it stands under."""
    return nodes[-1]["items"][-1]["nodes"] if nodes and nodes[-1]["kind"] == "list" else nodes


def _lines(element: _Element) -> list[Line]:
    """The paragraphs of `element`, or all that it holds as one."""
    paragraphs = [*_all(element, "p")]
    if not paragraphs:
        return [line] if (line := _line(element)) else []
    own = [child for child in element.children if isinstance(child, str) or child.tag == "b"]
    first = _line(_Element("", children=[*own])) if own else []
    return [line for line in (first, *map(_line, paragraphs)) if line]


def _line(element: _Element) -> Line:
    """The text of `element`, each run of one style, white space made single."""
    runs: Line = []
    for text, style in _runs(element, ""):
        plain = " ".join(f"|{text}|".split())[1:-1]
        if runs and runs[-1]["text"].endswith(" "):
            plain = plain.lstrip()
        if runs and runs[-1]["style"] == style:
            runs[-1]["text"] += plain
        elif plain:
            runs.append(Run(text=plain, style=style))
    if runs:
        runs[0]["text"] = runs[0]["text"].lstrip()
        runs[-1]["text"] = runs[-1]["text"].rstrip()
    return [run for run in runs if run["text"]]


def _runs(element: _Element, style: str) -> Iterator[tuple[str, str]]:
    for child in element.children:
        if isinstance(child, str):
            yield child, style
            continue
        own = {"b": "strong", "span": child.kind.removesuffix("-word")}.get(child.tag, style)
        yield from _runs(child, own)


def _plain(line: Iterable[Run]) -> str:
    return "".join(run["text"] for run in line).strip()
