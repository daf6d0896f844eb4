//! The scope oracle: accounts of every office and role read tracks of every road through every read operation of the
//! document; each answer is compared with a predicate written apart. 100,000 combinations of account, operation and
//! track with `NETRALITAS_PROVE=full`, a hundredth of it otherwise.

mod counted;
mod reference;
mod surfaces;

use std::collections::{BTreeMap, BTreeSet};

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Spell,
    figures::Figure,
    file::CaseFile,
    ids::{CaseId, Id, TrackId},
    law::LawSet,
    people::{Actor, Role},
    procedure::{Machine, Stage},
};
use netralitas_testkit::{
    db::{Kind as Database, kinds},
    http::{Reply, Server, get, post},
    play::{Game, World, at, reach, stages_of},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    files::{PDF, upload},
    journal::facts,
    seen::ask,
    stand::{key, server, tell},
};
use surfaces::{Kind, Surface};

/// Draws that are the same in every run.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, end: usize) -> usize {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % end
    }
    pub fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// A case as it is stored.
struct Told {
    file: CaseFile,
    grants: Vec<Spell>,
    /// A file of the case's own track, where one could be attached.
    attached: Option<Uuid>,
}

/// Everything that may be read.
struct Stored {
    cases: Vec<Told>,
    /// Each track with the place of its case.
    tracks: Vec<(usize, TrackId, Machine, Stage)>,
    meetings: Vec<(usize, Uuid)>,
}

/// Games to stages drawn at random, under every law text.
pub fn games<'w>(world: &'w World, draw: &mut Draw, count: usize) -> Vec<Game<'w>> {
    let mut all = Vec::new();
    while all.len() < count {
        let law = *draw.of(LawSet::ALL);
        let stages = stages_of(law);
        let Some(stage) = (!stages.is_empty()).then(|| *draw.of(&stages)) else {
            continue;
        };
        all.extend(reach(world, law, stage).map(|(game, _)| game));
    }
    all
}

async fn stored<S>(server: &Server, service: &S, games: &[Game<'_>], world: &World) -> Stored
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut all = Stored {
        cases: Vec::new(),
        tracks: Vec::new(),
        meetings: Vec::new(),
    };
    for game in games {
        tell(server, service, game, |_| ()).await;
    }
    let chair = world.actor(world.offices.national, Role::Chair);
    let chair = server.token(chair.account, chair.office);
    // Some games file a second case on the way, which is read too.
    for case in all_cases(service, &chair).await {
        let attached = attached(server, service, server.file(case), world).await;
        let file = server.file(case);
        let (_, _, grants) = facts(server, case);
        let place = all.cases.len();
        let tracks = file.tracks.iter();
        all.tracks
            .extend(tracks.map(|t| (place, t.id, t.machine, t.stage)));
        let journal = format!("/v1/cases/{case}/journal?limit=200");
        let rows = ask(service, get(&journal, &chair)).await.json();
        let meetings = rows["items"].as_array().unwrap().iter();
        let meetings = meetings.filter_map(|row| row["meeting_id"].as_str()?.parse().ok());
        all.meetings.extend(meetings.map(|id| (place, id)));
        all.cases.push(Told {
            file,
            grants,
            attached,
        });
    }
    all
}

/// Every case, as the office that sees all of them lists them.
pub async fn all_cases<S>(service: &S, chair: &str) -> Vec<CaseId>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut all = Vec::new();
    for void in [false, true] {
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/cases?limit=200&void={void}{cursor}");
            let page = ask(service, get(&path, chair)).await.json();
            let ids = page["items"].as_array().unwrap().iter();
            let ids = ids.map(|item| item["id"].as_str().unwrap().parse().unwrap());
            all.extend(ids.map(|id: Uuid| Id::new(id)));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
    }
    all
}

