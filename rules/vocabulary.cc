#include "rules/vocabulary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "normalize/misread.h"

namespace avstam::rules {
namespace {

constexpr const char* kExamples = "misread_examples.csv";

struct Field {
  std::string text;
  SourcePlace place;
};
using Record = std::vector<Field>;

class CsvReader {
 public:
  explicit CsvReader(const SourceText& source) : source_(source), rest_(source.text) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  // The next record, without empty lines and comments; nothing at the end.  A record ends with its line.
  std::optional<Record> Next() {
    while (!rest_.empty()) {
      ++line_;
      size_t end = rest_.find('\n');
      std::string_view line = rest_.substr(0, end);
      rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty() && !line.starts_with('#')) return Split(line);
    }
    return std::nullopt;
  }

 private:
  SourcePlace PlaceAt(std::string_view line, size_t byte) const {
    return {line_, PlaceOfByte(line, byte).column};
  }

  Record Split(std::string_view line) const {
    Record record;
    size_t i = 0;
    while (true) {
      Field field{"", PlaceAt(line, i)};
      if (i < line.size() && line[i] == '"') {
        i = Quoted(line, i, &field);
      } else {
        size_t end = std::min(line.find(',', i), line.size());
        field.text = std::string(line.substr(i, end - i));
        i = end;
      }
      record.push_back(std::move(field));
      if (i >= line.size()) return record;
      ++i;  // the comma
    }
  }

  // Reads the quoted field at `i`; returns the offset of the comma after it or the end.
  size_t Quoted(std::string_view line, size_t i, Field* field) const {
    for (++i; i < line.size(); ++i) {
      if (line[i] != '"') {
        field->text += line[i];
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        field->text += line[i++];
      } else {
        ++i;
        if (i < line.size() && line[i] != ',') {
          FailAt(source_, PlaceAt(line, i), "a quoted field must end at a comma or the end of the line");
        }
        return i;
      }
    }
    FailAt(source_, field->place, "a quote is opened but not closed on this line");
  }

