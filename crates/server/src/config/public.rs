//! The section `public`: how people without an account are served.

use netralitas_app::door::Door;
use serde::{Deserialize, Serialize};

/// The public door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Public {
    /// Whether this installation is the official channel for online reports (Perbawaslu 7/2022 art. 10(1)b). If not,
    /// reports are announced here and filed at the counter.
    pub official_channel: bool,
    /// Leading zero bits that whoever files without an account works for; each one doubles the work.
    pub difficulty: u8,
}

impl Default for Public {
    fn default() -> Self {
        let door = Door::default();
        Self {
            official_channel: door.official_channel,
            difficulty: door.difficulty,
        }
    }
}

impl Public {
    /// Everything that cannot be used, with its name and what it must be.
    pub(super) fn faults(&self) -> Vec<String> {
        let most = Door::MOST_DIFFICULT;
        (!(1..=most).contains(&self.difficulty))
            .then(|| format!("public.difficulty must be 1 to {most} bits"))
            .into_iter()
            .collect()
    }

    /// As the use cases take it.
    #[must_use]
    pub const fn door(&self) -> Door {
        Door {
            official_channel: self.official_channel,
            difficulty: self.difficulty,
        }
    }
}
