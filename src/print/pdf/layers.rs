//! What the copies of a page have in common is written into the file once: as contents that several pages name.

use std::collections::HashMap;
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::super::page::{Item, Page};

/// The shared layers of a file's pages. printpdf knows nothing of them: it is given each as a page after the last real
/// one, whose contents then go to the pages that share it.
#[derive(Default)]
pub(crate) struct Layers<'a> {
    /// One page of each layer.
    pub pages: Vec<&'a Page>,
    known: HashMap<*const Vec<Item>, usize>,
    /// (page, layer), both counted from 0.
    uses: Vec<(usize, usize)>,
}

impl<'a> Layers<'a> {
    /// Notes the layer of a page, if it has one; `number` counts pages from 0.
    pub fn note(&mut self, number: usize, page: &'a Page) {
        let Some(shared) = &page.shared else { return };
        let layer = *self.known.entry(Arc::as_ptr(shared)).or_insert_with(|| {
            self.pages.push(page);
            self.pages.len() - 1
        });
        self.uses.push((number, layer));
    }

    /// Gives the layers to their pages, and takes the pages that carried them, all after the first `count`, out.
    pub fn lay(&self, file: &mut lopdf::Document, count: usize) -> lopdf::Result<()> {
        if self.pages.is_empty() {
            return Ok(());
        }
        let root = file.catalog()?.get(b"Pages")?.as_reference()?;
        let tree = file.get_dictionary_mut(root)?;
        let mut pages: Vec<ObjectId> =
            tree.get(b"Kids")?.as_array()?.iter().map(Object::as_reference).collect::<lopdf::Result<_>>()?;
        let carriers = pages.split_off(count.min(pages.len()));
        tree.set("Kids", pages.iter().copied().map(Object::Reference).collect::<Vec<_>>());
        tree.set("Count", pages.len() as i64);
        let mut layers = Vec::with_capacity(carriers.len());
        for carrier in carriers {
            let page = file.get_dictionary(carrier)?;
            layers.push(page.get(b"Contents")?.clone());
            let resources = page.get(b"Resources")?.as_reference()?;
            file.objects.remove(&carrier);
            file.objects.remove(&resources);
        }
        for (page, layer) in &self.uses {
            let (Some(page), Some(layer)) = (pages.get(*page), layers.get(*layer)) else { continue };
            let page = file.get_dictionary_mut(*page)?;
            let own = page.get(b"Contents")?.clone();
            page.set("Contents", vec![layer.clone(), own]);
        }
        Ok(())
    }
}
