//! What is read is found, and nothing else: by words, by numbers, people by name; on both databases the same.

use std::collections::BTreeSet;

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_api::limits::{Class, Front, Limits, Quotas};
use netralitas_domain::{
    ids::TrackId,
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action as A, Stage},
    time::Moment,
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Reply, Server, act, get, outside, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    erasing::{ended_of_others, party, people, wish},
    forwarded::{DECIDED, Way, filed, recommended},
    seen::ask,
    stand::{bare, key, report, server, start, tell, token},
};

const SEARCH: &str = "/v1/search";
const PERSONS: &str = "/v1/search/persons";
const SIMILAR: &str = "/v1/search/persons/similar";

async fn find<S>(service: &S, path: &str, token: &str, body: &Value) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, post(path, token, &key(), body)).await;
    assert_eq!(reply.status, 200, "{body}: {}", reply.text);
    reply
}

/// The tracks that are found, in order; every page is taken.
async fn found<S>(service: &S, token: &str, body: Value) -> Vec<String>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let (mut body, mut all) = (body, Vec::new());
    loop {
        let page = find(service, SEARCH, token, &body).await.json();
        for item in page["items"].as_array().unwrap() {
            all.push(item["id"].as_str().unwrap().to_owned());
        }
        match page["next_cursor"].as_str() {
            Some(next) => body["cursor"] = json!(next),
            None => return all,
        }
    }
}

async fn named<S>(service: &S, token: &str, body: Value) -> Vec<String>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let page = find(service, PERSONS, token, &body).await.json();
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|i| i["name"].as_str().unwrap().to_owned())
        .collect()
}

/// The reporter's name wherever somebody might type it, and words that stand in one place alone.
fn dressed(body: &mut Value) {
    body["content"]["account"] =
        json!("Menurut RAHAYU, terlapor berpidato di pendapa; zamrudaccount.");
    body["content"]["allegations"][0]["what"] = json!("Mendukung calon, kata Rahayu");
    body["content"]["allegations"][0]["place"] = json!("Balai Sukamaju dekat rumah Rahayu");
    body["content"]["allegations"][3]["what"] = json!("Unggahan safirkedua");
    body["content"]["evidence"][0]["description"] = json!("Foto panggung oleh Rahayu Pelapor");
}

/// Filed, decided on and sent, with words in the studies.
async fn case_sent<'a, S>(server: &'a Server, world: &'a World, service: &S) -> Way<'a>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let way = filed(server, world, service, dressed).await;
    let case: TrackId = way.case.into();
    for action in DECIDED {
        way.with(service, case, *action, |body| {
            if body["details"].get("study").is_some() {
                body["details"]["study"] = json!("Kajian delimastudi atas laporan Rahayu.");
            }
        })
        .await;
    }
    way
}

#[actix_web::test]
async fn words_are_found_in_any_form_and_nobody_by_who_reported() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = case_sent(&server, &world, &service).await;
        let case = way.case.to_string();
        let at = |office, role| token(&server, &world, office, role);
        let chair = at(o.regency, Role::Chair);
        for (text, place) in [
            ("DUKUNGAN sukamaju", "allegation"),
            ("pidatonya", "account"),
            ("di pendapa", "account"),
            ("panggung", "evidence"),
            ("delimastudi", "study"),
            // In one place the one, in another the other.
            ("zamrudaccount panggung", "account"),
        ] {
            let page = find(&service, SEARCH, &chair, &json!({ "text": text }))
                .await
                .json();
            let items = page["items"].as_array().unwrap();
            assert_eq!(items.len(), 1, "{text}: {page}");
            assert_eq!(items[0]["id"], json!(case), "{text}");
            assert_eq!(items[0]["machine"], "case");
            let places: Vec<&str> = items[0]["found_in"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p.as_str().unwrap())
                .collect();
            assert!(places.contains(&place), "{text}: {places:?}");
        }
        assert!(
            found(&service, &chair, json!({ "text": "pendapa kecamatan" }))
                .await
                .is_empty()
        );
        let number = server.file(way.case).case_track().unwrap().numbers[0].clone();
        let number = number.text.unwrap();
        let begins: String = number.chars().take(6).collect();
        assert_eq!(
            found(&service, &chair, json!({ "number": begins })).await,
            [case.as_str()]
        );
        assert_eq!(
            found(
                &service,
                &chair,
                json!({ "number": number.to_lowercase(), "text": "pendapa" })
            )
            .await,
            [case.as_str()]
        );

        // Who reported is nowhere, for nobody, as it was written or not.
        way.step(&service, way.case.into(), A::SendRecommendation)
            .await;
        for review in way.tracks(netralitas_domain::procedure::Machine::Review) {
            recommended(&way, &service, review).await;
        }
        let everybody: Vec<String> = of_each_role(&world)
            .iter()
            .map(|actor| server.token(actor.account, actor.office))
            .collect();
        for token in &everybody {
            for text in ["rahayu", "pendapa rahayu", "Rahayu Pelapor", "rumah rahayu"] {
                let hits = found(&service, token, json!({ "text": text })).await;
                assert!(hits.is_empty(), "{text}: {hits:?}");
            }
            for name in ["Rahayu", "rahayu pelapor", "Pelapor"] {
                assert!(
                    named(&service, token, json!({ "name": name }))
                        .await
                        .is_empty()
                );
                let newcomer = json!({ "name": name });
                let offered = find(&service, SIMILAR, token, &newcomer).await.json();
                assert_eq!(offered, json!({ "items": [] }));
            }
        }
        assert!(
            !server
                .db
                .rows("search_documents")
                .concat()
                .to_lowercase()
                .contains("rahayu")
        );
    }
}

