//! Questions to the law book.

use utoipa::{
    IntoParams,
    openapi::{HttpMethod, RefOr, Schema},
};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, operation, refusals, success},
    reads::{PUBLIC, query},
};
use crate::dto::{
    law_answers::{LawAuthorities, LawDay, LawImposers, LawKinds},
    law_applies::LawApplies,
    law_asked::{
        AppliesQuery, AuthorityQuery, DayQuery, ImposersQuery, KindsQuery, ViolationsQuery,
    },
    law_catalogue::LawViolations,
};

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let schema = doc.schema::<LawViolations<'_>>();
    ask::<ViolationsQuery>(
        doc,
        "violations",
        ("read_violations", "Read the catalogues of violations"),
        "Acts and the rows that name them, each with norm, sanction basis, level, validity, source and how well it is known. In both languages.",
        schema,
    );
    let schema = doc.schema::<LawApplies<'_>>();
    ask::<AppliesQuery>(
        doc,
        "applies",
        ("ask_what_applies", "Ask what applies to an act"),
        "Catalogue row, phase, levels, kinds, authority and destination of an act by this kind of person about this race on these days, with every step of the reasoning and its source. Days on both sides of a boundary (candidates fixed, regimes, authorities) get one answer per part. What is ambiguous or unsure says so and lists the readings; none is picked.",
        schema,
    );
    let schema = doc.schema::<LawKinds<'_>>();
    ask::<KindsQuery>(
        doc,
        "sanction-kinds",
        (
            "ask_sanction_kinds",
            "Ask which kinds of sanction may be imposed",
        ),
        "The kinds that may be imposed on this kind of person for an act of the day, of one level or of all, and what they do while they run.",
        schema,
    );
    let schema = doc.schema::<LawImposers<'_>>();
    ask::<ImposersQuery>(
        doc,
        "imposers",
        ("ask_imposers", "Ask who may impose"),
        "The officials who may impose each kind on a post in a kind of agency, as far as they were seen.",
        schema,
    );
    let schema = doc.schema::<LawAuthorities<'_>>();
    ask::<AuthorityQuery>(
        doc,
        "authority",
        ("ask_authority", "Ask which authority is competent"),
        "The authority that is competent on the day for what comes in, or for what came in earlier; days and rules of which the sources are not sure list the other readings.",
        schema,
    );
    let schema = doc.schema::<LawDay<'_>>();
    ask::<DayQuery>(
        doc,
        "day",
        ("ask_day", "Ask whether a day is worked"),
        "Whether a day is worked, and why not.",
        schema,
    );
}

fn ask<Q: IntoParams>(
    doc: &mut Document,
    path: &str,
    (id, summary): (&str, &str),
    description: &str,
    schema: RefOr<Schema>,
) {
    let read = operation(id, summary, description, "reference")
        .parameter_ref(parameter("AcceptLanguage"))
        .response("200", success("The answer.", schema, &[]).build());
    doc.add(
        HttpMethod::Get,
        format!("/v1/law-book/{path}"),
        refusals(query::<Q>(read), PUBLIC, Door::Open).build(),
    );
}
