//! The whole server in one process: routes, shell, store, with a clock that stands still until it is moved.

pub mod bodies;
pub mod script;

use std::sync::Arc;

use actix_http::Request;
use actix_web::{
    App as ActixApp, Error,
    body::{BoxBody, MessageBody},
    dev::{Service, ServiceResponse},
    test,
};
use netralitas_api::{
    ApiState, docs_page,
    limits::Front,
    middleware::{RouteTable, Shell},
    openapi,
    tokens::{Names, Tokens, ring::TokenRing},
};
use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{Cost, Passwords},
    clock::{FixedClock, RandomIds},
    door::Door,
    erasing::list::ErasureList,
    keys::MasterKey,
    papers::files::{Blobs, Files},
};
use netralitas_domain::{
    file::CaseFile,
    ids::{AccountId, CaseId, OfficeId},
    people::{Actor, Office, Role},
    time::Moment,
};
use netralitas_store::{Witness, accounts, cases, meta, offices};
use serde_json::Value;
use uuid::Uuid;

use crate::db::{Kind, TestDb};

/// The password of every test account.
pub const PASSWORD: &str = "kata sandi percobaan 1";

/// Most bytes of a file at a test server.
pub const FILE_LIMIT: u64 = 64 * 1024;

/// A door whose challenges cost a test nothing.
pub const EASY: Door = Door {
    official_channel: false,
    difficulty: 4,
};

/// An answer, taken apart.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The method of the request.
    pub method: String,
    /// The path of the request, without its query.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The version tag, quotes dropped.
    pub etag: Option<String>,
    /// Where the result is.
    pub location: Option<String>,
    /// The media type.
    pub media_type: String,
    /// The methods that the address has, where the answer names them.
    pub allow: Option<String>,
    /// Every header, by its name in small letters; the first of each.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub text: String,
}

impl Reply {
    /// A header by its name in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
    /// The problem's code, or the reason behind it where there is one.
    #[must_use]
    pub fn reason(&self) -> String {
        let body = self.json();
        let reason = body["reason"]["code"]
            .as_str()
            .or_else(|| body["code"].as_str());
        reason.unwrap_or_default().to_owned()
    }
}

/// A server with its own database.
pub struct Server {
    /// The use cases.
    pub app: App,
    /// The tokens as the server takes them, under the keys in force.
    pub ring: Arc<TokenRing>,
    /// Tokens under its first key, to issue some for tests.
    pub tokens: Arc<Tokens>,
    /// The clock; move it by hand.
    pub clock: Arc<FixedClock>,
    /// The database; dropped last.
    pub db: TestDb,
}

impl Server {
    /// A server on a fresh database with these offices.
    #[must_use]
    pub fn new(kind: Kind, all: &[Office], now: Moment) -> Self {
        Self::before(None, kind, all, now)
    }

    /// The same, with a public door of its own.
    #[must_use]
    pub fn with_door(kind: Kind, all: &[Office], now: Moment, door: Door) -> Self {
        Self::made(None, kind, all, now, door)
    }

    /// The same; a witness sees each statement.
    #[must_use]
    pub fn before(witness: Option<Witness>, kind: Kind, all: &[Office], now: Moment) -> Self {
        Self::made(witness, kind, all, now, EASY)
    }

    fn made(witness: Option<Witness>, kind: Kind, all: &[Office], now: Moment, door: Door) -> Self {
        let db = TestDb::new(kind);
        let store = db.open_before(witness);
        let clock = Arc::new(FixedClock::new(now));
        let master = Arc::new(MasterKey::generate().unwrap());
        let app = App::new(Surroundings {
            store,
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            master,
            passwords: Passwords::new(Cost::minimal()).unwrap(),
            files: Some(Files {
                blobs: Blobs::open(db.folder().join("files")).unwrap(),
                max_bytes: FILE_LIMIT,
            }),
            door,
            erasures: Some(ErasureList::at(db.folder().join("erasures.jsonl"))),
        });
        let mut sorted = all.to_vec();
        sorted.sort_by_key(|o| (o.parent.is_some(), o.level.depth()));
        outside(|| {
            app.store().write_blocking(move |tx| {
                meta::set(tx, meta::PURPOSE, "test")?;
                for office in &sorted {
                    offices::insert(tx, office, now)?;
                }
                Ok::<_, netralitas_store::StoreError>(())
            })
        })
        .unwrap();
        Self::over(app, clock, db)
    }

