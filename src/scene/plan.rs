//! Where everything of a picture stands: bodies, names and the ways of cords. Paints nothing.
//!
//! The map and what is laid over it (selection, half-made links) read one plan, so they always agree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::badges::{self, Badge};
use super::cord::Look;
use super::entry::Entry;
use super::hull::{self, Hull};
use super::icons::Face;
use super::labels::{self, Label};
use super::lens::{Facts, Shown};
use super::medallion::Medallion;
use super::memory::{ById, Memory, Painted};
use super::names::Block;
use super::naming::Names;
use super::notes::{self, Note};
use super::own::{self, Own};
use super::promise::Middle;
use super::rings::Rings;
use super::shapes;
use super::signs::{self, Sign};
use super::sizes::{Detail, Sizes, body_radius};
use super::spine::Spine;
use super::{Lens, Theme, Tokens, Values, View};
use crate::analysis::Analysis;
use crate::geom::{Point, Rect, Vec2};
use crate::model::{Actor, ActorId, Connection, ConnectionId, Document, Family, NodeId, Stance, ValueId};
use crate::text::Measure;

/// An actor or a shared value on the picture.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: NodeId,
    pub(super) at: Point,
    /// Of the body.
    pub(super) radius: f64,
    /// The same at a scale of 1, where nobody shrinks in a crowd.
    pub(super) full: f64,
    pub(super) form: Form,
    pub(super) keystone: bool,
    pub(super) pinned: bool,
    /// Whether a numbered connection ends here.
    pub(super) touched: bool,
    pub(super) block: Option<Arc<Block>>,
    /// The box of the name; `None` where there is no room for it.
    pub(super) name: Option<Rect>,
    /// Its kind of the room's own, by its place among them.
    pub(super) own: Option<usize>,
}

/// What a node looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Actor(Family, Face),
    Leaf,
}

/// A connection on the picture.
#[derive(Clone, Debug)]
pub(super) struct Cord {
    pub(super) id: ConnectionId,
    /// The nodes at its left and at its right end.
    pub(super) ends: [usize; 2],
    pub(super) look: Look,
    pub(super) spine: Arc<Spine>,
    pub(super) points: u8,
    pub(super) facts: Facts,
}

/// A value that an actor holds.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) value: usize,
    pub(super) actor: usize,
}

/// What a painter may want to fade between: a lens, a theme, a level of detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    lens: Lens,
    theme: Theme,
    values: Values,
    detail: Detail,
}

impl Appearance {
    /// How long the fade from `before` takes, in seconds: short where only the detail differs, none where the
    /// theme does, because everything else on the screen changes at once, too.
    #[must_use]
    pub fn fade_secs(self, before: Self) -> f64 {
        if self == before || self.theme != before.theme {
            0.0
        } else if self.lens == before.lens && self.values == before.values {
            0.12
        } else {
            0.16
        }
    }
}

/// Where everything of one picture stands.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) view: View,
    pub(super) tokens: &'static Tokens,
    pub(super) sizes: Sizes,
    /// Actors in file order, then values.
    pub(super) nodes: Vec<Node>,
    pub(super) cords: Vec<Cord>,
    pub(super) threads: Vec<Thread>,
    /// What the lens ranks, the first to talk about first.
    pub(super) ranked: Vec<ConnectionId>,
    /// How every cord shows, and its paint, in the order of cords.
    pub(super) shown: Vec<Shown>,
    pub(super) painted: Vec<Painted>,
    /// Round marks on cords, in the order of cords.
    pub(super) signs: Vec<Sign>,
    /// The groups of this picture, where the lens is about them.
    pub(super) hulls: Vec<Hull>,
    /// What tells one ring from the next, where the map is arranged in rings.
    pub(super) rings: Rings,
    /// The words in the middle of a portrait.
    pub(super) medallion: Option<Medallion>,
    /// Words beside cords.
    pub(super) labels: Vec<Label>,
    /// The numbers on this picture, in order.
    pub(super) badges: Vec<Badge>,
    pub(super) notes: Vec<Note>,
    /// The room's own kinds, in their order.
    pub(super) own: Vec<Own>,
    /// What a legend has to explain, once somebody asks.
    pub(super) entries: OnceLock<BTreeSet<Entry>>,
}

/// The distance between a ring around a keystone and its body, in units.
pub(super) const KEYSTONE_RING: f64 = 5.5;

