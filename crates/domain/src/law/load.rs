//! How the shipped files are read, and what is told of a row that does not parse.

use csv::StringRecord;
use serde::de::DeserializeOwned;

/// Why a file or a row of the book was not taken.
#[derive(Debug, thiserror::Error)]
#[error("law file {file}: {problem}")]
pub struct BookError {
    /// The file or table.
    pub file: &'static str,
    /// What is wrong, with the line (the header is the first) and the column.
    pub problem: String,
}

/// The rows of a file.
///
/// # Errors
/// The first row that does not parse, with its line and column.
pub(super) fn rows<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<Vec<T>, BookError> {
    let refused = |problem| BookError { file, problem };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let records: Vec<StringRecord> = reader
        .records()
        .collect::<Result<_, _>>()
        .map_err(|error| refused(error.to_string()))?;
    let read = |record: &StringRecord| record.deserialize::<T>(Some(&header));
    let row = |record: &StringRecord| {
        read(record).map_err(|error| {
            let line = record.position().map_or(0, csv::Position::line);
            let good = records.iter().find(|other| read(other).is_ok());
            let bad = |mixed: &StringRecord| read(mixed).is_err();
            let field = good.and_then(|good| first_bad(record, good, bad));
            let field = field.and_then(|at| header.get(at)).unwrap_or("unknown");
            let what = match error.kind() {
                csv::ErrorKind::Deserialize { err, .. } => err.kind().to_string(),
                _ => error.to_string(),
            };
            refused(format!("line {line}, field {field}: {what}"))
        })
    };
    records.iter().map(row).collect()
}

/// The first column of a record that does not parse: what follows it is taken from a record that does.
fn first_bad(
    record: &StringRecord,
    good: &StringRecord,
    bad: impl Fn(&StringRecord) -> bool,
) -> Option<usize> {
    (0..record.len()).find(|at| {
        let own = record.iter().take(at + 1);
        bad(&own.chain(good.iter().skip(at + 1)).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{EffectRow, Violation};

    const HEAD: &str = "regime,level,code,id,en,citation,address,confidence,note";

    fn problem(row: &str) -> String {
        let text = format!("{HEAD}\npp94,berat,any,i,e,c,,sure,\n{row}\n");
        rows::<EffectRow>("effects.csv", &text)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_row_that_does_not_parse_is_told_with_line_and_field() {
        for (row, field) in [
            ("pp94,berat,any,i,e,c,,,", "confidence"),
            ("pp94,berat,any,i,e,c,,certain,", "confidence"),
            ("pp94,,any,i,e,c,,sure,", "level"),
            ("pp94,,any,i,e,c,,,", "level"),
        ] {
            let told = problem(row);
            let start = format!("law file effects.csv: line 3, field {field}: ");
            assert!(told.starts_with(&start), "{told}");
        }
        assert!(
            problem("pp94,berat").contains("line: 3"),
            "{}",
            problem("pp94,berat")
        );
    }

    #[test]
    fn a_column_that_is_left_out_is_named() {
        let told = rows::<Violation>("violations.csv", "code\nKE-1\n").unwrap_err();
        let named = told.problem.contains("line 2") && told.problem.contains("catalogue");
        assert!(named, "{told}");
    }
}
