//! Figures that add up: as of every day, whatever was recorded, amended and taken back; an old answer stays.

mod at_once;
mod chains;
mod drawn;
mod odd;
mod stories;
mod upgraded;

use std::collections::{BTreeMap, BTreeSet};

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_app::clock::Clock as _;
use netralitas_domain::{
    figures::{By, Cause, Figure},
    people::Role,
    procedure::{Machine, kept_by},
    time::{Moment, Zone},
};
use netralitas_testkit::{
    db::kinds,
    http::{Server, get, outside},
    play::{World, day},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, token},
};
use stories::{Draw, Stories};

/// Somebody who asks.
struct Asker<'s, S> {
    service: &'s S,
    token: String,
}

impl<S> Asker<'_, S>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    async fn read(&self, path: &str) -> Value {
        let reply = ask(self.service, get(path, &self.token)).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        reply.json()
    }

    async fn figures(&self, query: &str) -> Value {
        self.read(&format!("/v1/statistics/figures?{query}")).await
    }

    async fn funnel(&self, query: &str) -> Value {
        self.read(&format!("/v1/statistics/funnel?{query}")).await
    }

    /// The rows of a list, all pages.
    async fn listed(&self, machine: Machine, query: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/{}?limit=200{query}{cursor}", machine.collection());
            let page = self.read(&path).await;
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return all,
            }
        }
    }
}

fn asker<'s, S>(
    server: &Server,
    world: &World,
    service: &'s S,
    office: netralitas_domain::ids::OfficeId,
    role: Role,
) -> Asker<'s, S> {
    Asker {
        service,
        token: token(server, world, office, role),
    }
}

fn n(value: &Value) -> i64 {
    value
        .as_i64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

fn assert_holds(answer: &Value) {
    let all = answer["identities"].as_array().unwrap();
    for identity in all {
        assert_eq!(identity["holds"], true, "{answer}");
        assert_eq!(identity["whole"], identity["sum"], "{identity}");
    }
}

/// The days on which something was entered, and those after them.
fn days(server: &Server) -> BTreeSet<String> {
    let rows = server.db.rows("figures");
    let words = rows.iter().flat_map(|row| {
        let is_part = |c: char| c.is_ascii_digit() || c == '-';
        row.split(move |c: char| !is_part(c))
    });
    let is_day = |w: &&str| w.len() == 10 && w.split('-').map(str::len).eq([4, 2, 2]);
    words
        .filter(is_day)
        .flat_map(|w| [w.to_owned(), day(w).succ_opt().unwrap().to_string()])
        .collect()
}

#[actix_web::test]
async fn figures_add_up_as_of_every_day_and_an_old_answer_stays() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut draw = Draw(20_261_124);
        let mut stories = Stories::new(&server, &world, &mut draw, 14);
        let then = stories.tell(&service, 60).await;
        let national = |server: &Server| {
            asker(
                server,
                &world,
                &service,
                world.offices.national,
                Role::Chair,
            )
        };
        let chair = national(&server);
        let today = server.clock.now().day_in(Zone::Wib).to_string();
        let known_at = then.rfc3339();
        let all: Vec<String> = days(&server).into_iter().filter(|d| *d <= today).collect();
        let some: Vec<&String> = all.iter().step_by(all.len() / 12 + 1).collect();
        let questions: Vec<String> = some
            .iter()
            .flat_map(|day| {
                let dated = format!("as_of={day}&known_at={known_at}");
                Figure::ALL
                    .iter()
                    .map(move |f| format!("figure={}&by=state,office&{dated}", f.code()))
            })
            .collect();
        let mut before = BTreeMap::new();
        for question in &questions {
            before.insert(question, chair.figures(question).await);
        }

        let last = stories.tell(&service, 100).await;
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new()
        );
        // Everything was recorded by then, and nothing is on its way.
        server.clock.set(Moment(last.0 + 3_600_000_000));
        let chair = national(&server);
        for question in &questions {
            let now = chair.figures(question).await;
            let was = &before[question];
            for part in ["items", "total", "identities"] {
                assert_eq!(now[part], was[part], "{question}");
            }
            assert_eq!(now["settled"], true);
        }

        let mut ever = 0;
        for day in days(&server) {
            let funnel = chair.funnel(&format!("as_of={day}")).await;
            assert_holds(&funnel);
            let sum = |parts: &[&str]| parts.iter().map(|p| n(&funnel[*p])).sum::<i64>();
            let findings = ["pending", "proven", "not_proven", "ended_otherwise"];
            assert_eq!(n(&funnel["reported"]), sum(&findings), "{funnel}");
            let follow_ups = ["followed_up", "awaiting", "ended_without"];
            assert_eq!(n(&funnel["proven"]), sum(&follow_ups), "{funnel}");
            let cases = &funnel["cases"];
            assert_eq!(n(&cases["came_in"]), n(&cases["open"]) + n(&cases["ended"]));
            let distinct = &funnel["distinct_persons"];
            assert!(
                n(&distinct["reported"]) <= n(&funnel["reported"]),
                "{funnel}"
            );
            ever += n(&funnel["reported"]);
        }
        assert!(ever > 0, "nobody was ever reported");
        assert_differences(&chair, then).await;
        for figure in Figure::ALL {
            for by in By::ALL {
                let query = format!("figure={}&by={}", figure.code(), by.code());
                let found = chair.figures(&query).await;
                let rows = found["items"].as_array().unwrap();
                let sum: i64 = rows.iter().map(|r| n(&r["n"])).sum();
                let whole = chair.figures(&format!("figure={}", figure.code())).await;
                assert_eq!(json!(sum), whole["total"], "{query}");
                assert_eq!(found["total"], whole["total"], "{query}");
                assert_holds(&found);
            }
        }
        assert_late(&server, &chair).await;
        for (office, role) in [
            (world.offices.national, Role::Chair),
            (world.offices.province, Role::Chair),
            (world.offices.regency, Role::ViolationsStaff),
            (world.offices.agency, Role::PersonnelOfficer),
            (world.offices.bkn, Role::Reviewer),
            (world.offices.city, Role::Chair),
        ] {
            assert_recounts(&asker(&server, &world, &service, office, role)).await;
        }
        let (_, token) = server.account(world.offices.bkn, &[Role::Auditor]);
        let service = &service;
        assert_recounts(&Asker { service, token }).await;
    }
}

