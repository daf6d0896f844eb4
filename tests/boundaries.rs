//! Who may import whom.
//!
//! Owns the table of crate borders and compares it with what Cargo says. `deny.toml` holds the same
//! borders from the other side (which crates may import diesel); this file lists, crate by crate,
//! everything that may be imported, so a new dependency is a line here that a reviewer sees.
//!
//! Development dependencies are free, except that they may not reach upwards: `domain` is tested
//! without the crates above it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// What one package may name in its `[dependencies]`.
struct Border {
    package: &'static str,
    /// Packages of this workspace.
    workspace: &'static [&'static str],
    /// Packages from outside; `ANY` lifts the limit.
    outside: &'static [&'static str],
}

const ANY: &[&str] = &["*"];

const BORDERS: &[Border] = &[
    Border {
        package: "netralitas-blobs",
        workspace: &[],
        outside: &["sha2", "thiserror", "tokio"],
    },
    Border {
        package: "netralitas-domain",
        workspace: &[],
        outside: &["chrono", "csv", "serde", "thiserror", "toml", "uuid"],
    },
    Border {
        package: "netralitas-store",
        workspace: &["netralitas-domain"],
        outside: &[
            "chrono",
            "diesel",
            "diesel_migrations",
            "libsqlite3-sys",
            "pq-sys",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "tracing",
            "uuid",
        ],
    },
    Border {
        package: "netralitas-app",
        workspace: &["netralitas-blobs", "netralitas-domain", "netralitas-store"],
        outside: &[
            "argon2",
            "aws-lc-rs",
            "base64",
            "chacha20poly1305",
            "chrono",
            "getrandom",
            "hkdf",
            "hmac",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "tokio",
            "totp-rs",
            "tracing",
            "unicode-normalization",
            "uuid",
            "zeroize",
            "zxcvbn",
        ],
    },
    Border {
        package: "netralitas-api",
        workspace: &["netralitas-app", "netralitas-domain"],
        outside: &[
            "actix-web",
            "base64",
            "chrono",
            "form_urlencoded",
            "futures-util",
            "jsonwebtoken",
            "rustls",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "serde_urlencoded",
            "sha2",
            "thiserror",
            "tokio",
            "tracing",
            "ureq",
            "utoipa",
            "utoipa-swagger-ui",
            "uuid",
            "validator",
        ],
    },
    Border {
        package: "netralitas-server",
        workspace: &[
            "netralitas-api",
            "netralitas-app",
            "netralitas-domain",
            "netralitas-store",
        ],
        outside: &[
            "actix-web",
            "chrono",
            "clap",
            "config",
            "fastrand",
            "mimalloc",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "toml",
            "tracing",
            "tracing-subscriber",
        ],
    },
    Border {
        package: "netralitas-testkit",
        workspace: &[
            "netralitas-api",
            "netralitas-app",
            "netralitas-domain",
            "netralitas-server",
            "netralitas-store",
        ],
        outside: ANY,
    },
    Border {
        package: "netralitas-tests",
        workspace: &[
            "netralitas-api",
            "netralitas-app",
            "netralitas-domain",
            "netralitas-server",
            "netralitas-store",
            "netralitas-testkit",
        ],
        outside: ANY,
    },
];

/// What `domain` may not reach by any road: I/O, threads of an executor, databases, HTTP, chance.
const FAR_FROM_DOMAIN: &[&str] = &[
    "actix-web",
    "diesel",
    "getrandom",
    "libsqlite3-sys",
    "mio",
    "pq-sys",
    "rand",
    "tokio",
];

/// Features that would hand `domain` a clock or a source of identifiers.
const FEATURES_FAR_FROM_DOMAIN: &[(&str, &[&str])] = &[
    ("chrono", &["clock", "now"]),
    ("uuid", &["v1", "v4", "v6", "v7", "rng", "rng-getrandom"]),
];

