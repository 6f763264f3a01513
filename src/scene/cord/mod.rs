//! How one cord is painted: a twist when near, strands side by side at middle distance, one line far away.
//!
//! It knows the spine and the ratings of this one cord; which cords are shown how is decided in `map`.

mod bundle;
mod fray;
pub(super) mod marks;
mod sheath;
mod twist;

use super::brush::{Brush, round};
use super::sizes::Detail;
use super::spine::Spine;
use super::theme::Tokens;
use super::{Color, Stroke};
use crate::geom::{BezPath, Point};
use crate::model::{Connection, Sketch, Stance, Strand, Strands};

pub(super) use bundle::{Bundle, WIDTHS, needed_width};
pub(super) use sheath::{Sheath, sheath, width as sheath_width};

/// How far a connection is from what it should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 1 or 2 points short.
    Small,
    /// 3 to 5 points short.
    Medium,
    /// 6 or more points short.
    Large,
}

impl Severity {
    /// The severity of so many points short; `None` where nothing is short.
    #[must_use]
    pub const fn of_shortfall(points: u8) -> Option<Self> {
        match points {
            0 => None,
            1..=2 => Some(Self::Small),
            3..=5 => Some(Self::Medium),
            _ => Some(Self::Large),
        }
    }
}

/// What is known about a cord, as far as it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Substance {
    /// Nobody has said anything yet.
    Unrated,
    /// A first size while drawing.
    Sketched(Sketch),
    /// Rated, and nothing there.
    Empty,
    /// These levels of the three strands; at least one is above 0.
    Strands([u8; 3]),
}

/// One connection as it looks, whatever the lens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) substance: Substance,
    /// 0 where none is set.
    pub(super) need: u8,
    /// Never set for what nobody rated, nor for what works against us.
    pub(super) severity: Option<Severity>,
    pub(super) stance: Stance,
    /// Flow differs: 1 thick at the spine's start (it gives), -1 thick at its end, 0 even.
    pub(super) taper: f64,
}

impl Look {
    /// How `connection` looks, rated so, on a spine that starts at end a (or, `flipped`, at end b).
    pub(super) fn of(connection: &Connection, strands: Strands, flipped: bool) -> Self {
        let substance = if strands.is_unrated() {
            connection.sketch.map_or(Substance::Unrated, Substance::Sketched)
        } else if strands.points() == 0 {
            Substance::Empty
        } else {
            Substance::Strands(strands.counts())
        };
        let counts = connection.stance == Stance::For && !strands.is_unrated();
        let short = connection.asked().saturating_sub(strands.points());
        let flow = match (connection.flow.ab, connection.flow.ba) {
            (Some(ab), Some(ba)) => i32::from(ab.get()) - i32::from(ba.get()),
            _ => 0,
        };
        let taper = match flow * if flipped { -1 } else { 1 } {
            2.. => 1.0,
            ..=-2 => -1.0,
            _ => 0.0,
        };
        Self {
            substance,
            need: connection.need.map_or(0, crate::model::Level::get),
            severity: if counts { Severity::of_shortfall(short) } else { None },
            stance: connection.stance,
            taper: if matches!(substance, Substance::Strands(_)) { taper } else { 0.0 },
        }
    }

    /// Needed, and nothing there.
    pub(super) fn is_missing(&self) -> bool {
        self.substance == Substance::Empty && self.severity.is_some()
    }

    /// The levels of the strands, 0 where there are none.
    pub(super) const fn levels(&self) -> [u8; 3] {
        match self.substance {
            Substance::Strands(levels) => levels,
            _ => [0; 3],
        }
    }

    /// The width that the cord takes on the picture, without its sheath.
    pub(super) fn width(&self, k: f64, tokens: &Tokens) -> f64 {
        match self.substance {
            Substance::Strands(levels) => Bundle::new(levels, k, tokens).total,
            Substance::Sketched(sketch) => pencils(sketch, k, tokens).2,
            Substance::Unrated | Substance::Empty => (DOT * k).max(tokens.stroke_floor),
        }
    }
}

