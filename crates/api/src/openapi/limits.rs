//! What the limits mean for an operation: the headers of its answers, and that it may be refused for a while.

use actix_web::http::Method;
use utoipa::openapi::{OpenApi, Ref, RefOr, path::Operation};

use super::pieces::LIMIT_HEADERS;
use crate::limits::class_of;

/// Tells every operation that has a quota.
pub(super) fn tell(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let both = [
            (Method::GET, item.get.as_mut()),
            (Method::POST, item.post.as_mut()),
        ];
        for (method, operation) in both {
            if let Some(operation) = operation
                && class_of(&method, path).is_some()
            {
                limited(operation);
            }
        }
    }
}

fn limited(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    for response in responses.values_mut() {
        if let RefOr::T(response) = response {
            for (name, component) in LIMIT_HEADERS {
                let header = Ref::new(format!("#/components/headers/{component}"));
                response.headers.insert(name.to_owned(), RefOr::Ref(header));
            }
        }
    }
    let refused = RefOr::Ref(Ref::from_response_name("TooManyRequests"));
    responses.insert("429".to_owned(), refused);
}