    /// The same use cases, with the same keys, over another database that is a file.
    #[must_use]
    pub fn again(&self, url: &str) -> App {
        let url: netralitas_store::DatabaseUrl = url.parse().unwrap();
        App::new(Surroundings {
            store: netralitas_store::Store::open(url, netralitas_store::Options::default())
                .unwrap(),
            clock: self.clock.clone(),
            ids: Arc::new(RandomIds),
            master: Arc::new(self.app.master().clone()),
            passwords: Passwords::new(Cost::minimal()).unwrap(),
            files: None,
            door: EASY,
            erasures: None,
        })
    }

    /// A server over use cases that stand already.
    #[must_use]
    pub fn over(app: App, clock: Arc<FixedClock>, db: TestDb) -> Self {
        let (ring, tokens) = outside(|| {
            let ring = TokenRing::start(app.clone(), Names::default(), 15).unwrap();
            let keys = app.first_signing_keys().unwrap();
            (ring, Tokens::new(Names::default(), 15, &keys).unwrap())
        });
        Self {
            app,
            ring: Arc::new(ring),
            tokens: Arc::new(tokens),
            clock,
            db,
        }
    }

    /// An account with these roles at an office, and a token for it.
    #[must_use]
    pub fn account(&self, office: OfficeId, roles: &[Role]) -> (AccountId, String) {
        let now = netralitas_app::clock::Clock::now(self.clock.as_ref());
        let id = AccountId::new(Uuid::from_u128(u128::from(rand())));
        let account = accounts::Account {
            id,
            username: format!("u{id}"),
            display_name: "Akun uji".to_owned(),
            password_hash: Passwords::new(Cost::minimal())
                .unwrap()
                .again(PASSWORD)
                .unwrap(),
            version: 1,
            disabled_at: None,
        };
        let grants: Vec<accounts::Grant> = roles
            .iter()
            .map(|role| accounts::Grant {
                office,
                role: *role,
                from: chrono::NaiveDate::MIN.max(day("2000-01-01")),
                to: None,
            })
            .collect();
        outside(|| {
            self.app.store().write_blocking(move |tx| {
                accounts::insert(tx, &account, now)?;
                for grant in &grants {
                    accounts::grant(tx, id, grant)?;
                }
                Ok::<_, netralitas_store::StoreError>(())
            })
        })
        .unwrap();
        (id, self.token(id, office))
    }

    /// Accounts for these actors, each with its roles at its office.
    pub fn enlist(&self, actors: &[Actor]) {
        let now = netralitas_app::clock::Clock::now(self.clock.as_ref());
        let hash = Passwords::new(Cost::minimal())
            .unwrap()
            .again(PASSWORD)
            .unwrap();
        let actors = actors.to_vec();
        outside(|| {
            self.app.store().write_blocking(move |tx| {
                for actor in &actors {
                    let account = accounts::Account {
                        id: actor.account,
                        username: format!("u{}", actor.account),
                        display_name: "Akun uji".to_owned(),
                        password_hash: hash.clone(),
                        version: 1,
                        disabled_at: None,
                    };
                    accounts::insert(tx, &account, now)?;
                    for role in &actor.roles {
                        let grant = accounts::Grant {
                            office: actor.office,
                            role: *role,
                            from: day("2000-01-01"),
                            to: None,
                        };
                        accounts::grant(tx, actor.account, &grant)?;
                    }
                }
                Ok::<_, netralitas_store::StoreError>(())
            })
        })
        .unwrap();
    }

    /// The case as it is stored.
    #[must_use]
    pub fn file(&self, case: CaseId) -> CaseFile {
        outside(|| self.app.store().read_blocking(|tx| cases::load(tx, case)))
            .unwrap()
            .expect("the case is stored")
    }

