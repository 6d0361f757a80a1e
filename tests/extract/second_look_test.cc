#include "extract/second_look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = Look::Kind;

constexpr int kSize = 40, kCharacter = 20, kSpace = 12, kColumn = 200;

struct W {
  std::string text;
  double confidence = 0.96;
};

// Words of one line; "|" is a wide gap, "/" begins the next line.
std::vector<OcrWord> Line(const std::vector<W>& line) {
  std::vector<OcrWord> words;
  int x = 100, baseline = 500, number = 0;
  for (const W& w : line) {
    if (w.text == "|") x += kColumn;
    if (w.text == "/") x = 100, baseline += 60, ++number;
    if (w.text == "|" || w.text == "/") continue;
    OcrWord word;
    word.text = w.text;
    word.confidence = w.confidence;
    const auto letters = std::count_if(w.text.begin(), w.text.end(),
                                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    word.box = {x, baseline - 28, x + kCharacter * static_cast<int>(letters), baseline};
    word.line = number;
    word.baseline = baseline;
    word.size = kSize;
    words.push_back(word);
    x = word.box.right + kSpace;
  }
  return words;
}

OcrReading Reading(const W& again) { return {again.text, again.confidence, {}}; }

std::optional<Look> LookAt(const std::vector<OcrWord>& words, size_t word) {
  for (const Look& look : PlanLooks(words))
    if (look.word == word) return look;
  return std::nullopt;
}

struct SignRow {
  const char* name;
  std::vector<W> line;
  size_t word;  // that is looked at
  Kind kind;
  W again;
  std::string text, reason;
};
void PrintTo(const SignRow& row, std::ostream* out) { *out << row.name; }

class Judging : public ::testing::TestWithParam<SignRow> {};

TEST_P(Judging, GivesTheWordItsText) {
  const SignRow& row = GetParam();
  const std::vector<OcrWord> words = Line(row.line);
  const std::optional<Look> look = LookAt(words, row.word);
  ASSERT_TRUE(look) << words[row.word].text << " is not looked at";
  EXPECT_EQ(look->kind, row.kind);
  const Judgement judgement = Judge(*look, words, Reading(row.again));
  EXPECT_EQ(judgement.text, row.text);
  EXPECT_EQ(judgement.reason, row.reason);
}

INSTANTIATE_TEST_SUITE_P(
    Sections, Judging,
    ::testing::Values(
        SignRow{"before", {{"8"}, {"112"}}, 0, Kind::kSectionBefore, {"§ 112"}, "§", "sign"},
        SignRow{
            "before_but_a_figure", {{"8"}, {"112"}, {"kr"}}, 0, Kind::kSectionBefore, {"8 112"}, "8", "kept"},
        SignRow{"dollar", {{"$"}, {"112"}}, 0, Kind::kSectionBefore, {"8 112"}, "§", "context"},
        SignRow{"five", {{"5"}, {"7"}}, 0, Kind::kSectionBefore, {"5 7"}, "5", "kept"},
        SignRow{"range", {{"88"}, {"130-143"}}, 0, Kind::kSectionBefore, {"§§ 130-143"}, "§§", "sign"},
        SignRow{"range_half_read",
                {{"88"}, {"130-143"}},
                0,
                Kind::kSectionBefore,
                {"8§ 130-143"},
                "§§",
                "context"},
        SignRow{"range_but_a_figure", {{"88"}, {"130"}}, 0, Kind::kSectionBefore, {"88 130"}, "88", "kept"},
        SignRow{"with_year", {{"8"}, {"262/2024"}}, 0, Kind::kSectionBefore, {"8 262/2024"}, "§", "context"},
        SignRow{"after", {{"3"}, {"8"}, {"kommunallagen"}}, 1, Kind::kSignAfter, {"3 §"}, "§", "sign"},
        SignRow{"after_by_what_follows",
                {{"3"}, {"8"}, {"kommunallagen"}},
                1,
                Kind::kSignAfter,
                {"3 8"},
                "§",
                "context"},
        SignRow{"after_but_a_figure", {{"3"}, {"8"}}, 1, Kind::kSignAfter, {"3 8"}, "8", "kept"},
        SignRow{"after_two", {{"3–5"}, {"88"}, {"lagen"}}, 1, Kind::kSignAfter, {"3-5 §§"}, "§§", "sign"},
        SignRow{"glued", {{"8112"}, {"Val"}}, 0, Kind::kFigure, {"§112"}, "§112", "sign"},
        SignRow{"glued_but_a_figure", {{"8112"}, {"kr"}}, 0, Kind::kFigure, {"8112"}, "8112", "kept"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Percent, Judging,
    ::testing::Values(
        SignRow{"yo", {{"12"}, {"Yo"}}, 1, Kind::kSignAfter, {"12 %"}, "%", "sign"},
        SignRow{"yo_twice", {{"12"}, {"Yo"}}, 1, Kind::kSignAfter, {"12 Yo"}, "%", "sign"},
        SignRow{"figures", {{"4,0"}, {"96"}}, 1, Kind::kSignAfter, {"4,0 %"}, "%", "sign"},
        SignRow{"stop", {{"3,1"}, {"96."}}, 1, Kind::kSignAfter, {"3,1 %."}, "%.", "sign"},
        SignRow{"figures_but_a_figure",
                {{"4,0", 0.95}, {"96", 0.7}},
                1,
                Kind::kSignAfter,
                {"4,0 96"},
                "96",
                "kept"},
        SignRow{"glued", {{"10096"}}, 0, Kind::kFigure, {"100%"}, "100%", "sign"},
        SignRow{"glued_decimal", {{"12,596"}}, 0, Kind::kFigure, {"12,5%"}, "12,5%", "sign"},
        SignRow{"glued_but_a_figure", {{"10096"}}, 0, Kind::kFigure, {"10096"}, "10096", "kept"},
        SignRow{"another_figure", {{"10096", 0.95}}, 0, Kind::kFigure, {"37%", 0.9}, "10096", "kept"},
        SignRow{"unsure_sign", {{"10096", 0.95}}, 0, Kind::kFigure, {"100%", 0.2}, "10096", "kept"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Figures, Judging,
    ::testing::Values(
        SignRow{"minus_as_equals", {{"=3", 0.9}}, 0, Kind::kFigure, {"-3", 0.9}, "-3", "minus"},
        SignRow{"minus_as_dash_and_hyphen", {{"—-3", 0.9}}, 0, Kind::kFigure, {"-3", 0.9}, "-3", "minus"},
        SignRow{"minus_sign", {{"−3,5", 0.8}}, 0, Kind::kFigure, {"-3,5", 0.8}, "-3,5", "minus"},
        SignRow{"minus_of_the_better_reading", {{"=3", 0.6}}, 0, Kind::kFigure, {"—3", 0.9}, "-3", "figure"},
        SignRow{"hyphen", {{"-64", 0.7}}, 0, Kind::kFigure, {"-64", 0.7}, "-64", "kept"},
        SignRow{"range_keeps_its_dash", {{"1–2", 0.8}}, 0, Kind::kFigure, {"1-2", 0.95}, "1–2", "kept"},
        SignRow{"better", {{"1284", 0.7}}, 0, Kind::kFigure, {"1234", 0.97}, "1234", "figure"},
        SignRow{"no_better", {{"1284", 0.85}}, 0, Kind::kFigure, {"1234", 0.86}, "1284", "kept"},
        SignRow{"fewer_digits", {{"12345", 0.7}}, 0, Kind::kFigure, {"1234", 0.9}, "12345", "kept"},
        SignRow{"letter_for_digit", {{"I2O", 0.5}}, 0, Kind::kFigure, {"120", 0.9}, "120", "figure"},
        SignRow{"all_letters", {{"34"}, {"Hö", 0.4}}, 1, Kind::kFigure, {"1,0", 0.9}, "1,0", "figure"},
        SignRow{"a_word_stays", {{"34"}, {"Åbo", 0.4}}, 1, Kind::kFigure, {"Abo", 0.9}, "Åbo", "kept"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Addresses, Judging,
    ::testing::Values(
        SignRow{
            "glued", {{"namn&region.se"}}, 0, Kind::kFigure, {"namn@region.se"}, "namn@region.se", "sign"},
        SignRow{"in_two",
                {{"info"}, {"(Qregion.se"}},
                1,
                Kind::kAddress,
                {"info@region.se"},
                "info@region.se",
                "sign"},
        SignRow{"no_address",
                {{"info"}, {"(Qregion.se"}},
                1,
                Kind::kAddress,
                {"info region"},
                "(Qregion.se",
                "kept"}),
    [](const auto& info) { return info.param.name; });

struct PlainRow {
  const char* name;
  std::vector<W> line;
};
void PrintTo(const PlainRow& row, std::ostream* out) { *out << row.name; }

class NoLook : public ::testing::TestWithParam<PlainRow> {};
TEST_P(NoLook, IsSpentOnWhatIsSure) {
  const std::vector<OcrWord> words = Line(GetParam().line);
  std::vector<std::string> looked_at;
  for (const Look& look : PlanLooks(words)) looked_at.push_back(words[look.word].text);
  EXPECT_THAT(looked_at, IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Rows, NoLook,
    ::testing::Values(
        PlainRow{"words", {{"Nämnden"}, {"beslutar"}, {"att"}, {"godkänna"}, {"förslaget."}}},
        PlainRow{"unsure_words_without_figures", {{"Nämnden", 0.5}, {"beslutar", 0.4}, {"att", 0.55}}},
        PlainRow{"thousands", {{"45"}, {"644"}, {"kr"}}},
        PlainRow{"millions", {{"13"}, {"246"}, {"796"}, {"kr"}}}, PlainRow{"one_figure", {{"12"}, {"3"}}},
        PlainRow{"sign_read", {{"12"}, {"%"}}}, PlainRow{"decimals", {{"471,5"}, {"mnkr"}}},
        PlainRow{"columns", {{"8"}, {"|"}, {"112"}, {"|"}, {"93"}}},
        PlainRow{"lines", {{"112"}, {"/"}, {"Yo"}}}, PlainRow{"year", {{"2025"}}},
        PlainRow{"dash", {{"–"}, {"|"}, {"—"}}}, PlainRow{"end_of_a_sentence", {{"info"}, {"finns."}}}),
    [](const auto& info) { return info.param.name; });

TEST(PlanLooks, LooksAtAnUnsureGroupOfThousands) {
  const std::vector<OcrWord> words = Line({{"45"}, {"644", 0.8}, {"kr"}});
  const std::optional<Look> look = LookAt(words, 1);
  ASSERT_TRUE(look);
  EXPECT_EQ(Judge(*look, words, {"45 644", 0.9, {}}).text, "644");
}

TEST(PlanLooks, TakesTheFigureBesideASignIntoTheBox) {
  const std::vector<OcrWord> words = Line({{"enligt"}, {"8"}, {"112"}, {"och"}, {"12"}, {"Yo"}, {"av"}});
  const std::optional<Look> section = LookAt(words, 1), percent = LookAt(words, 5);
  ASSERT_TRUE(section && percent);
  for (const auto& [look, first, last] : {std::tuple{*section, 1, 2}, std::tuple{*percent, 4, 5}}) {
    const PixelBox &from = words[static_cast<size_t>(first)].box, &to = words[static_cast<size_t>(last)].box;
    EXPECT_LE(look.box.left, from.left);
    EXPECT_GE(look.box.right, to.right);
    EXPECT_LT(look.box.top, from.top);
    EXPECT_GT(look.box.bottom, to.bottom);
  }
  // No ink of the words beside.
  EXPECT_GT(section->box.left, words[0].box.right);
  EXPECT_LT(percent->box.right, words[6].box.left);
}

TEST(PlanLooks, AddressTakesInItsParts) {
  const std::vector<OcrWord> words = Line({{"till"}, {"namn"}, {"Q"}, {"region.se"}});
  const std::optional<Look> look = LookAt(words, 3);
  ASSERT_TRUE(look);
  EXPECT_EQ(look->kind, Kind::kAddress);
  EXPECT_THAT(look->parts, ElementsAre(2U, 1U));
  const Judgement judgement = Judge(*look, words, {"namn@region.se", 0.9, {}});
  EXPECT_EQ(judgement.text, "namn@region.se");
  EXPECT_TRUE(judgement.whole);
}

struct DisputeRow {
  const char* name;
  W first, again;
  std::string wide;  // third reading
  bool disputed;
  std::string text, reason;
};
void PrintTo(const DisputeRow& row, std::ostream* out) { *out << row.name; }

class Disputes : public ::testing::TestWithParam<DisputeRow> {};
TEST_P(Disputes, AreSettledByAThirdReading) {
  const DisputeRow& row = GetParam();
  const std::vector<OcrWord> words = Line({{"Lön"}, row.first, {"kr"}});
  const std::optional<Look> look = LookAt(words, 1);
  ASSERT_TRUE(look);
  const OcrReading again = Reading(row.again);
  Judgement judgement = Judge(*look, words, again);
  EXPECT_EQ(judgement.disputed, row.disputed);
  if (judgement.disputed) judgement = Settle(judgement, words[1], again, {row.wide, 0.5, {}});
  EXPECT_EQ(judgement.text, row.text);
  EXPECT_EQ(judgement.reason, row.reason);
  EXPECT_EQ(judgement.second, row.reason == "figure");
}
INSTANTIATE_TEST_SUITE_P(
    Rows, Disputes,
    ::testing::Values(
        DisputeRow{"for_the_second", {"1284", 0.85}, {"1234", 0.86}, "Lon 1234 kr", true, "1234", "figure"},
        DisputeRow{"for_the_first", {"1284", 0.7}, {"1234", 0.9}, "Lön 1284 kr", true, "1284", "kept"},
        DisputeRow{"for_neither", {"1284", 0.85}, {"1234", 0.86}, "Lön 1294 kr", true, "1284", "kept"},
        DisputeRow{"grouped", {"1284", 0.85}, {"1234", 0.86}, "Lön 1 234 kr", true, "1234", "figure"},
        DisputeRow{"minus", {"=84", 0.85}, {"-34", 0.86}, "Lön 84 kr", true, "-84", "minus"},
        DisputeRow{"one_is_sure", {"1284", 0.7}, {"1234", 0.97}, "", false, "1234", "figure"},
        DisputeRow{"same_digits", {"1284", 0.7}, {"1284", 0.71}, "", false, "1284", "kept"}),
    [](const auto& info) { return info.param.name; });

TEST(WideBox, HoldsBothNeighbours) {
  const std::vector<OcrWord> words = Line({{"Lön"}, {"1284", 0.8}, {"kr"}, {"|"}, {"99"}});
  const std::optional<Look> look = LookAt(words, 1);
  ASSERT_TRUE(look);
  const PixelBox box = WideBox(*look, words);
  EXPECT_LE(box.left, words[0].box.left);
  EXPECT_GE(box.right, words[2].box.right);
  EXPECT_LT(box.right, words[3].box.left) << "across a column";
}

}  // namespace
}  // namespace avstam::extract
