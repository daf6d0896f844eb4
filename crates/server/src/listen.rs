//! The listening server: binds, serves, and stops without cutting off running requests.
//!
//! Must not know routes: they come in as a function.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use actix_web::{App, HttpServer, dev::Server, web::ServiceConfig};
use netralitas_api::{
    docs_page,
    extract::BodyLimit,
    limits::Front,
    middleware::{RouteTable, Shell},
};
use netralitas_app::clock::{Clock, Ids};

use crate::config::Http;

/// A caller gets this long to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// What stands around the routes.
#[derive(Clone)]
pub struct Surroundings {
    /// Source of time for request ids.
    pub clock: Arc<dyn Clock>,
    /// Source of request ids.
    pub ids: Arc<dyn Ids>,
    /// Every operation of the routes, for telling a wrong method from a wrong address.
    pub routes: RouteTable,
    /// Limits, proxies, browsers.
    pub front: Front,
}

/// Binds the address and returns the running server with the addresses it has, such as the real port
/// where 0 was asked for. Await the server: it ends when its handle stops it ([`crate::stopping`]), after
/// running requests are answered or `http.shutdown_seconds` have passed.
///
/// # Errors
/// An address that cannot be bound.
pub fn listen<F>(
    http: &Http,
    surroundings: Surroundings,
    configure: F,
) -> io::Result<(Server, Vec<SocketAddr>)>
where
    F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
{
    let Surroundings {
        clock,
        ids,
        mut routes,
        front,
    } = surroundings;
    for (method, path) in docs_page::ROUTES {
        routes.add(method, path);
    }
    let (limits, proxies) = (front.limits.clone(), front.proxies.clone());
    let shell = Shell::before(front, clock, ids, Arc::new(routes));
    let limit = BodyLimit(http.body_limit_bytes);
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(limit)
            .app_data(limits.clone())
            .app_data(proxies.clone())
            .configure(configure.clone())
            .configure(docs_page::configure)
            .wrap(shell.clone())
    })
    .client_request_timeout(HEAD_TIMEOUT)
    .keep_alive(KEEP_ALIVE)
    .shutdown_timeout(http.shutdown_seconds)
    .disable_signals();
    if http.workers > 0 {
        server = server.workers(http.workers);
    }
    let server = server.bind(http.bind)?;
    let addresses = server.addrs();
    Ok((server.run(), addresses))
}

/// Where a caller on this machine finds a server that listens at `bind`: one that listens everywhere is found over
/// the loopback interface.
#[must_use]
pub fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    use actix_web::{HttpResponse, web};
    use netralitas_app::clock::{RandomIds, SystemClock};

    use super::*;

    async fn slow() -> HttpResponse {
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        HttpResponse::Ok().body("done")
    }

    async fn boom() -> HttpResponse {
        panic!("on purpose")
    }

    fn start() -> (Server, SocketAddr) {
        let http = Http {
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            workers: 1,
            ..Http::default()
        };
        let surroundings = Surroundings {
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds),
            routes: RouteTable::new([("GET", "/slow")]),
            front: Front::default(),
        };
        let (server, addresses) = listen(&http, surroundings, |services| {
            services
                .route("/slow", web::get().to(slow))
                .route("/boom", web::get().to(boom));
        })
        .unwrap();
        (server, addresses[0])
    }

    fn ask(address: SocketAddr, line: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[actix_web::test]
    async fn over_a_real_connection_failures_are_problems_and_head_has_no_body() {
        let (server, address) = start();
        let handle = server.handle();
        let running = actix_web::rt::spawn(server);
        let answers = actix_web::rt::task::spawn_blocking(move || {
            ["GET /nowhere", "TRACE /slow", "GET /boom", "HEAD /slow"]
                .map(|line| ask(address, line))
        })
        .await
        .unwrap();
        for (answer, status) in answers.iter().zip(["404", "405", "500"]) {
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}")),
                "{answer}"
            );
            assert!(answer.contains("application/problem+json"), "{answer}");
            assert!(answer.contains("x-request-id: "), "{answer}");
        }
        assert!(
            answers[3].starts_with("HTTP/1.1 200") && answers[3].ends_with("\r\n\r\n"),
            "{}",
            answers[3]
        );
        handle.stop(true).await;
        running.await.unwrap().unwrap();
    }

    #[actix_web::test]
    async fn a_running_request_is_answered_before_the_server_ends() {
        let (server, address) = start();
        let handle = server.handle();
        let running = actix_web::rt::spawn(server);
        let asking = actix_web::rt::task::spawn_blocking(move || ask(address, "GET /slow"));
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        handle.stop(true).await;
        assert!(asking.await.unwrap().ends_with("done"));
        running.await.unwrap().unwrap();
    }

    #[test]
    fn a_server_that_listens_everywhere_is_found_on_this_machine() {
        for (bind, found) in [
            ("0.0.0.0:8080", "127.0.0.1:8080"),
            ("[::]:8080", "[::1]:8080"),
            ("10.1.2.3:80", "10.1.2.3:80"),
        ] {
            assert_eq!(reachable(bind.parse().unwrap()).to_string(), found);
        }
    }
}
