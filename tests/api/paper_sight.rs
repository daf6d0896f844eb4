//! What a paper shows follows from its kind and from the step that brought it, and from whom it speaks of; what a
//! study shows, from whether a plenary meeting has decided on it; what a receipt tells, from what a read would.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    ids::{OfficeId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage},
};
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    files::{PDF, download, upload},
    forwarded::{DECIDED, Way, filed, recommended},
    seen::ask,
    stand::{key, server, start, tell, token, unseal},
};

/// The papers of a view of a kind that a step brought, with what of each is shown.
fn paper(view: &Value, kind: &str, seq: i64) -> Value {
    let all = view["papers"].as_array().unwrap().iter();
    let of = |p: &&Value| p["kind"] == kind && p["seq"] == seq;
    let found: Vec<&Value> = all.filter(of).collect();
    assert_eq!(found.len(), 1, "{kind} of {seq}: {view}");
    found[0].clone()
}

/// Attaches a file to a paper where it stands on a track, and gives the file's identifier.
async fn attached<S>(
    way: &Way<'_>,
    service: &S,
    track: TrackId,
    paper: &str,
    who: (OfficeId, Role),
) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let file = way.server.file(way.case);
    let at = file.track(track).unwrap();
    let path = format!(
        "/v1/{}/{track}/files?paper_id={paper}",
        at.machine.collection()
    );
    let token = token(way.server, way.world, who.0, who.1);
    let reply = ask(service, upload(&path, &token, &key(), at.version, PDF)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["file"]["id"].as_str().unwrap().to_owned()
}

/// Whether a file is listed at a track and given, which is the same.
async fn reads<S>(service: &S, address: &str, paper: &str, file: &str, token: &str) -> bool
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let view = ask(service, get(address, token)).await;
    assert_eq!(view.status, 200, "{address}: {}", view.text);
    let view = view.json();
    let listed = view["papers"].as_array().unwrap().iter().any(|p| {
        let files = p["files"].as_array();
        p["id"] == paper && files.is_some_and(|f| f.iter().any(|f| f["id"] == file))
    });
    let got = download(service, get(&format!("{address}/files/{file}"), token)).await;
    assert_eq!(got.status == 200, listed, "{address} {}", got.status);
    assert_eq!(listed, got.bytes == PDF);
    listed
}

/// A form of the step with the name of whoever signed it.
fn signed_by(name: &'static str) -> impl Fn(&mut Value) {
    move |body| {
        body["papers"] = json!([{
            "kind": "pilkada_form", "number": "12/A/2024", "dated": body["effective_day"],
            "signer": name, "issuer": format!("{name} issuer"), "addressee": format!("{name} addressee"),
        }]);
    }
}

fn seq(server: &Server, way: &Way<'_>) -> i64 {
    server.file(way.case).case_track().unwrap().version
}

