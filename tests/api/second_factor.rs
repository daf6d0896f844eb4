//! Passwords of one's own and second factors: set with the password, confirmed by a code, each code once.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{ids::AccountId, people::Role, time::Moment};
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, Reply, Server, act, get, outside},
    one_time,
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{key, server, token},
};

const STEP: i64 = 30_000_000;

/// A POST of the own account.
fn own(token: &str, path: &str, body: &Value) -> TestRequest {
    TestRequest::post()
        .uri(&format!("/v1/own/{path}"))
        .insert_header(("authorization", format!("Bearer {token}")))
        .set_json(body)
}

pub fn sign_in(account: AccountId, password: &str, code: Option<&str>) -> TestRequest {
    let body = json!({ "username": format!("u{account}"), "password": password, "code": code });
    TestRequest::post().uri("/v1/sessions").set_json(body)
}

fn text(reply: &Reply, name: &str) -> String {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()[name].as_str().unwrap().to_owned()
}

/// What an app shows at a moment.
pub fn code(secret: &str, now: Moment) -> String {
    one_time::code(secret, u64::try_from(now.0 / 1_000_000).unwrap())
}

pub fn now(server: &Server) -> Moment {
    netralitas_app::clock::Clock::now(server.clock.as_ref())
}

fn events(server: &Server, kind: &str) -> usize {
    let rows = server.db.rows("security_events");
    rows.iter().filter(|r| r.contains(kind)).count()
}

fn fault(reply: &Reply) -> (String, String) {
    let all = errors(reply);
    assert_eq!((reply.status, all.len()), (422, 1), "{}", reply.text);
    all[0].clone()
}

fn at(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

/// Sets a second factor; the secret, the recovery codes, and a token.
pub async fn set_for<S>(
    server: &Server,
    service: &S,
    account: AccountId,
) -> (String, Vec<String>, String)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let entered = ask(service, sign_in(account, PASSWORD, None)).await;
    let token = text(&entered, "access_token");
    let begun = ask(
        service,
        own(&token, "second-factor", &json!({ "password": PASSWORD })),
    )
    .await;
    let secret = text(&begun, "secret");
    let body = json!({ "code": code(&secret, now(server)) });
    let set = ask(service, own(&token, "second-factor/confirmation", &body)).await;
    assert_eq!(set.status, 200, "{}", set.text);
    let codes = set.json()["recovery_codes"].as_array().unwrap().clone();
    let codes = codes
        .iter()
        .map(|c| c.as_str().unwrap().to_owned())
        .collect();
    (secret, codes, token)
}

#[actix_web::test]
async fn a_password_is_changed_by_who_knows_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let other = text(
            &ask(&service, sign_in(account, PASSWORD, None)).await,
            "access_token",
        );
        let token = text(
            &ask(&service, sign_in(account, PASSWORD, None)).await,
            "access_token",
        );
        let change = |current: &str, new: &str| {
            own(
                &token,
                "password",
                &json!({ "current": current, "new": new }),
            )
        };
        let new = "empat kata acak pilihan";
        let wrong = ask(&service, change("salah sama sekali", new)).await;
        assert_eq!(fault(&wrong), at("/current", "password_wrong"));
        for (plain, code) in [
            ("empat kata aca", "password_too_short"),
            ("passwordpassword", "password_common"),
            ("akun.uji.akun.uji", "password_common"),
            ("aaaaaaaaaaaaaaaaaaa", "password_too_plain"),
        ] {
            let refused = ask(&service, change(PASSWORD, plain)).await;
            assert_eq!(fault(&refused), at("/new", code), "{plain}");
            assert!(!refused.text.contains(plain));
        }
        let changed = ask(&service, change(PASSWORD, new)).await;
        assert_eq!(
            changed.json()["sessions_ended"],
            json!(1),
            "{}",
            changed.text
        );
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        assert_eq!(ask(&service, get("/v1/cases", &other)).await.status, 401);
        assert_eq!(
            ask(&service, sign_in(account, PASSWORD, None)).await.status,
            401
        );
        // The same however it is typed.
        let wide = "\u{ff45}mpat kata acak pilihan";
        assert_eq!(
            ask(&service, sign_in(account, wide, None)).await.status,
            200
        );
        assert_eq!(events(&server, "password_changed"), 1);
    }
}

