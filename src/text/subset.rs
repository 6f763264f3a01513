//! A small font of only the letters that a picture uses, to be embedded in an SVG file.
//!
//! Glyphs are numbered anew; pair kerning is kept as a plain `kern` table (OpenType, chapters cmap, glyf,
//! kern). Ligatures and free mark positions are not: composed letters and kerning carry the look.

use std::collections::{BTreeMap, BTreeSet};

use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _, Tag};

use super::{BundledFace, Engine, Weight};

/// Marks of a composite glyph's components.
const WORDS: u16 = 0x0001;
const ONE_SCALE: u16 = 0x0008;
const MORE: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const MATRIX: u16 = 0x0080;

impl Engine {
    /// A TrueType font with the letters of `texts` and their kerning, for a browser without our faces.
    ///
    /// The same bytes for the same letters and pairs.
    #[must_use]
    pub fn web_font<'a>(&self, which: BundledFace, texts: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let face = self.face(which);
        let Some(font) = face.font() else { return Vec::new() };
        let (charmap, em) = (font.charmap(), face.units_per_em());
        // Symbols have one weight: any will find them.
        let weight = if let BundledFace::Text(weight) = which { weight } else { Weight::Medium };
        let mut kept = BTreeSet::from([0]);
        let mut kerning: BTreeMap<(u32, u32), i16> = BTreeMap::new();
        for text in texts {
            kept.extend(text.chars().filter_map(|c| charmap.map(c)).map(|glyph| glyph.to_u32()));
            let glyphs = self.shape(text, em, weight).glyphs;
            kept.extend(glyphs.iter().filter(|glyph| glyph.face == Some(which)).map(|glyph| glyph.id));
            for pair in glyphs.windows(2).filter(|pair| pair.iter().all(|glyph| glyph.face == Some(which))) {
                let kern = pair[0].advance.round() as i32 - i32::from(metrics(&font, pair[0].id).0);
                if let Ok(kern) = i16::try_from(kern)
                    && kern != 0
                {
                    kerning.insert((pair[0].id, pair[1].id), kern);
                }
            }
        }
        build(&font, kept, &kerning)
    }
}

/// The font file of the kept glyphs and their components.
fn build(font: &FontRef<'_>, mut kept: BTreeSet<u32>, kerning: &BTreeMap<(u32, u32), i16>) -> Vec<u8> {
    let mut open: Vec<u32> = kept.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(components(glyph_data(font, id)).into_iter().map(|(_, id)| id).filter(|id| kept.insert(*id)));
    }
    let renumbered: BTreeMap<u32, u16> = kept.iter().copied().zip(0..).collect();
    let count = renumbered.len() as u16;

    let (mut glyf, mut loca, mut hmtx) = (Vec::new(), vec![0; 4], Vec::new());
    for id in &kept {
        let mut data = glyph_data(font, *id).to_vec();
        for (at, component) in components(&data) {
            put16(&mut data, at, renumbered[&component]);
        }
        glyf.extend(data);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        loca.extend((glyf.len() as u32).to_be_bytes());
        let (advance, bearing) = metrics(font, *id);
        hmtx.extend(advance.to_be_bytes());
        hmtx.extend(bearing.to_be_bytes());
    }

    let copy = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).map(|data| data.as_bytes().to_vec()).unwrap_or_default();
    let (mut head, mut hhea, mut maxp) = (copy(b"head"), copy(b"hhea"), copy(b"maxp"));
    head[8..12].fill(0); // the checksum of the whole file, filled in below
    put16(&mut head, 50, 1); // long offsets in loca
    put16(&mut hhea, 34, count);
    put16(&mut maxp, 4, count);
    assemble(&[
        (b"OS/2", copy(b"OS/2")),
        (b"cmap", cmap(font, &renumbered)),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"kern", kern(kerning, &renumbered)),
        (b"loca", loca),
        (b"maxp", maxp),
        (b"name", copy(b"name")),
        (b"post", copy(b"post")),
    ])
}

/// The bytes of a glyph; empty for a space.
fn glyph_data<'a>(font: &FontRef<'a>, id: u32) -> &'a [u8] {
    let read = || {
        let loca = font.loca(None).ok()?;
        let (start, end) = (loca.get_raw(id as usize)?, loca.get_raw(id as usize + 1)?);
        font.table_data(Tag::new(b"glyf"))?.as_bytes().get(start as usize..end as usize)
    };
    read().unwrap_or_default()
}

