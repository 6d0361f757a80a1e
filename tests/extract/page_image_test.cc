#include "extract/page_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/extract/drawn_picture.h"
#include "tests/extract/pdf_builder.h"

namespace avstam::extract {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr int kTile = 20, kColumns = 4, kRows = 3;  // a picture of tiles, no two of one grey

GreyImage Tiles() {
  Picture picture(kColumns * kTile, kRows * kTile, 72);
  for (int tile = 0; tile < kColumns * kRows; ++tile) {
    const int x = tile % kColumns * kTile, y = tile / kColumns * kTile;
    picture.Fill({x, y, x + kTile, y + kTile}, 5 + 20 * tile);
  }
  return picture.image;
}

// Mean greys of the tiles' middles, row by row, on an image that shows `columns` of them in a row.
std::vector<int> TileGreys(const GreyImage& image, int columns) {
  std::vector<int> greys;
  const int rows = kColumns * kRows / columns;
  const double wide = static_cast<double>(image.width) / columns,
               high = static_cast<double>(image.height) / rows;
  for (int tile = 0; tile < kColumns * kRows; ++tile) {
    const int x = static_cast<int>((tile % columns + 0.5) * wide),
              y = static_cast<int>((tile / columns + 0.5) * high);
    greys.push_back(static_cast<int>(std::lround(Mean(image, {x - 3, y - 3, x + 3, y + 3}))));
  }
  return greys;
}

struct Shown {
  Page page;
  std::optional<GreyImage> decoded, rendered;  // of the first image
  std::string why_not_decoded, why_not_rendered;
};

Shown Show(const std::string& pdf, const ImageLimits& limits = {}) {
  PdfFile file(pdf, {});
  Document document = file.Announce();
  file.ReadPage(1, &document);
  Shown shown;
  shown.page = document.pages[0];
  if (shown.page.images.empty()) return shown;
  shown.decoded = DecodeImage(&file, shown.page, 0, limits, &shown.why_not_decoded);
  shown.rendered =
      RenderPage(&file, shown.page, shown.page.images[0].box, 72, limits, &shown.why_not_rendered);
  return shown;
}

void ExpectSame(const std::vector<int>& got, const std::vector<int>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], want[i], 2) << "tile " << i;
}

struct MatrixRow {
  const char* name;
  std::string matrix;  // of the image on the page
  bool across;         // its rows lie across the unrotated page
};
void PrintTo(const MatrixRow& row, std::ostream* out) { *out << row.name; }

class Orientation : public ::testing::TestWithParam<std::tuple<MatrixRow, int>> {};

TEST_P(Orientation, IsThatOfTheRenderedPage) {
  const auto& [row, rotation] = GetParam();
  const GreyImage tiles = Tiles();
  const Shown shown = Show(PdfBuilder()
                               .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                               .Page("q " + row.matrix + " cm /Im1 Do Q",
                                     fmt::format("/MediaBox [0 0 595 842] /Rotate {}", rotation))
                               .Build());
  ASSERT_THAT(shown.page.images, SizeIs(1));
  ASSERT_TRUE(shown.decoded) << shown.why_not_decoded;
  ASSERT_TRUE(shown.rendered) << shown.why_not_rendered;
  const bool across = row.across == (rotation % 180 == 0);
  EXPECT_EQ(shown.decoded->width, across ? tiles.width : tiles.height);
  EXPECT_EQ(shown.decoded->height, across ? tiles.height : tiles.width);
  EXPECT_NEAR(shown.decoded->dpi, 36, 0.5) << "a pixel is two points";
  const int columns = across ? kColumns : kRows;
  ExpectSame(TileGreys(*shown.decoded, columns), TileGreys(*shown.rendered, columns));
}
INSTANTIATE_TEST_SUITE_P(
    Rows, Orientation,
    ::testing::Combine(::testing::Values(MatrixRow{"upright", "160 0 0 120 100 300", true},
                                         MatrixRow{"upside_down", "-160 0 0 -120 300 500", true},
                                         MatrixRow{"mirrored", "-160 0 0 120 300 300", true},
                                         MatrixRow{"flipped", "160 0 0 -120 100 500", true},
                                         MatrixRow{"turned_left", "0 160 -120 0 300 300", false},
                                         MatrixRow{"turned_right", "0 -160 120 0 200 500", false},
                                         MatrixRow{"mirrored_left", "0 160 120 0 200 300", false},
                                         MatrixRow{"mirrored_right", "0 -160 -120 0 400 500", false}),
                       ::testing::Values(0, 90, 180, 270)),
    [](const auto& info) {
      return fmt::format("{}_rotate_{}", std::get<0>(info.param).name, std::get<1>(info.param));
    });

