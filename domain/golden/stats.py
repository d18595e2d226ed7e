#!/usr/bin/env python3
"""Expected figures of paired change, worked out apart from the Rust code; writes stats.tsv and stats_t.tsv beside itself.

NumPy and SciPy: ttest_rel, t.interval, wilcoxon. Where SciPy has no exact p (ties) the p is enumerated over all signs up to 16 pairs,
and beyond that taken from the polynomial prod(1 + x^rank) in whole numbers, checked against the enumeration where both can run.
stats.tsv: name, pre, post, then the figures in the order of the JSON. stats_t.tsv: df, t, two-sided p, 0.975 quantile, J(df).
Run (development only; needs numpy and scipy): python3 domain/golden/stats.py
"""
import csv
import math
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
from scipy import special, stats

HERE = Path(__file__).parent
dice = np.random.default_rng(20260401)


def hedges(m):
    return math.exp(special.gammaln(m / 2) - special.gammaln((m - 1) / 2)) / math.sqrt(m / 2)


def enumerated(ranks, smaller):
    hits = sum(1 for signs in product((0, 1), repeat=len(ranks)) if sum(r for r, s in zip(ranks, signs) if s) <= smaller)
    return min(1.0, 2 * hits / 2 ** len(ranks))


def polynomial(ranks, smaller):
    ways = {0: 1}
    for rank in ranks:
        grown = dict(ways)
        for total, count in ways.items():
            grown[total + rank] = grown.get(total + rank, 0) + count
        ways = grown
    hits = sum(count for total, count in ways.items() if total <= smaller)
    return min(1.0, float(Fraction(2 * hits, 2 ** len(ranks))))


def signed_rank(pre, post):
    diff = np.array([round(float(b) - float(a), 9) for a, b in zip(pre, post)])
    diff = diff[diff != 0]
    n = len(diff)
    if n == 0:
        return 0.0, 0.0, 0, None, None
    ranks = stats.rankdata(np.abs(diff))
    plus, minus = float(ranks[diff > 0].sum()), float(ranks[diff < 0].sum())
    tied = len(set(np.abs(diff))) < n
    if n > 50:
        p = stats.wilcoxon(diff, zero_method="wilcox", correction=True, method="approx").pvalue
        return plus, minus, n, float(p), "normal"
    doubled, smaller = [int(r) for r in 2 * ranks], int(2 * min(plus, minus))
    p = polynomial(doubled, smaller)
    if n <= 16:
        assert p == enumerated(doubled, smaller)
    if not tied:
        exact = float(stats.wilcoxon(diff, zero_method="wilcox", method="exact").pvalue)
        assert math.isclose(p, exact, rel_tol=1e-12), (p, exact)
        p = exact
    return plus, minus, n, p, "exact"


def power(x):
    """The power of two above the largest value: dividing by it is exact, and squares then neither overflow nor vanish."""
    return 2.0 ** min(1000, max(-1000, math.frexp(float(np.max(np.abs(x))))[1]))


def sd(x):
    most = power(x)
    return float(np.std(x / most, ddof=1) * most)


def figures(pre, post):
    """Of pairs whose differences truly differ."""
    pre, post = np.array(pre), np.array(post)
    n, diff = len(pre), post - pre
    unit = power(np.concatenate([pre, post]))
    t, p = stats.ttest_rel(post / unit, pre / unit)
    low, high = stats.t.interval(0.95, n - 1, loc=np.mean(diff / unit), scale=stats.sem(diff / unit))
    s1, s2, mean = sd(pre), sd(post), math.fsum(diff) / n
    d_av = mean / unit / math.sqrt(((s1 / unit) ** 2 + (s2 / unit) ** 2) / 2)
    g_av = d_av * hedges(n - 1) if n > 2 else None
    sizes = [mean / sd(diff), d_av, g_av]
    spread = [math.fsum(pre) / n, s1, math.fsum(post) / n, s2, mean, sd(diff)]
    return [n, 0, *spread, t, n - 1, p, low * unit, high * unit, *sizes, *signed_rank(pre, post)]


