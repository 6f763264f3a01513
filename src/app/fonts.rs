//! Our three weights and our symbols as the toolkit's only faces. No face of its own is compiled in; what ours
//! lack comes from the system, found by eframe.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

use crate::text::{BundledFace, Engine, Weight};

const SYMBOLS: &str = "symbols";

/// Makes the bundled faces the only ones that the toolkit starts with.
pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, face: BundledFace| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(Engine::font_bytes(face))));
    };
    add(SYMBOLS, BundledFace::Symbols);
    for weight in Weight::ALL {
        add(name(weight), BundledFace::Text(weight));
    }
    let faces = |weight: Weight| vec![name(weight).to_owned(), SYMBOLS.to_owned()];
    for weight in Weight::ALL {
        fonts.families.insert(family(weight), faces(weight));
    }
    fonts.families.insert(FontFamily::Proportional, faces(Weight::Regular));
    fonts.families.insert(FontFamily::Monospace, faces(Weight::Regular));
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
