//! The journal against everything that is kept beside it, after many roads through the procedure.

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::{Details, Spell, access_changes, fold_access},
    file::{CaseFile, Destination},
    ids::{Id, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Action, Machine, RemedyResult, Stage, rows},
};
use netralitas_store::{StoreError, access, journal};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Server, get, outside, post},
    play::{Game, World, accepting, reach, stages_of},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

/// Planted in every field that may hold a personal value.
const NAME: &str = "Kenari";
/// The beginning of every planted number of a person: NIP, NIK, telephone.
const NUMBER: &str = "198609262015051";

/// A game to every end that the procedure has, under every law text.
fn roads(world: &World) -> Vec<Game<'_>> {
    let mut all = Vec::new();
    for law in LawSet::ALL.iter().copied() {
        for stage in stages_of(law).into_iter().filter(|s| s.is_final()) {
            all.extend(reach(world, law, stage).map(|(game, _)| game));
        }
    }
    assert!(all.len() > 50, "{} roads", all.len());
    all.push(to_and_fro(world));
    all
}

/// A referral that goes elsewhere and back, twice at one moment: the destination sees it three times.
fn to_and_fro(world: &World) -> Game<'_> {
    let (mut game, id) = reach(world, LawSet::Pilkada2024, Stage::ReferralReturned).unwrap();
    let here = game.file.track(id).unwrap().referral().unwrap();
    let here = here.destination.clone();
    let elsewhere = Destination {
        office: None,
        name: Some("Inspektorat".to_owned()),
        ..here.clone()
    };
    let mut as_played = game.clone();
    as_played.play(Action::ResendReferral);
    let step = as_played.script.steps.last().unwrap().clone();
    for (minutes, to) in [(5, &elsewhere), (5, &here), (0, &elsewhere), (0, &here)] {
        if minutes > 0 {
            game.wait_minutes(minutes);
        }
        let track = game.file.track(id).unwrap();
        let valid = accepting(&game.file, track, Action::ResendReferral, world, game.now);
        let (actor, mut command, _) = valid.into_iter().find(|v| v.0 == step.actor).unwrap();
        command.details = Details::Readdress(to.clone());
        game.give(&actor, &command).unwrap();
        game.play(Action::ReturnReferral);
    }
    game
}

/// Adds personal values wherever a body has room for them.
fn plant(body: &mut Value) {
    if body.get("reason").is_some() {
        body["reason"] = json!(format!("{NAME} reason"));
    }
    for paper in body
        .get_mut("papers")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        paper["signer"] = json!(format!("{NAME} signer"));
    }
    if let Some(details) = body.get_mut("details") {
        if details.get("kinds").is_some() {
            details["study"] = json!(format!("{NAME} study"));
        }
        // Of a clarification alone: what else names a party has fields of its own.
        if details
            .as_object()
            .is_some_and(|d| d.len() == 1 && d.contains_key("party_id"))
        {
            details["minutes"] = json!(format!("{NAME} minutes"));
        }
    }
    for at in ["/content", "/details/content"] {
        let Some(content) = body.pointer_mut(at) else {
            continue;
        };
        let capacity = |p: &Value| p["capacity"].as_str().unwrap().to_owned();
        for (i, party) in content["parties"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .enumerate()
        {
            let who = capacity(party);
            for field in [
                "name",
                "address",
                "birth_place",
                "occupation",
                "post",
                "unit",
                "power_of_attorney",
            ] {
                party[field] = json!(format!("{NAME} {who} {field}"));
            }
            party["email"] = json!(format!("{NAME}.{who}@contoh.id"));
            party["phone"] = json!(format!("{NUMBER}1"));
            party["identity_number"] = json!(format!("{NUMBER}2"));
            if who == "respondent" && at == "/content" {
                party["nip"] = json!(format!("{NUMBER}{i:03}"));
            }
        }
        for allegation in content["allegations"].as_array_mut().into_iter().flatten() {
            for field in ["what", "place", "candidate_name", "net_address"] {
                allegation[field] = json!(format!("{NAME} {field}"));
            }
        }
    }
}

async fn told(kind: Kind, world: &World) -> (Server, Vec<netralitas_domain::ids::CaseId>) {
    let server = server(kind, world);
    let service = server.service().await;
    let mut cases = Vec::new();
    for game in roads(world) {
        cases.push(tell(&server, &service, &game, plant).await.case());
    }
    (server, cases)
}

