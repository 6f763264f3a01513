//! Where everything of a picture stands: bodies, names and the ways of cords. Paints nothing.
//!
//! The map and what is laid over it (selection, half-made links) read one plan, so they always agree.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::badges::{self, Badge};
use super::cord::Look;
use super::hull::{self, Hull};
use super::icons::Face;
use super::labels::{self, Label};
use super::lens::{Facts, Halves, Rank, Shown};
use super::medallion::Medallion;
use super::names::{Block, Spot};
use super::naming::Names;
use super::notes::{self, Note};
use super::own::{self, Own};
use super::rings::Rings;
use super::shapes;
use super::signs::{self, Sign};
use super::sizes::{Detail, Sizes, body_radius};
use super::spine::Spine;
use super::{Item, Lens, Theme, Tokens, Values, View};
use crate::analysis::Analysis;
use crate::geom::{self, Point, Rect, Vec2};
use crate::model::{ActorId, Connection, ConnectionId, Document, Family, NodeId, Stance, ValueId};
use crate::text::Measure;

/// What a picture remembers of the one before it: wrapped names, and bows and spots that should hold.
///
/// It makes the next picture faster and calmer. A fresh one gives the picture of files.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    names: BTreeMap<NodeId, Wrapped>,
    pub(super) spots: BTreeMap<NodeId, Spot>,
    pub(super) bows: BTreeMap<ConnectionId, f64>,
    /// The boxes of all bodies with their names, and the scale they hold for.
    pub(super) bodies: Vec<(NodeId, Rect)>,
    pub(super) scale: f64,
    /// Cords as they were laid and painted.
    pub(super) laid: BTreeMap<ConnectionId, Laid>,
    /// The slots of words beside cords.
    pub(super) labels: BTreeMap<ConnectionId, usize>,
}

/// An actor or a shared value on the picture.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: NodeId,
    pub(super) at: Point,
    /// Of the body.
    pub(super) radius: f64,
    pub(super) form: Form,
    pub(super) keystone: bool,
    pub(super) pinned: bool,
    /// Whether a numbered connection ends here.
    pub(super) touched: bool,
    pub(super) block: Option<Arc<Block>>,
    /// The box of the name; `None` where there is no room for it.
    pub(super) name: Option<Rect>,
    /// Directions in which cords leave, for names.
    pub(super) leaving: Vec<Vec2>,
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
    pub(super) look: Look,
    pub(super) spine: Arc<Spine>,
    pub(super) points: u8,
    pub(super) bridge: bool,
    pub(super) facts: Facts,
    pub(super) painted: Painted,
}

/// The items of a cord, made when they are first wanted.
pub(super) type Painted = Arc<OnceLock<Box<[Item]>>>;

/// A cord of the picture before: what its line was made of, the line, what its paint hangs on, the paint.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    /// From, to, bow.
    pub(super) way: (Point, Point, f64),
    pub(super) spine: Arc<Spine>,
    paint: Option<(Paint, Painted)>,
}

impl Laid {
    pub(super) fn new(way: (Point, Point, f64), spine: Arc<Spine>) -> Self {
        Self { way, spine, paint: None }
    }
}

/// All that the paint of a cord hangs on, beside its line.
#[derive(Clone, Debug, PartialEq)]
struct Paint {
    look: Look,
    halves: Option<Halves>,
    shown: Shown,
    sizes: Sizes,
    theme: Theme,
    lens: Lens,
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
    /// The rank of every cord, in the order of cords.
    pub(super) ranks: Vec<Rank>,
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
}

/// The distance between a ring around a keystone and its body, in units.
pub(super) const KEYSTONE_RING: f64 = 5.5;