impl Node {
    /// The radius of the circle around everything that belongs to the body.
    pub(super) fn reach(&self, unit: f64) -> f64 {
        self.bare_reach(self.radius) + if self.keystone { KEYSTONE_RING * unit } else { 0.0 }
    }

    /// The same for a body of this radius, without the ring, which only one lens shows.
    pub(super) fn bare_reach(&self, radius: f64) -> f64 {
        match self.form {
            Form::Leaf => radius * 1.08,
            Form::Actor(family, _) => shapes::reach(family, radius),
        }
    }

    /// How far from the middle a cord in `direction` meets the body.
    pub(super) fn edge(&self, direction: Vec2, unit: f64) -> f64 {
        match self.form {
            Form::Actor(family, _) if !self.keystone => shapes::edge(family, self.radius, direction),
            _ => self.reach(unit),
        }
    }

    /// What the body with its rings and its wedge covers, relative to its place.
    pub(super) fn covers(&self, unit: f64) -> Rect {
        let (x, y) = match self.form {
            Form::Leaf => (self.radius, self.radius * 1.08),
            Form::Actor(..) if self.keystone => (self.reach(unit), self.reach(unit)),
            Form::Actor(family, _) => shapes::extent(family, self.radius),
        };
        let wedge = if self.keystone { 6.4 * unit } else { 0.0 };
        Rect::new(-x, -y - wedge, x, y)
    }
}

impl Plan {
    /// Plans the picture of a document under a view.
    #[must_use]
    pub fn new(
        document: &Document,
        analysis: &Analysis,
        measure: &dyn Measure,
        view: &View,
        memory: &mut Memory,
    ) -> Self {
        let tokens = view.tokens();
        let mut sizes = Sizes::at(view.scale, document.connections().len(), tokens);
        if view.lens == Lens::Portrait {
            (sizes.detail, sizes.blend, sizes.stretch) = (Detail::Near, 1.0, 1.0);
        }
        let (connections, points) = connections(document);
        let mut nodes = bodies((document, analysis, &points), view, &sizes, (measure, tokens), memory);
        if view.values != Values::Shapes {
            nodes.retain(|node| node.form != Form::Leaf);
        }
        // A part of a map stays where the camera sees it.
        let opens = view.lens == Lens::Portrait && view.clip.is_none();
        let medallion = opens.then(|| Medallion::open(document, &mut nodes, &sizes, (measure, tokens), view)).flatten();
        let center = Middle::find(document, &nodes, measure, view);
        let rings = Rings::new(document, &nodes, &sizes, (measure, tokens), (view, center.as_ref()));
        let middle: Vec<Rect> = medallion.iter().map(Medallion::area).chain(rings.promise_area()).collect();
        let papers = notes::lying(document, view, measure, tokens);
        let apart: Vec<Rect> = middle.iter().chain(&papers).copied().collect();
        let mut index = ById::default();
        nodes.iter().enumerate().for_each(|(i, node)| index.set(node.id, i));
        let end = |actor: ActorId| index.get(actor.into()).copied();
        let joined: Vec<Joined<'_>> = (connections.into_iter())
            .filter_map(|(id, c, [a, b])| Some((id, c, [end(a)?, end(b)?])))
            .filter(|(_, _, [a, b])| view.may_show(nodes[*a].at, nodes[*b].at))
            .filter(|(_, c, _)| {
                // A portrait shows what joins, also where that is only sketched.
                let is_sketched = c.strands.is_unrated() && c.sketch.is_some();
                view.lens != Lens::Portrait || c.points() > 0 || is_sketched
            })
            .collect();
        let mut ranked = view.lens.ranked(document, analysis);
        if !view.half_rated.is_empty() {
            let awaits = |id: ConnectionId| document.connection(id).is_some_and(|c| view.awaits(id, c.strands));
            ranked.retain(|id| !awaits(*id));
        }
        let numbered: Vec<(usize, ConnectionId)> =
            view.numbers().filter_map(|i| Some((i + 1, *ranked.get(i)?))).collect();
        for (_, id) in &numbered {
            for end in document.connection(*id).into_iter().flat_map(|c| [c.a, c.b]) {
                if let Some(node) = index.get(end.into()) {
                    nodes[*node].touched = true;
                }
            }
        }
        let cords = super::ways::ways(
            (&nodes, medallion.as_ref().map(Medallion::oval), center.as_ref()),
            &joined,
            (document, analysis),
            (&sizes, tokens),
            memory,
            view,
        );
        let mut names = Names::new(&nodes, (&joined, &cords), (&sizes, tokens), view, memory);
        names.place(&mut nodes, &apart);
        let threads = document
            .actors()
            .flat_map(|(id, actor)| actor.values.iter().map(move |value| (id, *value)))
            .filter_map(|(actor, value)| {
                Some(Thread { actor: *index.get(actor.into())?, value: *index.get(value.into())? })
            })
            .collect();
        let hulls =
            if view.lens == Lens::Silos { hull::hulls(document, &nodes, &sizes, tokens, measure) } else { Vec::new() };
        let (shown, painted, signs, badges) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut plan = Self {
            view: view.clone(),
            tokens,
            sizes,
            nodes,
            cords,
            threads,
            ranked,
            shown,
            painted,
            signs,
            hulls,
            rings,
            medallion,
            badges,
            labels: Vec::new(),
            own: own::kinds(document),
            notes: Vec::new(),
            entries: OnceLock::new(),
        };
        plan.shown = plan.shown();
        plan.painted = memory.paint(&plan.cords, &plan.shown, sizes, view);
        plan.signs = signs::place(&plan, &middle);
        let numbered = numbered.iter().filter_map(|(number, id)| Some((*number, &plan.cords[plan.cord(*id)?])));
        plan.badges = badges::place(numbered, (&plan.nodes, &middle), plan.unit(), tokens, measure);
        // Names stand beside the ways of cords, cords carry numbers and marks, and names make room for those.
        let marks: Vec<Rect> = (plan.badges.iter().map(Badge::area))
            .chain(plan.signs.iter().map(Sign::area))
            .chain(plan.hulls.iter().map(Hull::name_area))
            .chain(apart)
            .collect();
        if !marks.is_empty() {
            names.place(&mut plan.nodes, &marks);
        }
        names.remember(&plan.nodes, memory);
        plan.labels = labels::place(&plan, document, measure, memory);
        plan.notes = notes::place(&plan, document, measure);
        plan.name_rings(measure);
        memory.scale = view.scale;
        plan
    }

