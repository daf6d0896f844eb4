//! One example body per operation. A test takes each of them through the same reading as a request.

use netralitas_domain::procedure::{Action, BodyShape, Guard, PaperKind, Rule};
use serde_json::{Map, Value, json};

const ACCOUNT: &str = "0192f0c1-7f00-7000-8000-000000000006";
const PARTY: &str = "0192f0c1-7f00-7000-8000-000000000002";
const ALLEGATION: &str = "0192f0c1-7f00-7000-8000-000000000003";
const OFFICE: &str = "0192f0c1-7f00-7000-8000-000000000004";

/// The body of a creation.
pub(super) fn filing(rule: &Rule) -> Value {
    let channel = match rule.action {
        Action::FileReport => "in_person",
        Action::FileSupervisionReport => "supervision",
        _ => "tip",
    };
    let mut body = json!({
        "election": "pilkada-2024",
        "race": "regent",
        "channel": channel,
        "effective_day": "2024-10-14",
        "effective_time": "09:30",
        "known_on": "2024-10-12",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Siti Aminah", "address": "Jalan Melati 1, Banyuwangi" },
                { "capacity": "respondent", "subject": "pns", "name": "Budi Santoso", "nip": "198609262015051001", "post": "Camat" }
            ],
            "allegations": [{
                "respondent": 1,
                "what": "Mengajak memilih pasangan calon dalam rapat warga",
                "act_from": "2024-10-12",
                "place": "Balai Desa Sukamaju"
            }],
            "evidence": [{ "kind": "video", "description": "Rekaman pidato", "count": 1 }],
            "account": "Pada 12 Oktober 2024 terlapor mengajak warga memilih pasangan calon."
        }
    });
    if let (Action::FileSupervisionReport, Some(fields)) = (rule.action, body.as_object_mut()) {
        fields.insert("report_dated".into(), json!("2024-10-13"));
    }
    body
}

/// The body of an act.
pub(super) fn act(rule: &Rule) -> Value {
    let mut body = Map::new();
    body.insert("effective_day".into(), json!("2024-10-16"));
    let paper = rule.law.last().and_then(|law| law.papers.first()).copied();
    if let Some(kind) = paper {
        body.insert("papers".into(), json!([{ "kind": kind, "number": "012/PP.00.02/K.JI-03/10/2024", "dated": "2024-10-16" }]));
    }
    if rule.guards.iter().any(|(guard, _)| *guard == Guard::Quorum) {
        body.insert(
            "meeting".into(),
            json!({ "day": "2024-10-16", "entitled": 5, "recused": 1, "deciding": 4 }),
        );
    }
    let reasoned = matches!(
        rule.body,
        BodyShape::Reason | BodyShape::Closing | BodyShape::Amendments
    ) || rule.guards.iter().any(|(guard, _)| {
        matches!(
            guard,
            Guard::DeviationExplained | Guard::AnsweredOrReason | Guard::ReasonGiven
        )
    });
    if reasoned {
        body.insert(
            "reason".into(),
            json!("Pertimbangan tertulis pejabat yang memutus."),
        );
    }
    if !rule.records.is_empty() && paper.is_none() {
        let letter = json!({ "kind": PaperKind::Letter, "number": "800/123/2024", "dated": "2024-10-15", "issuer": "Bupati" });
        body.insert("by_paper".into(), letter);
    }
    if let Some(details) = details(rule.body) {
        body.insert("details".into(), details);
    }
    Value::Object(body)
}

/// An act for a second person.
pub(super) fn approval() -> Value {
    json!({
        "machine": "case",
        "track_id": PARTY,
        "action": "annul",
        "version": 3,
        "body": { "reason": "Terdaftar pada perkara yang salah." }
    })
}

/// A wish to read sealed identities.
pub(super) fn unsealing() -> Value {
    json!({
        "ground": "clarification",
        "purpose": "Mengirim undangan klarifikasi ke alamat pelapor."
    })
}

/// A wish to erase a person.
pub(super) fn erasure() -> Value {
    json!({
        "party_id": "0192a5d0-7c1e-7000-8000-000000000001",
        "ground": "persons_request",
        "purpose": "Subjek data meminta penghapusan secara tertulis.",
        "all_files": true
    })
}

/// A search by identity number.
pub(super) fn nip() -> Value {
    json!({ "nip": "198609262015051001" })
}

/// A search for tracks.
pub(super) fn search() -> Value {
    json!({ "text": "kampanye balai desa Sukamaju", "machine": "case", "from": "2024-01-01", "limit": 20 })
}

/// A search for people.
pub(super) fn person_search() -> Value {
    json!({ "name": "budi sant", "post": "camat" })
}

/// Somebody who is about to be recorded.
pub(super) fn similar_search() -> Value {
    json!({ "name": "Drs. Boedi Santoso, M.Si.", "post": "Camat Sukamaju" })
}

/// A term without a case.
pub(super) fn term() -> Value {
    json!({ "start": "2024-04-05", "amount": 15, "unit": "working_day", "zone": "Asia/Jakarta" })
}

