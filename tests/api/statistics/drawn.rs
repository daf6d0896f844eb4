//! Figures as pictures, at the same addresses.

use actix_web::http::header;
use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::kinds,
    http::get,
    play::{World, reach},
};

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

#[actix_web::test]
async fn figures_are_drawn_for_who_asks_for_a_picture() {
    let kind = kinds()[0];
    let world = World::new();
    let server = server(kind, &world);
    let service = server.service().await;
    let (game, _) = reach(&world, LawSet::Pp94, Stage::InForce).unwrap();
    tell(&server, &service, &game, |_| ()).await;
    let chair = token(&server, &world, world.offices.national, Role::Chair);
    let read = async |query: &str, accept: &'static str| {
        let path = format!("/v1/statistics/{query}");
        let call = get(&path, &chair).insert_header((header::ACCEPT, accept));
        ask(&service, call).await
    };
    for (query, words) in [
        ("funnel", "Terbukti"),
        (
            "figures?figure=persons_reported&by=month",
            "Orang yang dilaporkan",
        ),
        ("figures?figure=cases_came_in&by=province", "Perkara masuk"),
        ("figures?figure=reviews_by_stage&by=state", "Pemeriksaan"),
    ] {
        let drawn = read(query, "image/svg+xml").await;
        assert_eq!(
            (drawn.status, drawn.media_type.as_str()),
            (200, "image/svg+xml"),
            "{query}"
        );
        assert!(drawn.text.starts_with("<svg "), "{}", drawn.text);
        assert!(
            drawn.text.contains("<title id=\"title\">"),
            "{}",
            drawn.text
        );
        assert!(drawn.text.contains(words), "{query}: {}", drawn.text);
        assert!(drawn.headers.iter().any(|(n, _)| n == "vary"), "{query}");
        let told = read(query, "*/*").await;
        assert_eq!(told.media_type, "application/json", "{query}");
    }
    // What has no picture says so, in the form of problems.
    for query in [
        "figures?figure=reopened",
        "figures?figure=reopened&by=office,month",
        "changes?known_from=2020-01-01T00:00:00Z",
    ] {
        let refused = read(query, "image/svg+xml").await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (406, "not_acceptable")
        );
    }
}
