//! The OpenAPI document: acts from the rule tables, reads from a list of their own. The same list feeds the
//! table of known routes.

use netralitas_domain::procedure::{Machine, Rule, operations};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, Deprecated, HeaderBuilder, HttpMethod, InfoBuilder, LicenseBuilder,
        ObjectBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder, Schema,
        extensions::ExtensionsBuilder,
        path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::{KnownFormat, SchemaFormat, Type},
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
        tag::TagBuilder,
    },
};

use crate::{
    dto::{
        filing::Filing,
        list::{JournalQuery, ListQuery, NipSearch},
        receipt::ReceiptOut,
        session::{Session, SignIn},
        view::{JournalOut, ListOut, TrackOut},
        view_facts::SealedOut,
    },
    problem::ProblemBody,
    routes::{acts, health::Health, reference::OfficesOut},
    with_body,
};

type Named = (String, RefOr<Schema>);

/// Collects the operations and the schemas that they speak of.
#[derive(Default)]
struct Document {
    operations: Vec<(HttpMethod, String, Operation)>,
    schemas: Vec<Named>,
}

/// Whether an operation needs a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Open,
    Token,
}

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    let mut doc = Document::default();
    doc.schema::<ProblemBody>();
    doc.schema::<ReceiptOut>();
    for rule in operations() {
        if rule.is_creation() {
            doc.creation(rule);
        } else {
            doc.act(rule);
        }
    }
    doc.reads();
    doc.build()
}

/// The document as it is served and checked in.
#[must_use]
pub fn text() -> String {
    document().to_pretty_json().unwrap_or_default()
}

/// (method, path) of every operation, for the table of known routes.
#[must_use]
pub fn routes() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (path, item) in document().paths.paths {
        let methods = [("GET", item.get.is_some()), ("POST", item.post.is_some())];
        all.extend(methods.iter().filter(|m| m.1).map(|m| (m.0.to_owned(), path.clone())));
    }
    all
}

/// One line per operation: method, path, operation id, roles.
#[must_use]
pub fn operation_lines() -> String {
    let mut lines: Vec<String> = Vec::new();
    for (path, item) in document().paths.paths {
        for (method, operation) in [("GET", item.get), ("POST", item.post)] {
            let Some(operation) = operation else { continue };
            let id = operation.operation_id.unwrap_or_default();
            let roles = operations()
                .iter()
                .find(|r| r.action.code() == id)
                .map(|r| {
                    let all = netralitas_domain::procedure::rows(r.action).flat_map(|r| r.by.iter().chain(r.records));
                    let mut codes: Vec<&str> = all.map(|r| r.code()).collect();
                    codes.sort_unstable();
                    codes.dedup();
                    codes.join(",")
                })
                .unwrap_or_else(|| "-".to_owned());
            lines.push(format!("{method:<4} {path} {id} {roles}\n"));
        }
    }
    lines.sort();
    lines.concat()
}

