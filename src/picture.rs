//! Decodes, scales and encodes images.
//!
//! Decoders are used only here. The first bytes of an image decide its format, never its name; each decoder
//! works within stated limits, and an image beyond them is refused. Does not know articles or screens.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};
use thiserror::Error;

/// Most bytes of an image; a photograph that fills a screen has a tenth of them.
pub const MAX_IMAGE_BYTES: usize = 8 << 20;

/// Most pixels of a side.
const LONGEST_SIDE: u32 = 16_384;

/// Most pixels of an image; cameras take about twelve million.
const MOST_PIXELS: u64 = 40_000_000;

/// Most bytes that a decoder may allocate.
const MOST_MEMORY: u64 = 256 << 20;

/// Pixels of a side below which an image is an ornament, such as a tracking pixel or an icon.
const LEAST_SIDE: u32 = 16;

/// The background of a transparent image: white paper.
const WHITE: u8 = 255;

/// An error: an image cannot be decoded.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The format is not supported, or the image is beyond the limits.
    #[error("not a supported picture format")]
    Unreadable,
    /// The image is damaged; the error of the decoder.
    #[error("the picture is damaged")]
    Damaged(#[source] ImageError),
}

/// An image as pixels, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Red, green and blue of each pixel.
    pub points: Vec<[u8; 3]>,
}

impl Pixels {
    /// The rows, from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[[u8; 3]]> {
        self.points.chunks(usize::try_from(self.width).unwrap_or_default().max(1))
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.points.len() / usize::try_from(self.width).unwrap_or_default().max(1)
    }
}

/// Width and height of an image, by its header; `None` for an image that cannot be decoded, and for an
/// ornament.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.len() > MAX_IMAGE_BYTES {
        return None;
    }
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let is_looked_at = width >= LEAST_SIDE && height >= LEAST_SIDE;
    let fits = u64::from(width) * u64::from(height) <= MOST_PIXELS;
    let lies = is_turned(decoder.orientation().unwrap_or(Orientation::NoTransforms));
    (is_looked_at && fits).then_some(if lies { (height, width) } else { (width, height) })
}

