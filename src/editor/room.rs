//! Where there is room for something new: nothing that is made or pasted lies on a name, a disc, a badge or a note.

use super::Editor;
use crate::geom::{Point, Rect, Vec2, overlap};
use crate::model::{Arrangement, Attachment, AttachmentId, Document, Edit, NodeId, Note, Placement};
use crate::scene::{Memory, Plan, Taken, View, note_size, ring_of_kind};

/// New actors stand at least this far from others, in map units: the widest two names still find room.
const SPACING: f64 = 110.0;
/// What an actor takes up around its place, in screen points: its body and the first lines of its name.
const BODY: Rect = Rect::new(-44.0, -28.0, 44.0, 52.0);
/// From one ring of places that are tried to the next, in screen points, for what has no connections.
const STEP: f64 = 26.0;
/// A note stands beside whoever is nearest, if anybody is so near, in map units.
const BESIDE: f64 = 320.0;
/// So many rings of places around a note are looked at for one without cords.
const NEARBY: usize = 24;
/// Notes are carried to a place from which all is seen; so often that place is looked for again.
const ROUNDS: usize = 3;
/// A remark that nobody has typed yet.
const SOME_WORDS: &str = "what somebody said";

impl Editor {
    /// The nearest map point with room for one more actor, in sight if there is one: rings of twelve places around
    /// `near`, from below.
    pub(super) fn free_place(&mut self, near: Point) -> Point {
        self.place_instead(near, None)
    }

    /// The same for an actor who comes in the place of a note.
    pub(super) fn place_instead(&mut self, near: Point, note: Option<AttachmentId>) -> Point {
        const RINGS: usize = 20;
        let farthest = SPACING * (0.6 * RINGS as f64 + 2.0);
        let rings = || places_around(near, SPACING, SPACING * 0.6, RINGS);
        let others = self.document.placements().map(|(_, other)| other.at);
        let others: Vec<Point> = others.filter(|at| (*at - near).hypot() < farthest).collect();
        let is_apart = |at: Point| others.iter().all(|other| (*other - at).hypot() >= SPACING * 0.9);
        let mut apart: Vec<Point> = rings().filter(|at| is_apart(*at)).collect();
        // Not under the legend nor beyond the edge, if there is room in sight.
        let clear = self.clear_on_map();
        apart.sort_by_key(|at| !clear.contains(*at));
        let scale = self.session.camera.scale;
        let free = self
            .taken(note)
            .and_then(|taken| apart.iter().find(|at| taken.is_free(around(**at, scale, BODY))).copied());
        free.or(apart.first().copied()).unwrap_or(near)
    }

    /// This map point if an actor finds room there, else the nearest with room.
    pub(super) fn free_spot(&mut self, at: Point) -> Point {
        if self.is_free()(at) { at } else { self.free_place(at) }
    }

    /// Tells of a map point whether an actor finds room there.
    pub(super) fn is_free(&mut self) -> impl Fn(Point) -> bool + use<> {
        let (scale, taken) = (self.session.camera.scale, self.taken(None));
        move |at| taken.as_ref().is_none_or(|taken| taken.is_free(around(at, scale, BODY)))
    }

