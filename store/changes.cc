#include "store/changes.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "store/row_values.h"

namespace avstam::store {
namespace {

using Facts = std::vector<std::pair<const char*, std::string>>;

// One thing of a reading, ready to be compared.
struct Thing {
  std::string ref, what;
  int page = 0;
  std::string place, name;  // found again by the first, else by the second
  Facts facts;
};
using Things = std::vector<Thing>;

std::string Ore(const std::optional<int64_t>& ore) { return ore ? OreToString(*ore) : ""; }
std::string Kronor(const std::optional<Money>& money) { return money ? money->ToString() : ""; }

std::string Place(int page, const Box& box) {
  const BoxValues b(box);
  return fmt::format("{} {} {} {} {}", page, b.left, b.top, b.right, b.bottom);
}

template <typename List>
std::string Joined(const List& list, const char* between = "; ") {
  return fmt::format("{}", fmt::join(list, between));
}

// Words of `texts` that are not empty, as one line.
std::string InWords(std::initializer_list<std::string> texts) {
  std::string out;
  for (const std::string& text : texts)
    if (!text.empty()) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string ItemsText(const rules::Decision& decision) {
  std::string out;
  for (const rules::DecisionItem& item : decision.items) {
    out += (out.empty() ? "" : " ") + (item.number.empty() ? "" : item.number + ". ") + item.text;
    for (const std::string& detail : item.details) out += " - " + detail;
  }
  return out;
}

// Who wanted what, one string for each motion, reservation, remark and vote.
std::string StatementsText(const rules::Decision& decision) {
  std::vector<std::string> out;
  for (const rules::Motion& one : decision.motions) out.push_back(InWords({one.person, one.party, one.text}));
  for (const rules::Reservation& one : decision.reservations)
    out.push_back(InWords({Joined(one.persons, ", "), Joined(one.parties, ", "), one.text}));
  for (const rules::Remark& one : decision.remarks)
    out.push_back(InWords({one.kind, Joined(one.persons, ", "), one.text}));
  for (const rules::Vote& one : decision.votes) out.push_back(one.text);
  return Joined(out);
}

Things Decisions(const rules::Reading& reading) {
  Things out;
  for (size_t d = 0; d < reading.decisions.size(); ++d) {
    const rules::Decision& one = reading.decisions[d];
    Thing thing;
    thing.ref = fmt::format("d{}", d);
    thing.page = one.where.page;
    const std::string paragraph = one.paragraph.value_or(""), title = one.title.value_or("");
    const std::string text = ItemsText(one);
    thing.what = InWords({paragraph, title.empty() ? text : title});
    thing.place = Place(one.where.page, one.where.box) + one.kind;
    thing.name = fmt::format("{}\n{}\n{}", one.kind, paragraph, one.items.empty() ? "" : one.items[0].text);
    thing.facts = {{"kind", one.kind},
                   {"body", one.body},
                   {"addressees", Joined(one.addressees, " > ")},
                   {"paragraph", paragraph},
                   {"title", title},
                   {"case_number", one.case_number.value_or("")},
                   {"date", one.date.value_or("")},
                   {"outcome", one.outcome.value_or("")},
                   {"text", text},
                   {"statements", StatementsText(one)}};
    out.push_back(std::move(thing));
  }
  return out;
}

Things Amounts(const rules::Reading& reading) {
  Things out;
  for (size_t a = 0; a < reading.amounts.size(); ++a) {
    const rules::Amount& one = reading.amounts[a];
    Thing thing{fmt::format("a{}", a),
                one.text,
                one.where.page,
                Place(one.where.page, one.where.box),
                fmt::format("{} {}", one.where.page, one.text),
                {}};
    thing.facts = {{"text", one.text},
                   {"value", one.money.ToString()},
                   {"step", OreToString(one.money.step_ore)},
                   {"high", Kronor(one.high)},
                   {"currency", one.currency},
                   {"per", one.per},
                   {"qualifier", one.qualifier},
                   {"revised_from", Kronor(one.revised_from)}};
    out.push_back(std::move(thing));
  }
  return out;
}

std::string PlaceOf(const rules::Table& table) { return Place(table.first_page, table.box); }

Things Tables(const rules::Reading& reading) {
  Things out;
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const rules::Table& one = reading.tables[t];
    std::vector<std::string> headers;
    for (const rules::Column& column : one.columns) headers.push_back(column.header);
    Thing thing{fmt::format("t{}", t),
                one.caption,
                one.first_page,
                PlaceOf(one),
                fmt::format("{} {}", one.first_page, one.caption),
                {}};
    thing.facts = {{"caption", one.caption},
                   {"unit", one.unit},
                   {"headers", Joined(headers, " | ")},
                   {"rows", std::to_string(one.rows.size())}};
    out.push_back(std::move(thing));
  }
  return out;
}

Things Rows(const rules::Reading& reading) {
  Things out;
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const rules::Table& table = reading.tables[t];
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const rules::Row& one = table.rows[r];
      Thing thing{fmt::format("t{}.{}", t, r),
                  InWords({table.caption, one.label}),
                  one.where.page,
                  Place(one.where.page, one.where.box) + PlaceOf(table),
                  fmt::format("{}\n{}", table.caption, one.label),
                  {}};
      thing.facts = {{"label", one.label},
                     {"role", std::string(rules::RoleName(one.role))},
                     {"region", one.region.value_or("")}};
      out.push_back(std::move(thing));
    }
  }
  return out;
}

