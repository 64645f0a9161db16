"""How many typing errors lie between two words."""


def distance(typed: str, word: str, limit: int) -> int:
    """Typing errors from `typed` to `word`; anything above `limit` counts as limit + 1.

    An error is a letter too many, too few, another one, or two neighbours swapped.
    """
    if abs(len(typed) - len(word)) > limit:
        return limit + 1
    return min(_rows(typed, word, limit)[-1], limit + 1)


def opening_distance(typed: str, word: str, limit: int) -> int:
    """Typing errors from `typed` to the nearest opening of `word`, as `distance` counts."""
    return min(*_rows(typed, word[: len(typed) + limit], limit), limit + 1)


def _rows(typed: str, word: str, limit: int) -> list[int]:
    """The last row of the edit table: errors from `typed` to each opening of `word`."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for line, letter in enumerate(typed, 1):
        following = [line]
        for column, other in enumerate(word, 1):
            cost = min(
                row[column] + 1,
                following[column - 1] + 1,
                row[column - 1] + (letter != other),
            )
            swapped = (
                line > 1 and column > 1 and letter == word[column - 2] and other == typed[line - 2]
            )
            if swapped:
                cost = min(cost, before[column - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return [limit + 1] * (len(word) + 1)
        before, row = row, following
    return row
