//! The funnel: from who was reported to who was sanctioned.

use chrono::NaiveDate;
use netralitas_app::reading::statistics::{Funnel, Sum};
use netralitas_domain::{
    figures::{Figure, Finding, FollowUp},
    law::SanctionLevel,
    procedure::Stage,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::dated::{DISTINCT, FigureDefinitionOut, FigureIdentityOut};
use crate::{dto::answer::Named, extract::Language};

/// The funnel of what the caller may see, in persons (respondents in cases) and, under `cases`, in cases.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelOut {
    /// The legal day as of which it is.
    pub as_of: NaiveDate,
    /// What was recorded up to this instant is in it (RFC 3339, UTC).
    pub known_at: String,
    /// Whether the same question will be answered the same for ever: ten minutes after `known_at`, for who sees
    /// everything. Else what was recorded before may still be on its way, or what the caller sees may change.
    pub settled: bool,
    /// Persons reported to a review authority.
    pub reported: i64,
    /// Of them: no finding yet.
    pub pending: i64,
    /// Of them: found to have broken neutrality.
    pub proven: i64,
    /// Of them: found not to.
    pub not_proven: i64,
    /// Of them: ended without a finding.
    pub ended_otherwise: i64,
    /// Of those proven: a sanction was imposed.
    pub followed_up: i64,
    /// Of those proven: the personnel officer (PPK) is awaited.
    pub awaiting: i64,
    /// Of those proven: ended without a sanction.
    pub ended_without: i64,
    /// Persons by what was recommended.
    pub recommended: Vec<FunnelRecommendedOut>,
    /// Persons by what was imposed, once a kind.
    pub imposed: Vec<FunnelImposedOut>,
    /// The same counted as distinct people.
    pub distinct_persons: FunnelPeopleOut,
    /// In cases.
    pub cases: FunnelCasesOut,
    /// What each figure counts.
    pub definitions: Vec<FigureDefinitionOut>,
    /// What must add up.
    pub identities: Vec<FigureIdentityOut>,
}

/// Persons by what was recommended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelRecommendedOut {
    /// The level, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Named>,
    /// The kind, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How many persons.
    pub persons: i64,
}

/// Persons by what was imposed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelImposedOut {
    /// The kind: regime and code, with a stroke between them.
    pub kind: String,
    /// How many persons.
    pub persons: i64,
}

/// Distinct people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelPeopleOut {
    /// Reported.
    pub reported: i64,
    /// Found to have broken neutrality.
    pub proven: i64,
    /// With a sanction imposed after that.
    pub followed_up: i64,
    /// With a recommendation that stands.
    pub recommended: i64,
    /// With a sanction that stands.
    pub imposed: i64,
    /// Who counts once.
    pub definition: &'static str,
}

/// The funnel in cases.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelCasesOut {
    /// Came in.
    pub came_in: i64,
    /// Registered.
    pub registered: i64,
    /// Declared not registered.
    pub not_registered: i64,
    /// Forwarded to a review authority.
    pub forwarded: i64,
    /// With a respondent found proven.
    pub proven: i64,
    /// With a sanction imposed.
    pub followed_up: i64,
    /// Not ended.
    pub open: i64,
    /// Ended.
    pub ended: i64,
    /// By stage; none that is zero.
    pub by_stage: Vec<FunnelStageOut>,
}

/// Cases at a stage.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FunnelStageOut {
    /// The stage.
    pub stage: Named,
    /// Whether a case at it has ended.
    pub ended: bool,
    /// How many.
    pub cases: i64,
}