#[actix_web::test]
async fn a_closed_study_is_found_by_who_reads_it_and_by_others_once_it_is_announced() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = case_sent(&server, &world, &service).await;
        let case = way.case.to_string();
        let at = |office, role| token(&server, &world, office, role);
        let study = json!({ "text": "delimastudi" });
        let account = json!({ "text": "zamrudaccount" });
        for (office, role, reads_study, reads_account) in [
            (o.regency, Role::Chair, true, true),
            (o.regency, Role::ViolationsStaff, true, true),
            (o.regency, Role::IntakeOfficer, false, true),
            (o.province, Role::Chair, false, true),
            (o.other_province, Role::Chair, false, false),
            (o.bkn, Role::Reviewer, false, false),
        ] {
            let who = at(office, role);
            let hits = found(&service, &who, study.clone()).await;
            assert_eq!(!hits.is_empty(), reads_study, "{role:?}: {hits:?}");
            let hits = found(&service, &who, account.clone()).await;
            assert_eq!(!hits.is_empty(), reads_account, "{role:?}: {hits:?}");
        }
        // With the review goes what was decided on; an agency gets neither.
        way.step(&service, way.case.into(), A::SendRecommendation)
            .await;
        let reviewer = at(o.bkn, Role::Reviewer);
        let reviews = found(&service, &reviewer, study.clone()).await;
        let of_case: BTreeSet<String> = way
            .tracks(netralitas_domain::procedure::Machine::Review)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(reviews.into_iter().collect::<BTreeSet<_>>(), of_case);
        // Of the other respondent the one review knows nothing.
        let second = found(&service, &reviewer, json!({ "text": "safirkedua" })).await;
        assert_eq!(second, [way.review(2).to_string()]);
        recommended(&way, &service, way.review(1)).await;
        let agency = at(o.agency, Role::PersonnelOfficer);
        for text in ["delimastudi", "zamrudaccount", "safirkedua"] {
            let hits = found(&service, &agency, json!({ "text": text })).await;
            assert!(hits.is_empty(), "{text}: {hits:?}");
        }
        let hits = found(&service, &agency, json!({ "text": "dukung sukamaju" })).await;
        assert!(!hits.is_empty() && !hits.contains(&case));
        // The announcement opens it.
        let intake = at(o.regency, Role::IntakeOfficer);
        assert!(found(&service, &intake, study.clone()).await.is_empty());
        way.step(&service, way.case.into(), A::AnnounceStatus).await;
        assert_eq!(
            found(&service, &intake, study.clone()).await,
            [case.as_str()]
        );
        assert_eq!(outside(|| server.app.verify_index()).unwrap(), []);
    }
}

/// One account of each role at each kind of office.
fn of_each_role(world: &World) -> Vec<Actor> {
    let mut seen = BTreeSet::new();
    let mut all = world.actors();
    all.retain(|actor| {
        let office = world.directory.get(actor.office).unwrap();
        seen.insert((office.kind, office.level, actor.roles.clone()))
    });
    all
}

