#include "rules/rule_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>

namespace avstam::rules {
namespace {

constexpr size_t kShortestKeyword = 4;  // bytes

SourcePlace Place(const toml::source_position& position) {
  return {static_cast<int>(position.line), static_cast<int>(position.column)};
}
SourcePlace Place(const toml::node& node) { return Place(node.source().begin); }
SourcePlace Place(const toml::key& key) { return Place(key.source().begin); }

std::string_view TypeName(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a decimal number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

[[noreturn]] void FailType(const SourceText& source, std::string_view key, std::string_view wanted,
                           const toml::node& found) {
  FailAt(source, Place(found), fmt::format("'{}' must be {}, not {}", key, wanted, TypeName(found)));
}

const std::string& StringOf(const SourceText& source, std::string_view key, const toml::node& node) {
  if (const auto* value = node.as_string()) return value->get();
  FailType(source, key, "a string", node);
}
const toml::table& TableOf(const SourceText& source, std::string_view key, const toml::node& node) {
  if (const toml::table* table = node.as_table()) return *table;
  FailType(source, key, "a table", node);
}
const toml::array& ArrayOf(const SourceText& source, std::string_view key, const toml::node& node) {
  if (const toml::array* array = node.as_array()) return *array;
  FailType(source, key, "an array", node);
}
PatternText PatternOf(const SourceText& source, std::string_view key, const toml::node& node) {
  return {StringOf(source, key, node), Place(node.source().begin), Place(node.source().end)};
}

void RefuseUnknownKeys(const SourceText& source, const toml::table& table,
                       const std::vector<std::string>& known) {
  const toml::key* first = nullptr;  // the table is sorted by name, the reader begins at the top
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    if (first == nullptr || key.source().begin < first->source().begin) first = &key;
  }
  if (first == nullptr) return;
  FailAt(source, Place(*first),
         fmt::format("unknown key '{}'{}", first->str(), Suggestion(first->str(), known)));
}

toml::table ParseToml(const SourceText& source) {
  RefuseInvalidUtf8(source);
  try {
    return toml::parse(source.text, source.name);
  } catch (const toml::parse_error& error) {
    FailAt(source, Place(error.source().begin), fmt::format("not TOML: {}", error.description()));
  }
}

RE2::Options BaseOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

// A fragment may use shared ones and those above it.
Fragments ParseFragments(const SourceText& source, const toml::table& table, Fragments* shared) {
  std::vector<std::pair<const toml::key*, const toml::node*>> in_order;
  for (const auto& [key, value] : table) in_order.emplace_back(&key, &value);
  std::sort(in_order.begin(), in_order.end(),
            [](const auto& a, const auto& b) { return a.first->source().begin < b.first->source().begin; });
  Fragments fragments;
  for (const auto& [key, value] : in_order) {
    std::string name(key->str());
    static const RE2 kName("[a-z_][a-z0-9_]*");
    if (!RE2::FullMatch(name, kName)) {
      FailAt(source, Place(*key),
             fmt::format(
                 "fragment name '{}' must be small letters a-z, digits and _, or {{name}} does not find it",
                 name));
    }
    if (auto it = shared->find(name); it != shared->end()) {
      FailAt(source, Place(*key),
             fmt::format("fragment '{}' is already defined at {}:{}", name, it->second.source->name,
                         it->second.place.line));
    }
    const toml::table* forms = value->as_table();
    if (forms != nullptr) {
      RefuseUnknownKeys(source, *forms, {"pattern", "coarse"});
      for (const char* form : {"pattern", "coarse"})
        if (!forms->contains(form))
          FailAt(source, Place(*key), fmt::format("fragment '{}' lacks its '{}'", name, form));
    }
    auto expand = [&](const PatternText& pattern, bool coarse) {
      std::string expanded = ExpandPattern(source, pattern, &fragments, shared, coarse);
      MakePattern(source, pattern, expanded, BaseOptions());
      return expanded;
    };
    const PatternText pattern = PatternOf(source, name, forms == nullptr ? *value : *forms->get("pattern"));
    Fragment fragment{expand(pattern, false), "", &source, Place(*key)};
    fragment.coarse = forms == nullptr ? ExpandPattern(source, pattern, &fragments, shared, true)
                                       : expand(PatternOf(source, "coarse", *forms->get("coarse")), true);
    fragments.emplace(name, std::move(fragment));
  }
  return fragments;
}

// One value of `set` as text, checked against its key.
std::string SetValue(const SourceText& source, const SetKey& key, const toml::node& node) {
  if (key.type == SetType::kInteger) {
    const auto* integer = node.as_integer();
    if (integer == nullptr) FailType(source, key.name, "an integer", node);
    int64_t value = integer->get();
    if (value < -18 || value > 18) {  // Decimal's exponent
      FailAt(source, Place(node), fmt::format("'{}' must be from -18 to 18, not {}", key.name, value));
    }
    return std::to_string(value);
  }
  if (key.type == SetType::kBoolean) {
    const auto* boolean = node.as_boolean();
    if (boolean == nullptr) FailType(source, key.name, "true or false", node);
    return boolean->get() ? "true" : "false";
  }
  const std::string& text = StringOf(source, key.name, node);
  if (!key.values.empty() && std::find(key.values.begin(), key.values.end(), text) == key.values.end()) {
    FailAt(source, Place(node),
           fmt::format("unknown {} '{}'{}", key.name, text, Suggestion(text, key.values)));
  }
  return text;
}

class RuleReader {
 public:
  RuleReader(const SourceText& source, const toml::table& table, Fragments* own, Fragments* shared,
             const AddPattern& add)
      : source_(source), table_(table), own_(own), shared_(shared), add_(add) {}

