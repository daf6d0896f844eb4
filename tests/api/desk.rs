//! The desk against a plain recomputation over every track through its own view; late at midnight where the office is;
//! what personnel officers owe; calendar feeds.

use std::collections::{BTreeMap, BTreeSet};

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{
    ids::TrackId,
    law::LawSet,
    people::{Actor, Directory, Office, OfficeType, Role},
    procedure::{Action, Acts, CAPACITIES, Machine, Stage, Term, is_work, rows_on},
    time::{Moment, Zone},
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Reply, act, get, outside, post},
    play::{World, at, reach},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    scope_oracle::{Draw, all_cases, games},
    sealed_dump::{contains, loot},
    seen::ask,
    stand::{bare, key, report, server, tell, token},
};

const NO_TERM: &str = "none";
const QUEUES: [&str; 4] = ["mine", "unassigned", "waiting", "late"];

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What an account's own view of one open track says of its place on the desk.
struct Plain {
    id: Uuid,
    stage: String,
    terms: Vec<String>,
    /// The end of its first running duty, in UTC to the second; what sorts after every instant where none runs.
    due: String,
    late: bool,
    claimable: bool,
    assigned: bool,
    work: BTreeSet<String>,
}

impl Plain {
    fn of(view: &Value, machine: Machine, who: &Actor, now: Moment) -> Self {
        let stage = Stage::from_code(text(&view["stage"]["code"])).unwrap();
        let law = LawSet::from_code(text(&view["law"]["code"])).unwrap();
        let open: Vec<&Value> = view["terms"].as_array().unwrap().iter().collect();
        let open: Vec<&Value> = open.into_iter().filter(|t| t["open"] == true).collect();
        let runs = |term: Term| open.iter().any(|t| t["code"] == term.code());
        let duties = open
            .iter()
            .filter(|t| t["kind"] == "duty" && t["paused_on"].is_null());
        let due = duties.map(|t| text(&t["due_at"]).to_owned()).min();
        let next = view["next_actions"].as_array().unwrap();
        let allowed: Vec<&Value> = next.iter().filter(|n| n["allowed"] == true).collect();
        let work = |n: &&&Value| {
            let action = Action::from_code(text(&n["action"])).unwrap();
            // A step that pins its own law text stands there under that one.
            let rows = || rows_on(machine, action).filter(|r| r.from.contains(&stage));
            let row = rows()
                .find(|r| r.law(law).is_some())
                .or_else(|| rows().next());
            let stays = |r: &netralitas_domain::procedure::Rule| r.targets(stage) == [stage];
            n["by_paper"] == false
                && is_work(action, stage)
                && row.is_some_and(|r| {
                    matches!(r.acts, Acts::Office(_)) && (!stays(r) || r.due.is_none_or(runs))
                })
        };
        let lasts = |a: &&Value| a["to"].is_null() && a["account_id"] == who.account.to_string();
        let assignments = view["assignments"].as_array();
        Self {
            id: text(&view["id"]).parse().unwrap(),
            stage: stage.code().to_owned(),
            terms: open.iter().map(|t| text(&t["code"]).to_owned()).collect(),
            late: due.as_ref().is_some_and(|due| *due < now.rfc3339()),
            due: due.unwrap_or_else(|| NO_TERM.to_owned()),
            claimable: allowed.iter().any(|n| n["action"] == "claim"),
            assigned: assignments.is_some_and(|all| all.iter().any(|a| lasts(&a))),
            work: allowed
                .iter()
                .filter(work)
                .map(|n| text(&n["action"]).to_owned())
                .collect(),
        }
    }

    fn mine(&self) -> bool {
        self.assigned || !self.work.is_empty()
    }

    fn is_in(&self, queue: &str) -> bool {
        match queue {
            "mine" => self.mine(),
            "unassigned" => self.claimable,
            "waiting" => !self.mine(),
            _ => self.late,
        }
    }
}

/// The whole of a list, page by page, with the counts of its first page.
async fn list<S>(service: &S, token: &str, query: &str, limit: usize) -> (Vec<Value>, Value)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let (mut all, mut counts, mut cursor) = (Vec::new(), Value::Null, String::new());
    loop {
        let path = format!("/v1/desk?limit={limit}&{query}{cursor}");
        let reply = ask(service, get(&path, token)).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        let page = reply.json();
        if cursor.is_empty() {
            counts = page["counts"].clone();
        }
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (all, counts),
        }
    }
}

