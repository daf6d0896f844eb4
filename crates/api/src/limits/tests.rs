use actix_web::http::Method;
use serde_json::Value;

use super::*;
use crate::openapi;

const NOW: Moment = Moment(1_790_000_000_000_000);

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn the_rows_stand_in_the_order_of_the_classes_and_their_names_are_apart() {
    let mut names = std::collections::BTreeSet::new();
    for policy in &POLICIES {
        assert_eq!(policy.class.policy().name, policy.name);
        assert!(names.insert(policy.name), "{}", policy.name);
        assert!((1..=Quotas::MOST).contains(&policy.quota));
        let quotas = Quotas::default().with(policy.class, 7);
        assert_eq!(quotas.of(policy.class), 7);
        let others = POLICIES.iter().filter(|other| other.class != policy.class);
        for other in others {
            assert_eq!(quotas.of(other.class), other.quota);
        }
    }
}

#[test]
fn what_needs_no_token_is_strictest_at_the_door_and_counted_by_address() {
    let least = POLICIES.iter().min_by_key(|policy| policy.quota).unwrap();
    assert_eq!(least.class, Class::Door);
    assert!(Class::SignIn.policy().quota < Class::Public.policy().quota);
    let paths = serde_json::to_value(openapi::document()).unwrap()["paths"].take();
    let mut seen = std::collections::BTreeSet::new();
    for (path, item) in paths.as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let token = operation["security"][0].get("token").is_some();
            let class = class_of(&method, path);
            seen.extend(class.map(|class| class.policy().name));
            let by = class.map(|class| class.policy().by);
            if token {
                assert_eq!(by, Some(Partition::Account), "{method} {path}");
            } else {
                let free = path.starts_with("/health/") || path.starts_with("/.well-known/");
                let wanted = (!free).then_some(Partition::Address);
                assert_eq!(by, wanted, "{method} {path}");
            }
            let told = operation["responses"]["200"]["description"].as_str();
            if told.is_some_and(|told| told.contains("page of the list")) {
                assert_eq!(class, Some(Class::Search), "{method} {path}");
            }
        }
    }
    // What a system asks is counted by itself, whatever it is.
    seen.insert(Class::System.policy().name);
    assert_eq!(seen.len(), POLICIES.len(), "{seen:?}");
}

#[test]
fn accounts_and_addresses_are_counted_apart_and_each_by_its_own_class() {
    let limits = Limits::on(
        Quotas::default()
            .with(Class::Read, 1)
            .with(Class::Public, 1),
    );
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let read = |who| limits.of_account(Class::Read, who, NOW).unwrap();
    assert!(read(one).refusal(&limits).is_none());
    assert!(read(one).refusal(&limits).is_some());
    assert!(read(other).refusal(&limits).is_none());
    let search = limits.of_account(Class::Search, one, NOW).unwrap();
    assert!(search.refusal(&limits).is_none(), "a class of its own");
    assert!(limits.of_account(Class::Public, one, NOW).is_none());
    assert!(
        limits
            .of_address(Class::Read, || ip("192.0.2.1"), || NOW)
            .is_none()
    );
    let public = |from| {
        limits
            .of_address(Class::Public, || ip(from), || NOW)
            .unwrap()
    };
    assert!(public("192.0.2.1").refusal(&limits).is_none());
    assert!(
        public("192.0.2.200").refusal(&limits).is_some(),
        "a neighbour"
    );
    assert!(public("192.0.3.1").refusal(&limits).is_none());
    assert!(Limits::off().of_account(Class::Read, one, NOW).is_none());
}

#[test]
fn a_refusal_says_how_many_of_what_for_whom_and_how_long_to_wait() {
    let limits = Limits::on(Quotas::default().with(Class::Search, 2));
    let account = Uuid::from_u128(1);
    let search = || limits.of_account(Class::Search, account, NOW).unwrap();
    let mut headers = HeaderMap::new();
    limits.tell(search(), &mut headers);
    assert_eq!(
        headers.get("ratelimit-policy").unwrap(),
        "\"search\";q=2;w=60"
    );
    assert_eq!(headers.get("ratelimit").unwrap(), "\"search\";r=1;t=30");
    search();
    let refused = search();
    limits.tell(refused, &mut headers);
    assert_eq!(headers.get("ratelimit").unwrap(), "\"search\";r=0;t=30");
    let problem = refused.refusal(&limits).unwrap();
    assert_eq!(problem.code(), Code::TooManyRequests);
    let answer = problem.respond(crate::extract::Language::English, "r");
    assert_eq!(answer.headers().get("retry-after").unwrap(), "30");
    let body = serde_json::to_value(problem.body(crate::extract::Language::English, "r")).unwrap();
    let Value::String(detail) = &body["detail"] else {
        panic!("{body}")
    };
    assert!(
        detail.starts_with("The limit is 2 lists and searches in 60 seconds for one account. Wait"),
        "{detail}"
    );
    assert_eq!(body["retryable"], true);
}