/// Perbawaslu 7/2022 art. 36(4), 33(5): the announcement of "registered" opens no study that is written later.
#[actix_web::test]
async fn a_study_stays_closed_until_what_the_plenary_decided_on_it_is_announced() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |_| {}).await;
        let case: TrackId = way.case.into();
        let path = format!("/v1/cases/{case}");
        let words = ["KAJIAN AWAL", "KAJIAN LENGKAP", "BERITA ACARA"];
        let closed = async |when: &str, read: &[&str]| {
            for (office, role) in [
                (o.regency, Role::IntakeOfficer),
                (o.province, Role::Chair),
                (o.province, Role::ViolationsStaff),
                (o.national, Role::Chair),
            ] {
                let reader = token(&server, &world, office, role);
                let seen = ask(&service, get(&path, &reader)).await;
                assert_eq!(seen.status, 200, "{}", seen.text);
                for word in words {
                    let does = seen.text.contains(word);
                    assert_eq!(does, read.contains(&word), "{when}: {role:?} {word}");
                }
            }
        };
        way.step(&service, case, A::CompleteInitialStudy).await;
        way.step(&service, case, A::RegisterReport).await;
        way.step(&service, case, A::AnnounceStatus).await;
        let view = ask(
            &service,
            get(&path, &token(&server, &world, o.regency, Role::Chair)),
        );
        assert_eq!(view.await.json()["case"]["announced"], true);
        closed("registered", &[]).await;
        way.step(&service, case, A::AppointTeam).await;
        way.with(&service, case, A::RecordClarification, |body| {
            body["details"]["minutes"] = json!("BERITA ACARA");
        })
        .await;
        way.step(&service, case, A::SubmitStudy).await;
        closed("before the plenary", &[]).await;
        way.step(&service, case, A::DecideOutcomes).await;
        closed("decided", &[]).await;
        way.step(&service, case, A::SendRecommendation).await;
        closed("sent", &[]).await;
        way.step(&service, case, A::AnnounceStatus).await;
        for (office, role) in [
            (o.regency, Role::IntakeOfficer),
            (o.province, Role::Chair),
            (o.national, Role::ViolationsStaff),
        ] {
            let reader = token(&server, &world, office, role);
            let seen = ask(&service, get(&path, &reader)).await;
            for word in words {
                assert!(seen.text.contains(word), "{role:?} {word}");
            }
        }
    }
}

#[actix_web::test]
async fn a_pilkada_form_shows_what_the_form_of_its_step_would() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, signed_by("Rahayu Pelapor")).await;
        let case: TrackId = way.case.into();
        let path = format!("/v1/cases/{case}");
        way.step(&service, case, A::CompleteInitialStudy).await;
        way.step(&service, case, A::RegisterReport).await;
        way.step(&service, case, A::AppointTeam).await;
        way.with(&service, case, A::SubmitStudy, signed_by("Pengkaji Satu"))
            .await;
        let studied = seq(&server, &way);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let view = ask(&service, get(&path, &chair)).await.json();
        let form = |seq| {
            paper(&view, "pilkada_form", seq)["id"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let (report, study) = (form(1), form(studied));
        let by = (o.regency, Role::IntakeOfficer);
        let of_report = attached(&way, &service, case, &report, by).await;
        let by = (o.regency, Role::Chair);
        let of_study = attached(&way, &service, case, &study, by).await;
        // The form of the report is opened by two, as the identity that it holds.
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        unseal(&service, &path, &staff, &chair).await;
        let opened = ask(&service, get(&format!("{path}/sealed-identities"), &staff))
            .await
            .json();
        let shown = paper(&opened, "pilkada_form", 1);
        assert_eq!(shown["signer"], "Rahayu Pelapor", "{shown}");
        assert_eq!(shown["files"][0]["id"], json!(of_report));
        let scan = format!("{path}/files/{of_report}");
        for (reader, status) in [(&staff, 200), (&chair, 403)] {
            assert_eq!(download(&service, get(&scan, reader)).await.status, status);
        }
        let views = server.db.rows("security_events").join("\n");
        assert_eq!(views.matches("identity_read").count(), 2, "{views}");
        let check = async |announced: bool| {
            for (office, role, sees_report, sees_study) in [
                (o.regency, Role::Chair, false, true),
                (o.regency, Role::IntakeOfficer, false, announced),
                (o.province, Role::Chair, false, announced),
                (o.province, Role::IntakeOfficer, false, false),
                (o.national, Role::ViolationsStaff, false, announced),
            ] {
                let reader = token(&server, &world, office, role);
                let view = ask(&service, get(&path, &reader)).await.json();
                for (paper_id, file, seq, name, sees) in [
                    (&report, &of_report, 1, "Rahayu Pelapor", sees_report),
                    (&study, &of_study, studied, "Pengkaji Satu", sees_study),
                ] {
                    let shown = paper(&view, "pilkada_form", seq);
                    assert_eq!(shown["number"], "12/A/2024", "{shown}");
                    assert!(shown["dated"].is_string(), "{shown}");
                    let told = shown.to_string().contains(name);
                    assert_eq!(told, sees, "{role:?} {announced} {shown}");
                    assert_eq!(shown["signer"] == name, sees, "{shown}");
                    let does = reads(&service, &path, paper_id, file, &reader).await;
                    assert_eq!(does, sees, "{role:?} {announced} {name}");
                }
            }
        };
        check(false).await;
        way.step(&service, case, A::DecideOutcomes).await;
        check(false).await;
        way.step(&service, case, A::AnnounceStatus).await;
        check(true).await;
    }
}

