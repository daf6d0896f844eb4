//! Every action of the document with every role at every stage: the answer over HTTP is the domain's
//! verdict, and the whole of it is `tests/golden/roles.txt`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_app::{Known, Principal};
use netralitas_domain::{
    acts::{Command, Details, Grant, OtherCase, OtherReview, check, decide, holds_a_role},
    file::{CaseFile, Track},
    ids::{CaseId, TrackId},
    people::{Actor, Role},
    procedure::{Action, Machine, RECORDS, Rule, operation_id, rows, rows_on},
    refusal::Refusal,
    time::Moment,
};
use netralitas_store::access;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{
        Reply, Server, bodies, outside,
        script::{Call, Second, Teller},
    },
    play::{Game, Step, World, now_in},
};
use uuid::Uuid;

use crate::{
    golden::assert_golden,
    places::{Place, acts, places, step},
    seen::{DOCUMENT, ask},
    stand::{server, take, tell},
};

/// What becomes of a step, as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Allowed,
    Forbidden,
    NotHere,
    Condition,
    Input,
    Hidden,
}

impl Cell {
    const fn sign(self) -> char {
        match self {
            Self::Allowed => '+',
            Self::Forbidden => '.',
            Self::NotHere => '-',
            Self::Condition => '!',
            Self::Input => '?',
            Self::Hidden => ' ',
        }
    }
    const fn status(self) -> u16 {
        match self {
            Self::Allowed => 200,
            Self::Forbidden => 403,
            Self::NotHere | Self::Condition => 409,
            Self::Input => 422,
            Self::Hidden => 404,
        }
    }
}

fn cell_of(refusal: &Refusal) -> Cell {
    match refusal {
        Refusal::RoleMissing | Refusal::WrongOffice | Refusal::OfficeActsItself => Cell::Forbidden,
        Refusal::NotInThisLaw | Refusal::StepNotAllowed { .. } => Cell::NotHere,
        Refusal::Guard { .. } | Refusal::TooEarly { .. } | Refusal::StepMissing { .. } => {
            Cell::Condition
        }
        // A second person.
        _ if refusal.code().starts_with("approval_") => Cell::Condition,
        // The day, the paper, the details or the party.
        _ => Cell::Input,
    }
}

/// A case told to the server, standing where a place says.
struct Standing {
    file: CaseFile,
    /// What it is linked with or could be, and who sees that.
    other: Option<(OtherCase, Vec<Grant>)>,
    /// The review that it is joined into or could be, and who sees that.
    review: Option<(CaseFile, TrackId, Vec<Grant>)>,
    track: TrackId,
    grants: Vec<Grant>,
    known: Arc<Known>,
    now: Moment,
}

