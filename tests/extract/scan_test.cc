#include "extract/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/extract/drawn_picture.h"

namespace avstam::extract {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kNear = 2;  // pixels that an edge may be off after thresholding

void ExpectNear(const PixelBox& got, const PixelBox& want) {
  EXPECT_NEAR(got.left, want.left, kNear);
  EXPECT_NEAR(got.top, want.top, kNear);
  EXPECT_NEAR(got.right, want.right, kNear);
  EXPECT_NEAR(got.bottom, want.bottom, kNear);
}

TEST(CleanForOcr, LeavesTextAlone) {
  const Picture page = Picture(1600, 1200, 300).Lines(8);
  const CleanScan clean = CleanForOcr(page.image);
  EXPECT_FALSE(clean.blank);
  EXPECT_EQ(clean.scale, 1);
  EXPECT_EQ(clean.skew_degrees, 0);
  EXPECT_THAT(clean.rulings, IsEmpty());
  EXPECT_TRUE(clean.image.pixels == page.image.pixels);
  EXPECT_EQ(clean.image.dpi, 300);
}

TEST(CleanForOcr, TakesRulingsOutAndKeepsThemAsBoxes) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  const PixelBox across{200, 740, 1400, 743}, down{700, 760, 704, 1100};
  page.Fill(across, 0).Fill(down, 0);
  const CleanScan clean = CleanForOcr(page.image);
  ASSERT_THAT(clean.rulings, SizeIs(2));
  const size_t first = clean.rulings[0].horizontal ? 0 : 1;
  EXPECT_TRUE(clean.rulings[first].horizontal);
  EXPECT_FALSE(clean.rulings[1 - first].horizontal);
  ExpectNear(clean.rulings[first].box, across);
  ExpectNear(clean.rulings[1 - first].box, down);
  EXPECT_EQ(Mean(clean.image, across), 255);
  EXPECT_EQ(Mean(clean.image, down), 255);
  // The words above are as they were.
  const PixelBox words{0, 0, 1600, 720};
  EXPECT_EQ(Mean(clean.image, words), Mean(page.image, words));
}

TEST(CleanForOcr, FindsARulingInPieces) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  page.Fill({200, 900, 600, 903}, 0).Fill({620, 901, 1400, 904}, 0);
  const CleanScan clean = CleanForOcr(page.image);
  ASSERT_THAT(clean.rulings, SizeIs(1));
  ExpectNear(clean.rulings[0].box, {200, 900, 1400, 904});
}

TEST(CleanForOcr, KeepsStrokesThatCrossARuling) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  const PixelBox line{200, 900, 1400, 903};
  page.Fill(line, 0);
  // Through the line, standing on it, and hanging from it.
  const PixelBox through{500, 880, 504, 925}, standing{600, 870, 604, 900}, hanging{700, 903, 704, 930};
  page.Fill(through, 0).Fill(standing, 0).Fill(hanging, 0);
  const CleanScan clean = CleanForOcr(page.image);
  ASSERT_THAT(clean.rulings, SizeIs(1));
  EXPECT_EQ(Mean(clean.image, through), 0);
  EXPECT_LT(Mean(clean.image, standing), 30);
  EXPECT_LT(Mean(clean.image, hanging), 30);
  EXPECT_EQ(Mean(clean.image, {300, 900, 490, 903}), 255);
  EXPECT_EQ(Mean(clean.image, {800, 900, 1390, 903}), 255);
}

TEST(CleanForOcr, LeavesAStrikeInHalfToneWhereItCrossesWords) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  const int baseline = 900;
  page.Row(300, 500, baseline);
  const PixelBox strike{280, baseline - 13, 520, baseline - 10};
  page.Fill(strike, 0);
  const CleanScan clean = CleanForOcr(page.image);
  ASSERT_THAT(clean.rulings, SizeIs(1));
  ExpectNear(clean.rulings[0].box, strike);
  // Neither black, which joins the letters, nor white, which opens them.
  const double left = Mean(clean.image, {300, strike.top, 480, strike.bottom});
  EXPECT_GT(left, 90);
  EXPECT_LT(left, 230);
  EXPECT_EQ(Mean(clean.image, {282, strike.top, 290, strike.bottom}), 255) << "beside the word";
}

TEST(CleanForOcr, TurnsLightOnDark) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  const PixelBox band{200, 850, 1400, 940};
  page.Fill(band, 60).Row(240, 1360, 910, 250);
  const PixelBox letter{240, 850, 1360, 940};
  const CleanScan clean = CleanForOcr(page.image);
  EXPECT_FALSE(clean.blank);
  // Dark letters on light ground: light for the most part, with pixels as dark as ink.
  EXPECT_GT(Mean(clean.image, letter), 150);
  int darkest = 255;
  for (int x = letter.left; x < letter.right; ++x)
    darkest = std::min<int>(darkest, clean.image.pixels[static_cast<size_t>(895 * 1600 + x)]);
  EXPECT_LT(darkest, 30);
  EXPECT_TRUE(std::equal(page.image.pixels.begin(), page.image.pixels.begin() + 700L * 1600,
                         clean.image.pixels.begin()));
}