/// Attaches a file to the first paper of a case, as the handling office's chair.
async fn attached<S>(server: &Server, service: &S, file: CaseFile, world: &World) -> Option<Uuid>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let track = file.case_track()?;
    let office = track.case()?.handled_by;
    let chair = world.actor(office, Role::Chair);
    let token = server.token(chair.account, chair.office);
    let path = format!("/v1/cases/{}", track.id);
    let view = ask(service, get(&path, &token)).await.json();
    let paper = view["papers"][0]["id"].as_str()?.to_owned();
    let address = format!("{path}/files?paper_id={paper}");
    let reply = ask(
        service,
        upload(&address, &token, &key(), track.version, PDF),
    )
    .await;
    reply.json()["file"]["id"].as_str()?.parse().ok()
}

/// What a problem says, without the number of the request.
fn words(reply: &Reply) -> (u16, Value) {
    let mut body = reply.json();
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
        members.remove("instance");
    }
    (reply.status, body)
}

fn without_origin(all: counted::Counted) -> counted::Counted {
    let mut less = counted::Counted::new();
    for ((figure, state, _), n) in all {
        *less.entry((figure, state, String::new())).or_default() += n;
    }
    less.retain(|_, n| *n != 0);
    less
}

/// One account before everything that is stored.
struct Reader<'t> {
    who: &'t Actor,
    token: String,
    seen: BTreeSet<TrackId>,
    stored: &'t Stored,
}

