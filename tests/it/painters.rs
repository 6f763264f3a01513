//! Every exporter paints every item.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests may fail loudly and say what they skip")]

use std::path::Path as FilePath;
use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::Event;
use threestrand::export::{self, Options, Pixels, pixels};
use threestrand::geom::{BezPath, Point, Rect, Shape as _};
use threestrand::scene::{Color, Disc, Halo, Item, Path, Polyline, Scene, Stroke, TextRun};
use threestrand::text::{BundledFace, Engine, Fallback, FixedWidth, Measure as _, Weight, fit_name, wrap};

const INK: Color = Color::hex(0x1a_2130);
const PAPER: Color = Color::hex(0xfa_faf7);

fn text(text: &str, x: f64, y: f64, weight: Weight) -> Item {
    let size = 13.0;
    Item::Text(TextRun {
        text: text.to_owned(),
        origin: Point::new(x, y),
        size,
        weight,
        width: Engine::bundled().width(text, size, weight),
        color: INK,
        halo: Some(Halo { color: PAPER, width: 3.0 }),
    })
}

fn line(points: &[(f64, f64)], stroke: Stroke) -> Item {
    Item::Polyline(Polyline { points: points.iter().map(|p| Point::from(*p)).collect(), stroke })
}

fn triangle() -> BezPath {
    BezPath::from_svg("M150 70 L180 70 Q180 100 165 100 C150 100 150 90 150 70 Z").unwrap()
}

/// Each kind of item, each kind of stroke, a name in two lines.
fn every_item() -> Scene {
    let exchange = Color::hex(0x14_50a3);
    let items = vec![
        line(&[(30.0, 40.0), (90.0, 20.0), (170.0, 40.0)], Stroke::solid(exchange, 4.0).round()),
        line(&[(30.0, 46.0), (90.0, 26.0), (170.0, 46.0)], Stroke::solid(exchange, 4.0).round()),
        line(&[(30.0, 60.0), (170.0, 60.0)], Stroke::solid(Color::hex(0xd9_480f).alpha(0.5), 9.0)),
        line(&[(30.0, 60.0), (170.0, 60.0)], Stroke::solid(INK, 1.5).dashed(6.0, 4.0)),
        Item::Disc(Disc {
            center: Point::new(30.0, 50.0),
            radius: 16.0,
            fill: Some(INK),
            stroke: Some(Stroke::solid(exchange, 2.0)),
        }),
        Item::Disc(Disc {
            center: Point::new(170.0, 50.0),
            radius: 16.0,
            fill: None,
            stroke: Some(Stroke::solid(INK, 1.5)),
        }),
        Item::Path(Path {
            path: triangle(),
            fill: Some(Color::hex(0x2b_a084).alpha(0.6)),
            stroke: Some(Stroke::solid(INK, 1.0)),
        }),
        text("Customer service", 10.0, 90.0, Weight::Medium),
        text("team", 10.0, 106.0, Weight::Medium),
        text("Tax & <Audit>", 100.0, 116.0, Weight::SemiBold),
    ];
    Scene { bounds: Rect::new(0.0, 0.0, 200.0, 120.0), background: Some(PAPER), items, hits: Vec::new() }
}

fn with_items(items: Vec<Item>) -> Scene {
    Scene { items, background: None, ..every_item() }
}

fn svg_text(scene: &Scene) -> String {
    String::from_utf8(export::svg(scene, "A map").unwrap()).unwrap()
}

fn pixel(picture: &Pixels, x: usize, y: usize) -> [u8; 4] {
    let at = (y * picture.width as usize + x) * 4;
    picture.rgba[at..at + 4].try_into().unwrap()
}

/// The names of the elements in order; panics if the file is not well-formed.
fn elements(svg: &[u8]) -> Vec<String> {
    let mut reader = Reader::from_reader(svg);
    reader.config_mut().check_end_names = true;
    let (mut names, mut buffer) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                names.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    attribute.expect("well-formed attributes");
                }
            }
            Event::Eof => return names,
            _ => {}
        }
        buffer.clear();
    }
}

