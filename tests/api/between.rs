//! Between offices and after the end, over HTTP on both databases: the same stages, the same sight, the refusals.

use netralitas_app::error::AppError;
use netralitas_domain::{
    acts::Details,
    ids::AccountId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, BlockScope, Machine, ReopenGround, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, post, script::Call},
    play::{Game, Start, World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    seen::ask,
    stand::{server, take, tell, token},
};

/// Every new stage, told to a server, stands there as it does in the game, and the stored access is that of the
/// journal.
#[actix_web::test]
async fn what_passes_between_offices_is_the_same_on_the_server() {
    let world = World::new();
    let mut games: Vec<Game<'_>> = Vec::new();
    for (law, stage) in [
        (LawSet::Bkn, S::HandedOver),
        (LawSet::MenPanrb, S::ReviewRecalled),
        (LawSet::Pilkada2024, S::ReferralRecalled),
        (LawSet::Bkn, S::BlockRecalled),
        (LawSet::Pemilu2022, S::AtAuthority),
    ] {
        games.push(reach(&world, law, stage).unwrap().0);
    }
    let (mut returned, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    returned.wait_days(2).play(A::ReturnForCompletion);
    returned.wait_days(9).play(A::Resubmit);
    games.push(returned);
    let (mut lifted, _) = reach(&world, LawSet::Bkn, S::Reminded).unwrap();
    lifted.play_with(A::RequestBlock, |d| {
        *d == Details::BlockScope(BlockScope::DataAndServices)
    });
    lifted.play(A::Block);
    lifted.play(A::Impose);
    lifted.play(A::LiftInPart);
    lifted.play_on(Machine::Sanction, A::Transfer, |_, _| true);
    games.push(lifted);
    let (mut redirected, _) = reach(&world, LawSet::Kasn, S::AwaitingAgency).unwrap();
    redirected.play(A::RedirectRecommendation);
    games.push(redirected);
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        for game in &games {
            let told = tell(&server, &service, game, |_| ()).await;
            let there = server.file(told.case());
            for track in &game.file.tracks {
                let same = there
                    .tracks
                    .iter()
                    .find(|t| t.id.raw() == told.there(track.id.raw()))
                    .unwrap();
                assert_eq!(same.stage, track.stage);
                assert_eq!(same.next_due(), track.next_due(), "{:?}", track.stage);
            }
            check_one(&world, &facts(&server, told.case()));
        }
    }
}

#[actix_web::test]
async fn a_returned_review_says_since_when_its_term_pauses() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    game.wait_days(2).play(A::ReturnForCompletion);
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let told = tell(&server, &service, &game, |_| ()).await;
        let path = format!("/v1/reviews/{}", told.there(id.raw()));
        server.clock.set(netralitas_domain::time::Moment(
            game.now.0 + 60 * 86_400_000_000,
        ));
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let view = ask(&service, get(&path, &reviewer)).await.json();
        let term = &view["terms"][0];
        assert_eq!(view["stage"]["code"], "returned");
        assert!(term["paused_on"].is_string(), "{term}");
        assert_eq!(
            (&term["open"], &term["late"]),
            (&json!(true), &json!(false))
        );
    }
}

#[actix_web::test]
async fn the_new_agency_sees_what_the_old_one_sees_no_more() {
    let world = World::new();
    let o = world.offices;
    let (mut game, sanction) = reach(&world, LawSet::Pp94, S::InForce).unwrap();
    game.play(A::ReportFollowUp);
    game.play(A::AcceptFollowUp);
    game.play_on(Machine::Sanction, A::Transfer, |_, _| true);
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let told = tell(&server, &service, &game, |_| ()).await;
        let path = format!("/v1/sanctions/{}", told.there(sanction.raw()));
        let seen = async |office| {
            let unit = token(&server, &world, office, Role::PersonnelUnit);
            let reply = ask(&service, get(&path, &unit)).await;
            (
                reply.status,
                reply.json()["sanction"]["agency"]["id"].clone(),
            )
        };
        assert_eq!(seen(o.agency).await.0, 404);
        assert_eq!(seen(o.other_agency).await, (200, json!(o.other_agency)));
    }
}