/// Everything of one account, recomputed.
async fn plain<S>(
    service: &S,
    token: &str,
    who: &Actor,
    tracks: &[(TrackId, Machine)],
    now: Moment,
) -> Vec<Plain>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut all = Vec::new();
    for (track, machine) in tracks {
        let path = format!("/v1/{}/{track}", machine.collection());
        let reply = ask(service, get(&path, token)).await;
        let view = reply.json();
        if reply.status == 200 && view["ended"] == false && view["void"] != true {
            all.push(Plain::of(&view, *machine, who, now));
        }
    }
    all.sort_by(|a, b| (&a.due, a.id).cmp(&(&b.due, b.id)));
    all
}

/// Somebody takes what is offered, by the operation that there is.
async fn claim<S>(service: &S, token: &str, who: &Actor) -> bool
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let (offered, _) = list(service, token, "queue=unassigned", 50).await;
    let Some(first) = offered.first() else {
        return false;
    };
    let (href, id) = (text(&first["href"]), first["id"].clone());
    let mut said = String::new();
    for rule in CAPACITIES.iter().filter(|r| who.has_any(r.roles)) {
        let body = json!({ "details": { "capacity": rule.capacity.code() } });
        let version = first["version"].as_i64().unwrap();
        let path = format!("{href}/claims");
        let reply: Reply = ask(service, act(&path, token, &key(), version, &body)).await;
        if reply.status < 300 {
            let (mine, _) = list(service, token, "queue=mine", 50).await;
            assert!(mine.iter().any(|i| i["id"] == id), "what was taken is mine");
            return true;
        }
        said = reply.text;
    }
    panic!("what was offered could not be taken: {said}");
}

async fn trial(kind: Kind, seed: u64, cases: usize, accounts: usize) {
    let mut draw = Draw(seed);
    // In every second world the agencies have others record for them.
    let world = World::where_absent(|o| seed % 2 == 1 && o.kind == OfficeType::Agency);
    let games = games(&world, &mut draw, cases);
    let server = server(kind, &world);
    let service = server.service().await;
    for game in &games {
        tell(&server, &service, game, |_| ()).await;
    }
    let last = games.iter().map(|g| g.now).max().unwrap();
    let days = i64::try_from(draw.below(12)).unwrap();
    let now = Moment(last.max(at("2026-03-02", 9, 0)).0 + days * 86_400_000_000);
    server.clock.set(now);
    let national = token(&server, &world, world.offices.national, Role::Chair);
    let mut tracks = Vec::new();
    for case in all_cases(&service, &national).await {
        let file = server.file(case);
        tracks.extend(file.tracks.iter().map(|t| (t.id, t.machine)));
    }
    let actors: Vec<Actor> = [world.actors(), world.colleagues()].concat();
    // Most of the daily work is theirs.
    let o = world.offices;
    let desks = [o.regency, o.kasn, o.bkn, o.agency, o.other_agency];
    let works = |a: &&Actor| desks.contains(&a.office) && a.roles.iter().all(|r| r.at().is_some());
    let busy: Vec<Actor> = actors.iter().filter(works).cloned().collect();
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut taken = 0;
    let (mut done, mut tried) = (0, 0);
    while done < accounts {
        let all = if draw.below(4) == 0 { &actors } else { &busy };
        let who = draw.of(all);
        let token = server.token(who.account, who.office);
        tried += 1;
        assert!(tried < accounts * 20, "nobody sees anything");
        if draw.below(2) == 0 && claim(&service, &token, who).await {
            taken += 1;
        }
        let all = plain(&service, &token, who, &tracks, now).await;
        // Who sees nothing is asked too, and is not counted.
        done += usize::from(!all.is_empty());
        let filter = match draw.below(3) {
            0 if !all.is_empty() => {
                let one = draw.of(&all);
                match one.terms.first() {
                    Some(term) if draw.below(2) == 0 => format!("&term={term}"),
                    _ => format!("&stage={}", one.stage),
                }
            }
            1 => "&older_than_days=0".to_owned(),
            _ => String::new(),
        };
        let fits = |p: &&Plain| {
            filter.strip_prefix("&stage=").is_none_or(|s| p.stage == *s)
                && filter
                    .strip_prefix("&term=")
                    .is_none_or(|t| p.terms.iter().any(|has| has == t))
        };
        for queue in QUEUES {
            let told = format!("{:?} of {:?}: {queue}{filter}", who.roles, who.office);
            let wanted: Vec<&Plain> = all.iter().filter(fits).filter(|p| p.is_in(queue)).collect();
            let limit = [3, 50, 200][draw.below(3)];
            let query = format!("queue={queue}{filter}");
            let (found, counts) = list(&service, &token, &query, limit).await;
            let ids: Vec<&str> = found.iter().map(|i| text(&i["id"])).collect();
            let should: Vec<String> = wanted.iter().map(|p| p.id.to_string()).collect();
            assert_eq!(ids, should, "{told}");
            for (item, plain) in found.iter().zip(&wanted) {
                let actions = item["actions"].as_array().unwrap().iter();
                let work: BTreeSet<String> =
                    actions.map(|a| text(&a["action"]).to_owned()).collect();
                assert_eq!(work, plain.work, "{told}");
                assert_eq!(item["mine"], plain.mine(), "{told}");
                assert_eq!(item["claimable"], plain.claimable, "{told}");
                let due = &item["due"]["term"]["due_at"];
                let due = due.as_str().unwrap_or(NO_TERM);
                assert_eq!(due, plain.due, "{told}");
                assert_eq!(item["due"]["term"]["late"] == true, plain.late, "{told}");
            }
            *shown.entry(queue).or_default() += found.len();
            for count in counts.as_array().unwrap() {
                let of = text(&count["queue"]);
                let wanted = all.iter().filter(fits).filter(|p| p.is_in(of)).count();
                assert_eq!(count["count"], wanted, "{told}: count of {of}");
                assert_eq!(count["at_least"], false, "{told}");
            }
        }
    }
    assert!(QUEUES.iter().all(|q| shown[q] > 0), "{shown:?}");
    assert!(taken > 0, "somebody took something");
}

