#!/usr/bin/env python3
"""Makes crates/domain/data/offices.csv: the standing offices of Bawaslu, from the annex and the regions.

    python3 scripts/make-offices.py

Run by hand, never at build time. The annex of Perbawaslu 7/2022 (bawaslu_areas.csv) gives the offices, their
own area codes, their provinces and zones; regions.csv (see make-regions.py) gives the codes of the Ministry of
Home Affairs as of today, found by area code. The confidence is that of code and area, whichever is weaker.
"""

import csv
import pathlib
import re
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "crates/domain/data"
WEAKER = ["sure", "likely", "unsure"]

# Areas that the annex has none of. Their own area codes were not seen, so they have none here.
MISSING = [
    ("Kota Denpasar", "city", "17.00", "WITA", "the annex prints Bali and Denpasar on one row (17.00)"),
    ("Papua Selatan", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Tengah", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Pegunungan", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Barat Daya", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua Barat here"),
]


def slug(name):
    name = re.sub(r"^(Kabupaten|Kabupate) ", "kab ", name).lower().replace("administratif ", "")
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ministry(region):
    """Code, source, confidence and note of a region; the code's own source stands in regions.csv."""
    both = [region["confidence"], region["area_confidence"] or "sure"]
    same = not region["area_code"] or region["area_confidence"] == "sure"
    note = "" if same else "name differs from the ministry's: " + region["name"]
    source = "Perbawaslu 7/2022 (annex); regions.csv" if region["area_code"] else "regions.csv"
    return [region["code"], source, max(both, key=WEAKER.index), note]


def main():
    areas = rows_of("bawaslu_areas.csv")
    today = [r for r in rows_of("regions.csv") if not r["valid_to"]]
    by_area = {r["area_code"]: r for r in today if r["area_code"]}
    by_name = {r["name"]: r for r in today}
    top = ["bawaslu-ri", "Bawaslu Republik Indonesia", "national", "", "", "WIB", ""]
    rows = [[*top, "Perbawaslu 7/2022 art. 1", "sure", ""]]
    regencies = []
    code_of = {}
    for area in areas:
        name, level = area["name"], area["level"]
        if level == "province":
            office, title, parent = "bawaslu-prov-" + slug(name), "Bawaslu Provinsi " + name, "bawaslu-ri"
            code_of[area["province_code"]] = office
        else:
            office, title = "bawaslu-" + slug(name), "Bawaslu " + name.replace("Kabupate ", "Kabupaten ")
            parent = code_of[area["province_code"]]
        row = [office, title, level, parent, area["code"], area["zone"], *ministry(by_area[area["code"]])]
        (rows if level == "province" else regencies).append(row)
    for name, level, within, zone, note in MISSING:
        code, source, confidence, _ = ministry(by_name[name])
        note = "own area code not seen: " + note
        if level == "city":
            parent = next(code_of[a["province_code"]] for a in areas if a["code"] == within)
            regencies.append(["bawaslu-" + slug(name), "Bawaslu " + name, level, parent, "", zone, code, source, confidence, note])
        else:
            title = "Bawaslu Provinsi " + name
            rows.append(["bawaslu-prov-" + slug(name), title, level, "bawaslu-ri", "", zone, code, source, confidence, note])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["code", "name", "level", "parent", "area_code", "zone", "ministry_code", "source", "confidence", "note"])
    out.writerows(rows + regencies)


if __name__ == "__main__":
    main()