#[actix_web::test]
async fn a_public_complaint_is_studied_by_the_office_that_was_asked_and_no_other() {
    let world = World::new();
    let o = world.offices;
    let start = Start::at_authority(&world, LawSet::Pilkada2024);
    let mut game = Game::start(&world, &start);
    game.play(A::TakeIn);
    game.play_with(A::PassToBawaslu, |d| {
        *d == Details::StudyRequest(Some(o.city))
    });
    let review = game.id_of(Machine::Review);
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let told = tell(&server, &service, &game, |_| ()).await;
        let case = format!("/v1/cases/{}", told.case());
        let review = format!("/v1/reviews/{}", told.there(review.raw()));
        let status = async |office, role, path: &str| {
            let who = token(&server, &world, office, role);
            ask(&service, get(path, &who)).await.status
        };
        assert_eq!(status(o.city, Role::Chair, &review).await, 200);
        assert_eq!(status(o.city, Role::Chair, &case).await, 404);
        assert_eq!(status(o.regency, Role::Chair, &review).await, 404);
        assert_eq!(status(o.bkn, Role::Reviewer, &case).await, 200);
        assert_eq!(status(o.kasn, Role::Reviewer, &case).await, 404);
        let chair = token(&server, &world, o.city, Role::Chair);
        let view = ask(&service, get(&review, &chair)).await.json();
        assert_eq!(view["review"]["studied_by"]["id"], json!(o.city));
        let may = view["next_actions"].as_array().unwrap();
        assert!(may.iter().any(|n| n["action"] == "find_proven"), "{may:?}");
    }
}

/// What a step is refused with when its body is changed.
fn refused(reply: &Reply) -> (u16, String, Vec<(String, String)>) {
    (reply.status, reply.reason(), errors(reply))
}

#[actix_web::test]
async fn a_reopening_needs_its_paper_and_keeps_the_first_end() {
    let world = World::new();
    for (law, end, machine) in [
        (LawSet::Kasn, S::NotProven, Machine::Review),
        (LawSet::Pp94, S::Served, Machine::Sanction),
        (LawSet::Bkn, S::BlockRefused, Machine::Control),
        (LawSet::Pemilu2022, S::ReferralClosed, Machine::Referral),
        (LawSet::Pemilu2022, S::Stopped, Machine::Case),
    ] {
        let (mut game, id) = reach(&world, law, end).unwrap();
        let court = Details::Reopening(ReopenGround::Court);
        game.play_on(machine, A::Reopen, |c, _| c.details == court);
        let last = game.script.steps.len() - 1;
        let (before, step) = (game.before(last), game.script.steps[last].clone());
        for kind in kinds() {
            let server = server(kind, &world);
            let service = server.service().await;
            let mut told = tell(&server, &service, &before, |_| ()).await;
            let call = told.step(&step);
            let with = |papers: Value| {
                let mut body = call.body.clone();
                body["papers"] = papers;
                Call {
                    body,
                    key: crate::stand::key(),
                    ..call.clone()
                }
            };
            let reply = take(&service, &with(json!([]))).await;
            let (status, reason, at) = refused(&reply);
            assert_eq!(
                (status, reason.as_str()),
                (409, "reopening_paper"),
                "{at:?}"
            );
            let nameless = json!([{ "kind": "court_decision", "dated": "2020-01-02" }]);
            let (status, _, at) = refused(&take(&service, &with(nameless)).await);
            assert_eq!(status, 422);
            let missing = |p: &str| (p.to_owned(), "missing".to_owned());
            assert_eq!(
                at,
                [missing("/papers/0/issuer"), missing("/papers/0/number")]
            );
            // Nothing was written: the version still fits.
            let reply = take(&service, &call).await;
            told.stepped(&step, &reply);
            let collection = machine.collection();
            let path = format!("/v1/{collection}/{}", told.there(id.raw()));
            let view = ask(&service, get(&path, &call.token)).await.json();
            let former = &view["former_ends"][0];
            assert_eq!(former["stage"]["code"], end.code(), "{view}");
            assert_eq!(former["ground"]["code"], "court");
            check_one(&world, &facts(&server, told.case()));
        }
    }
}