impl Document {
    fn schema<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let name = T::name().into_owned();
        if !self.schemas.iter().any(|(n, _)| *n == name) {
            self.schemas.push((name.clone(), T::schema()));
            let mut inner = Vec::new();
            T::schemas(&mut inner);
            for (name, schema) in inner {
                if !self.schemas.iter().any(|(n, _)| *n == name) {
                    self.schemas.push((name, schema));
                }
            }
        }
        Ref::from_schema_name(name).into()
    }

    fn creation(&mut self, rule: &'static Rule) {
        let body = self.schema::<Filing>();
        let operation = described(rule)
            .parameter(language_header())
            .parameter(key_header())
            .request_body(Some(RequestBodyBuilder::new().content("application/json", content(body)).required(Some(Required::True)).build()))
            .response("201", self.receipt("The case was opened."));
        let operation = refusals(operation, &["400", "401", "403", "409", "413", "415", "422", "503"], Door::Token);
        self.operations.push((HttpMethod::Post, format!("/v1/{}", rule.path), operation.build()));
    }

    fn act(&mut self, rule: &'static Rule) {
        let body = with_body!(rule.body, Body => self.schema::<Body>());
        let operation = described(rule)
            .parameter(track_parameter())
            .parameter(language_header())
            .parameter(key_header())
            .parameter(version_header())
            .request_body(Some(RequestBodyBuilder::new().content("application/json", content(body)).required(Some(Required::True)).build()))
            .response("200", self.receipt("The step was taken."));
        let operation =
            refusals(operation, &["400", "401", "403", "404", "409", "412", "413", "415", "422", "428", "503"], Door::Token);
        self.operations.push((HttpMethod::Post, acts::address(rule), operation.build()));
    }

    fn receipt(&mut self, text: &str) -> utoipa::openapi::Response {
        let schema = self.schema::<ReceiptOut>();
        ResponseBuilder::new()
            .description(text)
            .header("ETag", HeaderBuilder::new().schema(Some(string("The version of the track now, quoted."))).build())
            .header("Location", HeaderBuilder::new().schema(Some(string("The address of the track."))).build())
            .content("application/json", content(schema))
            .build()
    }

    fn reads(&mut self) {
        for machine in Machine::ALL.iter().copied() {
            let name = machine.code();
            let base = format!("/v1/{}", machine.collection());
            let track = self.schema::<TrackOut>();
            self.read(
                &format!("{base}/{{track_id}}"),
                &format!("read_{name}"),
                &format!("Read a {name}: facts, terms, papers, people and next actions."),
                name,
                track,
                Door::Token,
                |o| o.parameter(track_parameter()).parameter(language_header()),
                &["404"],
                true,
            );
            let journal = self.schema::<JournalOut>();
            self.read(
                &format!("{base}/{{track_id}}/journal"),
                &format!("read_{name}_journal"),
                &format!("Read the journal of a {name}, oldest row first."),
                name,
                journal,
                Door::Token,
                |o| query::<JournalQuery>(o.parameter(track_parameter()).parameter(language_header())),
                &["404"],
                false,
            );
            let list = self.schema::<ListOut>();
            self.read(
                &base,
                &format!("list_{}", machine.collection()),
                &format!("List {} that the caller may see.", machine.collection()),
                name,
                list.clone(),
                Door::Token,
                |o| query::<ListQuery>(o.parameter(language_header())),
                &[],
                false,
            );
            let search = self.schema::<NipSearch>();
            let operation = base_operation(
                &format!("search_{}", machine.collection()),
                &format!("Find {} of a respondent by identity number.", machine.collection()),
                name,
            )
            .parameter(language_header())
            .request_body(Some(RequestBodyBuilder::new().content("application/json", content(search)).required(Some(Required::True)).build()))
            .response("200", answer(list, false));
            let operation = refusals(operation, &["400", "401", "413", "415", "422", "503"], Door::Token);
            self.operations.push((HttpMethod::Post, format!("{base}/search"), operation.build()));
        }
        let sealed = self.schema::<SealedOut>();
        self.read(
            "/v1/cases/{track_id}/sealed-identities",
            "read_sealed_identities",
            "Read the identities of reporters and informants; only for staff of the office that handles the case.",
            "case",
            sealed,
            Door::Token,
            |o| o.parameter(track_parameter()),
            &["403", "404"],
            false,
        );
        let offices = self.schema::<OfficesOut>();
        self.read("/v1/offices", "list_offices", "List the offices.", "reference", offices, Door::Token, |o| o.parameter(language_header()), &[], false);
        let any: RefOr<Schema> = ObjectBuilder::new().schema_type(Type::Object).description(Some("See docs/procedure.")).into();
        self.read("/v1/procedure", "read_procedure", "The rule tables: actions, stages, terms, roles, law.", "reference", any.clone(), Door::Open, |o| o, &[], false);
        self.read("/openapi.json", "read_openapi", "This document.", "reference", any.clone(), Door::Open, |o| o, &[], false);
        self.read("/.well-known/jwks.json", "read_key_set", "The public keys of the tokens (JWKS).", "session", any, Door::Open, |o| o, &[], false);
        let health = self.schema::<Health>();
        self.read("/health/live", "health_live", "The process runs.", "health", health.clone(), Door::Open, |o| o, &[], false);
        self.read("/health/ready", "health_ready", "The database answers.", "health", health, Door::Open, |o| o, &["503"], false);
        self.sign_in();
    }

    fn sign_in(&mut self) {
        let body = self.schema::<SignIn>();
        let session = self.schema::<Session>();
        let operation = base_operation("sign_in", "Sign in with user name and password for a short-lived token.", "session")
            .request_body(Some(RequestBodyBuilder::new().content("application/json", content(body)).required(Some(Required::True)).build()))
            .response("200", answer(session, false));
        let operation = refusals(operation, &["400", "401", "413", "415", "422", "503"], Door::Open);
        self.operations.push((HttpMethod::Post, "/v1/sessions".to_owned(), operation.build()));
    }

    #[expect(clippy::too_many_arguments, reason = "one read operation, spelled out")]
    fn read(
        &mut self,
        path: &str,
        id: &str,
        summary: &str,
        tag: &str,
        schema: RefOr<Schema>,
        door: Door,
        parameters: impl FnOnce(OperationBuilder) -> OperationBuilder,
        more: &[&str],
        tagged: bool,
    ) {
        let operation = parameters(base_operation(id, summary, tag)).response("200", answer(schema, tagged));
        let mut statuses: Vec<&str> = vec!["400", "406", "503"];
        if door == Door::Token {
            statuses.push("401");
        }
        statuses.extend(more);
        statuses.sort_unstable();
        statuses.dedup();
        self.operations.push((HttpMethod::Get, path.to_owned(), refusals(operation, &statuses, door).build()));
    }

    fn build(self) -> OpenApi {
        let mut paths = PathsBuilder::new();
        for (method, path, operation) in self.operations {
            paths = paths.path(path, PathItem::new(method, operation));
        }
        let mut components = ComponentsBuilder::new().security_scheme(
            "token",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
        for (name, schema) in self.schemas {
            components = components.schema(name, schema);
        }
        let tags = [
            ("session", "Signing in."),
            ("case", "Cases: early information, findings, reports, handling, plenary, recommendation."),
            ("review", "Reviews: one civil servant (ASN) at KASN or BKN."),
            ("sanction", "Sanctions: one decision of one agency."),
            ("control", "Blocking of personnel services."),
            ("referral", "Referrals outside the ASN review."),
            ("reference", "Tables and offices."),
            ("health", "Signs of life."),
        ];
        OpenApiBuilder::new()
            .info(
                InfoBuilder::new()
                    .title("netralitas")
                    .version("1")
                    .description(Some("Civil-servant (ASN) neutrality cases in Indonesia, from report or finding to the executed sanction. Every action is one operation; what it demands stands in the rule tables (`GET /v1/procedure`)."))
                    .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
                    .build(),
            )
            .servers(Some([utoipa::openapi::Server::new("/")]))
            .tags(Some(tags.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build())))
            .paths(paths)
            .components(Some(components.build()))
            .build()
    }
}