    /// The box around the bare places of all bodies, never empty.
    pub(super) fn places(&self) -> Rect {
        let around = self.nodes.iter().map(|n| Rect::from_points(n.at, n.at)).reduce(|a, b| a.union(b));
        around.unwrap_or(Rect::ZERO).inflate(0.5, 0.5)
    }

    /// About the box that the painted map takes, without painting it: bodies, names and the ways of cords.
    pub(super) fn bounds(&self) -> Rect {
        let unit = self.unit();
        let bodies = self.nodes.iter().map(|node| node.covers(unit) + node.at.to_vec2());
        let names = self.nodes.iter().filter_map(|node| node.name);
        let ways = self.cords.iter().map(|cord| {
            let half = cord.half_room(self);
            cord.spine.area().inflate(half, half)
        });
        let marks = self.hulls.iter().map(Hull::bounds).chain(self.labels.iter().map(|label| label.area));
        let marks = marks.chain(self.notes.iter().map(|note| note.area));
        let all = bodies.chain(names).chain(ways).chain(marks).chain(self.rings.bounds()).reduce(|a, b| a.union(b));
        all.map_or(Rect::ZERO, |all| all.inflate(super::map::BORDER, super::map::BORDER))
    }

    /// What makes this picture look unlike another of the same map at about the same scale.
    #[must_use]
    pub fn appearance(&self) -> Appearance {
        Appearance { lens: self.view.lens, theme: self.view.theme, values: self.view.values, detail: self.sizes.detail }
    }

    /// An actor of the picture.
    pub(super) fn actor(&self, id: ActorId) -> Option<usize> {
        self.node(NodeId::Actor(id))
    }

    /// A shared value of the picture.
    pub(super) fn value(&self, id: ValueId) -> Option<usize> {
        self.node(NodeId::Value(id))
    }

    fn node(&self, id: NodeId) -> Option<usize> {
        self.nodes.binary_search_by_key(&id, |n| n.id).ok()
    }

    /// A cord of the picture.
    pub(super) fn cord(&self, id: ConnectionId) -> Option<usize> {
        self.cords.binary_search_by_key(&id, |c| c.id).ok()
    }