/// How a cord is finished in one picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finish {
    /// Units of the cord's own measures to picture units.
    pub(super) k: f64,
    pub(super) detail: Detail,
    /// How far this level of detail has grown out of the one below, 0 to 1.
    pub(super) blend: f64,
    /// The wavelength of a twist, as a share of the natural one.
    pub(super) stretch: f64,
    /// How far all of it moves towards the canvas.
    pub(super) dim: f64,
    /// Whether wear shows as fray and dashes.
    pub(super) worn: Option<Severity>,
    /// It lies in a sheath, so it has no bed but every strand wears a casing.
    pub(super) sheathed: bool,
    /// The one strand that keeps its color; the others keep their place.
    pub(super) only: Option<Strand>,
    /// Drawn in dots, as what somebody has only guessed.
    pub(super) dotted: bool,
    /// How many cords there are, 0 to 1, as in the sizes of the picture.
    pub(super) crowd: f64,
}

impl Finish {
    /// In full color, whole, with nothing around it.
    pub(super) const fn plain(k: f64, detail: Detail) -> Self {
        Self {
            k,
            detail,
            blend: 1.0,
            stretch: 1.0,
            dim: 0.0,
            worn: None,
            sheathed: false,
            only: None,
            dotted: false,
            crowd: 0.0,
        }
    }
}

/// The free room on each side of the middle where two halves meet, in units.
pub(super) const HALF_ROOM: f64 = 12.0;
/// The width of a pencil line, and of the gap between two.
const PENCIL: f64 = 1.3;
/// The width of a cord that nobody has rated, and of the dots of one that holds nothing.
const UNRATED: f64 = 1.8;
const DOT: f64 = 2.8;

impl Finish {
    /// How far strands have parted out of the one line, 0 to 1.
    fn parting(&self) -> f64 {
        if self.detail == Detail::Middle { self.blend } else { 1.0 }
    }
}

/// Paints a cord along its spine. Sheaths and marks are painted apart, beneath and above.
pub(super) fn paint(brush: &mut Brush, spine: &Spine, look: &Look, finish: &Finish) {
    let t = brush.tokens;
    let k = finish.k;
    let length = spine.length();
    match look.substance {
        Substance::Unrated => {
            let width = (UNRATED * k).max(t.stroke_floor);
            let stroke = Stroke::solid(t.toward_canvas(t.unrated, finish.dim), width);
            brush.line(spine.lane(0.0, length, 0.0), stroke.dashed(6.0 / UNRATED * width, 4.0 / UNRATED * width));
        }
        Substance::Sketched(sketch) => pencil(brush, spine, sketch, finish),
        Substance::Empty => {
            let color = if look.severity.is_some() { t.large } else { t.unrated };
            let width = (DOT * k).max(t.stroke_floor);
            let stroke = round(t.toward_canvas(color, finish.dim), width).dashed(0.01, 2.5 * width);
            brush.line(spine.lane(0.0, length, 0.0), stroke);
        }
        Substance::Strands(levels) => {
            let mut bundle = Bundle::new(levels, k, t);
            if finish.detail == Detail::Far {
                far(brush, spine, look, finish);
            } else {
                let parting = finish.parting();
                if parting < 1.0 {
                    let (line, _) = one_line(t, look, finish);
                    bundle = bundle.parted(line, parting);
                }
                let near = finish.detail == Detail::Near && !finish.dotted;
                let wound = if near { twist::wind(spine, &bundle, finish) } else { None };
                let worn = finish.worn;
                let widest = fray::gap(length, wound.as_ref().map_or(0.0, |twist| twist.share), k) * parting;
                let gap = if worn == Some(Severity::Large) { widest } else { 0.0 };
                let pieces = [(0.0, (length - gap) / 2.0), ((length + gap) / 2.0, length)];
                let (taper, finest) = (look.taper, t.stroke_floor);
                let work = Work { spine, bundle: &bundle, look, finish, taper, finest, pieces: &pieces };
                match &wound {
                    Some(twist) => twist::paint(brush, &work, twist),
                    None => side_by_side(brush, &work),
                }
                if let Some(worn) = worn {
                    fray::paint(brush, &work, wound.as_ref(), levels, worn, gap);
                }
            }
        }
    }
}

