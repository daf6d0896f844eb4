//! Why a figure moved: what the step was that entered it.

use crate::{
    file::{Change, Event},
    procedure::{Action, TAKES_BACK},
};

vocabulary! {
    /// Why the figures of a case moved.
    Cause {
        OnTheDay = "on_the_day", "Dicatat pada harinya", "Recorded on its day";
        LateEntry = "late_entry", "Dicatat pada hari kemudian", "Recorded on a later day";
        Amendment = "amendment", "Data dibetulkan", "Data amended";
        Annulment = "annulment", "Langkah dibatalkan", "A step taken back";
        LawChange = "law_change", "Tenggat dihitung ulang karena buku hukum berubah", "Terms counted anew, for the law book changed";
        Link = "link", "Perkara dihubungkan, dipisahkan, atau digabung", "Cases linked, split or merged";
    }
}

impl Cause {
    /// The cause of what an event enters.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let links = |c: &Change| matches!(c, Change::Linked(_) | Change::Unlinked(_));
        match event.action {
            Action::Amend | Action::AmendWith => Self::Amendment,
            Action::RecountTerms => Self::LawChange,
            action if TAKES_BACK.contains(&action) => Self::Annulment,
            _ if event.changes.iter().any(links) => Self::Link,
            _ if event.recorded_late => Self::LateEntry,
            _ => Self::OnTheDay,
        }
    }
}
