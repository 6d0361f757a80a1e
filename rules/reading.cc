#include "rules/reading.h"

namespace avstam::rules {

std::string_view RoleName(Role role) {
  switch (role) {
    case Role::kItem: return "item";
    case Role::kSubtotal: return "subtotal";
    case Role::kTotal: return "total";
    case Role::kHeader: return "header";
    case Role::kNote: return "note";
  }
  return "item";
}

std::string_view CellKindName(CellKind kind) {
  switch (kind) {
    case CellKind::kEmpty: return "empty";
    case CellKind::kMoney: return "money";
    case CellKind::kNumber: return "number";
    case CellKind::kPercent: return "percent";
    case CellKind::kText: return "text";
  }
  return "empty";
}

std::string_view StatusName(Status status) {
  switch (status) {
    case Status::kOk: return "ok";
    case Status::kRounding: return "rounding";
    case Status::kMismatch: return "mismatch";
    case Status::kNotComparable: return "not-comparable";
  }
  return "not-comparable";
}

std::string Dump(const Reading&) { return {}; }

}  // namespace avstam::rules
