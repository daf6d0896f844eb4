//! Many clients over real connections to a listening server.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::Arc,
};

use netralitas_api::{ApiState, limits::Front, middleware::RouteTable, openapi};
use netralitas_app::clock::RandomIds;
use netralitas_domain::people::Role;
use netralitas_server::{
    config::Http,
    listen::{Surroundings, listen},
};
use netralitas_testkit::{db::kinds, http::Server, play::World};

use crate::{
    concurrency::{CLIENTS, expected_numbers, numbers},
    stand::{report, server},
};

/// One request over a connection of its own: status and body.
fn post(address: SocketAddr, token: &str, key: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST /v1/reports HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         authorization: Bearer {token}\r\nidempotency-key: {key}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (
        head.split(' ').nth(1).unwrap().parse().unwrap(),
        body.to_owned(),
    )
}

async fn over_the_wire(server: &Server, keys: Vec<String>, token: String) -> Vec<(u16, String)> {
    let state = ApiState::new(server.app.clone(), server.ring.clone());
    let http = Http {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        workers: 4,
        ..Http::default()
    };
    let around = Surroundings {
        clock: server.clock.clone(),
        ids: Arc::new(RandomIds),
        routes: RouteTable::new(openapi::routes()),
        front: Front::default(),
    };
    let (running, addresses) = listen(&http, around, move |services| {
        netralitas_api::configure(services, state.clone())
    })
    .unwrap();
    let handle = running.handle();
    let running = actix_web::rt::spawn(running);
    let address = addresses[0];
    let answers = actix_web::rt::task::spawn_blocking(move || {
        let body = report().to_string();
        std::thread::scope(|scope| {
            let all: Vec<_> = keys
                .iter()
                .map(|key| scope.spawn(|| post(address, &token, key, &body)))
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        })
    })
    .await
    .unwrap();
    handle.stop(true).await;
    running.await.unwrap().unwrap();
    answers
}

#[actix_web::test]
async fn fifty_clients_over_real_connections() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let actor = world.actor(world.offices.regency, Role::IntakeOfficer);
        let token = server.token(actor.account, actor.office);
        let keys = (0..CLIENTS).map(|i| format!("k{i}")).collect();
        let answers = over_the_wire(&server, keys, token.clone()).await;
        assert!(answers.iter().all(|a| a.0 == 201), "{answers:?}");
        let bodies: Vec<String> = answers.into_iter().map(|a| a.1).collect();
        assert_eq!(numbers(&bodies), expected_numbers());

        let again = over_the_wire(&server, vec!["same".to_owned(); CLIENTS], token).await;
        assert!(
            again.iter().all(|a| a == &again[0] && a.0 == 201),
            "{again:?}"
        );
        assert_eq!(server.db.rows("cases").len(), CLIENTS + 1);
    }
}
