//! Files of papers and evidence over HTTP: taken in whole or not at all, given to their readers and nobody else.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::kinds,
    http::{FILE_LIMIT, Server, get, outside, post, send},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{report, server, tell, token, unseal},
};

pub const PDF: &[u8] = b"%PDF-1.7 surat";
/// The SHA-256 of [`PDF`], computed elsewhere.
const PDF_SHA256: &str = "a3f77adf42a22ad0267c1c6d0d079d5537844337a6c7643c58a72079ac8c0f49";
const PDF_DIGEST: &str = "sha-256=:o/d630KiKtAmfBxtDQedVTeEQzemx2Q8WKcgeayMD0k=:";
/// A name as people give them: it names somebody.
const NAME: &str = "KTP Budi Sejati.pdf";

/// An upload with everything it needs; a test spoils one thing.
pub fn upload(path: &str, token: &str, key: &str, version: i64, bytes: &[u8]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", key))
        .insert_header(("if-match", format!("\"{version}\"")))
        .insert_header(("content-type", "application/pdf"))
        .insert_header((
            "content-disposition",
            "attachment; filename*=UTF-8''KTP%20Budi%20Sejati.pdf",
        ))
        .set_payload(bytes.to_vec())
}

/// Files a report and gives its identifier and the identifier of its evidence.
async fn filed<S>(service: &S, token: &str, key: &str, body: &Value) -> (String, String)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, post("/v1/reports", token, key, body)).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let case = reply.json()["case_id"].as_str().unwrap().to_owned();
    let view = ask(service, get(&format!("/v1/cases/{case}"), token))
        .await
        .json();
    let evidence = view["evidence"][0]["id"].as_str().unwrap_or("").to_owned();
    (case, evidence)
}

pub struct Downloaded {
    pub status: u16,
    pub bytes: Vec<u8>,
    response: ServiceResponse<()>,
}

impl Downloaded {
    pub fn header(&self, name: &str) -> &str {
        let value = self.response.headers().get(name);
        value.map_or("", |v| v.to_str().unwrap())
    }
}

pub async fn download<S>(service: &S, request: TestRequest) -> Downloaded
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let response = service.call(request.to_request()).await.unwrap();
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = actix_web::body::to_bytes(body).await.unwrap().to_vec();
    Downloaded {
        status: head.status().as_u16(),
        bytes,
        response: ServiceResponse::new(request, head.set_body(())),
    }
}

fn kept(server: &Server) -> usize {
    let root = server.db.folder().join("files/sha256");
    std::fs::read_dir(root)
        .unwrap()
        .map(|d| std::fs::read_dir(d.unwrap().path()).unwrap().count())
        .sum()
}

