#include "store/page_words.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "store/edges.h"
#include "store/folding.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

using nlohmann::json;

constexpr int64_t kBold = 1, kItalic = 2, kStruckOut = 4, kSuperscript = 8, kSpaceBefore = 16, kByOcr = 32;
constexpr int kModeShift = 8, kDirectionShift = 12, kFontShift = 16;
constexpr size_t kRunHead = 6;

int64_t Flags(const extract::Word& word) {
  return (word.bold ? kBold : 0) | (word.italic ? kItalic : 0) | (word.struck_out ? kStruckOut : 0) |
         (word.superscript ? kSuperscript : 0) | (word.space_before ? kSpaceBefore : 0) |
         (word.source == extract::Source::kOcr ? kByOcr : 0) |
         (static_cast<int64_t>(word.render_mode & 7) << kModeShift) |
         (static_cast<int64_t>(word.direction / 90 & 3) << kDirectionShift) |
         (static_cast<int64_t>(word.font) << kFontShift);
}

void SetFlags(int64_t flags, extract::Word* word) {
  word->bold = (flags & kBold) != 0;
  word->italic = (flags & kItalic) != 0;
  word->struck_out = (flags & kStruckOut) != 0;
  word->superscript = (flags & kSuperscript) != 0;
  word->space_before = (flags & kSpaceBefore) != 0;
  word->source = (flags & kByOcr) != 0 ? extract::Source::kOcr : extract::Source::kText;
  word->render_mode = static_cast<int>(flags >> kModeShift & 7);
  word->direction = static_cast<int>(flags >> kDirectionShift & 3) * 90;
  word->font = static_cast<int>(flags >> kFontShift);
}

struct RunHead {
  int64_t top, bottom, baseline, font_size, flags;
  bool operator==(const RunHead&) const = default;
};

void AppendNumber(int64_t number, std::string* out) {
  const fmt::format_int digits(number);
  out->append(digits.data(), digits.size());
}

void AppendHex(unsigned char byte, std::string* out) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  *out += kDigits[byte >> 4];
  *out += kDigits[byte & 15];
}

// Most words have nothing that JSON would escape.
void AppendText(const std::string& text, std::string* out) {
  for (char c : text)
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ') {
      *out += JsonQuoted(text);
      return;
    }
  *out += '"';
  *out += text;
  *out += '"';
}

void AppendWord(const extract::Word& word, const BoxValues& box, std::string* out) {
  *out += ",[";
  AppendText(word.text, out);
  *out += ',';
  AppendNumber(box.left, out);
  *out += ',';
  AppendNumber(box.right, out);
  const std::optional<std::string> edges = EncodeEdges(word);
  const int known = word.ocr >= 0 ? 3 : edges ? 2 : word.confidence != 1 ? 1 : 0;
  if (known >= 1) *out += word.confidence != 1 ? fmt::format(",{}", word.confidence) : ",null";
  if (known >= 2 && edges) {
    *out += ",\"";
    for (char c : *edges) AppendHex(static_cast<unsigned char>(c), out);
    *out += '"';
  } else if (known >= 2) {
    *out += ",null";
  }
  if (known >= 3) *out += fmt::format(",{}", word.ocr);
  *out += ']';
}

int64_t Whole(const json& value) {
  if (!value.is_number_integer()) throw Damaged("a word has no place");
  return value.get<int64_t>();
}

std::string FromHex(const std::string& hex) {
  std::string out;
  for (size_t at = 0; at + 1 < hex.size(); at += 2)
    out += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  return out;
}

extract::Word WordFrom(const json& run, const json& one) {
  if (!one.is_array() || one.size() < 3 || !one[0].is_string()) throw Damaged("a word is no list");
  extract::Word word;
  word.text = one[0].get<std::string>();
  word.box = {Points(Whole(one[1])), Points(Whole(run[1])), Points(Whole(one[2])), Points(Whole(run[2]))};
  word.baseline = static_cast<float>(Points(Whole(run[3])));
  word.font_size = static_cast<float>(Points(Whole(run[4])));
  SetFlags(Whole(run[5]), &word);
  if (one.size() > 3 && one[3].is_number()) word.confidence = one[3].get<float>();
  std::optional<std::string> edges;
  if (one.size() > 4 && one[4].is_string()) {
    const auto& hex = one[4].get_ref<const std::string&>();
    if (hex.size() % 2 != 0 || hex.find_first_not_of("0123456789ABCDEF") != std::string::npos)
      throw Damaged("the edges of a word are no hexadecimal digits");
    edges = FromHex(hex);
  }
  word.x_edges = DecodeEdges(edges, word.text, word.box);
  if (one.size() > 5 && !one[5].is_null()) word.ocr = static_cast<int>(Whole(one[5]));
  return word;
}

bool StartsSmall(const std::string& word) {
  const unsigned char c = word.empty() ? 0 : static_cast<unsigned char>(word[0]);
  if (c >= 'a' && c <= 'z') return true;
  // U+00DF..U+00FF but ÷: the small letters of Latin-1.
  if (c != 0xC3 || word.size() < 2) return false;
  const auto second = static_cast<unsigned char>(word[1]);
  return second >= 0x9F && second != 0xB7;
}

}  // namespace

std::string EncodeWords(const extract::Page& page) {
  std::string out = "[";
  std::optional<RunHead> run;
  for (size_t w = 0; w < page.words.size(); ++w) {
    const extract::Word& word = page.words[w];
    const BoxValues box(word.box);
    const RunHead head{box.top, box.bottom, Hundredths(static_cast<double>(word.baseline)),
                       Hundredths(static_cast<double>(word.font_size)), Flags(word)};
    if (run != head) {
      out += run ? "],\n[" : "[";
      AppendNumber(static_cast<int64_t>(w), &out);
      for (int64_t number : {head.top, head.bottom, head.baseline, head.font_size, head.flags}) {
        out += ',';
        AppendNumber(number, &out);
      }
      run = head;
    }
    AppendWord(word, box, &out);
  }
  out += run ? "]]" : "]";
  return out;
}

void DecodeWords(const std::string& text, extract::Page* page) {
  const json runs = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!runs.is_array()) throw Damaged("the words of a page are no JSON list");
  for (const json& run : runs) {
    if (!run.is_array() || run.size() < kRunHead) throw Damaged("a line of words is no list");
    for (size_t w = kRunHead; w < run.size(); ++w) {
      page->words.push_back(WordFrom(run, run[w]));
      if (page->words.back().ocr >= 0) At(page->ocr, page->words.back().ocr);
    }
  }
}

std::string PageText(const extract::Page& page) {
  std::string out;
  int64_t baseline = 0;
  bool hyphen = false;
  for (const extract::Word& word : page.words) {
    if (word.text.empty()) continue;
    const int64_t here = Hundredths(static_cast<double>(word.baseline));
    if (hyphen && here > baseline && StartsSmall(word.text)) {
      out.pop_back();
    } else if (!out.empty()) {
      out += ' ';
    }
    out += word.text;
    baseline = here;
    hyphen = word.text.size() > 1 && word.text.back() == '-';
  }
  return out;
}

}  // namespace avstam::store