/// A sign-in.
pub(super) fn sign_in() -> Value {
    json!({ "username": "penerima.banyuwangi", "password": "kata sandi yang panjang" })
}

fn details(shape: BodyShape) -> Option<Value> {
    Some(match shape {
        BodyShape::None
        | BodyShape::Plenary
        | BodyShape::Complaint
        | BodyShape::Succession
        | BodyShape::Closing
        | BodyShape::Reason
        | BodyShape::File => return None,
        BodyShape::Assignment => json!({ "capacity": "study", "account_id": ACCOUNT }),
        BodyShape::Reassignment => json!({ "assignment_seq": 4, "account_id": ACCOUNT }),
        BodyShape::Release => json!({ "assignment_seq": 4 }),
        BodyShape::Claim => json!({ "capacity": "reviewer" }),
        BodyShape::EntryAnswer => json!({ "step_seq": 3, "answer": "confirmed" }),
        BodyShape::Reference => json!({ "system": "sigaplapor", "number": "SL-2024-10-00017" }),
        BodyShape::Supplement => json!({ "content": {
            "evidence": [{ "kind": "photo", "description": "Foto kegiatan", "count": 2 }],
            "given": ["evidence"]
        } }),
        BodyShape::InitialStudy => {
            json!({ "gaps": [], "kinds": ["administrative", "other_law"], "study": "Syarat formal dan materiel terpenuhi." })
        }
        BodyShape::Study => {
            json!({ "study": "Fakta, analisis, kesimpulan, dan rekomendasi kajian." })
        }
        BodyShape::NotRegistered => json!({ "ground": "not_completed" }),
        BodyShape::CorrectionRequest => json!({}),
        BodyShape::Delegation => json!({ "office_id": OFFICE }),
        BodyShape::TakeoverRequest => json!({ "ground": "cannot_act" }),
        BodyShape::Takeover => json!({ "ground": "cross_border" }),
        BodyShape::Forwarding => {
            json!({ "destinations": [{ "respondent_id": PARTY, "outcome": "criminal", "kind": "gakkumdu_police", "name": "Sentra Gakkumdu Kabupaten Banyuwangi" }] })
        }
        BodyShape::Person => json!({ "party_id": PARTY, "minutes": "Tanya jawab klarifikasi." }),
        BodyShape::Invitation => json!({ "party_id": PARTY, "hearing_day": "2024-10-18" }),
        BodyShape::Outcomes => {
            json!({ "allegations": [{ "allegation_id": ALLEGATION, "outcomes": ["other_law"] }] })
        }
        BodyShape::CorrectionDecision => {
            json!({
                "request_seq": 14,
                "result": "corrected",
                "allegations": [{ "allegation_id": ALLEGATION, "outcomes": ["other_law"] }]
            })
        }
        BodyShape::OutsideReference => json!({ "number": "SBT-2024-000123" }),
        BodyShape::Recommendation => {
            json!({ "violations": ["D-3"], "level": "sedang", "kind": "delay_periodic_raise_1y" })
        }
        BodyShape::Regime => json!({ "regime": "pp53" }),
        BodyShape::Judgement => json!({ "judgement": "accepted" }),
        BodyShape::Lapse => json!({ "cause": "retired" }),
        BodyShape::BlockScope => json!({ "scope": "data_and_services" }),
        BodyShape::Imposition => json!({
            "measures": [{ "regime": "pp94", "kind": "allowance_cut_25_6m", "from": "2024-11-01", "to": "2025-04-30" }],
            "deviation": "as_recommended"
        }),
        BodyShape::Remedy => json!({ "result": "upheld" }),
        BodyShape::Amendments => {
            json!({ "steps": [{ "seq": 3, "effective_day": "2024-10-15" }] })
        }
        BodyShape::Identification => {
            json!({ "party_id": PARTY, "nip": "198609262015051001", "name": "Budi Santoso", "agency_id": OFFICE })
        }
        BodyShape::SubjectChange => json!({ "party_id": PARTY, "subject": "pppk" }),
        BodyShape::Strike => json!({ "party_id": PARTY, "ground": "wrong_person" }),
        BodyShape::Replacement => json!({
            "party_id": PARTY,
            "by": { "capacity": "respondent", "subject": "pns", "name": "Budi Santoso", "post": "Camat" }
        }),
        BodyShape::RespondentMerge => json!({ "party_id": PARTY, "into_id": OFFICE }),
        BodyShape::Restoration => json!({ "party_id": PARTY }),
        BodyShape::Split => json!({ "allegation_ids": [ALLEGATION] }),
        BodyShape::OtherReview => json!({ "review_id": OFFICE }),
        BodyShape::OtherCase => json!({ "case_id": OFFICE }),
        BodyShape::StudyRequest => json!({ "office_id": OFFICE }),
        BodyShape::Redirection => json!({ "office_id": OFFICE }),
        BodyShape::Transfer => json!({ "agency_id": OFFICE }),
        BodyShape::Reopening => json!({ "ground": "court" }),
        BodyShape::Readdress => {
            json!({ "kind": "regent", "name": "Bupati Banyuwangi" })
        }
    })
}
