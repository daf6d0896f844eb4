//! What an agency may impose, and what may become of it on a remedy.

use netralitas_domain::{
    acts::Details,
    file::{Measure, Track},
    law::LawSet,
    procedure::{Deviation, RemedyResult},
    time::Effective,
};

use super::Ids;

/// A plain measure and a dismissal of the regime of a sanction track.
fn kinds(track: &Track) -> [(&'static str, &'static str); 2] {
    match track.law {
        LawSet::Pp53 => [
            ("pp53", "delay_periodic_raise_1y"),
            ("pp53", "dismissal_honourable_not_at_own_request"),
        ],
        LawSet::Pppk => [
            ("pppk", "agency_sedang"),
            ("pppk", "contract_end_honourable_not_at_own_request"),
        ],
        _ => [
            ("pp94_transition", "delay_periodic_raise_1y"),
            ("pp94", "dismissal_honourable_not_at_own_request"),
        ],
    }
}

fn measure((regime, kind): (&str, &str), at: Effective, months: u32) -> Measure {
    Measure {
        regime: regime.into(),
        kind: kind.into(),
        // The agency's own kinds are named in words.
        in_words: (regime == "pppk").then(|| Ids::from(77).id()),
        from: Some(at.day),
        // So many months, the first day counted.
        to: (months > 0).then(|| at.day + chrono::Months::new(months) - chrono::Days::new(1)),
        ..Measure::default()
    }
}

pub(super) fn impositions(track: &Track, at: Effective) -> Vec<Details> {
    let [plain, dismissal] = kinds(track);
    let moral = ("pp42", "open_statement");
    let one = |kind, months, said| Details::Imposition(vec![measure(kind, at, months)], Some(said));
    vec![
        one(plain, 12, Deviation::AsRecommended),
        one(dismissal, 0, Deviation::Heavier),
        one(moral, 0, Deviation::Lighter),
        // Computed, or as recommended where nothing was.
        Details::Imposition(vec![measure(plain, at, 12)], None),
        Details::Imposition(vec![measure(plain, at, 12), measure(moral, at, 0)], None),
        Details::Imposition(vec![measure(plain, at, 12), measure(plain, at, 12)], None),
        one(("pp94", "no_such_kind"), 0, Deviation::AsRecommended),
        one(("contract", "contract_ended"), 0, Deviation::AsRecommended),
        Details::Imposition(Vec::new(), None),
    ]
}

pub(super) fn remedies(track: &Track, at: Effective) -> Vec<Details> {
    let changed = vec![measure(kinds(track)[0], at, 12)];
    vec![
        Details::Remedy(RemedyResult::Upheld, Vec::new()),
        Details::Remedy(RemedyResult::Changed, changed.clone()),
        Details::Remedy(RemedyResult::Annulled, Vec::new()),
        Details::Remedy(RemedyResult::NotAdmissible, Vec::new()),
        Details::Remedy(RemedyResult::Changed, Vec::new()),
        Details::Remedy(RemedyResult::Upheld, changed),
    ]
}
