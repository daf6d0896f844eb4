//! A sanction against the same person that took effect before is pointed out, to whoever sees both, and to nobody else.

use netralitas_domain::{
    law::LawSet,
    people::Role,
    procedure::{Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, script::Teller},
    play::{Game, World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

const NIP: &str = "198609262015051001";

/// The respondent of a filing gets a number.
fn numbered(body: &mut Value, nip: &str) {
    let parties = body.pointer_mut("/content/parties");
    for party in parties.and_then(Value::as_array_mut).into_iter().flatten() {
        if party["capacity"] == "respondent" {
            party["nip"] = json!(nip);
        }
    }
}

fn address(teller: &Teller<'_>, game: &Game<'_>, machine: Machine) -> String {
    let id = game.track_of(machine).unwrap().id.raw();
    format!("/v1/{}/{}", machine.collection(), teller.there(id))
}

#[actix_web::test]
async fn an_earlier_sanction_is_shown_to_whoever_sees_it() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        // KASN's matter, in force; then one of BKN about the same person, and one about another.
        let (first, _) = reach(&world, LawSet::Pp94, S::InForce).unwrap();
        let told = tell(&server, &service, &first, |b| numbered(b, NIP)).await;
        let sanction = address(&told, &first, Machine::Sanction);
        let (again, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
        let same = tell(&server, &service, &again, |b| numbered(b, NIP)).await;
        let other = tell(&server, &service, &again, |b| {
            numbered(b, "198609262015051002");
        })
        .await;
        let same = address(&same, &again, Machine::Review);
        let other = address(&other, &again, Machine::Review);

        let office = token(&server, &world, world.offices.regency, Role::Chair);
        let bkn = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let earlier = async |path: &str, who: &str| {
            let reply = ask(&service, get(path, who)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            reply.json()["earlier_sanctions"].clone()
        };
        let shown = earlier(&same, &office).await;
        assert_eq!(shown.as_array().map(Vec::len), Some(1), "{shown}");
        assert_eq!(shown[0]["href"], sanction);
        assert!(shown[0]["effective_on"].is_string());
        assert_eq!(shown[0]["measures"][0]["level"], "sedang");
        assert_eq!(earlier(&other, &office).await, Value::Null);
        // The first one is not earlier than itself, and its review came before.
        assert_eq!(earlier(&sanction, &office).await, Value::Null);
        let review = address(&told, &first, Machine::Review);
        assert_eq!(earlier(&review, &office).await, Value::Null);
        // BKN sees it as the successor of KASN; once it does not, nothing tells that there is one.
        assert_eq!(ask(&service, get(&sanction, &bkn)).await.status, 200);
        assert_eq!(earlier(&same, &bkn).await, shown);
        let hide = "DELETE FROM access WHERE office_id IN (SELECT id FROM offices WHERE authority IN ('bkn', 'kasn')) \
                    AND track_id IN (SELECT id FROM tracks WHERE machine = 'sanction')";
        server.db.execute(hide).unwrap();
        assert_eq!(ask(&service, get(&sanction, &bkn)).await.status, 404);
        assert_eq!(earlier(&same, &bkn).await, Value::Null);
        assert_eq!(earlier(&same, &office).await, shown);
    }
}
