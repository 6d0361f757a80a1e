#include "normalize/misread_distance.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace avstam::normalize {
namespace {

const std::vector<Confusion> kConfusions = {{"m", "rn", 30}, {"rn", "m", 30}, {"å", "a", 8}, {"l", "1", 5},
                                            {"ö", "*", 40},  {"li", "h", 45}, {"o", "0", 5}};

// Every place of the table, and nothing left out: what the band must not change.
int Slow(const std::u32string& written, const std::u32string& read) {
  const size_t n = written.size(), m = read.size();
  std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1, 1'000'000));
  cost[0][0] = 0;
  for (size_t i = 0; i <= n; ++i)
    for (size_t j = 0; j <= m; ++j) {
      int& here = cost[i][j];
      if (i > 0) here = std::min(here, cost[i - 1][j] + (i == n ? 200 : 100));
      if (j > 0) {
        const int added = !IsLetterOrDigit(read[j - 1]) ? 15 : j == m ? 200 : 100;
        here = std::min(here, cost[i][j - 1] + added);
      }
      if (i > 0 && j > 0) {
        const char32_t w = written[i - 1], r = read[j - 1];
        here = std::min(here, cost[i - 1][j - 1] + (w == r ? 0 : BaseLetter(w) == BaseLetter(r) ? 8 : 100));
      }
      for (const Confusion& confusion : kConfusions) {
        const std::u32string from = ToCodePoints(confusion.written), to = ToCodePoints(confusion.read);
        if (i < from.size() || j < to.size() || written.substr(i - from.size(), from.size()) != from)
          continue;
        if (to != U"*" && read.substr(j - to.size(), to.size()) != to) continue;
        here = std::min(here, cost[i - from.size()][j - to.size()] + confusion.cost);
      }
    }
  return cost[n][m];
}

TEST(MisreadDistance, IsThatOfTheWholeTable) {
  const MisreadDistance distance(kConfusions);
  std::mt19937 random(20261122);
  const std::u32string letters = U"abmrnliåö0o1h.";
  const auto word = [&](size_t most) {
    std::u32string out;
    for (size_t length = random() % (most + 1); out.size() < length;)
      out += letters[random() % letters.size()];
    return out;
  };
  int near = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::u32string written = word(8);
    std::u32string read = written;  // with some letters changed, lost and added, or another word
    if (round % 4 == 0) read = word(8);
    for (size_t change = random() % 4; change > 0 && !read.empty(); --change) {
      const size_t at = random() % read.size();
      if (random() % 3 == 0)
        read.erase(at, 1);
      else if (random() % 2 == 0)
        read.insert(at, 1, letters[random() % letters.size()]);
      else
        read[at] = letters[random() % letters.size()];
    }
    const int slow = Slow(written, read);
    for (int limit : {0, 34, 150, 1000}) {
      const int fast = distance.Between(distance.Spell(written), distance.Spell(read), limit);
      if (slow <= limit)
        ASSERT_EQ(fast, slow) << ToUtf8(written) << " / " << ToUtf8(read) << " within " << limit;
      else
        ASSERT_GT(fast, limit) << ToUtf8(written) << " / " << ToUtf8(read);
    }
    near += slow > 0 && slow <= 150;
  }
  EXPECT_GT(near, 2000) << "too few pairs that are near for this to say anything";
}

TEST(MisreadDistance, TellsWhatWasTakenForWhat) {
  const MisreadDistance distance(kConfusions);
  std::vector<std::string> why;
  EXPECT_EQ(distance.Between(distance.Spell(U"månlöl"), distance.Spell(U"rnan1xl"), 150, &why),
            30 + 8 + 5 + 40);
  EXPECT_THAT(why, testing::ElementsAre("m read as rn", "å read as a", "l read as 1", "ö read as x"));
}

}  // namespace
}  // namespace avstam::normalize
