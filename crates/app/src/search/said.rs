//! What a reader reads of a track that it may be found by, piece by piece.

use netralitas_domain::procedure::{FoundIn, Matter};
use serde_json::Value;

use crate::{
    reading::track_view::TrackView,
    text::{Kind, Marks},
};

/// The marks of each place of a track, as its reader reads it.
pub(crate) fn said(view: &TrackView) -> Vec<(FoundIn, Marks)> {
    let mut all: Vec<(FoundIn, Marks)> = Vec::new();
    let mut add =
        |place: FoundIn, kind: Kind, text: &str| match all.iter_mut().find(|p| p.0 == place) {
            Some((_, marks)) => marks.add(kind, text),
            None => {
                let mut marks = Marks::default();
                marks.add(kind, text);
                all.push((place, marks));
            }
        };
    let track = &view.track;
    let numbers = track.numbers.iter().chain(&view.case_numbers);
    for number in numbers.filter_map(|n| n.text.as_deref()) {
        add(FoundIn::Number, Kind::Number, number);
    }
    for number in view.papers.iter().filter_map(|(_, p)| p.number.as_deref()) {
        add(FoundIn::Paper, Kind::Number, number);
    }
    for (_, reference) in &view.references {
        add(FoundIn::Reference, Kind::Number, &reference.number);
    }
    for alleged in &view.allegations {
        let record = &alleged.record;
        for words in [&record.what, &record.place, &record.net_address] {
            add(
                FoundIn::Allegation,
                Kind::Text,
                words.as_deref().unwrap_or_default(),
            );
        }
    }
    for (_, item) in &view.evidence {
        add(FoundIn::Evidence, Kind::Text, &item.description);
    }
    if let Some(name) = track.referral().and_then(|r| r.destination.name.as_deref()) {
        add(FoundIn::Destination, Kind::Text, name);
    }
    for text in &view.texts {
        let place = Matter::from_code(&text.kind).and_then(FoundIn::of_text);
        if let Some(place) = place {
            add(place, Kind::Text, &in_words(&text.body));
        }
    }
    all
}

/// The words of a text; of one that is kept as a form, those of its fields.
pub(crate) fn in_words(body: &str) -> String {
    fn collect(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Value::Array(all) => all.iter().for_each(|v| collect(v, out)),
            Value::Object(all) => all.values().for_each(|v| collect(v, out)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    match serde_json::from_str(body) {
        Ok(form @ (Value::Object(_) | Value::Array(_))) => {
            let mut out = String::new();
            collect(&form, &mut out);
            out
        }
        _ => body.to_owned(),
    }
}