#[actix_web::test]
async fn a_second_factor_is_set_asked_for_and_each_code_taken_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let entered = ask(&service, sign_in(account, PASSWORD, None)).await;
        let token = text(&entered, "access_token");
        let start = |password: &str| own(&token, "second-factor", &json!({ "password": password }));
        let confirm = |code: &str| {
            own(
                &token,
                "second-factor/confirmation",
                &json!({ "code": code }),
            )
        };
        // Not by a token alone; nothing to confirm before it was started.
        let wrong = ask(&service, start("salah sama sekali")).await;
        assert_eq!(fault(&wrong), at("/password", "password_wrong"));
        let absent = ask(&service, confirm("123456")).await;
        assert_eq!(absent.reason(), "second_factor_absent");
        let first = text(&ask(&service, start(PASSWORD)).await, "secret");
        let begun = ask(&service, start(PASSWORD)).await;
        let secret = text(&begun, "secret");
        assert_ne!(first, secret);
        assert!(text(&begun, "otpauth_uri").contains(&secret));
        // Not asked for until it is confirmed, and not by the secret that is void.
        assert_eq!(
            ask(&service, sign_in(account, PASSWORD, None)).await.status,
            200
        );
        let wrong = ask(&service, confirm(&code(&first, now(&server)))).await;
        assert_eq!(fault(&wrong), at("/code", "code_wrong"));
        let used = code(&secret, now(&server));
        let set = ask(&service, confirm(&used)).await;
        assert_eq!(set.status, 200, "{}", set.text);
        let codes = set.json()["recovery_codes"].as_array().unwrap().clone();
        assert_eq!(codes.len(), 10);
        // Nothing of it is kept as it was shown.
        let dump = server.db.dump();
        for shown in codes
            .iter()
            .map(|c| c.as_str().unwrap())
            .chain([secret.as_str()])
        {
            assert!(!dump.contains(shown) && !dump.contains(&shown.replace('-', "")));
        }
        let own_account = ask(&service, get("/v1/own", &token)).await.json();
        assert_eq!(own_account["second_factor"], json!(true));
        assert_eq!(own_account["recovery_codes_left"], json!(10));
        assert_eq!(
            own_account["offices"][0]["roles"][0]["code"],
            json!("chair")
        );
        // Missing, wrong, used: alike, and only after the password has fitted.
        for typed in [None, Some("000000"), Some(used.as_str()), Some("salah")] {
            let reply = ask(&service, sign_in(account, PASSWORD, typed)).await;
            let got = (reply.status, reply.reason());
            assert_eq!(got, (401, "second_factor_required".to_owned()), "{typed:?}");
        }
        let wrong = ask(&service, sign_in(account, "salah sama sekali", None)).await;
        assert_eq!(wrong.reason(), "credentials_wrong");
        server.clock.advance(STEP);
        let fresh = code(&secret, now(&server));
        let spaced = format!("{} {}", &fresh[..3], &fresh[3..]);
        let entered = ask(&service, sign_in(account, PASSWORD, Some(&spaced))).await;
        assert_eq!(entered.status, 200, "{}", entered.text);
        let again = ask(&service, sign_in(account, PASSWORD, Some(&fresh))).await;
        assert_eq!(again.reason(), "second_factor_required");
        // A recovery code, as people type it, once.
        let recovery = codes[3].as_str().unwrap().to_lowercase().replace('-', " ");
        let entered = ask(&service, sign_in(account, PASSWORD, Some(&recovery))).await;
        assert_eq!(entered.status, 200, "{}", entered.text);
        let again = ask(&service, sign_in(account, PASSWORD, Some(&recovery))).await;
        assert_eq!(again.status, 401);
        assert_eq!(events(&server, "recovery_code_used"), 1);
        let own_account = ask(&service, get("/v1/own", &token)).await.json();
        assert_eq!(own_account["recovery_codes_left"], json!(9));
        // Of somebody else none of it is of use.
        let stranger = world.actor(world.offices.province, Role::Chair).account;
        let (_, theirs, _) = set_for(&server, &service, stranger).await;
        let crossed = ask(&service, sign_in(account, PASSWORD, Some(&theirs[0]))).await;
        assert_eq!(crossed.status, 401);
        let stands = ask(&service, start(PASSWORD)).await;
        assert_eq!(stands.reason(), "second_factor_stands");
    }
}

