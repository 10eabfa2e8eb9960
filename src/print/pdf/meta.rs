//! What makes the file an archive file (PDF/A-2u): colour profile, metadata packet, document information, identifier.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::i18n::Lang;

/// What the file says about itself.
pub(crate) struct About<'a> {
    pub title: &'a str,
    pub lang: Lang,
    pub dated: NaiveDate,
}

const PRODUCER: &str = concat!("yili-orders ", env!("CARGO_PKG_VERSION"));

/// Turns a plain document into an archive file. Nothing in it depends on the clock or on chance.
pub(crate) fn finish(document: &mut Document, about: &About<'_>) {
    document.version = "1.7".to_owned();
    document.binary_mark = vec![0xe2, 0xe3, 0xcf, 0xd3];
    let packet = document.add_object(
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(about).into_bytes())
            .with_compression(false),
    );
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, srgb_profile()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Metadata", packet);
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
        catalog.set("Lang", Object::string_literal(about.lang.tag()));
        catalog.set("PageLayout", "SinglePage");
        // A name: printpdf writes it as a string where there are bookmarks.
        catalog.set("PageMode", if catalog.has(b"Outlines") { "UseOutlines" } else { "UseNone" });
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    }
    let date = Object::string_literal(format!("D:{}000000Z", about.dated.format("%Y%m%d")));
    let information = dictionary! {
        "Title" => utf16(about.title),
        "Creator" => Object::string_literal(PRODUCER),
        "Producer" => Object::string_literal(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    set_information(document, information);
    let identifier = identifier(document);
    document.trailer.set("ID", vec![identifier.clone(), identifier]);
}

fn set_information(document: &mut Document, information: Dictionary) {
    match document.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(place) => document.set_object(place, information),
        Err(_) => {
            let place = document.add_object(information);
            document.trailer.set("Info", place);
        }
    }
}

fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The file's identifier, made from its contents.
fn identifier(document: &Document) -> Object {
    let mut hash = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal)
}

fn xmp(about: &About<'_>) -> String {
    let date = about.dated.format("%Y-%m-%dT00:00:00Z");
    let title = escape(about.title);
    let language = about.lang.tag();
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    )
}

fn escape(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).fold(String::new(), |mut escaped, character| {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
        escaped
    })
}

/// The sRGB colour space as an ICC profile (version 4, matrix and parametric curve), built from its published figures.
fn srgb_profile() -> Vec<u8> {
    // 15.16 fixed point, from hundred-thousandths.
    let fixed = |value: i64| ((value * 65_536 + 50_000).div_euclid(100_000) as i32).to_be_bytes();
    let xyz = |values: [i64; 3]| {
        let mut data = b"XYZ \0\0\0\0".to_vec();
        data.extend(values.into_iter().flat_map(fixed));
        data
    };
    let words = |text: &str| {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut data = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
        data.extend((utf16.len() as u32).to_be_bytes());
        data.extend(28_u32.to_be_bytes());
        data.extend(utf16);
        data
    };
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    curve.extend([240_000, 94_787, 5_213, 7_740, 4_045].into_iter().flat_map(fixed));
    let mut adaptation = b"sf32\0\0\0\0".to_vec();
    adaptation.extend([104_788, 2_292, -5_020, 2_959, 99_048, -1_707, -923, 1_508, 75_168].into_iter().flat_map(fixed));
    let blocks = [
        words("sRGB"),
        words("No copyright, use freely"),
        xyz([96_420, 100_000, 82_491]),
        xyz([43_607, 22_249, 1_392]),
        xyz([38_515, 71_687, 9_708]),
        xyz([14_307, 6_061, 71_410]),
        curve,
        adaptation,
    ];
    let tags: [(&[u8; 4], usize); 10] = [
        (b"desc", 0),
        (b"cprt", 1),
        (b"wtpt", 2),
        (b"rXYZ", 3),
        (b"gXYZ", 4),
        (b"bXYZ", 5),
        (b"rTRC", 6),
        (b"gTRC", 6),
        (b"bTRC", 6),
        (b"chad", 7),
    ];
    let mut places = Vec::new();
    let mut data = Vec::new();
    let start = 128 + 4 + tags.len() * 12;
    for block in &blocks {
        places.push((start + data.len(), block.len()));
        data.extend_from_slice(block);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = Vec::with_capacity(start + data.len());
    profile.extend(((start + data.len()) as u32).to_be_bytes());
    profile.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    profile.extend([2026_u16, 1, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes));
    profile.extend(b"acsp");
    profile.resize(68, 0);
    profile.extend([96_420, 100_000, 82_491].into_iter().flat_map(fixed));
    profile.resize(128, 0);
    profile.extend((tags.len() as u32).to_be_bytes());
    for (name, block) in tags {
        let (place, length) = places[block];
        profile.extend(name);
        profile.extend((place as u32).to_be_bytes());
        profile.extend((length as u32).to_be_bytes());
    }
    profile.extend(data);
    profile
}