TEST(CleanForOcr, ClearsBlackEdges) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  page.Fill({0, 0, 60, 1200}, 10).Fill({0, 1172, 1600, 1200}, 10);
  const CleanScan clean = CleanForOcr(page.image);
  EXPECT_GT(Mean(clean.image, {0, 0, 60, 1200}), 250);
  EXPECT_GT(Mean(clean.image, {0, 1172, 1600, 1200}), 250);
  EXPECT_THAT(clean.rulings, IsEmpty());
  EXPECT_EQ(Mean(clean.image, {100, 100, 1500, 1100}), Mean(page.image, {100, 100, 1500, 1100}));
}

TEST(CleanForOcr, RulesTheEdgesOfADarkBandInsideTheScanOnly) {
  Picture page(1600, 1200, 300);
  page.Lines(8);
  page.Fill({0, 1100, 1600, 1200}, 40);
  for (const PixelRuling& ruling : CleanForOcr(page.image).rulings) {
    EXPECT_GE(ruling.box.top, 1090);
    EXPECT_LE(ruling.box.bottom, 1110);
  }
}

class Skew : public ::testing::TestWithParam<double> {};
TEST_P(Skew, IsMeasuredAndTakenBack) {
  Picture page(1600, 1200, 200);
  page.Lines(16);
  const CleanScan clean = CleanForOcr(page.Skewed(GetParam()));
  EXPECT_NEAR(clean.skew_degrees, GetParam(), 0.1);
  const CleanScan again = CleanForOcr(clean.image);
  EXPECT_NEAR(again.skew_degrees, 0, 0.1) << "after it was straightened";
}
INSTANTIATE_TEST_SUITE_P(Degrees, Skew, ::testing::Values(-4.0, -1.0, -0.3, 0.0, 0.3, 0.7, 2.0, 5.0));

struct ScaleRow {
  double dpi, scale;
};
void PrintTo(const ScaleRow& row, std::ostream* out) { *out << row.dpi << " dpi"; }
class Scale : public ::testing::TestWithParam<ScaleRow> {};
TEST_P(Scale, IsAWholeMultiple) {
  const auto [dpi, scale] = GetParam();
  Picture page(static_cast<int>(5 * dpi), static_cast<int>(3 * dpi), dpi);
  page.Lines(4);
  const CleanScan clean = CleanForOcr(page.image);
  EXPECT_EQ(clean.scale, scale) << dpi << " dpi";
  EXPECT_EQ(clean.image.width, static_cast<int>(page.image.width * scale));
  EXPECT_EQ(clean.image.height, static_cast<int>(page.image.height * scale));
  EXPECT_NEAR(clean.image.dpi, dpi * scale, 0.001);
  EXPECT_FALSE(clean.blank);
}
INSTANTIATE_TEST_SUITE_P(Dpi, Scale,
                         ::testing::Values(ScaleRow{100, 3}, ScaleRow{150, 2}, ScaleRow{200, 1},
                                           ScaleRow{300, 1}, ScaleRow{400, 1}, ScaleRow{600, 0.5}));

TEST(CleanForOcr, DoesNotEnlargeWithoutBounds) {
  // A sheet of many square metres, whose picture was kept small on purpose.
  Picture page(7000, 7000, 36);
  page.Row(100, 6000, 400);
  const CleanScan clean = CleanForOcr(page.image);
  EXPECT_LE(static_cast<double>(clean.image.width) * clean.image.height, 110e6);
}

struct BlankRow {
  const char* name;
  Picture page;
  bool blank;
};
void PrintTo(const BlankRow& row, std::ostream* out) { *out << row.name; }
class Blank : public ::testing::TestWithParam<BlankRow> {};
TEST_P(Blank, IsSeen) { EXPECT_EQ(CleanForOcr(GetParam().page.image).blank, GetParam().blank); }
INSTANTIATE_TEST_SUITE_P(
    Rows, Blank,
    ::testing::Values(
        BlankRow{"white", Picture(1200, 900, 150), true},
        BlankRow{"grey", Picture(1200, 900, 150).Fill({0, 0, 1200, 900}, 200), true},
        BlankRow{"noise", Picture(1200, 900, 150).Fill({0, 0, 1200, 900}, 240).Noise(12), true},
        BlankRow{"dust", Picture(1200, 900, 150).Fill({300, 300, 302, 302}, 0).Fill({600, 500, 603, 502}, 0),
                 true},
        BlankRow{"dark_edge", Picture(1200, 900, 150).Fill({0, 0, 40, 900}, 0), true},
        BlankRow{"one_word", Picture(1200, 900, 150).Row(300, 420, 400), false},
        BlankRow{"text_in_noise", Picture(1200, 900, 150).Lines(4).Noise(25), false}),
    [](const auto& info) { return info.param.name; });

