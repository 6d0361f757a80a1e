#include "app/pipeline.h"

#include <gtest/gtest.h>

#include "tests/app/pdf.h"

namespace avstam::app {
namespace {

using extract::PageState;

struct PageRow {
  const char* name;
  std::vector<Box> images;
  bool no_text;
  int further_pages;  // with text
  PageState before, after;
};

class PageWithoutText : public ::testing::TestWithParam<PageRow> {};

TEST_P(PageWithoutText, HasBeenReadOnlyIfNothingCanBeInIt) {
  extract::Document document;
  extract::Page page;
  page.number = 1;
  page.width_pt = 100;
  page.height_pt = 100;
  page.state = GetParam().before;
  for (const Box& box : GetParam().images) page.images.push_back({box, 10, 10});
  document.pages.resize(static_cast<size_t>(GetParam().further_pages + 1));
  document.pages[0] = page;
  if (GetParam().no_text) document.diagnostics = {{"no-text", 1, "needs OCR"}};
  MarkUnreadPages(&document);
  EXPECT_EQ(extract::PageStateName(document.pages[0].state), extract::PageStateName(GetParam().after));
  bool marked = GetParam().before != GetParam().after;
  EXPECT_EQ(document.pages[0].messages,
            marked ? std::vector<std::string>{"no-text: needs OCR"} : std::vector<std::string>{});
}

constexpr Box kLogo{0, 0, 40, 10}, kWhole{0, 0, 100, 100};
INSTANTIATE_TEST_SUITE_P(
    Rows, PageWithoutText,
    ::testing::Values(
        PageRow{"blank", {}, false, 0, PageState::kOk, PageState::kOk},
        PageRow{"text_over_picture", {kWhole}, false, 0, PageState::kOk, PageState::kOk},
        PageRow{"scan", {kWhole}, true, 9, PageState::kOk, PageState::kSkipped},
        PageRow{"strips",
                {{0, 0, 100, 30}, {0, 30, 100, 60}},
                true,
                9,
                PageState::kWarnings,
                PageState::kSkipped},
        PageRow{"shapes", {}, true, 9, PageState::kOk, PageState::kSkipped},
        PageRow{"logo_among_text", {kLogo}, true, 1, PageState::kOk, PageState::kOk},
        PageRow{"picture_outside", {{500, 0, 900, 100}}, true, 1, PageState::kOk, PageState::kOk},
        PageRow{"logo_and_no_text_anywhere", {kLogo}, true, 0, PageState::kOk, PageState::kSkipped},
        PageRow{"failed", {kWhole}, true, 0, PageState::kFailed, PageState::kFailed}),
    [](const auto& info) { return info.param.name; });

TEST(Pipeline, GivesFailuresAsValues) {
  Pipeline pipeline(ReadingOptions{});
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
