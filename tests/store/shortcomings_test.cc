#include "store/shortcomings.h"

#include <gtest/gtest.h>

#include <functional>

namespace avstam::store {
namespace {

extract::Document WholeDocument() {
  extract::Document document;
  document.page_count = 2;
  document.pages.resize(2);
  for (int i = 0; i < 2; ++i) {
    document.pages[static_cast<size_t>(i)].number = i + 1;
    document.pages[static_cast<size_t>(i)].words.resize(1);
  }
  return document;
}

struct ShortcomingRow {
  const char* name;
  std::function<void(extract::Document*)> change;
  std::vector<Diagnostic> expected;
  int pages_read;
};

class ShortcomingTest : public ::testing::TestWithParam<ShortcomingRow> {};

TEST_P(ShortcomingTest, IsSeen) {
  extract::Document document = WholeDocument();
  GetParam().change(&document);
  std::vector<Diagnostic> found = Shortcomings(document);
  ASSERT_EQ(found.size(), GetParam().expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].code, GetParam().expected[i].code);
    EXPECT_EQ(found[i].page, GetParam().expected[i].page);
    EXPECT_EQ(found[i].message, GetParam().expected[i].message);
  }
  EXPECT_EQ(PagesRead(document), GetParam().pages_read);
}

using extract::Document;
using extract::PageState;

INSTANTIATE_TEST_SUITE_P(
    Rows, ShortcomingTest,
    ::testing::Values(
        ShortcomingRow{"whole", [](Document*) {}, {}, 2},
        ShortcomingRow{
            "warnings_are_read", [](Document* d) { d->pages[0].state = PageState::kWarnings; }, {}, 2},
        ShortcomingRow{"failed_page",
                       [](Document* d) {
                         d->pages[1].state = PageState::kFailed;
                         d->pages[1].messages = {"first", "last"};
                       },
                       {{"page-not-read", 2, "first"}},
                       1},
        ShortcomingRow{"skipped_page",
                       [](Document* d) { d->pages[0].state = PageState::kSkipped; },
                       {{"page-not-read", 1, "no reason given"}},
                       1},
        ShortcomingRow{"missing_page",
                       [](Document* d) { d->page_count = 9; },
                       {{"page-not-read", 0, "9 pages announced, 2 found"}},
                       2},
        ShortcomingRow{"blank_page_is_read", [](Document* d) { d->pages[1].words.clear(); }, {}, 2},
        ShortcomingRow{"no_word_at_all",
                       [](Document* d) {
                         for (extract::Page& page : d->pages) page.words.clear();
                       },
                       {{"no-text", 0, "there is no text on any page"}},
                       2},
        ShortcomingRow{"truncated",
                       [](Document* d) {
                         d->diagnostics = {{"encrypted", 0, "opens"}, {"truncated", 0, "no end"}};
                       },
                       {{"truncated", 0, "no end"}},
                       2},
        ShortcomingRow{"continues",
                       [](Document* d) {
                         d->diagnostics = {{"file-continues-after-eof", 0, "more"}};
                       },
                       {{"file-continues-after-eof", 0, "more"}},
                       2}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::store
