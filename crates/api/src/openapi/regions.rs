//! The operations on regions.

use serde_json::json;
use utoipa::openapi::{
    HttpMethod, ObjectBuilder, Required, Schema,
    path::{ParameterBuilder, ParameterIn},
    schema::Type,
};

use super::{
    collect::Document,
    pieces::{Door, operation, refusals, success},
    reads::query,
};
use crate::dto::regions::{LawRegionRead, LawRegions, RegionQuery, RegionsQuery};

const LIST: &[u16] = &[400, 406, 500, 503];
const ONE: &[u16] = &[400, 404, 406, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let regions = doc.schema::<LawRegions<'_>>();
    let list = operation(
        "list_regions",
        "List the regions of a day",
        "Provinces, regencies and cities with the codes of the Ministry of Home Affairs as they were on a day, each with its area in Bawaslu's own list, its time zone, its source and how well it is known. In both languages.",
        "reference",
    )
    .response("200", success("The regions.", regions, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/law-book/regions",
        refusals(query::<RegionsQuery>(list), LIST, Door::Open).build(),
    );

    let region = doc.schema::<LawRegionRead<'_>>();
    let code = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[0-9]{2}(\\.[0-9]{2})?$"))
        .examples([json!("35.27")]);
    let code = ParameterBuilder::new()
        .name("region_code")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(
            "The ministry's code; one that ended may be asked for too.",
        ))
        .schema(Some(Schema::from(code.build())))
        .build();
    let one = operation(
        "read_region",
        "Read a region on a day",
        "The region of a code with its government and the official behind it (the personnel officer, PPK), derived from region and day; and the codes that stand for it on that day, where it changed. In both languages.",
        "reference",
    )
    .parameter(code)
    .response("200", success("The region.", region, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/law-book/regions/{region_code}",
        refusals(query::<RegionQuery>(one), ONE, Door::Open).build(),
    );
}