/// One letter names everybody; who sees one of them gets no more of it than that there is a letter.
#[actix_web::test]
async fn a_letter_about_several_is_not_read_by_who_sees_one_of_them() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |_| {}).await;
        let case: TrackId = way.case.into();
        for action in DECIDED {
            way.step(&service, case, *action).await;
        }
        let letter = signed_by("Ketua, Camat Pertama, Lurah Kedua");
        way.with(&service, case, A::SendRecommendation, letter)
            .await;
        let (first, second) = (way.review(1), way.review(2));
        for review in [first, second] {
            recommended(&way, &service, review).await;
        }
        let address =
            |machine: Machine, track: TrackId| format!("/v1/{}/{track}", machine.collection());
        let on_case = address(Machine::Case, case);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let view = ask(&service, get(&on_case, &chair)).await.json();
        let sent = server.file(way.case);
        let sent = sent.case_track().unwrap().standing();
        let mut sent = sent.filter(|(_, s)| s.action == A::SendRecommendation);
        let letter = paper(&view, "pilkada_form", sent.next_back().unwrap().0);
        let letter = letter["id"].as_str().unwrap().to_owned();
        let by = (o.regency, Role::Chair);
        let whole = attached(&way, &service, case, &letter, by).await;
        let of_first = attached(&way, &service, first, &letter, by).await;

        let mut destinations = Vec::new();
        for track in way.tracks(Machine::Referral) {
            let file = server.file(way.case);
            let referral = file.track(track).unwrap().referral().unwrap().clone();
            if let Some(office) = referral.destination.office {
                destinations.push((track, office));
            }
        }
        let mut readers = vec![
            (
                Machine::Review,
                first,
                o.agency,
                Role::PersonnelOfficer,
                true,
            ),
            (
                Machine::Review,
                second,
                o.other_agency,
                Role::PersonnelOfficer,
                false,
            ),
            (Machine::Review, first, o.bkn, Role::Reviewer, true),
            (Machine::Review, second, o.bkn, Role::Reviewer, false),
        ];
        for (track, office) in destinations {
            readers.push((
                Machine::Referral,
                track,
                office,
                Role::DestinationOfficer,
                false,
            ));
        }
        assert!(readers.len() > 4, "a destination here");
        for (machine, track, office, role, own) in readers {
            let reader = token(&server, &world, office, role);
            let at = address(machine, track);
            let view = ask(&service, get(&at, &reader)).await.json();
            let shown = paper(&view, "pilkada_form", 1);
            assert_eq!(shown["number"], "12/A/2024", "{shown}");
            for field in ["signer", "issuer", "addressee"] {
                assert_eq!(shown[field], Value::Null, "{shown}");
            }
            assert!(!reads(&service, &at, &letter, &whole, &reader).await);
            let does = reads(&service, &at, &letter, &of_first, &reader).await;
            assert_eq!(does, own, "{role:?} {machine:?}");
        }
        // Who sees the case sees everybody that the letter names.
        for (office, role) in [(o.regency, Role::Chair), (o.province, Role::Chair)] {
            let reader = token(&server, &world, office, role);
            for (machine, track) in [(Machine::Case, case), (Machine::Review, second)] {
                let at = address(machine, track);
                assert!(reads(&service, &at, &letter, &whole, &reader).await);
            }
        }
    }
}