#[actix_web::test]
async fn a_desk_is_what_the_views_of_all_tracks_make_of_it() {
    let full = std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full");
    let (trials, cases, accounts) = if full { (10, 25, 100) } else { (1, 10, 10) };
    for kind in kinds() {
        for seed in 0..trials {
            trial(kind, 31 + seed, cases, accounts).await;
        }
    }
}

/// The same office, working by another clock.
fn in_zone(office: &Office, zone: Zone) -> Office {
    Office {
        zone,
        ..office.clone()
    }
}

#[actix_web::test]
async fn a_term_that_passes_at_midnight_in_the_east_is_late_there_and_not_yet_in_the_west() {
    for kind in kinds() {
        let mut world = World::new();
        let city = world.offices.city;
        let moved = world.directory.all().map(|o| match o.id == city {
            true => in_zone(o, Zone::Wit),
            false => o.clone(),
        });
        world.directory = Directory::new(moved.collect::<Vec<_>>());
        let server = server(kind, &world);
        let service = server.service().await;
        let mut desks = Vec::new();
        for office in [world.offices.regency, city] {
            let counter = token(&server, &world, office, Role::IntakeOfficer);
            let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
            assert_eq!(filed.status, 201, "{}", filed.text);
            let staff = world.actor(office, Role::ViolationsStaff);
            desks.push((staff, filed.location.unwrap()));
        }
        // The initial study of a report of 14 October ends with the 16th (Perbawaslu 7/2022 art. 15(1)); in Jayapura
        // that is 22.00 in Jakarta.
        let midnight = at("2024-10-16", 22, 0);
        for (moment, late) in [
            (midnight, [false, false]),
            (Moment(midnight.0 + 1), [false, true]),
            (at("2024-10-17", 0, 0), [false, true]),
            (Moment(at("2024-10-17", 0, 0).0 + 1), [true, true]),
        ] {
            server.clock.set(moment);
            for ((staff, href), late) in desks.iter().zip(late) {
                let token = server.token(staff.account, staff.office);
                let (mine, counts) = list(&service, &token, "queue=mine", 50).await;
                let item = mine.iter().find(|i| i["href"] == *href).unwrap();
                assert_eq!(item["due"]["term"]["code"], "initial_study");
                assert_eq!(item["due"]["term"]["late"], late, "{moment:?} {item}");
                assert_eq!(item["due"]["seconds_late"].is_null(), !late, "{item}");
                assert_eq!(item["due"]["clock"]["code"], "handling_office");
                let counted = counts.as_array().unwrap().iter();
                let counted = counted.clone().find(|c| c["queue"] == "late").unwrap();
                assert_eq!(counted["count"], i64::from(late), "{moment:?}");
                let (listed, _) = list(&service, &token, "queue=late", 50).await;
                assert_eq!(listed.len(), usize::from(late), "{moment:?}");
            }
        }
    }
}

