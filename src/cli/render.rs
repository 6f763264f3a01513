//! `threestrand render`: a map as a picture, the same one that the window exports.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Answer, Damaged, FINE, extension, open, text};
use crate::analysis::{Options, analyze};
use crate::export::{Paper, SIDES};
use crate::model::Document;
use crate::scene::{self, Lens, Page, Theme, Values};
use crate::text::Engine;
use crate::{derived, disk, export, report};

/// Draw a map as a picture, exactly as the window exports it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    file: PathBuf,
    /// The picture to write: .png, .svg or .pdf.
    #[arg(short, long)]
    out: PathBuf,
    /// Width and height of the picture, such as 1920x1080.
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "1920x1080", conflicts_with = "paper")]
    size: (u32, u32),
    /// A sheet of paper or a slide instead.
    #[arg(long, value_parser = paper, value_name = "a4|a3|a0|letter|16:9")]
    paper: Option<Paper>,
    /// The sheet upright; otherwise it takes the direction that fits the map (a slide always lies).
    #[arg(long, requires = "paper")]
    upright: bool,
    /// The sheet across, also where the map is higher than it is wide.
    #[arg(long, requires = "paper", conflicts_with = "upright")]
    across: bool,
    /// PNG: so many pixels to a unit of the page, 1 to 8 for most uses.
    #[arg(long, value_name = "N", value_parser = factor, conflicts_with = "size")]
    scale: Option<f64>,
    /// Colors and sizes.
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeName,
    /// What the picture speaks about: strength, weak, matters, exchange, relationship, values (one strand),
    /// silos, owners, trend, gap, portrait, or a perspective such as company or other.
    #[arg(long, default_value = "strength")]
    lens: String,
    /// The slide for a board: a sentence, the map, three call-outs.
    #[arg(long, conflicts_with = "lens")]
    board: bool,
    /// How shared values are shown.
    #[arg(long, value_enum, default_value = "shapes")]
    shared_values: ValuesName,
    /// A line such as the day, beside the title.
    #[arg(long, default_value = "")]
    date: String,
    /// Without the title.
    #[arg(long)]
    no_title: bool,
    /// Without the three dials.
    #[arg(long)]
    no_dials: bool,
    /// Without the legend.
    #[arg(long)]
    no_legend: bool,
    /// Silos: without the table of groups.
    #[arg(long)]
    no_table: bool,
    /// With the notes that are pinned to the map.
    #[arg(long)]
    notes: bool,
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
enum ValuesName {
    Shapes,
    Chips,
    Hidden,
}

pub(super) fn run(args: &Args) -> Answer {
    let format = extension(&args.out);
    if !["png", "svg", "pdf"].contains(&format.as_str()) {
        return Err(format!("a picture is .png, .svg or .pdf: {}", args.out.display()));
    }
    let mut document = open(&args.file, Damaged::default())?.document;
    let theme = match args.theme {
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
        ThemeName::Projector => Theme::Projector,
    };
    let values = match args.shared_values {
        ValuesName::Shapes => Values::Shapes,
        ValuesName::Chips => Values::Chips,
        ValuesName::Hidden => Values::Hidden,
    };
    let lens = if args.board { Lens::Weak } else { lens(&document, &args.lens)? };
    let (paper, scale) = match args.paper {
        Some(paper) => {
            let upright = args.upright || !args.across && paper.turns() && scene::is_upright(&document);
            (paper.size(upright), args.scale.unwrap_or(paper.pixels()))
        }
        None => {
            let (page, grown) = export::page_of(args.size);
            (page, args.scale.unwrap_or(grown))
        }
    };
    let measure = Engine::bundled();
    derived::arrange(&mut document, measure, paper.0 / paper.1);
    let analysis = analyze(&document, &Options::default());
    let board = args.board.then(|| scene::Board {
        headline: report::headline(&document, &analysis),
        callouts: report::callouts(&document, &analysis),
    });
    let page = Page {
        values,
        title: !args.no_title,
        dials: !args.no_dials,
        legend: !args.no_legend,
        table: !args.no_table,
        date: &args.date,
        board: board.as_ref(),
        transparent: args.transparent,
        notes: args.notes,
        ..Page::new(theme, lens, paper)
    };
    let picture = scene::page(&document, &analysis, measure, &page);
    let (fallback, undrawn) = export::faces_for(&picture, disk::installed_fonts());
    if let Some(undrawn) = undrawn {
        eprintln!("{}: {undrawn}", args.file.display());
    }
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

/// The lens with this name, or the eyes of the perspective with this key.
fn lens(document: &Document, name: &str) -> Result<Lens, String> {
    let all = || Lens::ALL.into_iter().chain([Lens::Portrait]);
    all().find(|lens| lens.key() == name).or_else(|| Lens::side(document, name)).ok_or_else(|| {
        let names: Vec<&str> = all().map(Lens::key).collect();
        let sides: Vec<&str> = document.perspectives().map(|perspective| perspective.key.as_str()).collect();
        format!("no lens is called {name:?}; there are {}, {}", names.join(", "), sides.join(", "))
    })
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides: Vec<u32> = text.split(['x', 'X']).filter_map(|side| side.trim().parse().ok()).collect();
    match sides[..] {
        [width, height] if SIDES.contains(&width) && SIDES.contains(&height) => Ok((width, height)),
        _ => Err("give width and height in pixels, 64 to 32768, such as 1920x1080".to_owned()),
    }
}

fn paper(text: &str) -> Result<Paper, String> {
    let found = Paper::ALL.into_iter().find(|paper| paper.key().eq_ignore_ascii_case(text));
    found.ok_or_else(|| "give a4, a3, a0, letter or 16:9".to_owned())
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
    fn odd_sizes_are_refused() {
        for bad in ["0x0", "1920", "1920x", "-1x5", "1e9x4", "99999x99999", "NaNxNaN"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        assert!(factor("NaN").is_err() && factor("0").is_err() && factor("inf").is_err());
    }
}