/// A letter about one respondent, on the case and on the review, is the agency's and the authority's to read.
#[actix_web::test]
async fn a_letter_about_one_is_read_where_it_was_sent() {
    let world = World::new();
    let (game, review) = reach(&world, LawSet::Bkn, Stage::Forwarded).unwrap();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| {}).await;
        let case = teller.case();
        let review = TrackId::new(teller.there(review.raw()));
        let way = Way {
            server: &server,
            world: &world,
            case,
        };
        let path = format!("/v1/reviews/{review}");
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let view = ask(&service, get(&path, &reviewer)).await.json();
        let letter = view["papers"][0]["id"].as_str().unwrap().to_owned();
        let by = (world.offices.regency, Role::Chair);
        let file = attached(&way, &service, case.into(), &letter, by).await;
        assert!(reads(&service, &path, &letter, &file, &reviewer).await);
    }
}

/// A receipt is kept and told again: it tells of other tracks what a read would, and of those that the step itself
/// opened to its actor.
#[actix_web::test]
async fn a_receipt_tells_of_no_track_that_its_reader_does_not_see() {
    let world = World::new();
    let (game, review) = reach(&world, LawSet::Bkn, Stage::Forwarded).unwrap();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| {}).await;
        let case = teller.case();
        let review = TrackId::new(teller.there(review.raw()));
        let way = Way {
            server: &server,
            world: &world,
            case,
        };
        server.clock.set(start());
        way.step(&service, review, A::TakeIn).await;
        // The last review ends, and the case with it; the authority sees no case.
        let reply = way.step(&service, review, A::RejectReview).await;
        let file = server.file(case);
        assert_eq!(file.case_track().unwrap().stage, Stage::CaseClosed);
        assert_eq!(reply.json()["other_tracks"], json!([]), "{}", reply.text);
    }
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |_| {}).await;
        for action in DECIDED {
            way.step(&service, way.case.into(), *action).await;
        }
        let sent = way.step(&service, way.case.into(), A::SendRecommendation);
        let sent = sent.await.json()["other_tracks"].clone();
        let opened = server.file(way.case).tracks.len() - 1;
        assert_eq!(sent.as_array().unwrap().len(), opened, "{sent}");
        let review = way.review(1);
        recommended(&way, &service, review).await;
        let received = way.step(&service, review, A::RecordReceipt).await;
        let sanction = way.tracks(Machine::Sanction)[0];
        let told = received.json()["other_tracks"].clone();
        assert_eq!(told[0]["track_id"], json!(sanction.to_string()), "{told}");
        assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    }
}

#[actix_web::test]
async fn a_meeting_is_read_as_its_minutes_are() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |_| {}).await;
        let case: TrackId = way.case.into();
        let met = |body: &mut Value| {
            body["meeting"] = json!({
                "entitled": 5, "recused": 1, "deciding": 4, "dissenting": 1, "minutes_number": "77"
            });
        };
        let reply = way
            .with(&service, case, A::CompleteInitialStudy, met)
            .await
            .json();
        let id = reply["meeting_id"].as_str().unwrap().to_owned();
        let address = format!("/v1/meetings/{id}");
        let chair = token(&server, &world, o.regency, Role::Chair);
        let meeting = ask(&service, get(&address, &chair)).await;
        assert_eq!(meeting.status, 200, "{}", meeting.text);
        let mut meeting = meeting.json();
        let day = meeting["day"].clone();
        assert_eq!(day, reply["effective_day"]);
        assert_eq!(meeting["office"]["id"], json!(o.regency));
        let decided = meeting["decided"].take();
        assert_eq!(
            decided[0]["action"]["code"], "complete_initial_study",
            "{decided}"
        );
        assert_eq!(
            (&decided[0]["case_id"], &decided[0]["seq"]),
            (&json!(case.to_string()), &reply["seq"])
        );
        for (field, value) in [
            ("entitled", 5),
            ("recused", 1),
            ("deciding", 4),
            ("dissenting", 1),
        ] {
            assert_eq!(meeting[field], value, "{meeting}");
        }
        assert_eq!(meeting["minutes_number"], "77");
        let rows = ask(&service, get(&format!("/v1/cases/{case}/journal"), &chair)).await;
        let rows = rows.json()["items"].clone();
        assert_eq!(rows[1]["meeting_id"], json!(id), "{rows}");
        assert_eq!(rows[1]["meeting_day"], day, "{rows}");
        assert_eq!(rows[0]["meeting_id"], Value::Null, "{rows}");

        let check = async |announced: bool| {
            for (office, role, reads) in [
                (o.regency, Role::ViolationsStaff, true),
                (o.regency, Role::IntakeOfficer, announced),
                (o.province, Role::Chair, announced),
                (o.province, Role::IntakeOfficer, false),
                (o.city, Role::Chair, false),
                (o.agency, Role::PersonnelOfficer, false),
            ] {
                let reader = token(&server, &world, office, role);
                let reply = ask(&service, get(&address, &reader)).await;
                let status = if reads { 200 } else { 404 };
                assert_eq!(reply.status, status, "{role:?}: {}", reply.text);
            }
        };
        check(false).await;
        for action in &DECIDED[1..] {
            way.step(&service, case, *action).await;
        }
        check(false).await;
        way.step(&service, case, A::AnnounceStatus).await;
        check(true).await;
        let nobody = format!("/v1/meetings/{case}");
        assert_eq!(ask(&service, get(&nobody, &chair)).await.status, 404);
    }
}