/// The words of a text that may be typed, as they stand there.
fn typed(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() > 3 && w.chars().all(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect()
}

/// What a view says where a search looks: everything but names of people.
fn words_of(view: &Value) -> String {
    let mut all = Vec::new();
    for (list, fields) in [
        ("allegations", &["what", "place", "net_address"][..]),
        ("evidence", &["description"]),
        ("texts", &["body"]),
    ] {
        for item in view[list].as_array().into_iter().flatten() {
            for field in fields {
                all.extend(item[*field].as_str().map(str::to_owned));
            }
        }
    }
    all.join("\n")
}

#[actix_web::test]
async fn everybody_finds_by_a_word_exactly_the_tracks_in_whose_view_it_stands() {
    let mut told: Vec<BTreeSet<(String, String, usize)>> = Vec::new();
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let way = case_sent(&server, &world, &service).await;
        way.step(&service, way.case.into(), A::SendRecommendation)
            .await;
        recommended(&way, &service, way.review(1)).await;
        let words = [
            "zamrudaccount",
            "delimastudi",
            "safirkedua",
            "sukamaju",
            "panggung",
            "pendapa",
            "rahayu",
            "lapangan",
            "tiada",
        ];
        let file = server.file(way.case);
        let mut answers = BTreeSet::new();
        for actor in of_each_role(&world) {
            let token = server.token(actor.account, actor.office);
            let mut views = Vec::new();
            for track in &file.tracks {
                let path = format!("/v1/{}/{}", track.machine.collection(), track.id);
                let view = ask(&service, get(&path, &token)).await;
                if view.status == 200 {
                    views.push((track.id.to_string(), typed(&words_of(&view.json()))));
                }
            }
            for word in words {
                let naive: BTreeSet<String> = views
                    .iter()
                    // What is read as it was written is found as others read it.
                    .filter(|(_, said)| said.contains(word) && word != "rahayu")
                    .map(|(id, _)| id.clone())
                    .collect();
                let hits = found(&service, &token, json!({ "text": word })).await;
                let hits: BTreeSet<String> = hits.into_iter().collect();
                assert_eq!(
                    hits, naive,
                    "{word} for {:?} of {:?}",
                    actor.roles, actor.office
                );
                answers.insert((format!("{:?}", actor.roles), word.to_owned(), hits.len()));
            }
        }
        told.push(answers);
    }
    assert!(
        told.iter().all(|t| *t == told[0]),
        "both databases answer alike"
    );
}

