#include "store/edges.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"

namespace avstam::store {
namespace {

struct EdgesRow {
  const char* name;
  const char* text;
  double left, right;
  std::vector<float> edges;
  int bytes;                    // -1: none
  std::vector<float> expected;  // when not `edges`
};

class Edges : public ::testing::TestWithParam<EdgesRow> {};

TEST_P(Edges, ComeBack) {
  const EdgesRow& row = GetParam();
  extract::Word word;
  word.text = row.text;
  word.box = {row.left, 0, row.right, 10};
  word.x_edges = row.edges;
  const std::optional<std::string> bytes = EncodeEdges(word);
  EXPECT_EQ(bytes ? static_cast<int>(bytes->size()) : -1, row.bytes);
  const std::vector<float> back = DecodeEdges(bytes, word.text, word.box);
  const std::vector<float>& expected = row.expected.empty() ? row.edges : row.expected;
  ASSERT_EQ(back.size(), expected.size());
  for (size_t i = 0; i < back.size(); ++i)
    EXPECT_NEAR(static_cast<double>(back[i]), static_cast<double>(expected[i]), 0.0101) << i;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Edges,
    ::testing::Values(
        EdgesRow{"figures_are_of_equal_width", "1234", 100, 120, {100, 105, 110, 115, 120}, -1, {}},
        EdgesRow{"one_character", "§", 3, 8, {3, 8}, -1, {}},
        EdgesRow{"letters", "ilå", 10, 22, {10, 12.5F, 15, 22}, 4, {}},
        EdgesRow{"beside_the_box", "ab", 10, 22, {11, 15, 21}, 5, {}},
        EdgesRow{"backwards", "ab", 0, 10, {0, -5, 10}, 2, {}}, EdgesRow{"no_text", "", 5, 5, {5}, -1, {}},
        EdgesRow{"beyond_any_page", "ab", 0, 1, {0, 1e30F, 1}, 5, {0, 2e7F, 1}}),
    [](const auto& info) { return info.param.name; });

TEST(EdgesOfAnotherText, AreNotKept) {
  extract::Word word;
  word.text = "abc";
  word.box = {0, 0, 9, 9};
  word.x_edges = {0, 9};
  const std::optional<std::string> bytes = EncodeEdges(word);
  EXPECT_EQ(bytes, "");
  EXPECT_TRUE(DecodeEdges(bytes, word.text, word.box).empty());
}

TEST(EdgesOfDamage, AreAnError) {
  for (const std::string bytes : {"\x01", "\x01\x01\x01\x01\x01", "\x80"})
    EXPECT_THROW(DecodeEdges(bytes, "abc", {0, 0, 9, 9}), Error) << bytes.size();
}

}  // namespace
}  // namespace avstam::store
