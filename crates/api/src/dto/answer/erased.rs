//! The certificate of an erasure in the journal of a case.

use netralitas_domain::file::{Certificate, Change, Event};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Named;
use crate::extract::Language;

/// What an erasure destroyed of one party, without a name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CertificateOut {
    /// The erasure.
    pub erasure_id: Uuid,
    /// The party.
    pub party_id: Uuid,
    /// Why.
    pub ground: Named,
    /// What became of the texts.
    pub texts: Named,
    /// The account that asked.
    pub asked_by: Uuid,
    /// The accounts that agreed, in this order.
    pub agreed_by: Vec<Uuid>,
    /// Records of the person that were destroyed, former versions among them.
    pub records: i64,
    /// Keys of sealed records that were destroyed.
    pub keys: i64,
    /// Identifiers that were destroyed.
    pub identifiers: i64,
    /// Texts and words of records from which the person was taken out.
    pub words: i64,
    /// Files whose bytes were destroyed.
    pub files: i64,
    /// Tickets that ended.
    pub tickets: i64,
    /// SHA-256 of the line of the erasure list.
    pub digest: String,
}

impl CertificateOut {
    /// Those of an event.
    pub(super) fn all(event: &Event, language: Language) -> Vec<Self> {
        let certificates = event.changes.iter().filter_map(|change| match change {
            Change::PersonErased(certificate) => Some(certificate.as_ref()),
            _ => None,
        });
        certificates.map(|c| Self::of(c, language)).collect()
    }

    fn of(c: &Certificate, language: Language) -> Self {
        Self {
            erasure_id: c.erasure,
            party_id: c.party.raw(),
            ground: Named::of(c.ground, language),
            texts: Named::of(c.texts, language),
            asked_by: c.asked_by.raw(),
            agreed_by: c.agreed_by.iter().map(|a| a.raw()).collect(),
            records: c.counts.records,
            keys: c.counts.keys,
            identifiers: c.counts.identifiers,
            words: c.counts.texts,
            files: c.counts.files,
            tickets: c.counts.tickets,
            digest: c.digest.clone(),
        }
    }
}