pub type Facts = (Vec<journal::Entry>, CaseFile, Vec<Spell>);

pub fn facts(server: &Server, case: netralitas_domain::ids::CaseId) -> Facts {
    let read = outside(|| {
        server.app.store().read_blocking(|tx| {
            let file = netralitas_store::cases::load(tx, case)?.ok_or(StoreError::Closed)?;
            Ok::<_, StoreError>((
                journal::of_case(tx, case)?,
                file,
                access::of_case(tx, case)?,
            ))
        })
    });
    read.unwrap()
}

fn holds_personal(row: &str) -> bool {
    let row = row.to_lowercase();
    row.contains(&NAME.to_lowercase()) || row.contains(NUMBER)
}

pub fn check_one(world: &World, facts: &Facts) {
    let (entries, stored, access) = facts;
    let mut last: BTreeMap<TrackId, i64> = BTreeMap::new();
    let mut folded = CaseFile::remembering(stored.id);
    let mut spells: Vec<Spell> = Vec::new();
    for entry in entries {
        let seq = last.entry(entry.event.track).or_default();
        *seq += 1;
        assert_eq!(entry.event.seq, *seq, "dense on its track");
        let before = folded.clone();
        folded.apply(std::slice::from_ref(&entry.event));
        let before = (!before.tracks.is_empty()).then_some(&before);
        let changes = access_changes(&entry.event, before, &folded, world.rules());
        fold_access(&mut spells, &changes, entry.event.recorded_at);
    }
    spells.sort_unstable();
    assert_eq!(
        &spells, access,
        "access is the fold of the journal, with its times"
    );
    let by_id = |file: &CaseFile| {
        let mut tracks = file.tracks.clone();
        tracks.sort_by_key(|t| t.id);
        tracks
    };
    assert_eq!(
        by_id(&folded),
        by_id(stored),
        "the state is the fold of the journal"
    );
    assert!(
        stored
            .tracks
            .iter()
            .all(|t| last.get(&t.id) == Some(&t.version))
    );
}

#[actix_web::test]
async fn state_and_access_are_folds_of_the_journal_and_nothing_personal_stands_in_it() {
    for kind in kinds() {
        let world = World::new();
        let (server, cases) = told(kind, &world).await;
        let mut ends = std::collections::BTreeSet::new();
        let mut ended = 0;
        for case in &cases {
            let facts = facts(&server, *case);
            check_one(&world, &facts);
            ended += facts.2.iter().filter(|s| s.to.is_some()).count();
            ends.extend(
                facts
                    .1
                    .tracks
                    .iter()
                    .map(|t| t.stage)
                    .filter(|s| s.is_final()),
            );
        }
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new(),
            "the figures are those of the tracks"
        );
        let missing: Vec<Stage> = Stage::ALL
            .iter()
            .copied()
            .filter(|s| s.is_final() && !ends.contains(s))
            .collect();
        assert!(missing.is_empty(), "no road to {missing:?}");
        assert!(ended > 0, "no access that ended");

        for table in [
            "journal",
            "idempotency",
            "numbers",
            "number_counters",
            "tracks",
            "cases",
            "access",
            "figures",
            "figure_keys",
            "plenary_meetings",
        ] {
            let rows = server.db.rows(table);
            assert!(!rows.is_empty(), "{table} is empty");
            let found = rows.iter().find(|row| holds_personal(row));
            assert!(found.is_none(), "{table} holds a personal value: {found:?}");
        }
        // They were planted, and are kept where they belong.
        for table in [
            "parties",
            "allegations",
            "texts",
            "papers",
            "person_identifiers",
        ] {
            assert!(
                server.db.rows(table).iter().any(|row| holds_personal(row)),
                "nothing was planted in {table}"
            );
        }
        for row in server.db.rows("parties") {
            for sealed in ["reporter", "informant", "representative"] {
                assert!(
                    !row.contains(&format!("{NAME} {sealed}")),
                    "a sealed name stands among the parties: {row}"
                );
            }
        }
    }
}

