"""Makes identifiers.tsv: sentences with one invented identifier each, by Faker (en_CA, fr_CA) and python-stdnum, with its place in bytes.

pip install faker python-stdnum && python identifiers.py > identifiers.tsv
"""

import datetime
import random

from faker import Faker
from stdnum.ca import bc_phn

random.seed(7)
Faker.seed(7)
en = Faker("en_CA")
fr = Faker("fr_CA")


def phn():
    while True:
        n = "9" + "".join(random.choice("0123456789") for _ in range(9))
        if bc_phn.is_valid(n):
            break
    return random.choice([n, f"{n[:4]} {n[4:7]} {n[7:]}", f"{n[:4]}-{n[4:7]}-{n[7:]}"])


M = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
Mf = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def date():
    d = en.date_between(datetime.date(1930, 1, 1), datetime.date(2024, 12, 31))
    return random.choice(
        [
            f"{M[d.month-1]} {d.day}, {d.year}",
            d.isoformat(),
            f"{d.day} {M[d.month-1]} {d.year}",
            f"{d.day} {Mf[d.month-1]} {d.year}",
            f"{M[d.month-1][:3]} {d.day}",
            f"{d.day:02}/{d.month:02}/{d.year}",
            f"{M[d.month-1]} {d.day}th",
            f"{d.day} {Mf[d.month-1]}",
            f"{M[d.month-1]} {d.day}",
        ]
    )


def name():
    f = random.choice([en, fr])
    return random.choice([f.name_male, f.name_female])().replace("Mr. ", "").replace("Mrs. ", "").replace("Dr. ", "")


T = {
    "phn": [(phn, "Her number is {}, as the ward noted."), (phn, "PHN {} on file."), (phn, "Seen again ({}).")],
    "sin": [(en.ssn, "SIN {} was written down."), (lambda: en.ssn(), "He read out {} to us.")],
    "phone": [
        (en.phone_number, "Call the daughter at {}."),
        (fr.phone_number, "On peut la joindre au {}."),
        (en.phone_number, "{} is the number at home"),
    ],
    "email": [(en.email, "Notes went to {}."), (fr.email, "Courriel : {}")],
    "postal": [(en.postalcode, "They live near {} now."), (fr.postalcode, "code postal {}")],
    "mrn": [
        (lambda: str(random.randint(10000, 9999999)), "MRN {} was open."),
        (lambda: f"TG-{random.randint(1000,999999):06}", "chart no. {} was lost"),
        (lambda: str(random.randint(100000, 9999999)), "Numéro de dossier {} retrouvé."),
    ],
    "date": [
        (date, "We first met on {} at home."),
        (date, "Admitted {} with dyspnea."),
        (date, "The family meeting was {}."),
        (date, "Rencontre le {} avec l'équipe."),
    ],
    "address": [(en.street_address, "She lives at {} with her cat."), (fr.street_address, "Elle habite au {}.")],
    "name": [
        (name, "We spoke with {} about hope."),
        (name, "The son, {}, disagreed."),
        (name, "{} asked for a priest."),
        (en.last_name, "Mrs. {} cried."),
        (en.first_name, "Her daughter {} called."),
        (fr.first_name, "Sa fille {} est venue."),
        (fr.last_name, "Mme {} refuse."),
        (en.first_name, "{} wants to go home."),
        (lambda: en.first_name(), "Later {} said no."),
    ],
    "age": [(lambda: f"{random.randint(90,104)}-year-old", "A {} person."), (lambda: f"{random.randint(90,104)} ans", "Une dame de {}.")],
}
for kind, templates in T.items():
    for _ in range(110):
        make, template = random.choice(templates)
        words = make().replace("\n", " ")
        before, after = template.split("{}")
        start = len(before.encode())
        print(kind, start, start + len(words.encode()), before + words + after, sep="\t")
