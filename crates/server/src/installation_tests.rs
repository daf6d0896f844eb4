use netralitas_app::{
    accounts::passwords::Cost,
    clock::{FixedClock, RandomIds},
};

use netralitas_domain::time::Moment;

use super::*;

fn config(folder: &std::path::Path) -> Config {
    let mut config = Config {
        data_dir: folder.join("data"),
        ..Config::default()
    };
    config.auth.master_key_file = Some(folder.join("master.key"));
    let cost = Cost::minimal();
    config.auth.argon2_memory_kib = cost.memory_kib;
    config.auth.argon2_passes = cost.passes;
    config
}

fn opened(config: &Config, mode: Mode) -> Result<App, OpenError> {
    let clock = Arc::new(FixedClock::new(Moment(1_700_000_000_000_000)));
    open(config, mode, clock, Arc::new(RandomIds))
}

fn refused(config: &Config, mode: Mode) -> OpenError {
    match opened(config, mode) {
        Ok(_) => panic!("was opened"),
        Err(error) => error,
    }
}

#[test]
fn a_key_is_needed_and_must_stay_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    assert!(matches!(
        refused(&config, Mode::Real),
        OpenError::Key(KeyError::Missing(_))
    ));
    assert!(
        !config.data_dir.exists(),
        "nothing is made before the key is there"
    );
    let error = refused(&config, Mode::Real);
    assert!(
        error.to_string().contains("netralitas keys init"),
        "{error}"
    );
    let path = dir.path().join("master.key");
    MasterKey::create(&path).unwrap();
    let app = opened(&config, Mode::Real).unwrap();
    let kept = app.master().id().to_owned();
    drop(app);
    std::fs::rename(&path, dir.path().join("old.key")).unwrap();
    assert!(
        matches!(refused(&config, Mode::Real), OpenError::KeyGone { wanted, .. } if wanted == kept)
    );
    MasterKey::create(&path).unwrap();
    assert!(
        matches!(refused(&config, Mode::Real), OpenError::WrongKey { wanted, .. } if wanted == kept)
    );
}

#[test]
fn token_keys_are_made_once_and_open_only_with_the_master_key() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    MasterKey::create(&dir.path().join("master.key")).unwrap();
    let app = opened(&config, Mode::Real).unwrap();
    let keys = || {
        let ring = tokens(&config, &app).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async { ring.in_force().await.key_set().clone() })
    };
    let first = keys();
    assert_eq!(first, keys());
    assert_eq!(first["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn a_named_file_that_is_missing_is_no_new_database() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = config(dir.path());
    MasterKey::create(&dir.path().join("master.key")).unwrap();
    let file = dir.path().join("typing-error.sqlite3");
    config.database.url = Some(crate::database_url::DatabaseUrl::new(format!(
        "sqlite://{}",
        file.display()
    )));
    assert!(matches!(
        refused(&config, Mode::Real),
        OpenError::Store(StoreError::Missing { .. })
    ));
    assert!(!file.exists());
    // A first demonstration makes it.
    config.auth.master_key_file = None;
    std::fs::create_dir(&config.data_dir).unwrap();
    opened(&config, Mode::Demo).unwrap();
    assert!(file.exists() && config.data_dir.join("demo-master.key").exists());
}

#[test]
fn demo_data_and_real_work_never_share_a_database() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    MasterKey::create(&dir.path().join("master.key")).unwrap();
    let app = opened(&config, Mode::Real).unwrap();
    let passwords = Passwords::new(Cost::minimal()).unwrap();
    let now = Moment(1_700_000_000_000_000);
    // In use, and without a mark.
    let office = crate::demo::offices::all(&RandomIds, now)
        .unwrap()
        .remove(0);
    app.add_office(office).unwrap();
    drop(app);
    assert!(matches!(
        refused(&config, Mode::Demo),
        OpenError::NotForDemo
    ));

    let other = tempfile::tempdir().unwrap();
    let config = super::tests::config(other.path());
    std::fs::create_dir(&config.data_dir).unwrap();
    let app = opened(&config, Mode::Demo).unwrap();
    crate::demo::settle(app.store(), DEMO, &passwords, &RandomIds, now).unwrap();
    drop(app);
    opened(&config, Mode::Demo).unwrap();
    let error = refused(&config, Mode::Real);
    assert!(error.to_string().contains("serve --demo"), "{error}");
}

#[test]
fn an_address_is_refused_before_anything_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = config(dir.path());
    let mut with = |url: &str| {
        config.database.url = Some(crate::database_url::DatabaseUrl::new(url.to_owned()));
        refused(&config, Mode::Real)
    };
    assert!(matches!(
        with("mysql://x/y"),
        OpenError::Url(UrlError::Scheme { .. })
    ));
    assert!(matches!(
        with("postgres://u:secret@db.example/n"),
        OpenError::Transport(_)
    ));
    let error = with("postgres://u:secret@127.0.0.1:1/n");
    assert!(
        matches!(error, OpenError::Store(StoreError::Unreachable { .. })),
        "{error}"
    );
    assert!(!error.to_string().contains("secret"));
}