    /// A token for an account at an office, valid from the clock's present.
    #[must_use]
    pub fn token(&self, account: AccountId, office: OfficeId) -> String {
        let now = netralitas_app::clock::Clock::now(self.clock.as_ref());
        self.tokens
            .issue(account.raw(), office.raw(), None, Uuid::from_u128(1), now)
            .unwrap()
            .0
    }

    /// The service that answers requests; it counts none.
    pub async fn service(
        &self,
    ) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + use<> {
        self.service_behind(Front::default()).await
    }

    /// The same with what an installation sets before its routes.
    pub async fn service_behind(
        &self,
        front: Front,
    ) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + use<> {
        self.service_of(self.state(), front).await
    }

    /// What the routes of this server need.
    #[must_use]
    pub fn state(&self) -> ApiState {
        ApiState::new(self.app.clone(), self.ring.clone())
    }

    /// Another server on the same database, with the keys as it has read them now.
    pub async fn beside(
        &self,
    ) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + use<> {
        let ring = outside(|| TokenRing::start(self.app.clone(), Names::default(), 15)).unwrap();
        let state = ApiState::new(self.app.clone(), Arc::new(ring));
        self.service_of(state, Front::default()).await
    }

    /// The service over this state.
    pub async fn service_of(
        &self,
        state: ApiState,
        front: Front,
    ) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + use<> {
        let mut routes = RouteTable::new(openapi::routes());
        for (method, path) in docs_page::ROUTES {
            routes.add(method, path);
        }
        let (limits, proxies) = (front.limits.clone(), front.proxies.clone());
        let (clock, ids) = (self.clock.clone(), Arc::new(RandomIds));
        let shell = Shell::before(front, clock, ids, Arc::new(routes));
        let service = test::init_service(
            ActixApp::new()
                .app_data(limits)
                .app_data(proxies)
                .configure(move |s| netralitas_api::configure(s, state.clone()))
                .configure(docs_page::configure)
                .wrap(shell),
        )
        .await;
        Boxed(service)
    }
}

/// Boxes bodies, so that the service has one type.
struct Boxed<S>(S);

impl<S, B> Service<Request> for Boxed<S>
where
    S: Service<Request, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Error>>>>;

    fn poll_ready(&self, cx: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&self, request: Request) -> Self::Future {
        let answer = self.0.call(request);
        Box::pin(async move { Ok(answer.await?.map_into_boxed_body()) })
    }
}

/// Sends a request and takes the answer apart.
pub async fn send<S>(service: &S, request: test::TestRequest) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let request = request.to_request();
    let (method, path) = (request.method().to_string(), request.path().to_owned());
    let response = match service.call(request).await {
        Ok(response) => response.map_into_boxed_body(),
        Err(error) => {
            let response = actix_web::HttpResponse::from_error(error);
            ServiceResponse::new(test::TestRequest::default().to_http_request(), response)
        }
    };
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
            .map(str::to_owned)
    };
    let (etag, location, allow) = (header("etag"), header("location"), header("allow"));
    let headers = response.headers().iter();
    let headers = headers
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect();
    let media_type = header("content-type").unwrap_or_default();
    let status = response.status().as_u16();
    let bytes = test::read_body(response).await;
    Reply {
        method,
        path,
        status,
        etag: etag.map(|t| t.trim_matches('"').to_owned()),
        location,
        media_type,
        allow,
        headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// A GET with a token.
#[must_use]
pub fn get(path: &str, token: &str) -> test::TestRequest {
    test::TestRequest::get()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {token}")))
}

/// A POST of a command: token, key, body.
#[must_use]
pub fn post(path: &str, token: &str, key: &str, body: &Value) -> test::TestRequest {
    test::TestRequest::post()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", key))
        .set_json(body)
}

/// A POST of an act: also the version.
#[must_use]
pub fn act(path: &str, token: &str, key: &str, version: i64, body: &Value) -> test::TestRequest {
    post(path, token, key, body).insert_header(("if-match", format!("\"{version}\"")))
}

/// Runs blocking work on a thread of its own, for a test's own thread runs the async server.
pub fn outside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn rand() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
