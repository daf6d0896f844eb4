//! A server with the made-up world's offices and accounts, and games told to it.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{acts::Details, people::Role, procedure::Action, time::Moment};
use netralitas_testkit::{
    db::Kind,
    http::{
        Reply, Server, post,
        script::{Call, Teller},
    },
    play::{Game, World, at},
};
use serde_json::{Value, json};

use crate::seen::ask;

/// The moment at which servers start.
pub fn start() -> Moment {
    at("2024-10-16", 10, 0)
}

/// A server with every office and every actor of the world.
pub fn server(kind: Kind, world: &World) -> Server {
    let all: Vec<_> = world.directory.all().cloned().collect();
    let server = Server::new(kind, &all, start());
    server.enlist(&world.actors());
    server.enlist(&world.colleagues());
    server
}

/// The token of the world's actor with a role at an office, issued now.
pub fn token(
    server: &Server,
    world: &World,
    office: netralitas_domain::ids::OfficeId,
    role: Role,
) -> String {
    let actor = world.actor(office, role);
    server.token(actor.account, actor.office)
}

/// Tells a whole game; `dress` may add to each body.
pub async fn tell<'s, S>(
    server: &'s Server,
    service: &S,
    game: &Game<'_>,
    dress: impl Fn(&mut Value),
) -> Teller<'s>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut teller = Teller::new(server, game);
    let mut call = teller.opening(game);
    dress(&mut call.body);
    teller.opened(game, &ask(service, call.request()).await);
    for step in &game.script.steps {
        // The case that a link goes to is another report of the same paper.
        if let Details::OtherCase(other) = &step.command.details {
            let filed = ask(service, teller.opening(game).request()).await;
            teller.found(other.id, &filed);
        }
        // The review that one is joined into began at the authority itself.
        if let Details::OtherReview(other) = &step.command.details
            && step.command.action == Action::JoinReviews
        {
            let call = teller.matter(game, step.now, other);
            let filed = ask(service, call.request()).await;
            teller.matter_found(other, &filed);
        }
        let mut call = teller.step(step);
        dress(&mut call.body);
        teller.stepped(step, &take(service, &call).await);
    }
    teller
}

/// Sends a call; where two must act, the answer is that to the second person, or that to the first when
/// nothing came to wait.
pub async fn take<S>(service: &S, call: &Call) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, call.request()).await;
    match call.confirmation(&reply) {
        Some(second) => ask(service, second).await,
        None => reply,
    }
}

/// A key that no other call of the run has.
pub fn key() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A plain report about one civil servant, whole but for an identity number.
pub fn report() -> Value {
    json!({
        "election": "pilkada-2024", "race": "regent", "channel": "in_person",
        "effective_day": "2024-10-14", "effective_time": "09:30", "known_on": "2024-10-12",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Pelapor Satu", "address": "Jalan Satu 1" },
                { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" }
            ],
            "allegations": [{ "respondent": 1, "what": "Ikut kampanye", "act_from": "2024-10-12", "place": "Lapangan" }],
            "evidence": [{ "kind": "photo", "description": "Foto" }],
            "account": "Kronologi"
        }
    })
}

/// A request without a body, as settling something that waits is sent.
pub fn bare(path: &str, token: &str) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", key()))
}

/// Opens the identities behind a track: one asks, another agrees. Gives the opening's address.
pub async fn unseal<S>(service: &S, track: &str, asks: &str, agrees: &str) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let wish = json!({ "ground": "clarification", "purpose": "Mengirim undangan klarifikasi." });
    let path = format!("{track}/unsealings");
    let asked = ask(service, post(&path, asks, &key(), &wish)).await;
    assert_eq!(asked.status, 201, "{}", asked.text);
    let id = asked.json()["unsealing_id"].as_str().unwrap().to_owned();
    let opening = format!("{path}/{id}");
    let agreed = ask(service, bare(&format!("{opening}/confirmation"), agrees)).await;
    assert_eq!(agreed.status, 200, "{}", agreed.text);
    opening
}
