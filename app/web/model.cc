#include "app/web/model.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/csv.h"
#include "app/report.h"
#include "base/money.h"

namespace avstam::app::web {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view kMoney = "_ore", kHtml = "_html_";

bool IsMoney(const std::string& name, const Json& value) {
  return name.ends_with(kMoney) && value.is_number_integer();
}
bool ForPageOnly(const std::string& name) { return name.starts_with("_"); }
std::string WithoutMoney(const std::string& name) {
  return name.ends_with(kMoney) ? name.substr(0, name.size() - kMoney.size()) : name;
}

Json PublicJson(const Json& value) {
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& one : value) out.push_back(PublicJson(one));
    return out;
  }
  if (!value.is_object()) return value;
  Json out = Json::object();
  for (const auto& [name, member] : value.items()) {
    if (ForPageOnly(name)) continue;
    if (IsMoney(name, member))
      out[WithoutMoney(name)] = OreToString(member.get<int64_t>());
    else
      out[WithoutMoney(name)] = PublicJson(member);
  }
  return out;
}

// "1234567" -> "1 234 567", with spaces that no line breaks at.
std::string Grouped(int64_t number) {
  std::string out = std::to_string(number);
  for (int64_t at = static_cast<int64_t>(out.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    out.insert(static_cast<size_t>(at), "\u00a0");
  return out;
}

std::string MoneyText(int64_t ore) {
  std::string out;
  for (char c : SwedishKronor(ore)) out += c == ' ' ? "\u00a0" : std::string(1, c);
  if (out.starts_with("-")) out.replace(0, 1, "\u2212");
  return out;
}

// "2026-01-31T12:00:00Z" -> "2026-01-31 12:00": whoever needs the seconds takes the JSON.
std::string TimeText(const std::string& time) {
  constexpr size_t kMinutes = 16;
  if (time.size() < kMinutes || time[10] != 'T') return time;
  return time.substr(0, 10) + "\u00a0" + time.substr(11, 5);
}

bool IsPlainNumber(const std::string& name) {
  return name == "year" || name == "page" || name.ends_with("_page");
}

// The shortest code points that a text may hold: no C0 or C1 but tab and line break, no half of a pair.
size_t SoundBytes(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned c = byte(at);
  const auto follows = [&](size_t i) { return (byte(at + i) & 0xC0U) == 0x80U; };
  if (c < 0x80) return c >= 0x20 ? (c == 0x7F ? 0 : 1) : (c == '\t' || c == '\n' || c == '\r' ? 1 : 0);
  if (c >= 0xC2 && c < 0xE0) return follows(1) && !(c == 0xC2 && byte(at + 1) < 0xA0) ? 2 : 0;
  if (c >= 0xE0 && c < 0xF0)
    return follows(1) && follows(2) && !(c == 0xE0 && byte(at + 1) < 0xA0) &&
                   !(c == 0xED && byte(at + 1) >= 0xA0)
               ? 3
               : 0;
  if (c >= 0xF0 && c < 0xF5)
    return follows(1) && follows(2) && follows(3) && !(c == 0xF0 && byte(at + 1) < 0x90) &&
                   !(c == 0xF4 && byte(at + 1) >= 0x90)
               ? 4
               : 0;
  return 0;
}

void AppendEscaped(std::string_view text, std::string* out) {
  for (size_t at = 0; at < text.size();) {
    const size_t bytes = SoundBytes(text, at);
    if (bytes == 0) {
      *out += "\ufffd";
      ++at;
      continue;
    }
    switch (text[at]) {
      case '&':
        *out += "&amp;";
        break;
      case '<':
        *out += "&lt;";
        break;
      case '>':
        *out += "&gt;";
        break;
      case '"':
        *out += "&quot;";
        break;
      case '\'':
        *out += "&#39;";
        break;
      default:
        out->append(text.substr(at, bytes));
    }
    at += bytes;
  }
}

std::string CsvField(const std::string& name, const Json& value) {
  if (IsMoney(name, value)) return CsvOre(value.get<int64_t>(), kPlainCsv);
  if (value.is_number_integer()) return std::to_string(value.get<int64_t>());
  if (value.is_number()) return CsvReal(value.get<double>(), kPlainCsv);
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_string()) return CsvText(value.get<std::string>());
  return "";
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  AppendEscaped(text, &out);
  return out;
}

std::string MarkedHtml(std::string_view snippet) {
  std::string out;
  bool open = false;
  for (size_t at = 0; at < snippet.size();) {
    const size_t next = std::min(snippet.find_first_of("\x02\x03", at), snippet.size());
    AppendEscaped(snippet.substr(at, next - at), &out);
    if (next < snippet.size() && (snippet[next] == '\x02') != open) {
      out += open ? "</mark>" : "<mark>";
      open = !open;
    }
    at = next + 1;
  }
  return open ? out + "</mark>" : out;
}

std::string EscapeUrl(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~:").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string JsonOf(const View& view) {
  return PublicJson(view.model).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string CsvOf(const View& view) {
  const Json one = Json::array({view.model});
  const Json& rows = view.rows.empty() ? one : view.model.at(view.rows);
  std::vector<std::string> names;
  for (const Json& row : rows)
    for (const auto& [name, value] : row.items())
      if (!ForPageOnly(name) && !value.is_structured() &&
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
  std::vector<std::string> fields;
  for (const std::string& name : names) fields.push_back(CsvText(WithoutMoney(name)));
  std::string out = CsvLine(fields, kPlainCsv);
  for (const Json& row : rows) {
    fields.clear();
    for (const std::string& name : names) {
      const auto at = row.find(name);
      fields.push_back(at == row.end() ? "" : CsvField(name, *at));
    }
    out += CsvLine(fields, kPlainCsv);
  }
  return out;
}

mustache::data MustacheOf(const Json& value, const Texts& texts) {
  if (value.is_array()) {
    mustache::data out(mustache::data::type::list);
    for (const Json& one : value) out.push_back(MustacheOf(one, texts));
    return out;
  }
  if (!value.is_object()) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
      return mustache::data(value.get_ref<const std::string&>());
    if (value.is_number_integer()) return mustache::data(Grouped(value.get<int64_t>()));
    if (value.is_number()) return mustache::data(fmt::format("{:.4g}", value.get<double>()));
    return mustache::data(value.is_boolean() && value.get<bool>() ? mustache::data::type::bool_true
                                                                  : mustache::data::type::bool_false);
  }
  mustache::data out(mustache::data::type::object);
  for (const auto& [name, member] : value.items()) {
    const std::string shown = name.starts_with(kHtml) ? name.substr(kHtml.size())
                              : ForPageOnly(name)     ? name.substr(1)
                                                      : name;
    if (IsMoney(name, member)) {
      out.set(WithoutMoney(shown), mustache::data(MoneyText(member.get<int64_t>())));
    } else if (member.is_number_integer() && IsPlainNumber(name)) {
      out.set(shown, mustache::data(std::to_string(member.get<int64_t>())));
    } else if (name.ends_with("_at") && member.is_string()) {
      out.set(shown, mustache::data(TimeText(member.get<std::string>())));
    } else {
      out.set(shown, MustacheOf(member, texts));
      if (!texts.HasGroup(name) || (!member.is_string() && !member.is_null())) continue;
      // Said also when it is empty: templates look for a name that is missing in what is around.
      const std::string code = member.is_string() ? member.get<std::string>() : "";
      out.set(shown + "_text", MustacheOf(code.empty() ? Json() : Json(texts.Word(name, code)), texts));
    }
  }
  return out;
}

}  // namespace avstam::app::web
