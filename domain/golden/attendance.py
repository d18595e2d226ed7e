#!/usr/bin/env python3
"""Expected people and presence of the two attendance reports, worked out apart from the Rust code.

Writes attendance_zoom.tsv and attendance_teams.tsv beside itself: name, address, seconds of presence.
Zoom: the union of a person's stretches, without waiting-room rows. Teams: the stated duration.
Run: python3 domain/golden/attendance.py
"""
import csv
import re
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent


def zoom():
    lines = (HERE / "data/zoom_participants.csv").read_text("utf-8-sig").splitlines()
    people = {}
    for row in csv.DictReader(lines[3:]):
        if row["In waiting room"] == "Yes":
            continue
        name = row["Name (original name)"].split(" (")[0]
        span = [datetime.strptime(row[k], "%m/%d/%Y %I:%M:%S %p") for k in ("Join time", "Leave time")]
        people.setdefault((name, row["Email"]), set()).update(range(int(span[0].timestamp()), int(span[1].timestamp())))
    return [(name, email, len(seconds)) for (name, email), seconds in people.items()]


def teams():
    text = (HERE / "data/teams_attendance.csv").read_bytes().decode("utf-16")
    rows = [line.split("\t") for line in text.splitlines()]
    start = next(i for i, row in enumerate(rows) if row[0] == "2. Participants") + 2
    out = []
    for row in rows[start:]:
        if len(row) < 5:
            break
        parts = {unit: int(n) for n, unit in re.findall(r"(\d+)([hms])", row[3])}
        out.append((row[0], row[4], parts.get("h", 0) * 3600 + parts.get("m", 0) * 60 + parts.get("s", 0)))
    return out


for name, rows in (("zoom", zoom()), ("teams", teams())):
    (HERE / f"attendance_{name}.tsv").write_text("".join(f"{n}\t{e}\t{s}\n" for n, e, s in rows), "utf-8")
