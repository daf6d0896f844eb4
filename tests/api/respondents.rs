//! Respondents change over HTTP: identified, struck, replaced and restored; the old number stays readable, a
//! search finds who is there now.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Details,
    ids::{CaseId, TrackId},
    people::Role,
    procedure::{Action as A, Machine, Outcome, Stage as S},
    time::Moment,
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, bodies, get, post},
    play::{World, accepting},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    seen::ask,
    stand::{key, server, start, token},
};

const FIRST: &str = "198609262015051001";
const SECOND: &str = "197604122001121003";

fn report(world: &World) -> Value {
    let agency = world.offices.agency;
    let act = |place: usize| json!({ "respondent": place, "what": "Ikut kampanye", "act_from": "2024-10-12", "place": "Lapangan" });
    json!({
        "election": "pilkada-2024", "race": "regent", "channel": "in_person",
        "effective_day": "2024-10-14", "effective_time": "09:30", "known_on": "2024-10-12",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Rahayu Pelapor", "address": "Jalan Satu 1" },
                { "capacity": "respondent", "post": "Camat" },
                { "capacity": "respondent", "subject": "pns", "name": "Lurah Kedua", "nip": FIRST, "agency_id": agency }
            ],
            "allegations": [act(1), act(2)],
            "evidence": [{ "kind": "photo", "description": "Foto panggung" }],
            "account": "Kronologi"
        }
    })
}

struct At<'a> {
    server: &'a Server,
    world: &'a World,
    case: CaseId,
    now: Moment,
}

impl At<'_> {
    fn version(&self) -> i64 {
        self.server.file(self.case).case_track().unwrap().version
    }
    fn stage(&self) -> S {
        self.server.file(self.case).case_track().unwrap().stage
    }
    fn token(&self, role: Role) -> String {
        token(self.server, self.world, self.world.offices.regency, role)
    }
    async fn change<S>(&self, service: &S, path: &str, role: Role, details: Value) -> Reply
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let path = format!("/v1/cases/{}/{path}", self.case);
        let body = json!({ "reason": "Terlapor bukan yang disebut", "details": details });
        let token = self.token(role);
        ask(service, act(&path, &token, &key(), self.version(), &body)).await
    }
    /// The first step that the domain takes.
    async fn step<S>(&self, service: &S, track: TrackId, action: A)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let file = self.server.file(self.case);
        let at = file.track(track).unwrap();
        let valid = accepting(&file, at, action, self.world, self.now);
        let (actor, mut command, _) = valid.into_iter().next().unwrap();
        if action == A::DecideOutcomes {
            let ids = file.case().unwrap().allegations.iter().map(|a| a.id);
            let found = ids.map(|id| (id, vec![Outcome::OtherLaw]));
            command.details = Details::Outcomes(found.collect());
        }
        let rule = netralitas_domain::procedure::rows_on(at.machine, action)
            .find(|r| r.is_operation())
            .unwrap();
        let path = format!("/v1/{}/{track}/{}", at.machine.collection(), rule.path);
        let token = self.server.token(actor.account, actor.office);
        let body = bodies::of_command(&command);
        let reply = ask(service, act(&path, &token, &key(), at.version, &body)).await;
        assert_eq!(reply.status, 200, "{action:?}: {}", reply.text);
    }
    async fn view<S>(&self, service: &S) -> Value
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let path = format!("/v1/cases/{}", self.case);
        let reply = ask(service, get(&path, &self.token(Role::Chair))).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }
    fn respondent(&self, place: usize) -> netralitas_domain::ids::PartyId {
        let file = self.server.file(self.case);
        let case = file.case().unwrap();
        let all = case.everyone().into_iter();
        let mut all = all.filter(|p| p.capacity == netralitas_domain::file::Capacity::Respondent);
        all.nth(place).unwrap().id
    }
    fn review(&self, place: usize) -> S {
        let file = self.server.file(self.case);
        let who = self.respondent(place);
        let of =
            |t: &&netralitas_domain::file::Track| t.review().is_some_and(|r| r.respondent == who);
        file.tracks.iter().rev().find(of).unwrap().stage
    }
}

async fn filed<'a, S>(server: &'a Server, world: &'a World, service: &S) -> At<'a>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let counter = token(server, world, world.offices.regency, Role::IntakeOfficer);
    let reply = ask(
        service,
        post("/v1/reports", &counter, &key(), &report(world)),
    )
    .await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let case = reply.json()["case_id"].as_str().unwrap().parse().unwrap();
    At {
        server,
        world,
        case,
        now: start(),
    }
}

async fn found<S>(service: &S, token: &str, nip: &str) -> usize
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let body = json!({ "nip": nip });
    let reply = ask(service, post("/v1/cases/search", token, "-", &body)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["items"].as_array().unwrap().len()
}

