//! Words beside cords: what each side gives, or who looks after it. What would touch anything is left out.

use super::Lens;
use super::brush::{Brush, Type};
use super::cord::Substance;
use super::lens::Care;
use super::memory::Memory;
use super::names::HALO;
use super::plan::Plan;
use super::sizes::Detail;
use super::taken::Taken;
use crate::geom::overlap;
use crate::geom::{Point, Rect};
use crate::model::{Connection, Document};
use crate::text::{Measure, Weight};

/// Words that stand beside their cord.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// The place in the order of cords.
    pub(super) cord: usize,
    pub(super) area: Rect,
    text: String,
}

/// Where words may stand: the share of the cord, and above it (-1) or below; the best first.
const SLOTS: [(f64, f64); 10] = [
    (0.5, -1.0),
    (0.5, 1.0),
    (0.42, -1.0),
    (0.42, 1.0),
    (0.58, -1.0),
    (0.58, 1.0),
    (0.35, -1.0),
    (0.35, 1.0),
    (0.65, -1.0),
    (0.65, 1.0),
];
/// More words than this are a sentence, which nobody reads on a map.
const MOST_WORDS: usize = 3;
/// The room between a cord and its words.
const ROOM: f64 = 4.0;
/// Samples of a cord for what must not be touched.
const STEP: f64 = 8.0;

/// The words of a picture, the strongest cords first; words keep the slot of the picture before.
pub(super) fn place(plan: &Plan, document: &Document, measure: &dyn Measure, memory: &mut Memory) -> Vec<Label> {
    // Most pictures have none: nobody is asked then.
    let worded = match plan.view.lens {
        Lens::Owners => plan.sizes.detail != Detail::Far,
        Lens::Strength => plan.sizes.detail == Detail::Near,
        _ => false,
    };
    if !worded {
        return Vec::new();
    }
    let wanted = |i: &usize| {
        let cord = &plan.cords[*i];
        plan.shows(cord.area()) && document.connection(cord.id).is_some_and(|c| words(plan, document, *i, c).is_some())
    };
    let mut order: Vec<usize> = (0..plan.cords.len()).filter(wanted).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(plan.cords[*i].points), *i));
    let field = field(plan);
    let (size, mut labels) = (plan.tokens.label_size, Vec::<Label>::new());
    for i in order {
        let cord = &plan.cords[i];
        let Some(text) = document.connection(cord.id).and_then(|c| words(plan, document, i, c)) else { continue };
        let (width, height) = (measure.width(&text, size, Weight::Medium), size * 1.22);
        let before = memory.labels.get(&cord.id).copied();
        let slots = before.into_iter().chain(0..SLOTS.len()).map(|slot| (slot, SLOTS[slot]));
        let mut free = slots.filter_map(|(slot, (share, side))| {
            let s = cord.spine.length() * share;
            let normal = cord.spine.normal(s);
            let half_box = (normal.x.abs() * width + normal.y.abs() * height) / 2.0;
            let middle = cord.spine.at(s, side * (cord.half_room(plan) + ROOM + half_box));
            let area = Rect::from_center_size(middle, (width, height));
            (field.is_free(area) && !labels.iter().any(|other| overlap(other.area.inflate(4.0, 2.0), area)))
                .then_some((slot, area))
        });
        if let Some((slot, area)) = free.next() {
            memory.labels.insert(cord.id, slot);
            labels.push(Label { cord: i, area, text });
        } else {
            memory.labels.remove(&cord.id);
        }
    }
    labels
}

/// What stands beside a cord: near, what passes between both; where a lens is about people, who looks after it.
fn words(plan: &Plan, document: &Document, cord: usize, connection: &Connection) -> Option<String> {
    let cord = &plan.cords[cord];
    match plan.view.lens {
        // Nobody takes it for one more name on the map.
        Lens::Owners if matches!(cord.facts.care, Care::Owned | Care::Powerless) => {
            let name = document.party_name(connection.owner.as_ref()?);
            (!name.is_empty()).then(|| format!("by {name}"))
        }
        Lens::Strength if matches!(cord.look.substance, Substance::Strands(_)) => {
            let mut given: Vec<&str> = Vec::new();
            for word in connection.gives.ab.iter().chain(&connection.gives.ba).map(|word| word.trim()) {
                if !word.is_empty() && !given.contains(&word) && given.len() < MOST_WORDS {
                    given.push(word);
                }
            }
            (!given.is_empty()).then(|| given.join(", "))
        }
        _ => None,
    }
}

/// Everything that words must not touch.
fn field(plan: &Plan) -> Taken {
    let mut boxes: Vec<Rect> = plan.read_boxes().collect();
    for cord in plan.cords.iter().filter(|cord| plan.shows(cord.area())) {
        let side = 2.0 * cord.half_room(plan);
        let steps = (cord.spine.length() / STEP).ceil().max(1.0);
        let at = |i: usize| cord.spine.at(cord.spine.length() * i as f64 / steps, 0.0);
        boxes.extend((0..=steps as usize).map(|i| Rect::from_center_size(at(i), (side, side))));
    }
    Taken::over(boxes)
}

impl Label {
    /// Paints the words with their halo.
    pub(super) fn paint(&self, brush: &mut Brush) {
        let size = brush.tokens.label_size;
        let set = Type::new(size, Weight::Medium, brush.tokens.ink2).halo(HALO);
        brush.text_run(&self.text, self.area.width(), Point::new(self.area.x0, self.area.y0 + size * 0.95), set);
    }
}
