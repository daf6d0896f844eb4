//! One Bawaslu office that is the only user: whole cases told by it, every other office on paper; and an office
//! that joins later, which says what it thinks of its papers.

use netralitas_domain::{
    ids::TrackId,
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::{Game, World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{key, server, tell, token},
};

fn alone() -> World {
    World::where_absent(|o| o.code != "bawaslu-banyuwangi").of_users_only()
}

fn whole(world: &World, law: LawSet) -> Game<'_> {
    let (mut game, _) = reach(world, law, S::BlockRequested).unwrap();
    for action in [A::Block, A::Impose, A::Deliver] {
        game.play(action);
    }
    game.wait_days(40).play(A::TakeEffect);
    for action in [A::ReportFollowUp, A::AcceptFollowUp, A::Lift] {
        game.play(action);
    }
    game.wait_days(400).play(A::RecordServed);
    game
}

#[actix_web::test]
async fn one_office_alone_takes_cases_to_their_end() {
    for kind in kinds() {
        let world = alone();
        let corrected = reach(&world, LawSet::Bkn, S::ReviewWithdrawn).unwrap().0;
        for game in [
            whole(&world, LawSet::Kasn),
            whole(&world, LawSet::Bkn),
            corrected,
        ] {
            let server = server(kind, &world);
            let service = server.service().await;
            let teller = tell(&server, &service, &game, |_| ()).await;
            let staff = token(
                &server,
                &world,
                world.offices.regency,
                Role::ViolationsStaff,
            );
            let path = format!("/v1/cases/{}", teller.case());
            let read = ask(&service, get(&path, &staff)).await.json();
            assert_eq!(read["ended"], true, "{read}");
        }
    }
}

/// A request with its field errors as pairs.
fn faults(reply: &netralitas_testkit::http::Reply) -> Vec<(String, String)> {
    let errors = reply.json()["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let text = |e: &Value, name: &str| e[name].as_str().unwrap().to_owned();
    errors
        .iter()
        .map(|e| (text(e, "pointer"), text(e, "code")))
        .collect()
}

/// A ministry's letter on many recommendations is recorded by the one office that uses the installation: the letter is
/// the paper that the step is recorded from.
#[actix_web::test]
async fn one_office_alone_attaches_a_letter_to_reviews() {
    for kind in kinds() {
        let world = alone();
        let game = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap().0;
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        server.clock.set(game.now);
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let review = teller.there(game.id_of(Machine::Review).raw());
        let version = server
            .file(teller.case())
            .track(TrackId::new(review))
            .unwrap()
            .version;
        let mut body = json!({
            "paper": { "kind": "letter", "number": "B/4121/2024", "issuer": "Kementerian PANRB" },
            "tracks": [{ "collection": "reviews", "track_id": review, "version": version }],
        });
        let refused = ask(&service, post("/v1/papers", &staff, "a", &body)).await;
        let told = (refused.status, faults(&refused));
        assert_eq!(
            told,
            (422, vec![("/paper".into(), "paper_required".into())])
        );
        body["paper"]["dated"] = json!("2024-09-15");
        let taken = ask(&service, post("/v1/papers", &staff, "b", &body)).await;
        assert_eq!(taken.status, 201, "{}", taken.text);
        let file = server.file(teller.case());
        assert_eq!(
            file.track(TrackId::new(review)).unwrap().version,
            version + 1
        );
    }
}

#[actix_web::test]
async fn an_agency_that_joins_later_confirms_or_contests_and_then_acts_itself() {
    for kind in kinds() {
        let world = World::where_absent(|o| o.kind == OfficeType::Agency).of_users_only();
        let agency = world.offices.agency;
        let (game, id) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let path = format!("/v1/sanctions/{}", teller.there(id.raw()));
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let admin = token(&server, &world, world.offices.national, Role::Administrator);
        // The office signs on.
        let office = world.directory.get(agency).unwrap();
        let row = json!({ "items": [{
            "code": office.code, "name": office.name, "kind": "agency", "level": office.level,
            "zone": "WIB", "valid_from": office.valid_from, "uses_installation": true,
        }] });
        let done = ask(&service, post("/v1/offices/import", &admin, &key(), &row)).await;
        assert_eq!(done.json()["changed"], 1, "{}", done.text);
        let (_, unit) = server.account(agency, &[Role::PersonnelUnit]);
        let read = ask(&service, get(&path, &unit)).await.json();
        let steps = read["by_paper_steps"].as_array().unwrap().clone();
        assert!(steps.len() >= 2, "{read}");
        assert!(steps.iter().all(|s| s.get("answer").is_none()));
        let version = read["version"].as_i64().unwrap();
        let answers = format!("{path}/entry-answers");
        let body =
            |seq: &Value, answer: &str| json!({ "details": { "step_seq": seq, "answer": answer } });
        let contest = body(&steps[0]["seq"], "contested");
        let bare = ask(&service, act(&answers, &unit, &key(), version, &contest)).await;
        assert_eq!(
            (bare.status, bare.reason()),
            (409, "contest_explained".to_owned())
        );
        assert_eq!(
            faults(&bare),
            [("/reason".to_owned(), "contest_explained".to_owned())]
        );
        let mut said = contest.clone();
        said["reason"] = json!("Keputusan itu bernomor lain.");
        let done = ask(&service, act(&answers, &unit, &key(), version, &said)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let confirm = body(&steps[1]["seq"], "confirmed");
        let done = ask(
            &service,
            act(&answers, &unit, &key(), version + 1, &confirm),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let twice = ask(&service, act(&answers, &unit, &key(), version + 2, &said)).await;
        assert_eq!(
            (twice.status, twice.reason()),
            (409, "entry_for_office".to_owned())
        );
        // Everybody on the track sees the answers, the stage is what it was.
        let read = ask(&service, get(&path, &staff)).await.json();
        assert_eq!(read["by_paper_steps"][0]["answer"]["code"], "contested");
        assert_eq!(read["by_paper_steps"][1]["answer"]["code"], "confirmed");
        assert_eq!(read["stage"]["code"], S::Delivered.code());
        // An office that uses the installation acts itself.
        let paper = json!({ "kind": "letter", "number": "800/1", "dated": "2022-01-03", "issuer": "Bupati" });
        let lapse = json!({ "by_paper": paper, "details": { "cause": "died" } });
        let version = read["version"].as_i64().unwrap();
        let refused = ask(
            &service,
            act(&format!("{path}/lapse"), &staff, &key(), version, &lapse),
        )
        .await;
        assert_eq!(
            (refused.status, refused.reason()),
            (403, "office_acts_itself".to_owned())
        );
        let after = ask(&service, get(&path, &staff)).await.json();
        assert_eq!(after["version"], read["version"], "nothing was written");
    }
}
