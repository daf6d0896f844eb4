//! The figures.

use utoipa::{
    IntoParams, ToSchema,
    openapi::{ContentBuilder, HttpMethod},
};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, operation, refusals, success},
    reads::query,
};
use crate::{
    charts::SVG,
    dto::clock::Instant,
    dto::statistics::{
        Breakdown, ChangesQuery, FigureChangesOut, FigureOut, FiguresQuery, FunnelOut, FunnelQuery,
        TimeInStageOut, TimeInStageQuery,
    },
};

const READ: &[u16] = &[400, 401, 406, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    // Parameters name it; the collector sees bodies and answers alone.
    doc.schema::<Instant>();
    doc.schema::<Breakdown>();
    read::<FunnelQuery, FunnelOut>(
        doc,
        "funnel",
        "read_funnel",
        "Read the funnel",
        "How many persons were reported, found proven, and sanctioned, and how many cases came in and where they stand, of \
         what the caller may see: as of a legal day, as known at a time of recording. With both fixed the figures never \
         change once they are settled. Every figure comes with what it counts, and with what must add up. With `Accept: image/svg+xml` it is drawn.",
    );
    read::<FiguresQuery, FigureOut>(
        doc,
        "figures",
        "read_figures",
        "Read a figure, broken down",
        "One figure of what the caller may see, broken down by up to two things; the rows add up to the total. Broken down by one thing it is drawn with `Accept: image/svg+xml`: months as columns, provinces as a grid of tiles, else bars; `not_acceptable` where it is not.",
    );
    read::<ChangesQuery, FigureChangesOut>(
        doc,
        "changes",
        "read_figure_changes",
        "Read why figures changed",
        "What lies between the figures as of one legal day as known at two times of recording: what was put on and taken \
         off, by figure and by cause.",
    );
    read::<TimeInStageQuery, TimeInStageOut>(
        doc,
        "time-in-stage",
        "read_time_in_stage",
        "Read how long tracks stay at a stage",
        "Median and ninetieth percentile, in days of the calendar, of the time that tracks stood at each stage that they \
         have left, of what the caller may see.",
    );
}

fn read<Q: IntoParams, T: ToSchema>(
    doc: &mut Document,
    name: &str,
    id: &str,
    summary: &str,
    about: &str,
) {
    let schema = doc.schema::<T>();
    let mut done = success("The figures.", schema, &[]);
    if matches!(name, "funnel" | "figures") {
        done = done.content(SVG, ContentBuilder::new().build());
    }
    let read = operation(id, summary, about, "statistics")
        .parameter_ref(parameter("AcceptLanguage"))
        .response("200", done.build());
    doc.add(
        HttpMethod::Get,
        format!("/v1/statistics/{name}"),
        refusals(query::<Q>(read), READ, Door::Token).build(),
    );
}
