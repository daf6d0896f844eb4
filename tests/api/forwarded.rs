//! Whoever gets one respondent's matter learns what was forwarded with it, and nothing else of the case.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Details,
    ids::{CaseId, Id, TrackId},
    people::Role,
    procedure::{Action as A, Machine, Outcome},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, bodies, get, post},
    play::{World, accepting},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    seen::ask,
    stand::{key, server, start, token},
};

/// What must stay with the case: the reporter, the account, and what was not forwarded.
const NEVER: &[&str] = &[
    "Rahayu Pelapor",
    "KRONOLOGI LENGKAP",
    "Tidak terbukti sama sekali",
];

/// Of the first civil servant: three acts with different ends; of the second one; of the village head one.
fn report(world: &World) -> Value {
    let o = world.offices;
    let act = |respondent: usize, what: &str| json!({ "respondent": respondent, "what": what, "act_from": "2024-10-12", "place": "Lapangan" });
    json!({
        "election": "pilkada-2024", "race": "regent", "channel": "in_person",
        "effective_day": "2024-10-14", "effective_time": "09:30", "known_on": "2024-10-12",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Rahayu Pelapor", "address": "Jalan Satu 1" },
                { "capacity": "respondent", "subject": "pns", "name": "Camat Pertama", "agency_id": o.agency },
                { "capacity": "respondent", "subject": "pns", "name": "Lurah Kedua", "agency_id": o.other_agency },
                { "capacity": "respondent", "subject": "village_head", "name": "Kades Ketiga" }
            ],
            "allegations": [
                act(1, "Ikut kampanye"), act(1, "Membagi uang"), act(1, "Tidak terbukti sama sekali"),
                act(2, "Unggahan dukungan"), act(3, "Mengajak warga")
            ],
            "evidence": [{ "kind": "photo", "description": "Foto panggung" }],
            "account": "KRONOLOGI LENGKAP"
        }
    })
}

const OUTCOMES: &[&[Outcome]] = &[
    &[Outcome::OtherLaw, Outcome::Criminal],
    &[Outcome::Criminal],
    &[Outcome::NotProven],
    &[Outcome::OtherLaw],
    &[Outcome::OtherLaw],
];

/// A case under way at a server: each step is the first that the domain takes.
pub struct Way<'a> {
    pub server: &'a Server,
    pub world: &'a World,
    pub case: CaseId,
}

impl Way<'_> {
    pub async fn step<S>(&self, service: &S, track: TrackId, action: A) -> Reply
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        self.with(service, track, action, |_| {}).await
    }
    /// A step; `dress` may add to its body.
    pub async fn with<S>(
        &self,
        service: &S,
        track: TrackId,
        action: A,
        dress: impl Fn(&mut Value),
    ) -> Reply
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let file = self.server.file(self.case);
        let at = file.track(track).unwrap();
        let valid = accepting(&file, at, action, self.world, start());
        let (actor, mut command, _) = valid
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("{action:?} from {:?}", at.stage));
        if action == A::DecideOutcomes {
            let ids = file.case().unwrap().allegations.iter().map(|a| a.id);
            let found = ids.zip(OUTCOMES).map(|(id, o)| (id, o.to_vec()));
            command.details = Details::Outcomes(found.collect());
        }
        let mut body = bodies::of_command(&command);
        if action == A::CompleteInitialStudy {
            body["details"]["study"] = json!("KAJIAN AWAL");
        }
        if action == A::SubmitStudy {
            body["details"]["study"] = json!("KAJIAN LENGKAP");
        }
        let rule = netralitas_domain::procedure::rows(action)
            .find(|r| r.is_operation() && r.machine() == at.machine);
        let path = format!(
            "/v1/{}/{track}/{}",
            at.machine.collection(),
            rule.unwrap().path
        );
        dress(&mut body);
        let token = self.server.token(actor.account, actor.office);
        let reply = ask(service, act(&path, &token, &key(), at.version, &body)).await;
        assert_eq!(reply.status, 200, "{action:?}: {}", reply.text);
        reply
    }
    pub fn tracks(&self, machine: Machine) -> Vec<TrackId> {
        let file = self.server.file(self.case);
        let of = file.tracks.iter().filter(|t| t.machine == machine);
        of.map(|t| t.id).collect()
    }
    /// The review of a respondent by place.
    pub fn review(&self, respondent: usize) -> TrackId {
        let file = self.server.file(self.case);
        let who = file.case().unwrap().parties[respondent].id;
        let of =
            |t: &&netralitas_domain::file::Track| t.review().is_some_and(|r| r.respondent == who);
        file.tracks.iter().find(of).unwrap().id
    }
}