/// An image scaled to a width and a height, with white for transparency; the first frame of an animation.
pub fn scaled(bytes: &[u8], width: u32, height: u32) -> Result<Pixels, PictureError> {
    size(bytes).ok_or(PictureError::Unreadable)?;
    let mut decoder =
        reader(bytes).ok_or(PictureError::Unreadable)?.into_decoder().map_err(PictureError::Damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut whole = DynamicImage::from_decoder(decoder).map_err(PictureError::Damaged)?;
    let (width, height) = (width.max(1), height.max(1));
    // Rotated after scaling, when there are fewer pixels.
    whole =
        if is_turned(orientation) { resized(&whole, height, width) } else { resized(&whole, width, height) };
    whole.apply_orientation(orientation);
    let points = whole.into_rgba8().pixels().map(|pixel| on_white(pixel.0)).collect();
    Ok(Pixels { width, points })
}

/// Encodes pixels as PNG, for terminals that take it.
pub fn encode_png(pixels: &Pixels) -> Result<Vec<u8>, PictureError> {
    let height = u32::try_from(pixels.height()).unwrap_or_default();
    let mut png = Cursor::new(Vec::new());
    let colour = image::ExtendedColorType::Rgb8;
    let bytes = pixels.points.as_flattened();
    image::write_buffer_with_format(&mut png, bytes, pixels.width, height, colour, ImageFormat::Png)
        .map_err(PictureError::Damaged)?;
    Ok(png.into_inner())
}

/// Scales down by averages, which is quick, and up by interpolation.
fn resized(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if width * 2 <= image.width() && height * 2 <= image.height() {
        image.thumbnail_exact(width, height)
    } else {
        image.resize_exact(width, height, FilterType::Triangle)
    }
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    reader.format().filter(|format| formats.contains(format))?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Some(reader)
}

/// Whether an orientation exchanges width and height.
const fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn on_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    [red, green, blue].map(|ink| {
        let (ink, alpha, paper) = (u32::from(ink), u32::from(alpha), u32::from(WHITE));
        u8::try_from((ink * alpha + paper * (255 - alpha)) / 255).unwrap_or(WHITE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u32, height: u32, colour: [u8; 4], format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::from(image::RgbaImage::from_pixel(width, height, image::Rgba(colour)));
        let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_format_is_known_by_its_bytes_and_scaled() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let bytes = drawn(64, 32, [200, 0, 0, 255], format);

            assert_eq!(size(&bytes), Some((64, 32)), "{format:?}");
            for (width, height) in [(8, 4), (60, 30), (100, 10)] {
                let pixels = scaled(&bytes, width, height).unwrap();
                assert_eq!((pixels.width, pixels.rows().count()), (width, height.try_into().unwrap()));
                assert!(pixels.points.iter().all(|[red, green, _]| *red > 190 && *green < 10), "{format:?}");
            }
        }
    }

    #[test]
    fn transparency_becomes_white() {
        let bytes = drawn(32, 32, [0, 0, 0, 0], ImageFormat::Png);

        assert_eq!(scaled(&bytes, 2, 2).unwrap().points, [[WHITE; 3]; 4]);
    }

    #[test]
    fn dots_and_what_is_no_picture_are_passed_over() {
        let words: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'/>";

        for bytes in
            [b"".as_slice(), words, b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM000000", &[0xff, 0xd8, 0xff]]
        {
            assert_eq!(size(bytes), None);
            assert!(scaled(bytes, 8, 8).is_err());
        }
        for (width, height) in [(1, 1), (15, 400), (30_000, 1)] {
            assert_eq!(size(&drawn(width, height, [9; 4], ImageFormat::Png)), None, "{width}x{height}");
        }
    }

    /// A beginning of PNG that promises so many pixels.
    fn promise(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = drawn(64, 64, [9; 4], ImageFormat::Png);
        bytes.splice(16..24, width.to_be_bytes().into_iter().chain(height.to_be_bytes()));
        let mut check = flate2::Crc::new();
        check.update(&bytes[12..29]);
        bytes.splice(29..33, check.sum().to_be_bytes());
        bytes
    }

    #[test]
    fn a_picture_that_promises_more_than_there_is_room_for_is_none() {
        assert_eq!(size(&promise(64, 64)), Some((64, 64)));
        for (width, height) in [(16_000, 16_000), (60_000, 60_000), (u32::MAX, 1), (30_000, 16), (0, 0)] {
            assert_eq!(size(&promise(width, height)), None, "{width}x{height}");
        }
        assert!(scaled(&promise(4_000, 4_000), 8, 8).is_err());
    }

    #[test]
    fn a_damaged_picture_is_an_error_or_has_the_pixels_asked_for() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = drawn(40, 40, [90, 9, 200, 255], format);
            let mut refused = 0;
            let mut check = |bytes: &[u8]| match scaled(bytes, 8, 8) {
                Ok(pixels) => assert_eq!((pixels.width, pixels.points.len()), (8, 64), "{format:?}"),
                Err(PictureError::Unreadable | PictureError::Damaged(_)) => refused += 1,
            };
            for length in 0..whole.len() {
                check(&whole[..length]);
            }
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0xff;
                check(&damaged);
            }
            assert!(refused > 20, "{format:?}: {refused} of {} are refused", 2 * whole.len());
        }
    }

    #[test]
    fn pixels_become_a_picture_again() {
        let pixels = scaled(&drawn(32, 16, [1, 2, 3, 255], ImageFormat::Png), 32, 16).unwrap();

        let again = encode_png(&pixels).unwrap();

        assert_eq!(scaled(&again, 32, 16).unwrap(), pixels);
    }
}
