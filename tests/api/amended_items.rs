//! Mistakes of entry: what the items of an amendment may name. What the caller does not see answers as what is not
//! there, nothing is named twice, and what changes nothing is said to whoever may amend it.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Details,
    file::SubjectKind,
    ids::{CaseId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Outcome},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, post},
    play::{Game, Start, World, accepting},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bad_input::{errors, written},
    journal::{check_one, facts},
    mistakes::{WHY, said},
    seen::ask,
    stand::{key, report, server, tell, token},
    taken_back::At,
};

/// What nothing is.
const NOWHERE: Uuid = Uuid::from_u128(0x0192_f0c1_7f00_7000_8000_0000_0000_dead);

async fn amends<S>(service: &S, path: &str, token: &str, version: i64, details: &Value) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let body = json!({ "reason": WHY, "details": details });
    let path = format!("{path}/amendment");
    ask(service, act(&path, token, &key(), version, &body)).await
}

/// Everything that an answer says but for the name of its own request.
fn told(reply: &Reply) -> (u16, Value) {
    let mut body = reply.json();
    for own in ["request_id", "instance"] {
        body.as_object_mut().unwrap().remove(own);
    }
    (reply.status, body)
}

/// The item of each list that has records, about one of them.
fn about(list: &str, id: Uuid) -> Value {
    let item = match list {
        "papers" => json!({ "paper_id": id, "number": "LAIN-1" }),
        "parties" => json!({ "party_id": id, "name": "Lain" }),
        "acts" => json!({ "allegation_id": id, "act_from": "2024-10-01" }),
        _ => json!({ "allegation_id": id, "what": "Lain" }),
    };
    json!({ list: [item] })
}

/// A case about two civil servants, forwarded; one of them recommended on, at the agency.
fn recommended(world: &World) -> Game<'_> {
    let start = Start::report(world, LawSet::Pilkada2024).about(&[SubjectKind::Pns; 2]);
    let mut game = Game::start(world, &start);
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
    ] {
        game.wait_minutes(30).play(action);
    }
    game.play_with(A::DecideOutcomes, |details| {
        matches!(details, Details::Outcomes(list)
            if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
    });
    game.play(A::SendRecommendation);
    let review = game.id_of(Machine::Review);
    for action in [
        A::TakeIn,
        A::PassToBawaslu,
        A::FindProven,
        A::IssueRecommendation,
        A::RecordReceipt,
    ] {
        let track = game.file.track(review).unwrap();
        let all = accepting(&game.file, track, action, world, game.now);
        let (actor, command, _) = all.into_iter().next().unwrap();
        game.give(&actor, &command).unwrap();
    }
    game
}

#[actix_web::test]
async fn what_the_caller_does_not_see_on_the_track_answers_as_what_is_not_there() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = recommended(&world);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let case = teller.case();
        server.clock.set(game.now);
        let review = TrackId::new(teller.there(game.id_of(Machine::Review).raw()));
        let path = format!("/v1/reviews/{review}");
        let file = server.file(case);
        let own = file.track(review).unwrap();
        let of = own.review().unwrap();
        let facts_of = file.case().unwrap();
        let agency = facts_of.parties.iter().find(|p| p.id == of.respondent);
        let agency = agency.unwrap().agency.unwrap();
        let unit = token(&server, &world, agency, Role::PersonnelUnit);

        let papers = file.tracks.iter().flat_map(|t| &t.papers);
        let papers = papers.filter(|id| !own.papers.contains(id));
        let parties = facts_of.parties.iter().map(|p| p.id);
        let parties = parties.filter(|id| *id != of.respondent);
        let allegations = facts_of.allegations.iter().map(|a| a.id);
        let allegations: Vec<Uuid> = allegations
            .filter(|id| !of.allegations.contains(id))
            .map(|id| id.raw())
            .collect();
        let hidden = [
            ("papers", "paper_id", papers.map(|id| id.raw()).collect()),
            (
                "parties",
                "party_id",
                parties.map(|id| id.raw()).collect::<Vec<_>>(),
            ),
            ("acts", "allegation_id", allegations.clone()),
            ("allegations", "allegation_id", allegations),
        ];
        for (list, field, ids) in hidden {
            let nothing = amends(&service, &path, &unit, own.version, &about(list, NOWHERE)).await;
            let here = (
                format!("/details/{list}/0/{field}"),
                "not_in_this_case".to_owned(),
            );
            assert_eq!(errors(&nothing), [here], "{}", nothing.text);
            assert!(!ids.is_empty(), "{list}");
            for id in ids {
                let reply = amends(&service, &path, &unit, own.version, &about(list, id)).await;
                assert_eq!(told(&reply), told(&nothing), "{list} {id}");
            }
        }
        // What it sees and may not amend is said to be just that.
        let seen = [
            ("parties", of.respondent.raw()),
            ("acts", of.allegations[0].raw()),
            ("allegations", of.allegations[0].raw()),
        ];
        for (list, id) in seen {
            let reply = amends(&service, &path, &unit, own.version, &about(list, id)).await;
            assert_eq!(said(&reply), (409, "amendment_fits".to_owned()), "{list}");
        }
    }
}