#[actix_web::test]
async fn a_search_without_words_is_the_list_and_pages_are_bound_and_stable() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, o.regency, Role::Chair);
        for n in 0..7 {
            let mut body = report();
            body["content"]["account"] = json!(format!("Kronologi bersama nomor{n}"));
            let day = ["2024-10-14", "2024-10-15"][n % 2];
            body["effective_day"] = json!(day);
            body["known_on"] = json!("2024-10-14");
            let sent = ask(&service, post("/v1/reports", &counter, &key(), &body)).await;
            assert_eq!(sent.status, 201, "{}", sent.text);
        }
        let listed = |query: String| {
            let (service, chair) = (&service, &chair);
            async move {
                let path = format!("/v1/cases?limit=200{query}");
                let page = ask(service, get(&path, chair)).await.json();
                let items = page["items"].as_array().unwrap().clone();
                items
                    .iter()
                    .map(|i| i["id"].as_str().unwrap().to_owned())
                    .collect::<Vec<_>>()
            }
        };
        let all = listed(String::new()).await;
        assert_eq!(all.len(), 7);
        for (body, query) in [
            (json!({}), String::new()),
            (
                json!({ "machine": "case", "sort": "due" }),
                "&sort=due".to_owned(),
            ),
            (json!({ "stage": "received" }), "&stage=received".to_owned()),
            (
                json!({ "stage": "registered" }),
                "&stage=registered".to_owned(),
            ),
            (
                json!({ "election": "pilkada-2024" }),
                "&election=pilkada-2024".to_owned(),
            ),
            (
                json!({ "election": "pemilu-2024" }),
                "&election=pemilu-2024".to_owned(),
            ),
            (
                json!({ "office_id": o.regency }),
                format!("&office_id={}", o.regency),
            ),
            (
                json!({ "office_id": o.province }),
                format!("&office_id={}", o.province),
            ),
            (
                json!({ "agency_id": o.agency }),
                format!("&agency_id={}", o.agency),
            ),
            (
                json!({ "from": "2024-10-15" }),
                "&filed_from=2024-10-15".to_owned(),
            ),
            (json!({ "ended": true }), "&ended=true".to_owned()),
        ] {
            let mut body = body;
            let wanted = listed(query).await;
            assert_eq!(
                found(&service, &chair, body.clone()).await,
                wanted,
                "{body}"
            );
            // The same with a word that stands in all of them, page by page.
            body["text"] = json!("kronologi bersama");
            body["limit"] = json!(2);
            assert_eq!(
                found(&service, &chair, body.clone()).await,
                wanted,
                "{body}"
            );
        }
        let until = found(&service, &chair, json!({ "to": "2024-10-14" })).await;
        assert_eq!(until.len(), 4);
        assert!(
            found(&service, &chair, json!({ "province": "99" }))
                .await
                .is_empty()
        );

        // A page goes on where it ended, whatever comes in between, and for its own caller and search alone.
        let first = json!({ "text": "bersama", "limit": 3 });
        let page = find(&service, SEARCH, &chair, &first).await.json();
        let next = page["next_cursor"].as_str().unwrap().to_owned();
        // Rows of one moment stand in the order of their identifiers, which are drawn.
        server.clock.set(Moment(start().0 + 60_000_000));
        let mut late = report();
        late["content"]["account"] = json!("Kronologi bersama yang datang kemudian");
        let sent = ask(&service, post("/v1/reports", &counter, &key(), &late)).await;
        assert_eq!(sent.status, 201, "{}", sent.text);
        let mut second = first.clone();
        second["cursor"] = json!(next);
        let again = find(&service, SEARCH, &chair, &second).await.json();
        let ids: Vec<&str> = again["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| i["id"].as_str().unwrap())
            .collect();
        assert_eq!(
            ids,
            all[3..6].iter().map(String::as_str).collect::<Vec<_>>()
        );
        for (token, changed) in [
            (
                &counter,
                json!({ "text": "bersama", "limit": 3, "cursor": next }),
            ),
            (
                &chair,
                json!({ "text": "kronologi", "limit": 3, "cursor": next }),
            ),
            (
                &chair,
                json!({ "text": "bersama", "sort": "due", "cursor": next }),
            ),
            (
                &chair,
                json!({ "text": "bersama", "ended": false, "cursor": next }),
            ),
            (&chair, json!({ "text": "bersama", "cursor": "x" })),
        ] {
            let refused = ask(&service, post(SEARCH, token, &key(), &changed)).await;
            assert_eq!(
                refused.reason(),
                "cursor_invalid",
                "{changed}: {}",
                refused.text
            );
        }
    }
}

#[actix_web::test]
async fn what_is_no_search_is_refused() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        for (path, body, at, code) in [
            (SEARCH, json!({ "texts": "a" }), "/texts", "unknown_field"),
            (
                SEARCH,
                json!({ "text": "yang di dan" }),
                "/text",
                "nothing_to_find",
            ),
            (
                SEARCH,
                json!({ "number": "0/0" }),
                "/number",
                "nothing_to_find",
            ),
            (
                SEARCH,
                json!({ "number": "7" }),
                "/number",
                "nothing_to_find",
            ),
            (
                SEARCH,
                json!({ "stage": "nowhere" }),
                "/stage",
                "unknown_value",
            ),
            (SEARCH, json!({ "sort": "name" }), "/sort", "unknown_value"),
            (
                SEARCH,
                json!({ "province": "jatim" }),
                "/province",
                "bad_format",
            ),
            (PERSONS, json!({}), "/name", "missing"),
            (PERSONS, json!({ "name": "a" }), "/name", "nothing_to_find"),
            (
                PERSONS,
                json!({ "name": "budi", "nik": "3" }),
                "/nik",
                "unknown_field",
            ),
            (SIMILAR, json!({ "name": "…" }), "/name", "nothing_to_find"),
        ] {
            let refused = ask(&service, post(path, &chair, &key(), &body)).await;
            assert!(
                matches!(refused.status, 400 | 422),
                "{body}: {}",
                refused.text
            );
            let faults = errors(&refused);
            assert!(
                faults.iter().any(|f| f.0 == at && f.1 == code),
                "{body}: {}",
                refused.text
            );
        }
        // What a query of the index could be made of finds nothing and breaks nothing.
        for text in [
            "\" OR \"a",
            "a' | 'b",
            "NEAR(a b)",
            "marks : x",
            "* ^ - ( )x",
            "';--",
        ] {
            let said = json!({ "text": text, "number": text });
            let reply = ask(&service, post(SEARCH, &chair, &key(), &said)).await;
            assert!(matches!(reply.status, 200 | 422), "{text}: {}", reply.text);
        }
    }
}

