//! What came with a step that was taken back: shown void to the office that recorded it, gone for everybody else, and
//! never deleted.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{
    ids::{CaseId, OfficeId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Machine, Stage},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    files::{PDF, download, upload},
    journal::{check_one, facts},
    seen::ask,
    stand::{key, report, server, tell, token},
};

const WHY: &str = "Tercatat pada perkara yang salah";

pub struct At<'a> {
    pub server: &'a Server,
    pub world: &'a World,
}

impl At<'_> {
    pub fn token(&self, office: OfficeId, role: Role) -> String {
        token(self.server, self.world, office, role)
    }
    fn version(&self, case: CaseId, track: TrackId) -> i64 {
        self.server.file(case).track(track).unwrap().version
    }
    /// One asks, another confirms: the last step of a track is taken back.
    pub async fn annul<S>(
        &self,
        service: &S,
        case: CaseId,
        track: TrackId,
        people: (OfficeId, Role, Role),
    ) where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let file = self.server.file(case);
        let of = file.track(track).unwrap();
        let body = json!({
            "machine": of.machine.code(), "track_id": track, "action": "annul",
            "version": of.version, "body": { "reason": WHY },
        });
        let (office, asks, confirms) = people;
        let asked = post("/v1/approvals", &self.token(office, asks), &key(), &body);
        let asked = ask(service, asked).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let confirm = TestRequest::post()
            .uri(&format!("{}/confirmation", asked.location.unwrap()))
            .insert_header((
                "authorization",
                format!("Bearer {}", self.token(office, confirms)),
            ))
            .insert_header(("idempotency-key", key()));
        let done = ask(service, confirm).await;
        assert_eq!(done.status, 200, "{}", done.text);
    }
}

async fn read<S>(service: &S, path: &str, token: &str) -> Value
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, get(path, token)).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json()
}

fn done(reply: Reply) -> Value {
    assert!(reply.status < 300, "{}", reply.text);
    reply.json()
}

/// The row of a list with this value in a field, if there is one.
fn row<'v>(view: &'v Value, list: &str, field: &str, value: &Value) -> Option<&'v Value> {
    let rows = view[list].as_array()?;
    rows.iter().find(|r| &r[field] == value)
}