fn cargo(arguments: &[&str]) -> Result<String, String> {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .map_err(|error| format!("cargo {arguments:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// Package name → (workspace packages, outside packages, development packages of this workspace).
type Declared = BTreeMap<String, [BTreeSet<String>; 3]>;

/// The packages of the workspace as their manifests stand; needs no network.
fn declared() -> Result<Declared, String> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"])?;
    let metadata: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let mut found = Declared::new();
    for package in packages {
        let name = package["name"].as_str().ok_or("a package without a name")?;
        let [workspace, outside, development] = found.entry(name.to_owned()).or_default();
        for dependency in package["dependencies"]
            .as_array()
            .ok_or("no dependencies")?
        {
            let to = dependency["name"]
                .as_str()
                .ok_or("a dependency without a name")?
                .to_owned();
            let inside = dependency["path"].is_string();
            match (dependency["kind"].as_str(), inside) {
                // Without its features the test kit is the player alone: nothing above `domain`.
                (Some("dev"), true) if dependency["uses_default_features"] == false => continue,
                (Some("dev"), true) => development.insert(to),
                (Some("dev"), false) => continue,
                (_, true) => workspace.insert(to),
                (_, false) => outside.insert(to),
            };
        }
    }
    Ok(found)
}

fn beyond(
    border: &Border,
    [workspace, outside, development]: &[BTreeSet<String>; 3],
) -> Vec<String> {
    let package = border.package;
    let mut findings = Vec::new();
    for name in workspace {
        if !border.workspace.contains(&name.as_str()) {
            findings.push(format!("{package} may not import {name}"));
        }
    }
    for name in outside {
        if border.outside != ANY && !border.outside.contains(&name.as_str()) {
            findings.push(format!("{package} may not import {name} from outside"));
        }
    }
    // Its own level and below, and the test kit where it is not below the domain.
    for name in development {
        let kit = name == "netralitas-testkit" && package != "netralitas-domain";
        if !kit && !border.workspace.contains(&name.as_str()) {
            findings.push(format!("{package} may not test with {name}"));
        }
    }
    findings
}

#[test]
fn every_package_keeps_within_its_border() {
    let declared = declared().unwrap();
    let known: BTreeSet<&str> = BORDERS.iter().map(|border| border.package).collect();
    let found: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
    assert_eq!(
        found, known,
        "the workspace and the table of borders name different packages"
    );

    let findings: Vec<String> = BORDERS
        .iter()
        .flat_map(|border| beyond(border, &declared[border.package]))
        .collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_border_crossed_is_reported() {
    let border = Border {
        package: "netralitas-domain",
        workspace: &[],
        outside: &["chrono"],
    };
    let names = |list: &[&str]| {
        list.iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>()
    };
    let crossed = [
        names(&["netralitas-store"]),
        names(&["chrono", "diesel"]),
        names(&["netralitas-testkit"]),
    ];
    assert_eq!(
        beyond(&border, &crossed),
        [
            "netralitas-domain may not import netralitas-store",
            "netralitas-domain may not import diesel from outside",
            "netralitas-domain may not test with netralitas-testkit",
        ]
    );
}

/// Built alone, for a workspace build unites the features that its packages ask for.
#[test]
fn domain_alone_has_no_clock_no_chance_and_no_io() {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--package",
        "netralitas-domain",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}|{f}",
    ])
    .unwrap();

    let mut seen = BTreeSet::new();
    let mut findings = BTreeSet::new();
    for line in tree.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split_whitespace().next().unwrap_or_default();
        seen.insert(name.to_owned());
        if FAR_FROM_DOMAIN.contains(&name) {
            findings.insert(format!("reaches {name}"));
        }
        let features: BTreeSet<&str> = features
            .trim_end_matches(" (*)")
            .split(',')
            .map(str::trim)
            .collect();
        for (limited, unwanted) in FEATURES_FAR_FROM_DOMAIN {
            if name == *limited {
                findings.extend(
                    unwanted
                        .iter()
                        .filter(|feature| features.contains(**feature))
                        .map(|feature| format!("turns on {name}/{feature}")),
                );
            }
        }
    }
    for (expected, _) in FEATURES_FAR_FROM_DOMAIN {
        assert!(
            seen.contains(*expected),
            "{expected} is not in the tree: {tree}"
        );
    }
    assert!(findings.is_empty(), "netralitas-domain {findings:?}");
}

/// Tables whose rows belong to a case.
const OF_CASES: &[&str] = &[
    "cases",
    "tracks",
    "journal",
    "figures",
    "parties",
    "sealed_parties",
    "former_sealed_parties",
    "unsealings",
    "erasures",
    "allegations",
    "evidence",
    "texts",
    "paper_tracks",
    "files",
    "outside_references",
    "tickets",
    "ticket_questions",
    "search_documents",
];

