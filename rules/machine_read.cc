#include "rules/machine_read.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr int kFewestWords = 5;  // of the frequent ones; fewer prove nothing

const extract::Word* FindWord(const extract::Document& document, const extract::GridWord& at) {
  // Pages stand in order, but one that could not be read may be missing.
  size_t guess = static_cast<size_t>(std::max(at.page - 1, 0));
  auto is_it = [&](const extract::Page& page) { return page.number == at.page; };
  auto page = guess < document.pages.size() && is_it(document.pages[guess])
                  ? document.pages.begin() + static_cast<long>(guess)
                  : std::find_if(document.pages.begin(), document.pages.end(), is_it);
  if (page == document.pages.end() || static_cast<size_t>(at.word) >= page->words.size()) return nullptr;
  return &page->words[static_cast<size_t>(at.word)];
}

}  // namespace

bool LooksMachineRead(const extract::Document& document, const normalize::Lexicon& lexicon) {
  std::unordered_map<std::string, bool> accented;  // true: as it should be
  for (const normalize::KnownWord& word : lexicon.known_words) {
    if (word.kind != "accented") continue;
    accented[word.word] = true;
    accented[normalize::FoldedKey(word.word)] = false;
  }
  int right = 0, bare = 0;
  for (const extract::Page& page : document.pages) {
    for (const extract::Word& word : page.words) {
      auto it = accented.find(word.text);
      if (it != accented.end()) ++(it->second ? right : bare);
    }
  }
  return bare >= kFewestWords && bare > right;
}

bool HasRecognisedWords(const extract::Document& document, const extract::Grid& grid) {
  for (const extract::GridCell& cell : grid.cells)
    for (const extract::GridWord& at : cell.words)
      if (const extract::Word* word = FindWord(document, at))
        if (word->confidence < 1 || word->render_mode == 3) return true;
  return false;
}

double Confidence(const extract::Document& document, const extract::GridCell& cell) {
  double least = 1;
  for (const extract::GridWord& at : cell.words)
    if (const extract::Word* word = FindWord(document, at))
      least = std::min(least, static_cast<double>(word->confidence));
  return least;
}

}  // namespace avstam::rules