#[actix_web::test]
async fn what_came_with_a_void_step_is_void_for_who_recorded_it_and_gone_for_others() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let o = world.offices;
        let chair = at.token(o.regency, Role::Chair);
        let staff = at.token(o.regency, Role::ViolationsStaff);
        let others = [
            at.token(o.province, Role::Chair),
            at.token(o.national, Role::Chair),
        ];
        let filed = post(
            "/v1/reports",
            &at.token(o.regency, Role::IntakeOfficer),
            &key(),
            &report(),
        );
        let filed = done(ask(&service, filed).await);
        let case: CaseId = filed["case_id"].as_str().unwrap().parse().unwrap();
        let track = TrackId::from(case);
        let path = format!("/v1/cases/{case}");
        let version = || at.version(case, track);
        let people = (o.regency, Role::ViolationsStaff, Role::Chair);
        let journal = format!("{path}/journal?limit=200");

        // A number in an outside system.
        let reference = json!({ "details": { "system": "sigaplapor", "number": "SL-1/SALAH" } });
        let call = act(
            &format!("{path}/references"),
            &staff,
            &key(),
            version(),
            &reference,
        );
        let seq = done(ask(&service, call).await)["seq"].clone();
        let wanted = json!({ "reference": { "number": "SL-1/SALAH" } });
        let found = async |token: &str| {
            let reply = ask(&service, post("/v1/cases/search", token, "-", &wanted)).await;
            done(reply)["items"].as_array().unwrap().len()
        };
        assert_eq!(found(&chair).await, 1);
        at.annul(&service, case, track, people).await;
        let own = read(&service, &path, &chair).await;
        assert_eq!(
            row(&own, "references", "seq", &seq).unwrap()["void"],
            true,
            "{own}"
        );
        let rows = read(&service, &journal, &chair).await;
        let told = row(&rows, "items", "seq", &seq).unwrap();
        assert_eq!(told["reference"], "SL-1/SALAH");
        assert_eq!(
            (&told["void"], &told["taken_back_by"]),
            (&json!(true), &json!(seq.as_i64().unwrap() + 1))
        );
        assert_eq!(rows["items"][0]["void"], false, "{rows}");
        // What only takes back is not void itself; its reason is read as ever.
        let back = row(&rows, "items", "takes_back", &seq).unwrap();
        assert_eq!(back["void"], false, "{back}");
        let reason = row(&own, "texts", "body", &json!(WHY)).unwrap();
        assert_eq!(reason["void"], false, "{reason}");
        assert_eq!(found(&chair).await, 0);
        for other in &others {
            for surface in [&path, &journal] {
                let seen = ask(&service, get(surface, other)).await;
                assert_eq!(seen.status, 200);
                assert!(!seen.text.contains("SL-1/SALAH"), "{}", seen.text);
            }
            let rows = read(&service, &journal, other).await;
            let told = row(&rows, "items", "seq", &seq).unwrap();
            assert_eq!(told["void"], true, "{told}");
            assert_eq!(found(other).await, 0);
        }

        // A paper, amended since, and its file: first the file is taken back, then the paper.
        // One that holds nothing closed: of a form of Pilkada that is added nobody knows what it is.
        let paper =
            json!({ "papers": [{ "kind": "b17", "number": "SALAH", "dated": "2024-10-14" }] });
        let add = act(
            &format!("{path}/added-papers"),
            &staff,
            &key(),
            version(),
            &paper,
        );
        let seq = done(ask(&service, add).await)["seq"].clone();
        let view = read(&service, &path, &chair).await;
        let id = row(&view, "papers", "seq", &seq).unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        let amend = json!({ "reason": "Salah tulis", "details": { "papers": [{ "paper_id": id, "number": "SALAH 2" }] } });
        done(
            ask(
                &service,
                act(
                    &format!("{path}/amendment"),
                    &staff,
                    &key(),
                    version(),
                    &amend,
                ),
            )
            .await,
        );
        let target = format!("{path}/files?paper_id={id}");
        let file = done(ask(&service, upload(&target, &chair, &key(), version(), PDF)).await);
        let href = format!("{path}/files/{}", file["file"]["id"].as_str().unwrap());
        let gets = async |token: &str| download(&service, get(&href, token)).await.status;
        assert_eq!(gets(&chair).await, 200);
        at.annul(&service, case, track, people).await;
        for other in &others {
            let view = read(&service, &path, other).await;
            let shown = row(&view, "papers", "id", &json!(id)).unwrap();
            assert_eq!((shown.get("files"), &shown["void"]), (None, &json!(false)));
            assert_eq!(gets(other).await, 404);
            let rows = read(&service, &journal, other).await;
            assert!(row(&rows, "items", "seq", &file["seq"]).unwrap()["file"].is_null());
        }
        let view = read(&service, &path, &chair).await;
        let shown = row(&view, "papers", "id", &json!(id)).unwrap();
        assert_eq!(
            (&shown["void"], &shown["files"][0]["void"]),
            (&json!(false), &json!(true))
        );
        assert_eq!(gets(&chair).await, 200, "the record stays");

        at.annul(&service, case, track, people).await;
        for other in &others {
            let former = format!("{path}/former-records");
            for surface in [&path, &former, &journal] {
                let seen = ask(&service, get(surface, other)).await;
                assert_eq!(seen.status, 200);
                assert!(!seen.text.contains("SALAH"), "{}", seen.text);
                let paper = seen.text.contains(id);
                assert!(!paper, "{surface} {}", seen.text);
            }
            assert_eq!(gets(other).await, 404);
        }
        let view = read(&service, &path, &chair).await;
        let shown = row(&view, "papers", "id", &json!(id)).unwrap();
        assert_eq!(
            (&shown["void"], &shown["files"][0]["void"]),
            (&json!(true), &json!(true))
        );
        assert_eq!(gets(&chair).await, 200);
        // Nothing more is tied to it.
        let more = ask(&service, upload(&target, &chair, &key(), version(), PDF)).await;
        assert_eq!(more.status, 422, "{}", more.text);
        let tied = json!({ "details": { "system": "lapor", "number": "1", "paper_id": id } });
        let call = act(
            &format!("{path}/references"),
            &staff,
            &key(),
            version(),
            &tied,
        );
        assert_eq!(ask(&service, call).await.status, 422);

        // The initial study with its meeting.
        let body = json!({
            "meeting": { "entitled": 3, "deciding": 3, "minutes_number": "77/SALAH" },
            "details": { "kinds": ["other_law"], "study": "KAJIAN SALAH" }
        });
        let call = act(
            &format!("{path}/initial-study"),
            &staff,
            &key(),
            version(),
            &body,
        );
        let study = done(ask(&service, call).await);
        let meeting = format!("/v1/meetings/{}", study["meeting_id"].as_str().unwrap());
        at.annul(&service, case, track, people).await;
        let view = read(&service, &path, &chair).await;
        let text = row(&view, "texts", "body", &json!("KAJIAN SALAH")).unwrap();
        assert_eq!(text["void"], true, "{text}");
        let met = read(&service, &meeting, &chair).await;
        assert_eq!(met["decided"][0]["void"], true, "{met}");
        for other in &others {
            assert_eq!(ask(&service, get(&meeting, other)).await.status, 404);
            for surface in [&path, &journal] {
                let seen = ask(&service, get(surface, other)).await;
                assert!(!seen.text.contains("SALAH"), "{}", seen.text);
                let told = seen.text.contains(study["meeting_id"].as_str().unwrap());
                assert!(!told, "{}", seen.text);
            }
        }
        // Once more, right this time, and announced: then the right study is read above, the wrong one never.
        let body = json!({
            "meeting": { "entitled": 3, "deciding": 3 },
            "details": { "kinds": ["other_law"], "study": "KAJIAN BENAR" }
        });
        let call = act(
            &format!("{path}/initial-study"),
            &staff,
            &key(),
            version(),
            &body,
        );
        done(ask(&service, call).await);
        let view = ask(&service, get(&path, &chair)).await;
        assert!(view.text.contains("KAJIAN BENAR") && view.text.contains("KAJIAN SALAH"));
    }
}

