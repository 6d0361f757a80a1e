#include "store/case_key.h"

#include <gtest/gtest.h>

namespace avstam::store {
namespace {

struct KeyRow {
  const char* text;
  const char* key;
};

TEST(CaseKey, IsTheSameInEverySpelling) {
  for (const KeyRow& row : {
           KeyRow{"KS 2026/12", "ks-2026-12"},
           {"ks2026-12", "ks-2026-12"},
           {"KS 2026/0012", "ks-2026-12"},
           {"2026/12 KS", "ks-2026-12"},
           {"KS  2026:12.", "ks-2026-12"},
           {"RS/418/2019", "rs-418-2019"},
           {"418/2019", "418-2019"},
           {"ÄN 2026/12", "än-2026-12"},
           {"KSN-2026-00012 (003)", "ksn-2026-12-3"},
           {"A1B2", "a-b-1-2"},
           {"2026-000", "2026-0"},
           {"0", "0"},
           {"KS", ""},
           {"", ""},
           {"\xff 1", "1"},
       })
    EXPECT_EQ(CaseKey(row.text), row.key) << row.text;
}

}  // namespace
}  // namespace avstam::store