TEST(Turned, TurnsClockwise) {
  // 1 2 3
  // 4 5 6
  const GreyImage image{3, 2, 100, {1, 2, 3, 4, 5, 6}};
  const std::pair<int, std::vector<uint8_t>> rows[] = {{0, {1, 2, 3, 4, 5, 6}},   {90, {4, 1, 5, 2, 6, 3}},
                                                       {180, {6, 5, 4, 3, 2, 1}}, {270, {3, 6, 2, 5, 1, 4}},
                                                       {360, {1, 2, 3, 4, 5, 6}}, {-90, {3, 6, 2, 5, 1, 4}}};
  for (const auto& [degrees, pixels] : rows) {
    const GreyImage turned = Turned(image, degrees);
    EXPECT_EQ(turned.pixels, pixels) << degrees;
    EXPECT_EQ(turned.width, degrees % 180 == 0 ? 3 : 2) << degrees;
    EXPECT_EQ(turned.dpi, 100) << degrees;
  }
}

TEST(RunsUpright, TellsLinesFromColumns) {
  const GreyImage page = Picture(1240, 1754, 150).Lines(20).image;
  EXPECT_FALSE(RunsUpright(page));
  EXPECT_TRUE(RunsUpright(Turned(page, 90)));
  EXPECT_FALSE(RunsUpright(Turned(page, 180)));
  EXPECT_TRUE(RunsUpright(Turned(page, 270)));
}

GreyImage Gradient() {
  Picture photo(900, 600, 150);
  for (int y = 0; y < 600; ++y)
    for (int x = 0; x < 900; ++x) photo.At(x, y) = static_cast<uint8_t>((x + y) * 255 / 1500);
  return photo.image;
}
GreyImage Clouds() {
  Picture photo(900, 600, 150);
  for (int y = 0; y < 600; ++y)
    for (int x = 0; x < 900; ++x)
      photo.At(x, y) =
          static_cast<uint8_t>(128 + 60 * std::sin(x / 31.0 + y / 77.0) * std::cos(y / 23.0 - x / 111.0) +
                               50 * std::sin(y / 90.0 + x / 47.0));
  return photo.image;
}
GreyImage Logo() {
  Picture logo(900, 600, 150);
  logo.Fill({100, 100, 400, 400}, 30).Fill({180, 180, 320, 320}, 255);
  for (int n = 0; n < 6; ++n) logo.Letter(n, 450 + 30 * n, 300);
  return logo.image;
}
// Shapes as large as letters, but on no line: a map.
GreyImage Scattered() {
  Picture map(900, 600, 150);
  uint32_t seed = 7;
  for (int n = 0; n < 60; ++n) {
    seed = seed * 1664525 + 1013904223;
    map.Letter(n, 20 + static_cast<int>(seed >> 8) % 850, 30 + static_cast<int>(seed >> 20) % 550);
  }
  return map.image;
}

struct TextRow {
  const char* name;
  GreyImage image;
  bool text;
};
void PrintTo(const TextRow& row, std::ostream* out) { *out << row.name; }
class TextInPicture : public ::testing::TestWithParam<TextRow> {};
TEST_P(TextInPicture, IsSeen) { EXPECT_EQ(LooksLikeText(GetParam().image, 3), GetParam().text); }
INSTANTIATE_TEST_SUITE_P(
    Rows, TextInPicture,
    ::testing::Values(TextRow{"lines", Picture(900, 600, 150).Lines(5).image, true},
                      TextRow{"lines_at_300", Picture(1600, 900, 300).Lines(4).image, true},
                      TextRow{"one_line", Picture(900, 600, 150).Lines(1).image, false},
                      TextRow{"light_on_dark",
                              [] {
                                Picture page(900, 600, 150);
                                page.Fill({0, 0, 900, 600}, 40);
                                for (int i = 1; i < 6; ++i) page.Row(60, 840, 80 * i, 250);
                                return page.image;
                              }(),
                              true},
                      TextRow{"white", Picture(900, 600, 150).image, false},
                      TextRow{"noise", Picture(900, 600, 150).Fill({0, 0, 900, 600}, 128).Noise(120).image,
                              false},
                      TextRow{"gradient", Gradient(), false}, TextRow{"clouds", Clouds(), false},
                      TextRow{"logo", Logo(), false}, TextRow{"scattered", Scattered(), false}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::extract
