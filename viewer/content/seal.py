"""Writes the checksum of the bundled reference: `python -m viewer.content.seal`.

To be run when the reference is published, after `needleside check` finds it sound.
"""

import sys

from viewer.content.check import check
from viewer.content.files import bytes_of
from viewer.content.library import bundled_path, seal, seal_path
from viewer.content.problems import Problem


def main() -> int:
    """Write the checksum file; refuse, with the problems, if the reference is not sound."""
    path = bundled_path()
    data = bytes_of(path)
    problems = [data] if isinstance(data, Problem) else check(data, str(path))
    if isinstance(data, Problem) or problems:
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        return 1
    seal_path(path).write_text(seal(data, path), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
