//! What is forwarded goes without the names of those who reported; with them only where the sender says so, and then
//! two at the review authority open it.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    ids::TrackId,
    people::Role,
    procedure::{Action as A, Machine},
};
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, bodies, get, post},
    play::{World, accepting},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    files::{PDF, download, upload},
    forwarded::{DECIDED, Way, filed},
    seen::ask,
    stand::{key, server, start, token, unseal},
};

const ACCOUNT: &str =
    "RAHAYU (0813-5551-2345, NIK 3510016509870001) melihat Camat Pertama; Pelapór pulang.";
const REDACTED: &str =
    "[Pelapor 1] ([Pelapor 1], NIK [Pelapor 1]) melihat Camat Pertama; [Pelapor 1] pulang.";

fn named(body: &mut Value) {
    body["content"]["parties"][0]["phone"] = json!("+62 813 5551 2345");
    body["content"]["parties"][0]["identity_number"] = json!("3510016509870001");
    body["content"]["account"] = json!(ACCOUNT);
    body["content"]["allegations"][0]["what"] = json!("Ikut kampanye, kata Rahayu");
    body["content"]["evidence"][0]["description"] = json!("Foto oleh RAHAYU");
}

/// The texts of a kind, and whether each was redacted.
fn texts(view: &Value, kind: &str) -> Vec<(Value, Value)> {
    let all = view["texts"].as_array().into_iter().flatten();
    all.filter(|t| t["kind"] == kind)
        .map(|t| (t["body"].clone(), t["redacted"].clone()))
        .collect()
}

/// Everything up to the forwarding, with the reporter's name in the studies.
async fn decided<S>(way: &Way<'_>, service: &S)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let case: TrackId = way.case.into();
    for action in DECIDED {
        way.with(service, case, *action, |body| {
            if body["details"].get("study").is_some() {
                body["details"]["study"] = json!("Kajian atas laporan Rahayu Pelapor.");
            }
        })
        .await;
    }
}

#[actix_web::test]
async fn the_authority_reads_account_and_study_without_who_reported() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, named).await;
        decided(&way, &service).await;
        let case: TrackId = way.case.into();
        way.step(&service, case, A::SendRecommendation).await;
        let review = format!("/v1/reviews/{}", way.review(1));
        let authority = world.offices.bkn;
        let reviewer = token(&server, &world, authority, Role::Reviewer);
        let view = ask(&service, get(&review, &reviewer)).await;
        let read = view.json();
        assert_eq!(
            texts(&read, "account"),
            [(json!(REDACTED), json!(true))],
            "{}",
            view.text
        );
        let study = json!("Kajian atas laporan [Pelapor 1].");
        let studies = texts(&read, "study");
        assert!(!studies.is_empty() && studies.iter().all(|s| *s == (study.clone(), json!(true))));
        assert_eq!(read["withheld"], Value::Null);
        let alleged = read["allegations"][0]["what"].clone();
        assert_eq!(alleged, "Ikut kampanye, kata [Pelapor 1]");
        assert_eq!(read["evidence"][0]["description"], "Foto oleh [Pelapor 1]");
        assert!(!view.text.contains("Rahayu"), "{}", view.text);
        // Where it was written it stays as it was.
        let chair = token(&server, &world, o.regency, Role::Chair);
        let own = ask(&service, get(&format!("/v1/cases/{case}"), &chair)).await;
        assert_eq!(
            texts(&own.json(), "account"),
            [(json!(ACCOUNT), json!(false))]
        );
        // Nothing was sent along: there is nothing to ask for.
        let wish = json!({ "ground": "review", "purpose": "Memeriksa pelapor." });
        let asked = post(&format!("{review}/unsealings"), &reviewer, &key(), &wish);
        assert_eq!(ask(&service, asked).await.status, 403);
        let sealed = format!("{review}/sealed-identities");
        let refused = ask(&service, get(&sealed, &reviewer)).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (403, "forbidden_role")
        );
        // A name that was amended is taken out as it was and as it is.
        let reporter = own.json()["parties"][0]["id"].clone();
        let version = server.file(way.case).case_track().unwrap().version;
        let words = json!({ "reason": "Salah tulis.", "details": { "parties": [
            { "party_id": reporter, "name": "Camat Pertama" },
        ] } });
        let to = format!("/v1/cases/{case}/amendment");
        let done = ask(&service, act(&to, &chair, &key(), version, &words)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let view = ask(&service, get(&review, &reviewer)).await.json();
        let both = REDACTED.replace("Camat Pertama", "[Pelapor 1]");
        assert_eq!(texts(&view, "account"), [(json!(both), json!(true))]);
        // Whom nobody knows any more nobody can take out.
        server.db.execute("DELETE FROM sealed_keys").unwrap();
        let view = ask(&service, get(&review, &reviewer)).await.json();
        assert!(texts(&view, "account").is_empty() && texts(&view, "study").is_empty());
        let withheld = view["withheld"].as_array().unwrap().iter();
        let withheld: Vec<&Value> = withheld.map(|w| &w["what"]["code"]).collect();
        assert_eq!(withheld, ["account", "study"]);
    }
}