    /// The factor of the small measures of bodies: rings, collars, pins.
    pub(super) fn unit(&self) -> f64 {
        self.sizes.actor.max(0.5)
    }

    /// Whether a box shows in this view.
    pub(super) fn shows(&self, area: Rect) -> bool {
        self.view.clip.is_none_or(|clip| crate::geom::overlap(clip, area))
    }
}

/// A connection whose ends both stand on the map, and the indices of those.
pub(super) type Joined<'a> = (ConnectionId, &'a Connection, [usize; 2]);

/// Everything that was placed, with the wrapped names of what may show.
fn bodies(
    (document, analysis, points): (&Document, &Analysis, &[u32]),
    view: &View,
    sizes: &Sizes,
    (measure, tokens): (&dyn Measure, &Tokens),
    memory: &mut Memory,
) -> Vec<Node> {
    let holders = holders(document);
    // A mark of one lens stays out of the others.
    let marked = analysis.actors.iter().filter(|(_, facts)| view.lens == Lens::Strength && facts.is_keystone);
    let keystones: Vec<ActorId> = marked.map(|(id, _)| *id).collect();
    let mut nodes = Vec::with_capacity(document.placements().len());
    // Places come in the order of nodes: one walk past both.
    let mut places = document.placements().peekable();
    let mut add = |id: NodeId,
                   radius: f64,
                   (form, own): (Form, Option<usize>),
                   (name, actor): (&str, Option<&Arc<Actor>>)| {
        while places.next_if(|(placed, _)| *placed < id).is_some() {}
        let Some((_, placement)) = places.next_if(|(placed, _)| *placed == id) else { return };
        let at = view.place(placement.at);
        let named = view.may_show(at, at);
        nodes.push(Node {
            id,
            at,
            radius: sizes.body(radius),
            full: radius,
            form,
            keystone: matches!(id, NodeId::Actor(id) if keystones.binary_search(&id).is_ok()),
            pinned: placement.pinned,
            touched: false,
            block: named.then(|| memory.block(document, (id, name, actor), (measure, tokens), view.values)).flatten(),
            name: None,
            own,
        });
    };
    for (id, actor) in document.actor_records() {
        let radius = body_radius(points.get(id.0 as usize).copied().unwrap_or(0));
        let custom = document.custom_kind(&actor.kind);
        let face = Face::of(&actor.kind, custom.map(|(_, custom)| custom));
        let form = Form::Actor(document.family(actor), face);
        let own = custom.and_then(|(custom, _)| document.custom_kinds().position(|(id, _)| id == custom));
        add(id.into(), radius, (form, own), (&actor.name, Some(actor)));
    }
    for (id, value) in document.values() {
        let radius = leaf_radius(holders.get(&id).copied().unwrap_or(0));
        add(id.into(), radius, (Form::Leaf, None), (&value.name, None));
    }
    nodes
}

/// The radius of a leaf that so many actors hold.
pub(super) fn leaf_radius(holders: u32) -> f64 {
    (16.0 + f64::from(holders)).min(21.0)
}

/// A connection and who its ends are, wherever those stand.
pub(super) type Read<'a> = (ConnectionId, &'a Connection, [ActorId; 2]);

/// All connections with their ends, and the points that touch each actor and work for us, by the number of the actor:
/// in one walk, because thousands of records lie far apart and are slow to reach.
pub(super) fn connections(document: &Document) -> (Vec<Read<'_>>, Vec<u32>) {
    let most = document.actors().map(|(id, _)| id.0 as usize + 1).max().unwrap_or(0);
    let mut points = vec![0; most];
    let mut read = |c: &Connection| {
        let ends = [c.a, c.b];
        let held = if c.stance == Stance::For { u32::from(c.points()) } else { 0 };
        for end in ends {
            if let Some(sum) = points.get_mut(end.0 as usize) {
                *sum += held;
            }
        }
        ends
    };
    let all = document.connections().map(|(id, c)| (id, c, read(c))).collect();
    (all, points)
}

/// How many actors hold each value.
pub(super) fn holders(document: &Document) -> BTreeMap<ValueId, u32> {
    let mut holders = BTreeMap::new();
    for value in document.actors().flat_map(|(_, actor)| &actor.values) {
        *holders.entry(*value).or_default() += 1;
    }
    holders
}
