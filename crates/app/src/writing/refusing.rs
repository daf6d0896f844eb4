//! What is said with a refusal, and whether any body of a command would be taken.

use netralitas_domain::{
    acts::{Command, World, legal_basis, next_actions},
    file::CaseFile,
    people::Actor,
    refusal::Refusal,
    time::Moment,
};

use crate::error::Refused;

/// Whether some body of the command would be taken.
pub(crate) fn is_possible(
    file: &CaseFile,
    command: &Command,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
) -> bool {
    file.track(command.track).is_some_and(|track| {
        let mut all = next_actions(file, track, actor, now, world).into_iter();
        all.any(|n| n.action == command.action && n.refusal.is_none())
    })
}

/// A refusal with what the caller may do instead.
pub(crate) fn refused(
    refusal: Refusal,
    file: &CaseFile,
    command: &Command,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
) -> Refused {
    let track = file.track(command.track);
    let basis = track.map(|track| legal_basis(&refusal, command.action, track));
    let mut refused = Refused::from(refusal).with_basis(basis.unwrap_or_default());
    if let Some(track) = track {
        let allowed: Vec<_> = next_actions(file, track, actor, now, world)
            .into_iter()
            .filter(|n| n.refusal.is_none())
            .filter_map(|n| {
                let path = n.rule?.path;
                Some(serde_json::json!({ "action": n.action, "path": path }))
            })
            .collect();
        refused.next_actions = Some(allowed.into());
    }
    refused
}
