//! What the bodies of a road say of one matter: days counted from its marks, and what is made up about it.

use netralitas_app::Principal;
use serde_json::{Value, json};

use super::{
    Matter, people,
    places::Place,
    plan::Found,
    play::{Running, Stage},
    road::{From as Counted, Step},
};

/// The words of one matter.
pub(super) struct Words<'a> {
    stage: &'a Stage,
    matter: &'a Matter,
    place: &'a Place,
    state: &'a Running,
}

/// The kinds that end after a time need their days: so many months.
const LASTING: &[(&str, u32)] = &[
    ("delay_periodic_raise_1y", 12),
    ("delay_promotion_1y", 12),
    ("rank_down_1y", 12),
    ("rank_down_3y", 36),
];

impl<'a> Words<'a> {
    pub fn of(stage: &'a Stage, matter: &'a Matter, state: &'a Running) -> Result<Self, String> {
        let place = stage.place(matter);
        let place = place.ok_or_else(|| format!("no place in province {}", matter.province))?;
        Ok(Self {
            stage,
            matter,
            place,
            state,
        })
    }

    /// Who takes a step.
    pub fn principal(&self, step: &Step) -> Result<Principal, String> {
        let (slot, seat) = &step.by;
        let office = match slot.as_str() {
            "handling" => self.place.handling.as_str(),
            "agency" => self.place.agency.as_str(),
            "authority" => self.stage.profile.authority,
            other => return Err(format!("{other}: no such office on a road")),
        };
        let person = self.stage.places.person(seat, office);
        person.ok_or_else(|| format!("no {seat} at {office}"))
    }

    /// A body with its texts filled in; what a word leaves empty is left out.
    pub fn fill(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => self.text(text)?,
            Value::Array(list) => {
                let filled = list.iter().map(|v| self.fill(v));
                Value::Array(filled.collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => {
                let mut filled = serde_json::Map::new();
                for (name, value) in fields {
                    let value = self.fill(value)?;
                    if !value.is_null() {
                        filled.insert(name.clone(), value);
                    }
                }
                Value::Object(filled)
            }
            other => other.clone(),
        })
    }

    /// A text that is one word in braces may stand for more than a text.
    fn text(&self, text: &str) -> Result<Value, String> {
        if let Some(word) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'))
            && !word.contains('{')
        {
            return self.word(word);
        }
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (word, after) = after
                .split_once('}')
                .ok_or_else(|| format!("{text}: no end of a word"))?;
            filled.push_str(before);
            match self.word(word)? {
                Value::String(text) => filled.push_str(&text),
                other => filled.push_str(&other.to_string()),
            }
            rest = after;
        }
        filled.push_str(rest);
        Ok(Value::String(filled))
    }

    fn word(&self, word: &str) -> Result<Value, String> {
        let Self {
            matter,
            place,
            state,
            stage,
        } = self;
        let number = matter.number + 1;
        Ok(match word {
            "n" => json!(format!("{number:05}")),
            "year" => json!(matter.reported.format("%Y").to_string()),
            "nip" => json!(people::nip(matter.number)),
            "nik" => json!(people::nik(&place.region, matter.number)),
            "name" => json!(people::name(&mut stage.rng(matter, 2))),
            "reporter" => json!(people::name(&mut stage.rng(matter, 3))),
            "finder" => json!(people::name(&mut stage.rng(matter, 4))),
            "sex" => json!(if matter.number.is_multiple_of(2) {
                "male"
            } else {
                "female"
            }),
            "post" => json!(matter.post),
            "unit" => json!(format!("Perangkat daerah sintetis {}", place.name)),
            "place" => json!(place.name),
            "agency" => json!(place.agency_id.to_string()),
            "what" => json!(people::what(matter.violation)),
            "catalogue" => json!(matter.violation),
            "account" => json!(format!(
                "Data sintetis. {} di {} menurut keterangan pengawas.",
                people::what(matter.violation),
                place.name
            )),
            "evidence" => json!("Tangkapan layar sintetis"),
            "candidate" => json!(self.candidate()),
            "respondent" => json!(state.respondent.map(|id| id.to_string())),
            "allegation" => json!(state.allegation.map(|id| id.to_string())),
            "recommended" => self.recommended(),
            "deviation" => json!(if self.is_lighter() {
                "lighter"
            } else {
                "as_recommended"
            }),
            "why" if self.is_lighter() => {
                json!("Terlapor mengakui perbuatannya dan belum pernah dihukum.")
            }
            "why" => Value::Null,
            "judgement" => json!(if self.is_lighter() {
                "accepted_deviating"
            } else {
                "accepted"
            }),
            "measures" => self.measures(),
            day => {
                let day = Counted::parse(day).and_then(|from| from.day(|mark| matter.mark(mark)));
                json!(
                    day.ok_or_else(|| format!("{{{word}}} stands for nothing here"))?
                        .to_string()
                )
            }
        })
    }

    /// Whether the candidates stood on the day of the act.
    fn candidate(&self) -> &'static str {
        let act =
            Counted::parse("reported-8").and_then(|from| from.day(|mark| self.matter.mark(mark)));
        match (act, self.stage.candidates_fixed) {
            (Some(act), Some(fixed)) if act >= fixed => "fixed",
            (_, Some(_)) => "prospective",
            _ => "unknown",
        }
    }

    fn is_lighter(&self) -> bool {
        self.matter.imposed.is_some_and(|i| i.lighter)
    }

    fn recommended(&self) -> Value {
        let Some((_, Found::Proven(place))) = self.matter.found else {
            return Value::Null;
        };
        let Some(what) = self.stage.profile.recommended.get(place) else {
            return Value::Null;
        };
        match what.kind {
            Some(kind) => json!({ "level": what.level, "kind": kind }),
            None => json!({ "level": what.level }),
        }
    }

    fn measures(&self) -> Value {
        let Some(imposed) = self.matter.imposed else {
            return Value::Null;
        };
        let (regime, kind) = imposed.kind;
        let lasts = LASTING.iter().find(|(lasting, _)| *lasting == kind);
        let from = imposed.day.checked_add_days(chrono::Days::new(24));
        let span = lasts.zip(from).and_then(|((_, months), from)| {
            let end = from.checked_add_months(chrono::Months::new(*months))?;
            Some((from, end.pred_opt()?))
        });
        let measure = match span {
            Some((from, to)) => json!({
                "regime": regime, "kind": kind, "from": from.to_string(), "to": to.to_string(),
            }),
            None => json!({ "regime": regime, "kind": kind }),
        };
        json!([measure])
    }
}
