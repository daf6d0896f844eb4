//! Commands of the player as request bodies: the way back from the domain's details to JSON.

use netralitas_domain::{
    acts::{
        Amendment, Command, Details, Dispatch, Historic, NewCase, PaperNumber, PaperRef, Supplement,
    },
    file::{Channel, Destination, Measure, Origin},
    procedure::Requirement,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The body of an act that asks for the same as a command. Papers become new ones of the same kind and days.
#[must_use]
pub fn of_command(command: &Command) -> Value {
    let mut body = Map::new();
    body.insert("effective_day".into(), json!(command.effective.day));
    if let Some(minute) = command.effective.minute {
        body.insert(
            "effective_time".into(),
            json!(netralitas_app::writing::receipt::clock_time(minute)),
        );
    }
    if let Some(party) = command.acting_party {
        body.insert("acting_party_id".into(), json!(party));
    }
    if let Some(office) = command.acting_office {
        body.insert("acting_office_id".into(), json!(office));
    }
    let others = command
        .papers
        .iter()
        .filter(|p| Some(p.id) != command.by_paper)
        .map(|p| {
            let mut value = paper(p);
            if matches!(command.details, Details::Reopening(_)) {
                value["number"] = json!("1/2024");
                value["issuer"] = json!("Pengadilan");
            }
            value
        })
        .collect::<Vec<_>>();
    body.insert("papers".into(), json!(others));
    if command.by_paper.is_some() {
        let mut value = command
            .papers
            .iter()
            .find(|p| Some(p.id) == command.by_paper)
            .map_or_else(|| json!({ "kind": "letter" }), paper);
        value["number"] = json!("B-1/2024");
        value["issuer"] = json!("Kantor lain");
        if value["dated"].is_null() {
            value["dated"] = json!(command.effective.day);
        }
        body.insert("by_paper".into(), value);
    }
    if let Some(m) = command.meeting {
        body.insert(
            "meeting".into(),
            json!({ "entitled": m.entitled, "recused": m.recused, "deciding": m.deciding }),
        );
    }
    // A study is the text of its step.
    let reasoned = !command.texts.is_empty() && command.details != Details::Study;
    if reasoned || command.details == Details::Reason {
        body.insert("reason".into(), json!("Alasan tertulis."));
    }
    if let Some(historic) = &command.historic {
        body.insert("historic".into(), self::historic(historic));
    }
    if let Some(details) = details(&command.details) {
        body.insert("details".into(), details);
    }
    Value::Object(body)
}

/// The body of a filing that asks for the same as a new case.
#[must_use]
pub fn of_new_case(new: &NewCase) -> Value {
    let channel = if new.origin == Origin::Report && new.channel == Channel::Tip {
        Channel::InPerson
    } else {
        new.channel
    };
    let mut body = json!({
        "election": new.election,
        "race": new.race,
        "channel": channel,
        "effective_day": new.effective.day,
        "known_on": new.known_on,
        "papers": new.papers.iter().map(paper).collect::<Vec<_>>(),
        "content": content(&new.content),
    });
    if let Some(minute) = new.effective.minute {
        body["effective_time"] = json!(netralitas_app::writing::receipt::clock_time(minute));
    }
    if let Some(day) = new.report_dated {
        body["report_dated"] = json!(day);
    }
    if let Some(historic) = &new.historic {
        body["historic"] = self::historic(historic);
    }
    if let Some(source) = new.spawned_from {
        body["spawned_from_id"] = json!(source);
    }
    body
}

fn historic(historic: &Historic) -> Value {
    let number = |n: &PaperNumber| json!({ "kind": n.kind, "number": n.text });
    json!({ "numbers": historic.numbers.iter().map(number).collect::<Vec<_>>() })
}

fn paper(p: &PaperRef) -> Value {
    let mut value = json!({ "kind": p.kind });
    if let Some(day) = p.dated {
        value["dated"] = json!(day);
    }
    if let Some(day) = p.received {
        value["received"] = json!(day);
    }
    if let Some(minute) = p.received_minute {
        value["received_time"] = json!(netralitas_app::writing::receipt::clock_time(minute));
    }
    value
}

/// Parties and allegations as JSON; what was given is told by name, so that the same requirements are met.
fn content(s: &Supplement) -> Value {
    let parties: Vec<Value> = s
        .parties
        .iter()
        .map(|p| {
            let mut party = json!({ "capacity": p.capacity, "subject": p.subject });
            if let Some(agency) = p.agency {
                party["agency_id"] = json!(agency);
            }
            if let Some(place) = p
                .represents
                .and_then(|id| s.parties.iter().position(|o| o.id == id))
            {
                party["represents"] = json!(place);
            }
            party
        })
        .collect();
    let allegations: Vec<Value> = s
        .allegations
        .iter()
        .map(|a| {
            let mut allegation = json!({ "act_from": a.act_from, "act_to": a.act_to, "candidate": a.candidate, "what": "Perbuatan" });
            match s.parties.iter().position(|p| p.id == a.respondent) {
                Some(place) => allegation["respondent"] = json!(place),
                None => allegation["respondent_id"] = json!(a.respondent),
            }
            allegation
        })
        .collect();
    let given: Vec<&Requirement> = s.given.iter().collect();
    json!({ "parties": parties, "allegations": allegations, "given": given })
}

fn measures(list: &[Measure]) -> Value {
    list.iter()
        .map(|m| {
            let words = m.in_words.map(|_| "Jenis menurut aturan instansi");
            json!({
                "regime": m.regime, "kind": m.kind, "kind_in_words": words,
                "from": m.from, "to": m.to,
            })
        })
        .collect()
}

fn details(details: &Details) -> Option<Value> {
    Some(match details {
        Details::Supplement(s) => json!({ "content": content(s) }),
        Details::InitialStudy(r) => {
            let late_reason = r
                .late_reason
                .map(|_| "Laporan diterima kantor lain pada waktunya");
            json!({
                "gaps": r.gaps, "late": r.late, "late_reason": late_reason,
                "already_solved": r.already_solved, "kinds": r.kinds,
            })
        }
        Details::Study => json!({ "study": "Kajian tertulis." }),
        Details::NotRegistered(ground) => json!({ "ground": ground }),
        Details::Delegation(office) => json!({ "office_id": office }),
        Details::TakeoverRequest(ground) | Details::Takeover(ground) => json!({ "ground": ground }),
        Details::Forwarding(list) => {
            json!({ "destinations": list.iter().map(dispatch).collect::<Vec<_>>() })
        }
        Details::Person(party) => json!({ "party_id": party }),
        Details::Invitation(i) => json!({ "party_id": i.party, "hearing_day": i.hearing }),
        Details::Outcomes(list) => {
            let all: Vec<Value> = list
                .iter()
                .map(|(id, o)| json!({ "allegation_id": id, "outcomes": o }))
                .collect();
            json!({ "allegations": all })
        }
        Details::CorrectionRequest(office, outcome) => {
            json!({ "office_id": office, "outcome": outcome })
        }
        Details::CorrectionDecision(d) => {
            let outcomes: Vec<Value> = d
                .outcomes
                .iter()
                .map(|(id, o)| json!({ "allegation_id": id, "outcomes": o }))
                .collect();
            json!({
                "request_seq": d.request,
                "result": d.result,
                "allegations": outcomes,
                "destinations": d.destinations.iter().map(dispatch).collect::<Vec<_>>(),
            })
        }
        Details::OutsideReference(number) => json!({ "number": number }),
        Details::Recommendation(r, agency) => {
            json!({ "violations": r.violations, "level": r.level, "kind": r.kind, "agency_id": agency })
        }
        Details::Regime(regime) => json!({ "regime": regime }),
        Details::Judgement(judgement) => json!({ "judgement": judgement }),
        Details::Lapse(cause) => json!({ "cause": cause }),
        Details::BlockScope(scope) => json!({ "scope": scope }),
        Details::Imposition(list, deviation) => {
            json!({ "measures": measures(list), "deviation": deviation })
        }
        Details::Remedy(result, list) => json!({ "result": result, "measures": measures(list) }),
        Details::Readdress(d) => {
            json!({ "kind": d.kind, "office_id": d.office, "name": d.name })
        }
        Details::Amendments(list) => amendments(list),
        Details::Identification { party, agency, .. } => {
            json!({ "party_id": party, "nip": nip_of(party.raw()), "agency_id": agency })
        }
        Details::SubjectChange {
            party,
            subject,
            destinations,
        } => json!({
            "party_id": party, "subject": subject, "destinations": sends(destinations),
        }),
        Details::Strike { party, ground } => json!({ "party_id": party, "ground": ground }),
        Details::Replacement {
            party,
            new,
            destinations,
        } => json!({
            "party_id": party,
            "by": { "capacity": new.capacity, "subject": new.subject, "agency_id": new.agency },
            "destinations": sends(destinations),
        }),
        Details::RespondentMerge { goes, stays } => json!({ "party_id": goes, "into_id": stays }),
        Details::Restoration(party) => json!({ "party_id": party }),
        Details::Split(list) => json!({ "allegation_ids": list }),
        Details::OtherReview(other) => json!({ "review_id": other.id }),
        Details::OtherCase(other) => json!({ "case_id": other.id }),
        Details::Assignment {
            capacity,
            to,
            decree,
        } => {
            let mut value = json!({
                "capacity": capacity, "account_id": to.account, "office_id": to.office,
            });
            if let Some(paper) = decree {
                value["decree_id"] = json!(paper.id);
            }
            value
        }
        Details::Reassignment { seq, to } => json!({
            "assignment_seq": seq, "account_id": to.account, "office_id": to.office,
        }),
        Details::Release(seq) => json!({ "assignment_seq": seq }),
        Details::Claim(capacity) => json!({ "capacity": capacity }),
        Details::EntryAnswer(seq, answer) => json!({ "step_seq": seq, "answer": answer }),
        Details::Reference(r) => json!({ "system": r.system, "number": r.number }),
        Details::StudyRequest(office) => json!({ "office_id": office }),
        Details::Redirection(office) => json!({ "office_id": office }),
        Details::Transfer(agency) => json!({ "agency_id": agency }),
        Details::Reopening(ground) => json!({ "ground": ground }),
        // A file is no JSON.
        Details::File(_) => return None,
        Details::None
        | Details::Plenary
        | Details::Reason
        | Details::Succession
        | Details::Closing => return None,
    })
}

/// Words become others than those that stand: of each party its name, of each allegation what was done.
fn amendments(list: &[Amendment]) -> Value {
    let mut body = json!({
        "steps": [], "acts": [], "papers": [], "meetings": [], "parties": [], "allegations": [],
    });
    for amendment in list {
        let (field, entry) = match amendment {
            Amendment::KnownOn(day) => {
                body["known_on"] = json!(day);
                continue;
            }
            // The rules say it themselves, of a report that was split.
            Amendment::Filing { .. } => continue,
            Amendment::StepDay { seq, at } => {
                let time = at.minute.map(netralitas_app::writing::receipt::clock_time);
                let step = json!({ "seq": seq, "effective_day": at.day, "effective_time": time });
                ("steps", step)
            }
            Amendment::ActDays {
                allegation,
                from,
                to,
            } => {
                let act = json!({ "allegation_id": allegation, "act_from": from, "act_to": to });
                ("acts", act)
            }
            Amendment::PaperDays(p) => {
                let mut entry = paper(p);
                if let Some(fields) = entry.as_object_mut() {
                    fields.remove("kind");
                    fields.insert("paper_id".into(), json!(p.id));
                    // What is not named would stay.
                    let hour = p
                        .received_minute
                        .map(netralitas_app::writing::receipt::clock_time);
                    for (name, day) in [
                        ("dated", p.dated),
                        ("sent", p.sent),
                        ("received", p.received),
                    ] {
                        fields.insert(name.into(), json!(day));
                    }
                    fields.insert("received_time".into(), json!(hour));
                }
                ("papers", entry)
            }
            Amendment::MeetingDay { meeting, day } => {
                ("meetings", json!({ "meeting_id": meeting, "day": day }))
            }
            Amendment::PartyWords { party, .. } => {
                ("parties", json!({ "party_id": party, "name": "Nama lain" }))
            }
            Amendment::AllegationWords { allegation, .. } => {
                let entry = json!({ "allegation_id": allegation, "what": "Perbuatan lain" });
                ("allegations", entry)
            }
        };
        body[field].as_array_mut().expect("a list").push(entry);
    }
    body
}

fn sends(list: &[Destination]) -> Value {
    let one = |d: &Destination| json!({ "outcome": d.outcome, "kind": d.kind, "office_id": d.office, "name": d.name });
    list.iter().map(one).collect()
}

/// A NIP of one party's own.
fn nip_of(party: Uuid) -> String {
    let number = party.as_u128();
    let day = number / 1000 % 28 + 1;
    format!("198001{day:02}2000011{:03}", number % 1000)
}

fn dispatch(d: &Dispatch) -> Value {
    json!({
        "respondent_id": d.respondent,
        "outcome": d.destination.outcome,
        "kind": d.destination.kind,
        "office_id": d.destination.office,
        "name": d.destination.name,
    })
}