/// The same on a review: the authority recorded, the Bawaslu offices look on.
#[actix_web::test]
async fn what_an_authority_took_back_is_gone_for_the_offices_that_look_on() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let o = world.offices;
        let (mut game, _) = reach(&world, LawSet::Pemilu2022, Stage::Monitored).unwrap();
        game.play(netralitas_domain::procedure::Action::TakeIn);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let case = teller.case();
        let track = TrackId::new(teller.there(game.id_of(Machine::Review).raw()));
        let path = format!("/v1/reviews/{track}");
        let version = || at.version(case, track);
        let reviewer = at.token(o.kasn, Role::Reviewer);
        let looks_on = at.token(o.regency, Role::Chair);
        let paper = json!({ "papers": [{ "kind": "letter", "number": "SALAH/KASN", "signer": "Pelapor Satu" }] });
        let add = act(
            &format!("{path}/added-papers"),
            &reviewer,
            &key(),
            version(),
            &paper,
        );
        let seq = done(ask(&service, add).await)["seq"].clone();
        let view = read(&service, &path, &looks_on).await;
        let id = row(&view, "papers", "seq", &seq).unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        let target = format!("{path}/files?paper_id={id}");
        let file = done(ask(&service, upload(&target, &reviewer, &key(), version(), PDF)).await);
        let href = format!("{path}/files/{}", file["file"]["id"].as_str().unwrap());
        assert_eq!(download(&service, get(&href, &looks_on)).await.status, 200);
        let people = (o.kasn, Role::Reviewer, Role::Commissioner);
        at.annul(&service, case, track, people).await;
        at.annul(&service, case, track, people).await;
        assert_eq!(download(&service, get(&href, &looks_on)).await.status, 404);
        for surface in [path.clone(), format!("{path}/journal")] {
            let seen = ask(&service, get(&surface, &looks_on)).await;
            assert_eq!(seen.status, 200);
            assert!(!seen.text.contains(id), "{surface}: {}", seen.text);
        }
        assert_eq!(download(&service, get(&href, &reviewer)).await.status, 200);
        let view = read(&service, &path, &reviewer).await;
        assert_eq!(
            row(&view, "papers", "id", &json!(id)).unwrap()["void"],
            true
        );
    }
}