/// What the painters of strands share.
struct Work<'a> {
    spine: &'a Spine,
    bundle: &'a Bundle,
    look: &'a Look,
    finish: &'a Finish,
    taper: f64,
    /// No strand is thinner, wherever it is taken.
    finest: f64,
    /// The two halves, with a gap between them where the cord is worn through.
    pieces: &'a [(f64, f64); 2],
}

impl Work<'_> {
    fn color(&self, tokens: &Tokens, strand: usize) -> Color {
        let apart = self.finish.only.is_some_and(|only| only.index() != strand);
        let own = tokens.toward_canvas(tokens.strands[strand], if apart { tokens.dim } else { self.finish.dim });
        match self.finish.parting() {
            1.0.. => own,
            // Out of the color of the one line.
            parting => one_line(tokens, self.look, self.finish).1.mix(own, parting),
        }
    }

    /// A line that is solid, or dotted where it is a guess.
    fn line(&self, color: Color, width: f64) -> Stroke {
        let stroke = Stroke::solid(color, width);
        if self.finish.dotted { dots(stroke) } else { stroke }
    }

    /// The width of a strand at `s`: even, or thick where it is given and thin where it is taken.
    fn width_at(&self, strand: usize, s: f64) -> f64 {
        let share = s / self.spine.length();
        let factor = match self.taper {
            t if t > 0.0 => 1.25 - 0.85 * share,
            t if t < 0.0 => 0.40 + 0.85 * share,
            _ => 1.0,
        };
        (self.bundle.widths[strand] * factor).max(self.finest)
    }

    /// The canvas-colored edge of a strand.
    fn casing(&self, strand: usize) -> f64 {
        let k = self.finish.k;
        (1.25 * k).min(0.5 * k + 0.35 * self.bundle.widths[strand])
    }
}

fn side_by_side(brush: &mut Brush, work: &Work<'_>) {
    let t = brush.tokens;
    let (spine, bundle, k) = (work.spine, work.bundle, work.finish.k);
    let length = spine.length();
    if !work.finish.sheathed {
        let bed = bundle.total + (2.0 + work.finish.parting()) * k;
        brush.line(spine.lane(0.0, length, 0.0), Stroke::solid(t.canvas, bed));
    }
    // One piece where nothing is worn, so that no seam shows in the middle.
    let whole = [(0.0, length)];
    let pieces: &[(f64, f64)] = if work.pieces[0].1 < work.pieces[1].0 { work.pieces } else { &whole };
    if work.finish.sheathed {
        for strand in bundle.live() {
            for (from, to) in pieces {
                let stroke = Stroke::solid(t.canvas, bundle.widths[strand] + 2.0 * work.casing(strand));
                brush.line(spine.lane(*from, *to, bundle.centers[strand]), stroke);
            }
        }
    }
    for strand in bundle.live() {
        let color = work.color(t, strand);
        for (from, to) in pieces {
            let offset = bundle.centers[strand];
            if work.taper == 0.0 || work.finish.dotted {
                brush.line(spine.lane(*from, *to, offset), work.line(color, bundle.widths[strand]));
            } else {
                let step = if spine.is_straight() { 40.0 } else { 5.0 };
                ribbon(brush, spine, (*from, *to, step), |_| offset, |s| work.width_at(strand, s), color);
            }
        }
    }
}

/// A strand whose width changes, from, to, in steps: one filled outline.
fn ribbon(
    brush: &mut Brush,
    spine: &Spine,
    (from, to, step): (f64, f64, f64),
    offset: impl Fn(f64) -> f64,
    width: impl Fn(f64) -> f64,
    color: Color,
) {
    let mut corners = spine.wave(from, to, step, |s| offset(s) - width(s) / 2.0);
    corners.extend(spine.wave(from, to, step, |s| offset(s) + width(s) / 2.0).into_iter().rev());
    brush.polygon(&corners, color);
}