/// Filed, decided and sent; nothing reviewed yet.
pub async fn sent<'a, S>(server: &'a Server, world: &'a World, service: &S) -> Way<'a>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let way = filed(server, world, service, |_| {}).await;
    for action in DECIDED {
        way.step(service, way.case.into(), *action).await;
    }
    way.step(service, way.case.into(), A::SendRecommendation)
        .await;
    assert_eq!(way.tracks(Machine::Review).len(), 2);
    way
}

/// From filing to the decision of the plenary meeting.
pub const DECIDED: &[A] = &[
    A::CompleteInitialStudy,
    A::RegisterReport,
    A::AppointTeam,
    A::SubmitStudy,
    A::DecideOutcomes,
];

/// Filed; `dress` may add to the report.
pub async fn filed<'a, S>(
    server: &'a Server,
    world: &'a World,
    service: &S,
    dress: impl Fn(&mut Value),
) -> Way<'a>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let counter = token(server, world, world.offices.regency, Role::IntakeOfficer);
    let mut body = report(world);
    dress(&mut body);
    let filed = ask(service, post("/v1/reports", &counter, "filing", &body)).await;
    assert_eq!(filed.status, 201, "{}", filed.text);
    let case: Uuid = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
    Way {
        server,
        world,
        case: Id::new(case),
    }
}

pub async fn recommended<S>(way: &Way<'_>, service: &S, review: TrackId)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    for action in [
        A::TakeIn,
        A::PassToBawaslu,
        A::FindProven,
        A::IssueRecommendation,
    ] {
        way.step(service, review, action).await;
    }
}

/// The acts that a view tells of, each with its outcomes, and every word of the view and its journal.
async fn told<S>(service: &S, path: &str, token: &str) -> (Value, Vec<(String, Value)>, String)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let view = ask(service, get(path, token)).await;
    assert_eq!(view.status, 200, "{path}: {}", view.text);
    let journal = ask(service, get(&format!("{path}/journal"), token)).await;
    assert_eq!(journal.status, 200, "{path}: {}", journal.text);
    let list = path.rsplit_once('/').unwrap().0;
    let list = ask(service, get(list, token)).await;
    let json = view.json();
    let acts = json["allegations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            let outcomes = a["outcomes"].as_array().unwrap().iter();
            let codes: Value = outcomes.map(|o| o["code"].clone()).collect();
            (a["what"].as_str().unwrap().to_owned(), codes)
        })
        .collect();
    (
        json,
        acts,
        format!("{}\n{}\n{}", view.text, journal.text, list.text),
    )
}