fn base_operation(id: &str, summary: &str, tag: &str) -> OperationBuilder {
    OperationBuilder::new().operation_id(Some(id)).summary(Some(summary)).description(Some(summary)).tag(tag).deprecated(None::<Deprecated>)
}

/// Summary, description and the machine-readable transition, all from the tables.
fn described(rule: &'static Rule) -> OperationBuilder {
    let text = rule.text();
    let law: Vec<String> = rule
        .law
        .iter()
        .map(|l| format!("* {} ({}; {})", l.cite, l.under.iter().map(|s| s.code()).collect::<Vec<_>>().join(", "), l.confidence.code()))
        .collect();
    let rows: Vec<serde_json::Value> = netralitas_domain::procedure::rows(rule.action)
        .map(|r| {
            let from: Vec<&str> = r.from.iter().map(|s| s.code()).collect();
            let mut to: Vec<&str> = r.from.iter().flat_map(|s| r.targets(*s)).map(|s| s.code()).collect();
            to.sort_unstable();
            to.dedup();
            let roles: Vec<&str> = r.by.iter().map(|r| r.code()).collect();
            let records: Vec<&str> = r.records.iter().map(|r| r.code()).collect();
            serde_json::json!({ "from": from, "to": to, "roles": roles, "records_by_paper": records })
        })
        .collect();
    base_operation(rule.action.code(), text.en, rule.machine().code())
        .description(Some(format!("{}.\n\n{}.\n\nLaw:\n{}", text.en, text.id, law.join("\n"))))
        .extensions(Some(ExtensionsBuilder::new().add("x-transition", rows).build()))
}