    /// Brings everybody whom these edits make to a place on their ring, the nearest to where they were to stand that is
    /// free; of many at once, around the middle. Changes nothing where the map is not arranged in rings.
    pub(super) fn bring_into_rings(&mut self, edits: &mut [Edit]) {
        /// More are laid out better by a Tidy than one by one.
        const MOST: usize = 200;
        /// More than this come from elsewhere as a whole.
        const FEW: usize = 5;
        let ring = |edit: &Edit| match edit {
            Edit::AddActor(actor, Some(place)) if !place.pinned => {
                Some((ring_of_kind(&self.document, actor), place.at))
            }
            Edit::AddValue(_, Some(place)) if !place.pinned => Some((0, place.at)),
            _ => None,
        };
        let wanted: Vec<(u8, Point)> = edits.iter().filter_map(ring).collect();
        if self.document.meta().arrangement != Arrangement::Rings || wanted.is_empty() || wanted.len() > MOST {
            return;
        }
        let scale = self.session.camera.scale;
        let mut others: Vec<Point> = self.document.placements().map(|(_, other)| other.at).collect();
        let places = self.with_cx(|cx| {
            let plan = cx.picture.plan()?;
            let on_map = |p: Point| (p.to_vec2() / scale).to_point();
            let (taken, middle) = (plan.taken(None), on_map(plan.middle_of_rings()?));
            let own = wanted.iter().map(|(_, at)| at.to_vec2()).sum::<Vec2>() / wanted.len() as f64;
            let shift = if wanted.len() > FEW { middle.to_vec2() - own } else { Vec2::ZERO };
            let mut place = |(ring, at): &(u8, Point)| {
                let near = ((at.to_vec2() + shift) * scale).to_point();
                let all: Vec<Point> = plan.places_in_ring(*ring, near).into_iter().map(on_map).collect();
                let apart = |at: &&Point, least: f64| others.iter().all(|other| (*other - **at).hypot() >= least);
                let free = |at: &&Point| taken.is_free(around(**at, scale, BODY));
                let found = (all.iter().find(|at| apart(at, 0.9 * SPACING) && free(at)))
                    .or_else(|| all.iter().find(|at| apart(at, 0.5 * SPACING) && free(at)))
                    .or_else(|| all.iter().find(|at| apart(at, 0.5 * SPACING)));
                let at = found.or(all.first()).copied().unwrap_or(*at);
                others.push(at);
                at
            };
            Some(wanted.iter().map(&mut place).collect::<Vec<Point>>())
        });
        let mut places = places.unwrap_or_default().into_iter();
        for edit in edits {
            if let Edit::AddActor(_, Some(place)) | Edit::AddValue(_, Some(place)) = edit
                && !place.pinned
                && let Some(at) = places.next()
            {
                *place = super::naming::placement(at);
            }
        }
    }

    /// The nearest map point with room for a note of these words, in sight if there is one; `except` is itself, if it
    /// lies somewhere already.
    pub(super) fn free_sheet(&mut self, near: Point, text: &str, except: Option<AttachmentId>) -> Point {
        let (scale, words) = (self.session.camera.scale, if text.is_empty() { SOME_WORDS } else { text });
        let paper = self.sheet(words);
        let Some(taken) = self.taken(except) else { return near };
        let step = STEP / scale;
        let free = || places_around(near, step, step, 40).filter(|at| taken.is_free(around(*at, scale, paper)));
        let clear = self.clear_on_map().scale_from_origin(scale);
        let is_clear = |at: &Point| clear.contains_rect(around(*at, scale, paper));
        free().find(is_clear).or_else(|| free().next()).unwrap_or(near)
    }

    /// The way nearest to `wanted` that all of another map can be moved by without lying on anything here.
    pub(super) fn free_offset(&mut self, other: &Document, wanted: Vec2) -> Vec2 {
        let scale = self.session.camera.scale;
        let papers = other.notes().filter_map(|(_, note)| Some((note.at?, self.sheet(&note.text))));
        let bodies = other.placements().map(|(_, placement)| (placement.at, BODY));
        let all: Vec<(Point, Rect)> = bodies.chain(papers).collect();
        let Some(taken) = self.taken(None) else { return wanted };
        let step = STEP / scale;
        let is_free = |by: Vec2| all.iter().all(|(at, covers)| taken.is_free(around(*at + by, scale, *covers)));
        places_around(wanted.to_point(), step, step, 40).map(Point::to_vec2).find(|by| is_free(*by)).unwrap_or(wanted)
    }

    /// What the paper of a remark takes up around its middle, in screen points.
    fn sheet(&self, text: &str) -> Rect {
        self.sheet_at(text, self.session.camera.scale)
    }

