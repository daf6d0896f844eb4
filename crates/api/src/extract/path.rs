//! Typed path segments; an id that cannot be one does not exist.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;

use crate::problem::{Code, Problem};

/// The path's parameters as `T`. What does not parse is answered like what does not exist, so that a
/// caller learns nothing from the form of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path<T>(pub T);

impl<T> Path<T> {
    /// The parameters.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let not_found = || Problem::new(Code::NotFound);
        if request
            .match_info()
            .iter()
            .any(|(_, value)| value.contains('\0') || value.contains("%00"))
        {
            return ready(Err(not_found()));
        }
        ready(
            web::Path::<T>::from_request(request, payload)
                .into_inner()
                .map(|path| Self(path.into_inner()))
                .map_err(|_| not_found()),
        )
    }
}
