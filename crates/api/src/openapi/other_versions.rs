//! The operation that compares versions of the law.

use netralitas_domain::procedure::Machine;
use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, operation, refusals, success},
};
use crate::dto::other_versions::OtherVersionsOut;

const ONE: &[u16] = &[400, 401, 404, 406, 500, 503];

/// Adds it for every machine.
pub(super) fn add(doc: &mut Document) {
    let answer = doc.schema::<OtherVersionsOut>();
    for machine in Machine::ALL {
        let (name, many) = (machine.code(), machine.collection());
        let read = operation(
            &format!("read_{name}_other_versions"),
            &format!("Compare a {name} with other versions of the law"),
            &format!(
                "The {name} stands under one version of the law, pinned when it was registered, taken in or opened. For \
                 every other version of the same kind: which terms would be others, which steps taken that version does \
                 not know or rests on something else, which actions would differ where the {name} stands, and which \
                 kinds of sanction. Nothing is written."
            ),
            name,
        )
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .response("200", success("What differs.", answer.clone(), &[]).build());
        doc.add(
            HttpMethod::Get,
            format!("/v1/{many}/{{track_id}}/other-versions"),
            refusals(read, ONE, Door::Token).build(),
        );
    }
}