#[actix_web::test]
async fn an_item_says_who_holds_it_since_when_and_whose_clock_runs() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, track) = reach(&world, LawSet::Kasn, Stage::AwaitingAgency).unwrap();
        let teller = tell(&server, &service, &game, |_| ()).await;
        let review = teller.there(track.raw()).to_string();
        let agency = game
            .file
            .track(track)
            .unwrap()
            .review()
            .unwrap()
            .agency
            .unwrap();
        let desk_of = async |office, role, queue: &str| {
            let token = token(&server, &world, office, role);
            list(&service, &token, &format!("queue={queue}"), 50)
                .await
                .0
        };
        let of = |items: &[Value]| items.iter().find(|i| i["id"] == review).cloned();
        let o = world.offices;
        let waits = of(&desk_of(o.kasn, Role::Reviewer, "waiting").await).unwrap();
        assert_eq!(waits["waits_for"].as_array().unwrap().len(), 1, "{waits}");
        assert_eq!(waits["waits_for"][0]["code"], "agency", "{waits}");
        assert_eq!(waits["waits_for"][0]["office"]["id"], agency.to_string());
        assert_eq!(waits["due"]["clock"]["office"]["id"], agency.to_string());
        assert!(
            waits["due"]["seconds_left"].as_i64().unwrap() > 0,
            "{waits}"
        );
        let since = game.file.track(track).unwrap().stands_since().unwrap();
        assert_eq!(waits["since"], since.to_string());
        // Once the agency is late it is the authority's turn to remind, too.
        server.clock.advance(60 * 86_400 * 1_000_000);
        let late = of(&desk_of(o.kasn, Role::Reviewer, "mine").await).unwrap();
        let actions: Vec<&str> = late["actions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| text(&a["action"]))
            .collect();
        assert!(actions.contains(&"remind"), "{late}");
        assert!(late["due"]["seconds_late"].as_i64().unwrap() > 0, "{late}");
        assert_eq!(late["due"]["clock"]["code"], "agency");
        assert!(of(&desk_of(o.kasn, Role::Reviewer, "waiting").await).is_none());
        assert!(of(&desk_of(o.kasn, Role::Reviewer, "late").await).is_some());
    }
}

#[actix_web::test]
async fn a_cursor_is_of_its_list_and_its_caller_and_filters_are_typed() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        for _ in 0..3 {
            ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        }
        let page = ask(&service, get("/v1/desk?limit=1", &staff)).await.json();
        let cursor = text(&page["next_cursor"]).to_owned();
        let after = format!("/v1/desk?limit=1&cursor={cursor}");
        let next = ask(&service, get(&after, &staff)).await.json();
        assert!(next["counts"].is_null(), "{next}");
        assert_ne!(next["items"][0]["id"], page["items"][0]["id"]);
        for refused in [
            get(&after, &counter),
            get(&format!("{after}&queue=late"), &staff),
            get(&format!("{after}&stage=received"), &staff),
        ] {
            let reply = ask(&service, refused).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "cursor_invalid")
            );
        }
        for query in [
            "stage=nowhere",
            "queue=all",
            "sort=due",
            "older_than_days=-1",
        ] {
            let reply = ask(&service, get(&format!("/v1/desk?{query}"), &staff)).await;
            assert_eq!(reply.status, 400, "{query}: {}", reply.text);
        }
        for (query, held) in [
            ("stage=received", 3),
            ("stage=registered", 0),
            ("term=initial_study", 3),
            ("term=handling", 0),
            ("older_than_days=1", 0),
        ] {
            let (items, counts) = list(&service, &staff, query, 2).await;
            assert_eq!(items.len(), held, "{query}");
            assert_eq!(counts[0]["count"], held, "{query}");
        }
        server.clock.advance(26 * 3_600 * 1_000_000);
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        assert_eq!(
            list(&service, &staff, "older_than_days=1", 2).await.0.len(),
            3
        );
        assert_eq!(
            list(&service, &staff, "older_than_days=2", 2).await.0.len(),
            0
        );
        let agency = format!("agency_id={}", world.offices.agency);
        assert_eq!(list(&service, &staff, &agency, 2).await.0.len(), 0);
    }
}

