//! A problem with the request's language and id already known, for where no response can be built on a request.

use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode};

use super::headers::{self, Added};
use crate::{
    extract::{Language, RequestId},
    problem::Problem,
};

/// An error that answers itself completely: after a panic the request is gone.
#[derive(Debug)]
pub struct Rendered {
    pub(super) problem: Problem,
    pub(super) language: Language,
    pub(super) id: RequestId,
    pub(super) path: String,
    pub(super) added: Added,
}

impl fmt::Display for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Rendered {}

impl ResponseError for Rendered {
    fn status_code(&self) -> StatusCode {
        self.problem.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.problem.respond(self.language, self.id.as_str());
        headers::apply(
            response.headers_mut(),
            &self.path,
            &self.id,
            self.language,
            &self.added,
        );
        response
    }
}
