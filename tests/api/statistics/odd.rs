//! Questions that are no questions, and who asks them.

use netralitas_domain::people::Role;
use netralitas_testkit::{db::kinds, http::get, play::World};

use crate::{
    seen::ask,
    stand::{server, token},
};

#[actix_web::test]
async fn what_is_unknown_or_lies_ahead_is_refused_and_not_guessed() {
    let kind = kinds()[0];
    let world = World::new();
    let server = server(kind, &world);
    let service = server.service().await;
    let chair = token(&server, &world, world.offices.national, Role::Chair);
    for (query, status, at, code) in [
        ("funnel?stage=registered", 400, "/stage", "unknown_field"),
        ("funnel?origin=rumour", 400, "/origin", "unknown_value"),
        ("funnel?province=3", 400, "/province", "bad_format"),
        ("funnel?as_of=2024-10-17", 422, "/as_of", "in_future"),
        (
            "funnel?known_at=2024-10-16T03:00:01Z",
            422,
            "/known_at",
            "in_future",
        ),
        ("funnel?known_at=2024-10-16", 400, "/known_at", "bad_format"),
        ("figures", 400, "/figure", "missing"),
        ("figures?figure=rumours", 400, "/figure", "unknown_value"),
        (
            "figures?figure=reopened&by=office,state,month",
            400,
            "/by",
            "bad_format",
        ),
        (
            "figures?figure=reopened&by=office,office",
            400,
            "/by",
            "bad_format",
        ),
        ("changes", 400, "/known_from", "missing"),
        (
            "changes?known_from=2024-10-16T02:00:00Z&known_to=2024-10-16T01:00:00Z",
            422,
            "/known_from",
            "after_the_end",
        ),
    ] {
        let reply = ask(&service, get(&format!("/v1/statistics/{query}"), &chair)).await;
        assert_eq!(reply.status, status, "{query}: {}", reply.text);
        let error = &reply.json()["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&at.into(), &code.into()),
            "{query}"
        );
    }
    let reply = ask(&service, get("/v1/statistics/funnel", "")).await;
    assert_eq!(reply.status, 401, "{}", reply.text);
    // Who reads no case counts none.
    let (_, keeper) = server.account(world.offices.national, &[Role::Administrator]);
    let reply = ask(&service, get("/v1/statistics/funnel", &keeper)).await;
    assert_eq!(reply.json()["cases"]["came_in"], 0, "{}", reply.text);
}
