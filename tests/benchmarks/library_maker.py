"""Makes libraries of any size: sound references of about 70 places with made-up content.

    python tests/benchmarks/library_maker.py FOLDER COUNT [--seed N]

The reference of a number is always the same, byte for byte, in a library of any size. None of it
means anything: the words come as often as words do, in an order of chance.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from random import Random

from made_words import ACTS, FOR_WHOM, OPENERS, SITES, Words, tail
from msgspec import json

PLACES = 70  # of a reference, on average
SEED = 1

_Json = dict[str, object]

# Shares of references, and of words in a text.
_WITH_STEPS, _WITH_CODES, _WITH_SYNONYMS, _WITH_SHORTS = 0.7, 0.5, 0.2, 0.3
_COMMON, _SUBJECT, _TAIL = 0.66, 0.3, 0.04
_SUBJECT_SIZE, _FLAT = 60, 5  # and how many of a subject's first words are about as common
_CODES = 9000  # about as many as CPT has
_STEP = 7919  # a prime: neighbours have nothing in common
_IN_ONE_PROCESS = 200
_KINDS = ("error", "contradiction", "missing", "undefined")
_CONFIDENCE = ("sourced", "partly sourced", "general knowledge")
_ALSO_CALLED = (
    ("anesthetic", "anaesthetic", "numbing"), ("transducer", "probe"), ("shot", "injection", "jab"),
    ("bandage", "dressing"), ("swelling", "edema", "oedema"), ("fever", "pyrexia"),
    ("blood sugar", "glucose"), ("nurse", "nursing staff"), ("trolley", "cart", "gurney"),
    ("theatre", "operating room"), ("drip", "infusion"), ("heel", "calcaneus"),
    ("kneecap", "patella"), ("collarbone", "clavicle"), ("shoulder blade", "scapula"),
    ("tailbone", "coccyx"), ("rash", "exanthem"), ("itch", "pruritus"), ("vomiting", "emesis"),
    ("leaflet", "handout", "information sheet"),
)  # fmt: skip
_SHORT_FORMS = (
    ("IV", "intravenous"), ("IM", "intramuscular"), ("BP", "blood pressure"), ("HR", "heart rate"),
    ("PRN", "as needed"), ("NPO", "nothing by mouth"), ("ICU", "intensive care unit"),
    ("CT", "computed tomography"), ("MRI", "magnetic resonance imaging"),
    ("DVT", "deep vein thrombosis"), ("PICC", "peripherally inserted central catheter"),
    ("GP", "general practitioner"), ("SOP", "standard operating procedure"),
)  # fmt: skip


def make_library(folder: Path, count: int, seed: int = SEED, first: int = 0) -> list[Path]:
    """Writes `count` references into `folder`, those of the numbers from `first` on.

    Returns their files. Uses several processes where there are many to make.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbers = range(first, first + count)
    make = partial(write, folder, seed=seed)
    if count <= _IN_ONE_PROCESS:
        return list(map(make, numbers))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(make, numbers, chunksize=100))


def write(folder: Path, number: int, seed: int = SEED, edition: int = 1) -> Path:
    """Writes the reference of that number into `folder`. Returns its file."""
    value = reference(number, seed, edition)
    path = folder / f"{value['id']}.needleside.json"
    path.write_bytes(json.encode(value))
    return path


def reference(number: int, seed: int = SEED, edition: int = 1) -> _Json:
    """The reference of that number as a JSON value; another edition has other texts."""
    return _Maker(number, seed, edition).reference()


def title(number: int) -> str:
    """The title of the reference of that number: no other has it."""
    again, turn = divmod(number, len(SITES) * len(ACTS) * len(FOR_WHOM))
    # A prime that divides none of the three, so that neighbours differ and no two are the same.
    turn = turn * _STEP % (len(SITES) * len(ACTS) * len(FOR_WHOM))
    turn, site = divmod(turn, len(SITES))
    whom, act = divmod(turn, len(ACTS))
    words = f"{SITES[site]} {ACTS[act]}, {FOR_WHOM[whom]}".replace("-", " ")
    return words.capitalize() + (f", part {again + 1}" if again else "")


