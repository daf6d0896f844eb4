//! What may be found by words, and from when on: read from the rows that say who reads it.

use super::{
    Machine, OpenFrom,
    sight::{Matter, ReadsAs, SIGHT, Sight},
};
use crate::people::Role;

vocabulary! {
    /// Where in what is read of a track the words stand that it was found by.
    FoundIn {
        Number = "number", "Nomor jalur", "Number of the track";
        Paper = "paper", "Nomor surat", "Number of a paper";
        Reference = "reference", "Nomor pada sistem lain", "Number in an outside system";
        Allegation = "allegation", "Perbuatan dan tempat yang diduga", "What is alleged, and where";
        Evidence = "evidence", "Daftar bukti", "List of evidence";
        Destination = "destination", "Nama tujuan penerusan", "Name of the destination of a referral";
        Account = "account", "Uraian kejadian", "Account of events";
        Study = "study", "Kajian", "Study";
        Minutes = "minutes", "Berita acara klarifikasi", "Minutes of clarification";
        Reason = "reason", "Alasan suatu tindakan", "Reason of a step";
        ClosedNote = "closed_note", "Catatan atas kajian, klarifikasi, atau pleno", "Note on study, clarification or plenary";
        Measure = "measure", "Jenis sanksi dengan kata-kata", "Kind of a sanction in words";
    }
}

impl FoundIn {
    /// Where a text of this kind stands; none for one that nothing is found by.
    #[must_use]
    pub fn of_text(what: Matter) -> Option<Self> {
        match what {
            Matter::Account => Some(Self::Account),
            Matter::Study => Some(Self::Study),
            Matter::Minutes => Some(Self::Minutes),
            Matter::Reason => Some(Self::Reason),
            Matter::ClosedNote => Some(Self::ClosedNote),
            Matter::Measure => Some(Self::Measure),
            Matter::Evidence => Some(Self::Evidence),
            // Who asks may be who reported; an answer may tell; identities are opened by two.
            Matter::CorrectionRequest
            | Matter::Question
            | Matter::Numbers
            | Matter::SealedIdentity => None,
        }
    }
}

/// From when on a track may be found by a matter that is kept on it, or on the case behind it (`kept_on`), by everybody
/// in some office that reads it; none where nobody ever may without a role that reads closed matters.
#[must_use]
pub fn found_by_from(what: Matter, machine: Machine, kept_on: Machine) -> Option<OpenFrom> {
    let of_office = |row: &&Sight| {
        let as_what = |r: &ReadsAs| match r {
            ReadsAs::Authority => machine == Machine::Review && kept_on == Machine::Case,
            // One by one, not as an office.
            ReadsAs::Team | ReadsAs::Named => false,
            _ => machine == kept_on,
        };
        row.roles.is_empty() && row.reads_as.iter().any(as_what)
    };
    let rows = SIGHT
        .iter()
        .filter(|row| row.what.contains(&what) && row.kept_on.contains(&kept_on));
    FoundIn::of_text(what)?;
    rows.filter(of_office).map(|row| row.open).min()
}

/// Whether somebody with these roles may read, in some case, what is closed to others until it is announced; a member of
/// a clarification team may.
#[must_use]
pub fn reads_closed(roles: &[Role], in_team: bool) -> bool {
    let closed = |what: &Matter| {
        found_by_from(*what, Machine::Case, Machine::Case)
            .is_some_and(|from| from > OpenFrom::Always)
    };
    SIGHT.iter().any(|row| {
        row.kept_on.contains(&Machine::Case)
            && row.open == OpenFrom::Always
            && row.what.iter().any(closed)
            && (row.reads_as != [ReadsAs::Team] || in_team)
            && (row.roles.is_empty() || row.roles.iter().any(|r| roles.contains(r)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Machine::{Case, Referral, Review, Sanction};

    #[test]
    fn what_is_closed_is_found_once_it_is_announced() {
        for (what, machine, kept_on, from) in [
            (Matter::Account, Case, Case, Some(OpenFrom::Always)),
            (Matter::Reason, Case, Case, Some(OpenFrom::Always)),
            (Matter::Study, Case, Case, Some(OpenFrom::Announcement)),
            (Matter::Minutes, Case, Case, Some(OpenFrom::Announcement)),
            (Matter::ClosedNote, Case, Case, Some(OpenFrom::Announcement)),
            (Matter::Account, Review, Case, Some(OpenFrom::Always)),
            (Matter::Study, Review, Case, Some(OpenFrom::Decision)),
            (Matter::Evidence, Review, Case, Some(OpenFrom::Always)),
            (Matter::Minutes, Review, Case, None),
            (Matter::Account, Sanction, Case, None),
            (Matter::Reason, Sanction, Sanction, Some(OpenFrom::Always)),
            (Matter::Measure, Sanction, Sanction, Some(OpenFrom::Always)),
            (Matter::Study, Referral, Case, None),
            (Matter::CorrectionRequest, Case, Case, None),
            (Matter::Question, Case, Case, None),
            (Matter::SealedIdentity, Case, Case, None),
        ] {
            assert_eq!(
                found_by_from(what, machine, kept_on),
                from,
                "{what:?} {machine:?}"
            );
        }
    }

    #[test]
    fn who_studies_finds_by_what_is_closed() {
        for role in Role::ALL {
            let studies = matches!(role, Role::ViolationsStaff | Role::Member | Role::Chair);
            assert_eq!(reads_closed(&[*role], false), studies, "{role:?}");
            assert!(reads_closed(&[*role], true));
        }
    }
}
