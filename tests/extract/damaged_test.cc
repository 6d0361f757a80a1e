#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "extract/file_kind.h"
#include "extract/page_reader.h"
#include "tests/extract/pdf_builder.h"

namespace avstam::extract {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::literals;

std::string Body(int lines) {
  std::string content;
  for (int i = 0; i < lines; ++i) content += Text(72, 100 + 20 * i, 10, "Summa " + std::to_string(1000 + i));
  return content;
}

std::string Refusal(const std::string& bytes) {
  try {
    const Document document = ReadPdf(bytes, {});
    return "read " + std::to_string(document.page_count);
  } catch (const Error& error) {
    return std::string(ErrorCodeName(error.code())) + ": " + error.what();
  }
}

struct RefusalRow {
  const char* name;
  std::string bytes;
  std::string expected;  // begins with
};

class Refused : public ::testing::TestWithParam<RefusalRow> {};

TEST_P(Refused, WithTheReasonAndSoon) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(Refusal(GetParam().bytes), ::testing::StartsWith(GetParam().expected));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refused,
    ::testing::Values(
        RefusalRow{"empty", "", "empty: is empty (0 bytes)"},
        RefusalRow{"html", "\n<!DOCTYPE html><html><body>Sidan finns inte",
                   "not-pdf: is an HTML page, not a PDF"},
        RefusalRow{"zip", "PK\x03\x04word", "not-pdf: is a ZIP archive"},
        RefusalRow{"jpeg", "\xFF\xD8\xFF\xE0", "not-pdf: is a JPEG picture"},
        RefusalRow{"png", "\x89PNG\r\n\x1A\n", "not-pdf: is a PNG picture"},
        RefusalRow{"postscript", "%!PS-Adobe-3.0", "not-pdf: is PostScript"},
        RefusalRow{"mail", "Received: from a\r\nSubject: b", "not-pdf: is a mail"},
        RefusalRow{"rtf", "{\\rtf1 hej}", "not-pdf: is an RTF text"},
        RefusalRow{"text", "Protokoll f\xF6rt vid", "not-pdf: is plain text"},
        RefusalRow{"binary", "\x01\x02\x03", "not-pdf: is of an unknown kind"},
        RefusalRow{"header_too_late", std::string(1100, ' ') + "%PDF-1.4", "not-pdf: is plain text"},
        RefusalRow{"header_only", "%PDF-1.4\n", "damaged: "},
        RefusalRow{"cut_in_half", PdfBuilder().Page(Body(3)).Build().substr(0, 900), "damaged: "},
        RefusalRow{"needs_a_password",
                   PdfBuilder()
                       .Page(Body(1))
                       .Trailer("/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" +
                                std::string(64, '1') + "> /U <" + std::string(64, '2') + "> >>")
                       .Build(),
                   "encrypted: needs a password"},
        RefusalRow{"no_pages", PdfBuilder().Build(), "no-pages: "},
        RefusalRow{"negative_count", PdfBuilder().Page(Body(1)).Count("-2147483648").Build(), "no-pages: "},
        RefusalRow{"huge_count", PdfBuilder().Page(Body(1)).Count("2147483647").Build(),
                   "too-large: announces 2147483647 pages, more than 10000"}),
    [](const auto& info) { return info.param.name; });

TEST(Damaged, AFileMangledByATextModeTransferIsNeverComplete) {
  const std::string good = PdfBuilder().Page(Body(8)).Page(Body(4)).Flate().Build();
  ASSERT_TRUE(ReadPdf(good, {}).Complete());
  std::string mangled;
  for (char c : good) mangled += c == '\n' ? "\r\n"s : std::string(1, c);
  const Document document = ReadPdf(mangled, {});
  ASSERT_EQ(document.page_count, 2);
  for (const Page& page : document.pages) EXPECT_EQ(page.state, PageState::kFailed) << page.number;
  EXPECT_FALSE(document.Complete());
}

TEST(Damaged, OnePageOfThree) {
  std::string bytes = PdfBuilder().Page(Body(8)).Page(Body(8)).Page(Body(8)).Flate().Build();
  const size_t second = bytes.find("\x78\x01", bytes.find("\x78\x01") + 1);
  bytes[second + 2 + 5 + 64 + 1] ^= 0x10;  // the length of the second stored block
  const Document document = ReadPdf(bytes, {});
  EXPECT_EQ(document.pages[0].state, PageState::kOk);
  EXPECT_EQ(document.pages[1].state, PageState::kFailed);
  EXPECT_FALSE(document.pages[1].messages.empty());
  EXPECT_EQ(document.pages[2].state, PageState::kOk);
  EXPECT_FALSE(document.Complete());
}

TEST(Damaged, NineAnnouncedThreeReal) {
  const Document document =
      ReadPdf(PdfBuilder().Page(Body(1)).Page(Body(1)).Page(Body(1)).Count("9").Build(), {});
  ASSERT_EQ(document.page_count, 9);
  ASSERT_THAT(document.pages, SizeIs(9));
  for (const Page& page : document.pages)
    EXPECT_EQ(page.state, page.number <= 3 ? PageState::kOk : PageState::kFailed) << page.number;
  EXPECT_EQ(document.pages[8].number, 9);
  EXPECT_THAT(document.pages[8].messages, ::testing::Contains(HasSubstr("page-not-loaded")));
  EXPECT_FALSE(document.Complete());
}