def text(x):
    return "null" if x is None else x if isinstance(x, str) else repr(x if isinstance(x, int) else float(x))


def cases():
    for name in ["student_sleep_1908", "upward_bound_maths"]:
        rows = list(csv.DictReader((HERE / f"data/paired/{name}.csv").open(encoding="utf-8")))
        yield name, [float(r["pre"]) for r in rows], [float(r["post"]) for r in rows]
    yield "two pairs", [1.0, 2.0], [2.0, 5.0]
    yield "two pairs, no mean change", [1.0, 2.0], [2.0, 1.0]
    yield "three pairs", [1.0, 2.0, 4.0], [2.0, 5.0, 4.5]
    yield "float ties", [0.1, 0.2, 0.3, 0.1 + 0.2, 0.7, 1.1], [0.2, 0.3, 0.4, 0.3, 0.9, 1.0]
    yield "float ties, both ways", [0.3, 0.2, 1.1, 2.2, 3.3, 0.6], [0.2, 0.3, 1.2, 2.1, 3.5, 0.3]
    yield "all rises", [1.0] * 12, [float(2 + k) for k in range(12)]
    yield "all rises, tied", [1.0, 2.0, 3.0, 4.0] * 6, [2.0, 3.0, 4.0, 6.0] * 6
    yield "one without spread before", [3.0] * 8, [3.0, 4.0, 5.0, 4.0, 3.0, 2.0, 4.0, 4.0]
    yield "balanced", [1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 5.0, 2.0]
    for n in range(2, 61):
        pre = dice.normal(50, 10, n)
        yield f"free {n}", list(pre), list(pre + dice.normal(2, 7, n))
        pre = dice.integers(1, 6, n).astype(float)
        post = np.clip(pre + dice.integers(-1, 3, n), 1, 7).astype(float)
        post[0] = pre[0] + 3
        post[1] = pre[1] - 1
        yield f"whole numbers with zeros {n}", list(pre), list(post)
    for n in [49, 50, 51, 52, 99, 500, 3000]:
        pre = dice.integers(0, 400, n) / 10
        post = pre + dice.choice([-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4], n)
        yield f"tenths {n}", list(pre), list(post)
        pre = dice.normal(0, 1, n)
        post = pre + dice.normal(0.3, 1, n)
        yield f"no zeros {n}", list(pre), list(post)
    for size in [1e-300, 1e-200, 1e-12, 1e-6, 1e9, 1e15, 1e200, 1e300]:
        pre = dice.normal(3, 1, 9) * size
        yield f"of size {size:g}", list(pre), list(pre + dice.normal(1, 1, 9) * size)
    pre = np.full(20, 1e9) + dice.integers(0, 9, 20)
    yield "far from zero", list(pre), list(pre + dice.integers(-2, 5, 20))
    pre = dice.normal(0, 1, 40)
    yield "far out", list(pre), list(pre + 100 + dice.normal(0, 1, 40))


lines = []
for name, pre, post in cases():
    pre, post = [float(x) for x in pre], [float(x) for x in post]
    row = [" ".join(map(repr, pre)), " ".join(map(repr, post)), *map(text, figures(pre, post))]
    lines.append("\t".join([name, *row]) + "\n")
(HERE / "stats.tsv").write_text("".join(lines), "utf-8")

lines = []
for df in [*range(1, 61), 99, 100, 365, 999, 2500, 9998]:
    for t in [1e-6, 0.1, 0.7, 1.0, 1.96, 3.0, 7.5, 40.0]:
        j = hedges(df) if df > 1 else None
        p, q = 2 * stats.t.sf(t, df), stats.t.ppf(0.975, df)
        if p > 1e-290:
            lines.append("\t".join(map(text, [df, t, p, q, j])) + "\n")
(HERE / "stats_t.tsv").write_text("".join(lines), "utf-8")
