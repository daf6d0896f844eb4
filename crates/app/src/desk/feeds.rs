//! Calendar feeds: a secret address at which a calendar program reads the terms on an account's desk, without signing
//! in and without names. The secret has 130 bits, is shown once and kept as its keyed hash; role and scope are read at
//! each call.

use std::sync::Arc;

use netralitas_domain::{
    account_life::AccountRefusal,
    file::{TermState, Track},
    procedure::DeskQueue,
    security::SecurityEvent,
    time::Moment,
};
pub use netralitas_store::calendar_feeds::Feed;
use netralitas_store::{calendar_feeds, security_events};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::queues::{DeskIn, walk};
use crate::{
    Answer, App, Keyed, Known, Principal,
    accounts::{
        invite::{draw_letters, read},
        sessions::own_entry,
    },
    app::mac,
    error::AppError,
    keys::{Purpose, Secret},
    writing::answering::{claim, stored},
};

/// Letters of a secret: 5 bits each.
const LETTERS: usize = 26;
/// Most feeds of an account at an office.
const MOST_FEEDS: usize = 5;
/// Most tracks in a feed: what is due first.
const MOST_TRACKS: i64 = 500;

/// The receipt of a feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedReceipt {
    /// The feed.
    pub feed_id: String,
    /// When it was made or ended (RFC 3339, UTC).
    pub recorded_at: String,
}

/// A feed that was made: its receipt, and the secret where it was made just now.
pub struct MadeFeed {
    /// The stored answer.
    pub answer: Answer,
    /// The secret, told in the first answer alone.
    pub secret: Option<String>,
}

/// The terms on a desk.
pub struct FeedTerms {
    /// Tracks with their open duties, what is due first, first.
    pub terms: Vec<(Track, Vec<TermState>)>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

impl App {
    fn feed_hash(&self, letters: &str) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Receipt).expose();
        mac(key, &[b"calendar feed", letters.as_bytes()])
    }

    /// The feeds of the caller at its office, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn calendar_feeds(&self, principal: Principal) -> Result<Vec<Feed>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let actor = asker.actor;
                Ok(calendar_feeds::of_account(tx, actor.account, actor.office)?)
            })
            .await
    }

    /// Makes a feed of the caller's desk at its office.
    ///
    /// # Errors
    /// [`AccountRefusal::FeedsEnough`].
    pub async fn make_calendar_feed(
        &self,
        principal: Principal,
        keyed: Keyed,
    ) -> Result<MadeFeed, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let (id, event) = (self.id(now), self.id(now));
        let letters = draw_letters(LETTERS)?.to_lowercase();
        let hash = self.feed_hash(&read(&letters))?;
        let (answer, new) = self
            .store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok::<_, AppError>((replay, false));
                }
                let actor = app.asker(tx, principal, now)?.actor;
                let held = calendar_feeds::of_account(tx, actor.account, actor.office)?;
                if held.len() >= MOST_FEEDS {
                    return Err(AccountRefusal::FeedsEnough.into());
                }
                let feed = Feed {
                    id,
                    account: actor.account,
                    office: actor.office,
                    made_at: now,
                };
                calendar_feeds::insert(tx, &feed, &hash)?;
                let said = json!({ "feed": id.to_string() });
                let entry = own_entry(principal, SecurityEvent::FeedMade, &said, event, now);
                security_events::append(tx, &entry)?;
                let body = receipt(id, now)?;
                Ok((stored(tx, principal, &keyed, 201, None, body)?, true))
            })
            .await?;
        Ok(MadeFeed {
            answer,
            secret: new.then_some(letters),
        })
    }

    /// Ends a feed of the caller's at once.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller has none such.
    pub async fn end_calendar_feed(
        &self,
        principal: Principal,
        keyed: Keyed,
        id: Uuid,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let actor = app.asker(tx, principal, now)?.actor;
                if !calendar_feeds::end(tx, actor.account, actor.office, id)? {
                    return Err(AppError::NotFound);
                }
                let said = json!({ "feed": id.to_string() });
                let entry = own_entry(principal, SecurityEvent::FeedEnded, &said, event, now);
                security_events::append(tx, &entry)?;
                stored(tx, principal, &keyed, 200, None, receipt(id, now)?)
            })
            .await
    }

    /// The terms behind a secret: the open duties on the desk of its account, with the role and scope of this moment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown or ended secret, and where the account is shut or has no role at the office
    /// any more, all alike.
    pub async fn feed_terms(&self, secret: &Secret) -> Result<FeedTerms, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let typed = std::str::from_utf8(secret.expose()).unwrap_or_default();
        let hash = self.feed_hash(&read(typed))?;
        self.store()
            .read_page(move |tx| {
                let feed = calendar_feeds::by_hash(tx, &hash)?.ok_or(AppError::NotFound)?;
                let principal = Principal::outside(feed.account, feed.office);
                let asker = app.asker(tx, principal, now).map_err(|error| match error {
                    AppError::AccountInactive => AppError::NotFound,
                    other => other,
                })?;
                let mine = DeskIn {
                    queue: DeskQueue::Mine,
                    agency: None,
                    stage: None,
                    term: None,
                    older_than_days: None,
                };
                let found = walk(&asker, mine, now).page(tx, None, MOST_TRACKS)?;
                let terms = found.into_iter().filter_map(|f| {
                    let due: Vec<TermState> = f.track.due_terms().into_iter().cloned().collect();
                    (!due.is_empty()).then_some((f.track, due))
                });
                Ok(FeedTerms {
                    terms: terms.collect(),
                    known: asker.known,
                    now,
                })
            })
            .await
    }
}

fn receipt(id: Uuid, now: Moment) -> Result<String, AppError> {
    let receipt = FeedReceipt {
        feed_id: id.to_string(),
        recorded_at: now.rfc3339(),
    };
    serde_json::to_string(&receipt).map_err(AppError::internal)
}