/// Says whose account it is, as the command line does: outside the server's threads.
pub fn name(
    server: &Server,
    account: AccountId,
    nip: Option<&'static str>,
) -> Result<(), AppError> {
    let app = server.app.clone();
    let named = std::thread::spawn(move || app.set_account_person(account, nip));
    named.join().unwrap()
}

/// Nobody looks on, or acts, in a case of his own.
#[actix_web::test]
async fn a_respondent_sees_his_own_case_through_no_account_and_signs_nothing_in_it() {
    const NIP: &str = "198609262015051001";
    let world = World::new();
    let o = world.offices;
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let mut body = crate::stand::report();
        body["content"]["parties"][1]["nip"] = json!(NIP);
        let filed = post("/v1/reports", &counter, &crate::stand::key(), &body);
        let path = ask(&service, filed).await.location.unwrap();
        let seen = async || ask(&service, get(&path, &chair)).await.status;
        let listed = async || {
            let list = ask(&service, get("/v1/cases", &chair)).await.json();
            list["items"].as_array().unwrap().len()
        };
        assert_eq!((seen().await, listed().await), (200, 1));
        let account = world.actor(o.regency, Role::Chair).account;
        // Of RI, which sees everything else, as of the office that handles it.
        let national = world.actor(o.national, Role::Chair).account;
        let ri = token(&server, &world, o.national, Role::Chair);
        for whose in [account, national] {
            name(&server, whose, Some(NIP)).unwrap();
        }
        assert_eq!((seen().await, listed().await), (404, 0));
        assert_eq!(ask(&service, get(&path, &ri)).await.status, 404);
        assert!(
            server
                .app
                .set_account_person(account, Some("1986"))
                .is_err()
        );
        name(&server, account, None).unwrap();
        assert_eq!((seen().await, listed().await), (200, 1));

        // Nor does anybody assign it to him.
        let officer = world.actor(o.regency, Role::ViolationsStaff).account;
        name(&server, officer, Some(NIP)).unwrap();
        let assign = json!({ "details": { "capacity": "study", "account_id": officer } });
        let to = format!("{path}/assignments");
        let reply = ask(&service, act(&to, &chair, &crate::stand::key(), 1, &assign)).await;
        let (status, reason, at) = refused(&reply);
        assert_eq!((status, reason.as_str()), (422, "officer_is_party"));
        assert_eq!(at[0].0, "/details/account_id");
        name(&server, officer, None).unwrap();

        // What he signed as an official is no step; what somebody else signed is.
        let study = |signer: &str| {
            let body = json!({
                "effective_day": "2024-10-15",
                "meeting": { "entitled": 5, "deciding": 5 },
                "papers": [{ "kind": "pilkada_form", "dated": "2024-10-15", "signer_nip": signer }],
                "details": { "kinds": ["other_law"], "study": "Kajian." }
            });
            let path = format!("{path}/initial-study");
            act(&path, &chair, &crate::stand::key(), 1, &body)
        };
        let reply = ask(&service, study(NIP)).await;
        let (status, reason, at) = refused(&reply);
        assert_eq!((status, reason.as_str()), (422, "official_is_respondent"));
        assert_eq!(at[0].0, "/papers/0/signer_nip");
        let reply = ask(&service, study("197509082000031005")).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        // Nor does he read the meeting that spoke of him.
        let rows = ask(&service, get(&format!("{path}/journal"), &chair))
            .await
            .json();
        let mut rows = rows["items"].as_array().unwrap().iter();
        let meeting = rows.find_map(|row| row["meeting_id"].as_str()).unwrap();
        let meeting = format!("/v1/meetings/{meeting}");
        assert_eq!(ask(&service, get(&meeting, &chair)).await.status, 200);
        name(&server, account, Some(NIP)).unwrap();
        assert_eq!(ask(&service, get(&meeting, &chair)).await.status, 404);
    }
}
