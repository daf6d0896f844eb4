#!/usr/bin/env python3
"""Answers questions about terms by another way than the engine and compares.

Written apart from the engine: it reads the rows of the law book itself and never walks. Days that are worked stand in
one sorted list, a term is a place in that list, a pause pushes the last day by what fell into it. Standard library
only; speaks with crates/domain/tests/oracle.rs, one line each:

    C                     the shipped calendar again
    A day kind            one decree more, later than all before it
    Q unit start minute amount zone ends law pauses due_day due_at counted weekend holiday paused carried

`minute` and `law` may be `-`; `pauses` is `-` or `from/to,from/to`; the last seven are the engine's answer. Prints each
question that it answers differently, then one line with the counts; fails where one differs.
"""

import csv
import datetime as dt
import pathlib
import sys
from bisect import bisect_right

DATA = pathlib.Path(__file__).resolve().parents[2] / "crates/domain/data"
EPOCH = dt.date(1970, 1, 1).toordinal()
FIRST, LAST = dt.date(2017, 12, 1).toordinal(), dt.date(2029, 12, 31).toordinal()
EAST = {"WIB": 7, "WITA": 8, "WIT": 9}
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
SHOWN = 20


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ordinal(text):
    return dt.date.fromisoformat(text).toordinal()


def minutes(clock):
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


DECREED = {}
for row in rows("holidays.csv"):
    if not row["region"]:
        DECREED[ordinal(row["day"])] = row["kind"]
ELECTIONS = {row["code"]: row["elections"] for row in rows("rule_sets.csv")}
CLOSES = {(r["elections"], r["weekday"]): minutes(r["closes"]) for r in rows("office_hours.csv")}


class Calendar:
    """Sorted days worked, and sorted days off by decree."""

    def __init__(self, decreed):
        off = {day for day, kind in decreed.items() if kind != "withdrawn"}
        self.off = sorted(off)
        # Ordinal 1 was a Monday.
        self.work = [d for d in range(FIRST, LAST + 1) if (d - 1) % 7 < 5 and d not in off]
        self.worked = set(self.work)

    def worked_within(self, after, to):
        """How many days after one day, up to another, are worked."""
        return bisect_right(self.work, to) - bisect_right(self.work, after)

    def off_within(self, after, to):
        """The same of days off by decree."""
        return bisect_right(self.off, to) - bisect_right(self.off, after)

    def forward(self, day, count):
        """The count-th day worked after a day; the day itself for none."""
        return self.work[bisect_right(self.work, day) + count - 1] if count else day


def answer(calendar, unit, start, minute, amount, zone, ends, law, pauses):
    """Last day, instant, and how many days were counted, weekends, days off, paused, carried."""
    at = None
    if unit == "working_day":
        due = calendar.forward(start, amount)
        stops = set()
        for begin, end in pauses:
            if begin == end or begin > due:
                continue
            if begin == due or stops:
                # It stood on its last day: that day comes when the pause ends, or as soon as there is work again.
                due = calendar.forward(end - 1, 1)
                stops.add(due)
            else:
                due = calendar.forward(due, calendar.worked_within(begin, end))
        held = calendar.worked_within(start, due) - amount
        off = calendar.off_within(start, due)
        # A last day behind the last day of a pause is neither counted nor paused.
        behind = sum(not any(begin < stop <= end for begin, end in pauses) for stop in stops)
        rest = due - start - held - amount - off
        counts = (amount, rest, off, held - behind, behind)
    else:
        clock = unit == "hour" and minute is not None
        if clock:
            moved, at = divmod(minute + amount * 60, 24 * 60)
            due = start + moved
            counted = moved + 1
        else:
            counted = -(-amount // 24) if unit == "hour" else amount
            due = start + counted
        held = 0
        for begin, end in pauses:
            if begin <= due:
                due += end - begin
                held += end - begin
        counts = (counted, 0, 0, held, 0)
    if at is None:
        at = 24 * 60
        if ends == "office_close" and due in calendar.worked:
            at = CLOSES.get((ELECTIONS.get(law), DAYS[(due - 1) % 7]), at)
    seconds = ((due - EPOCH) * 24 * 60 + at - EAST[zone] * 60) * 60
    return (due, seconds * 1_000_000) + counts


def main():
    decreed = dict(DECREED)
    calendar = None
    asked = differ = 0
    for line in sys.stdin:
        kind, *rest = line.split()
        if kind == "C":
            decreed, calendar = dict(DECREED), None
        elif kind == "A":
            decreed[ordinal(rest[0])] = rest[1]
            calendar = None
        else:
            calendar = calendar or Calendar(decreed)
            unit, start, minute, amount, zone, ends, law, pauses, *told = rest
            spans = [] if pauses == "-" else [p.split("/") for p in pauses.split(",")]
            own = answer(
                calendar,
                unit,
                ordinal(start),
                None if minute == "-" else int(minute),
                int(amount),
                zone,
                ends,
                law,
                [(ordinal(begin), ordinal(end)) for begin, end in spans],
            )
            asked += 1
            if own != (ordinal(told[0]), *map(int, told[1:])):
                differ += 1
                if differ <= SHOWN:
                    print(line.strip(), "| oracle:", dt.date.fromordinal(own[0]), *own[1:])
    print(f"{asked} questions, {differ} answered differently")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
