"""The command line: arguments to one function each.

Only opening the window and printing load Qt, and what a command needs is imported where it runs,
so that `--help` and `search` answer at once.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from viewer import __version__, terminal
from viewer.commands.ending import FAILED, MISUSED, Failure, complain
from viewer.commands.indexing import Index
from viewer.commands.library import Add, ListAll, Remove
from viewer.commands.printing import Pack, Print, Printers
from viewer.commands.reading import Search, Show
from viewer.commands.writing import Check, New

INTERRUPTED, UNREAD = 130, 141  # as shells name the ends by signals SIGINT and SIGPIPE

_OVERVIEW = """commands:
  show [PART]                        print a part as text
  search QUERY [--json] [--limit N]  find words, codes and numbers
  print PART… --pdf FILE             print parts to a PDF file, or with --printer NAME
  printers                           say which printers are set up
  pack FOLDER                        write all that a downtime needs on paper
  list [--json]                      say which references there are
  new FILE                           start a reference of your own
  check FILE…                        say what is wrong with reference files
  add FILE… [--replace]              put references into your library
  remove ID…                         take references out of your library
  index [--library DIR]              make a library ready to be searched

needleside COMMAND --help says more. A file named like a command opens as ./show.
"""
_PARTS = """A PART is a pane (overview, steps, coding, faq, sources), all, the id of a section,
phase, code or question, or a code such as 20611. To print there are also card-steps
and card-codes, each on one page, and sheet, the patient's sheet.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """Open the window, with the bundled reference if `file` is None.

    `library` is the folder of the shared library, if not the one in the settings.
    """

    file: Path | None
    kiosk: bool = False
    idle_minutes: int = 0
    library: Path | None = None


Command = (
    Window | Show | Search | Print | Printers | Pack | ListAll | New | Check | Add | Remove | Index
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (the process's arguments if None) names; its exit code.

    0: done. 1: nothing found, not sound, not printed, not added. 2: arguments or a reference file
    that cannot be used. Arguments, files and closed or narrow output never end in a traceback.
    """
    terminal.prepare()
    try:
        try:
            status = run(parse(sys.argv[1:] if argv is None else argv))
        except SystemExit as done:  # argparse has said what there is to say
            status = done.code if isinstance(done.code, int) else MISUSED
        terminal.flush()
    except Failure as failure:
        complain(str(failure))
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        terminal.discard()
        return UNREAD
    except OSError as error:
        terminal.discard()
        complain(f"The output could not be written ({error.strerror or error}).")
        return FAILED
    return status


def run(command: Command) -> int:
    """Do what `command` says; the exit code."""
    from viewer.commands import indexing, library, printing, reading, writing

    match command:
        case Window():
            from viewer.app import run_window

            return run_window(command.file, command.kiosk, command.idle_minutes, command.library)
        case Show():
            return reading.show(command)
        case Search():
            return reading.search(command)
        case Print():
            return printing.print_parts(command)
        case Printers():
            return printing.printers(command)
        case Pack():
            return printing.pack(command)
        case ListAll():
            return library.list_all(command)
        case New():
            return writing.new(command)
        case Check():
            return writing.check(command)
        case Add():
            return library.add(command)
        case Remove():
            return library.remove(command)
        case Index():
            return indexing.index(command)


def parse(argv: Sequence[str]) -> Command:
    """The command in `argv`. Raises SystemExit after printing help, version or an error."""
    maker = _MAKERS.get(argv[0]) if argv else None
    return maker(argv[1:]) if maker else _window(argv)


def _window(argv: Sequence[str]) -> Command:
    parser = _parser("", "Ultrasound-guided injections: the article, and where it is wrong.")
    parser.usage = "needleside [--kiosk] [--idle MIN] [--library DIR] [FILE] | COMMAND …"
    parser.epilog = _OVERVIEW
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a reference, added to your library"
    )
    parser.add_argument("--version", action="version", version=f"needleside {__version__}")
    parser.add_argument("--kiosk", action="store_true", help="nothing that reaches files")
    parser.add_argument(
        "--idle", type=_count, default=0, metavar="MIN", help="start over after MIN minutes unused"
    )
    _add_library(parser)
    given = parser.parse_args(argv)
    name: str | None = given.file
    if name is None:
        return Window(None, given.kiosk, given.idle, given.library)
    near = get_close_matches(name, _MAKERS, 1, 0.7)
    if near and name == Path(name).name and name not in _MAKERS and not Path(name).exists():
        parser.error(f"there is no file “{name}”; did you mean the command “{near[0]}”?")
    return Window(Path(name), given.kiosk, given.idle, given.library)


def _show(argv: Sequence[str]) -> Command:
    parser = _parser("show", "Print a part as text.")
    parser.add_argument("part", nargs="?", default="all", metavar="PART", help="all if not given")
    _add_reference(parser)
    given = parser.parse_args(argv)
    return Show(given.part, given.reference, given.library)


def _search(argv: Sequence[str]) -> Command:
    parser = _parser("search", "Find words, codes and numbers. Exit code 1: nothing found.")
    parser.add_argument("query", nargs="+", metavar="QUERY", help="what to look for")
    parser.add_argument("--json", action="store_true", help="print a list for programs")
    parser.add_argument("--limit", type=_count, default=10, metavar="N", help="at most N hits (10)")
    _add_reference(parser)
    given = parser.parse_args(argv)
    query = " ".join(given.query)
    return Search(query, given.json, given.limit, given.reference, given.library)