/// How far the line of the weakest and of the strongest cord moves towards the canvas, and how much further
/// in a crowd; the difference makes the backbone of a large map stand out from its many weak ties.
const PALE: [f64; 2] = [0.50, 0.10];
const PALE_IN_CROWD: [f64; 2] = [0.42, 0.26];
/// How much thinner the lines of a crowd are.
const THIN_IN_CROWD: f64 = 0.55;
/// Up to this crowd (four hundred cords), crossings read as over and under.
const CASED: f64 = 0.3;

/// The width and color of one line without hue, the stronger the wider and darker: a mixed cord must not look
/// like its thickest strand.
fn one_line(t: &Tokens, look: &Look, finish: &Finish) -> (f64, Color) {
    let points: u8 = look.levels().iter().sum();
    let (k, crowd) = (finish.k, finish.crowd);
    let natural = match finish.only {
        Some(strand) => WIDTHS[usize::from(look.levels()[strand.index()])],
        None => 0.8 + 0.30 * f64::from(points),
    } * k
        * (1.0 - THIN_IN_CROWD * crowd);
    // What a room can see of a few lines hides everything where there are hundreds.
    let floor = t.cord_floor * (1.0 - crowd) * (1.0 - crowd);
    let width = natural.max(floor).max(t.stroke_floor);
    let hue = match finish.only {
        Some(strand) => t.strand(strand),
        None => {
            let [weak, strong] = [0, 1].map(|end| PALE[end] + PALE_IN_CROWD[end] * crowd);
            // In a crowd only the strongest stand out.
            let share = libm::pow(f64::from(points) / 15.0, 1.0 + 2.0 * crowd);
            let pale = weak + (strong - weak) * share;
            // In a crowd, a line that may not be as thin as it should is paler instead.
            let ink = 1.0 - crowd * (1.0 - natural / width);
            t.toward_canvas(t.ink, 1.0 - (1.0 - pale) * ink)
        }
    };
    (width, t.toward_canvas(hue, finish.dim))
}

fn far(brush: &mut Brush, spine: &Spine, look: &Look, finish: &Finish) {
    let (t, k) = (brush.tokens, finish.k);
    let (width, color) = one_line(t, look, finish);
    let path = spine.lane(0.0, spine.length(), 0.0);
    if finish.crowd <= CASED {
        brush.line(path.clone(), Stroke::solid(t.canvas, width + 2.0 * k));
    }
    let stroke = Stroke::solid(color, width);
    brush.line(
        path,
        match finish.worn {
            Some(Severity::Medium) => stroke.dashed(7.0 * k, 3.0 * k),
            Some(Severity::Large) => stroke.dashed(4.0 * k, 4.0 * k),
            _ if finish.dotted => dots(stroke),
            _ => stroke,
        },
    );
}

/// The same line as round dots about one width apart.
fn dots(stroke: Stroke) -> Stroke {
    stroke.round().dashed(0.01, 2.0 * stroke.width)
}

/// A sketch: one, two or three pencil lines.
fn pencil(brush: &mut Brush, spine: &Spine, sketch: Sketch, finish: &Finish) {
    let t = brush.tokens;
    let k = finish.k;
    let (lines, width, all) = pencils(sketch, k, t);
    let (length, first) = (spine.length(), (width - all) / 2.0);
    brush.line(spine.lane(0.0, length, 0.0), Stroke::solid(t.canvas, all + 2.0 * PENCIL * k));
    let stroke = round(t.toward_canvas(t.unrated, finish.dim), width);
    for i in 0..lines {
        brush.line(spine.lane(0.0, length, first + i as f64 * (width + PENCIL * k)), stroke);
    }
}

/// How many lines a sketch is, how wide each is and all of them with the gaps.
fn pencils(sketch: Sketch, k: f64, tokens: &Tokens) -> (usize, f64, f64) {
    let lines = sketch as usize + 1;
    let width = (PENCIL * k).max(tokens.stroke_floor);
    (lines, width, width * lines as f64 + PENCIL * k * sketch as usize as f64)
}

/// A curve from `from` over two controls, as a path to stroke.
fn curve(from: Point, c0: Point, c1: Point, to: Point) -> BezPath {
    let mut path = BezPath::new();
    path.move_to(from);
    path.curve_to(c0, c1, to);
    path
}
