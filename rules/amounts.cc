#include "rules/amounts.h"

#include <algorithm>
#include <map>
#include <string>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr double kParagraphGapEm = 1.9;  // lines further apart are not one text
constexpr int kRevisionReach = 4;        // code points between an old amount and the one that replaces it

// A run of lines as one text, with the way back to the words.
struct Paragraph {
  int page = 0;
  std::string text;
  struct Piece {
    int start = 0, end = 0;  // code points
    int word = 0;
  };
  std::vector<Piece> pieces;
  int length = 0;  // code points

  void Add(const extract::Page& from, int word, const char* separator) {
    if (!text.empty()) {
      text += separator;
      length += normalize::CodePoints(separator);
    }
    int size = normalize::CodePoints(from.words[word].text);
    pieces.push_back({length, length + size, word});
    text += from.words[word].text;
    length += size;
  }
};

std::vector<Paragraph> Paragraphs(const extract::Page& page, const WordSet& taken) {
  std::vector<Paragraph> out;
  const extract::Line* before = nullptr;
  for (const extract::Line& line : page.lines) {
    if (line.running) continue;
    std::vector<int> words;
    for (int w : line.words)
      if (!taken.count({page.number, w})) words.push_back(w);
    if (words.empty()) {
      before = nullptr;
      continue;
    }
    bool goes_on = before != nullptr && words.size() == line.words.size() && line.baseline >= before->baseline &&
                   line.baseline - before->baseline < kParagraphGapEm * std::max(before->font_size, line.font_size) &&
                   line.box.OverlapX(before->box) > 0;
    // Neighbours on one baseline are columns, not a text that goes on.
    if (goes_on && line.baseline - before->baseline < 0.5 * line.font_size) goes_on = false;
    if (!goes_on) {
      out.emplace_back();
      out.back().page = page.number;
    }
    for (size_t i = 0; i < words.size(); ++i) {
      bool mark = page.words[words[i]].superscript;
      if (mark) continue;  // a footnote mark is no part of the text
      out.back().Add(page, words[i], i == 0 ? "\n" : " ");
    }
    before = &line;
  }
  return out;
}

bool Adjacent(const Paragraph& paragraph, const normalize::Found& left, const normalize::Found& right) {
  (void)paragraph;
  return right.start - left.end <= kRevisionReach;
}

class AmountReader {
 public:
  AmountReader(const RuleSet& rules, const normalize::Normalizer& normalizer) : normalizer_(normalizer) {
    for (const Rule& rule : rules.rules())
      if (rule.kind == "unit") unit_rules_.insert({rule.set.at("unit"), rule.id});
  }

  void Read(const extract::Page& page, const Paragraph& paragraph, std::vector<Amount>* out) const {
    std::vector<normalize::Found> found = normalizer_.Find(paragraph.text);
    const normalize::Found* old = nullptr;
    for (const normalize::Found& f : found) {
      if (f.kind != normalize::Kind::kAmount || !f.number) continue;
      bool struck = false;
      Amount amount = Make(page, paragraph, f, &struck);
      std::optional<Money> money = Money::FromDecimal(*f.number, 0);
      if (!money) continue;  // below one öre, or past what a sum can be
      if (struck) {
        old = &f;
        continue;
      }
      amount.money = *money;
      if (old != nullptr && Adjacent(paragraph, *old, f)) amount.revised_from = Money::FromDecimal(*old->number, 0);
      old = nullptr;
      if (f.high) amount.high = Money::FromDecimal(*f.high, 0);
      out->push_back(amount);
      // A range names two sums.
      if (amount.high) {
        Amount upper = amount;
        upper.money = *amount.high;
        upper.high.reset();
        out->back().high.reset();
        out->push_back(upper);
      }
    }
  }

 private:
  Amount Make(const extract::Page& page, const Paragraph& paragraph, const normalize::Found& f, bool* struck) const {
    Amount amount;
    amount.where.page = page.number;
    int words = 0, lines = 0;
    for (const Paragraph::Piece& piece : paragraph.pieces) {
      if (piece.end <= f.start || piece.start >= f.end) continue;
      const extract::Word& word = page.words[piece.word];
      ++words;
      lines += word.struck_out;
      Box box = word.box;
      // Only the part of the word that the amount covers.
      int first = std::max(0, f.start - piece.start), last = std::min(piece.end, f.end) - piece.start;
      if (static_cast<size_t>(last) < word.x_edges.size()) {
        box.left = word.x_edges[static_cast<size_t>(first)];
        box.right = word.x_edges[static_cast<size_t>(last)];
      }
      amount.where.box.Extend(box);
    }
    *struck = words > 0 && 2 * lines >= words;
    amount.text = normalize::Normalize(f.raw).text;
    amount.currency = f.unit;
    amount.per = f.per;
    amount.qualifier = f.qualifier;
    auto rule = unit_rules_.find(f.unit_form);
    amount.rule = rule == unit_rules_.end() ? "amount" : rule->second;
    return amount;
  }

  const normalize::Normalizer& normalizer_;
  std::map<std::string, std::string> unit_rules_;  // unit form -> rule id
};

}  // namespace

std::vector<Amount> FindAmounts(const extract::Document& document, const WordSet& taken, const RuleSet& rules,
                                const normalize::Normalizer& normalizer) {
  std::vector<Amount> out;
  AmountReader reader(rules, normalizer);
  for (const extract::Page& page : document.pages)
    for (const Paragraph& paragraph : Paragraphs(page, taken)) reader.Read(page, paragraph, &out);
  return out;
}

}  // namespace avstam::rules
