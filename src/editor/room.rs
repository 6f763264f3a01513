//! Where there is room for something new: nothing that is made or pasted lies on a name, a disc, a badge or a note.

use super::Editor;
use crate::geom::{Point, Rect, Vec2, overlap};
use crate::model::{Attachment, AttachmentId, Document, Edit, NodeId, Note, Placement};
use crate::scene::{Memory, Plan, Taken, View, note_size};

/// New actors stand at least this far from others, in map units: the widest two names still find room.
const SPACING: f64 = 110.0;
/// What an actor takes up around its place, in screen points: its body and the first lines of its name.
const BODY: Rect = Rect::new(-44.0, -28.0, 44.0, 52.0);
/// From one ring of places that are tried to the next, in screen points, for what has no connections.
const STEP: f64 = 26.0;
/// A note stands beside whoever is nearest, if anybody is so near, in map units.
const BESIDE: f64 = 320.0;
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

    /// The nearest map point with room for a note of these words; `except` is itself, if it lies somewhere already.
    pub(super) fn free_sheet(&mut self, near: Point, text: &str, except: Option<AttachmentId>) -> Point {
        let (scale, words) = (self.session.camera.scale, if text.is_empty() { SOME_WORDS } else { text });
        let paper = self.sheet(words);
        let Some(taken) = self.taken(except) else { return near };
        let step = STEP / scale;
        places_around(near, step, step, 40).find(|at| taken.is_free(around(*at, scale, paper))).unwrap_or(near)
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
    /// nothing once all of the `arranged` map is seen.
    pub(super) fn carry_notes(&self, mut arranged: Document, former: &[(NodeId, Placement)]) -> Vec<Edit> {
        let along = |note: &Note| {
            let at = note.at.filter(|_| note.on.is_none())?;
            let near = former.iter().filter(|(_, was)| was.at.distance(at) < BESIDE);
            let (node, was) = near.min_by(|a, b| a.1.at.distance(at).total_cmp(&b.1.at.distance(at)))?;
            let is = self.document.placement(*node)?;
            (is.at != was.at).then(|| at + (is.at - was.at))
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
            let is_carried = |id: AttachmentId| carried.iter().any(|(carried, ..)| *carried == id);
            let stays = self.document.notes().filter(|(id, note)| !is_carried(*id) && note.on.is_none());
            let mut lying: Vec<Rect> =
                stays.filter_map(|(_, note)| Some(around(note.at?, scale, sheet(&note.text)))).collect();
            let step = STEP / scale;
            let mut find = |(id, note, along): &(AttachmentId, Note, Point)| {
                let paper = sheet(&note.text);
                let free = |at: &Point| {
                    let area = around(*at, scale, paper);
                    taken.is_free(area) && !lying.iter().any(|other| overlap(*other, area))
                };
                let at = places_around(*along, step, step, 40).find(free).unwrap_or(*along);
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
