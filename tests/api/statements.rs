//! How many statements an operation sends to the database, besides beginning and ending its transaction.

use std::sync::{Arc, Mutex};

use netralitas_domain::{
    law::LawSet,
    people::Role,
    procedure::{Machine, Stage},
};
use netralitas_store::Witness;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, post},
    play::{World, reach},
};
use serde_json::json;

use crate::{
    repeated::{address, numbered},
    seen::ask,
    stand::{key, report, start, tell, token},
};

/// The statements sent since they were last taken.
#[derive(Clone, Default)]
struct Sent(Arc<Mutex<Vec<String>>>);

impl Sent {
    fn witness(&self) -> Witness {
        let sent = self.clone();
        Witness::new(move |sql| {
            let control = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"];
            if !control.iter().any(|word| sql.starts_with(word)) {
                sent.0.lock().unwrap().push(sql.to_owned());
            }
        })
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// The last request took at least one statement and at most so many.
    fn at_most(&self, most: usize, what: &str, reply: &Reply) {
        let sent = self.take();
        assert!(reply.status < 300, "{what}: {}", reply.text);
        assert!(!sent.is_empty(), "{what}: nobody was told");
        assert!(
            sent.len() <= most,
            "{what} takes {} statements:\n{}",
            sent.len(),
            sent.join("\n")
        );
    }
}

#[actix_web::test]
async fn an_operation_takes_few_statements() {
    for kind in kinds() {
        let world = World::new();
        let all: Vec<_> = world.directory.all().cloned().collect();
        let sent = Sent::default();
        let server = Server::before(Some(sent.witness()), kind, &all, start());
        server.enlist(&world.actors());
        let service = server.service().await;
        let office = world.offices.regency;
        let counter = token(&server, &world, office, Role::IntakeOfficer);
        let staff = token(&server, &world, office, Role::ViolationsStaff);
        let above = token(&server, &world, world.offices.province, Role::Chair);

        // The first one also reads the law and the offices.
        ask(&service, get("/v1/cases", &counter)).await;
        sent.take();
        let mut path = String::new();
        // What nobody entered before in the figures costs a statement more, once.
        for first in [true, false] {
            let filed = post("/v1/reports", &counter, &key(), &report());
            let filed = ask(&service, filed).await;
            sent.at_most(if first { 32 } else { 28 }, "filing a report", &filed);
            path = filed.location.unwrap();
            let study = json!({
                "meeting": { "entitled": 3, "deciding": 2 },
                "details": { "kinds": ["other_law"], "study": "Kajian" }
            });
            let step = act(&format!("{path}/initial-study"), &staff, &key(), 1, &study);
            let done = ask(&service, step).await;
            sent.at_most(if first { 29 } else { 27 }, "a step", &done);
        }

        // Above, who reported is taken out of every word first.
        for (reader, most) in [(&counter, 3), (&staff, 3), (&above, 4)] {
            let one = ask(&service, get(&path, reader)).await;
            sent.at_most(most, "reading a track", &one);
            let list = ask(&service, get("/v1/cases?limit=50", reader)).await;
            sent.at_most(2, "a page of a list", &list);
            let desk = ask(&service, get("/v1/desk", reader)).await;
            sent.at_most(10, "the first page of a desk, with its counts", &desk);
            let journal = ask(&service, get(&format!("{path}/journal"), reader)).await;
            sent.at_most(2, "a page of the journal", &journal);
        }
    }
}

/// What stands beside a track costs a statement each, however many sanctions, steps and versions there are: the earlier
/// sanctions of the same person, and nothing for the other versions of the law.
#[actix_web::test]
async fn what_stands_beside_a_track_costs_no_more_with_more_of_it() {
    for kind in kinds() {
        let world = World::new();
        let all: Vec<_> = world.directory.all().cloned().collect();
        let sent = Sent::default();
        let server = Server::before(Some(sent.witness()), kind, &all, start());
        server.enlist(&world.actors());
        server.enlist(&world.colleagues());
        let service = server.service().await;
        let nip = "198609262015051001";
        let (earlier, _) = reach(&world, LawSet::Pp94, Stage::InForce).unwrap();
        let (review, _) = reach(&world, LawSet::Bkn, Stage::Verification).unwrap();
        let mut sanction = String::new();
        let mut last = None;
        for before in 0..3 {
            let told = tell(&server, &service, &review, |b| numbered(b, nip)).await;
            let path = address(&told, &review, Machine::Review);
            // The game has moved the clock.
            let reader = token(&server, &world, world.offices.regency, Role::Chair);
            sent.take();
            for path in [&path, &sanction] {
                if path.is_empty() {
                    continue;
                }
                let one = ask(&service, get(path, &reader)).await;
                if path.contains("/reviews/") {
                    let shown = one.json()["earlier_sanctions"]
                        .as_array()
                        .map_or(0, Vec::len);
                    assert_eq!(shown, before, "{}", one.text);
                    let statements = sent.0.lock().unwrap();
                    let mut asking = statements.iter().filter(|sql| sql.contains("person_id"));
                    last = asking.find(|sql| sql.contains("respondent_id")).cloned();
                }
                sent.at_most(4, "reading a review or a sanction", &one);
                let versions = ask(&service, get(&format!("{path}/other-versions"), &reader)).await;
                sent.at_most(2, "the other versions of a track", &versions);
            }
            let told = tell(&server, &service, &earlier, |b| numbered(b, nip)).await;
            sanction = address(&told, &earlier, Machine::Sanction);
            sent.take();
        }
        // By its indexes: the parties of the person, and the tracks of these parties.
        let sql = last.expect("the statement that asks for earlier sanctions");
        let plan = server.db.plan(&sql);
        for index in ["parties_person", "tracks_respondent"] {
            assert!(plan.contains(index), "{kind:?}: {index}\n{plan}\n{sql}");
        }
    }
}