impl Standing {
    async fn new<S>(server: &Server, service: &S, game: &Game<'_>, track: TrackId) -> Self
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let teller = tell(server, service, game, |_| ()).await;
        let case = teller.case();
        server.clock.set(game.now);
        let joined = |step: &Step| match &step.command.details {
            Details::OtherReview(other) => Some(other.clone()),
            _ => None,
        };
        let joined = game.script.steps.iter().rev().find_map(joined);
        let review = joined.map(|other| {
            let case = CaseId::new(teller.there(other.case.raw()));
            let review = TrackId::new(teller.there(other.id.raw()));
            (server.file(case), review, lasting(server, case))
        });
        Self {
            other: None,
            review,
            file: server.file(case),
            track: TrackId::new(teller.there(track.raw())),
            grants: lasting(server, case),
            known: server.app.known_now().await.unwrap(),
            now: game.now,
        }
    }
    fn sees(&self, actor: &Actor) -> bool {
        let scope = Principal::scope(actor, &self.known, self.now);
        // Nothing is assigned in a place.
        if scope.only_assigned.is_some() {
            return false;
        }
        scope.everything
            || self
                .grants
                .iter()
                .any(|g| g.track == self.track && scope.offices.contains(&g.office))
    }
    /// The other case of a link, as an actor finds it: that of its own link, else another report of the same paper.
    async fn other<S>(
        &mut self,
        server: &Server,
        service: &S,
        game: &Game<'_>,
        actor: &Actor,
    ) -> OtherCase
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        if self.other.is_none() {
            let linked = self.file.case().and_then(|c| c.links.first());
            let other: CaseId = match linked {
                Some(linked) => linked.case,
                None => {
                    let mut another = Teller::new(server, game);
                    let filed = ask(service, another.opening(game).request()).await;
                    server.clock.set(game.now);
                    filed.json()["case_id"].as_str().unwrap().parse().unwrap()
                }
            };
            let known = OtherCase::of(&server.file(other)).unwrap();
            self.other = Some((known, lasting(server, other)));
        }
        let (other, seen_by) = self.other.as_ref().unwrap();
        let scope = Principal::scope(actor, &self.known, self.now);
        let seen = scope.only_assigned.is_none()
            && seen_by
                .iter()
                .any(|g| g.track.raw() == other.id.raw() && scope.offices.contains(&g.office));
        if scope.everything || seen {
            other.clone()
        } else {
            OtherCase::absent(other.id)
        }
    }
    /// The other review of a joining, as an actor finds it: the one it is joined into, else that of a matter which
    /// began at the authority.
    async fn other_review<S>(
        &mut self,
        server: &Server,
        service: &S,
        game: &Game<'_>,
        played: &OtherReview,
        actor: &Actor,
    ) -> OtherReview
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        if self.review.is_none() {
            let mut another = Teller::new(server, game);
            let call = another.matter(game, self.now, played);
            let found = ask(service, call.request()).await;
            if found.status != 201 {
                // An authority that is no more takes nothing in.
                return OtherReview::absent(played.id);
            }
            another.matter_found(played, &found);
            let case = CaseId::new(another.there(played.case.raw()));
            let review = TrackId::new(another.there(played.id.raw()));
            self.review = Some((server.file(case), review, lasting(server, case)));
        }
        let (file, review, seen_by) = self.review.as_ref().unwrap();
        let scope = Principal::scope(actor, &self.known, self.now);
        let seen = scope.only_assigned.is_none()
            && seen_by
                .iter()
                .any(|g| g.track == *review && scope.offices.contains(&g.office));
        if scope.everything || seen {
            OtherReview::of(file, *review, self.track, None).unwrap()
        } else {
            OtherReview::absent(*review)
        }
    }
    fn track(&self) -> &Track {
        self.file.track(self.track).unwrap()
    }
    /// The actor of a role who comes nearest to taking the step, and one of a foreign office.
    fn actors(
        &self,
        action: Action,
        role: Role,
        world: &World,
        now: Moment,
    ) -> (Actor, Option<Actor>) {
        let of_role: Vec<Actor> = world
            .actors()
            .into_iter()
            .filter(|a| a.roles == [role])
            .collect();
        let at = now_in(&self.file, world, now);
        let may = |a: &&Actor| {
            self.sees(a)
                && check(&self.file, self.track(), action, a, at.day, world.rules()).is_ok()
        };
        let nearest = of_role
            .iter()
            .find(may)
            .or_else(|| of_role.iter().find(|a| self.sees(a)))
            .unwrap_or(&of_role[0]);
        (
            nearest.clone(),
            of_role.iter().find(|a| !self.sees(a)).cloned(),
        )
    }
    /// The domain's verdict.
    fn expected(
        &self,
        command: &Command,
        actor: &Actor,
        world: &World,
        now: Moment,
    ) -> (Cell, String) {
        if !self.sees(actor) {
            return (Cell::Hidden, "not_found".to_owned());
        }
        let verdict = holds_a_role(command.action, self.track().machine, actor)
            .and_then(|()| decide(&self.file, command, actor, now, world.rules()).map(|_| ()));
        match verdict {
            Ok(()) => (Cell::Allowed, String::new()),
            Err(refusal) => (cell_of(&refusal), refusal.code().to_owned()),
        }
    }
}

/// Who sees a case now.
fn lasting(server: &Server, case: CaseId) -> Vec<Grant> {
    let read = outside(|| {
        let store = server.app.store();
        store.read_blocking(|tx| access::of_case(tx, case))
    });
    let all = read.unwrap().into_iter();
    all.filter(|s| s.to.is_none()).map(|s| s.grant).collect()
}