fn refusals(mut operation: OperationBuilder, statuses: &[&str], door: Door) -> OperationBuilder {
    for status in statuses {
        operation = operation.response(*status, problem(status));
    }
    operation = operation.response("default", problem("default"));
    match door {
        Door::Token => operation.security(SecurityRequirement::new("token", Vec::<String>::new())),
        // An empty requirement: no token is asked for.
        Door::Open => operation.security(SecurityRequirement::default()),
    }
}

fn problem(status: &str) -> utoipa::openapi::Response {
    let text = match status {
        "400" => "The request cannot be read.",
        "401" => "No valid token, or the credentials do not fit.",
        "403" => "The caller's role or office may not do this.",
        "404" => "It does not exist, or the caller may not know that it does.",
        "406" => "No acceptable media type.",
        "409" => "The track does not allow the step; the reason is named.",
        "412" => "The version is stale.",
        "413" => "The body is too large.",
        "415" => "The body is not JSON.",
        "422" => "Fields cannot be taken, or the idempotency key was used for another request.",
        "428" => "If-Match is missing.",
        "503" => "Busy; try again.",
        _ => "Another problem.",
    };
    let schema: RefOr<Schema> = Ref::from_schema_name(ProblemBody::name().into_owned()).into();
    ResponseBuilder::new().description(text).content("application/problem+json", content(schema)).build()
}

fn answer(schema: RefOr<Schema>, tagged: bool) -> utoipa::openapi::Response {
    let response = ResponseBuilder::new().description("The answer.").content("application/json", content(schema));
    if tagged {
        let header = HeaderBuilder::new().schema(Some(string("The version of the track, quoted; send it as If-Match."))).build();
        response.header("ETag", header).build()
    } else {
        response.build()
    }
}

fn content(schema: RefOr<Schema>) -> utoipa::openapi::Content {
    ContentBuilder::new().schema(Some(schema)).build()
}

fn string(text: &str) -> Schema {
    ObjectBuilder::new().schema_type(Type::String).description(Some(text)).build().into()
}

fn parameter(name: &str, place: ParameterIn, required: Required, text: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(text))
        .schema(Some(Schema::from(schema.build())))
        .build()
}

fn track_parameter() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    parameter("track_id", ParameterIn::Path, Required::True, "The track; a case's own track has the case's identifier.", schema)
}

fn key_header() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255)).pattern(Some("^[!-~]+$"));
    parameter("Idempotency-Key", ParameterIn::Header, Required::True, "A new key for every command, the same when repeating it.", schema)
}

fn version_header() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^\"[1-9][0-9]{0,17}\"$")).examples([serde_json::json!("\"1\"")]);
    parameter("If-Match", ParameterIn::Header, Required::True, "The ETag of the track as it was read.", schema)
}

fn language_header() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200)).examples([serde_json::json!("en")]);
    parameter("Accept-Language", ParameterIn::Header, Required::False, "`id` (default) or `en`.", schema)
}

fn query<T: IntoParams>(operation: OperationBuilder) -> OperationBuilder {
    T::into_params(|| Some(ParameterIn::Query)).into_iter().fold(operation, OperationBuilder::parameter)
}

/// The schema of a type, for tests that compare answers with the document.
#[must_use]
pub fn schema_of<T: PartialSchema>() -> RefOr<Schema> {
    T::schema()
}