TEST(DecodeImage, UprightIsTheImageItself) {
  const GreyImage tiles = Tiles();
  const Shown shown = Show(PdfBuilder()
                               .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                               .Page("q 160 0 0 120 100 300 cm /Im1 Do Q")
                               .Build());
  ASSERT_TRUE(shown.decoded);
  EXPECT_TRUE(shown.decoded->pixels == tiles.pixels);
  EXPECT_NEAR(shown.page.images[0].box.left, 100, 0.01);
  EXPECT_NEAR(shown.page.images[0].box.bottom, kPageHeight - 300, 0.01);
}

// The tiles with an odd number as bits that are set: what a fax is.
std::string Bits() {
  std::string out;
  for (int y = 0; y < kRows * kTile; ++y)
    for (int byte = 0; byte < kColumns * kTile / 8; ++byte) {
      int bits = 0;
      for (int x = byte * 8; x < byte * 8 + 8; ++x)
        bits = bits << 1 | ((y / kTile * kColumns + x / kTile) & 1);
      out += static_cast<char>(bits);
    }
  return out;
}

struct BitRow {
  const char* name;
  std::string entries, content;
  int set, unset;  // grey of the odd tiles and of the others
};
void PrintTo(const BitRow& row, std::ostream* out) { *out << row.name; }

class OneBit : public ::testing::TestWithParam<BitRow> {};
TEST_P(OneBit, IsShownAsRendered) {
  const BitRow& row = GetParam();
  const Shown shown = Show(PdfBuilder()
                               .Image(fmt::format("/Width {} /Height {} /BitsPerComponent 1 {}",
                                                  kColumns * kTile, kRows * kTile, row.entries),
                                      Bits())
                               .Page(row.content + " q 160 0 0 120 100 300 cm /Im1 Do Q")
                               .Build());
  ASSERT_THAT(shown.page.images, SizeIs(1));
  ASSERT_TRUE(shown.decoded) << shown.why_not_decoded;
  ASSERT_TRUE(shown.rendered) << shown.why_not_rendered;
  std::vector<int> want;
  for (int tile = 0; tile < kColumns * kRows; ++tile) want.push_back(tile % 2 == 1 ? row.set : row.unset);
  ExpectSame(TileGreys(*shown.decoded, kColumns), want);
  ExpectSame(TileGreys(*shown.rendered, kColumns), want);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, OneBit,
    ::testing::Values(BitRow{"grey", "/ColorSpace /DeviceGray", "", 255, 0},
                      BitRow{"grey_inverted", "/ColorSpace /DeviceGray /Decode [1 0]", "", 0, 255},
                      BitRow{"mask", "/ImageMask true", "0 g", 255, 0},
                      BitRow{"mask_inverted", "/ImageMask true /Decode [1 0]", "0 g", 0, 255},
                      BitRow{"mask_in_grey", "/ImageMask true", "0.4 g", 255, 102},
                      BitRow{"palette", "/ColorSpace [/Indexed /DeviceGray 1 <C020>]", "", 32, 192}),
    [](const auto& info) { return info.param.name; });

