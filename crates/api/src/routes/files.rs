//! Files: `POST /v1/{machine}/{track_id}/files` takes one in as a stream, `GET …/files/{file_id}` gives it back.

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::header::{self, HeaderValue},
    rt::time::timeout,
    web,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::{StreamExt as _, stream};
use netralitas_app::papers::files::{FileOf, FileView, NewFile};
use netralitas_domain::{
    ids::{FileId, Id, TrackId},
    procedure::{BodyShape, Machine, Rule, operations},
};
use uuid::Uuid;

use super::{keyed, receipt};
use crate::{
    caller::{ApiState, Caller},
    dto::file::FileTarget,
    extract::{
        BodyTimeout, CONTENT_DIGEST, FileHeaders, IdempotencyKey, IfMatch, IfNoneMatch, NoQuery,
        Path, Query,
    },
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig, machine: Machine) {
    let files = |r: &&'static Rule| r.machine() == machine && r.body == BodyShape::File;
    for rule in operations().into_iter().filter(files) {
        let take =
            move |request: HttpRequest, state, caller, path, query, headers, body: web::Payload| {
                upload(rule, request, state, caller, path, query, headers, body)
            };
        let give = move |state, caller, path, query, seen| {
            let _: NoQuery = query;
            download(machine, state, caller, path, seen)
        };
        services.route(&format!("/{}", rule.path), web::post().to(take));
        services.route(&format!("/{}/{{file_id}}", rule.path), web::get().to(give));
    }
}

/// The headers of every upload, each taken out on its own so that the first fault is told.
type Headers = (IfMatch, IdempotencyKey, FileHeaders);

#[expect(clippy::too_many_arguments, reason = "the parts of one request")]
async fn upload(
    rule: &'static Rule,
    request: HttpRequest,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    query: Query<FileTarget>,
    headers: Headers,
    mut body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let (version, key, file) = headers;
    let track = path.into_inner();
    let target = query.into_inner();
    let of = target.one()?;
    let limit = state.app.file_limit();
    if file.length.is_some_and(|length| length > limit) {
        return Err(netralitas_app::error::AppError::File(
            netralitas_app::error::FileFault::TooLarge { limit },
        )
        .into());
    }
    let patience = request
        .app_data::<BodyTimeout>()
        .copied()
        .unwrap_or_default()
        .0;
    let machine = rule.machine();
    let mut upload = state
        .app
        .begin_upload(caller.0, machine, TrackId::new(track), &file.media_type)
        .await?;
    let arrive = async {
        loop {
            // Slow is fine, silent is not.
            let next = timeout(patience, body.next()).await;
            match next.map_err(|_| Problem::new(Code::RequestTimeout))? {
                None => break Ok::<_, Problem>(()),
                Some(part) => {
                    // A broken transfer: the caller is gone, and there is no whole file.
                    let part = part.map_err(|_| Problem::new(Code::RequestTimeout))?;
                    upload.write(&part).await?;
                }
            }
        }
    };
    timeout(patience * WHOLE, arrive)
        .await
        .map_err(|_| Problem::new(Code::RequestTimeout))??;
    let kept = state.app.end_upload(upload, file.sha256).await?;
    let version_text = version.0.to_string();
    let target_text = target.text();
    let said = [
        track.as_bytes().as_slice(),
        version_text.as_bytes(),
        target_text.as_bytes(),
        kept.sha256().as_bytes(),
        kept.media_type().as_bytes(),
        file.name.as_bytes(),
    ];
    let keyed = keyed(&state, rule.action.code(), key, &said)?;
    let new = NewFile {
        machine,
        track: TrackId::new(track),
        expected: version.0,
        of,
        name: file.name,
        kept,
    };
    receipt(state.app.attach_file(caller.0, keyed, new).await?)
}

/// How many times the patience for one part a whole file may take.
const WHOLE: u32 = 20;

async fn download(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    seen: IfNoneMatch,
) -> Result<HttpResponse, Problem> {
    let (track, id) = path.into_inner();
    let view = state
        .app
        .file(caller.0, machine, TrackId::new(track), FileId::new(id))
        .await?;
    let tag = format!("\"{}\"", view.row.sha256);
    if seen.has_tag(&tag) {
        let mut same = HttpResponse::NotModified();
        return Ok(same.insert_header((header::ETAG, tag)).finish());
    }
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, tag));
    response.insert_header((header::CONTENT_DISPOSITION, disposition(&view)?));
    if let Some(digest) = content_digest(&view.row.sha256) {
        response.insert_header((CONTENT_DIGEST, digest));
    }
    response.insert_header((header::CONTENT_TYPE, view.row.media_type.clone()));
    let size = u64::try_from(view.row.size).map_err(|_| Problem::new(Code::Internal))?;
    let parts = stream::unfold(Some(view), |view| async {
        let mut view = view?;
        match view.next().await {
            Ok(None) => None,
            Ok(Some(part)) => Some((Ok(web::Bytes::from(part)), Some(view))),
            // The connection is cut, so that nobody takes a part for the whole.
            Err(error) => Some((Err(Problem::from(error)), None)),
        }
    });
    Ok(response.body(SizedStream::new(size, Box::pin(parts))))
}

/// Always to be saved, never shown: a name that every reader understands, and the real one (RFC 6266).
fn disposition(view: &FileView) -> Result<HeaderValue, Problem> {
    let id = view.row.id.0.simple().to_string();
    let plain = format!("berkas-{}.{}", id.get(..12).unwrap_or(""), view.extension);
    let value = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        percent(&view.row.name)
    );
    HeaderValue::from_str(&value).map_err(|_| Problem::new(Code::Internal))
}

/// Percent-encoding of everything but the characters that RFC 8187 lets stand.
fn percent(name: &str) -> String {
    name.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn content_digest(sha256: &str) -> Option<String> {
    let digits: Vec<u8> = sha256
        .bytes()
        .map(|b| {
            char::from(b)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        })
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .filter_map(|pair| Some(pair.first()? * 16 + pair.last()?))
        .collect();
    Some(format!("sha-256=:{}:", STANDARD.encode(bytes)))
}

impl FileTarget {
    /// The one thing that the file belongs to.
    fn one(&self) -> Result<FileOf, Problem> {
        let wrong = |pointer: &str, code: &'static str| {
            let error = netralitas_app::error::FieldError::new(pointer, code);
            Problem::new(Code::BadQuery).with_errors(vec![error])
        };
        match (self.paper_id, self.evidence_id) {
            (Some(paper), None) => Ok(FileOf::Paper(Id::new(paper))),
            (None, Some(evidence)) => Ok(FileOf::Evidence(Id::new(evidence))),
            (None, None) => Err(wrong("/paper_id", "missing")),
            (Some(_), Some(_)) => Err(wrong("/evidence_id", "not_for_this_action")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_and_digests_are_those_of_the_rfc() {
        assert_eq!(percent("Surat \"é\".pdf"), "Surat%20%22%C3%A9%22.pdf");
        // RFC 9530, appendix B: {"hello": "world"} and a line feed.
        let sha256 = "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";
        assert_eq!(
            content_digest(sha256).unwrap(),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
        );
    }
}