/// Where a composite glyph names its components, and which they are.
fn components(data: &[u8]) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    // A glyph without a negative number of contours has none.
    if get16(data, 0).is_none_or(|contours| contours < 0x8000) {
        return found;
    }
    let mut at = 10;
    while let (Some(flags), Some(id)) = (get16(data, at), get16(data, at + 2)) {
        found.push((at + 2, u32::from(id)));
        let scales = match flags & (ONE_SCALE | TWO_SCALES | MATRIX) {
            ONE_SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 } + scales;
        if flags & MORE == 0 {
            break;
        }
    }
    found
}

/// The advance and the left side bearing of a glyph.
fn metrics(font: &FontRef<'_>, id: u32) -> (u16, i16) {
    let Ok(hmtx) = font.hmtx() else { return (0, 0) };
    let id = skrifa::GlyphId::new(id);
    (hmtx.advance(id).unwrap_or(0), hmtx.side_bearing(id).unwrap_or(0))
}

/// All characters that lead to the kept glyphs, so that composed letters are found composed.
fn cmap(font: &FontRef<'_>, renumbered: &BTreeMap<u32, u16>) -> Vec<u8> {
    let mut groups: Vec<u8> = Vec::new();
    for (character, glyph) in font.charmap().mappings() {
        if let Some(new) = renumbered.get(&glyph.to_u32()).filter(|new| **new != 0) {
            for value in [character, character, u32::from(*new)] {
                groups.extend(value.to_be_bytes());
            }
        }
    }
    let mut table = Vec::new();
    // One table, for Windows and full Unicode, right behind this header.
    table.extend([0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12].map(|byte: u8| byte));
    table.extend([0, 12, 0, 0]);
    for value in [16 + groups.len(), 0, groups.len() / 12] {
        table.extend((value as u32).to_be_bytes());
    }
    table.extend(groups);
    table
}

/// Pairs in the order of their new numbers, which is that of the old ones.
fn kern(kerning: &BTreeMap<(u32, u32), i16>, renumbered: &BTreeMap<u32, u16>) -> Vec<u8> {
    // The oldest reader counts the bytes of a table in 16 bits.
    let pairs: Vec<_> = kerning.iter().take(10_000).collect();
    let count = pairs.len() as u16;
    let selector = count.checked_ilog2().unwrap_or(0) as u16;
    let range = (1 << selector) * 6;
    let mut table = Vec::new();
    for value in [0, 1, 0, 14 + count * 6, 1, count, range, selector, (count * 6).saturating_sub(range)] {
        table.extend(value.to_be_bytes());
    }
    for ((left, right), value) in pairs {
        table.extend(renumbered[left].to_be_bytes());
        table.extend(renumbered[right].to_be_bytes());
        table.extend(value.to_be_bytes());
    }
    table
}

/// The file: a directory, then the tables, given in the order of their tags.
fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let selector = count.ilog2() as u16;
    let range = (1 << selector) * 16;
    let mut file = vec![0, 1, 0, 0];
    for value in [count, range, selector, count * 16 - range] {
        file.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, data) in tables {
        if *tag == b"head" {
            head = offset;
        }
        file.extend(*tag);
        for value in [checksum(data), offset as u32, data.len() as u32] {
            file.extend(value.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
    file[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    file
}

/// The sum of the 32-bit words, as if padded with zeros.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn get16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn put16(data: &mut [u8], at: usize, value: u16) {
    data[at..at + 2].copy_from_slice(&value.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Measure as _;
    use crate::text::face::Face;

    #[track_caller]
    fn check(which: BundledFace, text: &str) {
        let engine = Engine::bundled();
        let bytes = engine.web_font(which, [text]);
        assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
        let face = Face::new(bytes, 0).expect("a font");
        let units = face.shape(text, 0..text.len(), None);
        assert!(units.iter().all(|unit| unit.id != 0), "no letter of {text} is missing");
        let width = units.iter().map(|unit| f64::from(unit.advance)).sum::<f64>();
        let whole = engine.width(text, 1000.0, Weight::Medium);
        assert!((width - whole).abs() < 0.5, "{text}: {width} instead of {whole}");
        let shaped = engine.shape(text, 1000.0, Weight::Medium);
        for (unit, glyph) in units.iter().zip(&shaped.glyphs) {
            assert_eq!(face.outline(unit.id, 1000.0), engine.outline(which, glyph.id, 1000.0));
        }
    }

    #[test]
    fn web_fonts_keep_letters_widths_and_shapes() {
        check(BundledFace::Text(Weight::Medium), "AVATAR Tax & To. Wave");
        check(BundledFace::Text(Weight::Medium), "Ærøskøbing Žluťoučký Šárka");
        check(BundledFace::Text(Weight::Medium), "Ελληνικά Привет Việt Nam");
        check(BundledFace::Text(Weight::Medium), "e\u{301}");
        check(BundledFace::Symbols, "🌍→👍🏽✓");
    }
}
