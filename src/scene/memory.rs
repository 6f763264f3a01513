//! What a picture remembers of the one before it, found by the small numbers of ids. It decides nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::cord::Look;
use super::lens::{Halves, Shown};
use super::names::{Block, Spot};
use super::plan::Cord;
use super::route::Bow;
use super::sizes::Sizes;
use super::spine::Spine;
use super::{Item, Lens, Theme, Tokens, Values, View};
use crate::geom::{self, Point, Rect};
use crate::model::{Actor, ConnectionId, Document, NodeId};
use crate::text::Measure;

/// What a picture remembers of the one before it: wrapped names, and bows and spots that should hold.
///
/// It makes the next picture faster and calmer. A fresh one gives the picture of files.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    names: ById<NodeId, Wrapped>,
    pub(super) stood: ById<NodeId, Stood>,
    /// In the order of cords; only of what was in sight.
    pub(super) bows: Vec<(ConnectionId, Bow)>,
    /// The shares of those that are gone, in order: who takes a deletion back finds them as they ran.
    pub(super) gone: Vec<(ConnectionId, f64)>,
    /// The boxes of all bodies, and of what else is in the way, as bows were weighed; and whether cords were lines then, and in a crowd the scale.
    pub(super) bodies: Vec<(Option<NodeId>, Rect)>,
    pub(super) weighed_for: Option<(bool, f64)>,
    /// The scale of the picture before.
    pub(super) scale: f64,
    /// Cords as they were laid and painted, and what the paint of all of them hangs on.
    laid: ById<ConnectionId, Laid>,
    style: Option<(Sizes, Theme, Lens)>,
    /// The slots of words beside cords.
    pub(super) labels: BTreeMap<ConnectionId, usize>,
}

/// How a name stood in the picture before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stood {
    /// Where it stands, or stood when there last was room for it, and how it was set there, by its place among all
    /// settings.
    pub(super) at: Option<(Spot, usize)>,
    pub(super) shown: bool,
    /// The number of cords of its node: whoever gets or loses one chooses anew.
    pub(super) cords: usize,
}

/// Values by id, found without searching: ids are small numbers.
#[derive(Clone, Debug)]
pub(super) struct ById<K, T> {
    slots: Vec<Option<T>>,
    key: std::marker::PhantomData<K>,
}

/// An id, as a place in a table.
pub(super) trait Key: Copy {
    fn slot(self) -> usize;
}

impl Key for ConnectionId {
    fn slot(self) -> usize {
        self.0 as usize
    }
}

impl Key for NodeId {
    fn slot(self) -> usize {
        match self {
            Self::Actor(id) => 2 * id.0 as usize,
            Self::Value(id) => 2 * id.0 as usize + 1,
        }
    }
}

impl<K, T> Default for ById<K, T> {
    fn default() -> Self {
        Self { slots: Vec::new(), key: std::marker::PhantomData }
    }
}

impl<K: Key, T> ById<K, T> {
    pub(super) fn get(&self, id: K) -> Option<&T> {
        self.slots.get(id.slot())?.as_ref()
    }

    fn get_mut(&mut self, id: K) -> Option<&mut T> {
        self.slots.get_mut(id.slot())?.as_mut()
    }

    pub(super) fn set(&mut self, id: K, value: T) {
        let slot = id.slot();
        if self.slots.len() <= slot {
            self.slots.resize_with(slot + 1, || None);
        }
        self.slots[slot] = Some(value);
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().flatten()
    }
}

/// A name as it was wrapped, with all that its wrapping hangs on.
#[derive(Clone, Debug)]
struct Wrapped {
    /// Whose name it is, where that holds no more than a name: the same record needs no reading.
    of: Option<Arc<Actor>>,
    name: String,
    chips: String,
    /// The bits of its size.
    size: u64,
    block: Option<Arc<Block>>,
}

/// The items of a cord, made when they are first wanted.
pub(super) type Painted = Arc<OnceLock<Box<[Item]>>>;

/// A cord of the picture before: what its line was made of, the line, what its paint hangs on, the paint.
#[derive(Clone, Debug)]
struct Laid {
    /// From, to, bow.
    way: (Point, Point, f64),
    spine: Arc<Spine>,
    paint: Option<(Paint, Painted)>,
}

/// All that the paint of one cord hangs on, beside its line and the style of the picture.
#[derive(Clone, Debug)]
struct Paint {
    look: Look,
    halves: Option<Box<Halves>>,
    shown: Shown,
}

