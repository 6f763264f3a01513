//! Our three weights as the toolkit's only faces. No face of its own is compiled in; what ours lack
//! comes from the system, found by eframe.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

use crate::text::{Engine, Weight};

/// Makes the bundled faces the only ones that the toolkit starts with.
pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    for weight in Weight::ALL {
        let name = name(weight).to_owned();
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(Engine::font_bytes(weight))));
        fonts.families.insert(FontFamily::Name(name.as_str().into()), vec![name]);
    }
    fonts.families.insert(FontFamily::Proportional, vec![name(Weight::Regular).to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec![name(Weight::Regular).to_owned()]);
    ctx.set_fonts(fonts);
}

/// A face by size and weight.
pub(super) fn id(size: f32, weight: Weight) -> FontId {
    FontId::new(size, family(weight))
}

/// The family that stands for a weight.
pub(super) fn family(weight: Weight) -> FontFamily {
    FontFamily::Name(name(weight).into())
}

const fn name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "regular",
        Weight::Medium => "medium",
        Weight::SemiBold => "semibold",
    }
}
