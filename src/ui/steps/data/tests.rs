//! Proposals on the small company of the rules' own tests.