TEST(DecodeImage, GivesWhatThePageShowsOfACroppedImage) {
  const GreyImage tiles = Tiles();
  // Of four columns the two in the middle, of three rows the lower two.
  const Shown shown = Show(PdfBuilder()
                               .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                               .Page("q 140 300 80 80 re W n 160 0 0 120 100 300 cm /Im1 Do Q")
                               .Build());
  ASSERT_THAT(shown.page.images, SizeIs(1));
  ASSERT_TRUE(shown.decoded) << shown.why_not_decoded;
  EXPECT_NEAR(shown.decoded->width, 2 * kTile, 1);
  EXPECT_NEAR(shown.decoded->height, 2 * kTile, 1);
  for (const GreyImage& image : {*shown.decoded, *shown.rendered}) {
    const int w = image.width, h = image.height;
    EXPECT_NEAR(Mean(image, {w / 4 - 2, h / 4 - 2, w / 4 + 2, h / 4 + 2}), 105, 2);
    EXPECT_NEAR(Mean(image, {3 * w / 4 - 2, 3 * h / 4 - 2, 3 * w / 4 + 2, 3 * h / 4 + 2}), 205, 2);
  }
}

TEST(DecodeImage, LeavesToRenderingWhatIsMoreThanAnImage) {
  const GreyImage tiles = Tiles();
  for (const char* matrix : {"155 40 -30 116 200 300"}) {
    const Shown askew = Show(PdfBuilder()
                                 .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                                 .Page(fmt::format("q {} cm /Im1 Do Q", matrix))
                                 .Build());
    EXPECT_FALSE(askew.decoded);
    EXPECT_EQ(askew.why_not_decoded, "");
    EXPECT_TRUE(askew.rendered);
  }
  const Shown masked = Show(
      PdfBuilder()
          .Image(fmt::format("/Width {} /Height {} /BitsPerComponent 8 /ColorSpace /DeviceGray /Mask [5 5]",
                             tiles.width, tiles.height),
                 Bytes(tiles))
          .Page("q 160 0 0 120 100 300 cm /Im1 Do Q")
          .Build());
  EXPECT_FALSE(masked.decoded);
  EXPECT_EQ(masked.why_not_decoded, "");
  ASSERT_TRUE(masked.rendered);
  EXPECT_NEAR(TileGreys(*masked.rendered, kColumns)[0], 255, 2) << "masked out";
}

TEST(DecodeImage, TakesTheImageThatIsAskedFor) {
  const GreyImage tiles = Tiles();
  GreyImage other = tiles;
  std::reverse(other.pixels.begin(), other.pixels.end());
  const std::string pdf = PdfBuilder()
                              .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                              .GreyImage(other.width, other.height, Bytes(other))
                              .Page("q 160 0 0 120 100 300 cm /Im1 Do Q q 160 0 0 120 100 500 cm /Im2 Do Q")
                              .Build();
  PdfFile file(pdf, {});
  Document document = file.Announce();
  file.ReadPage(1, &document);
  ASSERT_THAT(document.pages[0].images, SizeIs(2));
  std::string why;
  const std::optional<GreyImage> first = DecodeImage(&file, document.pages[0], 0, {}, &why);
  const std::optional<GreyImage> second = DecodeImage(&file, document.pages[0], 1, {}, &why);
  ASSERT_TRUE(first && second) << why;
  EXPECT_TRUE(first->pixels == tiles.pixels);
  EXPECT_TRUE(second->pixels == other.pixels);
}

TEST(RenderPage, LowersTheResolutionOfWhatIsTooLarge) {
  const std::string pdf = PdfBuilder().Page(Text(72, 100, 12, "Hej"), "/MediaBox [0 0 14000 14000]").Build();
  PdfFile file(pdf, {});
  Document document = file.Announce();
  file.ReadPage(1, &document);
  ImageLimits limits;
  limits.rendered_px = 1e6;
  std::string why;
  std::optional<GreyImage> image =
      RenderPage(&file, document.pages[0], {0, 0, 14000, 14000}, 300, limits, &why);
  ASSERT_TRUE(image) << why;
  EXPECT_LE(static_cast<double>(image->width) * image->height, limits.rendered_px);
  EXPECT_NEAR(image->dpi, 72 * 1000 / 14000.0, 0.01);
  limits.rendered_side_px = 500;
  image = RenderPage(&file, document.pages[0], {0, 0, 14000, 14000}, 300, limits, &why);
  ASSERT_TRUE(image) << why;
  EXPECT_LE(image->width, 500);
}

