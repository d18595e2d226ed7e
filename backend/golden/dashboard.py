#!/usr/bin/env python3
"""Paired change in the REDCap export, worked out apart from the Rust code; writes dashboard.tsv beside itself.

SciPy: ttest_rel, t.interval, wilcoxon; where ranks are tied, the exact p is counted out over prod(1 + x^rank) in whole numbers.
One line per scale (baseline and completion) and per session (the question before and after it): name, n, means and standard deviations,
difference and its interval, t, df, p, W+, W-, p of Wilcoxon, d_z, d_av, g_av. Then the ladder: domain, n, up, same, down.
Run (development only; needs numpy and scipy): python3 backend/golden/dashboard.py
"""
import csv
import math
from pathlib import Path

import numpy as np
from scipy import special, stats

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "domain/golden/data"
rows = list(csv.DictReader((DATA / "responses_redcap.csv").open(encoding="utf-8-sig", newline="")))
SCALES = {"self_efficacy": ("se", 10, []), "connection": ("con", 6, [3]), "collaboration": ("col", 4, [])}


def score(row, scale):
    """The mean of the answered items, when three quarters of them are; a reversed item counts 6 - x."""
    stem, items, reverse = SCALES[scale]
    given = [(k, row[f"{stem}_{k}"]) for k in range(1, items + 1) if row[f"{stem}_{k}"]]
    if len(given) < math.ceil(items * 3 / 4):
        return None
    return sum(6 - int(v) if k in reverse else int(v) for k, v in given) / len(given)


def at(event):
    return {r["record_id"]: r for r in rows if r["redcap_event_name"] == event and r["competency_complete"] == "2"}


def session(form, column, k):
    own = [r for r in rows if r["redcap_repeat_instrument"] == form and r["redcap_repeat_instance"] == str(k)]
    return {r["record_id"]: float(r[column]) for r in own if r[f"{form}_complete"] == "2" and r[column]}


def rank_p(diff):
    diff = np.round(diff, 9)
    diff = diff[diff != 0]
    ranks = stats.rankdata(np.abs(diff))
    plus, minus = float(ranks[diff > 0].sum()), float(ranks[diff < 0].sum())
    ways = {0: 1}
    for rank in (int(2 * r) for r in ranks):
        grown = dict(ways)
        for total, count in ways.items():
            grown[total + rank] = grown.get(total + rank, 0) + count
        ways = grown
    p = min(1.0, 2 * sum(c for t, c in ways.items() if t <= 2 * min(plus, minus)) / 2 ** len(diff))
    if len(set(np.abs(diff))) == len(diff):
        assert math.isclose(p, stats.wilcoxon(diff, method="exact").pvalue, rel_tol=1e-12)
    return plus, minus, p


def figures(pairs):
    pre, post = (np.array(side, float) for side in zip(*pairs))
    n, diff = len(pairs), post - pre
    t, p = stats.ttest_rel(post, pre)
    low, high = stats.t.interval(0.95, n - 1, loc=diff.mean(), scale=stats.sem(diff))
    s1, s2 = pre.std(ddof=1), post.std(ddof=1)
    d_av = diff.mean() / math.sqrt((s1**2 + s2**2) / 2)
    m = n - 1
    g_av = d_av * math.exp(special.gammaln(m / 2) - special.gammaln((m - 1) / 2)) / math.sqrt(m / 2)
    spread = [pre.mean(), s1, post.mean(), s2, diff.mean(), low, high]
    return [n, *spread, t, n - 1, p, *rank_p(diff), diff.mean() / diff.std(ddof=1), d_av, g_av]


def both(before, after):
    return [(before[k], after[k]) for k in sorted(set(before) & set(after)) if before[k] is not None and after[k] is not None]


lines = []
first, last = at("baseline_arm_1"), at("completion_arm_1")
for scale in SCALES:
    sides = [{k: score(r, scale) for k, r in event.items()} for event in (first, last)]
    lines.append([scale, *figures(both(*sides))])
for k in range(1, 7):
    lines.append([f"session {k}", *figures(both(session("session_pre", "pre_conf", k), session("session_post", "post_conf", k)))])
for domain in (f"lad_{k}" for k in range(1, 9)):
    sides = [{k: int(r[domain]) if r[domain] else None for k, r in event.items()} for event in (first, last)]
    pairs = both(*sides)
    lines.append([domain, len(pairs), *(sum(1 for a, b in pairs if (b > a) - (b < a) == way) for way in (1, 0, -1))])
text = "".join("\t".join(x if isinstance(x, str) else repr(float(x)) for x in line) + "\n" for line in lines)
(HERE / "dashboard.tsv").write_text(text, "utf-8")
