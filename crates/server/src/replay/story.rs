//! The story of played cases as a table, read from the journal: the same bytes on either database.

use std::{collections::BTreeMap, fmt::Write as _};

use netralitas_domain::{
    Text,
    file::{Capacity, CaseFile, Event},
    ids::OfficeId,
    procedure::Machine,
};
use netralitas_store::journal::Entry;

use super::{
    check::{place_of, respondent_of},
    scenario::{Scenario, Step, Words},
};

/// The language of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Language {
    /// Indonesian, with the law's words.
    #[default]
    Id,
    /// English.
    En,
}

impl Language {
    const fn pick(self, text: Text) -> &'static str {
        match self {
            Self::Id => text.id,
            Self::En => text.en,
        }
    }
}

/// A step that was refused, as expected.
#[derive(Debug, Clone)]
pub struct Turned {
    /// The journal position after which it was tried.
    pub after: i64,
    /// The step.
    pub step: Step,
    /// The code of the refusal.
    pub code: String,
}

/// What happened, in order.
pub struct Story {
    title: Words,
    description: Words,
    zone: netralitas_domain::time::Zone,
    entries: Vec<(String, Entry)>,
    files: BTreeMap<String, CaseFile>,
    offices: BTreeMap<OfficeId, String>,
    refusals: Vec<Turned>,
}

const COLUMNS: usize = 8;

impl Story {
    pub(super) fn new(
        scenario: &Scenario,
        entries: Vec<(String, Entry)>,
        files: BTreeMap<String, CaseFile>,
        offices: BTreeMap<OfficeId, String>,
        refusals: Vec<Turned>,
    ) -> Self {
        Self {
            title: scenario.name.clone(),
            description: scenario.description.clone(),
            zone: scenario.zone,
            entries,
            files,
            offices,
            refusals,
        }
    }

    /// The story as text.
    #[must_use]
    pub fn table(&self, language: Language) -> String {
        let t = |id, en| language.pick(Text { id, en }).to_owned();
        let mut rows = vec![[
            t("Hari", "Legal day"),
            t("Dicatat", "Recorded"),
            t("Jalur", "Track"),
            t("Tindakan", "Action"),
            t("Oleh", "By"),
            t("Tahap", "Stage"),
            t("Batas waktu", "Terms opened"),
            t("Nomor", "Numbers"),
        ]];
        let mut refusals = self.refusals.iter().peekable();
        for (name, entry) in &self.entries {
            while let Some(turned) = refusals.next_if(|r| r.after < entry.position) {
                rows.push(refused(turned, language));
            }
            rows.push(self.row(name, &entry.event, language));
        }
        rows.extend(refusals.map(|turned| refused(turned, language)));
        let told = |words: &Words| match language {
            Language::Id => words.id.trim().to_owned(),
            Language::En => words.en.trim().to_owned(),
        };
        let mut out = format!("{}\n", told(&self.title));
        let description = told(&self.description);
        if !description.is_empty() {
            let _ = writeln!(out, "{description}");
        }
        let late = t(
            "*: dicatat pada hari kemudian",
            "*: recorded on a later day",
        );
        let _ = writeln!(out, "({}; {late})\n", self.zone.code());
        out.push_str(&aligned(&rows));
        out
    }

    fn row(&self, name: &str, event: &Event, language: Language) -> [String; COLUMNS] {
        let day = match event.effective.minute {
            Some(minute) => format!(
                "{} {}",
                event.effective.day,
                netralitas_app::writing::receipt::clock_time(minute)
            ),
            None => event.effective.day.to_string(),
        };
        let recorded = format!(
            "{} {}{}",
            event.recorded_at.day_in(event.zone),
            netralitas_app::writing::receipt::clock_time(event.recorded_at.minute_in(event.zone)),
            if event.recorded_late { " *" } else { "" }
        );
        let to = language.pick(event.to.text());
        let stage = match event.from {
            Some(from) if from == event.to => to.to_owned(),
            Some(from) => format!("{} → {to}", language.pick(from.text())),
            None => format!("→ {to}"),
        };
        let mut terms: Vec<String> = event
            .opened
            .iter()
            .map(|t| format!("{}: {}", language.pick(t.term.text()), t.due_day))
            .collect();
        if let Some(term) = event.late {
            terms.push(format!(
                "{}: {}",
                language.pick(LATE),
                language.pick(term.text())
            ));
        }
        let numbers: Vec<&str> = event
            .numbers
            .iter()
            .filter_map(|n| n.text.as_deref())
            .collect();
        [
            day,
            recorded,
            self.track(name, event, language),
            language.pick(event.action.text()).to_owned(),
            self.by(name, event, language),
            stage,
            terms.join("; "),
            numbers.join("; "),
        ]
    }

