//! A text of blanks alone says nothing, and no body may hold one: the document says so of every string.

use utoipa::openapi::{
    OpenApi, RefOr, Schema,
    schema::{ArrayItems, Object, SchemaType, Type},
};

/// At least one character that is no blank.
const SOMETHING: &str = r"\S";
/// Nothing at all, or the same.
const NOTHING_OR_SOMETHING: &str = r"^$|\S";

/// Adds the pattern to every free text of the document.
pub(super) fn refuse(document: &mut OpenApi) {
    let components = document.components.iter_mut();
    for schema in components.flat_map(|c| c.schemas.values_mut()) {
        walk(schema);
    }
}

fn walk(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else {
        return;
    };
    match schema {
        Schema::Object(object) => {
            mark(object);
            object.properties.values_mut().for_each(walk);
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                walk(items);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(walk),
        Schema::AllOf(all) => all.items.iter_mut().for_each(walk),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(walk),
        _ => {}
    }
}

fn mark(object: &mut Object) {
    let string = match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::String,
        SchemaType::Array(kinds) => kinds.contains(&Type::String),
        SchemaType::AnyValue => false,
    };
    let free = object.enum_values.is_none() && object.pattern.is_none() && object.format.is_none();
    if string && free {
        let filled = object.min_length.is_some_and(|least| least > 0);
        let pattern = if filled {
            SOMETHING
        } else {
            NOTHING_OR_SOMETHING
        };
        object.pattern = Some(pattern.to_owned());
    }
}