#[actix_web::test]
async fn an_identity_goes_along_with_a_reason_and_two_open_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, named).await;
        decided(&way, &service).await;
        let case: TrackId = way.case.into();
        let file = server.file(way.case);
        let track = file.case_track().unwrap();
        let valid = accepting(&file, track, A::SendRecommendation, &world, start());
        let (actor, command, _) = valid.into_iter().next().unwrap();
        let mut body = bodies::of_command(&command);
        body["details"]["with_identity"] = json!(true);
        body.as_object_mut().unwrap().remove("reason");
        let to = format!("/v1/cases/{case}/recommendation");
        let sender = server.token(actor.account, actor.office);
        let bare = ask(&service, act(&to, &sender, &key(), track.version, &body)).await;
        assert_eq!(
            bare.json()["errors"][0]["pointer"],
            "/reason",
            "{}",
            bare.text
        );
        body["reason"] = json!("Otoritas hendak mendengar pelapor.");
        let sent = ask(&service, act(&to, &sender, &key(), track.version, &body)).await;
        assert_eq!(sent.status, 200, "{}", sent.text);
        assert!(sent.text.contains("identity_sent"), "{}", sent.text);
        let journal = ask(&service, get(&format!("/v1/cases/{case}/journal"), &sender)).await;
        assert!(journal.text.contains("identity_sent"), "{}", journal.text);

        let authority = world.offices.bkn;
        let review = format!("/v1/reviews/{}", way.review(1));
        let reviewer = token(&server, &world, authority, Role::Reviewer);
        let commissioner = token(&server, &world, authority, Role::Commissioner);
        let view = ask(&service, get(&review, &reviewer)).await;
        assert!(
            !view.text.contains("Rahayu"),
            "never at once: {}",
            view.text
        );
        let sealed = format!("{review}/sealed-identities");
        let refused = ask(&service, get(&sealed, &reviewer)).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (403, "identity_sealed")
        );
        unseal(&service, &review, &reviewer, &commissioner).await;
        let opened = ask(&service, get(&sealed, &reviewer)).await;
        assert_eq!(
            opened.json()["items"][0]["record"]["name"],
            "Rahayu Pelapor"
        );
        assert_eq!(ask(&service, get(&sealed, &commissioner)).await.status, 403);
        // The agency that gets the recommendation gets none of it.
        for track in way.tracks(Machine::Sanction) {
            let path = format!("/v1/sanctions/{track}/sealed-identities");
            assert_eq!(ask(&service, get(&path, &reviewer)).await.status, 404);
        }
        // What was asked for at the authority is not the sender's to see, nor the other way round.
        let listed = ask(
            &service,
            get(&format!("/v1/cases/{case}/unsealings"), &sender),
        )
        .await;
        assert_eq!(listed.json()["items"], json!([]));
    }
}

/// A file of the evidence, whose name names the reporter.
async fn photo<S>(server: &Server, service: &S, way: &Way<'_>) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let staff = token(server, way.world, way.world.offices.regency, Role::Chair);
    let case = format!("/v1/cases/{}", way.case);
    let view = ask(service, get(&case, &staff)).await.json();
    let evidence = view["evidence"][0]["id"].as_str().unwrap();
    let to = format!("{case}/files?evidence_id={evidence}");
    let version = view["version"].as_i64().unwrap();
    let name = "attachment; filename=\"foto-Rahayu.pdf\"";
    let sent =
        upload(&to, &staff, &key(), version, PDF).insert_header(("content-disposition", name));
    let kept = ask(service, sent).await;
    assert_eq!(kept.status, 200, "{}", kept.text);
    kept.json()["file"]["id"].as_str().unwrap().to_owned()
}