/// What was recommended by a step that was taken back stands in the journal of the authority alone.
#[actix_web::test]
async fn a_recommendation_that_was_taken_back_is_told_to_its_authority_alone() {
    use netralitas_domain::procedure::Action as A;
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let o = world.offices;
        let (mut game, _) = reach(&world, LawSet::Pemilu2022, Stage::Monitored).unwrap();
        for action in [
            A::TakeIn,
            A::BeginExamination,
            A::FindProven,
            A::IssueRecommendation,
        ] {
            game.wait_minutes(30).play(action);
        }
        let teller = tell(&server, &service, &game, |_| ()).await;
        let case = teller.case();
        let track = TrackId::new(teller.there(game.id_of(Machine::Review).raw()));
        let reviewer = at.token(o.kasn, Role::Reviewer);
        let looks_on = at.token(o.regency, Role::Chair);
        let path = format!("/v1/reviews/{track}/journal?limit=200");
        let told = async |who: &str| {
            let rows = read(&service, &path, who).await["items"].clone();
            let rows = rows.as_array().unwrap().clone();
            rows.iter()
                .filter(|r| r.get("recommended").is_some())
                .count()
        };
        assert_eq!((told(&reviewer).await, told(&looks_on).await), (1, 1));
        let people = (o.kasn, Role::Reviewer, Role::Commissioner);
        at.annul(&service, case, track, people).await;
        assert_eq!((told(&reviewer).await, told(&looks_on).await), (1, 0));
    }
}

/// The number stays used; the office that gave it, and those above, go on reading to what.
#[actix_web::test]
async fn a_void_case_stays_with_the_office_that_gave_its_number_read_only() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let o = world.offices;
        let intake = at.token(o.regency, Role::IntakeOfficer);
        let mut body = report();
        body["content"]["parties"][1]["nip"] = json!("198609262015051001");
        let filed = done(ask(&service, post("/v1/reports", &intake, &key(), &body)).await);
        let case: CaseId = filed["case_id"].as_str().unwrap().parse().unwrap();
        let number = filed["numbers"][0]["number"].as_str().unwrap().to_owned();
        let people = (o.regency, Role::ViolationsStaff, Role::Chair);
        at.annul(&service, case, case.into(), people).await;
        let path = format!("/v1/cases/{case}");
        let count = async |token: &str, query: &str| {
            let list = read(&service, &format!("/v1/cases?limit=200{query}"), token).await;
            let rows = list["items"].as_array().unwrap();
            assert!(rows.iter().all(|r| r["void"] == true), "{list}");
            rows.len()
        };
        let found = async |token: &str, what: Value| {
            let reply = ask(&service, post("/v1/cases/search", token, "-", &what)).await;
            let list = done(reply);
            let rows = list["items"].as_array().unwrap();
            assert!(rows.iter().all(|r| r["void"] == true), "{list}");
            rows.len()
        };
        for (office, role, own) in [
            (o.regency, Role::ViolationsStaff, true),
            (o.regency, Role::Chair, true),
            (o.province, Role::Chair, false),
            (o.national, Role::Chair, false),
        ] {
            let reader = at.token(office, role);
            let view = read(&service, &path, &reader).await;
            assert_eq!(
                (
                    &view["void"],
                    &view["stage"]["code"],
                    &view["numbers"][0]["void"]
                ),
                (&json!(true), &json!("case_void"), &json!(true)),
                "{view}"
            );
            let next = view["next_actions"].as_array().unwrap();
            assert!(next.iter().all(|n| n["allowed"] == false), "{view}");
            // Its account came with the filing, which is void.
            let account = row(&view, "texts", "body", &json!("Kronologi"));
            assert_eq!(account.map(|t| &t["void"]), own.then_some(&json!(true)));
            let rows = read(&service, &format!("{path}/journal"), &reader).await;
            assert_eq!(rows["items"][0]["void"], true, "{rows}");
            assert_eq!(count(&reader, "").await, 0);
            assert_eq!(count(&reader, "&void=true").await, 1);
            assert_eq!(count(&reader, "&stage=case_void").await, 1);
            assert_eq!(found(&reader, json!({ "receipt": number })).await, 1);
            let nip = json!({ "nip": "198609262015051001" });
            assert_eq!(found(&reader, nip).await, 0);
        }
        let stranger = at.token(o.city, Role::Chair);
        assert_eq!(ask(&service, get(&path, &stranger)).await.status, 404);
        assert_eq!(found(&stranger, json!({ "receipt": number })).await, 0);
        assert_eq!(count(&stranger, "&void=true").await, 0);
        // Nothing is added to it.
        let paper = json!({ "papers": [{ "kind": "letter", "number": "1" }] });
        let staff = at.token(o.regency, Role::ViolationsStaff);
        let call = act(&format!("{path}/added-papers"), &staff, &key(), 2, &paper);
        assert_eq!(ask(&service, call).await.status, 409);
        check_one(&world, &facts(&server, case));
    }
}
