"""The words of made libraries: those of the bundled reference, and others that sound like them.

Three layers, as in any large body of text: common words as often as the bundled reference has
them, medical and ordinary words that a subject repeats, and a tail of names that grows with the
text and of which most stand once.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import accumulate, product
from random import Random

from viewer.content.library import load_bundled
from viewer.content.places import places

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def _listed(words: str) -> list[str]:
    return words.split()


SITES = _listed("""
knee shoulder hip elbow wrist ankle foot hand thumb finger toe heel spine neck jaw rib pelvis
groin thigh calf forearm scapula clavicle sternum coccyx sacrum patella meniscus hamstring
quadriceps biceps triceps deltoid piriformis psoas iliacus gluteus trapezius rhomboid scalene
plantar-fascia achilles-tendon rotator-cuff carpal-tunnel tarsal-tunnel facet sacroiliac
glenohumeral acromioclavicular sternoclavicular radiocarpal trochanter olecranon epicondyle
thyroid parotid breast liver kidney bladder prostate pleura pericardium peritoneum vein artery
lymph-node port catheter drain graft fistula wound scar ulcer burn
""")

ACTS = _listed("""
injection aspiration block infusion drainage biopsy puncture lavage release needling ablation
dilation placement removal exchange flush dressing inspection imaging marking measurement
irrigation instillation sclerotherapy viscosupplementation hydrodissection barbotage
""")

FOR_WHOM = _listed("""
adults children infants outpatients inpatients athletes pregnancy dialysis oncology trauma
rehabilitation emergency theatre ward clinic community home night-shift trainees nurses
physiotherapists radiographers podiatrists anaesthesia rheumatology orthopaedics radiology
""")

_ORDINARY = _listed("""
abdomen ache acute admission advice afternoon airway alarm ambulance amount angle appointment
apron arrival assistant bag balance barrier basin beaker bed bench blanket bleach bottle box
breath brush button cabinet cable calendar call cap card care cart chair chart checklist child
clamp cleaner clerk clip clock cloth coat cold collar colour colleague column comfort complaint
computer container contrast copy corridor cotton cough cover crutch culture cup curtain cushion
daily damage data date decimal decision delay delivery depth desk device diary diet digit door
dose drawer drip drop dust duty echo edge elastic electrode elevation emergency empty error
escort evening exercise expiry eye fabric face family fasting fever fibre file filter fire flask
floor flow fluid foam fold folder food form frame freezer fridge gas gauge gauze glass glove gown
grip guard guideline gum gut hair hall handle handover hazard headache heat height helper hood
hook hour hygiene ink inner intake interval invoice iron itch item jacket jar job junction keeper
kettle key kit knot label lamp laundry layer leaflet leak ledger leg lens letter level lid light
limb line linen list litre load local locker log lot lotion lower lumen machine magnet manager
manual margin mark mask mat matron meal medium memory menu message metal meter minute mirror mix
mobile monitor mood morning motion mouth movement mug muscle nail name napkin nausea needle-free
night noise nozzle nurse nutrition office oil ointment order outlet oven oxygen pack pad page
pager palm panel paper parent part paste patch path pedal pen pharmacist pharmacy phone pillow
pin pipe pipette plan plaster plastic plate plug pocket porter posture pouch powder pressure
privacy protocol pulse pump purse push quality query queue radio rail ramp rash reading receipt
reception record reflex refill refuse register relative reminder report request rescue residue
rest restock ring rinse roller room rota rubber ruler rush safety salt sample sash scale scissors
scrub seal seat section sensor serum sharp shelf shield shift shoe shower signal signature sink
skill sleeve slide sling slip smear smoke soap socket sodium solution speed spill splint sponge
spoon spray staff stain stair stand station steam stem step stock stool storage strap stretcher
strip supply surface switch symbol syringe table tablet tag tap tape task team temperature test
thermometer ticket tie tile timer tip tissue title token tone tongs tool torch towel tower tray
trolley tube tweezers twin unit urine vacuum valve vapour vial visitor visor voice volume wall
wash waste watch water wax weight wheel wheelchair window wipe wire witness yellow zone
""")

_OPENINGS = _listed("""
adeno angi arthr blephar burs cardi cephal chondr cost cyst derm encephal enter fasci gastr hemat
hepat hyster kerat laryng lymph mening my nephr neur oste ot pancreat phleb pleur pneum proct
ren rhin salping spondyl splen synov tendin ten thorac thyr trache ureter vas ventricul
""")

_CLOSINGS = _listed("""
itis osis algia ectomy otomy opathy oplasty oscopy ocele odynia olysis omalacia omegaly ostomy
otripsy ography ogram oma orrhaphy odesis ometry
""")

_ONSETS = _listed("b br c cl d dr f fl g gl l m n p pr r s st t tr v x z qu")
_VOWELS = _listed("a e i o u ia eo")
_ENDS = _listed("""
mab nib pril sartan olol statin azole cillin mycin floxacin caine dipine tide vir one um
""")
_STEP = 7919  # a prime: neighbours in rank have nothing in common

# How steeply the tail falls: near 1 almost every name is new, far above it all are old. And how
# many of its first names are about as common.
_FALL, _FLAT = 1.25, 40

OPENERS = (
    "How long does", "What is", "When may", "Can I drive after", "Who may order", "Why is",
    "How much", "Is it safe to", "Which", "Where is", "Do I need", "How often should",
    "What happens if", "How is the dose of", "May a nurse give",
)  # fmt: skip


class Words:
    """What texts are drawn from."""

    def __init__(self) -> None:
        bundled = load_bundled().reference
        assert bundled is not None
        counts = Counter(
            _spelt(word)
            for place in places(bundled)
            if place.role != "source"
            for word in _WORD.findall(f"{place.title} {place.text}")
        )
        self.common = list(counts)
        self.common_weights = list(accumulate(counts.values()))
        compounds = [first + last for first, last in product(_OPENINGS, _CLOSINGS)]
        # In this order: a subject takes low numbers more often than high ones.
        own = [word for word, count in counts.most_common() if len(word) > 4 and count < 60]
        Random(0).shuffle(compounds)
        self.subjects = [*own, *SITES, *ACTS, *_ORDINARY, *compounds]

    def subject(self, chance: Random, size: int) -> list[str]:
        """The words that a reference keeps coming back to, a few common ones among them."""
        last = len(self.subjects) - 1
        return [self.subjects[int(last * chance.random() ** 1.5)] for _ in range(size)]


def tail(chance: Random) -> str:
    """A name, a number or a code: one of more and more the more are drawn."""
    rank = int(_FLAT * (1 - chance.random()) ** (-1 / (_FALL - 1)))
    return _name(min(rank, 10**12))


@lru_cache(maxsize=100_000)
def _name(rank: int) -> str:
    """The made-up word of that rank; another for each rank, as good as always."""
    left = rank * _STEP
    kind, left = left % 10, left // 10
    if kind == 0:
        return f"{left % 2000 / 4:g}"  # a dose, a length
    if kind == 1:
        return f"{chr(97 + left % 26).upper()}{chr(97 + left // 26 % 26).upper()}-{left // 676}"
    parts = []
    for _ in range(2):
        left, onset = divmod(left, len(_ONSETS))
        left, vowel = divmod(left, len(_VOWELS))
        parts.append(_ONSETS[onset] + _VOWELS[vowel])
    left, end = divmod(left, len(_ENDS))
    while left:
        left, onset = divmod(left, len(_ONSETS) * len(_VOWELS))
        parts.append(_ONSETS[onset % len(_ONSETS)] + _VOWELS[onset // len(_ONSETS)])
    return "".join(parts) + _ENDS[end]


def _spelt(word: str) -> str:
    """A word as it stands within a sentence: short forms keep their capitals."""
    return word if word.isupper() and len(word) > 1 else word.lower()