fn kinds_of(view: &Value) -> Vec<String> {
    let texts = view["texts"].as_array().unwrap().iter();
    texts
        .map(|t| t["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn each_gets_what_was_forwarded_to_it_and_no_word_more() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = sent(&server, &world, &service).await;
        let first = way.review(1);
        let path = format!("/v1/reviews/{first}");
        let hidden: Vec<String> = {
            let file = server.file(way.case);
            let case = file.case().unwrap();
            let acts = [1, 2, 3, 4].map(|n| case.allegations[n].id.to_string());
            let people = [0, 2, 3].map(|n| case.parties[n].id.to_string());
            acts.into_iter().chain(people).collect()
        };

        // The authority: account and studies without who reported, the list of evidence and the numbers of what was
        // forwarded.
        let reviewer = token(&server, &world, o.bkn, Role::Reviewer);
        let (view, acts, words) = told(&service, &path, &reviewer).await;
        assert_eq!(acts, [("Ikut kampanye".to_owned(), json!(["other_law"]))]);
        assert_eq!(view["evidence"].as_array().unwrap().len(), 1, "{view}");
        let mut read = kinds_of(&view);
        read.sort_unstable();
        assert_eq!(read, ["account", "study", "study"], "{view}");
        for word in [
            "KAJIAN AWAL",
            "KAJIAN LENGKAP",
            "KRONOLOGI LENGKAP",
            "Camat Pertama",
        ] {
            assert!(words.contains(word), "the authority does not read {word}");
        }
        let of_case = server.file(way.case);
        let given = &of_case.case_track().unwrap().numbers;
        let forwarded = given
            .iter()
            .filter(|n| matches!(n.kind.code(), "register" | "recommend_other_law"));
        let forwarded: Vec<Value> = forwarded.map(|n| json!(n.text)).collect();
        let told_of = view["case_numbers"].as_array().unwrap().iter();
        let told_of: Vec<Value> = told_of.map(|n| n["number"].clone()).collect();
        assert_eq!((told_of.len(), &told_of), (2, &forwarded), "{view}");
        assert!(given.len() > 2, "a number that was not forwarded");
        assert_eq!(view["withheld"], Value::Null, "{view}");
        let never = NEVER.iter().filter(|w| **w != "KRONOLOGI LENGKAP");
        for word in never.chain(&["Membagi uang"]) {
            assert!(!words.contains(word), "the authority reads {word}");
        }

        // The agency: neither of them, and nothing before the recommendation.
        let officer = token(&server, &world, o.agency, Role::PersonnelOfficer);
        assert_eq!(ask(&service, get(&path, &officer)).await.status, 404);
        recommended(&way, &service, first).await;
        way.step(&service, first, A::RecordReceipt).await;
        let sanction = way.tracks(Machine::Sanction)[0];
        for path in [path.clone(), format!("/v1/sanctions/{sanction}")] {
            let (view, acts, words) = told(&service, &path, &officer).await;
            assert_eq!(acts, [("Ikut kampanye".to_owned(), json!(["other_law"]))]);
            assert_eq!(view["evidence"], Value::Null, "{view}");
            assert!(words.contains("Camat Pertama"));
            assert_eq!(view["case_numbers"], Value::Null, "{view}");
            assert_eq!(view["withheld"], Value::Null, "{view}");
            let names = [
                "Lurah Kedua",
                "Kades Ketiga",
                "KAJIAN AWAL",
                "KAJIAN LENGKAP",
                "Membagi uang",
            ];
            for word in NEVER.iter().chain(&names) {
                assert!(!words.contains(word), "the agency reads {word}");
            }
            for word in hidden
                .iter()
                .map(String::as_str)
                .chain(["criminal", "not_proven"])
            {
                assert!(!words.contains(word), "the agency reads {word}: {words}");
            }
        }

        // A destination: its outcome alone, of the acts that were found so.
        let file = server.file(way.case);
        let mut found = 0;
        for track in file.tracks.iter().filter(|t| t.referral().is_some()) {
            let destination = &track.referral().unwrap().destination;
            let Some(office) = destination.office else {
                continue;
            };
            found += 1;
            let officer = token(&server, &world, office, Role::DestinationOfficer);
            let path = format!("/v1/referrals/{}", track.id);
            let (view, acts, words) = told(&service, &path, &officer).await;
            let code = json!([destination.outcome.code()]);
            let whats: &[&str] = match destination.outcome {
                Outcome::Criminal => &["Ikut kampanye", "Membagi uang"],
                _ => &["Mengajak warga"],
            };
            let forwarded: Vec<_> = whats
                .iter()
                .map(|what| ((*what).to_owned(), code.clone()))
                .collect();
            assert_eq!(acts, forwarded);
            assert_eq!(view["evidence"], Value::Null, "{view}");
            for word in NEVER
                .iter()
                .chain(&["KAJIAN AWAL", "KAJIAN LENGKAP", "Lurah Kedua"])
            {
                assert!(!words.contains(word), "the destination reads {word}");
            }
            // Another destination does not see it at all.
            for other in [o.destination, o.other_destination] {
                let officer = token(&server, &world, other, Role::DestinationOfficer);
                let status = ask(&service, get(&path, &officer)).await.status;
                assert_eq!(status == 200, other == office, "{status}");
            }
        }
        assert!(found > 0, "no destination sees its referral");
    }
}

/// Everything that an agency can ask, byte for byte, with the versions.
async fn everything<S>(service: &S, token: &str, paths: &[String]) -> Vec<String>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut all = Vec::new();
    for path in paths {
        let reply = ask(service, get(path, token)).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        all.push(format!("{path} {:?} {}", reply.etag, reply.text));
    }
    all
}

#[actix_web::test]
async fn an_agency_learns_nothing_when_another_one_acts() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = sent(&server, &world, &service).await;
        let (first, second) = (way.review(1), way.review(2));
        recommended(&way, &service, first).await;
        way.step(&service, first, A::RecordReceipt).await;
        let sanction = way.tracks(Machine::Sanction)[0];
        let officer = token(&server, &world, o.agency, Role::PersonnelOfficer);
        let mut paths = Vec::new();
        for (machine, track) in [(Machine::Review, first), (Machine::Sanction, sanction)] {
            let list = format!("/v1/{}", machine.collection());
            let path = format!("{list}/{track}");
            paths.extend([list, format!("{path}/journal"), path]);
        }
        let before = everything(&service, &officer, &paths).await;
        recommended(&way, &service, second).await;
        way.step(&service, second, A::RecordReceipt).await;
        let others = way.tracks(Machine::Sanction);
        let other = others.into_iter().find(|t| *t != sanction).unwrap();
        way.step(&service, other, A::Summon).await;
        assert_eq!(everything(&service, &officer, &paths).await, before);
        // Its own step is seen, so the comparison can fail.
        way.step(&service, sanction, A::Summon).await;
        assert_ne!(everything(&service, &officer, &paths).await, before);
    }
}
