//! The picture as SVG: real text in an embedded font of just the letters used, no scripts, no links.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::line::{Outliner, SetLine, Setting};
use super::shapes::{dashes, polyline, seen_fill, seen_stroke};
use super::{ExportError, Options, page};
use crate::geom::{BezPath, PathEl, Point};
use crate::scene::{Cap, Color, Item, Scene, Stroke, TextRun};
use crate::text::{BundledFace, Engine, clean};

/// Who sets the text where the embedded font is ignored or lacks a letter.
const FAMILIES: &str =
    "'Noto Sans','Noto Emoji Symbols','Segoe UI','Helvetica Neue',Arial,'Noto Sans CJK SC','Segoe UI Emoji',sans-serif";

pub(super) fn paint(scene: &Scene, options: &Options<'_>) -> Result<Vec<u8>, ExportError> {
    let page = page(scene)?;
    let [x, y, width, height] = [page.x0, page.y0, page.width(), page.height()].map(number);
    let mut svg = Svg { out: String::new(), options, outliner: Outliner::new(options.fallback) };
    svg.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\">\n"
    ));
    if !options.title.is_empty() {
        svg.put(format_args!("<title>{}</title>\n", escape(options.title)));
    }
    if !options.outlines {
        svg.fonts(scene);
    }
    if let Some(ground) = seen_fill(scene.background) {
        svg.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
        svg.ink("fill", ground);
        svg.out.push_str("/>\n");
    }
    svg.put(format_args!(
        "<g fill=\"none\" stroke-linejoin=\"round\" font-family=\"{FAMILIES}\" \
         text-rendering=\"geometricPrecision\" xml:space=\"preserve\">\n"
    ));
    // Neighbors that are drawn with the same stroke name it once.
    for items in scene.items.chunk_by(|a, b| shared_stroke(a).is_some() && shared_stroke(a) == shared_stroke(b)) {
        let shared = shared_stroke(&items[0]).filter(|_| items.len() > 1);
        if let Some(stroke) = shared {
            svg.out.push_str("<g");
            svg.pen(&stroke);
            svg.out.push_str(">\n");
        }
        for item in items {
            match item {
                Item::Disc(disc) => svg.circle(disc.center, disc.radius, disc.fill, disc.stroke),
                Item::Polyline(line) if shared.is_some() => svg.bare(&polyline(&line.points)),
                Item::Polyline(line) => svg.path(&polyline(&line.points), None, Some(line.stroke)),
                Item::Path(path) => svg.path(&path.path, path.fill, path.stroke),
                Item::Text(run) if options.outlines => svg.outline(run),
                Item::Text(run) => svg.text(run),
            }
        }
        if shared.is_some() {
            svg.out.push_str("</g>\n");
        }
    }
    svg.out.push_str("</g>\n</svg>\n");
    Ok(svg.out.into_bytes())
}

fn shared_stroke(item: &Item) -> Option<Stroke> {
    match item {
        Item::Polyline(line) => seen_stroke(Some(line.stroke)),
        Item::Disc(_) | Item::Path(_) | Item::Text(_) => None,
    }
}

/// The file under work.
struct Svg<'a> {
    out: String,
    options: &'a Options<'a>,
    outliner: Outliner<'a>,
}

