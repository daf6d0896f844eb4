//! A database from before there were figures has them after the upgrade, as if they had always been entered.

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_store::backend;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::outside,
    play::{World, reach},
};

use super::asker;
use crate::stand::{server, tell};

#[actix_web::test]
async fn an_upgraded_database_has_the_figures_of_its_older_cases() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        for (law, stage) in [
            (LawSet::Pp94, Stage::InForce),
            (LawSet::Pilkada2024, Stage::NotRegistered),
            (LawSet::Bkn, Stage::NotProven),
        ] {
            let (mut game, _) = reach(&world, law, stage).unwrap();
            game.annul_last();
            tell(&server, &service, &game, |_| ()).await;
        }
        let rows = || {
            let chair = asker(
                &server,
                &world,
                &service,
                world.offices.national,
                Role::Chair,
            );
            async move {
                let mut all = Vec::new();
                for figure in netralitas_domain::figures::Figure::ALL {
                    let query = format!("figure={}&by=state,month", figure.code());
                    let found = chair.figures(&query).await;
                    all.push((figure, found["items"].clone()));
                }
                let path = "/v1/statistics/changes?known_from=1970-01-01T00:00:00Z";
                (all, chair.read(path).await["items"].clone())
            }
        };
        let before = rows().await;
        let down = match kind {
            Kind::Sqlite => "DROP TABLE figures; DROP TABLE figure_keys",
            Kind::Postgres => {
                "DROP TABLE figures; DROP TABLE figure_keys; DROP FUNCTION figures_are_append_only"
            }
        };
        for statement in down.split("; ") {
            server.db.execute(statement).unwrap();
        }
        let forget = "DELETE FROM __diesel_schema_migrations WHERE version = '00000000000030'";
        server.db.execute(forget).unwrap();
        let url = server.db.url().parse().unwrap();
        outside(|| backend::migrate(&url, false)).unwrap();
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(rows().await, before, "as if they had been entered then");
        // A second time there is nothing to enter.
        let entered = server.db.rows("figures").len();
        outside(|| backend::migrate(&url, false)).unwrap();
        assert_eq!(server.db.rows("figures").len(), entered);
    }
}