/// What a case offers nearly everywhere to nearly everybody.
const MANY: &[Action] = &[
    Action::AddRespondents,
    Action::IdentifyRespondent,
    Action::ChangeSubjectKind,
    Action::StrikeRespondent,
    Action::ReplaceRespondent,
    Action::SplitCase,
    Action::LinkCases,
    Action::MergeCases,
];

async fn send<S>(
    server: &Server,
    service: &S,
    standing: &Standing,
    command: &Command,
    actor: &Actor,
) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let machine = standing.track().machine;
    let track = standing.track.raw();
    let row = row(machine, command.action);
    let call = Call {
        path: format!("/v1/{}/{track}/{}", machine.collection(), row.path),
        token: server.token(actor.account, actor.office),
        key: Uuid::from_u128(u128::from(fresh())).to_string(),
        version: Some(standing.track().version),
        body: bodies::of_command(command),
        second: Second::of(server, command, machine, track),
    };
    take(service, &call).await
}

/// The row of an operation.
fn row(machine: Machine, action: Action) -> &'static Rule {
    rows_on(machine, action)
        .find(|r| r.is_operation())
        .expect("an operation")
}

fn fresh() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Operation, then one sign per role.
type Table = BTreeMap<usize, (String, Vec<(String, String)>)>;

/// Walks these places; every sign was seen over HTTP, but for further roles that mend, or change respondents and links.
async fn walk(kind: Kind, world: &World, places: &[(usize, &Place<'_>)], full: bool) -> Table {
    let server = server(kind, world);
    let service = server.service().await;
    let mut table = Table::new();
    for (place_number, place) in places {
        let Place {
            law,
            stage,
            game,
            track,
            ..
        } = place;
        let mut standing = Standing::new(&server, &service, game, *track).await;
        let actions: Vec<Action> = acts()
            .into_iter()
            .filter(|a| rows(*a).any(|r| r.is_operation() && r.machine() == stage.machine()))
            .collect();
        let mut lines = Vec::new();
        let mut mended = BTreeSet::new();
        for (action_number, action) in actions.iter().enumerate() {
            let mut signs = String::new();
            for role in Role::ALL {
                let (actor, foreign) = standing.actors(*action, *role, world, game.now);
                // What is hidden is hidden for every action; one of them is tried per stage.
                let turn = full || action_number == place_number % actions.len();
                for actor in [Some(&actor), foreign.as_ref().filter(|_| turn)]
                    .into_iter()
                    .flatten()
                {
                    let mut command = step(
                        &standing.file,
                        standing.track(),
                        *action,
                        actor,
                        world,
                        game.now,
                    );
                    if let Details::OtherCase(other) = &mut command.details {
                        **other = standing.other(&server, &service, game, actor).await;
                    }
                    if let Details::OtherReview(other) = &mut command.details {
                        let played = other.clone();
                        **other = standing
                            .other_review(&server, &service, game, &played, actor)
                            .await;
                    }
                    let (cell, code) = standing.expected(&command, actor, world, game.now);
                    if signs.chars().count() == role_number(*role) {
                        signs.push(cell.sign());
                    }
                    if cell == Cell::Hidden && !turn {
                        continue;
                    }
                    // Every role at every stage mends; one taking per place is enough.
                    let mends =
                        matches!(action, Action::Amend | Action::Annul) || MANY.contains(action);
                    if mends && cell == Cell::Allowed && mended.contains(action) && !full {
                        continue;
                    }
                    let reply = send(&server, &service, &standing, &command, actor).await;
                    let seen = (
                        reply.status,
                        if reply.status == 200 {
                            String::new()
                        } else {
                            reply.reason()
                        },
                    );
                    assert_eq!(
                        seen,
                        (cell.status(), code),
                        "{law:?} {stage:?} {action:?} {role:?}: {}",
                        reply.text
                    );
                    if reply.status == 200 {
                        mended.insert(*action);
                    }
                    if reply.status == 200 && RECORDS.contains(action) {
                        // Nothing moved but the version: the same place, read again.
                        standing.file = server.file(standing.file.id);
                    } else if reply.status == 200 {
                        standing = Standing::new(&server, &service, game, *track).await;
                    }
                }
            }
            lines.push((operation_id(row(stage.machine(), *action)), signs));
        }
        let more = place
            .for_action
            .map(|a| format!(", before {}", a.code()))
            .unwrap_or_default();
        let name = format!(
            "{} {} ({}){more}",
            stage.machine().code(),
            stage.code(),
            law.code()
        );
        table.insert(*place_number, (name, lines));
    }
    table
}

fn role_number(role: Role) -> usize {
    Role::ALL.iter().position(|r| *r == role).unwrap()
}

fn print(table: &Table) -> String {
    let mut text = String::from(
        "# Every action, stage and role, as the server answers: + taken, . the role or office may not (403),\n\
         # - not from this stage (409), ! a condition refuses (409), ? the input does not fit (422), blank: hidden (404).\n\
         # Each role acts at the office that comes nearest to taking the step. Columns:\n",
    );
    for (n, role) in Role::ALL.iter().enumerate() {
        text.push_str(&format!("#   {} {}\n", letter(n), role.code()));
    }
    let header: String = (0..Role::ALL.len()).map(letter).collect();
    for (name, lines) in table.values() {
        text.push_str(&format!("\n{header}  {name}\n"));
        for (action, signs) in lines {
            text.push_str(format!("{signs}| {action}").trim_end());
            text.push('\n');
        }
    }
    text
}

fn letter(n: usize) -> char {
    char::from(b'a' + u8::try_from(n).unwrap())
}

/// Walks places on as many servers as there are processors.
fn walk_side_by_side(
    kind: Kind,
    world: &World,
    places: &[(usize, &Place<'_>)],
    full: bool,
) -> Table {
    let servers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|threads| {
        let walks: Vec<_> = (0..servers)
            .map(|turn| {
                // Neighbours cost alike, so the servers take turns.
                let own = places.iter().copied().skip(turn).step_by(servers);
                let own: Vec<_> = own.collect();
                threads.spawn(move || {
                    actix_web::rt::System::new().block_on(walk(kind, world, &own, full))
                })
            })
            .collect();
        let tables = walks
            .into_iter()
            .map(|w| w.join().expect("the walk goes on"));
        tables.flatten().collect()
    })
}

#[test]
fn roles_golden() {
    let world = World::new();
    let places = places(&world);
    let all: Vec<(usize, &Place<'_>)> = places.iter().enumerate().collect();
    let full = std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full");
    for kind in kinds() {
        if kind == Kind::Sqlite {
            let table = walk_side_by_side(kind, &world, &all, full);
            covers_the_document(&table);
            assert_golden("roles.txt", &print(&table));
        } else {
            // The verdict is the domain's on either database; what differs between them is compared in `parity.rs`.
            let every = if full { 3 } else { 9 };
            let some = all.iter().copied().filter(|(n, _)| n % every == every / 2);
            let some: Vec<_> = some.collect();
            walk_side_by_side(kind, &world, &some, full);
        }
    }
}

/// Every act of the document was walked, and taken somewhere.
fn covers_the_document(table: &Table) {
    let walked: BTreeSet<&str> = table
        .values()
        .flat_map(|t| &t.1)
        .map(|(a, _)| a.as_str())
        .collect();
    let taken: BTreeSet<&str> = table
        .values()
        .flat_map(|t| &t.1)
        .filter(|(_, s)| s.contains('+'))
        .map(|(a, _)| a.as_str())
        .collect();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        let Some(operation) = item.get("post") else {
            continue;
        };
        let id = operation["operationId"].as_str().unwrap();
        // A file is no JSON; `files.rs` has its own tests.
        let file = path.ends_with("/files");
        if file || operation.get("x-transition").is_none() || !path.contains("{track_id}") {
            continue;
        }
        assert!(walked.contains(id), "{id} is missing from the walk");
        // Where every office is a user nothing was recorded for one; `alone.rs` has that.
        let answers = id.starts_with(Action::AnswerEntry.code());
        // Whoever is assigned on one machine is replaced and released there; the others are alike.
        let alike = [Action::Reassign, Action::Release]
            .iter()
            .any(|a| id.starts_with(a.code()) && taken.iter().any(|t| t.starts_with(a.code())));
        assert!(
            answers || alike || taken.contains(id),
            "{id} is taken nowhere"
        );
    }
    assert!(walked.len() > 50);
}
