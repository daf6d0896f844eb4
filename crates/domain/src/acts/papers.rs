//! The papers that the law names for a step: which it demands, which stay open, which close open ones.

use crate::acts::{command::PaperRef, guard_check::Ctx, siblings};
use crate::{
    file::Track,
    procedure::{Action, Law, Outcome, PaperDuty, PaperKind},
};

/// Papers without which the step is refused.
pub(super) fn demanded(ctx: &Ctx<'_>) -> Vec<PaperKind> {
    let Some(law) = ctx.rule.law(ctx.track.law) else {
        return Vec::new();
    };
    let sent =
        (ctx.rule.action == Action::SendRecommendation).then(|| siblings::outcomes_sent(ctx));
    let fits = |kind: PaperKind| match (&sent, form_of(kind)) {
        // One form per kind of outcome that is sent.
        (Some(sent), Some(outcome)) => sent.contains(&outcome),
        _ => true,
    };
    law.demands.iter().copied().filter(|k| fits(*k)).collect()
}

/// Demanded papers that the command does not bring.
pub(super) fn missing(ctx: &Ctx<'_>, papers: &[PaperRef]) -> Vec<PaperKind> {
    demanded(ctx)
        .into_iter()
        .filter(|kind| !papers.iter().any(|p| p.kind == *kind))
        .collect()
}

/// The form on which an outcome is sent.
pub(super) const fn form_of(kind: PaperKind) -> Option<Outcome> {
    Some(match kind {
        PaperKind::B14 => Outcome::OrganiserEthics,
        PaperKind::B15 => Outcome::Administrative,
        PaperKind::B16 => Outcome::Criminal,
        PaperKind::B17 => Outcome::OtherLaw,
        _ => return None,
    })
}

/// What a step leaves open, and which open papers of earlier steps it closes.
pub(super) struct Balance {
    /// Papers that the law names and the step came without.
    pub owes: Vec<PaperKind>,
    /// Kinds of its papers that close an open one.
    pub settles: Vec<PaperKind>,
}

/// Balances the papers of a step. A paper that the step itself owes serves it first; any other of a kind that
/// is open closes the oldest one.
pub(super) fn balance(law: Option<&Law>, papers: &[PaperRef], track: Option<&Track>) -> Balance {
    let mut spare: Vec<PaperKind> = papers.iter().map(|p| p.kind).collect();
    let mut owes = Vec::new();
    let named = law.map_or(&[] as &[_], |l| l.papers);
    for kind in named {
        if law.is_none_or(|l| l.duty(*kind) != PaperDuty::Owed) {
            continue;
        }
        match spare.iter().position(|s| s == kind) {
            Some(place) => {
                spare.remove(place);
            }
            None => owes.push(*kind),
        }
    }
    let mut open: Vec<PaperKind> = track
        .map(|t| t.open_papers.iter().map(|p| p.paper).collect())
        .unwrap_or_default();
    spare.retain(|kind| match open.iter().position(|o| o == kind) {
        Some(place) => {
            open.remove(place);
            true
        }
        None => false,
    });
    Balance {
        owes,
        settles: spare,
    }
}