#[actix_web::test]
async fn a_paper_of_a_void_step_is_there_for_who_recorded_it_alone() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let o = world.offices;
        let (case, ..) = filed(&server, &world, &service).await;
        let track = TrackId::from(case);
        let path = format!("/v1/cases/{case}");
        let staff = at.token(o.regency, Role::ViolationsStaff);
        let version = || server.file(case).case_track().unwrap().version;
        let paper = json!({ "papers": [{ "kind": "letter", "number": "SALAH" }] });
        let to = format!("{path}/added-papers");
        let added = ask(&service, act(&to, &staff, &key(), version(), &paper)).await;
        assert_eq!(added.status, 200, "{}", added.text);
        let id = server.file(case).case_track().unwrap().papers[0].raw();
        let above = at.token(o.province, Role::Chair);
        let number = |id: Uuid| json!({ "papers": [{ "paper_id": id, "number": "SALAH" }] });
        // It is another's: that it says so already is not said.
        let reply = amends(&service, &path, &above, version(), &number(id)).await;
        assert_eq!(said(&reply), (403, "wrong_office".to_owned()));
        let people = (o.regency, Role::ViolationsStaff, Role::Chair);
        at.annul(&service, case, track, people).await;

        let nothing = amends(&service, &path, &above, version(), &number(NOWHERE)).await;
        assert_eq!(nothing.status, 403, "{}", nothing.text);
        let reply = amends(&service, &path, &above, version(), &number(id)).await;
        assert_eq!(told(&reply), told(&nothing), "{}", reply.text);
        let reply = amends(&service, &path, &staff, version(), &number(id)).await;
        assert_eq!(said(&reply), (409, "amendment_is_own".to_owned()));
    }
}

/// A plain case, and its reporter, respondent and allegation.
async fn filed<S>(server: &Server, world: &World, service: &S) -> (CaseId, [Uuid; 3])
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let counter = token(server, world, world.offices.regency, Role::IntakeOfficer);
    let filed = ask(service, post("/v1/reports", &counter, &key(), &report())).await;
    assert_eq!(filed.status, 201, "{}", filed.text);
    let case: CaseId = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
    let file = server.file(case);
    let facts = file.case().unwrap();
    let [reporter, respondent] = [0, 1].map(|i: usize| facts.parties[i].id.raw());
    let allegation = facts.allegations[0].id.raw();
    (case, [reporter, respondent, allegation])
}

#[actix_web::test]
async fn nothing_is_named_twice_and_what_an_amendment_says_is_new() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (case, [reporter, respondent, allegation]) = filed(&server, &world, &service).await;
        let path = format!("/v1/cases/{case}");
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let before = written(&server);
        let pair = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        let twice = json!({
            "steps": [
                { "seq": 1, "effective_day": "2024-10-13" },
                { "seq": 1, "effective_day": "2024-10-15" },
            ],
            "acts": [
                { "allegation_id": allegation, "act_from": "2024-10-10" },
                { "allegation_id": allegation, "act_from": "2024-10-11" },
            ],
            "papers": [
                { "paper_id": NOWHERE, "number": "1" },
                { "paper_id": NOWHERE, "number": "2" },
            ],
            "parties": [
                { "party_id": reporter, "name": "Satu" },
                { "party_id": respondent, "birth_day": "2024-10-17" },
                { "party_id": reporter, "name": "Dua" },
            ],
            "allegations": [
                { "allegation_id": allegation, "what": "Satu" },
                { "allegation_id": allegation, "what": "Dua" },
            ],
        });
        let refused = amends(&service, &path, &counter, 1, &twice).await;
        assert_eq!(
            errors(&refused),
            [
                pair("/details/acts/1/allegation_id", "named_twice"),
                pair("/details/allegations/1/allegation_id", "named_twice"),
                pair("/details/papers/1/paper_id", "named_twice"),
                pair("/details/parties/1/birth_day", "in_future"),
                pair("/details/parties/2/party_id", "named_twice"),
                pair("/details/steps/1/seq", "named_twice"),
            ],
            "{}",
            refused.text
        );
        let same = json!({
            "parties": [
                { "party_id": reporter, "name": "Pelapor Satu", "phone": null },
                { "party_id": respondent, "name": "Camat Benar" },
            ],
            "allegations": [{ "allegation_id": allegation, "what": "Ikut kampanye" }],
        });
        let refused = amends(&service, &path, &counter, 1, &same).await;
        assert_eq!(
            errors(&refused),
            // Of a sealed party it is not said: the answer would confirm a guess.
            [pair("/details/allegations/0", "changes_nothing")],
            "{}",
            refused.text
        );
        // Whoever may not amend them learns nothing of what they say.
        let above = token(&server, &world, world.offices.province, Role::Chair);
        let others = amends(&service, &path, &above, 1, &same).await;
        assert_eq!(said(&others), (403, "wrong_office".to_owned()));
        assert_eq!(written(&server), before, "nothing is written");

        let right = json!({
            "parties": [{ "party_id": respondent, "name": "Camat Benar", "birth_day": "1986-09-26" }],
            "allegations": [{ "allegation_id": allegation, "what": "Ikut kampanye", "place": null }],
        });
        let done = amends(&service, &path, &counter, 1, &right).await;
        assert_eq!(done.status, 200, "{}", done.text);
        check_one(&world, &facts(&server, case));
    }
}
