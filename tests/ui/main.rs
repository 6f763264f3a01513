//! The window, driven by accessible labels; needs the feature `app` but no display.
