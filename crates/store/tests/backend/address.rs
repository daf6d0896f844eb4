//! Addresses: what is accepted, what is hidden, and that nothing is created by accident.

use std::path::Path;

use netralitas_store::backend::{DatabaseUrl, Options, Store, UrlError, migrate, schema_state};
use netralitas_store::error::StoreError;

fn parse(text: &str) -> Result<DatabaseUrl, UrlError> {
    text.parse()
}

#[test]
fn only_three_schemes_are_accepted_and_the_error_names_them() {
    for wrong in [
        "",
        "data.sqlite3",
        "./data.sqlite3",
        "/var/data.sqlite3",
        "sqlite:data.sqlite3",
        "sqlite3://data.sqlite3",
        "SQLITE://data.sqlite3",
        "file://data.sqlite3",
        "postgre://u:rahasia@h/d",
        "postgressql://u:rahasia@h/d",
        "mysql://u:rahasia@h/d",
        "rahasia-rahasia://u@h/d",
        ":memory:",
    ] {
        let error = parse(wrong).expect_err(wrong);
        let text = error.to_string();
        assert!(matches!(error, UrlError::Scheme { .. }), "{wrong}: {text}");
        assert!(
            text.contains("sqlite://PATH") && text.contains("postgres://"),
            "{text}"
        );
        assert!(!text.contains("rahasia"), "{text}");
    }
    assert!(
        parse("mysql://h/d")
            .unwrap_err()
            .to_string()
            .contains("mysql://")
    );
}

#[test]
fn a_sqlite_address_is_a_file_name_and_nothing_else() {
    for (text, path) in [
        ("sqlite://data.sqlite3", "data.sqlite3"),
        ("sqlite://./data/x.sqlite3", "./data/x.sqlite3"),
        ("sqlite:///var/lib/x.sqlite3", "/var/lib/x.sqlite3"),
    ] {
        let expected = DatabaseUrl::Sqlite {
            path: Path::new(path).into(),
            explicit: true,
        };
        assert_eq!(parse(text).unwrap(), expected);
    }
    for wrong in [
        "sqlite://",
        "sqlite://data/",
        "sqlite://:memory:",
        "sqlite://x?mode=memory",
        "sqlite://x#y",
    ] {
        assert!(
            matches!(parse(wrong), Err(UrlError::SqlitePath(_))),
            "{wrong}"
        );
    }
}

#[test]
fn a_postgres_address_must_be_whole() {
    for wrong in [
        "postgres://",
        "postgres://host",
        "postgres://host/",
        "postgres:///db",
        "postgres://host:port/db",
        "postgres://host:0/db",
        "postgres://host:70000/db",
        "postgres://user:rah/asia@host/db",
        "postgres://user:rah@asia@host/db",
        "postgres://host,,other/db",
        "postgres://host/db?sslmode=verify_full",
        "postgres://host/db?sslmode=verify-full&sslmode=disable",
        "postgres://host/db?sslmode",
        "postgres://host/db?service=elsewhere",
        "postgres://user:%zz@host/db",
        "postgres://[::1/db",
        "postgres://host/d b",
    ] {
        let error = parse(wrong).expect_err(wrong);
        assert!(matches!(error, UrlError::Postgres(_)), "{wrong}: {error}");
        assert!(!error.to_string().contains("asia"), "{error}");
    }
    for right in [
        "postgres://host/db",
        "postgresql://user@host:5432/db",
        "postgres://user:p%40ss@a,b:5433/db?sslmode=verify-full",
        "postgres://[::1]:5432/db",
        "postgres:///db?host=/run/postgresql",
    ] {
        parse(right).expect(right);
    }
}

#[test]
fn a_password_is_never_printed() {
    for text in [
        "postgres://user:rahasia@host:5432/db?sslmode=require",
        "postgres://user@host/db?password=rahasia",
    ] {
        let url = parse(text).unwrap();
        for shown in [
            format!("{url}"),
            format!("{url:?}"),
            format!("{:?}", Some(&url)),
        ] {
            assert!(!shown.contains("rahasia"), "{shown}");
            assert!(shown.contains("user@host"), "{shown}");
        }
    }
}

#[test]
fn another_machine_is_reached_with_verified_tls_only() {
    for local in [
        "sqlite://x.sqlite3",
        "postgres://localhost/db",
        "postgres://127.0.0.1:5432/db",
        "postgres://127.8.9.1/db",
        "postgres://[::1]/db",
        "postgres://%2Frun%2Fpostgresql/db",
        "postgres:///db?host=/run/postgresql",
    ] {
        let url = parse(local).unwrap();
        assert!(url.is_local(), "{local}");
        url.require_encryption(false).expect(local);
    }
    for remote in [
        "postgres://db.example/db",
        "postgres://10.0.0.1/db?sslmode=require",
        "postgres://db.example/db?sslmode=verify-ca",
        "postgres://localhost,db.example/db",
        "postgres://localhost/db?hostaddr=10.0.0.1",
        "postgres://localhost/db?host=db.example",
        "postgres://localhost.example/db",
    ] {
        let url = parse(remote).unwrap();
        assert!(!url.is_local(), "{remote}");
        let error = url.require_encryption(false).expect_err(remote);
        assert!(error.to_string().contains("sslmode=verify-full"), "{error}");
        url.require_encryption(true).expect(remote);
    }
    parse("postgres://db.example/db?sslmode=verify-full")
        .unwrap()
        .require_encryption(false)
        .unwrap();
}

#[test]
fn a_missing_file_that_was_named_is_not_created() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("typo.sqlite3");
    let url: DatabaseUrl = format!("sqlite://{}", path.display()).parse().unwrap();
    let missing =
        |error: StoreError| assert!(matches!(error, StoreError::Missing { .. }), "{error}");
    missing(schema_state(&url).unwrap_err());
    missing(migrate(&url, false).unwrap_err());
    missing(Store::open(url.clone(), Options::default()).err().unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

    migrate(&url, true).unwrap();
    Store::open(url, Options::default()).unwrap();
}

#[test]
fn the_default_file_is_created_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/netralitas.sqlite3");
    let store = Store::open(DatabaseUrl::default_file(&path), Options::default()).unwrap();
    assert_eq!(store.backend_name(), "sqlite");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn a_file_that_vanished_is_not_created_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.sqlite3");
    let url = DatabaseUrl::Sqlite {
        path: path.clone(),
        explicit: true,
    };
    migrate(&url, true).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(Store::open(url, Options::default()).is_err());
    assert!(!path.exists());
}

#[test]
fn a_server_that_is_not_there_is_told_with_its_real_reason() {
    // Port 1 is reserved; nothing listens there.
    let url: DatabaseUrl = "postgres://user:rahasia@127.0.0.1:1/db".parse().unwrap();
    let error = Store::open(url, Options::default()).err().unwrap();
    let text = error.to_string();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{text}");
    assert!(text.contains("refused"), "{text}");
    assert!(
        !text.contains("rahasia") && !format!("{error:?}").contains("rahasia"),
        "{text}"
    );
}