impl Memory {
    /// Forgets where names and words stood and how cords bowed: the next picture is that of a fresh memory.
    pub(crate) fn forget_places(&mut self) {
        self.stood = ById::default();
        (self.bows, self.bodies, self.weighed_for) = (Vec::new(), Vec::new(), None);
        self.labels.clear();
    }

    /// Whether the picture before had the scale of this one.
    pub(super) fn is_at(&self, view: &View) -> bool {
        (self.scale - view.scale).abs() < 1.0e-9
    }

    /// How a cord ran that had gone.
    pub(super) fn ran(&self, id: ConnectionId) -> Option<f64> {
        let place = self.gone.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.gone.get(place).map(|(_, share)| *share)
    }

    /// Remembers how cords ran that are gone now, instead of what was known of them.
    pub(super) fn keep_gone(&mut self, left: Vec<(ConnectionId, f64)>) {
        if !left.is_empty() {
            let before = std::mem::take(&mut self.gone);
            let is_left = |id: ConnectionId| left.binary_search_by_key(&id, |(id, _)| *id).is_ok();
            self.gone = before.into_iter().filter(|(id, _)| !is_left(*id)).collect();
            self.gone.extend(left);
            self.gone.sort_unstable_by_key(|(id, _)| *id);
        }
    }

    /// The wrapped name of a node, from the picture before where it is the same.
    pub(super) fn block(
        &mut self,
        document: &Document,
        (id, name, actor): (NodeId, &str, Option<&Arc<Actor>>),
        (measure, tokens): (&dyn Measure, &Tokens),
        values: Values,
    ) -> Option<Arc<Block>> {
        let size = tokens.name_size.to_bits();
        let plain = actor.filter(|_| values != Values::Chips);
        if let Some(known) = self.names.get(id)
            && let (Some(of), Some(actor)) = (&known.of, plain)
            && Arc::ptr_eq(of, actor)
            && known.size == size
        {
            return known.block.clone();
        }
        let chips = if values == Values::Chips {
            let held = actor.iter().flat_map(|actor| &actor.values);
            let names = held.filter_map(|id| Some(document.value(*id)?.name.as_str()));
            names.collect::<Vec<_>>().join(", ")
        } else {
            String::new()
        };
        let of = plain.map(Arc::clone);
        if let Some(known) = self.names.get_mut(id)
            && known.name == name
            && known.chips == chips
            && known.size == size
        {
            known.of = of;
            return known.block.clone();
        }
        let block = Block::new(measure, name, &chips, tokens).map(Arc::new);
        self.names.set(id, Wrapped { of, name: name.to_owned(), chips, size, block: block.clone() });
        block
    }

    /// The middle line of a cord, from the picture before where its ends and its bow are the same.
    pub(super) fn spine(&mut self, id: ConnectionId, from: Point, to: Point, bow: f64) -> Option<Arc<Spine>> {
        let way = (from, to, bow);
        if let Some(laid) = self.laid.get(id).filter(|laid| laid.way == way) {
            return Some(Arc::clone(&laid.spine));
        }
        let spine = Arc::new(Spine::through(geom::bow(from, to, bow * 0.97 * (to - from).hypot()))?);
        self.laid.set(id, Laid { way, spine: Arc::clone(&spine), paint: None });
        Some(spine)
    }

    /// The paint of every cord, that of the picture before where nothing about the cord changed.
    pub(super) fn paint(&mut self, cords: &[Cord], shown: &[Shown], sizes: Sizes, view: &View) -> Vec<Painted> {
        let style = Some((sizes, view.theme, view.lens));
        if self.style != style {
            self.laid.values_mut().for_each(|laid| laid.paint = None);
            self.style = style;
        }
        let mut of = |(cord, shown): (&Cord, &Shown)| {
            let Some(laid) = self.laid.get_mut(cord.id) else { return Painted::default() };
            let halves = &cord.facts.halves;
            if let Some((before, painted)) = &laid.paint
                && before.look == cord.look
                && before.halves == *halves
                && before.shown == *shown
            {
                return Arc::clone(painted);
            }
            let painted = Painted::default();
            let paint = Paint { look: cord.look, halves: halves.clone(), shown: *shown };
            laid.paint = Some((paint, Arc::clone(&painted)));
            painted
        };
        cords.iter().zip(shown).map(&mut of).collect()
    }
}