  const SourceText& source_;
  std::string_view rest_;
  int line_ = 0;
};

bool IsDigits(std::string_view text, size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

normalize::PlaceName ReadPlace(const SourceText& source, const Record& record, size_t digits) {
  static const std::vector<std::string> styles = {"current", "short", "genitive", "historic", "misread"};
  if (!IsDigits(record[1].text, digits)) {
    FailAt(source, record[1].place, fmt::format("a code has {} digits, not '{}'", digits, record[1].text));
  }
  const std::string& style = record[2].text;
  if (std::find(styles.begin(), styles.end(), style) == styles.end()) {
    FailAt(source, record[2].place, fmt::format("unknown style '{}'{}", style, Suggestion(style, styles)));
  }
  return {record[0].text, record[1].text, style};
}

normalize::MonthForm ReadMonth(const SourceText& source, const Record& record) {
  std::optional<Decimal> number = Decimal::Parse(record[1].text);
  bool whole = number && number->exponent == 0 && number->mantissa >= 1 && number->mantissa <= 12;
  if (!whole) FailAt(source, record[1].place, fmt::format("a month is 1 to 12, not '{}'", record[1].text));
  return {record[0].text, static_cast<int>(number->mantissa)};
}

normalize::NumberWord ReadNumberWord(const SourceText& source, const Record& record) {
  if (!Decimal::Parse(record[1].text)) {
    FailAt(source, record[1].place,
           fmt::format("a value is a decimal number like 4 or 0.5, not '{}'", record[1].text));
  }
  return {record[0].text, record[1].text};
}

normalize::Confusion ReadConfusion(const SourceText& source, const Record& record) {
  std::optional<Decimal> cost = Decimal::Parse(record[2].text);
  bool whole = cost && cost->exponent == 0 && cost->mantissa >= 1 && cost->mantissa <= 100;
  if (!whole) FailAt(source, record[2].place, fmt::format("a cost is 1 to 100, not '{}'", record[2].text));
  if (record[1].text.empty()) FailAt(source, record[1].place, "'read' is empty");
  return {record[0].text, record[1].text, static_cast<int>(cost->mantissa)};
}

normalize::FigureSign ReadFigureSign(const SourceText& source, const Record& record) {
  if (!IsDigits(record[1].text, 1)) {
    FailAt(source, record[1].place, fmt::format("a sign stands for one digit, not '{}'", record[1].text));
  }
  return {record[0].text, record[1].text};
}

void CheckNameKind(const SourceText& source, const Field& field) {
  if (!normalize::NameKindFromName(field.text) && field.text != "figure" && field.text != "accented")
    FailAt(source, field.place, fmt::format("unknown kind '{}'", field.text));
}

struct Vocabulary {
  std::vector<std::string> header;
  std::function<void(const SourceText&, const Record&, normalize::Lexicon*)> add;
  size_t key_fields = 1;  // that no two rows share
};

const std::map<std::string, Vocabulary>& Vocabularies() {
  using normalize::Lexicon;
  static const std::map<std::string, Vocabulary> all = {
      {"regions.csv",
       {{"name", "code", "style"},
        [](const SourceText& s, const Record& r, Lexicon* l) { l->regions.push_back(ReadPlace(s, r, 2)); }}},
      {"municipalities.csv",
       {{"name", "code", "style"},
        [](const SourceText& s, const Record& r, Lexicon* l) {
          l->municipalities.push_back(ReadPlace(s, r, 4));
        }}},
      {"months.csv",
       {{"word", "month"},
        [](const SourceText& s, const Record& r, Lexicon* l) { l->months.push_back(ReadMonth(s, r)); }}},
      {"number_words.csv",
       {{"word", "value"},
        [](const SourceText& s, const Record& r, Lexicon* l) {
          l->number_words.push_back(ReadNumberWord(s, r));
        }}},
      {"confusions.csv",
       {{"written", "read", "cost"},
        [](const SourceText& s, const Record& r, Lexicon* l) {
          l->confusions.push_back(ReadConfusion(s, r));
        },
        2}},
      {"figure_signs.csv",
       {{"read", "digit"},
        [](const SourceText& s, const Record& r, Lexicon* l) {
          l->figure_signs.push_back(ReadFigureSign(s, r));
        }}},
      {"known_words.csv",
       {{"word", "kind"},
        [](const SourceText& s, const Record& r, Lexicon* l) {
          CheckNameKind(s, r[1]);
          l->known_words.push_back({r[0].text, r[1].text});
        },
        2}},
      {"common_words.csv",
       {{"word"},
        [](const SourceText&, const Record& r, Lexicon* l) { l->common_words.push_back(r[0].text); }}},
      {kExamples,
       {{"read", "kind", "name"},
        [](const SourceText& s, const Record& r, Lexicon*) { CheckNameKind(s, r[1]); },
        2}},
  };
  return all;
}

std::string BaseName(const SourceText& source) { return source.name.substr(source.name.rfind('/') + 1); }

const Vocabulary& VocabularyOf(const SourceText& source) {
  std::string base = BaseName(source);
  auto it = Vocabularies().find(base);
  if (it != Vocabularies().end()) return it->second;
  std::vector<std::string> names;
  for (const auto& [name, vocabulary] : Vocabularies()) names.push_back(name);
  FailAt(source, {}, fmt::format("unknown word list '{}'{}", base, Suggestion(base, names)));
}

}  // namespace

int ReadVocabulary(const SourceText& source, normalize::Lexicon* lexicon,
                   std::vector<MisreadExample>* examples) {
  const Vocabulary& vocabulary = VocabularyOf(source);
  RefuseInvalidUtf8(source);
  CsvReader csv(source);
  std::optional<Record> header = csv.Next();
  std::vector<std::string> names;
  for (const Field& field : header.value_or(Record())) names.push_back(field.text);
  if (names != vocabulary.header) {
    FailAt(source, header ? header->front().place : SourcePlace{1, 1},
           fmt::format("the first line must be '{}'", fmt::join(vocabulary.header, ",")));
  }
  bool is_examples = BaseName(source) == kExamples;
  std::map<std::string, int> lines;
  while (std::optional<Record> record = csv.Next()) {
    const Field& word = record->front();
    if (record->size() != names.size()) {
      FailAt(source, word.place, fmt::format("{} fields expected, {} found", names.size(), record->size()));
    }
    if (word.text.empty()) FailAt(source, word.place, fmt::format("'{}' is empty", names[0]));
    std::string key;
    for (size_t i = 0; i < vocabulary.key_fields; ++i) key += (i == 0 ? "" : ",") + (*record)[i].text;
    auto [it, is_new] = lines.emplace(key, word.place.line);
    if (!is_new) FailAt(source, word.place, fmt::format("'{}' is already on line {}", key, it->second));
    vocabulary.add(source, *record, lexicon);
    if (is_examples)
      examples->push_back({word.text, (*record)[1].text, (*record)[2].text, source.name, word.place});
  }
  return static_cast<int>(lines.size());
}

}  // namespace avstam::rules