class _Maker:
    """Makes one reference: draws words, counts places and claims."""

    def __init__(self, number: int, seed: int, edition: int) -> None:
        chance = Random(f"{seed} {number} {edition}")
        self._number, self._edition, self._chance = number, edition, chance
        words = _words()
        subject = words.subject(chance, _SUBJECT_SIZE)
        falling = list(accumulate(1 / (rank + _FLAT) for rank in range(_SUBJECT_SIZE)))
        many = 5000
        common = iter(chance.choices(words.common, cum_weights=words.common_weights, k=many))
        own = iter(chance.choices(subject, cum_weights=falling, k=many))
        kinds = chance.choices((0, 1, 2), (_COMMON, _SUBJECT, _TAIL), k=many)
        self._stream: Iterator[str] = (
            next(common) if kind == 0 else next(own) if kind == 1 else tail(chance)
            for kind in kinds
        )
        self._subject = subject
        self._anchors: list[str] = []
        self._claims: list[str] = []
        self._names = 0
        self.places = 0

    def reference(self) -> _Json:
        """All of it."""
        chance, called = self._chance, title(self._number)
        wanted = PLACES + chance.randint(-8, 8)
        steps = self._steps() if chance.random() < _WITH_STEPS else []
        codes = self._codes() if chance.random() < _WITH_CODES else []
        code_intro = [self._statement("coding/p1", 20)] if codes else []
        faq = self._faq()
        remarks = [self._statement("header", 12)]
        unverified = [{"id": self._name("u"), "text": self._text(14)}]
        sources = [self._source(at) for at in range(1, 6)]
        self.places += len(sources) + 1
        definition = self._statement("intro", 24) | {"id": "definition"}
        notes = chance.randint(4, 8)
        overview = self._overview(max(wanted - self.places - notes, 2))
        made = self._notes(notes, [str(source["id"]) for source in sources], codes)
        slug = "-".join(called.lower().replace(",", "").split())
        return {
            "format": "needleside/1",
            "id": f"{slug}-{self._number:05}",
            "title": called,
            "definition": definition,
            "language": "en",
            "revision": f"2026.{self._edition}",
            "checked": "mid-2026",
            "intended_use": "Made by a program to measure with. It says nothing about anything.",
            "article": {
                "title": called,
                "address": f"https://example.org/{slug}",
                "byline": "Example Desk",
                "date": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "remarks": remarks,
            },
            "anchors": [
                {"name": name, "label": name.replace("/", ", ").capitalize()}
                for name in dict.fromkeys(self._anchors)
            ],
            "overview": overview,
            "phases": steps,
            "code_intro": code_intro,
            "codes": codes,
            "faq": faq,
            "notes": made,
            "sources": sources,
            "unverified": unverified,
            "synonyms": chance.sample(_ALSO_CALLED, 2) if chance.random() < _WITH_SYNONYMS else [],
            "abbreviations": [
                {"short": short, "long": long}
                for short, long in (
                    chance.sample(_SHORT_FORMS, 3) if chance.random() < _WITH_SHORTS else []
                )
            ],
        }

    # -- words

    def _some(self, count: int) -> list[str]:
        return [next(self._stream) for _ in range(count)]

    def _text(self, count: int) -> str:
        """Sentences of about `count` words in all."""
        left = max(round(self._chance.gauss(count, count / 3)), 3)
        sentences = []
        while left > 0:
            size = min(self._chance.randint(7, 19), left)
            left = left - size if left - size > 3 else 0
            said = self._some(size)
            if size > 9:
                said[size // 2] += ","
            sentence = " ".join(said)
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        return " ".join(sentences)

    def _heading(self, count: int) -> str:
        """A few words of the subject."""
        said = " ".join(self._chance.sample(self._subject, count))
        return said[0].upper() + said[1:]

    def _name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}-{self._names}"

    # -- parts

    def _from(self, anchor: str) -> _Json:
        claim = f"F-{len(self._claims) + 1:03}"
        self._anchors.append(anchor)
        self._claims.append(claim)
        return {"from": [anchor], "claims": [claim]}

    def _statement(self, anchor: str, count: int) -> _Json:
        self.places += 1
        return {"id": self._name("p"), "text": self._text(count), **self._from(anchor)}

    def _overview(self, count: int) -> list[_Json]:
        """Sections of `count` places in all, each with a heading, paragraphs, lists and rows."""
        found: list[_Json] = []
        while count > 0:
            size = min(self._chance.randint(3, 7), count - 1)
            count -= size + 1
            if count == 1:  # too few for a section of its own
                size, count = size + 1, 0
            found.append(self._section(f"section/p{len(found) + 1}", max(size, 1)))
        return found

    def _section(self, anchor: str, size: int) -> _Json:
        self.places += 1
        called = self._heading(self._chance.randint(1, 4))
        said: list[_Json] = [self._statement(anchor, 42) for _ in range(size)]
        shape = self._chance.random()
        blocks: list[_Json]
        if size > 2 and shape < 0.35:
            for item in said[1:]:
                item["lead"] = f"{self._heading(2)}."
            blocks = [
                said[0] | {"type": "paragraph"},
                {
                    "type": "bullets", "id": self._name("b"), "intro": f"{self._heading(3)}:",
                    "items": said[1:],
                },
            ]  # fmt: skip
        elif size > 2 and shape < 0.5:
            rows = [
                {
                    "id": each["id"], "from": each["from"], "claims": each["claims"],
                    "cells": [self._heading(2), *(self._text(11) for _ in range(3))],
                }
                for each in said
            ]  # fmt: skip
            head = [self._heading(1) for _ in range(4)]
            blocks = [
                {
                    "type": "table", "id": self._name("t"), "caption": self._heading(3),
                    "head": head, "rows": rows,
                },
            ]  # fmt: skip
        else:
            blocks = [each | {"type": "paragraph"} for each in said]
        return {"id": self._name("s"), "title": called, "chip": called[:24], "blocks": blocks}

    def _steps(self) -> list[_Json]:
        phases: list[_Json] = []
        for called in ("Before", "During", "After"):
            self.places += 1
            steps = [
                self._statement(f"{called.lower()}/s{at}", 26) | {"short": self._heading(3).lower()}
                for at in range(1, self._chance.randint(3, 7))
            ]
            phases.append({"id": called.lower(), "title": called, "intro": "", "steps": steps})
        return phases

    def _codes(self) -> list[_Json]:
        chance = self._chance
        ranks = {int(_CODES * chance.random() ** 3) for _ in range(chance.randint(4, 12))}
        self.places += len(ranks)
        return [self._code(_code(rank)) for rank in sorted(ranks)]

    def _code(self, code: str) -> _Json:
        entry: _Json = {
            "id": f"code-{code.lower()}",
            "code": code,
            "codes": [code],
            "system": "HCPCS" if code[0].isalpha() else "CPT",
            "group": self._heading(1),
            "structure": self._heading(2),
            "summary": self._text(14),
            "guidance": self._chance.choice(("included", "separate", "not included")),
            "guidance_text": self._text(12),
            "in_article": "No",
            "documentation": [self._text(12)],
            "confidence": self._chance.choice(_CONFIDENCE),
            "sources": [f"S{self._chance.randint(1, 5)}"],
            "checked": "mid-2026",
        }
        if self._chance.random() < 0.6:
            entry["limit"] = {"per_day": self._chance.randint(1, 8), "kind": "clinical"}
        return entry

    def _faq(self) -> list[_Json]:
        groups: list[_Json] = []
        for at in range(1, self._chance.randint(2, 4)):
            self.places += 1
            questions = []
            for number in range(1, self._chance.randint(3, 7)):
                said = self._statement(f"faq/q{at * 10 + number}", 48)
                asked = " ".join(self._some(self._chance.randint(2, 5)))
                text = said.pop("text")
                opener = self._chance.choice(OPENERS)
                questions.append(said | {"question": f"{opener} {asked}?", "answer": text})
            groups.append({"id": f"faq-{at}", "title": self._heading(2), "questions": questions})
        return groups

    def _source(self, at: int) -> _Json:
        return {
            "id": f"S{at}",
            "title": f"{self._heading(3)}: {' '.join(self._some(5))}",
            "publisher": f"{tail(self._chance)} {self._heading(1)}",
            "year": str(self._chance.randint(1998, 2026)),
            "address": f"https://example.org/{self._number}/{at}",
        }

    def _notes(self, count: int, sources: Sequence[str], codes: Sequence[_Json]) -> list[_Json]:
        chance = self._chance
        known = [str(code["code"]) for code in codes]
        self.places += count
        return [
            {
                "id": f"n-{at}",
                "kind": chance.choice(_KINDS),
                "headline": self._heading(4),
                "text": self._text(52),
                "about": [chance.choice(self._anchors)],
                "sources": sorted(chance.sample(sources, chance.randint(1, 3))),
                "confidence": chance.choice(_CONFIDENCE),
                "codes": chance.sample(known, 1) if known and chance.random() < 0.4 else [],
            }
            for at in range(1, count + 1)
        ]


@lru_cache
def _words() -> Words:
    return Words()


@lru_cache
def _code(rank: int) -> str:
    """The code of that rank among all: CPT by far the most of them."""
    spread = rank * _STEP
    return f"J{spread % 9973:04}" if rank % 10 == 9 else f"{10000 + spread % 89989:05}"


def main() -> int:
    """The command. Returns the exit status."""
    parser = argparse.ArgumentParser(description="Makes a library to measure with.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    asked = parser.parse_args()
    made = make_library(asked.folder, asked.count, asked.seed)
    size = sum(path.stat().st_size for path in made)
    sys.stdout.write(f"{len(made)} references, {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