#[actix_web::test]
async fn respondents_change_and_what_follows_is_stored() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = filed(&server, &world, &service).await;
        for action in [A::CompleteInitialStudy, A::RegisterReport, A::AppointTeam] {
            at.step(&service, at.case.into(), action).await;
        }
        let (camat, lurah) = (at.respondent(0), at.respondent(1));
        let staff = at.token(Role::ViolationsStaff);

        // The number of somebody else in the case is nobody's second one.
        let who = |nip: &str| json!({ "party_id": camat, "nip": nip, "name": "Darmawan" });
        let identify = "identifications";
        let twice = at
            .change(&service, identify, Role::ViolationsStaff, who(FIRST))
            .await;
        assert_eq!(twice.status, 422, "{}", twice.text);
        assert_eq!(
            errors(&twice),
            [("/details/nip".into(), "duplicate_identifier".into())]
        );
        let done = at
            .change(&service, identify, Role::ViolationsStaff, who(SECOND))
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(found(&service, &staff, SECOND).await, 1);
        let view = at.view(&service).await;
        assert_eq!(view["parties"][1]["nip"], SECOND);
        assert_eq!(view["parties"][1]["record"]["name"], "Darmawan");
        assert_eq!(view["parties"][1]["record"]["post"], "Camat", "kept");
        // Taken off again, the old number stays readable.
        let off = json!({ "party_id": camat, "number_unknown": true });
        let done = at
            .change(&service, identify, Role::ViolationsStaff, off)
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(found(&service, &staff, SECOND).await, 0);
        let path = format!("/v1/cases/{}/former-records", at.case);
        let former = ask(&service, get(&path, &staff)).await.json();
        let numbers: Vec<&Value> = former["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| &r["record"]["nip"])
            .collect();
        assert_eq!(numbers, [&Value::Null, &json!(SECOND)]);
        let known =
            json!({ "party_id": camat, "nip": SECOND, "agency_id": world.offices.other_agency });
        let done = at
            .change(&service, identify, Role::ViolationsStaff, known)
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let pns = json!({ "party_id": camat, "subject": "pns" });
        let done = at.change(&service, "subject-kinds", Role::Chair, pns).await;
        assert_eq!(done.status, 200, "{}", done.text);

        let strike = |party| json!({ "party_id": party, "ground": "wrong_person" });
        let not = at
            .change(&service, "strikes", Role::ViolationsStaff, strike(lurah))
            .await;
        assert_eq!((not.status, not.reason().as_str()), (403, "forbidden_role"));
        let done = at
            .change(&service, "strikes", Role::Chair, strike(lurah))
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let last = at
            .change(&service, "strikes", Role::Chair, strike(camat))
            .await;
        assert_eq!(
            (last.status, last.reason().as_str()),
            (409, "respondent_remains")
        );
        let view = at.view(&service).await;
        assert_eq!(view["parties"][2]["struck"]["ground"], "wrong_person");
        assert_eq!(view["parties"][1]["struck"], Value::Null);

        // A third, who has no number yet; then the case goes its way without whoever was struck.
        let third = json!({ "content": {
            "parties": [{ "capacity": "respondent", "subject": "pns", "name": "Sekretaris", "agency_id": world.offices.agency }],
            "allegations": [{ "respondent": 0, "what": "Membagi selebaran", "act_from": "2024-10-12" }]
        } });
        let done = at
            .change(&service, "respondents", Role::ViolationsStaff, third)
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        for action in [A::SubmitStudy, A::DecideOutcomes, A::SendRecommendation] {
            at.step(&service, at.case.into(), action).await;
        }
        let tracks = server.file(at.case).tracks.len();
        assert_eq!(tracks, 3, "two reviews");

        // The right person takes the place of the third: his review ends, another opens.
        let by = json!({
            "party_id": at.respondent(2),
            "by": { "capacity": "respondent", "subject": "pns", "name": "Kasi", "agency_id": world.offices.agency }
        });
        let mut wrong = by.clone();
        wrong["by"]["nip"] = json!(SECOND);
        let refused = at
            .change(&service, "replacements", Role::Chair, wrong)
            .await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert_eq!(
            errors(&refused),
            [("/details/by/nip".into(), "duplicate_identifier".into())]
        );
        let done = at.change(&service, "replacements", Role::Chair, by).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["other_tracks"].as_array().unwrap().len(), 2);
        assert_eq!(
            (at.review(2), at.review(3)),
            (S::ReviewDropped, S::Forwarded)
        );
        let back = json!({ "party_id": at.respondent(2) });
        let done = at.change(&service, "restorations", Role::Chair, back).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!((at.review(2), at.review(3)), (S::Forwarded, S::ReviewVoid));

        // Merged into the first, who has the number: one review goes on with both acts, and the case with it.
        let one = json!({ "party_id": at.respondent(2), "into_id": camat });
        let done = at
            .change(&service, "respondent-merges", Role::Chair, one)
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(
            (at.review(2), at.review(0)),
            (S::ReviewDropped, S::Forwarded)
        );
        assert_eq!(at.stage(), S::Monitored);
        let reviews = ask(&service, get("/v1/reviews", &staff)).await.json();
        let about = reviews["items"].as_array().unwrap().iter();
        let open = about.filter(|r| r["ended"] == false).count();
        assert_eq!(open, 1);
        check_one(&world, &facts(&server, at.case));
    }
}

#[actix_web::test]
async fn a_strike_that_would_leave_an_open_block_writes_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = netralitas_testkit::play::reach(
            &world,
            netralitas_domain::law::LawSet::Kasn,
            S::Blocked,
        )
        .unwrap();
        let told = crate::stand::tell(&server, &service, &game, |_| ()).await;
        let at = At {
            server: &server,
            world: &world,
            case: told.case(),
            now: game.now,
        };
        let before = facts(&server, at.case);
        let strike = json!({ "party_id": at.respondent(0), "ground": "wrong_person" });
        let refused = at
            .change(&service, "strikes", Role::Chair, strike.clone())
            .await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (409, "no_block_left")
        );
        assert_eq!(refused.json()["legal_basis"][0], "praktik");
        let after = facts(&server, at.case);
        assert_eq!((before.0.len(), before.1), (after.0.len(), after.1));
        let control = server.file(at.case);
        let control = control
            .tracks
            .iter()
            .find(|t| t.machine == Machine::Control)
            .unwrap();
        at.step(&service, control.id, A::AnnulBlock).await;
        let done = at.change(&service, "strikes", Role::Chair, strike).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(at.stage(), S::CaseClosed);
        check_one(&world, &facts(&server, at.case));
    }
}
