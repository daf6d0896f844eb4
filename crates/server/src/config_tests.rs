use std::net::SocketAddr;

use super::*;

fn load(file: Option<&str>, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("netralitas.toml");
    fs::write(&path, file.unwrap_or("")).unwrap();
    Config::load(
        Some(&path),
        variables
            .iter()
            .map(|(name, value)| (name.into(), value.into())),
    )
}

#[test]
fn nothing_set_gives_the_defaults() {
    let config = load(None, &[("HOME", "/root"), ("NETRALITASX", "1")]).unwrap();
    assert_eq!(config, Config::default());
    config.check().unwrap();
    let (url, named) = config.database();
    assert_eq!(
        (url.expose(), named),
        ("sqlite://./data/netralitas.sqlite3", false)
    );
}

#[test]
fn the_environment_stands_over_the_file_and_the_file_over_the_defaults() {
    let file = "data_dir = \"/srv/n\"\n[http]\nbind = \"0.0.0.0:9000\"\nworkers = 3\n[log]\nformat = \"json\"\n";
    let config = load(
        Some(file),
        &[
            ("NETRALITAS_HTTP__BIND", "127.0.0.1:7000"),
            ("NETRALITAS_DATA_DIR", "/srv/e"),
            ("NETRALITAS_DATABASE__URL", "postgres://ana:0071@db/x"),
            ("NETRALITAS_DATABASE__ALLOW_PLAINTEXT", "true"),
            ("NETRALITAS_DATABASE__POOL_SIZE", "16"),
        ],
    )
    .unwrap();
    assert_eq!(config.http.bind, SocketAddr::from(([127, 0, 0, 1], 7000)));
    assert_eq!(config.http.workers, 3);
    assert_eq!(config.data_dir, PathBuf::from("/srv/e"));
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(
        (config.database.pool_size, config.database.allow_plaintext),
        (16, true)
    );
    assert_eq!(config.database().0.expose(), "postgres://ana:0071@db/x");
    assert!(config.database().1);
}

#[test]
fn text_that_looks_like_a_number_stays_text() {
    let config = load(
        None,
        &[
            ("NETRALITAS_DATA_DIR", "007"),
            ("NETRALITAS_DATABASE__URL", "0001"),
        ],
    )
    .unwrap();
    assert_eq!(config.data_dir, PathBuf::from("007"));
    assert_eq!(config.database().0.expose(), "0001");
}

#[test]
fn unknown_names_are_refused_in_the_file_and_in_the_environment() {
    for file in ["colour = 1", "[http]\nport = 80", "[htpp]\nbind = \"x\""] {
        let error = load(Some(file), &[]).expect_err(file).to_string();
        assert!(error.contains("unknown field"), "{error}");
    }
    for name in [
        "NETRALITAS_COLOUR",
        "NETRALITAS_HTTP__PORT",
        "NETRALITAS_HTTP_BIND",
        "NETRALITAS_DATABASE_URL",
    ] {
        let error = load(None, &[(name, "rahasia")])
            .expect_err(name)
            .to_string();
        assert!(
            error.contains("unknown field") && !error.contains("rahasia"),
            "{error}"
        );
    }
}

#[test]
fn variables_of_the_test_suite_are_ignored() {
    let set = [
        ("NETRALITAS_REQUIRE_POSTGRES", "1"),
        ("NETRALITAS_PROVE", "1"),
    ];
    assert_eq!(load(None, &set).unwrap(), Config::default());
}

#[test]
fn a_wrong_value_is_told_by_its_name_and_not_shown() {
    for (name, key) in [
        ("NETRALITAS_HTTP__WORKERS", "http.workers"),
        ("NETRALITAS_AUTH__TOKEN_MINUTES", "auth.token_minutes"),
        (
            "NETRALITAS_DATABASE__ALLOW_PLAINTEXT",
            "database.allow_plaintext",
        ),
    ] {
        let error = load(None, &[(name, "rahasia")])
            .expect_err(name)
            .to_string();
        assert!(error.contains(key) && !error.contains("rahasia"), "{error}");
    }
    assert!(load(None, &[("NETRALITAS_HTTP__BIND", "localhost")]).is_err());
}