#[actix_web::test]
async fn an_authority_sees_what_each_personnel_officer_owes() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut agencies = BTreeSet::new();
        let mut issued = BTreeSet::new();
        for stage in [Stage::Recommended, Stage::AwaitingAgency, Stage::Reminded] {
            let (game, track) = reach(&world, LawSet::Kasn, stage).unwrap();
            tell(&server, &service, &game, |_| ()).await;
            let track = game.file.track(track).unwrap();
            agencies.insert(track.review().unwrap().agency.unwrap());
            issued.insert(track.last_step(Action::IssueRecommendation).unwrap().day);
        }
        assert_eq!(agencies.len(), 1, "the agency of the first respondent");
        // What another authority has is none of its own list.
        let (game, _) = reach(&world, LawSet::Bkn, Stage::AwaitingAgency).unwrap();
        tell(&server, &service, &game, |_| ()).await;
        let path = "/v1/desk/personnel-officers";
        let reviewer = token(&server, &world, world.offices.kasn, Role::Reviewer);
        let rows = ask(&service, get(path, &reviewer)).await.json();
        let row = &rows["items"][0];
        assert_eq!(rows["items"].as_array().unwrap().len(), 1, "{rows}");
        assert_eq!(
            (
                row["open"].clone(),
                row["delivered"].clone(),
                row["not_delivered"].clone()
            ),
            (json!(3), json!(2), json!(1)),
            "{row}"
        );
        assert_eq!(row["oldest"], issued.first().unwrap().to_string());
        assert_eq!(row["last_reminder"]["action"]["code"], "remind", "{row}");
        assert_eq!(row["agency"]["id"], agencies.first().unwrap().to_string());
        assert_eq!(row["late"], 2, "{row}");
        let told = server.app.clock().now();
        server.clock.set(at("2020-10-10", 9, 0));
        let early = token(&server, &world, world.offices.kasn, Role::Reviewer);
        let rows = ask(&service, get(path, &early)).await.json();
        assert_eq!(rows["items"][0]["late"], 0, "{rows}");
        server.clock.set(told);
        // A ministry sees those that were copied to it; an agency and Bawaslu have no such list, an account without
        // sight has an empty one.
        let ministry = token(
            &server,
            &world,
            world.offices.menpanrb,
            Role::MinistryOfficer,
        );
        assert_eq!(ask(&service, get(path, &ministry)).await.status, 200);
        let other = token(
            &server,
            &world,
            world.offices.home_affairs,
            Role::MinistryOfficer,
        );
        let rows = ask(&service, get(path, &other)).await.json();
        assert_eq!(rows["items"][0]["open"], 4, "copies of both authorities");
        let keeper = token(&server, &world, world.offices.kasn, Role::LawKeeper);
        let rows = ask(&service, get(path, &keeper)).await.json();
        assert_eq!(rows["items"], json!([]));
        for (office, role) in [
            (world.offices.agency, Role::PersonnelOfficer),
            (world.offices.regency, Role::Chair),
        ] {
            let other = token(&server, &world, office, role);
            assert_eq!(ask(&service, get(path, &other)).await.status, 403);
        }
    }
}

/// The path of a feed's address.
fn path_of(address: &str) -> String {
    address[address.find("/v1/").unwrap()..].to_owned()
}

async fn read<S>(service: &S, path: &str) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    ask(service, TestRequest::get().uri(path)).await
}

