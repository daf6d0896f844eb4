//! A played game told to a server: the same steps over HTTP, in the server's own identifiers.

use std::collections::BTreeMap;

use actix_web::test::TestRequest;
use netralitas_domain::{
    acts::{Command, OtherReview},
    file::{Capacity, CaseFile, Party},
    ids::{CaseId, Id},
    procedure::{Action, Machine, rows, rows_on},
    time::{Moment, Zone},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Reply, Server, act, bodies, post};
use crate::play::{Game, Start, Step};

/// One call of a story, not yet sent.
#[derive(Debug, Clone)]
pub struct Call {
    /// Where to.
    pub path: String,
    /// Whose token.
    pub token: String,
    /// Its key.
    pub key: String,
    /// The version it acts on; none for a filing.
    pub version: Option<i64>,
    /// The body.
    pub body: Value,
    /// The second person, where two must act.
    pub second: Option<Second>,
}

/// Who confirms a call, and what it is.
#[derive(Debug, Clone)]
pub struct Second {
    /// Whose token.
    pub token: String,
    /// The machine of the track.
    pub machine: Machine,
    /// The track.
    pub track: Uuid,
    /// The action.
    pub action: Action,
}

impl Second {
    /// A new account with the roles of a command's second person; none where one is enough.
    #[must_use]
    pub fn of(server: &Server, command: &Command, machine: Machine, track: Uuid) -> Option<Self> {
        let second = command.approval.as_ref()?;
        let (_, token) = server.account(second.office, &second.roles);
        Some(Self {
            token,
            machine,
            track,
            action: command.action,
        })
    }
}

impl Call {
    /// As a request; where two must act, the one that asks.
    #[must_use]
    pub fn request(&self) -> TestRequest {
        let Some(version) = self.version else {
            return post(&self.path, &self.token, &self.key, &self.body);
        };
        let Some(second) = &self.second else {
            return act(&self.path, &self.token, &self.key, version, &self.body);
        };
        let asked = json!({
            "machine": second.machine, "track_id": second.track, "action": second.action,
            "version": version, "body": self.body,
        });
        post("/v1/approvals", &self.token, &self.key, &asked)
    }

    /// The second person's request after the first was answered; none where nothing waits.
    #[must_use]
    pub fn confirmation(&self, asked: &Reply) -> Option<TestRequest> {
        let second = self.second.as_ref().filter(|_| asked.status == 201)?;
        let path = format!("{}/confirmation", asked.location.as_deref()?);
        let bearer = format!("Bearer {}", second.token);
        Some(
            TestRequest::post()
                .uri(&path)
                .insert_header(("authorization", bearer))
                .insert_header(("idempotency-key", self.key.as_str())),
        )
    }
}

/// Tells one game. The server draws its own identifiers, so after each answer the two are put side by side.
pub struct Teller<'s> {
    server: &'s Server,
    /// The game's file as told so far.
    told: CaseFile,
    names: BTreeMap<Uuid, Uuid>,
    case: CaseId,
    calls: u64,
}

impl<'s> Teller<'s> {
    /// Begins with nothing told. The actors must be enlisted at the server.
    #[must_use]
    pub fn new(server: &'s Server, game: &Game<'_>) -> Self {
        let told = CaseFile::new(game.file.id);
        Self {
            server,
            told,
            names: BTreeMap::new(),
            case: Id::new(Uuid::nil()),
            calls: 0,
        }
    }

    /// The case at the server.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// The server's identifier for one of the game's; those that both share stay as they are.
    #[must_use]
    pub fn there(&self, id: Uuid) -> Uuid {
        self.names.get(&id).copied().unwrap_or(id)
    }

    /// The first paper; sets the server's clock.
    #[must_use]
    pub fn opening(&mut self, game: &Game<'_>) -> Call {
        let (paper, actor, now) = &game.script.opening;
        self.server.clock.set(*now);
        Call {
            path: filing(paper.action),
            token: self.server.token(actor.account, actor.office),
            key: self.key(),
            version: None,
            body: bodies::of_new_case(paper),
            second: None,
        }
    }