impl Reader<'_> {
    /// No answer names a track that is not seen.
    fn names_nothing_hidden(&self, reply: &Reply, surface: &Surface) {
        let mut ids = Vec::new();
        surfaces::named(&reply.json(), &mut ids);
        for (_, track, ..) in &self.stored.tracks {
            let hidden = !self.seen.contains(track);
            assert!(
                !(hidden && ids.contains(&track.raw())),
                "{:?} of {:?} is told of {track} by {} {}: {}",
                self.who.roles,
                self.who.office,
                surface.method,
                surface.path,
                reply.text
            );
        }
    }

    async fn read<S>(&self, service: &S, path: &str) -> Reply
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        ask(service, get(path, &self.token)).await
    }

    /// One track, or something behind it: told apart from one that never was exactly where it is seen.
    async fn track<S>(&self, service: &S, surface: &Surface, place: usize)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let (case, track, machine, _) = self.stored.tracks[place];
        let file = self.stored.cases[case].attached.unwrap_or(track.raw());
        let address = |id: Uuid| {
            let path = surface.path.replace("{track_id}", &id.to_string());
            let path = path.replace("{file_id}", &file.to_string());
            if path.starts_with("/v1/notes") {
                return format!("{path}?track_id={id}");
            }
            path
        };
        let found = self.read(service, &address(track.raw())).await;
        let never = self.read(service, &address(Uuid::from_u128(77))).await;
        let there = surface.machine.is_none_or(|m| m == machine) && self.seen.contains(&track);
        let told_apart = words(&found) != words(&never);
        let told = format!(
            "{:?} of {:?}: {} of {track}: {}",
            self.who.roles, self.who.office, surface.path, found.text
        );
        if there && surface.kind == Kind::Track {
            assert!(found.status != 404, "{told}");
        }
        assert!(there || !told_apart, "{told}");
        self.names_nothing_hidden(&found, surface);
    }

    /// A list: exactly the tracks that are seen and fit, in pages of any length and in any order, each once.
    async fn list<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let machine = surface.machine.unwrap();
        let of = |t: &&(usize, TrackId, Machine, Stage)| t.2 == machine;
        let all: Vec<_> = self.stored.tracks.iter().filter(of).collect();
        let void = Stage::void(machine);
        let stage = match draw.below(3) {
            0 if !all.is_empty() => Some(draw.of(&all).3),
            _ => None,
        };
        let ended = [None, Some(true), Some(false)][draw.below(3)];
        let fits = |s: Stage| {
            // What never should have been is listed where it alone is asked for.
            stage.map_or(s != void, |wanted| s == wanted)
                && ended.is_none_or(|ended| s.is_final() == ended)
        };
        let wanted: BTreeSet<Uuid> = all
            .iter()
            .filter(|t| fits(t.3) && self.seen.contains(&t.1))
            .map(|t| t.1.raw())
            .collect();
        let mut query = format!("limit={}", [3, 50, 200][draw.below(3)]);
        if let Some(stage) = stage {
            query.push_str(&format!("&stage={}", stage.code()));
        }
        if let Some(ended) = ended {
            query.push_str(&format!("&ended={ended}"));
        }
        query.push_str(["&sort=newest", "&sort=due"][draw.below(2)]);
        let mut found = Vec::new();
        let mut cursor = None;
        loop {
            let mut path = format!("{}?{query}", surface.path);
            if let Some(cursor) = cursor {
                path.push_str(&format!("&cursor={cursor}"));
            }
            let reply = self.read(service, &path).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            self.names_nothing_hidden(&reply, surface);
            let page = reply.json();
            for item in page["items"].as_array().unwrap() {
                found.push(item["id"].as_str().unwrap().parse::<Uuid>().unwrap());
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        let once: BTreeSet<Uuid> = found.iter().copied().collect();
        assert_eq!(found.len(), once.len(), "{query}: a row twice");
        assert_eq!(
            once, wanted,
            "{:?} of {:?}: {}?{query}",
            self.who.roles, self.who.office, surface.path
        );
    }

    /// A desk: what waits for the reader and what waits for others are together the open tracks that are seen, each once;
    /// the other lists are of these.
    async fn desk<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let all = self.stored.tracks.iter();
        let open = all.filter(|t| !t.3.is_final() && self.seen.contains(&t.1));
        let wanted: BTreeSet<Uuid> = open.map(|t| t.1.raw()).collect();
        let mut found = Vec::new();
        for queue in ["mine", "waiting", "unassigned", "late"] {
            let limit = [7, 50, 200][draw.below(3)];
            let mut cursor = String::new();
            loop {
                let path = format!("{}?queue={queue}&limit={limit}{cursor}", surface.path);
                let reply = self.read(service, &path).await;
                assert_eq!(reply.status, 200, "{path}: {}", reply.text);
                self.names_nothing_hidden(&reply, surface);
                let page = reply.json();
                for item in page["items"].as_array().unwrap() {
                    let id: Uuid = item["id"].as_str().unwrap().parse().unwrap();
                    assert!(wanted.contains(&id), "{path}: {id}");
                    if matches!(queue, "mine" | "waiting") {
                        found.push(id);
                    }
                }
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
        }
        let once: BTreeSet<Uuid> = found.iter().copied().collect();
        assert_eq!(found.len(), once.len(), "a track twice");
        assert_eq!(
            once, wanted,
            "{:?} of {:?}",
            self.who.roles, self.who.office
        );
    }

    /// A search: without words the list of every machine; with words nothing beyond it.
    async fn found<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let wanted: BTreeSet<Uuid> = self
            .stored
            .tracks
            .iter()
            .filter(|t| t.3 != Stage::void(t.2) && self.seen.contains(&t.1))
            .map(|t| t.1.raw())
            .collect();
        let words = [None, Some("kampanye"), Some("kajian")][draw.below(3)];
        let limit = [3, 50, 100][draw.below(3)];
        let mut body = json!({ "limit": limit });
        if let Some(words) = words {
            body["text"] = json!(words);
        }
        let mut found = Vec::new();
        loop {
            let reply = ask(service, post(&surface.path, &self.token, &key(), &body)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            self.names_nothing_hidden(&reply, surface);
            self.addresses_are_seen(&reply);
            let page = reply.json();
            for item in page["items"].as_array().unwrap() {
                found.push(item["id"].as_str().unwrap().parse::<Uuid>().unwrap());
            }
            match page["next_cursor"].as_str() {
                Some(next) => body["cursor"] = json!(next),
                None => break,
            }
        }
        let once: BTreeSet<Uuid> = found.iter().copied().collect();
        assert_eq!(found.len(), once.len(), "{body}: a row twice");
        if words.is_none() {
            assert_eq!(
                once, wanted,
                "{:?} of {:?}",
                self.who.roles, self.who.office
            );
        } else {
            assert!(once.is_subset(&wanted), "{body}");
        }
    }

    /// Every address of an answer leads to a track that is seen.
    fn addresses_are_seen(&self, reply: &Reply) {
        for item in reply.json()["items"].as_array().unwrap() {
            let id = item["href"].as_str().unwrap().rsplit('/').next().unwrap();
            let id = Id::new(id.parse().unwrap());
            assert!(self.seen.contains(&id), "{}", reply.text);
        }
    }

    /// A meeting or an approval: as if it had never been where no track of its case is seen.
    async fn thing<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        if self.stored.meetings.is_empty() {
            return;
        }
        let (case, id) = *draw.of(&self.stored.meetings);
        let open = surface.path.find('{').unwrap();
        let address = |id: Uuid| format!("{}{id}", &surface.path[..open]);
        let found = self.read(service, &address(id)).await;
        let never = self.read(service, &address(Uuid::from_u128(77))).await;
        let tracks = &self.stored.cases[case].file.tracks;
        let none = tracks.iter().all(|t| !self.seen.contains(&t.id));
        assert!(!none || words(&found) == words(&never), "{}", found.text);
        self.names_nothing_hidden(&found, surface);
    }

    /// Figures: those of the tracks that are seen.
    async fn figures<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let files: Vec<&CaseFile> = self.stored.cases.iter().map(|c| &c.file).collect();
        let wanted = counted::counted(&files, &self.seen);
        let mut found = counted::Counted::new();
        let state = |item: &Value| item.as_str().unwrap_or_default().to_owned();
        let told = format!("{:?} of {:?}", self.who.roles, self.who.office);
        let mut wanted = wanted;
        if surface.kind == Kind::Figures {
            let figure = *draw.of(Figure::ALL);
            let by = *draw.of(&[
                "state",
                "state,month",
                "office,state",
                "origin,state",
                "state,origin",
            ]);
            let path = format!("{}?figure={}&by={by}", surface.path, figure.code());
            let reply = self.read(service, &path).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            for item in reply.json()["items"].as_array().unwrap() {
                let value = |by: &str| {
                    let mut values = item["by"].as_array().unwrap().iter();
                    values
                        .find(|v| v["by"] == by)
                        .map_or(String::new(), |v| state(&v["code"]))
                };
                let n = item["n"].as_i64().unwrap();
                let key = (figure, value("state"), value("origin"));
                *found.entry(key).or_default() += n;
            }
            wanted.retain(|(f, ..), _| *f == figure);
            if !by.contains("origin") {
                wanted = without_origin(wanted);
            }
        } else {
            let path = format!("{}?known_from=1970-01-01T00:00:00Z", surface.path);
            let reply = self.read(service, &path).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            for item in reply.json()["items"].as_array().unwrap() {
                let figure = Figure::from_code(item["figure"].as_str().unwrap()).unwrap();
                let n = item["added"].as_i64().unwrap() - item["removed"].as_i64().unwrap();
                let state = state(&item["state"]["code"]);
                *found.entry((figure, state, String::new())).or_default() += n;
            }
            wanted = without_origin(wanted);
        }
        found.retain(|_, n| *n != 0);
        assert_eq!(found, wanted, "{told}");
    }

    async fn one<S>(&self, service: &S, surface: &Surface, draw: &mut Draw)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        match surface.kind {
            Kind::Track | Kind::Behind => {
                // Mostly of the right machine, else the address is another's.
                let of =
                    |t: &(usize, &(usize, TrackId, Machine, Stage))| Some(t.1.2) == surface.machine;
                let all = self.stored.tracks.iter().enumerate();
                let own: Vec<usize> = all.filter(of).map(|t| t.0).collect();
                let place = if own.is_empty() || draw.below(10) == 0 {
                    draw.below(self.stored.tracks.len())
                } else {
                    *draw.of(&own)
                };
                self.track(service, surface, place).await;
            }
            Kind::List => self.list(service, surface, draw).await,
            Kind::Desk => self.desk(service, surface, draw).await,
            Kind::Search => {
                let body = json!({ "nip": "198609262015051001" });
                let call = post(&surface.path, &self.token, &key(), &body);
                self.names_nothing_hidden(&ask(service, call).await, surface);
            }
            Kind::Found => self.found(service, surface, draw).await,
            Kind::People => {
                let name = ["Camat Contoh", "Pelapor", "Camat"][draw.below(3)];
                let body = json!({ "name": name });
                let call = post(&surface.path, &self.token, &key(), &body);
                let reply = ask(service, call).await;
                assert_eq!(reply.status, 200, "{}", reply.text);
                self.names_nothing_hidden(&reply, surface);
                self.addresses_are_seen(&reply);
            }
            Kind::Beside => {
                self.names_nothing_hidden(&self.read(service, &surface.path).await, surface);
            }
            Kind::Figures | Kind::Changes => self.figures(service, surface, draw).await,
            Kind::Stays => {
                let files: Vec<&CaseFile> = self.stored.cases.iter().map(|c| &c.file).collect();
                let reply = self.read(service, &surface.path).await;
                let mut found = BTreeMap::new();
                for item in reply.json()["items"].as_array().unwrap() {
                    let stage = item["stage"]["code"].as_str().unwrap().to_owned();
                    let numbers = ["left", "median_days", "p90_days"];
                    found.insert(stage, numbers.map(|n| item[n].as_i64().unwrap()));
                }
                let wanted = counted::stays(&files, &self.seen);
                assert_eq!(
                    found, wanted,
                    "{:?} of {:?}",
                    self.who.roles, self.who.office
                );
            }
            Kind::Thing => self.thing(service, surface, draw).await,
            Kind::None => {}
        }
    }
}