def _print(argv: Sequence[str]) -> Command:
    parser = _parser("print", "Print parts to a PDF file or a printer.")
    add = parser.add_argument
    add("parts", nargs="*", metavar="PART", help="what to print, in reading order")
    to = parser.add_mutually_exclusive_group(required=True)
    to.add_argument("--pdf", type=Path, metavar="FILE", help="the file to write")
    to.add_argument("--printer", default="", metavar="NAME", help="the printer to print on")
    add("--handout", action="store_true", help="the patient's sheet")
    add("--tagged", action="store_true", help="with structure, for screen readers")
    add("--paper", choices=("letter", "a4"), help="the system's if not given")
    add("--landscape", action="store_true", help="the long edge at the top")
    add("--size", type=_size, default=10.0, metavar="PT", help="of the text, 9 to 18 points (10)")
    add("--notes", choices=("full", "short", "marks"), default="full", help="full if not given")
    add("--no-sources", action="store_true", help="do not list the sources cited")
    add("--pages", default="", metavar="1-3,5", help="some of the pages")
    add("--copies", type=_count, default=1, metavar="N", help="on a printer")
    add("--sides", choices=("one", "long", "short"), default="", help="on a printer: one, or the "
        "edge that both are bound at")  # fmt: skip
    _add_reference(parser)
    given = parser.parse_args(argv)
    if not given.parts and not given.handout:
        parser.error("name a PART to print, such as all")
    if given.tagged and (given.pdf is None or given.pages):
        parser.error("--tagged needs --pdf, and writes all pages")
    return Print(
        tuple(given.parts), given.pdf, given.paper, given.handout, given.reference, given.library,
        given.tagged, given.printer, given.pages, given.copies, given.sides, given.landscape,
        given.size, given.notes, not given.no_sources,
    )  # fmt: skip


def _printers(argv: Sequence[str]) -> Command:
    parser = _parser("printers", "Say which printers are set up. Exit code 1: none.")
    parser.add_argument("--json", action="store_true", help="print a list for programs")
    return Printers(parser.parse_args(argv).json)


def _pack(argv: Sequence[str]) -> Command:
    parser = _parser("pack", "Write all that a downtime needs on paper, as PDFs in one folder.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="made if it is not there")
    parser.add_argument("--paper", choices=("letter", "a4"), help="the system's if not given")
    _add_reference(parser)
    given = parser.parse_args(argv)
    return Pack(given.folder, given.paper, given.reference, given.library)


def _list(argv: Sequence[str]) -> Command:
    parser = _parser("list", "Say which references there are: the bundled one and all libraries.")
    parser.add_argument("--json", action="store_true", help="print a list for programs")
    _add_library(parser)
    given = parser.parse_args(argv)
    return ListAll(given.json, given.library)


def _new(argv: Sequence[str]) -> Command:
    parser = _parser("new", "Write the start of a reference of your own, with comments.")
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, never over one")
    return New(parser.parse_args(argv).file)


def _check(argv: Sequence[str]) -> Command:
    parser = _parser("check", "Say what is wrong with reference files. Exit code 1: not sound.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a reference")
    parser.add_argument("--library", type=Path, metavar="DIR", help="all references in this folder")
    given = parser.parse_args(argv)
    if not given.files and given.library is None:
        parser.error("name a FILE to check")
    return Check(tuple(given.files), given.library)


def _add(argv: Sequence[str]) -> Command:
    parser = _parser("add", "Put references into your library. Exit code 1: one was not added.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a reference")
    parser.add_argument(
        "--replace", action="store_true", help="do not ask before one with the same id is replaced"
    )
    given = parser.parse_args(argv)
    return Add(tuple(given.files), given.replace)


def _remove(argv: Sequence[str]) -> Command:
    parser = _parser("remove", "Delete references from your library. Exit code 1: one was not.")
    parser.add_argument("ids", nargs="+", metavar="ID", help="the id of a reference, as list says")
    return Remove(tuple(parser.parse_args(argv).ids))


def _index(argv: Sequence[str]) -> Command:
    parser = _parser(
        "index",
        "Read what changed in a library, so that it can be searched. The window does so by itself."
        " Exit code 1: a file is not sound.",
    )
    parser.add_argument("--library", type=Path, metavar="DIR", help="a folder of references")
    parser.add_argument(
        "--progress", choices=("text", "json"), default="text", help="json: a line for programs"
    )
    parser.add_argument(
        "--attended", action="store_true", help="end when the standard input is closed"
    )
    given = parser.parse_args(argv)
    return Index(given.library, given.progress == "json", given.attended)


_MAKERS: dict[str, Callable[[Sequence[str]], Command]] = {
    "show": _show,
    "search": _search,
    "print": _print,
    "printers": _printers,
    "pack": _pack,
    "list": _list,
    "new": _new,
    "check": _check,
    "add": _add,
    "remove": _remove,
    "index": _index,
}


def _parser(command: str, description: str) -> ArgumentParser:
    return ArgumentParser(
        f"needleside {command}".strip(),
        description=description,
        epilog=_PARTS if command in ("show", "print") else None,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_reference(parser: ArgumentParser) -> None:
    parser.add_argument("--reference", metavar="FILE|ID", help="use this reference instead")
    _add_library(parser)


def _add_library(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--library", type=Path, metavar="DIR", help="a shared folder of references, only read"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is not a number from 1 up")
    return int(text)


def _size(text: str) -> float:
    if not text.isdecimal() or not 9 <= int(text) <= 18:
        raise ArgumentTypeError(f"“{text}” is not a size from 9 to 18")
    return float(text)