#[actix_web::test]
async fn people_are_found_however_they_are_spelled_by_who_sees_them() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let dress = |body: &mut Value| {
            let parties = &mut body["content"]["parties"];
            parties[1]["name"] = json!("Drs. H. Achmad Soeryono, M.Si.");
            parties[1]["post"] = json!("Camat Sukamaju");
            parties[1]["nip"] = json!("198609262015051001");
            parties[2]["name"] = json!("Dwi Khoirunnisa Sjahrir");
            parties[2]["agency_name"] = json!("Dinas Pendidikan");
        };
        let way = filed(&server, &world, &service, dress).await;
        for action in DECIDED {
            way.step(&service, way.case.into(), *action).await;
        }
        way.step(&service, way.case.into(), A::SendRecommendation)
            .await;
        recommended(&way, &service, way.review(1)).await;
        let at = |office, role| token(&server, &world, office, role);
        let chair = at(o.regency, Role::Chair);
        let (first, second) = ("Drs. H. Achmad Soeryono, M.Si.", "Dwi Khoirunnisa Sjahrir");
        for (body, who) in [
            (json!({ "name": "ahmad sury" }), Some(first)),
            (json!({ "name": "SURJONO" }), Some(first)),
            (
                json!({ "name": "suryono achmad", "post": "camat" }),
                Some(first),
            ),
            (json!({ "post": "sukama" }), Some(first)),
            (json!({ "name": "hoirun" }), Some(second)),
            (
                json!({ "name": "syahrir", "agency_name": "pendidikan" }),
                Some(second),
            ),
            (json!({ "agency_id": o.other_agency }), Some(second)),
            (
                json!({ "name": "suryono", "agency_name": "pendidikan" }),
                None,
            ),
            (json!({ "name": "msi" }), None),
        ] {
            let names = named(&service, &chair, body.clone()).await;
            assert_eq!(names.first().map(String::as_str), who, "{body}");
            assert!(names.len() <= 1, "{body}");
        }
        // An agency sees its own, through its own track.
        let agency = at(o.agency, Role::PersonnelOfficer);
        let page = find(&service, PERSONS, &agency, &json!({ "name": "surjono" }))
            .await
            .json();
        assert_eq!(page["items"][0]["name"], first, "{page}");
        let href = page["items"][0]["href"].as_str().unwrap();
        assert!(!href.starts_with("/v1/cases"), "{href}");
        assert_eq!(ask(&service, get(href, &agency)).await.status, 200);
        assert!(
            named(&service, &agency, json!({ "name": "sjahrir" }))
                .await
                .is_empty()
        );
        let stranger = at(o.other_province, Role::Chair);
        assert!(
            named(&service, &stranger, json!({ "name": "surjono" }))
                .await
                .is_empty()
        );

        // On entry: by the number, by the name; another number speaks against it.
        for (body, score, reasons) in [
            (
                json!({ "name": "Ahmad Suryono" }),
                Some(100),
                &["same_name"][..],
            ),
            (
                json!({ "name": "A. Suryono", "nip": "19860926 201505 1 001", "post": "Camat" }),
                Some(100),
                &["same_number", "similar_name", "similar_post"],
            ),
            (
                json!({ "name": "Lain Sekali", "nip": "198609262015051001" }),
                Some(100),
                &["same_number"],
            ),
            (
                json!({ "name": "Ahmad Suryono", "nip": "197001011995031002" }),
                None,
                &[],
            ),
            (json!({ "name": "Ahmad Dahlan" }), None, &[]),
            (
                json!({ "name": "Dwi Choirunisa", "agency_id": o.other_agency }),
                Some(85),
                &["similar_name", "same_agency"],
            ),
            (
                json!({ "name": "Dwi Choirunisa Sahrir", "agency_id": o.other_agency }),
                Some(100),
                &["same_name", "same_agency"],
            ),
        ] {
            let offered = find(&service, SIMILAR, &chair, &body).await.json();
            let first = &offered["items"][0];
            assert_eq!(first["score"].as_u64(), score, "{body}: {offered}");
            if score.is_some() {
                assert_eq!(first["reasons"], json!(reasons), "{body}");
            }
            let nobody = find(&service, SIMILAR, &stranger, &body).await.json();
            assert_eq!(nobody, json!({ "items": [] }), "{body}");
        }
    }
}