async fn trial(kind: Database, seed: u64, cases: usize, combinations: usize) {
    let mut draw = Draw(seed);
    let world = World::new();
    let games = games(&world, &mut draw, cases);
    let server = server(kind, &world);
    let service = server.service().await;
    let stored = stored(&server, &service, &games, &world).await;
    let last = games.iter().map(|g| g.now).max().unwrap();
    server.clock.set(last.max(at("2026-03-02", 9, 0)));
    let surfaces: Vec<Surface> = surfaces::all()
        .into_iter()
        .filter(|s| s.kind != Kind::None)
        .collect();
    let actors: Vec<Actor> = [world.actors(), world.colleagues()].concat();
    let (mut done, mut hidden, mut shown) = (0, 0, 0);
    while done < combinations {
        let who = draw.of(&actors);
        let case = |place: usize| &stored.cases[place];
        let sees = |t: &&(usize, TrackId, Machine, Stage)| {
            let told = case(t.0);
            reference::sees(who, t.1, &told.file, &told.grants, &world.directory)
        };
        let seen: BTreeSet<TrackId> = stored.tracks.iter().filter(sees).map(|t| t.1).collect();
        shown += seen.len();
        hidden += stored.tracks.len() - seen.len();
        let reader = Reader {
            who,
            token: server.token(who.account, who.office),
            seen,
            stored: &stored,
        };
        for _ in 0..40 {
            reader.one(&service, draw.of(&surfaces), &mut draw).await;
            done += 1;
        }
    }
    assert!(shown > 0 && hidden > 0, "both are tried: {shown}, {hidden}");
}

#[actix_web::test]
async fn every_surface_shows_what_the_reference_says_and_nothing_else() {
    let full = std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full");
    // Of these, ten databases each; every one with other cases.
    let (trials, cases, combinations) = if full { (10, 30, 5_000) } else { (1, 10, 500) };
    for kind in kinds() {
        for seed in 0..trials {
            trial(kind, seed, cases, combinations).await;
        }
    }
}

#[test]
fn every_read_operation_of_the_document_is_a_surface() {
    let all = surfaces::all();
    let count = |kind| all.iter().filter(|s| s.kind == kind).count();
    assert_eq!(count(Kind::List), Machine::ALL.len());
    assert_eq!(count(Kind::Search), Machine::ALL.len());
    assert!(count(Kind::Track) >= 4 * Machine::ALL.len(), "{all:?}");
}