#[test]
fn every_item_is_in_the_svg() {
    let names = elements(&export::svg(&every_item(), "A map").unwrap());
    let count = |name: &str| names.iter().filter(|n| *n == name).count();
    assert_eq!((count("circle"), count("path"), count("text")), (2, 5, 6), "each text has a halo");
    assert_eq!((count("title"), count("style"), count("rect")), (1, 1, 1));
    assert_eq!(count("g"), 2, "two lines with one stroke share a group");
    let outlines = Options { outlines: true, ..Options::default() };
    let names = elements(&export::svg(&every_item(), outlines).unwrap());
    assert_eq!(names.iter().filter(|n| *n == "path").count(), 5 + 6);
    assert!(!names.iter().any(|n| n == "text" || n == "style"));
}

#[test]
fn every_item_leaves_pixels() {
    let scene = every_item();
    for (i, item) in scene.items.iter().enumerate() {
        let alone = pixels(&with_items(vec![item.clone()]), 2.0).unwrap();
        assert!(alone.rgba.chunks(4).any(|pixel| pixel[3] > 100), "item {i} is not seen");
    }
}

#[test]
fn every_item_is_in_the_pdf() {
    let scene = every_item();
    let none = export::pdf(&with_items(Vec::new()), "").unwrap();
    for (i, item) in scene.items.iter().enumerate() {
        let one = export::pdf(&with_items(vec![item.clone()]), "").unwrap();
        assert!(one.len() > none.len() + 20, "item {i} is not there");
    }
}

#[test]
fn pixels_have_the_colors_of_the_scene() {
    let picture = pixels(&every_item(), 2.0).unwrap();
    assert_eq!((picture.width, picture.height), (400, 240));
    assert_eq!(pixel(&picture, 2, 2), [0xfa, 0xfa, 0xf7, 255], "ground");
    assert_eq!(pixel(&picture, 60, 100), [0x1a, 0x21, 0x30, 255], "disc");
    // Half of the strand's orange on paper.
    let mixed = pixel(&picture, 200, 114);
    let expected = Color::hex(0xfa_faf7).mix(Color::hex(0xd9_480f), 128.0 / 255.0);
    for (have, want) in mixed.iter().zip([expected.r, expected.g, expected.b]) {
        assert!(have.abs_diff(want) <= 2, "{mixed:?} instead of {expected:?}");
    }
}

#[test]
fn transparent_pictures_stay_transparent() {
    let scene = with_items(vec![Item::Disc(Disc {
        center: Point::new(100.0, 60.0),
        radius: 20.0,
        fill: Some(Color::hex(0xd9_480f).alpha(0.5)),
        stroke: None,
    })]);
    let picture = pixels(&scene, 1.0).unwrap();
    assert_eq!(pixel(&picture, 1, 1)[3], 0);
    let [r, g, b, a] = pixel(&picture, 100, 60);
    assert!(a.abs_diff(128) <= 1 && r.abs_diff(0xd9) <= 2 && g.abs_diff(0x48) <= 2 && b.abs_diff(0x0f) <= 2);
    let decoder = png::Decoder::new(std::io::Cursor::new(export::png(&scene, 1.0).unwrap()));
    assert_eq!(decoder.read_info().unwrap().info().color_type, png::ColorType::Rgba);
    assert!(!svg_text(&scene).contains("<rect"));
}

#[test]
fn nothing_is_cut_at_the_border() {
    // A frame that ends exactly at the border of a page that starts nowhere near 0.
    let bounds = Rect::new(-310.3, -95.1, -109.8, 20.2);
    let frame = Path { path: bounds.inset(-2.0).to_path(0.1), fill: None, stroke: Some(Stroke::solid(INK, 4.0)) };
    let scene = Scene { bounds, background: None, items: vec![Item::Path(frame)], hits: Vec::new() };
    for scale in [0.37, 1.0, 2.0, 3.3] {
        let picture = pixels(&scene, scale).unwrap();
        let (right, bottom) = (picture.width as usize - 1, picture.height as usize - 1);
        assert!(f64::from(picture.width) >= bounds.width() * scale - 1e-6);
        for (x, y) in [(0, bottom / 2), (right / 2, 0), (right / 2, bottom), (right, bottom / 2)] {
            assert!(pixel(&picture, x, y)[3] > 0, "pixel {x}, {y} at {scale}");
        }
    }
}

