//! When an office may end, and who may follow it. Pure; what it does to tracks is in `acts/offices/office_end.rs`.

use chrono::NaiveDate;

use crate::{
    ids::OfficeId,
    people::{Actor, Directory, Level, Office, OfficeType, Role},
};

vocabulary! {
    /// Why the end of an office, or a new office, is refused.
    OfficeRefusal {
        OpenTracks = "open_tracks", "Kantor ini masih memegang perkara terbuka; sebut kantor penerusnya.", "The office still holds open tracks; name its successor.";
        OfficesBelow = "offices_below", "Masih ada kantor di bawahnya; sebut kantor penerus yang menaunginya.", "There are offices below it; name a successor to stand above them.";
        OfficeClosed = "office_closed", "Kantor ini sudah ditutup.", "The office is closed.";
        SuccessorIsItself = "successor_is_itself", "Kantor tidak dapat menjadi penerusnya sendiri.", "An office cannot succeed itself.";
        SuccessorOfAnotherKind = "successor_of_another_kind", "Penerus harus kantor sejenis.", "The successor must be an office of the same kind.";
        SuccessorOfAnotherLevel = "successor_of_another_level", "Penerus harus setingkat; bagi pengawas ad hoc boleh juga kantor di atasnya.", "The successor must be of the same level; for an ad hoc office an office above it will do too.";
        SuccessorBelow = "successor_below", "Penerus tidak boleh berada di bawah kantor yang ditutup.", "The successor must not stand below the office that ends.";
        SuccessorClosed = "successor_closed", "Penerus sudah ditutup atau belum ada pada hari itu.", "The successor is closed, or did not exist on that day.";
        EndInFuture = "end_in_future", "Hari berakhirnya berada di masa depan.", "The last day lies in the future.";
        EndBeforeStart = "end_before_start", "Hari berakhirnya mendahului hari pertama kantor.", "The last day lies before the office's first.";
        EndBeforeOpenTracks = "end_before_open_tracks", "Perkara terbuka dimulai setelah hari itu.", "An open track of it began after that day.";
        EndBeforeOwnSteps = "end_before_own_steps", "Kantor ini sendiri masih bertindak setelah hari itu; hari berakhirnya tidak mendahului langkah terakhirnya yang tercatat.", "The office itself acted after that day; its last day does not lie before its own last recorded step.";
        AuthorityHandsOver = "authority_hands_over", "Pemeriksaan terbuka dialihkan oleh otoritas penerus menurut hukum (hand_over), bukan dengan penutupan kantor.", "Open reviews pass to the successor authority by the law's own step (hand_over), not with the office's end.";
    }
}

/// Whether an office may end on a day, with this successor. Open tracks are looked at one by one later.
///
/// # Errors
/// The first reason against it.
pub fn may_end(
    old: &Office,
    new: Option<&Office>,
    on: NaiveDate,
    today: NaiveDate,
    offices: &Directory,
) -> Result<(), OfficeRefusal> {
    if offices.is_closed(old.id) {
        return Err(OfficeRefusal::OfficeClosed);
    }
    if on > today {
        return Err(OfficeRefusal::EndInFuture);
    }
    if on < old.valid_from {
        return Err(OfficeRefusal::EndBeforeStart);
    }
    let Some(new) = new else {
        let below = |o: &Office| o.parent == Some(old.id) && !offices.is_closed(o.id);
        return match offices.all().any(below) {
            true => Err(OfficeRefusal::OfficesBelow),
            false => Ok(()),
        };
    };
    if new.id == old.id {
        return Err(OfficeRefusal::SuccessorIsItself);
    }
    if new.kind != old.kind {
        return Err(OfficeRefusal::SuccessorOfAnotherKind);
    }
    if offices.is_above(old.id, new.id) {
        return Err(OfficeRefusal::SuccessorBelow);
    }
    let level = same_level(old.level, new.level)
        || (old.level.is_ad_hoc() && offices.is_above(new.id, old.id));
    if old.kind == OfficeType::ElectionSupervisor && !level {
        return Err(OfficeRefusal::SuccessorOfAnotherLevel);
    }
    if offices.is_closed(new.id)
        || new.valid_to.is_some_and(|to| to < today)
        || new.valid_from > today
    {
        return Err(OfficeRefusal::SuccessorClosed);
    }
    Ok(())
}

/// Regency and city are one level; abroad is not a province.
fn same_level(one: Level, other: Level) -> bool {
    one == other || (one.depth() == 2 && other.depth() == 2)
}

/// Whether an actor keeps an office: an administrator of it, of an office above it, or of the Bawaslu office at
/// the top of this installation, which keeps every office.
#[must_use]
pub fn keeps(actor: &Actor, office: Option<OfficeId>, offices: &Directory) -> bool {
    if !actor.has_any(&[Role::Administrator]) || offices.is_closed(actor.office) {
        return false;
    }
    at_the_top(actor.office, offices)
        || office
            .is_some_and(|office| actor.office == office || offices.is_above(actor.office, office))
}

/// Whether an actor keeps the law book: a keeper of it at the Bawaslu office at the top of this installation.
#[must_use]
pub fn keeps_law(actor: &Actor, offices: &Directory) -> bool {
    actor.has_any(&[Role::LawKeeper])
        && !offices.is_closed(actor.office)
        && at_the_top(actor.office, offices)
}

/// Whether an office is the Bawaslu office at the top of this installation.
pub(crate) fn at_the_top(office: OfficeId, offices: &Directory) -> bool {
    offices
        .get(office)
        .is_some_and(|o| o.kind == OfficeType::ElectionSupervisor && o.parent.is_none())
}
