#!/usr/bin/env python3
"""Writes crates/domain/data/holidays.csv: national holidays and joint leave of Indonesia, 2018-2027.

Run ONCE per renewal of the table, by a person, and read the difference before it is committed.
Nothing at build time or at run time calls it: the server reads the checked-in table only.

    python3 -m venv venv && venv/bin/pip install "holidays==0.109"
    venv/bin/python scripts/make-holidays.py

The package `holidays` (MIT) knows two categories for Indonesia: `public` (libur nasional, with
election days) and `government` (cuti bersama). It holds one state of the calendar, the final one:
what a decree said before it was changed in mid-year is not in it. Local re-votes and regional
holidays are not in it either; an installation adds those as rows of its own.

The column `decree` names a decree only where its number was seen (in the opening of the decree, in
a report of it, or in the package's own list of references); all other rows say "decree: not seen".
The columns `decree` and `confidence` are decided here, by the tables below, not by the package.
"""

import csv
import datetime as dt
import pathlib

import holidays

YEARS = range(2018, 2028)
KINDS = (("public", "public"), ("government", "joint_leave"))
TARGET = pathlib.Path(__file__).resolve().parent.parent / "crates/domain/data/holidays.csv"
NOT_SEEN = "decree: not seen"

# 2021 and 2023 were compared with published pages; 2027 is provisional (Islamic days estimated).
CONFIDENCE = {2021: "sure", 2023: "sure", 2027: "unsure"}

# Decrees of one day.
DECREE_OF_DAY = {
    (dt.date(2018, 6, 27), "public"): "Keppres 15/2018",
    (dt.date(2019, 4, 17), "public"): "Keppres 10/2019",
    (dt.date(2019, 6, 3), "joint_leave"): "Keppres 13/2019",
    (dt.date(2019, 6, 4), "joint_leave"): "Keppres 13/2019",
    (dt.date(2019, 6, 7), "joint_leave"): "Keppres 13/2019",
    (dt.date(2020, 12, 9), "public"): "Keppres 22/2020",
    (dt.date(2024, 2, 14), "public"): "Keppres 10/2024",
    (dt.date(2024, 11, 27), "public"): NOT_SEEN,
}

# Decrees of a whole year and kind, for days that are not named above.
SKB_2018 = "SKB 3 Menteri 707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017"
SKB_2024 = "SKB 3 Menteri 855/2023, 3/2023, 4/2023"
DECREE_OF_YEAR = {
    (2018, "public"): SKB_2018,
    (2018, "joint_leave"): SKB_2018 + "; its later change: not seen",
    (2022, "joint_leave"): "Keppres 4/2022",
    (2024, "public"): SKB_2024,
    (2024, "joint_leave"): SKB_2024 + "; Keppres 7/2024",
}


def rows():
    """One row per (day, kind); several names of one day stand in one cell, joined by "; "."""
    for category, kind in KINDS:
        found = holidays.country_holidays(
            "ID", years=YEARS, categories=(category,), language="id"
        )
        for day in found:
            names = [n.replace("Pegangti", "Pengganti") for n in found.get_list(day)]
            decree = DECREE_OF_DAY.get((day, kind)) or DECREE_OF_YEAR.get(
                (day.year, kind), NOT_SEEN
            )
            yield {
                "day": day.isoformat(),
                "kind": kind,
                "name": "; ".join(sorted(names)),
                "decree": decree,
                "source": f"Python package holidays {holidays.__version__}, category {category}",
                "confidence": CONFIDENCE.get(day.year, "likely"),
            }


def main():
    table = sorted(rows(), key=lambda r: (r["day"], r["kind"]))
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{len(table)} rows")


if __name__ == "__main__":
    main()