#[actix_web::test]
async fn who_looks_for_people_is_counted_apart() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let quotas = Quotas::default().with(Class::People, 2);
        let front = Front {
            limits: Limits::on(quotas),
            ..Front::default()
        };
        let service = server.service_behind(front).await;
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let body = json!({ "name": "budi" });
        for path in [PERSONS, SIMILAR] {
            find(&service, path, &chair, &body).await;
        }
        for path in [PERSONS, SIMILAR] {
            let refused = ask(&service, post(path, &chair, &key(), &body)).await;
            assert_eq!(
                (refused.status, refused.reason().as_str()),
                (429, "too_many_requests")
            );
        }
        find(&service, SEARCH, &chair, &json!({ "text": "budi" })).await;
    }
}

#[actix_web::test]
async fn an_amendment_moves_what_is_found_and_the_index_is_what_would_be_written() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut laws = LawSet::ALL.iter().copied();
        for (law, stage) in [
            (laws.next().unwrap(), None),
            (LawSet::Pemilu2022, Some(Stage::CaseClosed)),
            (LawSet::Pilkada2024, Some(Stage::Registered)),
        ] {
            let stages = netralitas_testkit::play::stages_of(law);
            let Some(stage) = stage.or(stages.last().copied()) else {
                continue;
            };
            if let Some((game, _)) = reach(&world, law, stage) {
                tell(&server, &service, &game, |_| ()).await;
            }
        }
        let way = filed(&server, &world, &service, dressed).await;
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let case = way.case.to_string();
        let path = format!("/v1/cases/{case}");
        let view = ask(&service, get(&path, &chair)).await.json();
        let alleged = view["allegations"][0]["id"].clone();
        let respondent = view["parties"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| p["capacity"] == "respondent")
            .unwrap()["id"]
            .clone();
        let words = json!({ "reason": "Salah tulis.", "details": {
            "allegations": [{ "allegation_id": alleged, "place": "Gedung Topasbaru" }],
            "parties": [{ "party_id": respondent, "name": "Wagiman Topas" }],
        } });
        let version = server.file(way.case).case_track().unwrap().version;
        let to = format!("{path}/amendment");
        let done = ask(&service, act(&to, &chair, &key(), version, &words)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(
            found(&service, &chair, json!({ "text": "topasbaru" })).await,
            [case.as_str()]
        );
        assert!(
            found(&service, &chair, json!({ "text": "balai sukamaju" }))
                .await
                .is_empty()
        );
        assert_eq!(
            named(&service, &chair, json!({ "name": "wagiman" })).await,
            ["Wagiman Topas"]
        );
        assert!(
            named(&service, &chair, json!({ "name": "camat pertama" }))
                .await
                .is_empty()
        );

        // Whatever was done, the index is what would be written now.
        let app = server.app.clone();
        assert_eq!(outside(|| app.verify_index()).unwrap(), []);
        server.db.execute("DELETE FROM search_documents").unwrap();
        assert!(
            found(&service, &chair, json!({ "text": "topasbaru" }))
                .await
                .is_empty()
        );
        let differs = outside(|| app.verify_index()).unwrap();
        assert!(differs.contains(&way.case), "{differs:?}");
        assert_eq!(outside(|| app.rebuild_index()).unwrap(), differs.len());
        assert_eq!(outside(|| app.verify_index()).unwrap(), []);
        assert_eq!(outside(|| app.rebuild_index()).unwrap(), 0);
        assert_eq!(
            found(&service, &chair, json!({ "text": "topasbaru" })).await,
            [case.as_str()]
        );
        // A database of before is made anew once.
        server.db.execute("DELETE FROM search_documents").unwrap();
        server
            .db
            .execute("DELETE FROM meta WHERE key = 'search_analyser'")
            .unwrap();
        assert!(outside(|| app.renew_index()).unwrap() > 0);
        assert_eq!(outside(|| app.renew_index()).unwrap(), 0);
        assert_eq!(outside(|| app.verify_index()).unwrap(), []);
    }
}

