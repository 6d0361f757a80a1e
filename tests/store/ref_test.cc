#include "store/ref.h"

#include <gtest/gtest.h>

namespace avstam::store {
namespace {

struct RefRow {
  const char* text;
  Ref expected;
};

TEST(Ref, IsReadAndWritten) {
  for (const RefRow& row : {
           RefRow{"3f2a9c81d0e4:d3", {"3f2a9c81d0e4", 'd', {3}}},
           {"3f2a:t0.12.1", {"3f2a", 't', {0, 12, 1}}},
           {"3f2a9c81d0e4", {"3f2a9c81d0e4", 0, {}}},
           {"d3.0", {"", 'd', {3, 0}}},
           {"p0", {"", 'p', {0}}},
           {"a17", {"", 'a', {17}}},
           {"c4.1", {"", 'c', {4, 1}}},
           {"d123", {"d123", 0, {}}},  // four hex digits: a document
           {"3f2a:d123", {"3f2a", 'd', {123}}},
       }) {
    const std::optional<Ref> ref = ParseRef(row.text);
    ASSERT_TRUE(ref.has_value()) << row.text;
    EXPECT_EQ(*ref, row.expected) << row.text;
    EXPECT_EQ(ToString(*ref), row.text);
  }
}

TEST(Ref, NothingElseIsOne) {
  for (const char* text : {"", "d", "x3", "d-3", "d3.", "d3.x", "d.3", "p1.2", "a1.2", "d1.2.3", "t1.2.3.4",
                           "3F2A:d3", "3f2:d3", ":d3", "3f2a:", "t99999999999", "d 3", "d3 ", "brev.pdf"})
    EXPECT_FALSE(ParseRef(text).has_value()) << text;
}

}  // namespace
}  // namespace avstam::store
