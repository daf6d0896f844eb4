//! Invitations to accounts: a secret of 130 bits, shown once, by which the holder sets a password.

use netralitas_domain::{ids::AccountId, security::SecurityEvent, time::Moment};
use netralitas_store::{
    accounts, invitations,
    security_events::{self, Entry},
    sessions::{self, Which},
};

use crate::{
    App,
    app::mac,
    error::AppError,
    keys::{Purpose, Secret},
};

/// How long an invitation holds, in hours.
pub const INVITATION_HOURS: i64 = 72;
/// The letters of a secret that people type: Crockford's base 32, without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of an invitation: 26 of 5 bits.
const LENGTH: usize = 26;

/// A new invitation: what is shown once, and what is kept of it.
pub struct Invitation {
    /// What the holder types, in groups.
    pub shown: String,
    /// Its keyed hash.
    pub hash: Vec<u8>,
    /// Until when it holds.
    pub ends: Moment,
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation")
            .field("ends", &self.ends)
            .finish_non_exhaustive()
    }
}

/// Whose invitation was accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The name it signs in with.
    pub username: String,
    /// The codes of the offices at which it has a role now or later.
    pub offices: Vec<String>,
}

impl App {
    /// Draws an invitation that holds from now.
    ///
    /// # Errors
    /// No randomness.
    pub(crate) fn draw_invitation(&self, now: Moment) -> Result<Invitation, AppError> {
        let letters = draw_letters(LENGTH)?;
        Ok(Invitation {
            hash: self.invitation_hash(&letters)?,
            shown: grouped(&letters),
            ends: Moment(now.0 + INVITATION_HOURS * 3_600 * 1_000_000),
        })
    }

    fn invitation_hash(&self, letters: &str) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Invitation).expose();
        mac(key, &[letters.as_bytes()])
    }

    /// Sets the password of the account to which this is the invitation, which is used up by it.
    ///
    /// # Errors
    /// [`AppError::Credentials`] for an unknown, used or lapsed invitation and for a shut account, all alike; a
    /// password against the policy.
    pub async fn accept_invitation(
        &self,
        invitation: &Secret,
        password: Secret,
    ) -> Result<Accepted, AppError> {
        let now = self.clock().now();
        let typed = std::str::from_utf8(invitation.expose()).unwrap_or_default();
        let hash = self.invitation_hash(&read(typed))?;
        let (reader, looked_up) = (self.clone(), hash.clone());
        let found = self.store().read(move |tx| {
            let Some((account, ends)) = invitations::find(tx, &looked_up)? else {
                return Ok::<_, AppError>(None);
            };
            let account = accounts::find(tx, account)?;
            let open = account.filter(|a| now < ends && a.disabled_at.is_none());
            open.map(|account| Ok((reader.whose(tx, &account)?, account)))
                .transpose()
        });
        let (whose, account) = found.await?.ok_or(AppError::Credentials)?;
        let text = String::from_utf8(password.expose().to_vec())
            .map_err(|_| AppError::field("/password", "password_control_character"))?;
        let hashed = self.hash_password("/password", whose, text).await?;
        let (app, id, event) = (self.clone(), account.id, self.id(now));
        let done = self.store().write(move |tx| {
            // Used by somebody else meanwhile, or taken back.
            let still =
                invitations::find(tx, &hash)?.is_some_and(|(a, ends)| a == id && now < ends);
            if !still {
                return Err(AppError::Credentials);
            }
            invitations::take_back(tx, id)?;
            accounts::set_password(tx, id, &hashed)?;
            sessions::end(tx, id, Which::All)?;
            security_events::append(tx, &accepted(id, event, now))?;
            let known = app.known(tx)?;
            let mut codes = Vec::new();
            for grant in accounts::roles(tx, id)? {
                let Some(office) = known.offices.get(grant.office) else {
                    continue;
                };
                let lasts = grant.runs_from(now.day_in(office.zone));
                if lasts && !codes.contains(&office.code) {
                    codes.push(office.code.clone());
                }
            }
            codes.sort();
            Ok(codes)
        });
        Ok(Accepted {
            offices: done.await?,
            username: account.username,
        })
    }
}

/// Letters for people to type, 5 bits of chance each.
pub(crate) fn draw_letters(count: usize) -> Result<String, AppError> {
    let mut bytes = vec![0_u8; count];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal(e.to_string()))?;
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied();
    Ok(bytes.iter().filter_map(letter).map(char::from).collect())
}

fn accepted(account: AccountId, id: uuid::Uuid, now: Moment) -> Entry {
    Entry {
        id,
        kind: SecurityEvent::InvitationAccepted,
        account: Some(account),
        office: None,
        about: Some(account),
        case: None,
        recorded_at: now,
        content: "{}".to_owned(),
    }
}

/// In groups that people can read out.
pub(crate) fn grouped(letters: &str) -> String {
    let mut shown = String::with_capacity(letters.len() + letters.len() / 5);
    for (place, letter) in letters.chars().enumerate() {
        if place > 0 && place % 5 == 0 {
            shown.push('-');
        }
        shown.push(letter);
    }
    shown
}

/// What was typed, without what people add: hyphens, spaces, small letters, letters that look alike.
pub(crate) fn read(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_as_people_type_it() {
        assert_eq!(grouped("0123456789AB"), "01234-56789-AB");
        assert_eq!(read("o1234-5678 9ab"), "0123456789AB");
        assert_eq!(read("iL"), "11");
    }
}
