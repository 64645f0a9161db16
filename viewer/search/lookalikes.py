"""Words that typing help must never read as each other.

A reader who types one drug and is shown another may give it. So the name of a drug is
never corrected, and nothing is corrected into one unless no other is as near. The same
holds for words that look alike and mean the opposite.

The names are those that are given or asked about around an injection; general knowledge,
not from a source.
"""

from functools import lru_cache

from viewer.search.likeness import distance, opening_distance

_DRUGS = """
    adrenaline alteplase amethocaine apixaban articaine aspirin
    benzocaine betamethasone botulinum budesonide bupivacaine buprenorphine
    carbocaine cefazolin celecoxib celestone chlorhexidine chloroprocaine cinchocaine
    clindamycin clonidine clopidogrel cocaine collagenase cortisone
    dabigatran dalteparin depomedrol dexamethasone dexmedetomidine dextrose diazepam
    diclofenac dysport edoxaban enoxaparin ephedrine epinephrine etidocaine etoricoxib
    euflexxa exparel fentanyl fludrocortisone flumazenil fluocinolone fluticasone
    fondaparinux gabapentin glucose glycopyrrolate heparin hyalgan hyaluronate
    hyaluronidase hydralazine hydrocortisone hydromorphone hydroxyzine ibuprofen
    iodixanol iohexol iopamidol kenalog ketamine ketorolac levobupivacaine lidocaine
    lignocaine lorazepam magnesium marcaine medrol meloxicam mepivacaine
    methotrexate methylprednisolone methylprednisone midazolam mometasone monovisc
    morphine naloxone naproxen naropin noradrenaline norepinephrine onabotulinumtoxina
    orthovisc oxycodone oxymorphone paracetamol phenol phenylephrine piroxicam polocaine
    povidone prasugrel prednisolone prednisone pregabalin prilocaine procaine propofol
    proxymetacaine remifentanil rivaroxaban ropivacaine sensorcaine solumedrol
    sufentanil supartz synvisc tenecteplase tenoxicam tetracaine ticagrelor tinzaparin
    toradol tramadol triamcinolone vancomycin verapamil warfarin xeomin xylocaine
"""
DRUGS = frozenset(_DRUGS.split())

# A word that opens with one is not a misspelling of a word that opens with the other.
_OPENINGS = (
    ("ab", "ad"),
    ("ante", "anti"),
    ("hypo", "hyper"),
    ("ile", "ili"),
    ("inter", "intra"),
    ("infra", "intra"),
    ("perine", "perone"),
)
# The same anywhere in the words.
_PARTS = (("carp", "tars"), ("medial", "median"), ("carot", "parot"), ("mucos", "muscul"))
_NEGATIONS = ("un", "non", "in", "im", "ir", "dis", "de", "a", "an")


def may_be_read_as(typed: str, candidate: str, unfinished: bool) -> bool:
    """Whether typing help may show `candidate` to a reader who typed `typed`.

    `unfinished` says that more letters may follow.
    """
    if typed in DRUGS or _opposed(typed, candidate):
        return False
    if unfinished and any(drug.startswith(typed) for drug in DRUGS):
        return False
    errors = (opening_distance if unfinished else distance)(typed, candidate, 2)
    if candidate in DRUGS and errors > 1:
        return False
    return all(
        errors < drug_errors
        for drug, drug_errors in _drugs_near(typed, unfinished)
        if drug != candidate
    )


@lru_cache(maxsize=256)
def _drugs_near(typed: str, unfinished: bool) -> tuple[tuple[str, int], ...]:
    """The drugs within two typing errors, each with their number."""
    measure = opening_distance if unfinished else distance
    measured = ((drug, measure(typed, drug, 2)) for drug in sorted(DRUGS))
    return tuple((drug, errors) for drug, errors in measured if errors <= 2)


def _opposed(one: str, other: str) -> bool:
    pairs = ((one, other), (other, one))
    return any(
        any(left.startswith(a) and right.startswith(b) for a, b in _OPENINGS)
        or any(a in left and b in right and a not in right for a, b in _PARTS)
        or any(left == negation + right for negation in _NEGATIONS)
        for left, right in pairs
    )