/// Functions that read them without asking who may see them: for the write path, which has found the track
/// visible, and for stories and tests, which see everything. A file is found by its identifier and then asked
/// for its track; what brought it there, and whether that step still stands, is asked of tracks that its reader need
/// not see. A number in an outside system gives identifiers to a list that asks. A ticket is found by the hash of its
/// secret, and what its holder may read of it is asked of the rows of the door; the office's reads of tickets and
/// questions come after the case was found visible. The notice board is everybody's. The case files of a
/// desk are those of candidates, which only a read that asks can make.
const UNSCOPED: &[&str] = &[
    "access::of_case",
    // Whether a database holds any case, for whoever makes one.
    "cases::count",
    "cases::load",
    "desk::files",
    "erase::given_up",
    "files::all_hashes",
    "files::find",
    "files::is_evidence_of",
    "files::paper_of_track",
    "files::ties",
    "former::allegation",
    "former::paper_elsewhere",
    "journal::acted_after",
    "journal::of_case",
    "law_changes::running",
    "meetings::elsewhere",
    "notice_board::tracks",
    "numbers::find",
    "parties::of_case",
    "references::tracks_with",
    "retention::quiet_cases",
    "texts::of_step",
    "ticket_questions::all",
    "ticket_questions::of_case",
    "ticket_questions::of_tickets",
    "tickets::by_hash",
    "tickets::by_reference",
    "tickets::of_case",
    "tracks::find",
    "tracks::of_case",
];

/// Reads what was named visible by the caller, who is held to it by a test of its own (`api/unsealing.rs`): sealed
/// records, which are encrypted, who asked to open them, and erasures (`api/erasing.rs`). Some are of the operator's
/// commands: the change of the master key, the erasure list, retention.
const OPENED: &[&str] = &[
    "erasures::find",
    "erasures::lines",
    "erasures::of_case",
    "erasures::purposes_not_of",
    "erasures::unscrubbed",
    "sealed::former_of_case",
    "sealed::of_case",
    "unsealings::find",
    "unsealings::of_case",
    "unsealings::running",
    "unsealings::purposes_not_of",
];

/// Where the store is read for somebody.
const READS: &[&str] = &[
    "../crates/app/src/reading/query.rs",
    "../crates/app/src/reading/track_view.rs",
    "../crates/app/src/search/people.rs",
    "../crates/app/src/search/similar.rs",
    "../crates/app/src/search/tracks.rs",
    "../crates/app/src/sealing/identities.rs",
    "../crates/app/src/sealing/unsealings.rs",
    "../crates/app/src/erasing/requests.rs",
    "../crates/app/src/erasing/telling.rs",
];

fn source(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn files(folder: &str) -> Vec<String> {
    let path = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(path).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort_unstable();
    names
}

/// The public functions of a module that read a case's rows and name neither a scope nor a [`Seen`].
///
/// [`Seen`]: netralitas_store::views::case_file::Seen
fn unscoped(module: &str, text: &str) -> Vec<String> {
    text.split("\npub fn ")
        .skip(1)
        .filter(|function| {
            let head = function
                .split_once(" {")
                .map_or(*function, |(head, _)| head);
            let reads = OF_CASES
                .iter()
                .any(|table| function.contains(&format!("{table}::table")));
            let asks = head.contains("scope: &Scope") || head.contains("seen: &Seen");
            head.contains("&mut Read<") && reads && !asks
        })
        .map(|function| {
            let name = function.split(['(', '<']).next().unwrap_or_default();
            format!("{module}::{name}")
        })
        .collect()
}

#[test]
fn every_read_of_a_case_asks_who_may_see_it() {
    let mut found = BTreeSet::new();
    for folder in [
        "../crates/store/src",
        "../crates/store/src/figures",
        "../crates/store/src/views",
    ] {
        for module in files(folder) {
            found.extend(unscoped(&module, &source(&format!("{folder}/{module}.rs"))));
        }
    }
    let known: BTreeSet<String> = UNSCOPED
        .iter()
        .chain(OPENED)
        .map(ToString::to_string)
        .collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "read without a scope: {new:?}");

    let reads: String = READS.iter().map(|path| source(path)).collect();
    let called: Vec<_> = UNSCOPED
        .iter()
        .filter(|name| reads.contains(*name))
        .collect();
    assert!(
        called.is_empty(),
        "{READS:?} read without a scope: {called:?}"
    );
}

#[test]
fn a_read_without_a_scope_is_reported() {
    let text = "\npub fn all(tx: &mut Read<'_>) -> X {\n    tracks::table.load(tx.conn())\n}\n\
                \npub fn seen(tx: &mut Read<'_>, scope: &Scope) -> X {\n    tracks::table.load(tx.conn())\n}\n\
                \npub fn offices(tx: &mut Read<'_>) -> X {\n    offices::table.load(tx.conn())\n}\n";
    assert_eq!(unscoped("list", text), ["list::all"]);
}