impl FunnelOut {
    /// Renders it.
    #[must_use]
    pub fn of(funnel: &Funnel, language: Language) -> Self {
        let all = |figure, state: Option<&str>| total(&funnel.sums, figure, state);
        let finding = |f: Finding| all(Figure::PersonsByFinding, Some(f.code()));
        let follow_up = |f: FollowUp| all(Figure::PersonsByFollowUp, Some(f.code()));
        let people = |figure, state: Option<&str>| total(&funnel.people, figure, state);
        Self {
            as_of: funnel.dated.as_of,
            known_at: funnel.dated.known_at.rfc3339(),
            settled: funnel.dated.settled,
            reported: all(Figure::PersonsReported, None),
            pending: finding(Finding::Pending),
            proven: finding(Finding::Proven),
            not_proven: finding(Finding::NotProven),
            ended_otherwise: finding(Finding::EndedOtherwise),
            followed_up: follow_up(FollowUp::FollowedUp),
            awaiting: follow_up(FollowUp::Awaiting),
            ended_without: follow_up(FollowUp::EndedWithout),
            recommended: recommended(&funnel.sums, language),
            imposed: imposed(&funnel.sums),
            distinct_persons: FunnelPeopleOut {
                reported: people(Figure::PersonsReported, None),
                proven: people(Figure::PersonsByFinding, Some(Finding::Proven.code())),
                followed_up: people(Figure::PersonsByFollowUp, Some(FollowUp::FollowedUp.code())),
                recommended: people(Figure::PersonsRecommended, None),
                imposed: people(Figure::PersonsImposed, None),
                definition: language.pick(DISTINCT),
            },
            cases: FunnelCasesOut::of(&funnel.sums, language),
            definitions: Funnel::figures()
                .iter()
                .map(|f| FigureDefinitionOut::of(*f, language))
                .collect(),
            identities: FigureIdentityOut::all(&funnel.identities, language),
        }
    }
}

/// The sum of a figure, or of that part of it in one state.
fn total(sums: &[Sum], figure: Figure, state: Option<&str>) -> i64 {
    let fits = |s: &&Sum| {
        s.figure == figure && state.is_none_or(|wanted| s.by.first().is_some_and(|s| s == wanted))
    };
    sums.iter().filter(fits).map(|s| s.n).sum()
}

/// The texts at these places of a sum's groups: state, level, kind.
fn group(sum: &Sum, at: usize) -> &str {
    sum.by.get(at).map_or("", String::as_str)
}

fn recommended(sums: &[Sum], language: Language) -> Vec<FunnelRecommendedOut> {
    let own = sums
        .iter()
        .filter(|s| s.figure == Figure::PersonsRecommended);
    own.map(|sum| FunnelRecommendedOut {
        level: SanctionLevel::from_code(group(sum, 1)).map(|l| Named::of(l, language)),
        kind: Some(group(sum, 2).to_owned()).filter(|k| !k.is_empty()),
        persons: sum.n,
    })
    .collect()
}

fn imposed(sums: &[Sum]) -> Vec<FunnelImposedOut> {
    let own = sums.iter().filter(|s| s.figure == Figure::PersonsImposed);
    own.map(|sum| FunnelImposedOut {
        kind: group(sum, 2).to_owned(),
        persons: sum.n,
    })
    .collect()
}

impl FunnelCasesOut {
    fn of(sums: &[Sum], language: Language) -> Self {
        let all = |figure| total(sums, figure, None);
        let own = sums.iter().filter(|s| s.figure == Figure::CasesByStage);
        let by_stage: Vec<FunnelStageOut> = own
            .filter_map(|sum| {
                let stage = Stage::from_code(group(sum, 0))?;
                Some(FunnelStageOut {
                    stage: Named::of(stage, language),
                    ended: stage.is_final(),
                    cases: sum.n,
                })
            })
            .collect();
        let of = |ended| by_stage.iter().filter(move |s| s.ended == ended);
        Self {
            came_in: all(Figure::CasesCameIn),
            registered: all(Figure::CasesRegistered),
            not_registered: all(Figure::CasesNotRegistered),
            forwarded: all(Figure::CasesForwarded),
            proven: all(Figure::CasesProven),
            followed_up: all(Figure::CasesFollowedUp),
            open: of(false).map(|s| s.cases).sum(),
            ended: of(true).map(|s| s.cases).sum(),
            by_stage,
        }
    }
}