    /// The same on a picture of this scale.
    fn sheet_at(&self, text: &str, scale: f64) -> Rect {
        let size = note_size(text, &*self.measure, self.session.theme, scale);
        Rect::from_center_size(Point::ORIGIN, size.to_size()).inflate(4.0, 4.0)
    }

    /// The edits that carry every free note along with whom it stood beside among the `former`, to where it covers
    /// nothing once all of the `arranged` map is seen: no body, no word, and no cord if there is such a place nearby.
    pub(super) fn carry_notes(&self, mut arranged: Document, former: &[(NodeId, Placement)]) -> Vec<Edit> {
        let along = |note: &Note| {
            let at = note.at.filter(|_| note.on.is_none())?;
            let near = former.iter().filter(|(_, was)| was.at.distance(at) < BESIDE);
            let near = near.min_by(|a, b| a.1.at.distance(at).total_cmp(&b.1.at.distance(at)));
            let moved = near.and_then(|(node, was)| Some(self.document.placement(*node)?.at - was.at));
            // Whoever lay beside nobody may lie in the way now.
            Some(at + moved.unwrap_or_default())
        };
        let carried: Vec<(AttachmentId, Note, Point)> =
            (self.document.notes()).filter_map(|(id, note)| Some((id, note.clone(), along(note)?))).collect();
        let put = |(id, note, at): &(AttachmentId, Note, Point)| {
            Edit::Attachment(*id, Box::new(Attachment::Note(Note { at: Some(*at), ..note.clone() })))
        };
        let mut edits: Vec<Edit> = carried.iter().map(put).collect();
        if edits.is_empty() {
            return edits;
        }
        // Where all is seen from hangs on where notes lie, and whether they cover anything on where it is seen from.
        for _ in 0..ROUNDS {
            let _same_notes = arranged.apply(Edit::All(edits.clone()));
            let Some((_, scale)) = self.fitting_whole(&arranged) else { break };
            let view = View { notes: false, moving: false, ..self.view(scale) };
            let plan = Plan::new(&arranged, &self.analysis, &*self.measure, &view, &mut Memory::default());
            let taken = plan.taken(None);
            let sheet = |text: &str| self.sheet_at(text, scale);
            let mut lying: Vec<Rect> = Vec::new();
            let step = STEP / scale;
            let mut find = |(id, note, along): &(AttachmentId, Note, Point)| {
                let paper = sheet(&note.text);
                let free = |at: &Point| {
                    let area = around(*at, scale, paper);
                    taken.is_free(area) && !lying.iter().any(|other| overlap(*other, area))
                };
                let clear = |at: &Point| free(at) && !plan.crosses(around(*at, scale, paper));
                let places = |rings| places_around(*along, step, step, rings);
                let at = places(NEARBY).find(clear).or_else(|| places(40).find(free)).unwrap_or(*along);
                lying.push(around(at, scale, paper));
                put(&(*id, note.clone(), at))
            };
            let found: Vec<Edit> = carried.iter().map(&mut find).collect();
            if found == edits {
                break;
            }
            edits = found;
        }
        edits
    }

    /// What is taken on the picture as it is now; `None` if there is none.
    fn taken(&mut self, except: Option<AttachmentId>) -> Option<Taken> {
        self.with_cx(|cx| cx.picture.plan().map(|plan| plan.taken(except)))
    }
}

/// The box of the picture that something covers at a map point.
fn around(at: Point, scale: f64, covers: Rect) -> Rect {
    covers + at.to_vec2() * scale
}

/// A place, then rings of twelve around it, from below, the first of this radius and each wider by `step`.
fn places_around(near: Point, first: f64, step: f64, rings: usize) -> impl Iterator<Item = Point> {
    let ring = move |k: usize| {
        (0..12).map(move |i| {
            let angle = f64::from(i + 3) * std::f64::consts::TAU / 12.0;
            near + Vec2::new(libm::cos(angle), libm::sin(angle)) * (first + step * k as f64)
        })
    };
    std::iter::once(near).chain((0..rings).flat_map(ring))
}
