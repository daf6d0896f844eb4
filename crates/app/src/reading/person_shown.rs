//! A person's record as its reader may see it: by the rows of `procedure::FIELD_SIGHT`, field by field.

use netralitas_domain::procedure::{PersonField, Showing};

use super::records::PersonRecord;

/// How many characters of a number are left when it is masked.
const LEFT: usize = 3;
/// A shorter number is not told at all: what is left would be most of it.
const LONG_ENOUGH: usize = 8;
/// What stands for the rest. Always as long, so that it tells no length.
const HIDDEN: &str = "***";

/// A person's record without what its reader may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonShown {
    /// What may be seen, masked where it is masked.
    pub record: PersonRecord,
    /// The fields of which only the end is left.
    pub masked: Vec<PersonField>,
    /// The fields that may not be seen, whether or not anything is on record.
    pub withheld: Vec<PersonField>,
}

impl PersonShown {
    /// A record with every field shown as it is said for that field.
    pub(crate) fn of(record: PersonRecord, showing: impl Fn(PersonField) -> Showing) -> Self {
        let mut shown = Self {
            record: PersonRecord::default(),
            masked: Vec::new(),
            withheld: Vec::new(),
        };
        // Named one by one, so that a new field is forgotten by nobody.
        let PersonRecord {
            name,
            address,
            phone,
            email,
            birth_place,
            birth_day,
            sex,
            occupation,
            citizenship,
            religion,
            post,
            rank,
            unit,
            agency_name,
            identity_number,
            power_of_attorney,
        } = record;
        use PersonField as F;
        let mut text = |field, value: Option<String>| shown.field(field, showing(field), value);
        let record = PersonRecord {
            name: text(F::Name, name),
            address: text(F::Address, address),
            phone: text(F::Phone, phone),
            email: text(F::Email, email),
            birth_place: text(F::BirthPlace, birth_place),
            sex: text(F::Sex, sex),
            occupation: text(F::Occupation, occupation),
            citizenship: text(F::Citizenship, citizenship),
            religion: text(F::Religion, religion),
            post: text(F::Post, post),
            rank: text(F::Rank, rank),
            unit: text(F::Unit, unit),
            agency_name: text(F::AgencyName, agency_name),
            identity_number: text(F::IdentityNumber, identity_number),
            power_of_attorney: text(F::PowerOfAttorney, power_of_attorney),
            birth_day: text(F::BirthDay, birth_day.map(|_| String::new())).and(birth_day),
        };
        shown.record = record;
        shown
    }

    fn field(&mut self, field: PersonField, so: Showing, value: Option<String>) -> Option<String> {
        match so {
            Showing::Open => value,
            Showing::Masked => {
                self.masked.extend(value.as_ref().map(|_| field));
                value.map(|value| mask(&value))
            }
            Showing::Withheld => {
                self.withheld.push(field);
                None
            }
        }
    }
}

/// What is left of a value: of an address of the net what stands behind the at sign, of anything else the end.
fn mask(value: &str) -> String {
    if let Some((_, host)) = value.rsplit_once('@') {
        return format!("{HIDDEN}@{host}");
    }
    let count = value.chars().count();
    let left = if count < LONG_ENOUGH { 0 } else { LEFT };
    let end: String = value.chars().skip(count - left).collect();
    format!("{HIDDEN}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> PersonRecord {
        PersonRecord {
            name: Some("Camat Contoh".into()),
            phone: Some("081234567890".into()),
            email: Some("camat.contoh@contoh.go.id".into()),
            identity_number: Some("3510000101800001".into()),
            birth_day: chrono::NaiveDate::from_ymd_opt(1980, 1, 1),
            religion: Some("Kepercayaan".into()),
            ..PersonRecord::default()
        }
    }

    #[test]
    fn what_is_open_is_as_it_was() {
        let shown = PersonShown::of(record(), |_| Showing::Open);
        assert_eq!(shown.record, record());
        assert!(shown.masked.is_empty() && shown.withheld.is_empty());
    }

    #[test]
    fn what_is_masked_leaves_an_end_and_no_length() {
        let shown = PersonShown::of(record(), |_| Showing::Masked);
        let r = shown.record;
        assert_eq!(r.phone.as_deref(), Some("***890"));
        assert_eq!(r.identity_number.as_deref(), Some("***001"));
        assert_eq!(r.email.as_deref(), Some("***@contoh.go.id"));
        assert_eq!(mask("0812"), "***");
        // Nothing on record is nothing masked.
        assert!(!shown.masked.contains(&PersonField::Address));
    }

    #[test]
    fn what_is_withheld_is_named_whether_or_not_it_is_on_record() {
        let shown = PersonShown::of(record(), |_| Showing::Withheld);
        assert_eq!(shown.record, PersonRecord::default());
        let mut named = shown.withheld;
        named.sort_unstable();
        assert_eq!(named, PersonField::ALL);
        let empty = PersonShown::of(PersonRecord::default(), |_| Showing::Withheld);
        assert_eq!(empty.withheld.len(), PersonField::ALL.len());
    }
}