TEST(Damaged, APageTreeThatBitesItsTail) {
  const std::string bytes = PdfBuilder().Page(Body(1)).Kids("2 0 R").Count("3").Build();
  const auto start = std::chrono::steady_clock::now();
  const Document document = ReadPdf(bytes, {});
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_FALSE(document.Complete());
}

TEST(Damaged, TheEndIsMissing) {
  const std::string good = PdfBuilder().Page(Body(2)).Build();
  const Document cut = ReadPdf(good.substr(0, good.size() - 6), {});
  ASSERT_FALSE(cut.diagnostics.empty());
  EXPECT_EQ(cut.diagnostics[0].code, "truncated");
  EXPECT_FALSE(cut.Complete());

  const Document older = ReadPdf(good + "9 0 obj << /Type /Page >> endobj xref cut he", {});
  ASSERT_FALSE(older.diagnostics.empty());
  EXPECT_EQ(older.diagnostics[0].code, "file-continues-after-eof");
  EXPECT_FALSE(older.Complete());

  EXPECT_TRUE(ReadPdf(good + std::string(3000, '\0'), {}).Complete()) << "padding is not content";
}

struct BoxRow {
  const char* name;
  std::string box;
  PageState state;
  double width;
};

class PageSize : public ::testing::TestWithParam<BoxRow> {};

TEST_P(PageSize, IsReadOrRefused) {
  const Document document = ReadPdf(PdfBuilder().Page(Body(1), GetParam().box).Build(), {});
  EXPECT_EQ(document.pages[0].state, GetParam().state);
  EXPECT_NEAR(document.pages[0].width_pt, GetParam().width, 0.01);
  EXPECT_EQ(document.Complete(), GetParam().state == PageState::kOk);
  if (GetParam().state == PageState::kSkipped) {
    EXPECT_THAT(document.pages[0].messages, ::testing::Contains(HasSubstr("page-size")));
    EXPECT_EQ(document.diagnostics.at(0).code, "page-size");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PageSize,
    ::testing::Values(BoxRow{"a4", "/MediaBox [0 0 595 842]", PageState::kOk, 595},
                      BoxRow{"reversed", "/MediaBox [595 842 0 0]", PageState::kOk, 595},
                      BoxRow{"beyond_200_inches", "/MediaBox [0 0 14402 842]", PageState::kSkipped, 0},
                      BoxRow{"no_number", "/MediaBox [0 0 99999999999999999999 5]", PageState::kSkipped, 0},
                      BoxRow{"crop_of_a_stamp", "/MediaBox [0 0 595 842] /CropBox [0 0 4 4]", PageState::kOk,
                             595},
                      BoxRow{"a0_plan", "/MediaBox [0 0 2384 3370]", PageState::kOk, 2384}),
    [](const auto& info) { return info.param.name; });

TEST(Damaged, MessagesAreKeptOnceAndCounted) {
  std::string content = Body(1);
  for (int i = 0; i < 70; ++i) content += "q" + std::string(1, static_cast<char>('a' + i % 3)) + " ";
  for (int i = 0; i < 60; ++i) content += "zz" + std::to_string(i) + " ";
  const Document document = ReadPdf(PdfBuilder().Page(content).Build(), {});
  const std::vector<std::string>& messages = document.pages[0].messages;
  ASSERT_THAT(messages, SizeIs(52));  // the page's own, 50 of Poppler's, the count
  EXPECT_THAT(messages[0], HasSubstr("page-damaged"));
  EXPECT_EQ(messages[51], "and 80 more");
  EXPECT_THAT(document.pages[0].words, SizeIs(2)) << "what could be read is kept";
}

TEST(Damaged, OneOddOperatorIsAWarning) {
  const Document document = ReadPdf(PdfBuilder().Page(Body(1) + "fnord ").Build(), {});
  EXPECT_EQ(document.pages[0].state, PageState::kWarnings);
  EXPECT_THAT(document.pages[0].messages, SizeIs(1));
  EXPECT_TRUE(document.Complete());
}

TEST(Damaged, TextThatCannotBeShownIsNotLostQuietly) {
  const Document document = ReadPdf(PdfBuilder().Page("BT /F9 10 Tf 72 700 Td (Summa) Tj ET").Build(), {});
  EXPECT_EQ(document.pages[0].state, PageState::kFailed);
  EXPECT_FALSE(document.Complete());
}

TEST(Damaged, MoreTextThanAPageCanHold) {
  ReadOptions options;
  options.max_text_bytes_per_page = 4000;
  std::string content;
  for (int i = 0; i < 300; ++i) content += Text(72, 100 + i, 10, "Summa 1000");
  const Document document = ReadPdf(PdfBuilder().Page(content).Page(Body(1)).Build(), options);
  EXPECT_EQ(document.pages[0].state, PageState::kFailed);
  EXPECT_THAT(document.pages[0].messages, ::testing::Contains(HasSubstr("page-too-large")));
  EXPECT_EQ(document.pages[1].state, PageState::kOk);
}

}  // namespace
}  // namespace avstam::extract
