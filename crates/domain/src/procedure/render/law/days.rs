//! Days off and the hours of intake.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{
    super::both,
    sheet::{Entry, Sheet, Table, code},
};
use crate::law::{Book, Holiday, OfficeHours};

/// The page of days off, one table per year.
pub(super) fn holidays(book: &Book) -> Sheet {
    let mut years: BTreeMap<i32, (Vec<&Holiday>, Vec<&Holiday>)> = BTreeMap::new();
    for day in book.calendar.holidays() {
        years.entry(day.day.year()).or_default().0.push(day);
    }
    for day in book.calendar.superseded() {
        years.entry(day.day.year()).or_default().1.push(day);
    }
    let mut tables = Vec::new();
    for (year, (standing, superseded)) in years {
        tables.push(table(year.to_string(), &standing));
        if !superseded.is_empty() {
            let title = format!("{year}: keputusan yang diganti / decrees that were superseded");
            tables.push(table(title, &superseded));
        }
    }
    Sheet {
        name: "holidays",
        title: "Hari libur dan cuti bersama / Days off",
        about: [
            "Hari kerja adalah Senin sampai Jumat, kecuali libur nasional dan cuti bersama. Keputusan yang lebih akhir \
             mengalahkan yang lebih awal pada hari dan daerah yang sama; yang diganti tetap ditampilkan. Nama hari adalah \
             namanya menurut keputusan.",
            "A working day is Monday to Friday, less national holidays and joint leave. Of one day and region the later decree \
             stands; what it took the place of is shown too. A day bears the name that the decree gives it.",
        ],
        tables,
        missing: vec![
            [
                "Nomor keputusan bersama pada baris dengan sumber \"keputusan: belum terlihat\"."
                    .to_owned(),
                "The number of the decree where a row says \"decree: not seen\".".to_owned(),
            ],
            [
                "Keputusan bersama tahun 2027; perubahan pertama kalender 2023.".to_owned(),
                "The decree of 2027; the first change of the calendar of 2023.".to_owned(),
            ],
        ],
        rest: String::new(),
    }
}

fn table(title: String, days: &[&Holiday]) -> Table {
    let row = |day: &&Holiday| {
        let provisional = if day.provisional {
            " (perkiraan / provisional)"
        } else {
            ""
        };
        let page = day
            .source
            .split_once('/')
            .is_some_and(|(host, _)| host.contains('.'));
        let read = if page {
            format!("https://{}", day.source)
        } else {
            String::new()
        };
        let from = if page {
            String::new()
        } else {
            format!("; {}", day.source)
        };
        Entry {
            name: format!("{} {}{provisional}", day.day, day.name),
            cells: vec![
                day.day.to_string(),
                both(day.kind.text()),
                day.region.as_deref().map_or_else(String::new, code),
                format!("{}{provisional}", day.name),
            ],
            source: format!("{}{from}", day.decree),
            address: read,
            known: day.confidence,
            parts: Vec::new(),
            note: String::new(),
        }
    };
    Table {
        title,
        file: "holidays.csv",
        columns: &[
            "Hari / Day",
            "Jenis / Kind",
            "Daerah / Region",
            "Nama / Name",
        ],
        rows: days.iter().map(row).collect(),
    }
}

/// The page of the hours of intake.
pub(super) fn office_hours(book: &Book) -> Sheet {
    let clock = |minute: i16| format!("{:02}.{:02}", minute / 60, minute % 60);
    let row = |row: &OfficeHours| Entry {
        name: format!("`{}` `{}`", row.elections, row.weekday),
        cells: vec![
            code(&row.elections),
            format!("{} / {}", weekday(&row.weekday), row.weekday),
            format!("{} – {}", clock(row.opens), clock(row.closes)),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Sheet {
        name: "office-hours",
        title: "Jam penerimaan laporan / Hours of intake",
        about: [
            "Waktu setempat. Hari tanpa baris dan hari libur tidak mempunyai jam. Pada masa tenang dan hari pemungutan suara \
             laporan diterima 24 jam.",
            "Local time. A day without a row and a day off have none. In the quiet period and on voting day reports are taken in \
             round the clock.",
        ],
        tables: vec![Table {
            title: "Jam / Hours".to_owned(),
            file: "office_hours.csv",
            columns: &["Pemilihan / Elections", "Hari / Day", "Jam / Hours"],
            rows: book.office_hours.iter().map(row).collect(),
        }],
        missing: vec![[
            "Hari penghitungan suara sesudah hari pemungutan: tidak ada baris.".to_owned(),
            "Days of counting after voting day: there is no row.".to_owned(),
        ]],
        rest: String::new(),
    }
}

/// A day of the week in Indonesian.
fn weekday(day: &str) -> &str {
    match day {
        "Mon" => "Senin",
        "Tue" => "Selasa",
        "Wed" => "Rabu",
        "Thu" => "Kamis",
        "Fri" => "Jumat",
        "Sat" => "Sabtu",
        "Sun" => "Minggu",
        other => other,
    }
}