#[test]
fn hostile_text_stays_well_formed() {
    let nasty = "a<b>&\"'c]]>\u{0}\u{8}\u{1b}\u{7f}\u{fffe}\u{202e}<!-- --> \u{2028}e\n";
    let marks = format!("e{}", "\u{301}".repeat(500));
    let texts = [nasty, &marks, "שלום (ab) عربى", "👩\u{200d}👩\u{200d}👧 🇩🇪 1\u{fe0f}\u{20e3}", "", " ", "\u{200d}"];
    let scene = with_items(texts.iter().map(|t| text(t, 10.0, 50.0, Weight::Regular)).collect());
    let svg = export::svg(&scene, nasty).unwrap();
    assert!(elements(&svg).contains(&"text".to_owned()));
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.contains("a&lt;b&gt;&amp;&quot;'c]]&gt;&lt;!-- --&gt; e<"), "{svg}");
    assert!(!svg.contains("<script") && !svg.contains("href"));
    export::pdf(&scene, nasty).unwrap();
    export::png(&scene, 1.0).unwrap();
    elements(&export::svg(&scene, Options { outlines: true, ..Options::from(nasty) }).unwrap());
}

#[test]
fn odd_items_are_left_out_quietly() {
    let items = vec![
        line(&[], Stroke::solid(INK, 1.0)),
        line(&[(1.0, 1.0)], Stroke::solid(INK, 1.0)),
        line(&[(10.0, 10.0), (90.0, 10.0)], Stroke::solid(INK, 0.0)),
        line(&[(10.0, 20.0), (90.0, 20.0)], Stroke::solid(INK.alpha(0.0), 3.0)),
        Item::Path(Path { path: BezPath::new(), fill: Some(INK), stroke: None }),
        text("", 0.0, 0.0, Weight::Regular),
    ];
    let scene = with_items(items);
    assert!(pixels(&scene, 1.0).unwrap().rgba.iter().all(|byte| *byte == 0));
    assert!(!svg_text(&scene).contains("<path"));
    export::pdf(&scene, "").unwrap();
    let solid = with_items(vec![line(&[(10.0, 10.0), (90.0, 10.0)], Stroke::solid(INK, 3.0).dashed(0.0, 0.0))]);
    assert_eq!(pixel(&pixels(&solid, 1.0).unwrap(), 50, 10)[3], 255, "dashes of no length are a solid line");
}

#[test]
fn pictures_without_area_are_refused() {
    for bounds in [Rect::ZERO, Rect::new(0.0, 0.0, 10.0, 0.0), Rect::new(0.0, 0.0, f64::NAN, 9.0)] {
        let scene = Scene { bounds, ..every_item() };
        let expected = "There is nothing to draw yet.";
        assert_eq!(export::svg(&scene, "").unwrap_err().to_string(), expected);
        assert_eq!(export::png(&scene, 1.0).unwrap_err().to_string(), expected);
        assert_eq!(export::pdf(&scene, "").unwrap_err().to_string(), expected);
    }
    for scale in [1000.0, 120.0, f64::INFINITY, f64::NAN] {
        let error = pixels(&every_item(), scale).unwrap_err().to_string();
        assert!(error.contains("choose a smaller size"), "{error}");
    }
}

#[test]
fn the_same_scene_makes_the_same_bytes() {
    let scene = every_item();
    assert_eq!(export::svg(&scene, "A").unwrap(), export::svg(&scene.clone(), "A").unwrap());
    assert_eq!(export::png(&scene, 2.0).unwrap(), export::png(&scene.clone(), 2.0).unwrap());
    assert_eq!(export::pdf(&scene, "A").unwrap(), export::pdf(&scene.clone(), "A").unwrap());
}

#[test]
fn a_png_knows_its_size_in_inches() {
    let options = Options { title: "Märkte", ..Options::from(2.0) };
    let bytes = export::png(&every_item(), options).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let size = reader.info().pixel_dims.unwrap();
    assert_eq!((size.xppu, size.yppu, size.unit), (7559, 7559, png::Unit::Meter), "192 to an inch");
    assert_eq!(reader.info().color_type, png::ColorType::Rgb, "no opacity where all is solid");
    assert_eq!(reader.info().utf8_text[0].get_text().unwrap(), "Märkte");
}