#[actix_web::test]
async fn a_file_of_evidence_is_kept_replayed_listed_and_given_to_its_readers_only() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |office, role| token(&server, &world, office, role);
        let intake = at(world.offices.regency, Role::IntakeOfficer);
        let (case, evidence) = filed(&service, &intake, "a", &report()).await;
        let path = format!("/v1/cases/{case}/files?evidence_id={evidence}");
        let whole =
            || upload(&path, &intake, "b", 1, PDF).insert_header(("content-digest", PDF_DIGEST));

        let first = ask(&service, whole()).await;
        assert_eq!(first.status, 200, "{}", first.text);
        let receipt = first.json();
        assert_eq!(receipt["version"], 2);
        assert_eq!(receipt["file"]["sha256"], PDF_SHA256);
        assert_eq!(receipt["file"]["size"], json!(PDF.len()));
        // The same file under the same key is the same upload, though the version has moved.
        let again = ask(&service, whole()).await;
        assert_eq!((again.status, &again.text), (200, &first.text));
        let other = ask(&service, upload(&path, &intake, "b", 1, b"%PDF-other")).await;
        assert_eq!(
            (other.status, other.reason().as_str()),
            (422, "idempotency_key_reused")
        );
        // Several files for one piece of evidence; equal bytes lie on the disk once.
        let second = ask(&service, upload(&path, &intake, "c", 2, PDF)).await;
        assert_eq!(second.status, 200, "{}", second.text);

        let view = ask(&service, get(&format!("/v1/cases/{case}"), &intake))
            .await
            .json();
        assert_eq!(view["version"], 3);
        let files = view["evidence"][0]["files"].as_array().unwrap();
        assert_eq!(files.len(), 2, "{view}");
        assert_eq!(files[0]["name"], NAME);
        let href = files[0]["href"].as_str().unwrap();

        let got = download(
            &service,
            get(href, &intake).insert_header(("accept", "application/pdf")),
        )
        .await;
        assert_eq!((got.status, got.bytes.as_slice()), (200, PDF));
        assert_eq!(got.header("content-type"), "application/pdf");
        assert_eq!(got.header("etag"), format!("\"{PDF_SHA256}\""));
        assert_eq!(got.header("content-digest"), PDF_DIGEST);
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("cache-control"), "no-store");
        let disposition = got.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\"berkas-"),
            "{disposition}"
        );
        assert!(
            disposition.ends_with("filename*=UTF-8''KTP%20Budi%20Sejati.pdf"),
            "{disposition}"
        );
        let seen = get(href, &intake).insert_header(("if-none-match", format!("\"{PDF_SHA256}\"")));
        assert_eq!(download(&service, seen).await.status, 304);

        // The office above sees the list of evidence; agencies, other offices and an unknown id do not.
        let above = at(world.offices.province, Role::Chair);
        assert_eq!(download(&service, get(href, &above)).await.status, 200);
        for (office, role) in [
            (world.offices.agency, Role::PersonnelOfficer),
            (world.offices.other_province, Role::Chair),
            (world.offices.bkn, Role::Reviewer),
        ] {
            let reply = ask(&service, get(href, &at(office, role))).await;
            assert_eq!(reply.status, 404, "{office}: {}", reply.text);
            let refused = ask(&service, upload(&path, &at(office, role), "z", 3, PDF)).await;
            assert_eq!(refused.status, 404, "{office}: {}", refused.text);
        }
        let refused = ask(&service, upload(&path, &above, "z", 3, PDF)).await;
        assert_eq!(
            refused.status, 403,
            "the office above only watches: {}",
            refused.text
        );
        let elsewhere = href.replace("/v1/cases/", "/v1/reviews/");
        assert_eq!(ask(&service, get(&elsewhere, &intake)).await.status, 404);

        let journal = ask(&service, get(&format!("/v1/cases/{case}/journal"), &intake)).await;
        assert_eq!(journal.json()["items"][1]["file"]["sha256"], PDF_SHA256);
        // The name stands in its table and nowhere else.
        for table in ["journal", "idempotency", "tracks"] {
            let rows = server.db.rows(table).join("\n");
            assert!(!rows.contains("Budi Sejati"), "{table}");
        }
        assert!(server.db.rows("files").join("\n").contains("Budi Sejati"));
        assert_eq!(server.db.rows("files").len(), 2);
        // Equal bytes lie there once; the refused other ones are swept.
        assert_eq!(kept(&server), 2);
        let far = std::time::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        let app = server.app.clone();
        let swept = outside(move || app.sweep_files(far)).unwrap();
        assert_eq!((swept.orphans, swept.kept), (1, 1));
        assert_eq!(download(&service, get(href, &intake)).await.status, 200);
    }
}