Things Cells(const rules::Reading& reading) {
  Things out;
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const rules::Table& table = reading.tables[t];
    for (size_t r = 0; r < table.rows.size(); ++r)
      for (size_t c = 0; c < table.rows[r].cells.size(); ++c) {
        const rules::Cell& one = table.rows[r].cells[c];
        if (one.kind == rules::CellKind::kEmpty) continue;
        const std::string header = c < table.columns.size() ? table.columns[c].header : "";
        const std::string label = table.rows[r].label;
        Thing thing{fmt::format("t{}.{}.{}", t, r, c),
                    InWords({table.caption, label, header}),
                    one.where.page,
                    Place(one.where.page, one.where.box) + one.text,
                    fmt::format("{}\n{}\n{}", table.caption, label, header),
                    {}};
        thing.facts = {{"text", one.text},
                       {"kind", std::string(rules::CellKindName(one.kind))},
                       {"value", Kronor(one.value)},
                       {"note", one.note}};
        out.push_back(std::move(thing));
      }
  }
  return out;
}

Things Checks(const rules::Reading& reading) {
  Things out;
  for (size_t k = 0; k < reading.checks.size(); ++k) {
    const rules::Check& one = reading.checks[k];
    std::string caption, label, header;
    int page = one.where.page;
    if (one.table && *one.table >= 0 && static_cast<size_t>(*one.table) < reading.tables.size()) {
      const rules::Table& table = reading.tables[static_cast<size_t>(*one.table)];
      caption = table.caption;
      if (page == 0) page = table.first_page;
      if (one.row && *one.row >= 0 && static_cast<size_t>(*one.row) < table.rows.size())
        label = table.rows[static_cast<size_t>(*one.row)].label;
      if (one.column && *one.column >= 0 && static_cast<size_t>(*one.column) < table.columns.size())
        header = table.columns[static_cast<size_t>(*one.column)].header;
    }
    Thing thing;
    thing.ref = fmt::format("c{}", k);
    thing.what = InWords({one.rule, caption, label, header});
    thing.page = page;
    thing.name = thing.what;
    thing.place = Place(one.where.page, one.where.box) + thing.what;
    thing.facts = {{"status", std::string(rules::StatusName(one.status))},
                   {"stated", Ore(one.stated_ore)},
                   {"computed", Ore(one.computed_ore)},
                   {"difference", Ore(one.difference_ore)},
                   {"tolerance", Ore(one.tolerance_ore)},
                   {"diagnosis", one.diagnosis},
                   {"error_in", one.error_in},
                   {"repairs", std::to_string(one.repairs.size())}};
    out.push_back(std::move(thing));
  }
  return out;
}

std::string FactsText(const Thing& thing) {
  std::string out;
  for (const auto& [field, value] : thing.facts) out += value + '\n';
  return out;
}

// Pairs things whose key is the same, in their order; what has a pair already is left out.
class Matcher {
 public:
  Matcher(const Things& before, const Things& after)
      : before_(before), after_(after), of_after_(after.size()), taken_(before.size()) {}

  template <typename Key>
  void By(const Key& key) {
    std::map<std::string, std::vector<size_t>> open;
    for (size_t b = before_.size(); b-- > 0;)
      if (!taken_[b]) open[key(before_[b])].push_back(b);
    for (size_t a = 0; a < after_.size(); ++a) {
      if (of_after_[a]) continue;
      const auto at = open.find(key(after_[a]));
      if (at == open.end() || at->second.empty()) continue;
      of_after_[a] = at->second.back();
      taken_[at->second.back()] = true;
      at->second.pop_back();
    }
  }
  std::optional<size_t> PairOf(size_t after) const { return of_after_[after]; }
  bool Taken(size_t before) const { return taken_[before]; }

 private:
  const Things &before_, &after_;
  std::vector<std::optional<size_t>> of_after_;
  std::vector<bool> taken_;
};

void Compare(const char* thing, const Things& before, const Things& after, std::vector<Change>* out) {
  Matcher matcher(before, after);
  matcher.By([](const Thing& one) { return one.place + '\n' + FactsText(one); });
  matcher.By([](const Thing& one) { return one.place; });
  matcher.By([](const Thing& one) { return one.name + '\n' + FactsText(one); });
  matcher.By([](const Thing& one) { return one.name; });
  for (size_t a = 0; a < after.size(); ++a) {
    const Thing& now = after[a];
    const std::optional<size_t> pair = matcher.PairOf(a);
    if (!pair) {
      out->push_back({Change::Kind::kCame, thing, "", now.ref, now.page, now.what, "", "", ""});
      continue;
    }
    const Thing& then = before[*pair];
    for (size_t f = 0; f < now.facts.size(); ++f)
      if (now.facts[f].second != then.facts[f].second)
        out->push_back({Change::Kind::kChanged, thing, then.ref, now.ref, now.page, now.what,
                        now.facts[f].first, then.facts[f].second, now.facts[f].second});
  }
  for (size_t b = 0; b < before.size(); ++b)
    if (!matcher.Taken(b))
      out->push_back(
          {Change::Kind::kWent, thing, before[b].ref, "", before[b].page, before[b].what, "", "", ""});
}

}  // namespace

std::string_view ChangeKindName(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::kCame:
      return "came";
    case Change::Kind::kWent:
      return "went";
    case Change::Kind::kChanged:
      break;
  }
  return "changed";
}

std::vector<Change> Changes(const rules::Reading& before, const rules::Reading& after) {
  std::vector<Change> out;
  Compare("decision", Decisions(before), Decisions(after), &out);
  Compare("amount", Amounts(before), Amounts(after), &out);
  Compare("table", Tables(before), Tables(after), &out);
  Compare("row", Rows(before), Rows(after), &out);
  Compare("cell", Cells(before), Cells(after), &out);
  Compare("check", Checks(before), Checks(after), &out);
  return out;
}

}  // namespace avstam::store