  FileRule Read() {
    RefuseUnknownKeys(source_, table_, {"id", "kind", "pattern", "set", "accepts", "rejects"});
    const toml::node& id = Need("id");
    rule_.rule.id = StringOf(source_, "id", id);
    rule_.place = Place(id);
    rule_.rule.file = source_.name;
    rule_.rule.line = rule_.place.line;
    static const RE2 kId("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");
    if (!RE2::FullMatch(rule_.rule.id, kId)) {
      FailAt(source_, rule_.place, "an id is words of a-z, 0-9, - and _ joined by dots: \"row.total.summa\"");
    }
    ReadKind();
    ReadPattern();
    ReadSet();
    rule_.accepts = ReadExamples("accepts", Need("accepts"));
    if (rule_.accepts.empty()) {
      FailAt(source_, Place(*table_.get("accepts")),
             "'accepts' is empty: a rule shows at least one text that it takes");
    }
    if (const toml::node* rejects = table_.get("rejects")) rule_.rejects = ReadExamples("rejects", *rejects);
    RefuseUnusedCaptures();
    return std::move(rule_);
  }

 private:
  const toml::node& Need(std::string_view key) {
    if (const toml::node* node = table_.get(key)) return *node;
    std::string of = rule_.rule.id.empty() ? "" : fmt::format(" in rule '{}'", rule_.rule.id);
    FailAt(source_, Place(table_), fmt::format("missing key '{}'{}", key, of));
  }

  void ReadKind() {
    const toml::node& node = Need("kind");
    rule_.rule.kind = StringOf(source_, "kind", node);
    rule_.kind = FindKind(rule_.rule.kind);
    if (rule_.kind != nullptr) return;
    std::vector<std::string> names;
    for (const KindSpec& kind : AllKinds()) names.push_back(kind.name);
    FailAt(source_, Place(node),
           fmt::format("unknown kind '{}'{}", rule_.rule.kind, Suggestion(rule_.rule.kind, names)));
  }

  void ReadPattern() {
    pattern_ = PatternOf(source_, "pattern", Need("pattern"));
    rule_.rule.written = pattern_.value;
    rule_.rule.pattern = ExpandPattern(source_, pattern_, own_, shared_);
    const RE2::Options options = PatternOptions(*rule_.kind);
    if (rule_.kind->tried != Tried::kWord) {
      rule_.in_set = add_(*rule_.kind, ExpandPattern(source_, pattern_, own_, shared_, true));
    }
    // Where the coarse form parses, this one does too: it differs in fragments alone, which parsed before it.
    rule_.pattern = rule_.in_set >= 0 ? std::make_unique<Pattern>(rule_.rule.pattern, options)
                                      : MakePattern(source_, pattern_, rule_.rule.pattern, options);
    captures_ = GroupNames(rule_.rule.pattern);
  }

  void ReadSet() {
    const toml::node* node = table_.get("set");
    if (node != nullptr) {
      const toml::table& set = TableOf(source_, "set", *node);
      std::vector<std::string> known;
      for (const SetKey& key : rule_.kind->keys) known.push_back(key.name);
      RefuseUnknownKeys(source_, set, known);
      for (const SetKey& key : rule_.kind->keys) {
        if (const toml::node* value = set.get(key.name))
          rule_.rule.set[key.name] = SetValue(source_, key, *value);
      }
    }
    for (const SetKey& key : rule_.kind->keys) {
      if (key.need == SetNeed::kOptional || rule_.rule.set.contains(key.name)) continue;
      bool capture = key.need == SetNeed::kRequiredOrCaptured;
      if (capture && captures_.contains(key.name)) continue;
      FailAt(source_, node == nullptr ? Place(table_) : Place(*node),
             fmt::format("kind '{}' needs '{}' in 'set'{}", rule_.rule.kind, key.name,
                         capture ? fmt::format(" or captured by (?P<{}>...)", key.name) : ""));
    }
  }

