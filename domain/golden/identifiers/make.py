"""Makes tuned.jsonl and held.jsonl: invented vignettes with invented identifiers and the place of each, in characters.

    pip install faker==40.* python-stdnum && python make.py

A line is {id, lang, text, spans: [{start, end, class}]}. In a sentence, <word> is an identifier and {word} an innocent slot.
The two sets share this machinery and nothing else: their sentences, slots, seeds, places and sources of names are in
words_tuned.py and words_held.py. The check is tuned on the first; the second is only measured.
"""

import importlib
import json
import random
import re
import sys

from faker import Faker
from stdnum.ca import bc_phn
from stdnum.ca import sin as stdsin

EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAYS = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split()}
ORD = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split()
CARD = "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un".split()
POSTAL_1, POSTAL = "ABCEGHJKLMNPRSTVXY", "ABCEGHJKLMNPRSTVWXYZ"


class Maker:
    """Writes the documents of one set."""

    def __init__(self, words):
        self.w = words
        self.r = random.Random(words.SEED)
        self.fakers = {}
        for lang in ("en", "fr"):
            self.fakers[lang] = [Faker(loc) for loc in words.NAMES[lang]]
            for i, f in enumerate(self.fakers[lang]):
                f.seed_instance(words.SEED + i)

    # Identifiers.

    def digits(self, n, first="0123456789"):
        return self.r.choice(first) + "".join(self.r.choice("0123456789") for _ in range(n - 1))

    def grouped(self, s, groups, seps=(" ", "-", "")):
        sep, out, at = self.r.choice(seps), [], 0
        for g in groups:
            out.append(s[at : at + g])
            at += g
        return sep.join(out)

    def disguise(self, s):
        """Now and then the forms that fool a plain pattern: full width, zero width, a line's end, other spaces and hyphens."""
        kind = self.r.random()
        if kind < 0.04:
            return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in s)
        if kind < 0.08 and len(s) > 4:
            at = self.r.randrange(1, len(s) - 1)
            return s[:at] + self.r.choice("\u200b\u200d\u2060\u00ad\ufeff") + s[at:]
        if kind < 0.11:
            return s.replace(" ", "\n", 1)
        if kind < 0.15:
            return s.replace(" ", self.r.choice("\u00a0\u202f\u2009"))
        if kind < 0.18:
            return s.replace("-", self.r.choice("\u2011\u2013"))
        return s

    def phn_digits(self, good):
        while True:
            n = self.digits(10, "9")
            if bc_phn.is_valid(n) == good:
                return n

    def phn(self, lang):
        return self.disguise(self.grouped(self.phn_digits(True), self.r.choice([(4, 3, 3), (4, 3, 3), (10,)])))

    def phn_bad(self, lang):
        return self.disguise(self.grouped(self.phn_digits(False), (4, 3, 3)))

    def sin(self, lang):
        while True:
            n = self.digits(9, "1234567")
            if stdsin.is_valid(n):
                return self.disguise(self.grouped(n, (3, 3, 3)))

    def ohip(self, lang):
        return self.grouped(self.digits(10, "123456789"), (4, 3, 3)) + self.r.choice([" ", "-", ""]) + "".join(self.r.choices(POSTAL, k=2))

    def card9(self, lang):
        return self.disguise(self.grouped(self.digits(9, "123456789"), self.r.choice([(9,), (5, 4), (3, 3, 3)])))

    def ramq(self, lang):
        letters = "".join(self.r.choices("ABCDEFGHLMNPRSTV", k=4))
        d = f"{self.r.randrange(30, 99):02}{self.r.randrange(1, 13) + self.r.choice([0, 50]):02}{self.r.randrange(1, 29):02}{self.r.randrange(10, 99)}"
        return self.r.choice([f"{letters} {d[:4]} {d[4:]}", f"{letters}{d}", f"{letters}-{d[:4]}-{d[4:]}"])

    def record(self, lang):
        a = "".join(self.r.choices("ABHKRTX", k=2))
        return self.disguise(self.r.choice([self.digits(6, "123456789"), self.digits(8, "123456789"), f"{a}-{self.digits(6)}", f"{self.digits(5)}-{self.digits(2)}", f"{a}{self.digits(7)}"]))

    def phone(self, lang):
        area, a, b = self.r.choice(["604", "250", "778", "236", "416", "514", "819", "418", "902", "867", "403"]), self.digits(3, "23456789"), self.digits(4)
        s = self.r.choice([f"{area}-{a}-{b}", f"({area}) {a}-{b}", f"{area} {a}-{b}", f"{area}.{a}.{b}", f"1-{area}-{a}-{b}", f"+1 {area} {a} {b}", f"{area}{a}{b}"])
        if self.r.random() < 0.15:
            s += {"en": self.r.choice([" ext. ", " x", " extension "]), "fr": self.r.choice([", poste ", " poste "])}[lang] + self.digits(3)
        return self.disguise(s)

    def email(self, lang):
        f = self.r.choice(self.fakers[lang][:1])
        return self.r.choice([f.email, f.free_email, f.company_email])()

    def postal_parts(self, rural):
        one = self.r.choice(POSTAL_1) + ("0" if rural else self.digits(1, "123456789")) + self.r.choice(POSTAL)
        return one, self.digits(1) + self.r.choice(POSTAL) + self.digits(1)

    def postal(self, lang):
        a, b = self.postal_parts(self.r.random() < 0.4)
        s = a + self.r.choice([" ", " ", "", "-", "\u00a0"]) + b
        return s.lower() if self.r.random() < 0.12 else s

    def fsa(self, lang):
        return self.postal_parts(False)[0]

    def fsa_rural(self, lang):
        return self.postal_parts(True)[0]

    def url(self, lang):
        return self.r.choice(["https://", "http://", "www."]) + self.r.choice(self.w.HOSTS) + "/" + self.r.choice(["blog", "story", "notre-histoire", "page/about"])

    def url_id(self, lang):
        return "https://" + self.r.choice(self.w.HOSTS) + self.r.choice(["/chart?id=", "/patient/", "/p?mrn=", "/v/"]) + self.digits(7)

    def ip(self, lang):
        return ".".join(str(self.r.randrange(10, 250)) for _ in range(4)) if self.r.random() < 0.8 else "2001:db8:" + ":".join(f"{self.r.randrange(4096, 65536):x}" for _ in range(6))

    def ymd(self):
        return self.r.randrange(2012, 2026), self.r.randrange(1, 13), self.r.randrange(1, 29)

    def date(self, lang):
        y, m, d = self.ymd()
        day = self.r.choice(DAYS[lang])
        if lang == "en":
            M, n = EN[m - 1], {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(d, "th")
            return self.r.choice([f"{M} {d}, {y}", f"{M} {d}", f"{d} {M} {y}", f"{M[:3]} {d}", f"{M[:3]}. {d}, {y}", f"{d}{n} of {M}", f"the {ORD[d - 1]} of {M}", f"{y}-{m:02}-{d:02}", f"{d:02}/{m:02}/{y}", f"{m}/{d}/{y % 100:02}", f"{day}, {M} {d}", f"{day} the {d}{n}", f"{M} {d}{n}", f"{d}-{M[:3]}-{y}", f"{M} {ORD[d - 1]}", f"{y}/{m:02}/{d:02}"])
        M, un = FR[m - 1], "1er" if d == 1 else str(d)
        return self.r.choice([f"{un} {M} {y}", f"le {un} {M}", f"le {un} {M} {y}", f"{day} {un} {M}", f"le {day} {un} {M}", f"le {CARD[d - 1]} {M}", f"{y}-{m:02}-{d:02}", f"{d:02}/{m:02}/{y}", f"le {d:02}-{m:02}-{y}", f"{un} {M[:4]}. {y}" if len(M) > 4 else f"{un} {M} {y}", f"{day} le {un}", f"le {un} {M[:3]}. {y}" if M in ("janvier", "février", "avril", "décembre") else f"{un} {M} {y}"])

    def birth(self, lang):
        y, m, d = self.r.randrange(1928, 2012), self.r.randrange(1, 13), self.r.randrange(1, 29)
        if lang == "en":
            return self.r.choice([f"{y}-{m:02}-{d:02}", f"{EN[m - 1]} {d}, {y}", f"{d:02}/{m:02}/{y}", f"{d} {EN[m - 1][:3]} {y}"])
        return self.r.choice([f"{y}-{m:02}-{d:02}", f"{d} {FR[m - 1]} {y}", f"{d:02}/{m:02}/{y}"])

    def old(self):
        return self.r.choice([90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 101, 103])

    def age(self, lang):
        n = self.old()
        return self.r.choice(self.w.AGES[lang]).format(n=n)

    def first(self, lang):
        f = self.r.choice(self.fakers[lang])
        return self.r.choice([f.first_name_female, f.first_name_male])()

    def last(self, lang):
        return self.r.choice(self.fakers[lang]).last_name()

    def name(self, lang):
        f = self.r.choice(self.fakers[lang])
        return self.r.choice([f.first_name_female, f.first_name_male])() + " " + f.last_name()

    def initial(self, lang):
        return self.first(lang) + " " + self.last(lang)[0] + "."

    def place(self, lang):
        return self.r.choice(self.w.PLACES[lang])

    def nation(self, lang):
        return self.r.choice(self.w.NATIONS[lang])

    def facility(self, lang):
        return self.r.choice(self.w.FACILITIES[lang])

    def address(self, lang):
        n = self.r.randrange(2, 9800)
        if lang == "en":
            return f"{n} {self.r.choice(self.w.STREETS['en'])}"
        return f"{n}{self.r.choice([', ', ' '])}{self.r.choice(self.w.STREETS['fr'])}"

    def plate(self, lang):
        a = "".join(self.r.choices("ABCDEFGHJKLMNPRSTVWX", k=3))
        return self.r.choice([f"{a} {self.digits(3)}", f"{a[:2]}{self.digits(1)} {self.digits(2)}{a[2]}", f"{a}-{self.digits(3)}"])

    def licence(self, lang):
        return self.digits(7, "123456789")

    def serial(self, lang):
        return "".join(self.r.choices("ABDGHJKPRSTV", k=3)) + self.digits(6)

    def file(self, lang):
        y, m, d = self.ymd()
        return self.r.choice([f"{self.last('en')}_{self.first('en')}.pdf", f"MRN-{self.digits(7, '123456789')}.pdf", f"IMG_{y}{m:02}{d:02}.jpg", f"{self.first('fr')}-{y}-{m:02}-{d:02}.docx", f"PHN {self.phn_digits(True)}.png"])

    CLASSES = {
        "phn": "phn", "phn_bad": "phn_bad", "ohip": "card", "card9": "card", "ramq": "card", "sin": "sin", "record": "record", "phone": "phone", "email": "email",
        "postal": "postal", "fsa": "fsa", "fsa_rural": "postal", "url": "url", "url_id": "url_id", "ip": "ip", "date": "date", "birth": "birth", "age": "age",
        "first": "name", "last": "name", "name": "name", "initial": "name", "place": "place", "nation": "place", "facility": "place", "address": "address",
        "plate": "vehicle", "licence": "vehicle", "serial": "device", "file": "file",
    }

    # Documents.

    def fill(self, sentence, lang, spans, at):
        out = ""
        for part in re.split(r"(<\w+>|\{\w+\})", sentence):
            if part.startswith("<") and part[1:-1] in self.CLASSES:
                made = getattr(self, part[1:-1])(lang)
                spans.append({"start": at + len(out), "end": at + len(out) + len(made), "class": self.CLASSES[part[1:-1]]})
                out += made
            elif part.startswith("{"):
                out += str(self.r.choice(self.w.SLOTS[lang][part[1:-1]]))
            else:
                out += part
        return out

    def document(self, number, lang, clean):
        pool = self.w.CLEAN[lang]
        picked = self.r.sample(pool, self.r.randrange(4, 7) if clean else self.r.randrange(1, 4))
        if not clean:
            picked += self.r.sample(self.w.IDENTIFYING[lang], self.r.randrange(2, 5))
            self.r.shuffle(picked)
        elif self.r.random() < 0.05:
            picked.append(self.r.choice(self.w.LINKS[lang]))
        text, spans = "", []
        for i, sentence in enumerate(picked):
            text += "" if i == 0 else self.r.choice([" ", " ", " ", "\n", "\n\n"])
            text += self.fill(sentence, lang, spans, len(text))
        return {"id": f"{self.w.NAME}-{lang}-{number:03}{'-clean' if clean else ''}", "lang": lang, "text": text, "spans": spans}

    def all(self):
        out = []
        for lang in ("en", "fr"):
            out += [self.document(n, lang, False) for n in range(self.w.IDENTIFYING_DOCUMENTS)]
            out += [self.document(n, lang, True) for n in range(self.w.CLEAN_DOCUMENTS)]
            out += [self.filename(n, lang) for n in range(self.w.FILE_NAMES)]
        return out

    def filename(self, number, lang):
        made = self.file(lang)
        return {"id": f"{self.w.NAME}-{lang}-file-{number:02}", "lang": lang, "text": made, "spans": [{"start": 0, "end": len(made), "class": "file"}]}


for name in sys.argv[1:] or ["tuned", "held"]:
    documents = Maker(importlib.import_module(f"words_{name}")).all()
    with open(f"{name}.jsonl", "w", encoding="utf-8") as f:
        f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
