//! Receipts: what the holder of a ticket types. A public reference of 10 letters and a secret of 26 (130 bits), in
//! groups; shown once, kept as one keyed hash.

use crate::{
    App,
    accounts::invite::{draw_letters, grouped, read},
    app::mac,
    error::AppError,
    keys::{Purpose, Secret},
};

/// Letters of the reference.
const REFERENCE: usize = 10;
/// Letters of the secret: 5 bits each.
const SECRET: usize = 26;

/// A new receipt: what is shown once, and what is kept of it.
pub struct Receipt {
    /// What the holder types.
    pub shown: String,
    /// The part of it that is no secret.
    pub reference: String,
    /// The keyed hash of the whole.
    pub hash: Vec<u8>,
}

impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receipt")
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Draws a receipt.
    ///
    /// # Errors
    /// No randomness.
    pub(crate) fn draw_receipt(&self) -> Result<Receipt, AppError> {
        let letters = draw_letters(REFERENCE + SECRET)?;
        let reference: String = letters.chars().take(REFERENCE).collect();
        Ok(Receipt {
            hash: self.letters_hash(&letters)?,
            shown: grouped(&letters),
            reference: grouped(&reference),
        })
    }

    /// The hash by which a typed receipt is looked up; whatever was typed costs the same.
    pub(crate) fn receipt_hash(&self, typed: &Secret) -> Result<Vec<u8>, AppError> {
        let typed = std::str::from_utf8(typed.expose()).unwrap_or_default();
        self.letters_hash(&read(typed))
    }

    fn letters_hash(&self, letters: &str) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Receipt).expose();
        mac(key, &[b"ticket", letters.as_bytes()])
    }
}

/// A reference as it is kept, from what people type.
#[must_use]
pub fn reference(typed: &str) -> String {
    grouped(&read(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_as_people_type_it_and_a_receipt_prints_no_secret() {
        assert_eq!(reference("7k2mq x4t9o"), "7K2MQ-X4T90");
        let receipt = Receipt {
            shown: "AAAAA-BBBBB-CANARY".to_owned(),
            reference: "AAAAA-BBBBB".to_owned(),
            hash: vec![1],
        };
        let told = format!("{receipt:?}");
        assert!(told.contains("AAAAA-BBBBB") && !told.contains("CANARY"));
    }
}
