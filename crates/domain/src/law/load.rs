//! How the shipped files are read, and what is told of a row that does not parse.

use serde::de::DeserializeOwned;

/// Why a file or a row of the book was not taken.
#[derive(Debug, thiserror::Error)]
#[error("law file {file}, line {line}, field {field}: {problem}")]
pub struct BookError {
    /// The file or table.
    pub file: &'static str,
    /// The line, the header being the first; 0 where the file has no lines.
    pub line: u64,
    /// The column, empty where the whole row is at fault.
    pub field: String,
    /// What is wrong.
    pub problem: String,
}

/// The rows of a file.
///
/// # Errors
/// The first row that does not parse.
pub(super) fn rows<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<Vec<T>, BookError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| refused(file, &header, &error))
}

/// The fault of a row that does not parse, with its line and column.
fn refused(file: &'static str, header: &csv::StringRecord, error: &csv::Error) -> BookError {
    let (line, field) = match error.kind() {
        csv::ErrorKind::Deserialize { pos, err } => {
            let at = err.field().and_then(|n| usize::try_from(n).ok());
            let name = at.and_then(|at| header.get(at)).unwrap_or_default();
            (pos.as_ref().map_or(0, csv::Position::line), name.to_owned())
        }
        _ => (
            error.position().map_or(0, csv::Position::line),
            String::new(),
        ),
    };
    BookError {
        file,
        line,
        field,
        problem: error.to_string(),
    }
}
