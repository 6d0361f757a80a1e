#include "rules/reading.h"

#include <fmt/format.h>

namespace avstam::rules {

std::string_view RoleName(Role role) {
  switch (role) {
    case Role::kItem:
      return "item";
    case Role::kSubtotal:
      return "subtotal";
    case Role::kTotal:
      return "total";
    case Role::kHeader:
      return "header";
    case Role::kNote:
      return "note";
  }
  return "item";
}

std::string_view CellKindName(CellKind kind) {
  switch (kind) {
    case CellKind::kEmpty:
      return "empty";
    case CellKind::kMoney:
      return "money";
    case CellKind::kNumber:
      return "number";
    case CellKind::kPercent:
      return "percent";
    case CellKind::kText:
      return "text";
  }
  return "empty";
}

std::string_view StatusName(Status status) {
  switch (status) {
    case Status::kOk:
      return "ok";
    case Status::kRounding:
      return "rounding";
    case Status::kMismatch:
      return "mismatch";
    case Status::kNotComparable:
      return "not-comparable";
  }
  return "not-comparable";
}

namespace {

std::string Optional(const std::optional<int64_t>& ore) { return ore ? OreToString(*ore) : "-"; }

std::string Place(const Where& where) {
  return fmt::format("p{} {:.0f},{:.0f},{:.0f},{:.0f}", where.page, where.box.left, where.box.top,
                     where.box.right, where.box.bottom);
}

}  // namespace

std::string Dump(const Reading& reading) {
  std::string out;
  for (const Part& part : reading.parts)
    out += fmt::format("part {} pages {}-{} {}\n", part.kind, part.first_page, part.last_page,
                       part.title.value_or("-"));
  for (const Amount& amount : reading.amounts)
    out +=
        fmt::format("amount {} {} step {}{}{}{} [{}] {} \"{}\"\n", amount.money.ToString(), amount.currency,
                    OreToString(amount.money.step_ore), amount.per.empty() ? "" : " per " + amount.per,
                    amount.qualifier.empty() ? "" : " " + amount.qualifier,
                    amount.revised_from ? " was " + amount.revised_from->ToString() : "", amount.rule,
                    Place(amount.where), amount.text);
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const Table& table = reading.tables[t];
    out +=
        fmt::format("table {} pages {}-{} unit {} ({}) caption \"{}\"\n", t, table.first_page,
                    table.last_page, table.unit.empty() ? "-" : table.unit, table.unit_rule, table.caption);
    for (const Column& column : table.columns)
      out += fmt::format("  column {} {} \"{}\"\n", CellKindName(column.kind),
                         column.role.empty() ? "-" : column.role, column.header);
    for (const Row& row : table.rows) {
      out += fmt::format("  row {}{} {}[{}] \"{}\":", RoleName(row.role), row.weak ? "?" : "",
                         row.region ? "region " + *row.region + " " : "", row.rule, row.label);
      for (const Cell& cell : row.cells)
        out += " " + (cell.value          ? cell.value->ToString()
                      : cell.text.empty() ? "."
                                          : "\"" + cell.text + "\"");
      out += "\n";
      if (row.repair)
        out += fmt::format("    label read \"{}\": {} ({})\n", row.repair->read, row.repair->reason,
                           row.repair->distance);
      for (const Cell& cell : row.cells)
        if (!cell.note.empty()) out += fmt::format("    cell read \"{}\": {}\n", cell.text, cell.note);
    }
  }
  for (const Check& check : reading.checks) {
    out += fmt::format("check {} {} table {} row {} column {} stated {} computed {} tolerance {}: {}\n",
                       check.rule, StatusName(check.status), check.table.value_or(-1), check.row.value_or(-1),
                       check.column.value_or(-1), Optional(check.stated_ore), Optional(check.computed_ore),
                       Optional(check.tolerance_ore), check.message);
  }
  return out;
}

}  // namespace avstam::rules
