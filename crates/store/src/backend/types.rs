//! Column types that work on both databases.
//!
//! Owns: [`Uid`], the one type of its own. All other columns use diesel's types:
//! instants are `BigInt` (microseconds since 1970, UTC), days `Date` with
//! `chrono::NaiveDate`, bytes `Binary`, flags `Bool`, codes and JSON `Text`.
//! Must not know: what an id stands for.

use std::fmt;
use std::io::Write as _;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{HasSqlType, SqlType, Text};
use diesel::sqlite::Sqlite;
use uuid::Uuid;

use super::conn::MultiBackend;

/// The column type of an id in `table!`: `uuid` on PostgreSQL, text on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Text"))]
pub struct UidSql;

/// An id as it is stored. On SQLite in lower case with hyphens, so that the order of
/// the text is the order of the bytes on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = UidSql)]
pub struct Uid(pub Uuid);

impl From<Uuid> for Uid {
    fn from(id: Uuid) -> Self {
        Self(id)
    }
}

impl From<Uid> for Uuid {
    fn from(id: Uid) -> Self {
        id.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl HasSqlType<UidSql> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<UidSql>(lookup)
    }
}

impl ToSql<UidSql, MultiBackend> for Uid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((UidSql, self));
        Ok(IsNull::No)
    }
}

impl FromSql<UidSql, MultiBackend> for Uid {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, UidSql>()
    }
}

impl ToSql<UidSql, Pg> for Uid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<UidSql, Pg> for Uid {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(value.as_bytes())?))
    }
}

impl ToSql<UidSql, Sqlite> for Uid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_hyphenated().to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<UidSql, Sqlite> for Uid {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        let id = Uuid::try_parse(&text)?;
        // Any other spelling would be another row's key in SQLite's eyes.
        if text.len() != 36 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err("an id is not in lower case with hyphens".into());
        }
        Ok(Self(id))
    }
}