#[actix_web::test]
async fn a_calendar_feed_tells_the_terms_of_a_desk_and_no_names() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, Stage::InStudy).unwrap();
        tell(&server, &service, &game, |_| ()).await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let actor = world.actor(world.offices.regency, Role::ViolationsStaff);
        let staff = server.token(actor.account, actor.office);
        let once = key();
        let made = ask(
            &service,
            post("/v1/calendar-feeds", &staff, &once, &json!({})),
        )
        .await;
        assert_eq!(made.status, 201, "{}", made.text);
        let path = path_of(text(&made.json()["address"]));
        // Told once.
        let again = ask(
            &service,
            post("/v1/calendar-feeds", &staff, &once, &json!({})),
        )
        .await;
        assert_eq!(again.json()["feed_id"], made.json()["feed_id"]);
        assert!(again.json()["address"].is_null(), "{}", again.text);
        let secret = path
            .rsplit('/')
            .next()
            .unwrap()
            .trim_end_matches(".ics")
            .to_owned();
        assert!(secret.len() >= 26, "130 bits");
        for (place, bytes) in loot(&server, kind) {
            assert!(!contains(&bytes, secret.as_bytes()), "{place}");
            assert!(
                !contains(&bytes, secret.to_uppercase().as_bytes()),
                "{place}"
            );
        }

        let feed = read(&service, &path).await;
        assert_eq!(feed.status, 200, "{}", feed.text);
        assert!(feed.media_type.starts_with("text/calendar"));
        for line in feed.text.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
        }
        for name in ["Pelapor Satu", "Camat Dua", "Kronologi", "Jalan Satu"] {
            assert!(!feed.text.contains(name), "{name}");
        }
        // As many events as the desk has running duties, under names that stay.
        let lines = feed.text.replace("\r\n ", "");
        let uids = |lines: &str| -> BTreeSet<String> {
            let all = lines.split("\r\n").filter(|l| l.starts_with("UID:"));
            all.map(ToOwned::to_owned).collect()
        };
        let (mine, _) = list(&service, &staff, "queue=mine", 200).await;
        let due: Vec<&Value> = mine.iter().filter(|i| !i["due"].is_null()).collect();
        assert!(!due.is_empty());
        for item in &due {
            let term = &item["due"]["term"];
            let uid = format!("UID:{}-{}-", text(&item["id"]), text(&term["code"]));
            assert!(lines.contains(&uid), "{uid}\n{lines}");
            let day = text(&term["due_day"]).replace('-', "");
            assert!(
                lines.contains(&format!("DTSTART;VALUE=DATE:{day}")),
                "{lines}"
            );
        }
        server.clock.advance(1_000_000);
        let later = read(&service, &path).await.text.replace("\r\n ", "");
        assert_eq!(uids(&lines), uids(&later));
        assert_ne!(lines, later, "stamped with the moment of the read");
        let listed = ask(&service, get("/v1/calendar-feeds", &staff)).await;
        assert_eq!(listed.json()["items"].as_array().unwrap().len(), 1);
        assert!(!listed.text.contains(&secret));
    }
}

#[actix_web::test]
async fn an_unknown_an_ended_and_a_shut_feed_are_answered_alike() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let actor = world.actor(world.offices.regency, Role::ViolationsStaff);
        let staff = server.token(actor.account, actor.office);
        let make = async || {
            let made = ask(
                &service,
                post("/v1/calendar-feeds", &staff, &key(), &json!({})),
            )
            .await;
            assert_eq!(made.status, 201, "{}", made.text);
            let made = made.json();
            (
                text(&made["feed_id"]).to_owned(),
                path_of(text(&made["address"])),
            )
        };
        let same = |reply: Reply| {
            let mut body = reply.json();
            for name in ["request_id", "instance"] {
                body.as_object_mut().unwrap().remove(name);
            }
            (reply.status, body)
        };
        let unknown = same(read(&service, "/v1/calendar/00000000000000000000000000.ics").await);
        assert_eq!(unknown.0, 404);
        for odd in [
            "/v1/calendar/x",
            "/v1/calendar/.ics",
            "/v1/calendar/%00.ics",
        ] {
            assert_eq!(read(&service, odd).await.status, 404, "{odd}");
        }
        let (feed, path) = make().await;
        assert_eq!(read(&service, &path).await.status, 200);
        let bare_path = path.trim_end_matches(".ics");
        assert_eq!(read(&service, bare_path).await.status, 404);
        // Somebody else's is not there.
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let end = format!("/v1/calendar-feeds/{feed}/end");
        assert_eq!(ask(&service, bare(&end, &chair)).await.status, 404);
        let once = key();
        let ending = || bare(&end, &staff).insert_header(("idempotency-key", once.clone()));
        assert_eq!(ask(&service, ending()).await.status, 200);
        assert_eq!(
            ask(&service, ending()).await.status,
            200,
            "the same once more"
        );
        assert_eq!(ask(&service, bare(&end, &staff)).await.status, 404);
        assert_eq!(same(read(&service, &path).await), unknown);

        let mut paths = Vec::new();
        for _ in 0..5 {
            paths.push(make().await.1);
        }
        let sixth = ask(
            &service,
            post("/v1/calendar-feeds", &staff, &key(), &json!({})),
        )
        .await;
        assert_eq!(sixth.reason(), "feeds_enough", "{}", sixth.text);
        outside(|| server.app.set_disabled(actor.account, true)).unwrap();
        for path in paths {
            assert_eq!(same(read(&service, &path).await), unknown);
        }
    }
}
