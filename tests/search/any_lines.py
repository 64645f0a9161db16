"""Lines as nobody would think of them: made of words, codes, operators, marks and any characters.

The test asks that every one has an answer; the benchmark, how long the answer takes.
"""

import random
from collections.abc import Iterator, Sequence

_WORDS = """
gel needle ultrasound injection knee shoulder joints anaesthetic numb risks pain benefits allergy
during the how long does it last is painful and or not near to in complex regional syndrome LAST
ct MRI crps flouroscopy injecton recovry complicatons ultra sound x ray xray single-use 95.8% 0.24
mSv patient's allergies stellate ganglion work gell zebra qqqq prednisone ropivacaine hypotension
"""
WORDS = _WORDS.split()
_CODES = """
20611 20610 20604 20604-20611 20604/20606 206 2 J33 j3301 0228T 64490-64492 CPT20611 cpt-20611
CPT hcpcs code 20611-RT 20611RT 99999 20161 JW modifier 50 25 0 00000 1:10 20611: 20611.20611
30000-39999
"""
CODES = _CODES.split()
_SCOPES = """
faq: code: step: note: source: overview: FAQ: in:sight in:"needles in:“ in: in:zzz
questions: foo: ::
"""
SCOPES = _SCOPES.split()
_OPERATORS = r"""
AND OR NOT NEAR " ' ( ) [ ] { } * ? ~ ^ + - -- && || ! : \ / // = < > ~2 ^9 [a TO z] text: /re/
" " "gel needle" gel* *gel -gel +gel title:gel gel~1 <script> %s %00 ${x} '; DROP `` … — – ‑ ” “
’ ‘ «
"""
OPERATORS = _OPERATORS.split()
CHARACTERS = (
    *"\x00\x01\x07\x1b\x7f\x85\xa0\xad\t\n\r\v\f ",
    *"\u0301\u0300\u0489\u1ab0\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029",
    *"\u2060\ufeff\ufff9\ufffd\uffff\ue000\ud800\udbff\udc00\udfff\U0010ffff\U000e0041\U0001f9ea",
    *"İıŁłßſﬁﬃŒæøÅÄ½²³①Ⅷ㎎٣३๕𝟘𝐀𝓰中文字カﾀ한글עבאر҉🩺👨‍👩‍👧",
)
PIECES = (WORDS, WORDS, CODES, SCOPES, OPERATORS, CHARACTERS)
BETWEEN = (" ", " ", " ", "", "  ", "-", "\n", ", ")
LONGEST = 10_000


def lines(seed: int, count: int, extra: Sequence[str] = ()) -> Iterator[str]:
    """So many lines; `extra` pieces are mixed in. The same seed makes the same lines."""
    made = random.Random(seed)
    for _ in range(count):
        kind = made.random()
        if kind < 0.01:
            yield _long(made)
        elif kind < 0.11:
            yield "".join(chr(_any(made)) for _ in range(made.randint(1, 12)))
        else:
            pieces = [made.choice(_pieces(made, extra)) for _ in range(made.randint(1, 6))]
            line = made.choice(BETWEEN).join(pieces) if kind < 0.8 else _mixed(made, pieces)
            yield line[: made.randint(1, len(line) + 3)] if line else line


def _pieces(made: random.Random, extra: Sequence[str]) -> Sequence[str]:
    return made.choice((*PIECES, extra) if extra else PIECES)


def _mixed(made: random.Random, pieces: Sequence[str]) -> str:
    return "".join(piece + made.choice(BETWEEN) for piece in pieces)


def _long(made: random.Random) -> str:
    """One piece over and over, as a paste gone wrong."""
    piece = made.choice(made.choice(PIECES)) + made.choice(BETWEEN)
    return (piece * (LONGEST // len(piece) + 1))[:LONGEST]


def _any(made: random.Random) -> int:
    """Any code point, the lone surrogates too; one in two within the first planes of scripts."""
    return made.randrange(0x110000 if made.random() < 0.5 else 0x3000)
