//! All numbers as JSON, for programs: the keys are a promise, the order is fixed, numbers are unrounded.
//! No words here.

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use crate::analysis::{FullAnalysis, Reason};
use crate::model::{ActorId, ConnectionId, Document, Level};

/// All numbers, for programs. Actors and connections go by their ids in the file.
#[must_use]
pub fn json(document: &Document, analysis: &FullAnalysis) -> String {
    let whole = Whole::of(document, analysis);
    serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default()
}

#[derive(Serialize)]
struct Whole<'a> {
    brand_strength: Strength,
    cohesion: Cohesion,
    needs_met: Needs,
    shock: Shock,
    perspectives: Table<'a>,
    forecast: Forecast,
    connections: Vec<Connection<'a>>,
    actors: Vec<Actor<'a>>,
    groups: Vec<Group<'a>>,
    group_matrix: Matrix<'a>,
    bridges: Vec<&'a str>,
    lifelines: Vec<Lifeline<'a>>,
    components: usize,
    suggestions: Vec<Suggestion<'a>>,
    against: Against<'a>,
    parked: Vec<&'a str>,
    plan: Vec<Step<'a>>,
    reciprocity: Option<f64>,
    signs: Vec<Sign<'a>>,
    secrets: Vec<Secret<'a>>,
}

#[derive(Serialize)]
struct Strength {
    points: u32,
    threads: u32,
    mean: f64,
}

#[derive(Serialize)]
struct Cohesion {
    percent: f64,
    standard_error: f64,
    samples: u32,
    exact: bool,
}

#[derive(Serialize)]
struct Needs {
    percent: Option<f64>,
    met: u32,
    asked: u32,
    short: u32,
}

#[derive(Serialize)]
struct Shock {
    exchange: f64,
    relationship: f64,
    values: f64,
}

/// Keys in the order given, not sorted.
struct Table<'a>(&'a [(String, f64)]);

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Forecast {
    strength: u32,
    cohesion: f64,
}

#[derive(Serialize)]
struct Connection<'a> {
    id: &'a str,
    a: &'a str,
    b: &'a str,
    points: u8,
    hold: f64,
    need: Option<u8>,
    shortfall: u8,
    reasons: Vec<&'static str>,
    birnbaum: f64,
    one_step: f64,
    one_step_error: f64,
    to_need: f64,
    to_need_error: f64,
    loss: f64,
    loss_error: f64,
    irreplaceability: Option<f64>,
}

#[derive(Serialize)]
struct Actor<'a> {
    id: &'a str,
    keystone: f64,
    cut_actor: bool,
    degree: u32,
    points: u32,
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
    e_i: Option<f64>,
    e_i_chance: Option<f64>,
}

#[derive(Serialize)]
struct Matrix<'a> {
    groups: &'a [String],
    points: &'a [Vec<u32>],
    linked: &'a [Vec<Option<f64>>],
}

#[derive(Serialize)]
struct Lifeline<'a> {
    customer: &'a str,
    points: u32,
    cut: Vec<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    a: &'a str,
    b: &'a str,
    why: &'static str,
    gain: f64,
}

#[derive(Serialize)]
struct Against<'a> {
    points: u32,
    connections: Vec<&'a str>,
}

#[derive(Serialize)]
struct Step<'a> {
    connection: &'a str,
    from: u8,
    to: u8,
    predicted_gain: f64,
    actual_gain: f64,
}

#[derive(Serialize)]
struct Sign<'a> {
    sign: u8,
    rule: &'static str,
    answer: Option<&'static str>,
    connections: Vec<&'a str>,
}

#[derive(Serialize)]
struct Secret<'a> {
    customer: &'a str,
    knots: [bool; 3],
    missing: Option<u8>,
}

