//! The window: egui, eframe and rfd live here and nowhere else.