    /// Takes in the answer to a paper that opened another case, which the game knows by this identifier.
    ///
    /// # Panics
    /// When it was not taken.
    pub fn found(&mut self, id: CaseId, reply: &Reply) {
        assert_eq!(reply.status, 201, "{}", reply.text);
        let there = reply.json()["case_id"].as_str().unwrap().parse().unwrap();
        self.names.insert(id.raw(), there);
    }

    /// A matter at the review authority itself, on the day of a step, into whose review that step joins one of the
    /// game; sets the server's clock.
    #[must_use]
    pub fn matter(&mut self, game: &Game<'_>, now: Moment, other: &OtherReview) -> Call {
        self.server.clock.set(now);
        let law = game.file.case_track().expect("a case").law;
        let day = now.day_in(Zone::Wib).to_string();
        let start = Start::at_authority(game.world, law);
        let start = start.at(other.authority).on(&day);
        let actor = start.actor(game.world);
        Call {
            path: filing(start.action),
            token: self.server.token(actor.account, actor.office),
            key: self.key(),
            version: None,
            body: bodies::of_new_case(&start.paper()),
            second: None,
        }
    }

    /// Takes in the answer to such a matter.
    ///
    /// # Panics
    /// When it was not taken.
    pub fn matter_found(&mut self, other: &OtherReview, reply: &Reply) {
        self.found(other.case, reply);
        let receipt = reply.json();
        let review = receipt["other_tracks"][0]["track_id"].as_str().unwrap();
        self.names.insert(other.id.raw(), review.parse().unwrap());
    }

    /// Takes in the answer to the first paper.
    ///
    /// # Panics
    /// When it was not taken.
    pub fn opened(&mut self, game: &Game<'_>, reply: &Reply) {
        assert_eq!(reply.status, 201, "{}", reply.text);
        let steps: usize = game.script.steps.iter().map(|s| s.events.len()).sum();
        let first = &game.events[..game.events.len() - steps];
        self.told.apply(first);
        // Tracks that open with the case.
        let receipt = reply.json();
        let others = receipt["other_tracks"].as_array().unwrap();
        for (event, other) in first.iter().skip(1).zip(others) {
            let there: Uuid = other["track_id"].as_str().unwrap().parse().unwrap();
            self.names.insert(event.track.raw(), there);
        }
        self.case = Id::new(reply.json()["case_id"].as_str().unwrap().parse().unwrap());
        self.names.insert(game.file.id.raw(), self.case.raw());
        self.compare();
    }

    /// A step; sets the server's clock.
    #[must_use]
    pub fn step(&mut self, step: &Step) -> Call {
        self.server.clock.set(step.now);
        let track = self.there(step.command.track.raw());
        let machine = step.events[0].machine;
        Call {
            second: Second::of(self.server, &step.command, machine, track),
            path: self.address(&step.command),
            token: self.server.token(step.actor.account, step.actor.office),
            key: self.key(),
            version: Some(step.events[0].seq - 1),
            body: self.body(&step.command),
        }
    }

    /// Takes in the answer to a step.
    ///
    /// # Panics
    /// When it was not taken, or led elsewhere than the game.
    pub fn stepped(&mut self, step: &Step, reply: &Reply) {
        assert_eq!(
            reply.status, 200,
            "{:?} {} {}",
            step.command.action, reply.path, reply.text
        );
        let receipt = reply.json();
        // The receipt tells of those other tracks that its reader sees, in the order of the events.
        let mut others = receipt["other_tracks"]
            .as_array()
            .unwrap()
            .iter()
            .peekable();
        for event in step.events.iter().skip(1) {
            let known = self.names.get(&event.track.raw()).copied();
            let fits = |other: &&Value| {
                let there: Uuid = other["track_id"].as_str().unwrap().parse().unwrap();
                other["machine"] == event.machine.code() && known.is_none_or(|id| id == there)
            };
            let there = match others.next_if(fits) {
                Some(other) => {
                    assert_eq!(other["stage"], event.to.code(), "{}", reply.text);
                    other["track_id"].as_str().unwrap().parse().unwrap()
                }
                None => known.unwrap_or_else(|| self.unnamed(event.machine)),
            };
            self.names.insert(event.track.raw(), there);
        }
        assert_eq!(others.next(), None, "{}", reply.text);
        assert_eq!(receipt["stage"], step.events[0].to.code(), "{}", reply.text);
        self.told.apply(&step.events);
        self.compare();
    }