impl Node {
    /// The radius of the circle around everything that belongs to the body.
    pub(super) fn reach(&self, unit: f64) -> f64 {
        match self.form {
            Form::Leaf => self.radius * 1.08,
            Form::Actor(family, _) => {
                shapes::reach(family, self.radius) + if self.keystone { KEYSTONE_RING * unit } else { 0.0 }
            }
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
        let tokens = view.theme.tokens();
        let mut sizes = Sizes::at(view.scale, document.connections().len(), tokens);
        if view.lens == Lens::Portrait {
            (sizes.detail, sizes.blend, sizes.stretch) = (Detail::Near, 1.0, 1.0);
        }
        let mut nodes = bodies(document, analysis, view, &sizes);
        if view.values != Values::Shapes {
            nodes.retain(|node| node.form != Form::Leaf);
        }
        // A part of a map stays where the camera sees it.
        let opens = view.lens == Lens::Portrait && view.clip.is_none();
        let medallion = opens.then(|| Medallion::open(document, &mut nodes, &sizes, (measure, tokens), view)).flatten();
        let middle: Vec<Rect> = medallion.iter().map(Medallion::area).collect();
        let index = Index::of(&nodes);
        let joined: Vec<Joined<'_>> = document
            .connections()
            .filter_map(|(id, c)| Some((id, c, [index.get(c.a.into())?, index.get(c.b.into())?])))
            .filter(|(_, _, [a, b])| view.may_show(nodes[*a].at, nodes[*b].at))
            .filter(|(_, c, _)| view.lens != Lens::Portrait || c.points() > 0)
            .collect();
        for (_, _, [a, b]) in &joined {
            let direction = geom::unit(nodes[*b].at - nodes[*a].at);
            nodes[*a].leaving.push(direction);
            nodes[*b].leaving.push(-direction);
        }
        for node in nodes.iter_mut().filter(|node| view.may_show(node.at, node.at)) {
            node.block = memory.block(document, node.id, measure, tokens, view.values);
        }
        let ranked = view.lens.ranked(document, analysis);
        let numbered: Vec<(usize, ConnectionId)> =
            view.numbers().filter_map(|i| Some((i + 1, *ranked.get(i)?))).collect();
        for (_, id) in &numbered {
            for end in document.connection(*id).into_iter().flat_map(|c| [c.a, c.b]) {
                if let Some(node) = index.get(end.into()) {
                    nodes[node].touched = true;
                }
            }
        }
        let mut names = Names::new(&mut nodes, &joined, (&sizes, tokens), view, memory);
        names.place(&mut nodes, &middle);
        let cords = super::ways::ways((&nodes, &middle), &joined, (document, analysis), &sizes, tokens, memory, view);
        let threads = document
            .actors()
            .flat_map(|(id, actor)| actor.values.iter().map(move |value| (id, *value)))
            .filter_map(|(actor, value)| {
                Some(Thread { actor: index.get(actor.into())?, value: index.get(value.into())? })
            })
            .collect();
        let hulls =
            if view.lens == Lens::Silos { hull::hulls(document, &nodes, &sizes, tokens, measure) } else { Vec::new() };
        let rings = Rings::new(document, &nodes, &sizes, (measure, tokens), view);
        let (ranks, signs, badges) = (Vec::new(), Vec::new(), Vec::new());
        let mut plan = Self {
            view: *view,
            tokens,
            sizes,
            nodes,
            cords,
            threads,
            ranked,
            ranks,
            signs,
            hulls,
            rings,
            medallion,
            badges,
            labels: Vec::new(),
            own: own::kinds(document),
            notes: Vec::new(),
        };
        plan.ranks = plan.ranks();
        plan.keep_paint(memory);
        plan.signs = signs::place(&plan);
        let numbered = numbered.iter().filter_map(|(number, id)| Some((*number, &plan.cords[plan.cord(*id)?])));
        plan.badges = badges::place(numbered, &plan.nodes, plan.unit(), tokens, measure);
        // Names shape the ways of cords, cords carry numbers and marks, and names make room for those.
        let marks: Vec<Rect> = (plan.badges.iter().map(Badge::area))
            .chain(plan.signs.iter().map(Sign::area))
            .chain(plan.hulls.iter().map(Hull::name_area))
            .chain(plan.rings.promise_area())
            .chain(middle)
            .collect();
        if !marks.is_empty() {
            names.place(&mut plan.nodes, &marks);
        }
        names.remember(&plan.nodes, memory);
        plan.labels = labels::place(&plan, document, measure, memory);
        plan.notes = notes::place(&plan, document, measure);
        plan.name_rings(measure);
        plan
    }

    /// Takes over the paint of every cord about which nothing changed.
    fn keep_paint(&mut self, memory: &mut Memory) {
        for i in 0..self.cords.len() {
            let cord = &self.cords[i];
            let paint = Paint {
                look: cord.look,
                halves: cord.facts.halves,
                shown: self.shown(i),
                sizes: self.sizes,
                theme: self.view.theme,
                lens: self.view.lens,
            };
            let Some(laid) = memory.laid.get_mut(&cord.id) else { continue };
            match &laid.paint {
                Some((before, painted)) if *before == paint => self.cords[i].painted = Arc::clone(painted),
                _ => laid.paint = Some((paint, Arc::clone(&cord.painted))),
            }
        }
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

/// Finds nodes by id without searching: ids are small numbers.
struct Index {
    actors: Vec<Option<u32>>,
    values: Vec<Option<u32>>,
}

impl Index {
    fn of(nodes: &[Node]) -> Self {
        let mut index = Self { actors: Vec::new(), values: Vec::new() };
        for (i, node) in nodes.iter().enumerate() {
            let (table, id) = match node.id {
                NodeId::Actor(id) => (&mut index.actors, id.0 as usize),
                NodeId::Value(id) => (&mut index.values, id.0 as usize),
            };
            if table.len() <= id {
                table.resize(id + 1, None);
            }
            table[id] = Some(i as u32);
        }
        index
    }

    fn get(&self, id: NodeId) -> Option<usize> {
        let found = match id {
            NodeId::Actor(id) => self.actors.get(id.0 as usize),
            NodeId::Value(id) => self.values.get(id.0 as usize),
        };
        found.copied().flatten().map(|i| i as usize)
    }
}

impl Memory {
    /// The wrapped name of a node, from the picture before where it is the same.
    fn block(
        &mut self,
        document: &Document,
        id: NodeId,
        measure: &dyn Measure,
        tokens: &Tokens,
        values: Values,
    ) -> Option<Arc<Block>> {
        let none: &[ValueId] = &[];
        let (name, held) = match id {
            NodeId::Actor(id) => document.actor(id).map_or(("", none), |actor| (&actor.name, &actor.values)),
            NodeId::Value(id) => (document.value(id).map_or("", |value| &value.name), none),
        };
        let chips = if values == Values::Chips {
            let names = held.iter().filter_map(|id| Some(document.value(*id)?.name.as_str()));
            names.collect::<Vec<_>>().join(", ")
        } else {
            String::new()
        };
        let size = tokens.name_size.to_bits();
        if let Some(known) = self.names.get(&id)
            && known.name == name
            && known.chips == chips
            && known.size == size
        {
            return known.block.clone();
        }
        let block = Block::new(measure, name, &chips, tokens).map(Arc::new);
        self.names.insert(id, Wrapped { name: name.to_owned(), chips, size, block: block.clone() });
        block
    }
}

/// A name as it was wrapped, with all that its wrapping hangs on.
#[derive(Clone, Debug)]
struct Wrapped {
    name: String,
    chips: String,
    /// The bits of its size.
    size: u64,
    block: Option<Arc<Block>>,
}

/// Everything that was placed, without names yet.
fn bodies(document: &Document, analysis: &Analysis, view: &View, sizes: &Sizes) -> Vec<Node> {
    let (points, holders) = (points_by_actor(document), holders(document));
    let node = |id: NodeId, radius: f64, form: Form, keystone: bool| {
        document.placement(id).map(|placement| Node {
            id,
            at: view.place(placement.at),
            radius: radius * sizes.actor,
            form,
            keystone,
            pinned: placement.pinned,
            touched: false,
            block: None,
            name: None,
            leaving: Vec::new(),
            own: None,
        })
    };
    let actors = document.actors().filter_map(|(id, actor)| {
        let radius = body_radius(points.get(id.0 as usize).copied().unwrap_or(0));
        // A mark of one lens stays out of the others.
        let keystone = view.lens == Lens::Strength && analysis.actors.get(&id).is_some_and(|f| f.is_keystone);
        let custom = document.custom_kind(&actor.kind);
        let face = Face::of(&actor.kind, custom.map(|(_, custom)| custom));
        let own = custom.and_then(|(custom, _)| document.custom_kinds().position(|(id, _)| id == custom));
        let node = node(id.into(), radius, Form::Actor(document.family(actor), face), keystone)?;
        Some(Node { own, ..node })
    });
    let values = document
        .values()
        .filter_map(|(id, _)| node(id.into(), leaf_radius(holders.get(&id).copied().unwrap_or(0)), Form::Leaf, false));
    actors.chain(values).collect()
}

/// The radius of a leaf that so many actors hold.
pub(super) fn leaf_radius(holders: u32) -> f64 {
    (16.0 + f64::from(holders)).min(21.0)
}

/// The points that touch each actor and work for us, by the number of the actor.
pub(super) fn points_by_actor(document: &Document) -> Vec<u32> {
    let most = document.actors().map(|(id, _)| id.0 as usize + 1).max().unwrap_or(0);
    let mut points = vec![0; most];
    for (_, c) in document.connections().filter(|(_, c)| c.stance == Stance::For) {
        for end in [c.a, c.b] {
            if let Some(sum) = points.get_mut(end.0 as usize) {
                *sum += u32::from(c.points());
            }
        }
    }
    points
}

/// How many actors hold each value.
pub(super) fn holders(document: &Document) -> BTreeMap<ValueId, u32> {
    let mut holders = BTreeMap::new();
    for value in document.actors().flat_map(|(_, actor)| &actor.values) {
        *holders.entry(*value).or_default() += 1;
    }
    holders
}
