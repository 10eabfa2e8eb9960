//! Triangles to pixels: textures by nearest or bilinear sampling, premultiplied blending, clip rectangles.

use std::collections::HashMap;
use std::path::Path;

use eframe::egui;
use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, TextureId, Vec2};

/// The textures that the window has loaded, the font atlas among them.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, ColorImage>);

impl Textures {
    /// Applies and empties what changed since the last frame.
    pub fn apply(&mut self, delta: &mut egui::TexturesDelta) {
        for (id, changes) in &delta.set {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                match (change.pos, self.0.get_mut(id)) {
                    (Some([left, top]), Some(whole)) => {
                        for row in 0..image.size[1] {
                            let from = row * image.size[0];
                            let to = (top + row) * whole.size[0] + left;
                            whole.pixels[to..to + image.size[0]]
                                .copy_from_slice(&image.pixels[from..from + image.size[0]]);
                        }
                    }
                    _ => {
                        self.0.insert(*id, (**image).clone());
                    }
                }
            }
        }
        for id in &delta.free {
            self.0.remove(id);
        }
        delta.clear();
    }
}

/// A finished picture, RGBA.
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    /// Writes the picture as PNG.
    pub fn save(&self, path: &Path) {
        let file = std::io::BufWriter::new(std::fs::File::create(path).expect("the picture can be written"));
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(self.pixels.as_flattened()).expect("pixels");
    }
}

/// Draws meshes for a screen of `screen` points at `scale` pixels a point.
pub fn draw(meshes: &[ClippedPrimitive], textures: &Textures, screen: Vec2, scale: f32, ground: Color32) -> Picture {
    let (width, height) = ((screen.x * scale).round() as usize, (screen.y * scale).round() as usize);
    let mut picture = Picture { width, height, pixels: vec![ground.to_array(); width * height] };
    for ClippedPrimitive { clip_rect, primitive } in meshes {
        let Primitive::Mesh(mesh) = primitive else { continue };
        let Some(texture) = textures.0.get(&mesh.texture_id) else { continue };
        let clip = [
            (clip_rect.left() * scale).round().max(0.0) as usize,
            (clip_rect.top() * scale).round().max(0.0) as usize,
            ((clip_rect.right() * scale).round().max(0.0) as usize).min(width),
            ((clip_rect.bottom() * scale).round().max(0.0) as usize).min(height),
        ];
        for corner in mesh.indices.chunks_exact(3) {
            let corners = [corner[0], corner[1], corner[2]].map(|index| mesh.vertices[index as usize]);
            triangle(&mut picture, texture, clip, scale, corners);
        }
    }
    picture
}

fn triangle(picture: &mut Picture, texture: &ColorImage, clip: [usize; 4], scale: f32, corners: [Vertex; 3]) {
    let [a, b, c] = corners.map(|corner| corner.pos * scale);
    let cross = |from: egui::Pos2, to: egui::Pos2, at: (f64, f64)| {
        (f64::from(to.x) - f64::from(from.x)) * (at.1 - f64::from(from.y))
            - (f64::from(to.y) - f64::from(from.y)) * (at.0 - f64::from(from.x))
    };
    let area = cross(a, b, (f64::from(c.x), f64::from(c.y)));
    if area == 0.0 {
        return;
    }
    let low = a.min(b).min(c);
    let high = a.max(b).max(c);
    let columns = (low.x.floor().max(0.0) as usize).max(clip[0])..(high.x.ceil().max(0.0) as usize).min(clip[2]);
    let rows = (low.y.floor().max(0.0) as usize).max(clip[1])..(high.y.ceil().max(0.0) as usize).min(clip[3]);
    // A pixel on a shared edge belongs to one triangle only.
    let owns = |side: f64, from: egui::Pos2, to: egui::Pos2| {
        let edge = if area > 0.0 { to - from } else { from - to };
        side * area > 0.0 || (side == 0.0 && (edge.y < 0.0 || (edge.y == 0.0 && edge.x > 0.0)))
    };
    for y in rows {
        for x in columns.clone() {
            let center = (x as f64 + 0.5, y as f64 + 0.5);
            let (wa, wb, wc) = (cross(b, c, center), cross(c, a, center), cross(a, b, center));
            if !(owns(wa, b, c) && owns(wb, c, a) && owns(wc, a, b)) {
                continue;
            }
            let weights = [wa, wb, wc].map(|weight| (weight / area) as f32);
            let mut color = [0.0_f32; 4];
            let (mut u, mut v) = (0.0, 0.0);
            for (corner, weight) in corners.iter().zip(weights) {
                u += corner.uv.x * weight;
                v += corner.uv.y * weight;
                for (sum, part) in color.iter_mut().zip(corner.color.to_array()) {
                    *sum += f32::from(part) * weight;
                }
            }
            let texel = sample(texture, u, v);
            blend(&mut picture.pixels[y * picture.width + x], color, texel);
        }
    }
}

fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let x = (u * width as f32 - 0.5).clamp(0.0, (width - 1) as f32);
    let y = (v * height as f32 - 0.5).clamp(0.0, (height - 1) as f32);
    let (left, top) = (x.floor() as usize, y.floor() as usize);
    let (fx, fy) = (x - left as f32, y - top as f32);
    let at = |column: usize, row: usize| {
        texture.pixels[row.min(height - 1) * width + column.min(width - 1)].to_array().map(f32::from)
    };
    if fx < 0.01 && fy < 0.01 {
        return at(left, top);
    }
    let mut mixed = [0.0; 4];
    for (index, sum) in mixed.iter_mut().enumerate() {
        let upper = at(left, top)[index] * (1.0 - fx) + at(left + 1, top)[index] * fx;
        let lower = at(left, top + 1)[index] * (1.0 - fx) + at(left + 1, top + 1)[index] * fx;
        *sum = upper * (1.0 - fy) + lower * fy;
    }
    mixed
}

fn blend(pixel: &mut [u8; 4], color: [f32; 4], texel: [f32; 4]) {
    let alpha = color[3] * texel[3] / (255.0 * 255.0);
    for (index, under) in pixel.iter_mut().enumerate() {
        let over = color[index] * texel[index] / 255.0;
        *under = (over + f32::from(*under) * (1.0 - alpha)).round().clamp(0.0, 255.0) as u8;
    }
}
