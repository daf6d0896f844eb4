//! The funnel: who was reported, found, recommended and sanctioned, one bar each.

use netralitas_domain::{
    Text,
    figures::{Figure, Finding, FollowUp},
};

use super::{Piece, bars, dated};
use crate::{dto::statistics::FunnelOut, extract::Language};

const TITLE: Text = Text {
    id: "Dari laporan sampai sanksi (orang)",
    en: "From report to sanction (persons)",
};

pub(super) fn draw(found: &FunnelOut, language: Language) -> String {
    let persons = |rows: &[i64]| rows.iter().sum::<i64>();
    let recommended: Vec<i64> = found.recommended.iter().map(|r| r.persons).collect();
    let steps: [(Text, i64); 7] = [
        (Figure::PersonsReported.text(), found.reported),
        (Finding::Pending.text(), found.pending),
        (Finding::NotProven.text(), found.not_proven),
        (Finding::Proven.text(), found.proven),
        (Figure::PersonsRecommended.text(), persons(&recommended)),
        (FollowUp::Awaiting.text(), found.awaiting),
        (FollowUp::FollowedUp.text(), found.followed_up),
    ];
    let pieces: Vec<Piece> = steps
        .into_iter()
        .map(|(text, n)| Piece {
            code: String::new(),
            label: language.pick(text).to_owned(),
            n,
        })
        .collect();
    let identities = found.identities.iter().map(|i| {
        let sign = if i.holds { "=" } else { "≠" };
        format!("{} ({} {sign} {}).", i.text, i.whole, i.sum)
    });
    let identities: Vec<String> = identities.collect();
    let about = format!(
        "{} {}",
        dated(&found.as_of.to_string(), &found.known_at, language),
        identities.join(" ")
    );
    bars::draw(language.pick(TITLE), &about, &pieces)
}