TEST(ImageLimits, AreSaid) {
  const GreyImage tiles = Tiles();
  const std::string pdf = PdfBuilder()
                              .GreyImage(tiles.width, tiles.height, Bytes(tiles))
                              .Page("q 160 0 0 120 100 300 cm /Im1 Do Q")
                              .Build();
  ImageLimits limits;
  limits.decoded_px = 1000;
  const Shown rendered = Show(pdf, limits);
  EXPECT_FALSE(rendered.decoded);
  EXPECT_EQ(rendered.why_not_decoded, "") << "it is rendered instead";
  EXPECT_TRUE(rendered.rendered);
  limits.embedded_px = 1000;
  const Shown none = Show(pdf, limits);
  EXPECT_FALSE(none.decoded);
  EXPECT_FALSE(none.rendered);
  EXPECT_THAT(none.why_not_decoded, HasSubstr("80 x 60 pixels is over the limit"));
  EXPECT_THAT(none.why_not_rendered, HasSubstr("80 x 60 pixels is over the limit"));
}

struct BrokenImageRow {
  const char* name;
  std::string entries, data;
};
void PrintTo(const BrokenImageRow& row, std::ostream* out) { *out << row.name; }

class BrokenImage : public ::testing::TestWithParam<BrokenImageRow> {};
TEST_P(BrokenImage, IsNotGiven) {
  const Shown shown =
      Show(PdfBuilder()
               .Image(fmt::format("/Width 800 /Height 600 {}", GetParam().entries), GetParam().data)
               .Page("q 400 0 0 300 100 300 cm /Im1 Do Q")
               .Build());
  ASSERT_THAT(shown.page.images, SizeIs(1));
  EXPECT_FALSE(shown.decoded);
  EXPECT_TRUE(!shown.why_not_decoded.empty() || !shown.rendered) << "neither decoding nor rendering says why";
}
INSTANTIATE_TEST_SUITE_P(
    Rows, BrokenImage,
    ::testing::Values(
        BrokenImageRow{"jpx", "/Filter /JPXDecode",
                       std::string("\x00\x00\x00\x0CjP  \x0D\x0A\x87\x0Anonsense", 20)},
        BrokenImageRow{"jbig2", "/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
                       std::string("\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\xFF\xFF", 13)},
        BrokenImageRow{"dct", "/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode",
                       "\xFF\xD8\xFF\xE0 nonsense"},
        BrokenImageRow{"flate", "/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
                       "\x78\x01 nonsense"},
        BrokenImageRow{"unknown_filter", "/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /XyzDecode",
                       "nonsense"},
        BrokenImageRow{"too_short", "/BitsPerComponent 8 /ColorSpace /DeviceGray", "abc"}),
    [](const auto& info) { return info.param.name; });

TEST(DecodeImage, BearsTheLossOfALastRow) {
  const GreyImage tiles = Tiles();
  std::string bytes = Bytes(tiles);
  bytes.resize(bytes.size() - static_cast<size_t>(tiles.width));
  const auto show = [&] {
    return Show(PdfBuilder()
                    .GreyImage(tiles.width, tiles.height, bytes)
                    .Page("q 160 0 0 120 100 300 cm /Im1 Do Q")
                    .Build());
  };
  const Shown shown = show();
  ASSERT_TRUE(shown.decoded) << shown.why_not_decoded;
  EXPECT_EQ(shown.decoded->height, tiles.height);
  EXPECT_EQ(shown.decoded->pixels.back(), 255);
  bytes.resize(bytes.size() / 2);
  EXPECT_EQ(show().why_not_decoded, "the image of the page does not decode: 29 of 60 rows");
}

}  // namespace
}  // namespace avstam::extract