#[test]
fn labels_in_a_pdf_are_found_whole() {
    let mut scene = every_item();
    scene.items.push(text("Efficient flow 漢字", 60.0, 16.0, Weight::Regular));
    scene.items.push(text("Việt Ελλάδα Привет", 60.0, 32.0, Weight::Regular));
    let bytes = export::pdf(&scene, "A map").unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.pdf");
    std::fs::write(&file, bytes).unwrap();
    let Ok(output) = Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output() else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    let found = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = found.lines().map(|line| line.trim_end_matches('\u{c}')).filter(|l| !l.is_empty()).collect();
    let expected = ["Customer service", "team", "Tax & <Audit>", "Efficient flow 漢字", "Việt Ελλάδα Привет"];
    assert_eq!(lines, expected);
}

#[test]
fn a_line_is_as_wide_as_its_glyphs() {
    let engine = Engine::bundled();
    for text in ["AVATAR", "Efficient", "Žluťoučký kůň", "漢字 and ascii", "e\u{301}\u{302}", ""] {
        for weight in Weight::ALL {
            let shaped = engine.shape(text, 13.0, weight);
            let sum: f64 = shaped.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!((shaped.width - sum).abs() < 1e-9, "{text}");
            assert!((engine.width(text, 13.0, weight) - shaped.width).abs() < 1e-9, "{text}");
            assert!((engine.width(text, 26.0, weight) - 2.0 * shaped.width).abs() < 1e-9, "{text}");
        }
    }
}

#[test]
fn figures_are_as_wide_as_each_other() {
    for weight in Weight::ALL {
        let width = |text: &str| Engine::bundled().width(text, 100.0, weight);
        assert!("123456789".chars().all(|c| (width(&c.to_string()) - width("0")).abs() < 1e-9));
        assert!(width("WWW") > width("iii"));
    }
}

#[test]
fn european_letters_have_glyphs() {
    let letters = "ABCxyzÄÖÜäöüßÆØÅæøåŁłŽžŐőŞşİı ΑΒΓαβγώ АБВгдеёЖЇђ ắằẵộợỹĐđ 0123456789 &@€£—–…“”„‘’«»·−×";
    for weight in Weight::ALL {
        let shaped = Engine::bundled().shape(letters, 13.0, weight);
        for glyph in &shaped.glyphs {
            assert!(glyph.face.is_some() && glyph.id != 0, "{}", &letters[glyph.cluster.clone()]);
        }
    }
}

#[test]
fn missing_glyphs_are_fitted_or_hollow() {
    let scene = with_items(vec![text("漢字", 20.0, 60.0, Weight::Medium)]);
    let hollow = pixels(&scene, 4.0).unwrap();
    let alone = |x: f64, y: f64| pixel(&hollow, (x * 4.0) as usize, (y * 4.0) as usize);
    assert_eq!(alone(26.5, 55.0), [0, 0, 0, 0], "the box is empty");
    assert_eq!(&alone(26.5, 59.6)[..3], [0x1a, 0x21, 0x30], "its lower edge is inked");
    // Any other face will do: its glyphs are set into the boxes without moving what follows.
    let mut fallback = Fallback::default();
    assert!(!fallback.add(b"not a font".to_vec(), 0));
    assert!(fallback.add(Engine::font_bytes(BundledFace::Text(Weight::SemiBold)).to_vec(), 0));
    assert!(fallback.fit("漢", 0..3, 13.0, 13.0).is_none(), "that face has no such letter");
    let fitted = fallback.fit("WWW", 0..3, 13.0, 13.0).unwrap();
    let width: f64 = fitted.glyphs.iter().map(|glyph| glyph.advance).sum();
    assert!(fitted.size < 13.0 && (width - 13.0).abs() < 1e-9);
    let fitted = fallback.fit("i", 0..1, 13.0, 13.0).unwrap();
    assert!((fitted.size - 13.0).abs() < 1e-9 && fitted.glyphs[0].x > 4.0, "small ones stand in the middle");
}

