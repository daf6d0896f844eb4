//! Between a change of the law book and the batches that follow it: reads, lists and guards are those of today's book;
//! a batch that was stopped goes on, and each track gets one row.

use netralitas_app::{Keyed, Principal, law::changes::LawChangeIn};
use netralitas_domain::{
    ids::CaseId,
    law::{Addition, Confidence, HolidayKind, LawSet, NewDayOff, NewRow},
    people::Role,
    procedure::{Action as A, Machine, Stage as S, Term},
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Server, act, get, post, script::Teller, send},
    play::{Game, Start, World, day, reach},
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    law_changes::ALL,
    law_stages::with,
    mistakes::said,
    seen::ask,
    stand::{key, server, tell, token},
};

/// Takes a day off into the book and leaves the running terms as they are, as when the server stops right then.
async fn decreed(server: &Server, world: &World, off: &str) {
    let keeper = world.actor(world.offices.national, Role::LawKeeper);
    let row = NewRow::DayOff(NewDayOff {
        day: day(off),
        becomes: HolidayKind::JointLeave,
        name: "Cuti bersama".to_owned(),
        region: None,
        in_terms: false,
    });
    let change = LawChangeIn {
        addition: Addition {
            rows: vec![row],
            source: "SKB 3 Menteri".to_owned(),
            confidence: Confidence::Sure,
        },
        reason: "Ditetapkan kemudian.".to_owned(),
    };
    let principal = Principal::outside(keeper.account, keeper.office);
    let keyed = Keyed {
        operation: "change_law",
        key: key(),
        fingerprint: vec![1],
    };
    let done = server
        .app
        .change_law(principal, keyed, change)
        .await
        .unwrap();
    assert_eq!(done.status, 202);
}

fn registered<'w>(world: &'w World, on: &str, number: u128) -> Game<'w> {
    let start = Start {
        number,
        ..Start::report(world, LawSet::Pemilu2022).on(on)
    };
    let mut game = Game::start(world, &start);
    game.wait_minutes(30).play(A::CompleteInitialStudy);
    game.wait_minutes(30).play(A::RegisterReport);
    game
}

/// Rows of a track that recounting wrote.
fn recounted(server: &Server, case: CaseId) -> usize {
    let (rows, ..) = facts(server, case);
    rows.iter()
        .filter(|e| e.event.action == A::RecountTerms)
        .count()
}

/// The address and the day of the handling term of each row.
fn shown(list: &Value) -> Vec<(Value, Value)> {
    let rows = list["items"].as_array().unwrap().iter();
    rows.map(|row| {
        let terms = row["terms"].as_array().unwrap().iter();
        let due: Vec<_> = terms.map(|t| t["due_day"].clone()).collect();
        (row["id"].clone(), json!(due))
    })
    .collect()
}

#[actix_web::test]
async fn lists_and_tracks_tell_the_days_of_the_book_before_the_batch_has_come() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        // The first spans the day, the second begins after it and would come later without the day off.
        let mut ids = Vec::new();
        for (number, on) in [(1, "2023-10-23"), (2, "2023-10-25"), (3, "2023-10-30")] {
            let game = registered(&world, on, number);
            ids.push(tell(&server, &service, &game, |_| ()).await.case());
        }
        let handling = |id: CaseId| {
            let file = server.file(id);
            file.case_track()
                .unwrap()
                .open_term(Term::Handling)
                .unwrap()
                .clone()
        };
        let (first, second) = (handling(ids[0]), handling(ids[1]));
        assert!(first.due_day < second.due_day);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let read = async |path: &str| {
            let reply = ask(&service, get(path, &chair)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            reply.json()
        };
        let pages = async |order: &str| {
            let (mut all, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = read(&format!("/v1/cases?{order}&limit=1{cursor}")).await;
                all.extend(shown(&page));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => return all,
                }
            }
        };
        // Days between the two ends would carry the first one over the second, were they off for it alone; so the
        // limit lies between its old and its new end.
        let limit = format!("due_before={}", first.due_day.iter_days().nth(2).unwrap());
        let queries = [
            "sort=due".to_owned(),
            "sort=newest".to_owned(),
            format!("sort=due&{limit}"),
            format!("sort=newest&{limit}"),
        ];
        let everything = async || {
            let mut all = Vec::new();
            for query in &queries {
                all.push(json!(pages(query).await));
            }
            for id in &ids {
                let track = read(&format!("/v1/cases/{id}")).await;
                all.push(json!([track["terms"], track["next_actions"]]));
                let terms = read(&format!("/v1/cases/{id}/terms")).await;
                let items = terms["items"].as_array().unwrap().iter();
                all.push(items.map(|t| t["term"].clone()).collect());
            }
            all
        };
        let before = everything().await;
        assert!(before[2].to_string().contains(&ids[0].to_string()));
        decreed(&server, &world, "2023-10-24").await;
        let meanwhile = everything().await;
        assert_eq!(handling(ids[0]), first, "not counted yet");
        server.app.count_anew().await.unwrap();
        assert!(handling(ids[0]).due_day > first.due_day);
        assert_eq!(handling(ids[1]), second);
        let after = everything().await;
        assert_eq!(meanwhile, after, "reads do not wait for the batch");
        assert!(!after[2].to_string().contains(&ids[0].to_string()));
        assert_ne!(before, after);
        assert_eq!(
            ids.iter()
                .map(|id| recounted(&server, *id))
                .collect::<Vec<_>>(),
            [1, 0, 0]
        );
    }
}

