//! Interactive pieces that make a page nicer; every page works without them.
