"""Pages for printer, preview and PDF. The only package that loads QtPrintSupport."""


class PrintProblem(Exception):  # noqa: N818 (a sentence for people, not a program's error)
    """Something that keeps pages from being printed: a sentence for people, with what to do."""