#[actix_web::test]
async fn a_second_factor_ends_where_the_password_can_stand_alone() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let (secret, codes, token) = set_for(&server, &service, account).await;
        server.clock.advance(STEP);
        let proof = |password: &str, code: &str| json!({ "password": password, "code": code });
        // New codes void the old ones.
        let body = proof(PASSWORD, &code(&secret, now(&server)));
        let made = ask(&service, own(&token, "recovery-codes", &body)).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let fresh = made.json()["recovery_codes"].as_array().unwrap().clone();
        assert_eq!(fresh.len(), 10);
        let old = ask(&service, sign_in(account, PASSWORD, Some(&codes[0]))).await;
        assert_eq!(old.status, 401);
        // Beside it eight characters are enough, without it they are not.
        let short = "kd7-xqzl";
        let body = json!({ "current": PASSWORD, "new": short });
        let changed = ask(&service, own(&token, "password", &body)).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        let fresh = fresh[0].as_str().unwrap();
        let refused = ask(
            &service,
            own(&token, "second-factor/end", &proof(short, fresh)),
        )
        .await;
        assert_eq!(fault(&refused), at("/password", "password_too_short"));
        let body = json!({ "current": short, "new": PASSWORD });
        let changed = ask(&service, own(&token, "password", &body)).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        let wrong = proof(PASSWORD, "000000");
        let refused = ask(&service, own(&token, "second-factor/end", &wrong)).await;
        assert_eq!(fault(&refused), at("/code", "code_wrong"));
        let ended = ask(
            &service,
            own(&token, "second-factor/end", &proof(PASSWORD, fresh)),
        )
        .await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(
            ask(&service, sign_in(account, PASSWORD, None)).await.status,
            200
        );
        assert!(server.db.rows("recovery_codes").is_empty());
        let absent = ask(
            &service,
            own(&token, "recovery-codes", &proof(PASSWORD, fresh)),
        )
        .await;
        assert_eq!(absent.reason(), "second_factor_absent");
        for (kind, many) in [
            ("second_factor_set", 1),
            ("recovery_codes_made", 1),
            ("second_factor_ended", 1),
        ] {
            assert_eq!(events(&server, kind), many, "{kind}");
        }
    }
}

/// Who lost the app and the codes is let in by an invitation.
#[actix_web::test]
async fn an_invitation_ends_the_second_factor() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        set_for(&server, &service, account).await;
        let admin = token(&server, &world, world.offices.province, Role::Administrator);
        let path = format!("/v1/accounts/{account}/invitation");
        let invited = ask(&service, act(&path, &admin, &key(), 1, &json!({}))).await;
        assert_eq!(invited.status, 200, "{}", invited.text);
        let body = json!({
            "invitation": invited.json()["invitation"], "password": "empat kata acak pilihan"
        });
        let accept = TestRequest::post()
            .uri("/v1/invitations/acceptance")
            .set_json(body);
        assert_eq!(ask(&service, accept).await.status, 200);
        let entered = ask(&service, sign_in(account, "empat kata acak pilihan", None)).await;
        assert_eq!(entered.status, 200, "{}", entered.text);
    }
}

/// One code, shown many times at once, lets in once.
#[actix_web::test]
async fn a_code_shown_many_times_at_once_is_taken_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let (secret, ..) = set_for(&server, &service, account).await;
        server.clock.advance(STEP);
        let fresh = code(&secret, now(&server));
        let tries = (0..4).map(|_| ask(&service, sign_in(account, PASSWORD, Some(&fresh))));
        let replies = futures_util::future::join_all(tries).await;
        let entered = replies.iter().filter(|r| r.status == 200).count();
        assert_eq!(
            entered,
            1,
            "{:?}",
            replies.iter().map(|r| r.status).collect::<Vec<_>>()
        );
        outside(|| assert_eq!(server.db.rows("sessions").len(), 2));
    }
}
