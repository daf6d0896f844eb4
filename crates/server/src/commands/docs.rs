//! `netralitas docs`: the pages that are generated from the tables.

use std::{fs, path::PathBuf};

use clap::Args;

use super::Outcome;

/// Writes every generated page below a folder.
#[derive(Debug, Args)]
pub struct Docs {
    /// Folder that takes the pages.
    #[arg(long, value_name = "FOLDER", default_value = "docs")]
    pub out: PathBuf,
}

/// Every generated page: its path below the folder, and its text.
///
/// # Errors
/// A shipped law file that does not parse.
pub fn pages() -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let book = netralitas_domain::law::Book::shipped()?;
    let mut all = netralitas_domain::procedure::render::pages(&book);
    all.extend(netralitas_domain::procedure::render::law_pages(&book));
    all.push((
        "errors.md".to_owned(),
        netralitas_api::problems_table::errors_page(),
    ));
    let fields = netralitas_domain::procedure::forms::fields()?;
    let forms = netralitas_domain::procedure::render::forms_page(&fields);
    all.push(("forms.md".to_owned(), forms));
    Ok(all)
}

impl Docs {
    /// Writes them.
    ///
    /// # Errors
    /// A page that cannot be written.
    pub fn run(&self) -> Outcome {
        for (name, text) in pages()? {
            let path = self.out.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_twice_gives_the_same_pages() {
        let dir = tempfile::tempdir().unwrap();
        let docs = Docs {
            out: dir.path().join("docs"),
        };
        docs.run().unwrap();
        let read = || {
            pages()
                .unwrap()
                .iter()
                .map(|(name, _)| fs::read_to_string(docs.out.join(name)).unwrap())
                .collect::<Vec<_>>()
        };
        let first = read();
        docs.run().unwrap();
        assert_eq!(first, read());
        assert!(first.iter().all(|page| page.len() > 100));
    }
}