    /// The first track of a machine at the server that has no name yet.
    fn unnamed(&self, machine: Machine) -> Uuid {
        let file = self.server.file(self.case);
        let named = |id: Uuid| self.names.values().any(|n| *n == id);
        let mut all = file.tracks.iter().filter(|t| t.machine == machine);
        let found = all.find(|t| !named(t.id.raw())).expect("a new track");
        found.id.raw()
    }

    /// The address of a command at the server.
    #[must_use]
    pub fn address(&self, command: &Command) -> String {
        let on = self.told.track(command.track).expect("a track told");
        let rule = rows_on(on.machine, command.action)
            .find(|r| r.is_operation())
            .expect("an operation");
        format!(
            "/v1/{}/{}/{}",
            rule.machine().collection(),
            self.there(command.track.raw()),
            rule.path
        )
    }

    /// The body of a command with the server's identifiers.
    #[must_use]
    pub fn body(&self, command: &Command) -> Value {
        self.rename(&bodies::of_command(command))
    }

    fn rename(&self, body: &Value) -> Value {
        match body {
            Value::String(text) => match text.parse::<Uuid>() {
                Ok(id) => self.there(id).to_string().into(),
                Err(_) => body.clone(),
            },
            Value::Array(all) => all.iter().map(|v| self.rename(v)).collect(),
            Value::Object(map) => map
                .iter()
                .map(|(k, v)| (k.clone(), self.rename(v)))
                .collect(),
            plain => plain.clone(),
        }
    }

    fn key(&mut self) -> String {
        self.calls += 1;
        // Told twice, a game gives new keys.
        format!(
            "{}-{}",
            Uuid::from_u128(u128::from(super::rand())),
            self.calls
        )
    }

    /// People, allegations and papers stand in the same order on both sides. A case that began without a report has
    /// a seat for an informant there, which ours does not know where it is empty.
    fn compare(&mut self) {
        let there = self.server.file(self.case);
        let (Some(ours), Some(theirs)) = (self.told.case(), there.case()) else {
            panic!("a case has facts")
        };
        let told = |p: &&Party| p.capacity == Capacity::Informant;
        let seat = ours.parties.iter().filter(told).count() == 0;
        let named = theirs.parties.iter().filter(|p| !(seat && told(p)));
        let theirs_named: Vec<&Party> = named.collect();
        assert_eq!(ours.parties.len(), theirs_named.len());
        assert_eq!(ours.allegations.len(), theirs.allegations.len());
        for (a, b) in ours.parties.iter().zip(theirs_named) {
            self.names.insert(a.id.raw(), b.id.raw());
        }
        for (a, b) in ours.allegations.iter().zip(&theirs.allegations) {
            self.names.insert(a.id.raw(), b.id.raw());
        }
        for ours in &self.told.tracks {
            let theirs = there.track(Id::new(self.there(ours.id.raw())));
            for (a, b) in ours
                .papers
                .iter()
                .zip(theirs.iter().flat_map(|t| &t.papers))
            {
                self.names.insert(a.raw(), b.raw());
            }
        }
    }
}

/// The address of a creation.
///
/// # Panics
/// When the action is none.
#[must_use]
pub fn filing(action: Action) -> String {
    format!(
        "/v1/{}",
        rows(action)
            .find(|r| r.is_creation())
            .expect("a creation")
            .path
    )
}
