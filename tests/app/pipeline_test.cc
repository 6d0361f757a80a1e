#include "app/pipeline.h"

#include <gtest/gtest.h>

#include "tests/app/pdf.h"

namespace avstam::app {
namespace {

using extract::PageState;

struct PictureRow {
  const char* name;
  std::vector<Box> images;
  bool word;
  PageState before, after;
};

class PicturePage : public ::testing::TestWithParam<PictureRow> {};

TEST_P(PicturePage, HasBeenReadOnlyWithText) {
  extract::Document document;
  extract::Page page;
  page.width_pt = 100;
  page.height_pt = 100;
  page.state = GetParam().before;
  for (const Box& box : GetParam().images) page.images.push_back({box, 10, 10});
  if (GetParam().word) page.words.emplace_back();
  document.pages = {page};
  MarkPicturePages(&document);
  EXPECT_EQ(extract::PageStateName(document.pages[0].state), extract::PageStateName(GetParam().after));
  EXPECT_EQ(document.pages[0].messages.empty(), GetParam().before == GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PicturePage,
    ::testing::Values(
        PictureRow{"blank", {}, false, PageState::kOk, PageState::kOk},
        PictureRow{"logo", {{0, 0, 40, 10}}, false, PageState::kOk, PageState::kOk},
        PictureRow{"scan", {{0, 0, 100, 100}}, false, PageState::kOk, PageState::kSkipped},
        PictureRow{
            "strips", {{0, 0, 100, 30}, {0, 30, 100, 60}}, false, PageState::kWarnings, PageState::kSkipped},
        PictureRow{"outside", {{500, 0, 900, 100}}, false, PageState::kOk, PageState::kOk},
        PictureRow{"text_over_picture", {{0, 0, 100, 100}}, true, PageState::kOk, PageState::kOk},
        PictureRow{"failed", {{0, 0, 100, 100}}, false, PageState::kFailed, PageState::kFailed}),
    [](const auto& info) { return info.param.name; });

TEST(Pipeline, GivesFailuresAsValues) {
  Pipeline pipeline(RulesDirectory(""));
  Outcome bad = pipeline.Read("<html>");
  ASSERT_TRUE(bad.failure.has_value());
  EXPECT_EQ(bad.failure->code, "not-pdf");
  EXPECT_EQ(bad.sha256.size(), 64U);
  Outcome good = pipeline.Read(TextPdf({"Hej"}));
  EXPECT_FALSE(good.failure.has_value());
  ASSERT_TRUE(good.document && good.reading);
  EXPECT_EQ(good.document->sha256, good.sha256);
}

}  // namespace
}  // namespace avstam::app