/// What moved since is the difference of the figures, and the causes say why.
async fn assert_differences<S>(chair: &Asker<'_, S>, then: Moment)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let from = then.rfc3339();
    let path = format!("/v1/statistics/changes?known_from={from}");
    let changes = chair.read(&path).await;
    let rows = changes["items"].as_array().unwrap();
    for figure in Figure::ALL {
        let own = rows.iter().filter(|r| r["figure"] == figure.code());
        let moved: i64 = own.map(|r| n(&r["added"]) - n(&r["removed"])).sum();
        let code = figure.code();
        let now = chair.figures(&format!("figure={code}")).await;
        let was = chair
            .figures(&format!("figure={code}&known_at={from}"))
            .await;
        assert_eq!(n(&now["total"]) - n(&was["total"]), moved, "{code}");
    }
    let causes: BTreeSet<&str> = rows
        .iter()
        .map(|r| r["cause"]["code"].as_str().unwrap())
        .collect();
    for cause in [Cause::OnTheDay, Cause::Amendment, Cause::Annulment] {
        assert!(causes.contains(cause.code()), "{cause:?} in {causes:?}");
    }
}

/// The terms that are late are those of the tracks, by whose clock it is.
async fn assert_late<S>(server: &Server, chair: &Asker<'_, S>)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let now = server.clock.now();
    let mut wanted = [BTreeMap::new(), BTreeMap::new()];
    for void in [false, true] {
        for row in chair.listed(Machine::Case, &format!("&void={void}")).await {
            let id: uuid::Uuid = row["id"].as_str().unwrap().parse().unwrap();
            let file = server.file(netralitas_domain::ids::Id::new(id));
            for track in file.tracks.iter().filter(|t| !t.is_void()) {
                for term in &track.terms {
                    let Some(keeper) = kept_by(term.term) else {
                        continue;
                    };
                    let passed = term.due_day < now.day_in(Zone::Wib);
                    let overdue = term.is_open() && !term.is_paused() && passed;
                    for (place, late) in [overdue, term.closed_late].into_iter().enumerate() {
                        if late {
                            *wanted[place].entry(keeper.code().to_owned()).or_insert(0) += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(
        wanted.iter().all(|w: &BTreeMap<String, i64>| !w.is_empty()),
        "{wanted:?}"
    );
    for (figure, wanted) in [Figure::TermsOverdue, Figure::TermsEndedLate]
        .iter()
        .zip(wanted)
    {
        let found = chair
            .figures(&format!("figure={}&by=holder", figure.code()))
            .await;
        let rows = found["items"].as_array().unwrap();
        let found: BTreeMap<String, i64> = rows
            .iter()
            .map(|r| (r["by"][0]["code"].as_str().unwrap().to_owned(), n(&r["n"])))
            .collect();
        assert_eq!(found, wanted, "{figure:?}");
    }
}

/// The figures of a reader are what he counts in the lists that he sees.
async fn assert_recounts<S>(reader: &Asker<'_, S>)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    for machine in Machine::ALL.iter().copied() {
        let only = if machine == Machine::Case {
            "&counted=true"
        } else {
            ""
        };
        let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
        for row in reader.listed(machine, only).await {
            let stage = row["stage"]["code"].as_str().unwrap().to_owned();
            *wanted.entry(stage).or_default() += 1;
        }
        let figure = Figure::by_stage(machine).code();
        let found = reader.figures(&format!("figure={figure}&by=state")).await;
        let rows = found["items"].as_array().unwrap();
        let found: BTreeMap<String, i64> = rows
            .iter()
            .map(|r| (r["by"][0]["code"].as_str().unwrap().to_owned(), n(&r["n"])))
            .collect();
        assert_eq!(found, wanted, "{figure}");
    }
}
