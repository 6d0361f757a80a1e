#include "store/search_words.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "store/folding.h"

namespace avstam::store {
namespace {

constexpr size_t kMostBytes = 256;
constexpr int kPrefixLetters = 3;
constexpr size_t kMostSpellings = 64, kMostLonger = 500;

struct Token {
  std::string form;
  size_t begin = 0, end = 0;  // bytes of the text
};

std::vector<Token> Tokens(std::string_view text, bool exact) {
  std::vector<Token> out;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const Letter letter = LetterAt(text, at);
    // A mark belongs to the letter in front of it.
    if (letter.kind == Letter::kOther || (letter.kind == Letter::kMark && !inside)) {
      inside = false;
    } else {
      if (!inside) out.push_back({"", at, at});
      inside = true;
      if (exact || letter.kind != Letter::kMark) out.back().form += exact ? letter.small : letter.folded;
      out.back().end = at + letter.bytes;
    }
    at += letter.bytes;
  }
  return out;
}

// One term as it is written: a word, or several in quotes.
struct Written {
  std::string text;
  bool phrase = false, prefix = false;
};

std::vector<Written> Split(std::string_view words) {
  std::vector<Written> out;
  for (size_t at = 0; at < words.size();) {
    if (words[at] == ' ' || words[at] == '\t' || words[at] == '\n') {
      ++at;
      continue;
    }
    Written term;
    size_t end = 0;
    if (words[at] == '"') {
      end = words.find('"', at + 1);
      if (end == std::string_view::npos) end = words.size();
      term = {std::string(words.substr(at + 1, end - at - 1)), true, false};
      if (end < words.size()) ++end;
    } else {
      end = std::min(words.find_first_of(" \t\n\"", at), words.size());
      term.text = words.substr(at, end - at);
    }
    if (end < words.size() && words[end] == '*') ++end, term.prefix = true;
    if (!term.phrase && term.text.ends_with('*')) {
      term.text.pop_back();
      term.prefix = true;
    }
    at = end;
    out.push_back(std::move(term));
  }
  return out;
}

int LettersIn(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Does `term` stand at token `at`?
bool StandsAt(const WordTerm& term, const std::vector<Token>& tokens, size_t at) {
  if (at + term.tokens.size() > tokens.size()) return false;
  for (size_t t = 0; t < term.tokens.size(); ++t) {
    const std::string& found = tokens[at + t].form;
    const bool longer = term.prefix && t + 1 == term.tokens.size();
    if (longer ? !found.starts_with(term.tokens[t]) : found != term.tokens[t]) return false;
  }
  return true;
}

// The words of the index, in their order.
class Vocabulary {
 public:
  explicit Vocabulary(Database* database)
      : next_(database->Prepare("SELECT term FROM search_words WHERE term >= ? LIMIT 1")) {}

  // The first that is not before `from`; empty: none.
  std::string From(const std::string& from) {
    next_.With(from);
    std::string out = next_.Step() ? next_.Text(0) : "";
    next_.Reset();
    return out;
  }
  // What the index has that is `folded`, or begins with it, but for accents.
  std::vector<std::string> Spellings(const std::string& folded, bool prefix) {
    std::vector<std::string> starts = {""};
    for (size_t at = 0; at < folded.size();) {
      const size_t bytes = LetterAt(folded, at).bytes;
      std::vector<std::string> longer;
      for (const std::string& start : starts) Continue(start, folded.substr(at, bytes), &longer);
      if (longer.size() > kMostSpellings) longer.resize(kMostSpellings);
      starts = std::move(longer);
      at += bytes;
    }
    if (!prefix) std::erase_if(starts, [this](const std::string& word) { return From(word) != word; });
    return starts;
  }
  // Words that begin with `start`; false: there are more than `most` altogether.
  bool Longer(const std::string& start, size_t most, std::vector<std::string>* out) {
    for (std::string word = From(start); word.starts_with(start); word = From(word + '\x01')) {
      if (out->size() >= most) return false;
      out->push_back(word);
    }
    return true;
  }

 private:
  // `start` with the letter after it, in all spellings that are there.
  void Continue(const std::string& start, const std::string& letter, std::vector<std::string>* out) {
    if (From(start + letter).starts_with(start + letter)) out->push_back(start + letter);
    // Beyond ASCII: from one letter to the next, however many words begin with it.
    std::string word = From(start + "\x7f");
    while (word.size() > start.size() && word.starts_with(start)) {
      const Letter next = LetterAt(word, start.size());
      const std::string with = word.substr(0, start.size() + next.bytes);
      if (next.folded == letter && with != start + letter) out->push_back(with);
      word = From(with + "\xf4\x90");  // behind all that continue it
    }
  }

  Statement next_;
};

std::string Quoted(const std::string& token) { return '"' + token + '"'; }

// All ways to take one spelling of each token.
std::vector<std::string> Phrases(const std::vector<std::vector<std::string>>& spellings) {
  std::vector<std::string> out = {""};
  for (const std::vector<std::string>& choices : spellings) {
    std::vector<std::string> longer;
    for (const std::string& start : out)
      for (const std::string& choice : choices)
        if (longer.size() < kMostSpellings) longer.push_back(start.empty() ? choice : start + ' ' + choice);
    out = std::move(longer);
  }
  return out;
}

// The phrases that one term stands for; `all` becomes false when there are more.
std::vector<std::string> PhrasesOf(Vocabulary* words, const WordTerm& term, bool exact, Reach reach,
                                   bool* all) {
  const bool longer = term.prefix && reach != Reach::kWhole;
  std::vector<std::vector<std::string>> spellings;
  for (size_t t = 0; t < term.tokens.size(); ++t) {
    const bool open = longer && t + 1 == term.tokens.size();
    spellings.push_back(exact ? std::vector{term.tokens[t]} : words->Spellings(term.tokens[t], open));
    // Not there: said as it is, it finds nothing.
    if (spellings.back().empty()) spellings.back().push_back(term.tokens[t]);
  }
  if (term.prefix && !longer) *all = false;
  std::vector<std::string> out;
  if (longer && reach == Reach::kSome && term.tokens.size() == 1) {
    for (const std::string& start : spellings[0]) *all &= words->Longer(start, kMostLonger, &out);
    if (out.empty()) out = spellings[0];
    for (std::string& word : out) word = Quoted(word);
    return out;
  }
  for (const std::string& phrase : Phrases(spellings)) out.push_back(Quoted(phrase) + (longer ? "*" : ""));
  return out;
}

}  // namespace

WordQuery ParseWords(std::string_view words, bool exact) {
  if (words.size() > kMostBytes)
    throw Error(ErrorCode::kUsage, "the words to search for are longer than 256 bytes; use fewer");
  WordQuery out;
  out.exact = exact;
  for (const Written& written : Split(words)) {
    WordTerm term;
    for (Token& token : Tokens(written.text, exact)) term.tokens.push_back(std::move(token.form));
    if (term.tokens.empty()) continue;  // signs alone are no words
    const bool longer = !exact && !written.phrase && LettersIn(written.text) >= kPrefixLetters;
    term.prefix = written.prefix || longer;
    out.terms.push_back(std::move(term));
  }
  if (out.terms.empty()) throw Error(ErrorCode::kUsage, "there is no word to search for");
  return out;
}

MatchExpression ExpressionFor(Database* database, const WordQuery& query, Reach reach) {
  Vocabulary words(database);
  MatchExpression out;
  for (const WordTerm& term : query.terms) {
    const std::vector<std::string> phrases = PhrasesOf(&words, term, query.exact, reach, &out.all);
    std::string any;
    for (const std::string& phrase : phrases) any += (any.empty() ? "" : " OR ") + phrase;
    out.text += (out.text.empty() ? "" : " AND ") + (phrases.size() == 1 ? any : "(" + any + ")");
    out.phrases.push_back(static_cast<int>(phrases.size()));
  }
  return out;
}

bool TextMatcher::Matches(std::string_view text) const {
  const std::vector<Token> tokens = Tokens(text, query_.exact);
  return std::all_of(query_.terms.begin(), query_.terms.end(), [&](const WordTerm& term) {
    for (size_t at = 0; at < tokens.size(); ++at)
      if (StandsAt(term, tokens, at)) return true;
    return false;
  });
}

std::string TextMatcher::Snippet(std::string_view text, int length) const {
  const std::vector<Token> tokens = Tokens(text, query_.exact);
  std::vector<size_t> marked(tokens.size(), 0);  // how many tokens are marked from here on
  std::vector<std::pair<size_t, size_t>> found;  // token, term
  for (size_t at = 0; at < tokens.size(); ++at)
    for (size_t t = 0; t < query_.terms.size(); ++t)
      if (StandsAt(query_.terms[t], tokens, at)) {
        marked[at] = std::max(marked[at], query_.terms[t].tokens.size());
        found.emplace_back(at, t);
      }
  const auto window = static_cast<size_t>(length);
  size_t first = 0, most = 0;
  for (const auto& [from, unused] : found) {
    std::set<size_t> terms;
    for (const auto& [at, term] : found)
      if (at >= from && at < from + window) terms.insert(term);
    if (terms.size() > most) most = terms.size(), first = from;
  }
  // A little of what stands in front, and no less at the end than there is room for.
  first -= std::min(first, window / 4);
  if (first + window > tokens.size()) first = tokens.size() - std::min(tokens.size(), window);
  const size_t last = std::min(tokens.size(), first + window);
  std::string out = first > 0 ? "…" : "";
  size_t at = first > 0 ? tokens[first].begin : 0;
  for (size_t t = first; t < last;) {
    out += text.substr(at, tokens[t].begin - at);
    at = tokens[t].begin;
    if (marked[t] == 0) {
      ++t;
      continue;
    }
    const size_t end = std::min(t + marked[t], tokens.size()) - 1;
    out += '\x02';
    out += text.substr(at, tokens[end].end - at);
    out += '\x03';
    at = tokens[end].end;
    t = end + 1;
  }
  if (last < tokens.size()) {
    if (last > 0 && at < tokens[last - 1].end) out += text.substr(at, tokens[last - 1].end - at);
    return out + "…";
  }
  return out + std::string(text.substr(at));
}

}  // namespace avstam::store
