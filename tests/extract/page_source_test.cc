#include "extract/page_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const CommonWords kFewCommon = {"och", "att", "för", "som", "till"};
constexpr Box kWhole{0, 0, 595, 842};
constexpr int kInvisible = 3, kClipped = 7;

struct Made {
  Page page;
  Made() { page.number = 1, page.width_pt = 595, page.height_pt = 842; }
  Made& Words(int count, const std::string& text, int mode = 0, int font = 0) {
    for (int i = 0; i < count; ++i) {
      Word word;
      word.text = text;
      word.render_mode = mode;
      word.font = font;
      page.words.push_back(word);
    }
    return *this;
  }
  Made& Picture(const Box& box, double dpi = 200) {
    page.images.push_back(
        {box, static_cast<int>(box.width() * dpi / 72), static_cast<int>(box.height() * dpi / 72), 9});
    return *this;
  }
  Made& Shapes(int count) { return page.shapes = count, *this; }
};

struct PlanRow {
  const char* name;
  Made made;
  OcrMode mode;
  OcrNeed need;
  std::string reason, code;
  bool compare = false;
};
void PrintTo(const PlanRow& row, std::ostream* out) { *out << row.name; }

class Plan : public ::testing::TestWithParam<PlanRow> {};
TEST_P(Plan, SaysWhereTheWordsShallComeFrom) {
  const PagePlan plan = PlanPage(GetParam().made.page, GetParam().mode, kFewCommon);
  EXPECT_EQ(plan.need, GetParam().need) << plan.reason;
  EXPECT_THAT(plan.reason, HasSubstr(GetParam().reason));
  EXPECT_EQ(plan.code, GetParam().code);
  EXPECT_EQ(plan.compare, GetParam().compare);
}

constexpr OcrMode kAuto = OcrMode::kAuto, kNever = OcrMode::kNever, kAlways = OcrMode::kAlways;
Made Layer(const std::string& word) {
  return Made().Picture(kWhole).Words(60, word, kInvisible).Words(30, "och", kInvisible);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Plan,
    ::testing::Values(
        PlanRow{"empty", Made(), kAuto, OcrNeed::kNone, "", ""},
        PlanRow{"empty_always", Made(), kAlways, OcrNeed::kNone, "", ""},
        PlanRow{"text", Made().Words(80, "länet"), kAuto, OcrNeed::kNone, "", ""},
        PlanRow{"text_always", Made().Words(80, "länet"), kAlways, OcrNeed::kPage, "asked for", ""},
        PlanRow{"scan", Made().Picture(kWhole), kAuto, OcrNeed::kPage, "a picture of the page", "no-text"},
        PlanRow{"scan_never", Made().Picture(kWhole), kNever, OcrNeed::kPage, "a picture of the page",
                "no-text"},
        PlanRow{"strips", Made().Picture({0, 0, 595, 400}).Picture({0, 400, 595, 842}), kAuto, OcrNeed::kPage,
                "a picture of the page", "no-text"},
        PlanRow{"outlines", Made().Shapes(900), kAuto, OcrNeed::kPage, "drawn as shapes", "no-text"},
        PlanRow{"few_shapes", Made().Shapes(20), kAuto, OcrNeed::kNone, "", ""},
        PlanRow{"stamp_on_scan", Made().Picture(kWhole).Words(3, "Dnr"), kAuto, OcrNeed::kPage,
                "with 3 words over it", "little-text"},
        PlanRow{"few_words_beside_picture", Made().Picture({0, 100, 595, 642}).Words(3, "Bilaga"), kAuto,
                OcrNeed::kPage, "3 words beside a picture", "little-text"},
        PlanRow{"few_words_beside_shapes", Made().Shapes(900).Words(3, "Bilaga"), kAuto, OcrNeed::kPage,
                "3 words beside many shapes", "little-text"},
        PlanRow{"good_layer", Layer("länet"), kAuto, OcrNeed::kNone, "reads as Swedish", ""},
        PlanRow{"good_layer_always", Layer("länet"), kAlways, OcrNeed::kPage, "asked for", ""},
        PlanRow{"english_layer", Layer("lanet"), kAuto, OcrNeed::kPage, "does not read as Swedish", "no-text",
                true},
        PlanRow{"clipped_layer", Made().Picture(kWhole).Words(90, "lanet", kClipped), kAuto, OcrNeed::kPage,
                "does not read as Swedish", "no-text", true},
        PlanRow{"short_layer", Made().Picture(kWhole).Words(5, "länet", kInvisible), kAuto, OcrNeed::kPage,
                "too short to judge", "no-text", true},
        PlanRow{"layer_below_the_picture", Made().Picture(kWhole).Words(90, "lanet"), kAuto, OcrNeed::kPage,
                "does not read as Swedish", "", true},
        PlanRow{"no_map", Made().Words(80, "\uFFFD\uFFFD").Words(80, "länet"), kAuto, OcrNeed::kPage,
                "does not say which letters", ""},
        PlanRow{"shifted", Made().Words(80, "nrvwqdg", 0, 1).Words(80, "länet"), kAuto, OcrNeed::kPage,
                "does not say which letters", ""},
        PlanRow{"a_few_bullets", Made().Words(5, "\uF0B7").Words(80, "länet"), kAuto, OcrNeed::kNone, "", ""},
        PlanRow{"logo", Made().Words(80, "länet").Picture({40, 30, 140, 60}), kAuto, OcrNeed::kNone, "", ""},
        PlanRow{"coarse_picture", Made().Words(80, "länet").Picture({40, 300, 540, 600}, 40), kAuto,
                OcrNeed::kNone, "", ""},
        PlanRow{"table_as_picture", Made().Words(80, "länet").Picture({40, 300, 540, 600}), kAuto,
                OcrNeed::kPictures, "pictures in the text", ""}),
    [](const auto& info) { return info.param.name; });

TEST(PlanPage, NamesThePicturesThatMayHoldText) {
  const Made made = Made()
                        .Words(80, "länet")
                        .Picture({40, 30, 140, 60})
                        .Picture({40, 300, 540, 500})
                        .Picture({40, 600, 240, 700});
  EXPECT_THAT(PlanPage(made.page, kAuto, kFewCommon).pictures, ElementsAre(1U, 2U));
  EXPECT_THAT(PlanPage(Made().Words(80, "länet").page, kAuto, kFewCommon).pictures, IsEmpty());
}

TEST(PicturedShare, CountsWhatLiesOnThePage) {
  const std::pair<Made, double> rows[] = {{Made(), 0},
                                          {Made().Picture(kWhole), 1},
                                          {Made().Picture({0, 0, 595, 421}), 0.5},
                                          {Made().Picture({-595, 0, 595, 421}), 0.5},
                                          {Made().Picture({600, 0, 1200, 842}), 0},
                                          {Made().Picture(kWhole).Picture(kWhole), 1}};
  for (const auto& [made, share] : rows)
    EXPECT_NEAR(PicturedShare(made.page), share, 0.001) << made.page.images.size();
  Page none;
  EXPECT_EQ(PicturedShare(none), 0);
}

}  // namespace
}  // namespace avstam::extract