#[test]
fn a_syntax_error_is_told_by_its_line_and_not_quoted() {
    let error = load(Some("[database]\nurl = \"postgres://a:rahasia@db\n"), &[])
        .expect_err("syntax")
        .to_string();
    assert!(
        error.contains("line 2") && !error.contains("rahasia"),
        "{error}"
    );
}

#[test]
fn a_named_file_must_exist() {
    let missing = Path::new("/nonexistent/netralitas.toml");
    assert!(matches!(
        Config::load(Some(missing), std::iter::empty()),
        Err(ConfigError::File { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_told_by_its_name() {
    use std::os::unix::ffi::OsStringExt as _;
    let bad = OsString::from_vec(vec![b'x', 0xff]);
    let error =
        Config::load(None, [("NETRALITAS_DATA_DIR".into(), bad)].into_iter()).expect_err("no text");
    assert!(matches!(error, ConfigError::NotText(name) if name == "NETRALITAS_DATA_DIR"));
}

#[test]
fn the_effective_values_read_back_equal_and_hide_the_password() {
    let config = load(
        None,
        &[("NETRALITAS_DATABASE__URL", "postgres://ana:rahasia@db/x")],
    )
    .unwrap();
    let shown = config.to_toml().unwrap();
    assert!(
        shown.contains("postgres://ana:***@db/x") && !shown.contains("rahasia"),
        "{shown}"
    );
    assert!(!format!("{config:?}").contains("rahasia"));
    let plain = Config::default();
    assert_eq!(load(Some(&plain.to_toml().unwrap()), &[]).unwrap(), plain);
}

#[test]
fn all_unusable_values_are_told_at_once() {
    let mut config = Config::default();
    config.database.pool_size = 0;
    config.auth.token_minutes = 0;
    config.auth.argon2_memory_kib = 1;
    config.log.level = "netralitas=loud".to_owned();
    config.database.url = Some(DatabaseUrl::new("mysql://db/x".to_owned()));
    let Err(ConfigError::Unusable(faults)) = config.check() else {
        panic!("accepted")
    };
    assert_eq!(faults.len(), 5, "{faults:?}");
}

#[test]
fn what_stands_before_the_routes_is_off_but_for_the_limits_unless_set() {
    let config = Config::default();
    assert!(config.limits.enabled);
    assert_eq!(config.http.hsts_seconds, 0);
    assert!(config.http.trusted_proxies.is_empty() && config.http.cors_origins.is_empty());
    let set = [
        ("NETRALITAS_LIMITS__ENABLED", "false"),
        ("NETRALITAS_LIMITS__READ", "77"),
    ];
    let config = load(None, &set).unwrap();
    assert!(!config.limits.enabled);
    assert_eq!(config.limits.read, 77);
    config.check().unwrap();
}

#[test]
fn lists_are_arrays_in_the_file_and_words_between_commas_in_the_environment() {
    let file =
        "[http]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\nforwarded_header = \"forwarded\"\n";
    let variables = [(
        "NETRALITAS_HTTP__CORS_ORIGINS",
        "https://a.id, https://b.id:8443,",
    )];
    let config = load(Some(file), &variables).unwrap();
    config.check().unwrap();
    assert_eq!(config.http.trusted_proxies, ["10.0.0.0/8", "::1"]);
    assert_eq!(config.http.forwarded_header, Forwarded::Forwarded);
    assert_eq!(
        config.http.cors_origins,
        ["https://a.id", "https://b.id:8443"]
    );
    assert_eq!(load(Some(&config.to_toml().unwrap()), &[]).unwrap(), config);
}

#[test]
fn outside_issuers_are_a_list_in_the_file_with_what_is_usual_left_out() {
    let file = "[[auth.issuers]]\nurl = 'https://sso.example.go.id'\naudience = 'netralitas'\n\
                [[auth.issuers]]\nurl = 'http://127.0.0.1:9'\naudience = 'n'\nalgorithms = ['ES256']\nkeep_minutes = 5\n";
    let config = load(Some(file), &[]).unwrap();
    config.check().unwrap();
    let first = &config.auth.issuers[0];
    assert_eq!((first.longest_minutes, first.refresh_seconds), (60, 60));
    assert_eq!(load(Some(&config.to_toml().unwrap()), &[]).unwrap(), config);
    let more = format!("{file}secret = 'rahasia'\n");
    let error = load(Some(&more), &[]).unwrap_err().to_string();
    assert!(!error.contains("rahasia"), "{error}");
    let own = "[http]\npublic_url = 'https://sso.example.go.id'\n";
    let config = load(Some(&format!("{own}{file}")), &[]).unwrap();
    assert_eq!(config.token_names().issuer, "https://sso.example.go.id");
    assert!(config.check().is_err(), "an issuer is somebody else");
}

#[test]
fn what_cannot_stand_before_the_routes_is_told_with_its_name_its_place_and_what_helps() {
    for (name, value, told) in [
        (
            "HTTP__TRUSTED_PROXIES",
            "127.0.0.1,rahasia",
            "http.trusted_proxies: number 2",
        ),
        (
            "HTTP__TRUSTED_PROXIES",
            "10.0.0.1/8",
            "such as 127.0.0.1 or 10.0.0.0/8",
        ),
        ("HTTP__CORS_ORIGINS", "*", "http.cors_origins: number 1"),
        (
            "HTTP__CORS_ORIGINS",
            "https://rahasia.id/",
            "such as https://app.example.id",
        ),
        (
            "HTTP__HSTS_SECONDS",
            "63072001",
            "http.hsts_seconds must be at most 63072000",
        ),
        (
            "HTTP__PUBLIC_URL",
            "http://rahasia.id",
            "http.public_url must begin with https://",
        ),
        (
            "HTTP__PUBLIC_URL",
            "https://rahasia.id/",
            "without a slash at its end",
        ),
        (
            "AUTH__CLIENT_SECRET_DAYS",
            "367",
            "auth.client_secret_days must be 1 to 366",
        ),
        (
            "LIMITS__SIGN_IN",
            "0",
            "limits.sign_in must be 1 to 1000000",
        ),
        (
            "LIMITS__WRITE",
            "1000001",
            "limits.enabled = false counts nothing",
        ),
        (
            "DATABASE__LIST_SECONDS",
            "0",
            "database.list_seconds must be 1 to 30",
        ),
    ] {
        let config = load(None, &[(format!("NETRALITAS_{name}").as_str(), value)]).unwrap();
        let Err(ConfigError::Unusable(faults)) = config.check() else {
            panic!("{name} accepted")
        };
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains(told), "{faults:?}");
        assert!(!faults[0].contains("rahasia"), "{faults:?}");
    }
    let unknown = load(None, &[("NETRALITAS_HTTP__FORWARDED_HEADER", "rahasia")])
        .unwrap_err()
        .to_string();
    let told = "http.forwarded_header must be x-forwarded-for or forwarded";
    assert!(
        unknown.contains(told) && !unknown.contains("rahasia"),
        "{unknown}"
    );
}

#[test]
fn the_key_stays_outside_the_data_folder() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = Config {
        data_dir: dir.path().join("data"),
        ..Config::default()
    };
    fs::create_dir(&config.data_dir).unwrap();
    for (key, fine) in [
        (dir.path().join("master.key"), true),
        (dir.path().join("data/master.key"), false),
        (dir.path().join("data/../data/master.key"), false),
        (dir.path().join("data-keys.key"), true),
    ] {
        config.auth.master_key_file = Some(key.clone());
        assert_eq!(
            config.check_key_outside_data().is_ok(),
            fine,
            "{}",
            key.display()
        );
    }
    config.auth.master_key_file = None;
    assert_eq!(
        config.master_key_file(true),
        config.data_dir.join("demo-master.key")
    );
    assert_eq!(
        config.master_key_file(false),
        PathBuf::from("netralitas.key")
    );
}

#[test]
fn plaintext_to_a_distant_database_needs_leave() {
    let mut config = load(None, &[("NETRALITAS_DATABASE__URL", "postgres://db/x")]).unwrap();
    assert!(config.check_transport(|_| None).is_err());
    config.database.allow_plaintext = true;
    assert!(config.check_transport(|_| None).is_ok());
}