impl Svg<'_> {
    fn put(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(what);
    }

    /// The faces that the text is set in, each with its letters only.
    fn fonts(&mut self, scene: &Scene) {
        let mut texts: BTreeMap<BundledFace, Vec<&str>> = BTreeMap::new();
        for item in &scene.items {
            let Item::Text(run) = item else { continue };
            texts.entry(BundledFace::Text(run.weight)).or_default().push(&run.text);
            let glyphs = Engine::bundled().shape(&run.text, 1.0, run.weight).glyphs;
            if glyphs.iter().any(|glyph| glyph.face == Some(BundledFace::Symbols)) {
                texts.entry(BundledFace::Symbols).or_default().push(&run.text);
            }
        }
        if texts.is_empty() {
            return;
        }
        self.out.push_str("<style>\n");
        for (face, texts) in texts {
            let font = base64(&Engine::bundled().web_font(face, texts));
            let named = match face {
                BundledFace::Text(weight) => format!("'Noto Sans';font-weight:{}", weight.number()),
                BundledFace::Symbols => "'Noto Emoji Symbols'".to_owned(),
            };
            self.put(format_args!("@font-face{{font-family:{named};src:url(data:font/ttf;base64,{font})}}\n"));
        }
        self.out.push_str("</style>\n");
    }

    fn circle(&mut self, center: Point, radius: f64, fill: Option<Color>, stroke: Option<Stroke>) {
        if seen_fill(fill).is_none() && seen_stroke(stroke).is_none() {
            return;
        }
        let [x, y, radius] = [center.x, center.y, radius].map(number);
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\""));
        self.close(fill, stroke);
    }

    fn path(&mut self, path: &BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        if path.elements().is_empty() || (seen_fill(fill).is_none() && seen_stroke(stroke).is_none()) {
            return;
        }
        self.put(format_args!("<path d=\"{}\"", path_data(path)));
        self.close(fill, stroke);
    }

    /// A path that a group around it gives its stroke.
    fn bare(&mut self, path: &BezPath) {
        if path.elements().is_empty() {
            return;
        }
        self.put(format_args!("<path d=\"{}\"/>\n", path_data(path)));
    }

    fn close(&mut self, fill: Option<Color>, stroke: Option<Stroke>) {
        if let Some(fill) = seen_fill(fill) {
            self.ink("fill", fill);
        }
        if let Some(stroke) = seen_stroke(stroke) {
            self.pen(&stroke);
        }
        self.out.push_str("/>\n");
    }

    fn outline(&mut self, run: &TextRun) {
        let outline = self.outliner.outline(run, &SetLine::new(run, self.options.fallback));
        if let Some(halo) = run.halo {
            self.path(&outline, None, Some(Stroke::solid(halo.color, halo.width * 2.0)));
        }
        self.path(&outline, Some(run.color), None);
    }

    /// The halo is a text of its own: `paint-order` would put it above the letters in office programs.
    fn text(&mut self, run: &TextRun) {
        let line = SetLine::new(run, self.options.fallback);
        if let Some(stroke) = run.halo.map(|halo| Stroke::solid(halo.color, halo.width * 2.0)) {
            self.open_text(run);
            self.pen(&stroke);
            self.out.push_str(" aria-hidden=\"true\"");
            self.spans(run, &line);
        }
        self.open_text(run);
        self.ink("fill", run.color);
        self.spans(run, &line);
    }

    fn open_text(&mut self, run: &TextRun) {
        let [x, y, size] = [run.origin.x, run.origin.y, run.size].map(number);
        let weight = run.weight.number();
        self.put(format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\""));
    }

    /// The letters; those of another face are held to the place that the picture has given them.
    fn spans(&mut self, run: &TextRun, line: &SetLine) {
        self.out.push('>');
        for piece in &line.pieces {
            let text = escape(&line.text[piece.range.clone()]);
            match piece.setting {
                Setting::Bundled(BundledFace::Text(_), _) if line.pieces.len() == 1 => self.out.push_str(&text),
                Setting::Bundled(BundledFace::Text(_), _) => {
                    self.put(format_args!("<tspan x=\"{}\">{text}</tspan>", number(run.origin.x + piece.x)));
                }
                Setting::Bundled(BundledFace::Symbols, _) | Setting::Fitted(_) | Setting::Hollow(_) => {
                    let [x, width] = [run.origin.x + piece.x, piece.width].map(number);
                    self.put(format_args!(
                        "<tspan x=\"{x}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{text}</tspan>"
                    ));
                }
            }
        }
        self.out.push_str("</text>\n");
    }

    fn ink(&mut self, attribute: &str, color: Color) {
        self.put(format_args!(" {attribute}=\"#{:02x}{:02x}{:02x}\"", color.r, color.g, color.b));
        if color.a < 255 {
            self.put(format_args!(" {attribute}-opacity=\"{}\"", decimal(f64::from(color.a) / 255.0, 3)));
        }
    }

    fn pen(&mut self, stroke: &Stroke) {
        self.ink("stroke", stroke.color);
        self.put(format_args!(" stroke-width=\"{}\"", number(stroke.width)));
        match stroke.cap {
            Cap::Butt => {}
            Cap::Round => self.out.push_str(" stroke-linecap=\"round\""),
        }
        if let Some([dash, gap]) = dashes(stroke) {
            self.put(format_args!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)));
        }
    }
}

/// The outline in SVG's path language; a command that repeats is not written again.
fn path_data(path: &BezPath) -> String {
    let mut data = String::new();
    let mut last = ' ';
    for element in path.elements() {
        let (command, points) = match *element {
            PathEl::MoveTo(p) => ('M', vec![p]),
            PathEl::LineTo(p) => ('L', vec![p]),
            PathEl::QuadTo(a, p) => ('Q', vec![a, p]),
            PathEl::CurveTo(a, b, p) => ('C', vec![a, b, p]),
            PathEl::ClosePath => ('Z', vec![]),
        };
        if command != last || command == 'M' {
            data.push(command);
        } else {
            data.push(' ');
        }
        last = command;
        let numbers: Vec<String> = points.iter().flat_map(|p| [number(p.x), number(p.y)]).collect();
        data.push_str(&numbers.join(" "));
    }
    data
}

/// A length in picture units.
fn number(value: f64) -> String {
    decimal(value, 2)
}

/// All numbers of the file are written here: no exponent, no trailing zeros, no negative zero.
fn decimal(value: f64, places: usize) -> String {
    let mut text = format!("{:.places$}", if value.is_finite() { value } else { 0.0 });
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// `text` as XML character data, without the characters that XML forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (word >> (18 - 6 * digit)) & 63;
            out.push(if digit > chunk.len() { '=' } else { char::from(DIGITS[value as usize]) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_plain() {
        for (value, expected) in
            [(1.0, "1"), (-0.001, "0"), (0.125, "0.12"), (1e7 + 0.5, "10000000.5"), (f64::NAN, "0"), (100.0, "100")]
        {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn base64_pads_to_four() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn repeated_commands_are_left_out() {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((1.0, 2.5));
        path.line_to((3.0, -4.0));
        path.close_path();
        assert_eq!(path_data(&path), "M0 0L1 2.5 3 -4Z");
    }
}
