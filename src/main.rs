//! The program: hands over to the window or to the command line. Nothing else belongs here.

fn main() {}
