#include "base/error.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace avstam {
namespace {

struct EscapeRow {
  const char* name;
  std::string text, expected;
};

class Escape : public ::testing::TestWithParam<EscapeRow> {};

TEST_P(Escape, MakesTextSafeForATerminal) {
  EXPECT_EQ(EscapeForTerminal(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, Escape,
                         ::testing::Values(EscapeRow{"swedish", "Åtgärd på 5 öre.pdf", "Åtgärd på 5 öre.pdf"},
                                           EscapeRow{"newline", "a\nb\r\tc", "a\\nb\\r\\tc"},
                                           EscapeRow{"escape", "\x1b[31mred", "\\x1B[31mred"},
                                           EscapeRow{"bidi", "a\u202Eb", "a\\u{202E}b"},
                                           EscapeRow{"c1", "a\u009Bb", "a\\x9Bb"},
                                           EscapeRow{"latin1", "\xE5tg", "\\xE5tg"},
                                           EscapeRow{"cut", "a\xC3", "a\\xC3"},
                                           EscapeRow{"surrogate", "\xED\xA0\x80", "\\xED\\xA0\\x80"},
                                           EscapeRow{"overlong", "\xC0\xAF", "\\xC0\\xAF"},
                                           EscapeRow{"nul", std::string("a\0b", 3), "a\\x00b"}),
                         [](const auto& info) { return info.param.name; });

// Scripts and archives hold these names.
TEST(ErrorCode, NamesAreStable) {
  const std::pair<ErrorCode, std::string_view> names[] = {
      {ErrorCode::kUsage, "usage"},
      {ErrorCode::kNotPdf, "not-pdf"},
      {ErrorCode::kEmpty, "empty"},
      {ErrorCode::kDamaged, "damaged"},
      {ErrorCode::kEncrypted, "encrypted"},
      {ErrorCode::kNoPages, "no-pages"},
      {ErrorCode::kTooLarge, "too-large"},
      {ErrorCode::kUnreadable, "unreadable"},
      {ErrorCode::kRuleFile, "rule-file"},
      {ErrorCode::kArchive, "archive"},
      {ErrorCode::kOverflow, "overflow"},
      {ErrorCode::kSandbox, "sandbox"},
      {ErrorCode::kOcr, "ocr"},
  };
  for (const auto& [code, name] : names) EXPECT_EQ(ErrorCodeName(code), name);
}

}  // namespace
}  // namespace avstam
