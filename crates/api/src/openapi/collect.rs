//! Collects the operations and the schemas that they speak of.

use netralitas_domain::procedure::ClientScope;
use utoipa::{
    ToSchema,
    openapi::{
        ComponentsBuilder, ContactBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi,
        OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Schema,
        path::Operation,
        security::{
            ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
        },
        server::Server,
        tag::TagBuilder,
    },
};

use super::{parameters, pieces};
use crate::dto::act::ActBody;

/// The security scheme of people.
pub(super) const TOKEN: &str = "token";
/// The security scheme of systems.
pub(super) const SYSTEM: &str = "system";

const TAGS: &[(&str, &str)] = &[
    ("session", "Signing in, and the keys of the tokens."),
    (
        "case",
        "Cases: early information, findings, reports, handling, plenary, recommendation.",
    ),
    ("review", "Reviews: one civil servant (ASN) at KASN or BKN."),
    ("sanction", "Sanctions: one decision of one agency."),
    ("control", "Blocking of personnel services."),
    (
        "referral",
        "Referrals outside the review of civil servants.",
    ),
    (
        "assignment",
        "Officers, what is assigned to them, and handing it over.",
    ),
    (
        "desk",
        "The own desk, what personnel officers (PPK) owe, and calendar feeds.",
    ),
    ("note", "Notes that an office keeps for itself on a track."),
    (
        "approval",
        "Acts that need two: asked by one, confirmed by another of the same office.",
    ),
    (
        "public",
        "Without an account: filing, following by a receipt, the notice board; and the counter beside it.",
    ),
    (
        "statistics",
        "Figures that add up, as of a legal day and as known at a time.",
    ),
    ("reference", "Tables, offices and this document."),
    ("health", "Signs of life."),
];

const ABOUT: &str = "Civil-servant (ASN) neutrality cases in Indonesia, from report or finding to the executed \
sanction. Every action is one operation; what it demands stands in the rule tables (`GET /v1/procedure`), and what \
the caller may do now in `next_actions` of each track. Texts come in Indonesian, or in English with \
`Accept-Language: en`; codes never change. Absent and `null` mean the same. Whatever is not a success is \
`application/problem+json`.";

/// The document in the making.
#[derive(Default)]
pub(super) struct Document {
    operations: Vec<(HttpMethod, String, Operation)>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Document {
    /// Takes a schema with all that it speaks of, and gives the reference to it.
    pub(super) fn schema<T: ToSchema>(&mut self) -> RefOr<Schema> {
        self.named::<T>(T::name().into_owned())
    }

    /// The same for the body of an act, whose name is its shape's.
    pub(super) fn body<T: ActBody>(&mut self) -> RefOr<Schema> {
        self.named::<T>(T::schema_name())
    }

    fn named<T: ToSchema>(&mut self, name: String) -> RefOr<Schema> {
        let mut all = vec![(name.clone(), T::schema())];
        T::schemas(&mut all);
        for (name, schema) in all {
            if !self.schemas.iter().any(|(known, _)| *known == name) {
                self.schemas.push((name, schema));
            }
        }
        Ref::from_schema_name(name).into()
    }

    pub(super) fn add(
        &mut self,
        method: HttpMethod,
        path: impl Into<String>,
        operation: Operation,
    ) {
        self.operations.push((method, path.into(), operation));
    }

    pub(super) fn build(self) -> OpenApi {
        let mut paths = PathsBuilder::new();
        for (method, path, operation) in self.operations {
            paths = paths.path(path, PathItem::new(method, operation));
        }
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The `access_token` of `POST /v1/sessions`, or a token of an outside issuer that this installation believes."))
            .build();
        let scopes = ClientScope::all().into_iter();
        let scopes = scopes.map(|scope| (scope.code(), scope.text().1));
        let flow = Flow::ClientCredentials(ClientCredentials::new(
            "/oauth2/token",
            Scopes::from_iter(scopes),
        ));
        let system = OAuth2::with_description(
            [flow],
            "Systems of offices: OAuth 2 client credentials. A scope is needed beside a role that may do it.",
        );
        let mut components = ComponentsBuilder::new()
            .security_scheme(TOKEN, SecurityScheme::Http(bearer))
            .security_scheme(SYSTEM, SecurityScheme::OAuth2(system));
        for (name, schema) in self.schemas {
            components = components.schema(name, schema);
        }
        let license = LicenseBuilder::new()
            .name("Apache-2.0")
            .identifier(Some("Apache-2.0"))
            .build();
        let info = InfoBuilder::new()
            .title("netralitas")
            .version("1")
            .description(Some(ABOUT))
            .contact(Some(
                ContactBuilder::new()
                    .name(Some("The operator of this installation"))
                    .build(),
            ))
            .license(Some(license));
        let tags = TAGS.iter().map(|(name, text)| {
            TagBuilder::new()
                .name(*name)
                .description(Some(*text))
                .build()
        });
        OpenApiBuilder::new()
            .info(info.build())
            .servers(Some([Server::new("/")]))
            .tags(Some(tags))
            .paths(paths)
            .components(Some(parameters::add(pieces::add(components)).build()))
            .build()
    }
}