/// What a paper said before it was amended is as closed as the paper.
#[actix_web::test]
async fn the_former_words_of_a_closed_paper_are_closed() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, signed_by("Rahayu Pelapor")).await;
        let path = format!("/v1/cases/{}", way.case);
        let intake = token(&server, &world, o.regency, Role::IntakeOfficer);
        let view = ask(&service, get(&path, &intake)).await.json();
        let id = paper(&view, "pilkada_form", 1)["id"].clone();
        let body = json!({
            "reason": "Salah tulis",
            "details": { "papers": [{ "paper_id": id, "signer": "Rahayu P." }] }
        });
        let chair = token(&server, &world, o.regency, Role::Chair);
        let amended = ask(
            &service,
            act(&format!("{path}/amendment"), &intake, &key(), 1, &body),
        );
        let amended = amended.await;
        assert_eq!(amended.status, 200, "{}", amended.text);
        let above = token(&server, &world, o.province, Role::Chair);
        for (reader, number) in [(&chair, true), (&above, false)] {
            let records = ask(&service, get(&format!("{path}/former-records"), reader)).await;
            assert_eq!(records.status, 200, "{}", records.text);
            assert!(!records.text.contains("Rahayu"), "{}", records.text);
            assert_eq!(
                records.text.contains("12/A/2024"),
                number,
                "{}",
                records.text
            );
        }
        unseal(&service, &path, &intake, &chair).await;
        let opened = ask(&service, get(&format!("{path}/sealed-identities"), &intake)).await;
        let former = opened.json()["former_papers"][0]["record"].clone();
        assert_eq!(former["signer"], "Rahayu Pelapor", "{}", opened.text);
    }
}

#[actix_web::test]
async fn a_missing_paper_is_named_by_its_code() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pemilu2022, Stage::Registered).unwrap();
    let server = server(kinds()[0], &world);
    let service = server.service().await;
    let case = tell(&server, &service, &game, |_| {}).await.case();
    let path = format!("/v1/cases/{case}/status-announcement");
    let chair = token(&server, &world, world.offices.regency, Role::Chair);
    let version = server.file(case).case_track().unwrap().version;
    let refused = ask(&service, act(&path, &chair, &key(), version, &json!({}))).await;
    let refused = refused.json();
    assert_eq!(refused["reason"]["code"], "papers_demanded", "{refused}");
    let fault = &refused["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"], &fault["kind"]),
        (&json!("/papers"), &json!("papers_demanded"), &json!("b18")),
        "{refused}"
    );
    // Other faults have no kind.
    let other = ask(
        &service,
        post("/v1/cases/search", &chair, &key(), &json!({})),
    )
    .await;
    assert_eq!(other.json()["errors"][0]["kind"], Value::Null);
}
