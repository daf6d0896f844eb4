//! What of a person's record is shown follows from its class, the role and the track it is read through, on every
//! surface: the case, the track of another office, former records.

use netralitas_domain::{
    people::Role,
    procedure::{Action as A, Machine, PersonField, Showing},
};
use netralitas_testkit::{
    db::kinds,
    http::{act, get},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    forwarded::{DECIDED, filed, recommended},
    seen::ask,
    stand::{key, server, token},
};

const PHONE: &str = "081234509876";
const NIK: &str = "3510001203800007";
const ADDRESS: &str = "Jalan Melati 17";
const RELIGION: &str = "Kepercayaan Kaharingan";
const EMAIL: &str = "camat.pertama@contoh.go.id";
/// What is told of each, in the order of the values: its code and its masked end.
const VALUES: [(&str, &str, &str); 6] = [
    ("phone", PHONE, "***876"),
    ("identity_number", NIK, "***007"),
    ("email", EMAIL, "***@contoh.go.id"),
    ("address", ADDRESS, ""),
    ("birth_day", "1980-03-12", ""),
    ("religion", RELIGION, ""),
];

fn dressed(body: &mut Value) {
    let person = &mut body["content"]["parties"][1];
    for (code, value, _) in VALUES {
        person[code] = json!(value);
    }
}

/// The record of the respondent in a view.
fn record(view: &Value) -> &Value {
    let parties = view["parties"].as_array().unwrap().iter();
    let of = |p: &&Value| p["capacity"] == "respondent" && p["label"] == "Camat Pertama";
    &parties.into_iter().find(of).unwrap()["record"]
}

/// How each of the values is shown, with all that the answer says beside it.
fn shown(record: &Value, text: &str) -> Vec<Showing> {
    let lists = |list: &str, code: &str| {
        let all = record[list].as_array();
        all.is_some_and(|all| all.iter().any(|c| c == code))
    };
    let one = |(code, value, end): (&str, &str, &str)| {
        assert!(PersonField::from_code(code).is_some());
        if lists("withheld", code) {
            assert!(record[code].is_null(), "{code}: {record}");
            assert!(!text.contains(value), "{code}: {text}");
            Showing::Withheld
        } else if lists("masked", code) {
            assert_eq!(record[code], end, "{code}");
            assert!(!text.contains(value), "{code}: {text}");
            Showing::Masked
        } else {
            assert_eq!(record[code], value, "{code}: {record}");
            Showing::Open
        }
    };
    VALUES.into_iter().map(one).collect()
}

const OPEN: Showing = Showing::Open;
const MASK: Showing = Showing::Masked;
const GONE: Showing = Showing::Withheld;
/// Whoever does not work on the case reads enough to tell whether a person is the one meant.
const FROM_AFAR: [Showing; 6] = [MASK, MASK, MASK, GONE, GONE, GONE];

#[actix_web::test]
async fn a_persons_record_shows_what_the_role_needs_and_names_what_it_withholds() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, dressed).await;
        let case = format!("/v1/cases/{}", way.case);
        let read = async |path: &str, office, role| {
            let token = token(&server, &world, office, role);
            let view = ask(&service, get(path, &token)).await;
            assert_eq!(view.status, 200, "{path} {role:?}: {}", view.text);
            shown(record(&view.json()), &view.text)
        };
        let studies = [OPEN; 6];
        let takes_in = [OPEN, OPEN, OPEN, OPEN, OPEN, GONE];
        assert_eq!(read(&case, o.regency, Role::Chair).await, studies);
        assert_eq!(read(&case, o.regency, Role::ViolationsStaff).await, studies);
        assert_eq!(read(&case, o.regency, Role::IntakeOfficer).await, takes_in);
        for (office, role) in [
            (o.province, Role::Chair),
            (o.national, Role::ViolationsStaff),
        ] {
            assert_eq!(read(&case, office, role).await, FROM_AFAR, "{role:?}");
        }

        for action in DECIDED {
            way.step(&service, way.case.into(), *action).await;
        }
        way.step(&service, way.case.into(), A::SendRecommendation)
            .await;
        let review = way.review(1);
        let through = format!("/v1/reviews/{review}");
        assert_eq!(read(&through, o.bkn, Role::Reviewer).await, FROM_AFAR);
        // The handling office needs no more of it there than others do: what it works on is the case.
        assert_eq!(read(&through, o.regency, Role::Chair).await, FROM_AFAR);
        recommended(&way, &service, review).await;
        way.step(&service, review, A::RecordReceipt).await;
        let [sanction] = way.tracks(Machine::Sanction)[..] else {
            panic!("one sanction")
        };
        for (path, role) in [
            (through, Role::PersonnelOfficer),
            (format!("/v1/sanctions/{sanction}"), Role::PersonnelUnit),
        ] {
            assert_eq!(read(&path, o.agency, role).await, FROM_AFAR, "{role:?}");
        }
    }
}

#[actix_web::test]
async fn what_the_oath_needs_closes_with_the_matter() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, dressed).await;
        let case = format!("/v1/cases/{}", way.case);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let read = async || {
            let view = ask(&service, get(&case, &chair)).await;
            shown(record(&view.json()), &view.text)
        };
        assert_eq!(read().await, [OPEN; 6]);
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let (path, why) = (format!("{case}/withdrawal"), json!({ "reason": "Dicabut" }));
        let done = ask(&service, act(&path, &counter, &key(), 1, &why)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(read().await, [OPEN, OPEN, OPEN, OPEN, OPEN, GONE]);
    }
}

#[actix_web::test]
async fn former_records_show_no_more_than_the_record_does() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, dressed).await;
        let case = format!("/v1/cases/{}", way.case);
        let staff = token(&server, &world, o.regency, Role::Chair);
        let party = server.file(way.case).case().unwrap().parties[1].id;
        let body = json!({ "reason": "Salah tulis", "details": { "parties": [
            { "party_id": party, "phone": "0800000000", "religion": null, "address": "Jalan Lain", "email": null,
              "identity_number": null, "birth_day": null },
        ] } });
        let path = format!("{case}/amendment");
        let done = ask(&service, act(&path, &staff, &key(), 1, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let former = format!("{case}/former-records");
        for (office, role, open) in [
            (o.regency, Role::Chair, true),
            (o.province, Role::Chair, false),
        ] {
            let reader = token(&server, &world, office, role);
            let read = ask(&service, get(&former, &reader)).await;
            assert_eq!(read.status, 200, "{}", read.text);
            assert!(read.text.contains("Camat Pertama"), "{}", read.text);
            for (code, value, _) in VALUES {
                assert_eq!(
                    read.text.contains(value),
                    open,
                    "{role:?} {code}: {}",
                    read.text
                );
            }
        }
    }
}
