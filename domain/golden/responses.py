#!/usr/bin/env python3
"""Counts of the REDCap export, worked out apart from the Rust code; writes responses.tsv beside itself.

Per timepoint: responses, answers given, sum of the answers that are numbers. Then the number of study codes.
Run: python3 domain/golden/responses.py
"""
import csv
from pathlib import Path

HERE = Path(__file__).parent
FIXED = {"record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"}
rows = list(csv.DictReader((HERE / "data/responses_redcap.csv").open(encoding="utf-8-sig", newline="")))


def timepoint(row):
    event, form, k = row["redcap_event_name"], row["redcap_repeat_instrument"], row["redcap_repeat_instance"]
    if event == "sessions_arm_1":
        return ("before:" if form == "session_pre" else "after:") + k
    return {"baseline_arm_1": "baseline", "completion_arm_1": "completion"}[event]


table = {}
for row in rows:
    answers = [v for k, v in row.items() if k not in FIXED and not k.endswith("_complete") and v.strip()]
    line = table.setdefault(timepoint(row), [0, 0, 0])
    line[0] += 1
    line[1] += len(answers)
    line[2] += sum(int(v) for v in answers if v.isdigit())
lines = [f"{k}\t{n}\t{a}\t{s}\n" for k, (n, a, s) in sorted(table.items())]
lines.append(f"codes\t{len({r['record_id'] for r in rows})}\n")
(HERE / "responses.tsv").write_text("".join(lines), "utf-8")