#[actix_web::test]
async fn the_database_refuses_to_change_the_journal() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pilkada2024, Stage::Registered).unwrap();
        tell(&server, &service, &game, |_| ()).await;
        let before = [server.db.rows("journal"), server.db.rows("figures")];
        let mut statements = vec![
            "UPDATE journal SET action = 'x'",
            "UPDATE journal SET seq = seq + 100",
            "DELETE FROM journal",
            "UPDATE figures SET n = 0",
            "DELETE FROM figures",
            "UPDATE figure_keys SET counts_for_all = NOT counts_for_all",
            "DELETE FROM figure_keys",
        ];
        if kind == Kind::Sqlite {
            statements.push("INSERT OR REPLACE INTO figures SELECT * FROM figures");
        }
        if kind == Kind::Postgres {
            statements.extend(["TRUNCATE journal CASCADE", "TRUNCATE figures"]);
        }
        for sql in statements {
            let refusal = server.db.execute(sql).unwrap_err();
            assert!(refusal.contains("append-only"), "{sql}: {refusal}");
        }
        let after = [server.db.rows("journal"), server.db.rows("figures")];
        assert_eq!(after, before);
    }
}

#[actix_web::test]
async fn a_case_that_comes_from_another_leaves_both_whole() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, Stage::Withdrawn).unwrap();
        let source = tell(&server, &service, &game, plant).await.case();
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let mut body = json!({
            "election": "pemilu-2024", "race": "president", "channel": "tip", "spawned_from_id": source,
            "content": { "parties": [{ "capacity": "respondent", "subject": "pns" }], "allegations": [], "account": "Informasi" }
        });
        plant(&mut body);
        let path = format!(
            "/v1/{}",
            rows(Action::RecordEarlyInformation).next().unwrap().path
        );
        let spawned = ask(&service, post(&path, &staff, "spawn", &body)).await;
        assert_eq!(spawned.status, 201, "{}", spawned.text);
        let id = spawned.json()["case_id"].as_str().unwrap().parse().unwrap();
        for case in [source, Id::new(id)] {
            check_one(&world, &facts(&server, case));
        }
        let view = ask(&service, get(&spawned.location.unwrap(), &staff))
            .await
            .json();
        assert_eq!(view["case"]["links"][0]["case_id"], json!(source), "{view}");
        // A case that the caller cannot see is no source.
        let elsewhere = token(&server, &world, world.offices.city, Role::ViolationsStaff);
        let before = server.db.rows("journal").len();
        let hidden = ask(&service, post(&path, &elsewhere, "spawn", &body)).await;
        assert_eq!(
            (hidden.status, hidden.reason().as_str()),
            (422, "validation_failed"),
            "{}",
            hidden.text
        );
        assert_eq!(server.db.rows("journal").len(), before);
    }
}

/// The rows of a recommendation, of a sanction and of a remedy that changes it show what was said and how it differs.
#[actix_web::test]
async fn a_row_shows_what_was_recommended_and_what_was_imposed() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, Stage::UnderObjection).unwrap();
    game.play_with(Action::DecideObjection, |details| {
        matches!(details, Details::Remedy(RemedyResult::Changed, _))
    });
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let reader = token(&server, &world, world.offices.regency, Role::Chair);
        let rows = async |machine: Machine| {
            let id = teller.there(game.track_of(machine).unwrap().id.raw());
            let path = format!("/v1/{}/{id}/journal?limit=200", machine.collection());
            let reply = ask(&service, get(&path, &reader)).await;
            reply.json()["items"].as_array().unwrap().clone()
        };
        let of = |rows: &[Value], action: Action| {
            let mut found = rows.iter().filter(|r| r["action"]["code"] == action.code());
            found.next().unwrap_or_else(|| panic!("{action:?}")).clone()
        };
        let review = rows(Machine::Review).await;
        let recommended = of(&review, Action::IssueRecommendation)["recommended"].clone();
        assert!(recommended["level"].is_string(), "{recommended}");
        let others = review.iter().filter(|r| r.get("recommended").is_some());
        assert_eq!(others.count(), 1);

        let sanction = rows(Machine::Sanction).await;
        for action in [Action::Impose, Action::DecideObjection] {
            let imposed = of(&sanction, action)["imposed"].clone();
            assert_eq!(imposed["against"], recommended, "{action:?}");
            assert_eq!(imposed["deviation"], "as_recommended", "{action:?}");
            let measure = &imposed["measures"][0];
            assert_eq!(measure["kind"], "delay_periodic_raise_1y", "{imposed}");
            assert_eq!(
                (&measure["level"], &imposed["dismissal"]),
                (&json!("sedang"), &json!(false))
            );
        }
        let others = sanction.iter().filter(|r| r.get("imposed").is_some());
        assert_eq!(others.count(), 2);
    }
}
