//! What must add up, held against the sums that are answered.

use netralitas_domain::figures::{Figure, IDENTITIES, Identity, Side};
use netralitas_store::figures::Sum;

use super::Dated;

/// A summand with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The figure.
    pub figure: Figure,
    /// The state, where it moves between such.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// An identity with both its sides.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What must be equal.
    pub identity: &'static Identity,
    /// The whole.
    pub whole: i64,
    /// Its parts.
    pub parts: Vec<Part>,
}

impl Checked {
    /// Whether both sides are equal.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.whole == self.sum()
    }

    /// The sum of the parts.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.parts.iter().map(|p| p.n).sum()
    }
}

/// The figures that the identities of these speak of.
pub(super) fn figures_beside(figures: &[Figure]) -> Vec<Figure> {
    let mut all: Vec<Figure> = about(figures)
        .flat_map(|i| i.whole.iter().chain(i.parts))
        .map(|side| side.figure)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The identities in which one of these figures stands.
fn about(figures: &[Figure]) -> impl Iterator<Item = &'static Identity> {
    let speaks = |i: &&Identity| {
        let mut sides = i.whole.iter().chain(i.parts);
        sides.any(|side| figures.contains(&side.figure))
    };
    IDENTITIES.iter().filter(speaks)
}

/// Checks the identities in which these figures stand, by sums whose first group is the state. One that does not hold is
/// a fault of this program: it is logged, and told with the answer.
pub(super) fn of(figures: &[Figure], sums: &[Sum], dated: Dated) -> Vec<Checked> {
    let checked: Vec<Checked> = about(figures)
        .map(|identity| Checked {
            identity,
            whole: parts(identity.whole, sums).iter().map(|p| p.n).sum(),
            parts: parts(identity.parts, sums),
        })
        .collect();
    for fault in checked.iter().filter(|c| !c.holds()) {
        tracing::error!(
            identity = fault.identity.code,
            whole = fault.whole,
            parts = fault.sum(),
            as_of = %dated.as_of,
            known_at = %dated.known_at.rfc3339(),
            "figures do not add up"
        );
    }
    checked
}

fn parts(sides: &[Side], sums: &[Sum]) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for side in sides {
        for sum in sums.iter().filter(|s| s.figure == side.figure) {
            let state = sum.by.first().map_or("", String::as_str);
            if side.state.is_some_and(|wanted| wanted != state) {
                continue;
            }
            let same = |p: &&mut Part| p.figure == sum.figure && p.state == state;
            match all.iter_mut().find(same) {
                Some(part) => part.n += sum.n,
                None => all.push(Part {
                    figure: sum.figure,
                    state: state.to_owned(),
                    n: sum.n,
                }),
            }
        }
    }
    all
}