#[actix_web::test]
async fn who_was_erased_is_found_no_more() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let case = ended_of_others(&server, &world).await;
        let service = server.service().await;
        let p = people(&server, &world);
        let name = json!({ "name": "kenari wijayakusuma" });
        let text = json!({ "text": "wijayakusuma" });
        assert_eq!(named(&service, &p.chair, name.clone()).await.len(), 1);
        assert!(!found(&service, &p.chair, text.clone()).await.is_empty());
        let erasures = format!("/v1/cases/{case}/erasures");
        let wish = wish(&party(&server, case, "respondent"));
        let asked = ask(&service, post(&erasures, &p.intake, &key(), &wish)).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let id = asked.json()["erasure_id"].as_str().unwrap().to_owned();
        let agree = format!("{erasures}/{id}/agreement");
        for by in [&p.member, &p.chair] {
            let agreed = ask(&service, bare(&agree, by)).await;
            assert_eq!(agreed.status, 200, "{}", agreed.text);
        }
        for who in [&p.chair, &p.staff, &p.above] {
            assert!(named(&service, who, name.clone()).await.is_empty());
            assert!(found(&service, who, text.clone()).await.is_empty());
        }
        let rows = server.db.rows("search_documents").concat();
        assert!(
            !rows.contains("wijajakusuma") && !rows.contains("wijayakusuma"),
            "{rows}"
        );
        assert_eq!(outside(|| server.app.verify_index()).unwrap(), []);
    }
}

#[actix_web::test]
async fn a_list_tells_what_changed_since_and_nothing_of_how_much_was_recorded() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let chair = token(&server, &world, o.regency, Role::Chair);
        let stranger = token(&server, &world, o.other_province, Role::Chair);
        let first = filed(&server, &world, &service, |_| {}).await;
        let changed = |since: String, token: String| {
            let service = &service;
            async move {
                let path = format!("/v1/cases?changed_since={since}");
                let page = ask(service, get(&path, &token)).await;
                assert_eq!(page.status, 200, "{}", page.text);
                let page = page.json();
                let items = page["items"].as_array().unwrap().clone();
                let ids: Vec<String> = items
                    .iter()
                    .map(|i| i["id"].as_str().unwrap().to_owned())
                    .collect();
                (ids, page["changes"].as_str().unwrap().to_owned())
            }
        };
        let (all, mark) = changed("begin".to_owned(), chair.clone()).await;
        assert_eq!(all, [first.case.to_string()]);
        let (none, mark) = changed(mark, chair.clone()).await;
        // What others write on the server meanwhile may make a list tell a change again; it never misses one.
        assert!(none.is_empty() || kind == Kind::Postgres);
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let sent = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let new = sent.json()["case_id"].as_str().unwrap().to_owned();
        let (next, after) = changed(mark.clone(), chair.clone()).await;
        assert!(next.contains(&new) && (next.len() == 1 || kind == Kind::Postgres));
        // The old mark still tells all since, a step on the first one too.
        first
            .step(&service, first.case.into(), A::CompleteInitialStudy)
            .await;
        let (both, _) = changed(mark.clone(), chair.clone()).await;
        let both: BTreeSet<String> = both.into_iter().collect();
        assert_eq!(both, BTreeSet::from([new, first.case.to_string()]));
        let (one, _) = changed(after, chair.clone()).await;
        assert!(
            one.contains(&first.case.to_string()) && (one.len() == 1 || kind == Kind::Postgres)
        );
        let (hidden, _) = changed(mark, stranger).await;
        assert_eq!(hidden, Vec::<String>::new());
        let refused = ask(&service, get("/v1/cases?changed_since=17", &chair)).await;
        assert_eq!(refused.reason(), "cursor_invalid", "{}", refused.text);
        let plain = ask(&service, get("/v1/cases", &chair)).await.json();
        assert!(plain.get("changes").is_none());
    }
}