#[actix_web::test]
async fn a_guard_asks_the_days_of_the_book_before_the_batch_has_come() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (mut game, sanction) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
        let term = game
            .file
            .track(sanction)
            .unwrap()
            .open_term(Term::TakesEffect)
            .unwrap()
            .clone();
        game.on(term.due_day).wait_minutes(120);
        game.play(A::TakeEffect);
        let step = game.script.steps.pop().unwrap();
        // A worked day of the term, which the decree makes off.
        let mut days = term.start.iter_days().skip(3);
        let off = days.find(|d| world.book.calendar.is_working(*d)).unwrap();
        let last = game.script.steps.len();
        let mut before = game.clone();
        before.script.steps.truncate(last);
        let mut told: Teller<'_> = tell(&server, &service, &before, |_| ()).await;
        let case = told.case();
        decreed(&server, &world, &off.to_string()).await;
        let call = told.step(&step);
        let early = ask(&service, call.request()).await;
        assert_eq!(said(&early).0, 409, "{}", early.text);
        // Once its day has come it is taken, and tells which terms it found moved.
        let mut days = term.due_day.iter_days().skip(1);
        let due = days.find(|d| world.book.calendar.is_working(*d)).unwrap();
        let at = netralitas_domain::time::Zone::Wib.instant(due, 800);
        server.clock.set(at);
        let mut body = call.body.clone();
        body["effective_day"] = json!(due);
        let token = server.token(step.actor.account, step.actor.office);
        let version = call.version.unwrap();
        let done = ask(&service, act(&call.path, &token, &key(), version, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let (rows, ..) = facts(&server, case);
        let moved = |e: &&netralitas_store::journal::Entry| e.event.action == A::TakeEffect;
        let row = rows.iter().find(moved).unwrap();
        let text = format!("{:?}", row.event.changes);
        assert!(text.contains("TermsMoved"), "{text}");
        check_one(&world, &facts(&server, case));
        server.app.count_anew().await.unwrap();
        let left = server.file(case);
        let sanction = left
            .tracks
            .iter()
            .find(|t| t.machine == Machine::Sanction)
            .unwrap();
        let counted = sanction
            .terms
            .iter()
            .find(|t| t.term == Term::TakesEffect)
            .unwrap();
        assert_eq!((counted.due_day, counted.closed_late), (due, false));
    }
}

/// Makes the journal refuse rows of a case, as when the server dies there.
fn refuse(server: &Server, kind: Kind, case: CaseId) {
    let sql = if kind == Kind::Postgres {
        format!(
            "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.case_id = '{case}' THEN \
             RAISE EXCEPTION 'stopped'; END IF; RETURN NEW; END $$; \
             CREATE TRIGGER stop BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION stop()"
        )
    } else {
        format!(
            "CREATE TRIGGER stop BEFORE INSERT ON journal WHEN NEW.case_id = '{case}' BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        )
    };
    server.db.execute(&sql).unwrap();
}

fn go_on(server: &Server, kind: Kind) {
    let sql = if kind == Kind::Postgres {
        "DROP TRIGGER stop ON journal; DROP FUNCTION stop()"
    } else {
        "DROP TRIGGER stop"
    };
    server.db.execute(sql).unwrap();
}

#[actix_web::test]
async fn a_batch_that_was_stopped_goes_on_and_gives_each_track_one_row() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut ids = Vec::new();
        for number in 1..=4 {
            let game = registered(&world, "2023-10-23", number);
            ids.push(tell(&server, &service, &game, |_| ()).await.case());
        }
        ids.sort();
        decreed(&server, &world, "2023-10-24").await;
        refuse(&server, kind, ids[2]);
        for _ in 0..2 {
            server.app.count_anew().await.unwrap_err();
            let rows: Vec<_> = ids.iter().map(|id| recounted(&server, *id)).collect();
            assert_eq!(rows, [1, 1, 0, 0], "stopped in the middle");
            let changes = server.app.law_changes().await.unwrap();
            assert_eq!((changes[0].cases, changes[0].counted_at), (2, None));
        }
        go_on(&server, kind);
        // No length meanwhile: one for new terms alone would hide what running terms have to follow.
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let length = with(
            json!({ "term_lengths": [{ "term": "handling", "law_set": "pemilu_2022", "amount": 9,
            "unit": "working_days" }] }),
        );
        let refused = send(&service, post(ALL, &keeper, &key(), &length)).await;
        assert_eq!(said(&refused).0, 503, "{}", refused.text);
        // Two servers at once, and once more.
        let (one, two) = tokio::join!(server.app.count_anew(), server.app.count_anew());
        one.unwrap();
        two.unwrap();
        server.app.count_anew().await.unwrap();
        let rows: Vec<_> = ids.iter().map(|id| recounted(&server, *id)).collect();
        assert_eq!(rows, [1, 1, 1, 1]);
        let changes = server.app.law_changes().await.unwrap();
        assert_eq!((changes[0].cases, changes[0].terms), (4, 4));
        assert!(changes[0].counted_at.is_some());
        let taken = ask(&service, post(ALL, &keeper, &key(), &length)).await;
        assert_eq!(taken.status, 202, "{}", taken.text);
        for id in &ids {
            check_one(&world, &facts(&server, *id));
        }
    }
}
