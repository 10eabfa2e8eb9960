//! Is everything as it was written?