impl<'a> Whole<'a> {
    fn of(document: &'a Document, full: &'a FullAnalysis) -> Self {
        let base = &full.base;
        let actor = |id: ActorId| document.actor(id).map_or("", |actor| actor.key.as_str());
        let connection = |id: ConnectionId| document.connection(id).map_or("", |connection| connection.key.as_str());
        let list = |ids: &[ConnectionId]| ids.iter().map(|id| connection(*id)).collect::<Vec<_>>();
        let [exchange, relationship, values] = full.shock;
        let strength = &base.strength;
        let (cohesion, needs) = (&base.cohesion, &base.needs);
        Self {
            brand_strength: Strength { points: strength.points, threads: strength.threads, mean: strength.mean },
            cohesion: Cohesion {
                percent: cohesion.percent,
                standard_error: cohesion.standard_error,
                samples: cohesion.samples,
                exact: cohesion.exact,
            },
            needs_met: Needs { percent: needs.percent, met: needs.met, asked: needs.asked, short: needs.short },
            shock: Shock { exchange, relationship, values },
            perspectives: Table(&full.perspectives),
            forecast: Forecast { strength: full.forecast.strength, cohesion: full.forecast.cohesion },
            connections: connections(document, full),
            actors: (base.actors.iter())
                .map(|(id, figures)| Actor {
                    id: actor(*id),
                    keystone: figures.keystone,
                    cut_actor: figures.cut_actor,
                    degree: figures.degree,
                    points: figures.points,
                })
                .collect(),
            groups: (full.groups.iter())
                .map(|group| Group { name: &group.name, e_i: group.e_i, e_i_chance: group.e_i_chance })
                .collect(),
            group_matrix: Matrix { groups: &base.groups, points: &base.points_between, linked: &base.linked },
            bridges: list(&base.bridges),
            lifelines: (full.lifelines.iter())
                .map(|line| Lifeline { customer: actor(line.customer), points: line.points, cut: list(&line.cut) })
                .collect(),
            components: base.components,
            suggestions: (full.suggestions.iter())
                .map(|pair| Suggestion { a: actor(pair.a), b: actor(pair.b), why: pair.why.code(), gain: pair.gain })
                .collect(),
            against: Against { points: base.against.points, connections: list(&base.against.connections) },
            parked: base.parked.iter().map(|id| actor(*id)).collect(),
            plan: (full.plan.iter())
                .map(|step| Step {
                    connection: connection(step.connection),
                    from: step.from,
                    to: step.to,
                    predicted_gain: step.predicted_gain,
                    actual_gain: step.actual_gain,
                })
                .collect(),
            reciprocity: full.reciprocity,
            signs: (full.signs.iter())
                .map(|sign| Sign {
                    sign: sign.number,
                    rule: sign.finding.code(),
                    answer: document.meta().signs.get(&sign.number).map(|answer| answer.key()),
                    connections: list(&sign.connections),
                })
                .collect(),
            secrets: (full.secrets.iter())
                .map(|secret| Secret {
                    customer: actor(secret.customer),
                    knots: secret.knots,
                    missing: secret.missing(),
                })
                .collect(),
        }
    }
}

fn connections<'a>(document: &'a Document, full: &FullAnalysis) -> Vec<Connection<'a>> {
    let actor = |id: ActorId| document.actor(id).map_or("", |actor| actor.key.as_str());
    (document.connections())
        .filter_map(|(id, record)| {
            let figures = full.base.connections.get(&id)?;
            Some(Connection {
                id: &record.key,
                a: actor(record.a),
                b: actor(record.b),
                points: figures.points,
                hold: figures.hold,
                need: record.need.map(Level::get),
                shortfall: figures.shortfall,
                reasons: figures.reasons.iter().copied().map(Reason::code).collect(),
                birnbaum: figures.birnbaum,
                one_step: figures.one_step,
                one_step_error: figures.one_step_error,
                to_need: figures.to_need,
                to_need_error: figures.to_need_error,
                loss: figures.loss,
                loss_error: figures.loss_error,
                // A connection that is not for us holds nothing together.
                irreplaceability: full.irreplaceability.get(&id).copied().unwrap_or(Some(0.0)),
            })
        })
        .collect()
}