  std::vector<Example> ReadExamples(std::string_view key, const toml::node& node) {
    std::vector<Example> examples;
    for (const toml::node& item : ArrayOf(source_, key, node)) {
      Example example;
      example.place = Place(item);
      if (const auto* text = item.as_string()) {
        example.text = text->get();
      } else if (const toml::table* table = item.as_table(); table != nullptr && key == "accepts") {
        ReadCaptures(*table, &example);
      } else {
        FailAt(source_, example.place,
               fmt::format("an example of '{}' must be {}, not {}", key,
                           key == "accepts" ? "a string or a table {text = \"...\"}" : "a string",
                           TypeName(item)));
      }
      examples.push_back(std::move(example));
    }
    return examples;
  }

  void ReadCaptures(const toml::table& table, Example* example) {
    if (!table.contains("text")) FailAt(source_, example->place, "missing key 'text' in an example");
    for (const auto& [key, value] : table) {
      const std::string& text = StringOf(source_, key.str(), value);
      if (key.str() == "text") {
        example->text = text;
        continue;
      }
      std::string name(key.str());
      if (!captures_.contains(name)) {
        std::string hint = Suggestion(name, {captures_.begin(), captures_.end()});
        FailAt(source_, Place(key), fmt::format("the pattern captures no '{}'{}", name, hint));
      }
      example->captures[name] = text;
    }
  }

  void RefuseUnusedCaptures() {
    for (const std::string& name : captures_) {
      bool checked = std::any_of(rule_.accepts.begin(), rule_.accepts.end(),
                                 [&](const Example& example) { return example.captures.contains(name); });
      if (checked) continue;
      size_t offset = pattern_.value.find("(?P<" + name + ">");
      FailAt(source_,
             offset == std::string::npos ? pattern_.begin : PlaceInPattern(source_, pattern_, offset),
             fmt::format("unused capture '{}': no accepting example says what it holds", name));
    }
  }

  const SourceText& source_;
  const toml::table& table_;
  Fragments* own_;
  Fragments* shared_;
  const AddPattern& add_;
  FileRule rule_;
  PatternText pattern_;
  std::set<std::string> captures_;
};

}  // namespace

RE2::Options PatternOptions(const KindSpec& kind) {
  RE2::Options options = BaseOptions();
  options.set_case_sensitive(kind.tried != Tried::kWord);
  return options;
}

namespace {

std::vector<std::string> ReadKeywords(const SourceText& source, const toml::table& pack) {
  RefuseUnknownKeys(source, pack, {"keywords"});
  const toml::node* node = pack.get("keywords");
  if (node == nullptr) FailAt(source, Place(pack), "missing key 'keywords' in [pack]");
  std::vector<std::string> keywords;
  for (const toml::node& item : ArrayOf(source, "keywords", *node)) {
    keywords.push_back(StringOf(source, "keywords", item));
    if (keywords.back().size() < kShortestKeyword)
      FailAt(source, Place(item), "a keyword this short would stand in any paper");
  }
  if (keywords.empty()) FailAt(source, Place(*node), "'keywords' is empty: nothing would choose the pack");
  return keywords;
}

}  // namespace

RuleFile ParseRuleFile(const SourceText& source, Fragments* shared, const AddPattern& add) {
  toml::table document = ParseToml(source);
  RefuseUnknownKeys(source, document, {"pack", "fragments", "rule"});
  RuleFile file;
  if (const toml::node* pack = document.get("pack")) {
    file.is_pack = true;
    file.keywords = ReadKeywords(source, TableOf(source, "pack", *pack));
  }
  if (const toml::node* fragments = document.get("fragments")) {
    file.fragments = ParseFragments(source, TableOf(source, "fragments", *fragments), shared);
  }
  if (const toml::node* rules = document.get("rule")) {
    for (const toml::node& item : ArrayOf(source, "rule", *rules)) {
      file.rules.push_back(
          RuleReader(source, TableOf(source, "rule", item), &file.fragments, shared, add).Read());
    }
  }
  return file;
}

void ParseFragmentFile(const SourceText& source, Fragments* shared) {
  toml::table document = ParseToml(source);
  RefuseUnknownKeys(source, document, {"fragments"});
  const toml::node* fragments = document.get("fragments");
  if (fragments == nullptr) return;
  shared->merge(ParseFragments(source, TableOf(source, "fragments", *fragments), shared));
}

}  // namespace avstam::rules
