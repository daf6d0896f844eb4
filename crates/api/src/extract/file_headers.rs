//! What the headers of an upload say of the file: its kind, its name, its digest.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, Charset, ContentDisposition, HeaderMap, HeaderName},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::single;
use crate::problem::{Code, Problem};

/// The headers of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHeaders {
    /// The media type as declared.
    pub media_type: String,
    /// The file's name, without a folder.
    pub name: String,
    /// The SHA-256 that the bytes must have, where one was sent.
    pub sha256: Option<[u8; 32]>,
    /// How many bytes are announced.
    pub length: Option<u64>,
}

/// The digest of the bytes as they travel (RFC 9530).
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
/// The digest of the file (RFC 9530); the same, for uploads are taken whole and unencoded.
pub const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// Most characters of a file's name.
pub const MOST_NAME: usize = 200;

impl FromRequest for FileHeaders {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.headers()))
    }
}

fn wrong(id: &'static str, en: &'static str) -> Problem {
    Problem::new(Code::FileHeaderInvalid).with_detail(id, en)
}

fn read(headers: &HeaderMap) -> Result<FileHeaders, Problem> {
    let plain = headers
        .get(header::CONTENT_ENCODING)
        .is_none_or(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"));
    let media_type = single(headers, &header::CONTENT_TYPE)
        .ok()
        .flatten()
        .and_then(|value| value.to_str().ok())
        .filter(|_| plain)
        .ok_or_else(|| Problem::new(Code::FileKindNotTaken))?
        .to_owned();
    let name = name(headers).ok_or_else(|| {
        wrong(
            "Kirim Content-Disposition: attachment dengan filename atau filename*.",
            "Send Content-Disposition: attachment with filename or filename*.",
        )
    })?;
    let digests = [
        digest(headers, &CONTENT_DIGEST)?,
        digest(headers, &REPR_DIGEST)?,
    ];
    let sha256 = match digests {
        [Some(one), Some(other)] if one != other => {
            return Err(Problem::new(Code::FileDigestDiffers));
        }
        [one, other] => one.or(other),
    };
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    Ok(FileHeaders {
        media_type,
        name,
        sha256,
        length,
    })
}

fn name(headers: &HeaderMap) -> Option<String> {
    let value = single(headers, &header::CONTENT_DISPOSITION).ok()??;
    let disposition = ContentDisposition::from_raw(value).ok()?;
    if !disposition.is_attachment() {
        return None;
    }
    // `filename*` goes before `filename` (RFC 6266, 4.3).
    let name = match disposition.get_filename_ext() {
        Some(long) if long.charset == Charset::Ext("UTF-8".to_owned()) => {
            String::from_utf8(long.value.clone()).ok()?
        }
        Some(_) => return None,
        None => disposition.get_filename()?.to_owned(),
    };
    let name = name.trim();
    let fine = !name.is_empty()
        && name.chars().count() <= MOST_NAME
        && !matches!(name, "." | "..")
        && !name
            .chars()
            .any(|c| c.is_control() || matches!(c, '/' | '\\'));
    fine.then(|| name.to_owned())
}

/// The SHA-256 of a digest header. One that names other digests only is refused: the caller expects a check.
fn digest(headers: &HeaderMap, name: &HeaderName) -> Result<Option<[u8; 32]>, Problem> {
    let unreadable = || {
        wrong(
            "Digest harus berbentuk sha-256=:<base64>:.",
            "The digest must have the form sha-256=:<base64>:.",
        )
    };
    let Some(value) = single(headers, name).map_err(|()| unreadable())? else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| unreadable())?;
    let found = text.split(',').find_map(|member| {
        let (algorithm, value) = member.trim().split_once('=')?;
        let value = value.trim().strip_prefix(':')?.strip_suffix(':')?;
        (algorithm.trim() == "sha-256").then_some(value)
    });
    let bytes = found
        .and_then(|value| STANDARD.decode(value).ok())
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(Some).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read_with(pairs: &[(&str, &str)]) -> Result<FileHeaders, &'static str> {
        let mut request = TestRequest::default()
            .insert_header(("content-type", "application/pdf"))
            .insert_header(("content-disposition", "attachment; filename=\"a.pdf\""));
        for (name, value) in pairs {
            request = request.insert_header((*name, *value));
        }
        read(request.to_http_request().headers()).map_err(|p| p.code().as_str())
    }

    #[test]
    fn the_name_is_read_in_both_forms_and_holds_no_folder() {
        for (value, name) in [
            ("attachment; filename=\"surat.pdf\"", "surat.pdf"),
            ("attachment; filename=surat.pdf", "surat.pdf"),
            (
                "attachment; filename=\"x\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf",
                "résumé.pdf",
            ),
        ] {
            let read = read_with(&[("content-disposition", value)]).unwrap();
            assert_eq!(read.name, name, "{value}");
        }
        for wrong in [
            "inline; filename=\"a.pdf\"",
            "attachment",
            "attachment; filename=\"\"",
            "attachment; filename=\"..\"",
            "attachment; filename=\"a/b.pdf\"",
            "attachment; filename*=UTF-8''a%5Cb.pdf",
            "attachment; filename*=UTF-8''a%0Ab.pdf",
            "attachment; filename*=ISO-8859-1''a.pdf",
        ] {
            let read = read_with(&[("content-disposition", wrong)]);
            assert_eq!(read, Err("file_header_invalid"), "{wrong}");
        }
        let long = format!("attachment; filename=\"{}\"", "a".repeat(MOST_NAME + 1));
        assert!(read_with(&[("content-disposition", &long)]).is_err());
    }

    #[test]
    fn a_digest_is_read_or_refused_never_left_aside() {
        let zeros = STANDARD.encode([0; 32]);
        let good = format!("sha-512=:{zeros}:, sha-256=:{zeros}:");
        for name in ["content-digest", "repr-digest"] {
            let read = read_with(&[(name, &good)]).unwrap();
            assert_eq!(read.sha256, Some([0; 32]), "{name}");
            for wrong in [
                "sha-256=abc",
                "sha-256=:abc:",
                "sha-256=::",
                "md5=:AAAA:",
                "",
                &format!("sha-512=:{zeros}:"),
            ] {
                assert_eq!(
                    read_with(&[(name, wrong)]),
                    Err("file_header_invalid"),
                    "{wrong}"
                );
            }
        }
        let other = format!("sha-256=:{}:", STANDARD.encode([1; 32]));
        let both = read_with(&[("content-digest", &good), ("repr-digest", &other)]);
        assert_eq!(both, Err("file_digest_differs"));
        assert_eq!(read_with(&[]).unwrap().sha256, None);
    }

    #[test]
    fn an_encoded_body_is_no_file() {
        let read = read_with(&[("content-encoding", "gzip")]);
        assert_eq!(read, Err("file_kind_not_taken"));
    }
}
