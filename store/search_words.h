// The words of a search, and texts held against them as the full text index would.
//
//   const WordQuery query = ParseWords("vastra \"region skåne\" avgift", /*exact=*/false);
//   TextMatcher matcher(query);
//   matcher.Matches("Avgiften i Västra Götaland, Region Skåne");   // true
//   matcher.Snippet(text, 24);                                     // found words between \x02 and \x03
//
// A token is a run of letters and digits; everything else separates (FTS5's unicode61).  Unless `exact`,
// tokens are compared without accents and without å ä ö.  Capitals never count.
#ifndef AVSTAM_STORE_SEARCH_WORDS_H_
#define AVSTAM_STORE_SEARCH_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.h"

namespace avstam::store {

struct WordTerm {
  std::vector<std::string> tokens;  // small letters; folded unless exact; side by side
  bool prefix = false;              // the last also stands for longer ones that begin with it
};
struct WordQuery {
  std::vector<WordTerm> terms;  // all must be there
  bool exact = false;
};
// Error kUsage when there is no word in it or it is longer than 256 bytes.
WordQuery ParseWords(std::string_view words, bool exact);

class TextMatcher {
 public:
  explicit TextMatcher(WordQuery query) : query_(std::move(query)) {}
  bool Matches(std::string_view text) const;
  // The `tokens` words of the text with most of what was found, "…" where it goes on.
  std::string Snippet(std::string_view text, int tokens) const;

 private:
  WordQuery query_;
};

// The same as expressions of FTS5 over search_index, every word quoted: nothing of the user's is syntax.
struct MatchExpression {
  std::string text;
  std::vector<int> phrases;  // how many phrases each term has become, in the order of the text
  bool all = true;           // finds all that is meant, not only a part of it
};
// How much of what a word with a longer end may stand for.  Telling FTS5 "avgift*" makes it read all that
// begins so, for a tenth of a second and more in a large archive; words it reads as far as they are needed.
enum class Reach {
  kWhole,  // the words alone
  kSome,   // and longer ones, as many as are quickly named: often all that there are
  kAll,
};
MatchExpression ExpressionFor(Database* database, const WordQuery& query, Reach reach);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SEARCH_WORDS_H_
