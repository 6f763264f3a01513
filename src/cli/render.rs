//! `threestrand render`: a map as a picture, the same one that the window exports.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Answer, FINE, extension, open, text};
use crate::analysis::{Options, analyze};
use crate::scene::{self, Lens, Theme};
use crate::text::Engine;
use crate::{derived, disk, export};

/// Draw a map as a picture, exactly as the window exports it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map (.strand, .csv or .graphml).
    file: PathBuf,
    /// The picture to write: .png, .svg or .pdf.
    #[arg(short, long)]
    out: PathBuf,
    /// Width and height of the page, such as 1920x1080.
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "1920x1080", conflicts_with = "scale")]
    size: (f64, f64),
    /// The standard page, so many times as large (PNG: more pixels).
    #[arg(long, value_name = "N", value_parser = factor)]
    scale: Option<f64>,
    /// Colors and sizes.
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeName,
    /// What the picture speaks about.
    #[arg(long, value_enum, default_value = "strength")]
    lens: LensName,
    /// No ground: for slides that have their own.
    #[arg(long)]
    transparent: bool,
    /// SVG: letters as shapes, for programs that ignore embedded fonts.
    #[arg(long)]
    outlines: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
    Projector,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LensName {
    Strength,
    Weak,
}

/// The page of a slide; larger pictures are this one, grown.
const PAGE: (f64, f64) = (1920.0, 1080.0);

pub(super) fn run(args: &Args) -> Answer {
    let format = extension(&args.out);
    if !["png", "svg", "pdf"].contains(&format.as_str()) {
        return Err(format!("a picture is .png, .svg or .pdf: {}", args.out.display()));
    }
    let mut document = open(&args.file)?.document;
    let theme = match args.theme {
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
        ThemeName::Projector => Theme::Projector,
    };
    let lens = match args.lens {
        LensName::Strength => Lens::Strength,
        LensName::Weak => Lens::Weak,
    };
    let measure = Engine::bundled();
    derived::arrange(&mut document, measure, PAGE.0 / PAGE.1);
    let analysis = analyze(&document, &Options::default());
    let mut picture = scene::page(&document, &analysis, measure, theme, lens, page(args.size));
    if args.transparent {
        picture.background = None;
    }
    let scale = args.scale.unwrap_or_else(|| grow(args.size));
    let fallback = export::faces_for(&picture, disk::installed_fonts());
    let title = &document.meta().title;
    let options = export::Options { title, scale, fallback: &fallback, outlines: args.outlines };
    let bytes = match format.as_str() {
        "png" => export::png(&picture, options),
        "svg" => export::svg(&picture, options),
        _ => export::pdf(&picture, options),
    };
    disk::write(&args.out, &bytes.map_err(text)?).map_err(text)?;
    Ok(FINE)
}

/// The page to lay out for a picture of this size: as large as a slide, with the picture's proportions.
fn page((width, height): (f64, f64)) -> (f64, f64) {
    let grow = grow((width, height));
    (width / grow, height / grow)
}

/// How much larger than a slide a picture is: everything in it grows alike.
fn grow((width, height): (f64, f64)) -> f64 {
    (width / PAGE.0).min(height / PAGE.1)
}

fn size(text: &str) -> Result<(f64, f64), String> {
    let sides: Vec<u32> = text.split(['x', 'X']).filter_map(|side| side.trim().parse().ok()).collect();
    match sides[..] {
        [width, height] if (64..=32_768).contains(&width) && (64..=32_768).contains(&height) => {
            Ok((f64::from(width), f64::from(height)))
        }
        _ => Err("give width and height in pixels, 64 to 32768, such as 1920x1080".to_owned()),
    }
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(factor) if (0.1..=16.0).contains(&factor) => Ok(factor),
        _ => Err("give a number from 0.1 to 16".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_picture_is_the_same_page_grown() {
        assert_eq!(page((3840.0, 2160.0)), PAGE);
        assert_eq!(grow((3840.0, 2160.0)), 2.0);
        assert_eq!(page((1080.0, 1080.0)), (1920.0, 1920.0));
    }

    #[test]
    fn odd_sizes_are_refused() {
        for bad in ["0x0", "1920", "1920x", "-1x5", "1e9x4", "99999x99999", "NaNxNaN"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        assert!(factor("NaN").is_err() && factor("0").is_err() && factor("inf").is_err());
    }
}
