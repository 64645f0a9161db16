"""Lines as readers type them: whole and begun words, codes, numbers, slips, and nonsense."""

LINES = (
    "knee", "shoulder", "hip injection", "steroid", "cortisone", "gel", "probe", "transducer",
    "needle", "in plane", "sterile", "consent", "allergy", "blood thinner", "anticoagulant",
    "diabetes", "infection", "aftercare", "ice", "rest 24 hours", "pain relief", "nerve block",
    "carpal tunnel", "plantar fasciitis", "tendon", "bursitis", "radiation", "fluoroscopy", "ct",
    "mri", "price", "insurance", "medicare", "modifier", "modifier 50", "bilateral",
    "documentation", "image saved", "unit limit",
    "20611", "20610", "20604", "76942", "77002", "j3301", "2061", "206", "64490-64495",
    "20604/20606", "0.5 mL", "99213",
    "flouroscopy", "ultrsound", "shuolder", "anasthetic", "injecton site", "cortizone",
    "kne", "ultrasound gui", "how long does it", "what is the", "can i drive", "side eff",
    "corticosteroid injection knee joint ultrasound guidance code",
    "ultrasound-guided", "patient's", "x-ray", "qqqq", "zebra crossing", "20161", "#", "a",
)  # fmt: skip
