//! Page cursors: opaque, authenticated, bound to filter, order and caller.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use netralitas_store::{backend::quirks::Place, views::track_list::After};
use uuid::Uuid;

use crate::{App, Principal, app::mac, error::AppError, keys::Purpose};

const VERSION: u8 = 1;
const TAG: usize = 16;
/// What a sealed place of the journal is bound to.
const CHANGES: &[u8] = b"changes of lists";
/// What asks from the beginning on.
const BEGIN: &str = "begin";

impl App {
    /// A cursor after a row, bound to `list` (the operation with its filter and order) and the caller.
    ///
    /// # Errors
    /// Never in practice.
    pub fn seal_cursor(
        &self,
        principal: Principal,
        list: &str,
        after: After,
    ) -> Result<String, AppError> {
        let mut bytes = vec![VERSION];
        bytes.extend(after.value.to_be_bytes());
        bytes.extend(after.id.as_bytes());
        let tag = self.cursor_tag(principal, list, &bytes)?;
        bytes.extend(tag);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The row a cursor stands after.
    ///
    /// # Errors
    /// [`AppError::CursorInvalid`] for anything that this list did not give this caller.
    pub fn open_cursor(
        &self,
        principal: Principal,
        list: &str,
        cursor: &str,
    ) -> Result<After, AppError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(cursor)
            .map_err(|_| AppError::CursorInvalid)?;
        let (body, tag) = bytes.split_at_checked(25).ok_or(AppError::CursorInvalid)?;
        let expected = self.cursor_tag(principal, list, body)?;
        // Comparing digests of both sides keeps the comparison from telling where they differ.
        let key = self.master().derived(Purpose::Cursor).expose();
        if mac(key, &[&expected])? != mac(key, &[tag])? || body.first() != Some(&VERSION) {
            return Err(AppError::CursorInvalid);
        }
        let value = body
            .get(1..9)
            .and_then(|b| b.try_into().ok())
            .map(i64::from_be_bytes);
        let id = body.get(9..25).and_then(|b| Uuid::from_slice(b).ok());
        match (value, id) {
            (Some(value), Some(id)) => Ok(After { value, id }),
            _ => Err(AppError::CursorInvalid),
        }
    }

    /// A place of the journal for whoever is told what changed since. Sealed, for it says how much was recorded in all.
    ///
    /// # Errors
    /// Never in practice.
    pub(crate) fn seal_place(&self, place: Place) -> Result<String, AppError> {
        let bytes = [place.tx.to_be_bytes(), place.position.to_be_bytes()].concat();
        Ok(URL_SAFE_NO_PAD.encode(self.master().seal(CHANGES, &bytes)?))
    }

    /// The place that `changed_since` names; the beginning of all for `begin`.
    ///
    /// # Errors
    /// [`AppError::CursorInvalid`] for anything that no list gave.
    pub fn open_place(&self, sealed: &str) -> Result<Place, AppError> {
        if sealed == BEGIN {
            return Ok(Place {
                tx: -1,
                position: -1,
            });
        }
        let invalid = || AppError::CursorInvalid;
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| invalid())?;
        let opened = self.master().open(CHANGES, &bytes).map_err(|_| invalid())?;
        let (tx, position) = opened.expose().split_at_checked(8).ok_or_else(invalid)?;
        let number = |bytes: &[u8]| bytes.try_into().map(i64::from_be_bytes);
        match (number(tx), number(position)) {
            (Ok(tx), Ok(position)) => Ok(Place { tx, position }),
            _ => Err(invalid()),
        }
    }

    fn cursor_tag(
        &self,
        principal: Principal,
        list: &str,
        body: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        let key = self.master().derived(Purpose::Cursor).expose();
        let caller = principal.account.raw();
        let office = principal.office.raw();
        let mut tag = mac(
            key,
            &[caller.as_bytes(), office.as_bytes(), list.as_bytes(), body],
        )?;
        tag.truncate(TAG);
        Ok(tag)
    }
}