#[actix_web::test]
async fn a_file_that_is_not_what_it_says_or_does_not_belong_is_refused_and_nothing_is_written() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let intake = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let (case, evidence) = filed(&service, &intake, "a", &report()).await;
        let (other_case, other_evidence) = filed(&service, &intake, "b", &report()).await;
        let base = format!("/v1/cases/{case}/files");
        let path = format!("{base}?evidence_id={evidence}");
        let good = |bytes: &[u8]| upload(&path, &intake, "k", 1, bytes);
        let png: &[u8] = b"\x89PNG\r\n\x1a\n rest";
        let large = [PDF, &vec![b' '; usize::try_from(FILE_LIMIT).unwrap()]].concat();
        let paper = uuid::Uuid::from_u128(7);
        let to = |path: &str| upload(path, &intake, "k", 1, PDF);
        let cases: Vec<(&str, TestRequest, u16, &str)> = vec![
            (
                "a picture called a letter",
                good(png),
                422,
                "file_not_what_it_says",
            ),
            ("an empty file", good(b""), 422, "file_not_what_it_says"),
            (
                "a page",
                good(b"<html></html>").insert_header(("content-type", "text/html")),
                415,
                "file_kind_not_taken",
            ),
            ("too large", good(&large), 413, "body_too_large"),
            (
                "announced too large",
                good(PDF).insert_header(("content-length", (FILE_LIMIT + 1).to_string())),
                413,
                "body_too_large",
            ),
            (
                "changed on its way",
                good(b"%PDF-1.7 sural").insert_header(("content-digest", PDF_DIGEST)),
                422,
                "file_digest_differs",
            ),
            (
                "another representation",
                good(b"%PDF-1.7 sural").insert_header(("repr-digest", PDF_DIGEST)),
                422,
                "file_digest_differs",
            ),
            (
                "a digest that is none",
                good(PDF).insert_header(("content-digest", "sha-256=x")),
                400,
                "file_header_invalid",
            ),
            (
                "shown in place",
                good(PDF).insert_header(("content-disposition", "inline; filename=a.pdf")),
                400,
                "file_header_invalid",
            ),
            ("nothing it belongs to", to(&base), 400, "bad_query"),
            (
                "two things it belongs to",
                to(&format!("{path}&paper_id={paper}")),
                400,
                "bad_query",
            ),
            (
                "no such paper",
                to(&format!("{base}?paper_id={paper}")),
                422,
                "validation_failed",
            ),
            (
                "another case's evidence",
                to(&format!("{base}?evidence_id={other_evidence}")),
                422,
                "validation_failed",
            ),
            (
                "stale",
                upload(&path, &intake, "k", 7, PDF),
                412,
                "version_stale",
            ),
        ];
        for (what, request, status, code) in cases {
            let reply = ask(&service, request).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (status, code),
                "{what}: {}",
                reply.text
            );
        }
        assert!(server.db.rows("files").is_empty());
        for case in [&case, &other_case] {
            let view = ask(&service, get(&format!("/v1/cases/{case}"), &intake))
                .await
                .json();
            assert_eq!(view["version"], 1);
        }
        // Left-overs of what was refused late (a stale version) are swept; nothing is waiting.
        let waiting = std::fs::read_dir(server.db.folder().join("files/incoming")).unwrap();
        assert_eq!(waiting.count(), 0);
        let far = std::time::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        let app = server.app.clone();
        let swept = outside(move || app.sweep_files(far)).unwrap();
        assert_eq!(
            swept.orphans, 1,
            "the bytes of the stale one and of those that belong to nothing"
        );
        assert_eq!(kept(&server), 0);
    }
}

#[actix_web::test]
async fn a_papers_file_is_for_those_who_read_the_paper_and_added_by_the_office_that_holds_it() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |office, role| token(&server, &world, office, role);
        let intake = at(world.offices.regency, Role::IntakeOfficer);
        let above = at(world.offices.province, Role::Chair);
        let mut body = report();
        body["papers"] = json!([{ "kind": "letter" }, { "kind": "b1" }, { "kind": "b12" }]);
        let (case, _) = filed(&service, &intake, "a", &body).await;
        let address = format!("/v1/cases/{case}");
        let view = ask(&service, get(&address, &intake)).await.json();
        let papers = view["papers"].as_array().unwrap();
        assert_eq!(papers.len(), 3);
        for (n, paper) in papers.iter().enumerate() {
            let path = format!("{address}/files?paper_id={}", paper["id"].as_str().unwrap());
            let version = i64::try_from(n).unwrap() + 1;
            let reply = ask(
                &service,
                upload(&path, &intake, &format!("k{n}"), version, PDF),
            )
            .await;
            assert_eq!(reply.status, 200, "{}", reply.text);
        }
        let listed = |view: &Value| -> Vec<(String, Option<String>)> {
            let papers = view["papers"].as_array().unwrap();
            papers
                .iter()
                .map(|p| {
                    let href = p["files"][0]["href"].as_str().map(str::to_owned);
                    (p["kind"].as_str().unwrap().to_owned(), href)
                })
                .collect()
        };
        let chair = at(world.offices.regency, Role::Chair);
        let staff = at(world.offices.regency, Role::ViolationsStaff);
        let member = at(world.offices.regency, Role::Member);
        unseal(&service, &address, &chair, &member).await;
        unseal(&service, &address, &intake, &chair).await;
        let sealed = format!("{address}/sealed-identities");
        let all = listed(&ask(&service, get(&sealed, &chair)).await.json());
        assert!(
            all.len() == 3 && all.iter().all(|(_, href)| href.is_some()),
            "{all:?}"
        );
        // B.1 names the reporter and so may whatever came with the report, which nobody opens alone; B.12 is closed
        // until the status is announced.
        for (reader, opens, refused) in [
            (&chair, vec!["letter", "b1", "b12"], 404),
            (&intake, vec!["letter", "b1"], 404),
            (&staff, vec![], 403),
            (&above, vec![], 404),
        ] {
            let seen = listed(&ask(&service, get(&address, reader)).await.json());
            assert!(seen.iter().all(|(_, href)| href.is_none()), "{seen:?}");
            for (kind, href) in &all {
                let open = opens.contains(&kind.as_str());
                let got = send(&service, get(href.as_ref().unwrap(), reader)).await;
                assert_eq!(got.status, if open { 200 } else { refused }, "{kind}");
            }
        }
    }
}

