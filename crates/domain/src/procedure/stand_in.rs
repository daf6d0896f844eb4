//! Perbawaslu 7/2018 was not seen: for matters of its time the text of 2022 stands in, and every row says so.

use std::{collections::HashMap, sync::LazyLock};

use super::{Law, rules};
use crate::law::{Confidence, LawSet};

const UNSEEN: LawSet = LawSet::Pemilu2018;
const UNDER: &[LawSet] = &[UNSEEN];
const STANDS_IN: &str = "Perbawaslu 7/2022";

/// By the law that stands in: its content, for a constant of the tables has no address of its own. The optimiser may
/// keep it in several places.
static ALL: LazyLock<HashMap<&'static Law, Law>> = LazyLock::new(|| {
    let laws = rules().flat_map(|row| row.law);
    let stands_in = |l: &&Law| l.under.contains(&UNSEEN) && l.cite.contains(STANDS_IN);
    laws.filter(stands_in)
        .map(|law| {
            let cite = format!("Perbawaslu 7/2018 (article not seen; as {})", law.cite);
            let told = Law {
                under: UNDER,
                // Made once for each row, and kept as long as the tables.
                cite: Box::leak(cite.into_boxed_str()),
                confidence: Confidence::Unsure,
                ..*law
            };
            (law, told)
        })
        .collect()
});

/// A law as it is cited under a text: itself, or as what stands in for the text that was not seen.
pub(super) fn under(law: &'static Law, set: LawSet) -> &'static Law {
    if set == UNSEEN {
        ALL.get(law).unwrap_or(law)
    } else {
        law
    }
}

/// The laws of a row for people, each with the texts under which it is cited so.
pub(super) fn told(laws: &'static [Law]) -> impl Iterator<Item = (Vec<LawSet>, &'static Law)> {
    laws.iter().flat_map(|law| {
        let stand_in = ALL.get(law);
        let sets = law.under.iter().copied();
        let own = sets.filter(|set| stand_in.is_none() || *set != UNSEEN);
        let own = (own.collect::<Vec<_>>(), law);
        let other = stand_in.map(|l| (l.under.to_vec(), l));
        [Some(own), other]
            .into_iter()
            .flatten()
            .filter(|(sets, _)| !sets.is_empty())
    })
}
