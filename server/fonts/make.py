"""Makes the fonts that letters are printed with: parts of Andika (SIL) and of Noto Sans Canadian Aboriginal (Google), under names of our own.

    apt-get download fonts-sil-andika fonts-noto-core; dpkg -x each into a folder; pip install fonttools; python make.py FOLDER

Kept of Andika: Latin with every diacritic, IPA, combining marks, the Greek letters that Coast Salish and Interior Salish spelling borrow,
punctuation. The reserved font names may not be used by a part, hence the new ones.
"""

import pathlib
import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LATIN = [range(0x20, 0x7F), range(0xA0, 0x250), range(0x250, 0x2B0), range(0x2B0, 0x370), [0x3B1, 0x3B2, 0x3B8, 0x3BB, 0x3C7, 0x394, 0x3B3, 0x3B5, 0x3BC],
         range(0x1D00, 0x1DC0), range(0x1DC0, 0x1E00), range(0x1E00, 0x1F00), range(0x2000, 0x2070), range(0x2070, 0x20A0), [0x20AC, 0x2122, 0x2026, 0x2190, 0x2191, 0x2192, 0x2193,
         0x2212, 0x2260, 0x2264, 0x2265, 0x221A, 0x2248, 0x25CC, 0x25A1, 0x2022, 0xFFFD], range(0x2C60, 0x2C80), range(0xA720, 0xA800)]
SYLLABICS = [range(0x1400, 0x1680), range(0x18B0, 0x1900)]
folder = pathlib.Path(sys.argv[1])
for source, ours, weight, ranges in [
    ("Andika-Regular.ttf", "KithText", "Regular", LATIN),
    ("Andika-Bold.ttf", "KithText", "Bold", LATIN),
    ("NotoSansCanadianAboriginal-Regular.ttf", "KithSyllabics", "Regular", SYLLABICS),
]:
    font = TTFont(next(folder.rglob(source)))
    options = Options()
    options.layout_features = ["ccmp", "mark", "mkmk", "kern", "locl", "calt"]
    options.hinting = False
    options.drop_tables += ["Silf", "Silt", "Glat", "Gloc", "Feat", "Sill", "DSIG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for r in ranges for c in r])
    subsetter.subset(font)
    for record in font["name"].names:
        new = {1: ours, 2: weight, 3: f"{ours}-{weight}", 4: f"{ours} {weight}", 6: f"{ours}-{weight}", 16: ours, 17: weight}.get(record.nameID)
        if new:
            record.string = new
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(f"{ours}-{weight}.ttf")
