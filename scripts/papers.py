"""Looks into printed papers with qpdf, poppler and pikepdf: what a machine can judge of PDF/UA-1 (ISO 14289-1), and that every word is there.

Not judged: whether the order of reading makes sense and whether alternative texts say the right thing. Those are for eyes and ears.
"""

import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import pikepdf


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def plain(text):
    """Without white space, which a layout breaks, in one normal form."""
    return "".join(unicodedata.normalize("NFC", text).split())


def tags(node, above=()):
    """Every element of the tag tree with those above it."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child, above)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node, above
        if "/K" in node:
            yield from tags(node.K, (*above, str(node.S)))


def fonts(pdf):
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            yield font


def archival(pdf):
    """What a machine can judge of PDF/A-2a by itself, by the clauses of ISO 19005-2."""
    faults = []
    intents = pdf.Root.get("/OutputIntents", [])
    if not any(intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents):
        faults.append("6.2.3: no output intent with a profile")
    if "/ID" not in pdf.trailer:
        faults.append("6.1.3: the trailer has no ID")
    for unwanted in ("/JavaScript", "/AA", "/OpenAction"):
        if unwanted in pdf.Root or unwanted in pdf.Root.get("/Names", {}):
            faults.append(f"6.5: {unwanted}")
    for number, page in enumerate(pdf.pages, 1):
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("rg", "RG", "g", "G", "k", "K") and not intents:
                faults.append(f"6.2.4: page {number} has a colour of the device ({operator})")
    for font in fonts(pdf):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if font.get("/Subtype") == "/Type0" and inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            faults.append(f"6.2.11.3: {font.get('/BaseFont')} has no CIDToGIDMap")
    return faults


def accessible(path, paper):
    """The rules, by the numbers of the Matterhorn protocol 1.1 where it has one."""
    faults = []
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as meta:
            if meta.get("pdfuaid:part") != "1":
                faults.append("06-002: the metadata do not say PDF/UA-1")
            if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "A"):
                faults.append("the metadata do not say PDF/A-2a (ISO 19005-2, 6.6.4)")
            if not meta.get("dc:title"):
                faults.append("06-003: no title in the metadata")
        if root.get("/MarkInfo", {}).get("/Marked") is not True:
            faults.append("the catalogue does not say that it is tagged")
        faults += archival(pdf)
        if root.get("/MarkInfo", {}).get("/Suspects") is True:
            faults.append("01-007: suspects")
        if not str(root.get("/Lang", "")).startswith(paper["lang"]):
            faults.append(f"11-006: the language is {root.get('/Lang')}, not {paper['lang']}")
        if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
            faults.append("07-001: the title is not shown")
        if pdf.is_encrypted:
            faults.append("encrypted")
        tree = root.get("/StructTreeRoot")
        if tree is None:
            return ["no tag tree"]
        elements = list(tags(tree.K))
        kinds = [str(node.S) for node, _ in elements]
        levels = [int(kind[2:]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
        if not levels or levels[0] != 1:
            faults.append(f"14-002: the first heading is {levels[:1]}")
        if any(after > before + 1 for before, after in zip(levels, levels[1:])):
            faults.append(f"14-003: a level of headings is left out: {levels}")
        for node, _ in elements:
            if str(node.S) == "/Figure" and not (str(node.get("/Alt", "")) or str(node.get("/ActualText", ""))):
                faults.append("13-004: a figure without an alternative text")
        if "/Figure" not in kinds:
            faults.append("the square for cameras is no figure of the tree")
        standard = {"Document", "Part", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Figure", "Span", "BlockQuote"}
        mapped = set(tree.get("/RoleMap", {}).keys())
        faults += [f"02-001: {kind} is no standard type" for kind in set(kinds) if kind[1:] not in standard and kind not in mapped]
        if "/ParentTree" not in tree:
            faults.append("no parent tree")
        for number, page in enumerate(pdf.pages, 1):
            if "/StructParents" not in page:
                faults.append(f"page {number} does not lead to the tree")
            if page.get("/Tabs") not in (None, pikepdf.Name("/S")):
                faults.append(f"page {number} has another order of tabs")
            depth, marked = 0, {"Do", "Tj", "TJ", "'", '"', "f", "S", "B", "f*", "B*"}
            for operands, operator in pikepdf.parse_content_stream(page):
                word = str(operator)
                depth += word in ("BDC", "BMC")
                depth -= word == "EMC"
                if word in marked and depth == 0:
                    faults.append(f"01-005: page {number} draws ({word}) outside the tag tree and outside artifacts")
                    break
        seen = 0
        for font in fonts(pdf):
            seen += 1
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            described = inner.get("/FontDescriptor", {})
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                faults.append(f"31-009: {font.get('/BaseFont')} is not embedded")
            if "/ToUnicode" not in font:
                faults.append(f"10-001: {font.get('/BaseFont')} has no way back to characters")
        if not seen:
            faults.append("no font at all")
    return faults


def look(place, paper):
    path = place / f"{paper['serial']}.pdf"
    faults = []
    checked = run("qpdf", "--check", str(path))
    if checked.returncode != 0 or "No syntax or stream encoding errors" not in checked.stdout:
        faults.append(f"qpdf: {checked.stdout} {checked.stderr}")
    text = plain(run("pdftotext", "-layout", str(path), "-").stdout)
    for what in ("name", "serial", "statement", "title"):
        if plain(paper[what]) not in text:
            faults.append(f"pdftotext: {what} {paper[what]!r} is not in the text")
    info = run("pdfinfo", str(path)).stdout
    for line in (r"Title:\s+\S", r"Tagged:\s+yes"):
        if not re.search(line, info):
            faults.append(f"pdfinfo: {line} is missing")
    structure = run("pdfinfo", "-struct-text", str(path)).stdout
    if plain(paper["name"]) not in plain(structure):
        faults.append("pdfinfo: the name is not in the text of the tag tree")
    return faults + accessible(path, paper)


def main():
    place = pathlib.Path(sys.argv[1])
    papers = json.loads((place / "papers.json").read_text())
    wrong = 0
    for paper in papers:
        for fault in look(place, paper):
            wrong += 1
            print(f"{paper['serial']} {paper['name']}: {fault}")
    print(f"{len(papers)} files, {wrong} faults")
    sys.exit(1 if wrong or not papers else 0)


main()
