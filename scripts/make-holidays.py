#!/usr/bin/env python3
"""Writes crates/domain/data/holidays.csv: national holidays and joint leave of Indonesia, 2018-2027.

Run ONCE per renewal of the table, by a person, and read the difference before it is committed.
Nothing at build time or at run time calls it: the server reads the checked-in table only.

    python3 -m venv venv && venv/bin/pip install "holidays==0.109"
    venv/bin/python scripts/make-holidays.py

The package `holidays` (MIT) knows two categories for Indonesia: `public` (libur nasional, with
election days) and `government` (cuti bersama). It holds one state of the calendar, the final one:
what a decree said before it was changed in mid-year is not in it. Where that was seen (2020, 2021)
the rows of `AMENDED` follow at the end of the file, the earlier decree first: a later row of a day
takes the place of an earlier one. Local re-votes and regional holidays are not in it either; an
installation adds those as rows of its own.

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
PROVISIONAL = {2027}

SKB_2018 = "SKB 3 Menteri 707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017"
SKB_2020 = "SKB 3 Menteri 728/2019, 213/2019, 01/2019"
SKB_2020_2 = "SKB 3 Menteri 391/2020, 02/2020, 02/2020"
SKB_2020_3 = "SKB 3 Menteri 440/2020, 3/2020, 3/2020"
SKB_2020_4 = "SKB 3 Menteri 744/2020, 05/2020, 06/2020"
SKB_2021 = "SKB 3 Menteri 642/2020, 4/2020, 4/2020"
SKB_2021_1 = "SKB 3 Menteri 281/2021, 1/2021, 1/2021"
SKB_2021_2 = "SKB 3 Menteri 712/2021, 1/2021, 3/2021"
SKB_2023_2 = "SKB 3 Menteri 624/2023, 2/2023, 2/2023"
SKB_2024 = "SKB 3 Menteri 855/2023, 3/2023, 4/2023"
SKB_2025 = "SKB 3 Menteri 1017/2024, 2/2024, 2/2024"
SKB_2025_1 = "SKB 3 Menteri 933/2025, 1/2025, 3/2025"

# Decrees of one day.
DECREE_OF_DAY = {
    (dt.date(2018, 6, 27), "public"): "Keppres 15/2018",
    (dt.date(2019, 4, 17), "public"): "Keppres 10/2019",
    (dt.date(2019, 6, 3), "joint_leave"): "Keppres 13/2019",
    (dt.date(2019, 6, 4), "joint_leave"): "Keppres 13/2019",
    (dt.date(2019, 6, 7), "joint_leave"): "Keppres 13/2019",
    (dt.date(2020, 10, 28), "joint_leave"): SKB_2020_2,
    (dt.date(2020, 12, 9), "public"): "Keppres 22/2020",
    (dt.date(2020, 12, 24), "joint_leave"): SKB_2020,
    (dt.date(2020, 12, 31), "joint_leave"): SKB_2020_2,
    (dt.date(2021, 8, 11), "public"): SKB_2021_2,
    (dt.date(2021, 10, 20), "public"): SKB_2021_2,
    (dt.date(2023, 6, 28), "joint_leave"): SKB_2023_2,
    (dt.date(2023, 6, 30), "joint_leave"): SKB_2023_2,
    (dt.date(2024, 2, 14), "public"): "Keppres 10/2024",
    (dt.date(2024, 11, 27), "public"): NOT_SEEN,
    (dt.date(2025, 8, 18), "joint_leave"): SKB_2025_1,
}

# Decrees of a whole year and kind, for days that are not named above.
DECREE_OF_YEAR = {
    (2018, "public"): SKB_2018,
    (2018, "joint_leave"): SKB_2018 + "; its later change: not seen",
    (2020, "public"): SKB_2020,
    (2021, "public"): SKB_2021,
    (2021, "joint_leave"): SKB_2021,
    (2022, "joint_leave"): "Keppres 4/2022",
    (2024, "public"): SKB_2024,
    (2024, "joint_leave"): SKB_2024 + "; Keppres 7/2024",
    (2025, "public"): SKB_2025,
    (2025, "joint_leave"): SKB_2025,
}

# Days that were off by a decree and were taken off again, in the order of the decrees: kind, name, decree, page
# that was read, days.
FITRI = "Cuti Bersama Hari Raya Idul Fitri"
INSTEAD = "Pengganti Cuti Bersama Hari Raya Idul Fitri"
NATAL = "Cuti Bersama Hari Raya Natal"
MIKRAJ = "Cuti Bersama Isra Mikraj Nabi Muhammad"
MUHARRAM = "Tahun Baru Islam"
MAULID = "Maulid Nabi Muhammad"
PAGE_2020 = "maujadiguru.blogspot.com/2021/04/skb-3-menteri-wacana-hari-libur.html"
PAGE_2020_2 = "economy.okezone.com/read/2020/04/12/320/2197990"
PAGE_2020_3 = "pontianak.tribunnews.com/2020/05/21"
PAGE_2020_4 = "setkab.go.id/pemerintah-keluarkan-skb-3-menteri-hapus-tiga-hari-cuti-bersama-2020"
PAGE_2021 = "nasional.okezone.com/read/2020/09/11/337/2276391"
PAGE_2021_1 = "jakarta.tribunnews.com/2021/02/22/pemerintah-kembali-pangkas-cuti-bersama-2021-ini-daftarnya"
PAGE_2021_2 = "economy.okezone.com/read/2021/08/09/320/2453173"
AMENDED = (
    ("joint_leave", FITRI, SKB_2020, PAGE_2020, "2020-05-22 2020-05-26 2020-05-27"),
    # The first change of the year was not seen; that these two days were off is told by the page of the second.
    ("joint_leave", FITRI, NOT_SEEN, PAGE_2020_2, "2020-05-28 2020-05-29"),
    ("withdrawn", FITRI, SKB_2020_2, PAGE_2020_2, "2020-05-26 2020-05-27 2020-05-28 2020-05-29"),
    ("joint_leave", INSTEAD, SKB_2020_2, PAGE_2020_2, "2020-12-28 2020-12-29 2020-12-30"),
    ("withdrawn", FITRI, SKB_2020_3, PAGE_2020_3, "2020-05-22"),
    ("withdrawn", INSTEAD, SKB_2020_4, PAGE_2020_4, "2020-12-28 2020-12-29 2020-12-30"),
    ("joint_leave", MIKRAJ, SKB_2021, PAGE_2021, "2021-03-12"),
    ("joint_leave", FITRI, SKB_2021, PAGE_2021, "2021-05-17 2021-05-18 2021-05-19"),
    ("public", MUHARRAM, SKB_2021, PAGE_2021, "2021-08-10"),
    ("public", MAULID, SKB_2021, PAGE_2021, "2021-10-19"),
    ("joint_leave", NATAL, SKB_2021, PAGE_2021, "2021-12-24 2021-12-27"),
    ("withdrawn", MIKRAJ, SKB_2021_1, PAGE_2021_1, "2021-03-12"),
    ("withdrawn", FITRI, SKB_2021_1, PAGE_2021_1, "2021-05-17 2021-05-18 2021-05-19"),
    ("withdrawn", NATAL, SKB_2021_1, PAGE_2021_1, "2021-12-27"),
    ("withdrawn", MUHARRAM, SKB_2021_2, PAGE_2021_2, "2021-08-10"),
    ("withdrawn", MAULID, SKB_2021_2, PAGE_2021_2, "2021-10-19"),
    ("withdrawn", NATAL, SKB_2021_2, PAGE_2021_2, "2021-12-24"),
)


def amended():
    """The rows of `AMENDED`, one per day."""
    for kind, name, decree, page, days in AMENDED:
        for day in days.split():
            yield {
                "day": day,
                "kind": kind,
                "region": "",
                "name": name,
                "decree": decree,
                "source": page,
                "confidence": CONFIDENCE.get(int(day[:4]), "likely"),
                "provisional": "false",
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
                "region": "",
                "name": "; ".join(sorted(names)),
                "decree": decree,
                "source": f"Python package holidays {holidays.__version__}, category {category}",
                "confidence": CONFIDENCE.get(day.year, "likely"),
                "provisional": "true" if day.year in PROVISIONAL else "false",
            }


def main():
    table = sorted(rows(), key=lambda r: (r["day"], r["kind"])) + list(amended())
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{len(table)} rows")


if __name__ == "__main__":
    main()