/// Whatever somebody typed anywhere, only who handles the case reads it as it was written.
#[actix_web::test]
async fn no_word_names_who_reported_to_those_who_do_not_handle_the_case() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |body| {
            named(body);
            let content = &mut body["content"];
            content["parties"][1]["post"] = json!("Atasan Rahayu");
            content["parties"][1]["unit"] = json!("Kantor RAHAYU");
            content["parties"][1]["occupation"] = json!("Rekan Rahayu");
            content["allegations"][0]["place"] = json!("Rumah Rahayu");
            content["allegations"][0]["net_address"] = json!("https://fb.example/rahayu_7");
            content["evidence"][0]["medium"] = json!("Flashdisk Rahayu");
        })
        .await;
        let file = photo(&server, &service, &way).await;
        decided(&way, &service).await;
        let case: TrackId = way.case.into();
        way.with(&service, case, A::SendRecommendation, |body| {
            body["papers"][0]["number"] = json!("99/RAHAYU");
            body["papers"][0]["addressee"] = json!("Kepala BKN, perihal Rahayu");
        })
        .await;
        let review = way.review(1);
        for action in [
            A::TakeIn,
            A::PassToBawaslu,
            A::FindProven,
            A::IssueRecommendation,
            A::RecordReceipt,
        ] {
            way.with(&service, review, action, |body| {
                body["reason"] = json!("Menurut Rahayu.");
            })
            .await;
        }
        let case = format!("/v1/cases/{case}");
        let review = format!("/v1/reviews/{review}");
        let sanction = format!("/v1/sanctions/{}", way.tracks(Machine::Sanction)[0]);
        let mut redacted = 0;
        for (office, role, paths) in [
            (o.province, Role::Chair, vec![&case, &review, &sanction]),
            (o.national, Role::Chair, vec![&case, &review, &sanction]),
            (o.national, Role::Auditor, vec![&case, &review, &sanction]),
            (o.bkn, Role::Reviewer, vec![&review]),
            (o.agency, Role::PersonnelUnit, vec![&review, &sanction]),
            (o.agency, Role::PersonnelOfficer, vec![&review, &sanction]),
        ] {
            let who = token(&server, &world, office, role);
            for path in paths {
                for path in [path.clone(), format!("{path}/journal")] {
                    let read = ask(&service, get(&path, &who)).await;
                    assert_eq!(read.status, 200, "{role:?} {path}: {}", read.text);
                    let words = read.text.to_lowercase();
                    assert!(!words.contains("rahayu"), "{role:?} {path}: {}", read.text);
                    redacted += read.text.matches("[Pelapor 1]").count();
                }
            }
        }
        assert!(redacted > 20, "{redacted}");
        let reviewer = token(&server, &world, o.bkn, Role::Reviewer);
        let named = download(&service, get(&format!("{review}/files/{file}"), &reviewer)).await;
        assert_eq!(named.status, 200);
        let named = named.header("content-disposition").to_lowercase();
        assert!(
            named.contains("foto-") && !named.contains("rahayu"),
            "{named}"
        );
        // Who handles the case reads what was written.
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let own = ask(&service, get(&case, &staff)).await;
        assert!(own.text.contains("Atasan Rahayu"), "{}", own.text);
    }
}

/// Anybody sealed beside the one seat would tell that somebody told.
#[actix_web::test]
async fn early_information_and_findings_have_no_reporter() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let party = |capacity: &str| json!({ "capacity": capacity, "name": "Rahayu Pelapor" });
        for (more, place) in [
            (vec![party("reporter")], Some(0)),
            (vec![party("informant"), party("informant")], Some(1)),
            (
                vec![
                    party("informant"),
                    json!({ "capacity": "representative", "represents": 0 }),
                ],
                Some(1),
            ),
            (vec![party("informant"), party("witness")], None),
        ] {
            let body = json!({
                "election": "pilkada-2024", "race": "regent", "channel": "tip",
                "effective_day": "2024-10-14", "effective_time": "09:30",
                "content": { "account": "Kabar", "parties": more },
            });
            let to = "/v1/early-information";
            let told = ask(&service, post(to, &counter, &key(), &body)).await;
            match place {
                Some(place) => {
                    let at = format!("/content/parties/{place}/capacity");
                    let fault = (at, "nobody_reports_here".to_owned());
                    assert_eq!(errors(&told), [fault], "{}", told.text);
                }
                None => assert_eq!(told.status, 201, "{}", told.text),
            }
        }
    }
}