    /// The track, with the case's name where there are several, and the place of its respondent.
    fn track(&self, name: &str, event: &Event, language: Language) -> String {
        let machine = language.pick(event.machine.text());
        let case = if name.is_empty() {
            String::new()
        } else {
            format!("{name}: ")
        };
        let file = self.files.get(name);
        let place = file.and_then(|f| {
            let respondent = respondent_of(f.track(event.track)?)?;
            place_of(f.case()?, Capacity::Respondent).position(|id| id == respondent)
        });
        match place {
            Some(place) if event.machine != Machine::Case => {
                format!("{case}{machine} {}", place + 1)
            }
            _ => format!("{case}{machine}"),
        }
    }

    /// Who acted, and who recorded it where that is somebody else.
    fn by(&self, name: &str, event: &Event, language: Language) -> String {
        let office = |id: OfficeId| {
            self.offices
                .get(&id)
                .cloned()
                .unwrap_or_else(|| "?".to_owned())
        };
        let party = event
            .acting
            .party
            .and_then(|id| self.files.get(name)?.party(id));
        let acted = match (party, event.acting.office) {
            (Some(party), _) => Some(language.pick(party.capacity.text()).to_owned()),
            (None, Some(id)) => Some(office(id)),
            (None, None) => None,
        };
        let recorder = office(event.office);
        match acted {
            Some(acted) if acted == recorder => acted,
            Some(acted) => format!("{acted} ({recorder})"),
            None => recorder,
        }
    }
}

const LATE: Text = Text {
    id: "lewat",
    en: "late",
};
const REFUSED: Text = Text {
    id: "DITOLAK",
    en: "REFUSED",
};

fn refused(turned: &Turned, language: Language) -> [String; COLUMNS] {
    let step = &turned.step;
    let machine = language.pick(step.on.machine.text());
    let case = if step.case.is_empty() {
        String::new()
    } else {
        format!("{}: ", step.case)
    };
    let place = if step.on.respondent == 0 {
        String::new()
    } else {
        format!(" {}", step.on.respondent)
    };
    let at = step.at.format("%Y-%m-%d %H:%M").to_string();
    [
        at.clone(),
        at,
        format!("{case}{machine}{place}"),
        language.pick(step.action.text()).to_owned(),
        step.account.clone(),
        format!("{}: {}", language.pick(REFUSED), turned.code),
        String::new(),
        String::new(),
    ]
}

fn aligned(rows: &[[String; COLUMNS]]) -> String {
    let mut widths = [0usize; COLUMNS];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; COLUMNS]| {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    let mut out = String::new();
    for (place, row) in rows.iter().enumerate() {
        out.push_str(&line(row));
        if place == 0 {
            out.push_str(&line(&widths.map(|width| "-".repeat(width))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_lines_have_no_tail() {
        let cell = |text: &str| text.to_owned();
        let mut first: [String; COLUMNS] = Default::default();
        let mut second = first.clone();
        first[0] = cell("Tahap");
        first[1] = cell("x");
        second[0] = cell("Diteruskan → Diterima");
        second[1] = cell("y");
        let text = aligned(&[first, second]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        let place = |line: &str, what: char| line.chars().position(|c| c == what);
        assert_eq!(place(lines[0], 'x'), Some(23));
        assert_eq!(place(lines[2], 'y'), Some(23));
        assert!(lines.iter().all(|line| !line.ends_with(' ')));
    }
}
