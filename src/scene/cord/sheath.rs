//! The sheath of a weak cord: a pale tube as wide as the cord should be, a soft halo, two edge lines.

use super::needed_width;
use crate::scene::brush::{Brush, round};
use crate::scene::spine::Spine;
use crate::scene::theme::Tokens;
use crate::scene::{Color, Stroke};

/// What is added to the needed width: sheath, inner halo, outer halo.
const PAD: [f64; 3] = [4.0, 9.0, 15.0];

/// How a sheath is painted.
#[derive(Clone, Copy, Debug)]
pub(in crate::scene) struct Sheath {
    pub(in crate::scene) color: Color,
    pub(in crate::scene) need: u8,
    /// Of the theme's opacities, 0..1.
    pub(in crate::scene) strength: f64,
    /// With its two edge lines.
    pub(in crate::scene) edged: bool,
    /// Around a cord that is missing: paler, so that the dots read.
    pub(in crate::scene) hollow: bool,
}

/// The width of the tube itself.
pub(in crate::scene) fn width(need: u8, k: f64, tokens: &Tokens) -> f64 {
    needed_width(need, k, tokens) + PAD[0] * k
}

/// Paints a sheath: three translucent strokes, outer to inner, then the edges.
pub(in crate::scene) fn sheath(brush: &mut Brush, spine: &Spine, k: f64, sheath: &Sheath) {
    let [halo, body, edge] = brush.tokens.sheath.map(|opacity| opacity * sheath.strength);
    let body = if sheath.hollow { body * 0.35 } else { body };
    let needed = needed_width(sheath.need, k, brush.tokens);
    let length = spine.length();
    for (pad, opacity) in [(PAD[2], halo), (PAD[1], halo), (PAD[0], body)] {
        brush.line(spine.lane(0.0, length, 0.0), round(sheath.color.alpha(opacity), needed + pad * k));
    }
    if sheath.edged {
        let half = (needed + PAD[0] * k) / 2.0;
        for offset in [-half, half] {
            let stroke = Stroke::solid(sheath.color.alpha(edge), brush.tokens.stroke_floor.max(1.0));
            brush.line(spine.lane(0.0, length, offset), stroke);
        }
    }
}