#[test]
fn emoji_are_the_same_outlines_in_every_file_without_any_face_of_the_machine() {
    let words = "🌍 👩🏾\u{200d}🚀 ✓ Crew";
    let scene = with_items(vec![text(words, 20.0, 60.0, Weight::Medium)]);
    let ink = |scene: &Scene| pixels(scene, 4.0).unwrap().rgba.as_chunks::<4>().0.iter().filter(|p| p[3] > 128).count();
    let blank = with_items(vec![text("Crew", 20.0, 60.0, Weight::Medium)]);
    assert!(ink(&scene) > ink(&blank) + 1000, "they are drawn");
    // Land and sea in the middle of the globe: neither a hollow box nor a blot.
    let globe = pixels(&scene, 4.0).unwrap();
    let middle = (92..120).flat_map(|x| (204..236).map(move |y| (x, y)));
    let land = middle.filter(|(x, y)| pixel(&globe, *x, *y)[0] < 100).count();
    assert!((100..800).contains(&land), "{land} of 896 pixels");
    let svg = svg_text(&scene);
    assert!(svg.contains("font-family:'Noto Emoji Symbols';src:") && svg.contains("👩🏾\u{200d}🚀"), "text stays text");
    assert!(!svg_text(&blank).contains("'Noto Emoji Symbols';src:"), "no face that nobody needs");
    let pdf = export::pdf(&scene, "Emoji").unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("NotoEmojiSymbols"), "the face is embedded");
}

#[test]
fn the_same_pixels_on_one_core_and_on_many() {
    let scene = every_item();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| export::png(&scene, 8.0).unwrap())
    };
    let one = on(1);
    assert!(one == on(2) && one == on(7));
}

#[test]
fn outlines_stand_on_the_baseline() {
    let engine = Engine::bundled();
    let glyph = engine.shape("H", 100.0, Weight::Medium).glyphs[0].clone();
    let ink = engine.outline(BundledFace::Text(Weight::Medium), glyph.id, 100.0).bounding_box();
    let heights = engine.metrics(100.0, Weight::Medium);
    assert!((ink.y1).abs() < 0.5 && (ink.y0 + heights.cap_height).abs() < 0.5, "{ink:?}");
    assert!(ink.x0 > 0.0 && ink.x1 < glyph.advance);
    assert!(heights.ascent > heights.cap_height && heights.cap_height > heights.x_height && heights.descent > 0.0);
    assert!(engine.outline(BundledFace::Symbols, 60_000, 9.0).elements().is_empty());
}

#[test]
fn names_are_wrapped_but_never_shortened() {
    let engine = Engine::bundled();
    let long = "The quite unreasonably long name of a department that somebody typed into the map ".repeat(3);
    for name in ["Customers", "Regional development agency", "Donaudampfschifffahrtsgesellschaft", long.trim()] {
        let fitted = fit_name(engine, name, 13.0, 11.0, Weight::Medium);
        assert!((1..=3).contains(&fitted.lines.len()));
        let all = fitted.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!(all, name);
        for line in &fitted.lines {
            assert!((line.width - engine.width(&line.text, fitted.size, Weight::Medium)).abs() < 1e-9);
        }
    }
    assert_eq!(wrap(&FixedWidth, "a b", 10.0, Weight::Regular, f64::NAN, 1).len(), 1);
}

/// `UPDATE_FIXTURES=1 cargo test` writes the picture anew after a wanted change; look at it before committing.
#[test]
fn the_drawing_language_is_unchanged() {
    let mut scene = every_item();
    // Letters are left to other tests: the embedded font would drown the drawing.
    scene.items.retain(|item| !matches!(item, Item::Text(_)));
    scene.items.push(Item::Text(TextRun {
        text: "A & B".to_owned(),
        origin: Point::new(10.0, 90.0),
        size: 13.0,
        weight: Weight::Medium,
        width: 35.0,
        color: INK.alpha(0.8),
        halo: Some(Halo { color: PAPER, width: 3.0 }),
    }));
    let svg = svg_text(&scene);
    let (before, rest) = svg.split_once("base64,").unwrap();
    let (_, after) = rest.split_once(')').unwrap();
    let svg = format!("{before}base64,...){after}");
    let file = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/painters/every_item.svg");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&file, &svg).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), svg);
}

/// `UPDATE_FIXTURES=1 cargo test` draws it anew after a wanted change.
#[test]
fn the_icon_in_assets_is_the_mark_of_the_window() {
    let svg = String::from_utf8(export::svg(&threestrand::scene::emblem(256.0), "Threestrand").unwrap()).unwrap();
    let file = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("assets/icon.svg");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&file, &svg).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), svg);
    let mark = pixels(&threestrand::scene::emblem(64.0), 1.0).unwrap();
    assert_eq!(pixel(&mark, 0, 0)[3], 0, "round corners");
    assert_eq!(pixel(&mark, 32, 4)[3], 255, "a ground of its own");
    assert!(svg.matches("stroke=").count() > 8, "its strands wind around each other");
}