/// The authority gets the list of evidence with the review (art. 49(4)), and the files with the list.
#[actix_web::test]
async fn the_authority_reads_files_of_evidence_through_its_review() {
    let world = World::new();
    let (game, review) = reach(&world, LawSet::Bkn, Stage::Forwarded).unwrap();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |body| {
            if let Some(content) = body.get_mut("content") {
                content["evidence"] = json!([{ "kind": "video", "description": "Rekaman" }]);
            }
        })
        .await;
        let intake = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let case = format!("/v1/cases/{}", teller.case());
        let view = ask(&service, get(&case, &intake)).await.json();
        let evidence = view["evidence"][0]["id"].as_str().unwrap().to_owned();
        let version = view["version"].as_i64().unwrap();
        let path = format!("{case}/files?evidence_id={evidence}");
        let reply = ask(&service, upload(&path, &intake, "k", version, PDF)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let review = format!("/v1/reviews/{}", teller.there(review.raw()));
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let view = ask(&service, get(&review, &reviewer)).await.json();
        let href = view["evidence"][0]["files"][0]["href"].as_str().unwrap();
        assert!(href.starts_with(&review), "{href}");
        let got = download(&service, get(href, &reviewer)).await;
        assert_eq!((got.status, got.bytes.as_slice()), (200, PDF));
        let on_case = href.replace(&review, &case);
        assert_eq!(ask(&service, get(&on_case, &reviewer)).await.status, 404);
        // Evidence stays with the case: the authority adds none through its review.
        let path = format!("{review}/files?evidence_id={evidence}");
        let reply = ask(&service, upload(&path, &reviewer, "k", 1, PDF)).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
    }
}

#[actix_web::test]
async fn bytes_that_are_gone_are_a_fault_of_ours_and_found_by_the_check() {
    let world = World::new();
    let server = server(kinds()[0], &world);
    let service = server.service().await;
    let intake = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
    let (case, evidence) = filed(&service, &intake, "a", &report()).await;
    let path = format!("/v1/cases/{case}/files?evidence_id={evidence}");
    let reply = ask(&service, upload(&path, &intake, "b", 1, PDF)).await;
    let id = reply.json()["file"]["id"].as_str().unwrap().to_owned();
    let check = || {
        let app = server.app.clone();
        outside(move || app.check_files()).unwrap()
    };
    assert_eq!(check().whole, 1);
    let (start, rest) = PDF_SHA256.split_at(2);
    let place = server
        .db
        .folder()
        .join("files/sha256")
        .join(start)
        .join(rest);
    std::fs::write(&place, b"%PDF-1.7 sural").unwrap();
    assert_eq!(check().damaged, [PDF_SHA256]);
    std::fs::remove_file(&place).unwrap();
    assert_eq!(check().missing, [PDF_SHA256]);
    let got = send(
        &service,
        get(&format!("/v1/cases/{case}/files/{id}"), &intake),
    )
    .await;
    assert_eq!(got.status, 500);
}
