// The rule files as shipped: their own examples hold, and labels from papers that are not among them get the
// role a reader gives them.
#include <gtest/gtest.h>

#include "rules/ruleset.h"

namespace avstam::rules {
namespace {

const RuleSet& Shipped() {
  static const RuleSet rules = RuleSet::Load(AVSTAM_SOURCE_DIR "/rules");
  return rules;
}

TEST(ShippedRules, EveryExampleHolds) {
  for (const RuleFinding& finding : Shipped().CheckExamples()) ADD_FAILURE() << finding.message;
  EXPECT_GT(Shipped().example_count(), 500u);
}

TEST(ShippedRules, EveryTotalSaysWhetherArithmeticHasToConfirmIt) {
  for (const Rule& rule : Shipped().rules()) {
    bool total = rule.kind == "row-role" && rule.set.at("role") == "total";
    EXPECT_TRUE(!total || rule.set.contains("strength")) << rule.id;
  }
}

// role, "weak" marked with '?', "-" for no rule.
std::string RoleOf(const std::string& label) {
  RuleMatch match = Shipped().Match("row-role", label);
  if (match.rule == nullptr) return "-";
  auto strength = match.rule->set.find("strength");
  bool weak = strength != match.rule->set.end() && strength->second == "weak";
  return match.rule->set.at("role") + (weak ? "?" : "");
}

TEST(ShippedRules, RowRoles) {
  const struct {
    const char* label;
    const char* role;
  } rows[] = {
      {"Summa", "total"},
      {"SUMMA:", "total"},
      {"S:a", "total"},
      {"Totalt", "total"},
      {"Summa 2019", "total"},
      {"Summa (mnkr)", "total"},
      {"Totalt 2020-2022, tkr", "total"},
      {"Riket", "total"},
      {"Hela landet", "total"},
      {"Summa inkl. tillägg", "total"},
      {"Totala inkomster", "total"},
      {"Totalt överenskommelsen", "total"},
      {"Summa nettokostnad", "total"},
      {"Summa intäkter", "subtotal"},
      {"Summa gatukontoret", "subtotal"},
      {"Delsumma", "subtotal"},
      {"Verksamhetens kostnader", "total?"},
      {"Verksamhetens nettokostnader", "total?"},
      {"Verksam hetens nettokostnader", "total?"},
      {"Verksamhetens nettokostn", "total?"},
      {"Årets resultat", "total?"},
      {"Resultat", "total?"},
      {"Nettokostnad", "total?"},
      {"Skola totalt", "total?"},
      {"Samtliga", "total?"},
      {"varav löner", "note"},
      {"- varav exploatering", "note"},
      {"Källa: kommunens bokslut", "note"},
      {"Snitt", "note"},
      {"Kronor per invånare", "note"},
      {"Avvikelse", "note"},
      {"Belopp i tkr", "header"},
      {"Region", "header?"},
      // Items: what only looks like a total.
      {"Verksamhetens intäkter", "-"},
      {"Finansnetto", "-"},
      {"Kommunbidrag", "-"},
      {"Sammanfattning", "-"},
      {"Totalförsvar", "-"},
      {"Totalentreprenad skolan", "-"},
      {"Resultatenhet kök", "-"},
      {"Resultatutjämningsreserv", "-"},
      {"Region Skåne", "-"},
      {"Kommunstyrelsen", "-"},
      {"Medel till regionerna", "-"},
      {"Statens andel genom Försäkringskassan", "-"},
      {"Lokaler inkl. el", "-"},
      {"Samtliga skolor utom en", "-"},
      {"Riksgälden", "-"},
      {"Transporter", "-"},
      {"Personal", "-"},
      {"Avskrivningar", "-"},
      {"Räntenetto", "-"},
      {"", "-"},
  };
  for (const auto& row : rows) EXPECT_EQ(RoleOf(row.label), row.role) << "label '" << row.label << "'";
}

TEST(ShippedRules, ColumnsCaptionsCarriedRowsAndUnits) {
  const struct {
    const char* kind;
    const char* text;
    const char* rule;  // "-": none
  } rows[] = {
      {"column-role", "Avvikelse 2026", "column.difference"},
      {"column-role", "Avv. prognos/ budget", "column.difference"},
      {"column-role", "Förändring", "column.difference"},
      {"column-role", "Förändring i %", "column.share"},
      {"column-role", "Andel", "column.share"},
      {"column-role", "100 %", "column.ratio"},
      {"column-role", "Summa", "column.sum"},
      {"column-role", "Totalt", "column.sum"},
      {"column-role", "2024", "column.year"},
      {"column-role", "Genomsnitt", "column.average"},
      {"column-role", "Not", "column.note"},
      {"column-role", "Budget 2026", "-"},
      {"column-role", "Utfall", "-"},
      {"caption", "Tabell 1: Budget", "caption.table"},
      {"caption", "Tabell 2 Fördelning per kommun", "caption.table-bare"},
      {"caption", "Diagram 2: Utfall", "caption.figure"},
      {"caption", "Tabell 2 visar fördelningen", "caption.sentence"},
      {"caption", "Budget per nämnd", "-"},
      {"carry", "Transport", "carry.word"},
      {"carry", "Transport från föregående sida", "carry.from"},
      {"carry", "Tabell 3 (forts.)", "carry.continued"},
      {"carry", "Transporter", "-"},
      {"unit-context", "Alla belopp i tkr om inget annat anges", "unit-context.document"},
      {"unit-context", "Belopp i tkr", "unit-context.amounts"},
      {"unit-context", "Driftramar 2025 (mnkr)", "unit-context.parenthesis"},
      {"unit-context", "Nettokostnad per kommun, miljoner kronor", "unit-context.comma"},
      {"unit-context", "Nämnden får 30 miljoner kronor", "-"},
      {"not-money-unit", "Antal elever per skola", "not-money.count"},
      {"not-money-unit", "Måluppfyllelse i procent", "not-money.percent"},
      {"not-money-unit", "Lokalyta (kvm)", "not-money.area"},
      {"not-money-unit", "Kostnad per elev", "-"},
      {"not-money-unit", "Driftkostnad", "-"},
  };
  for (const auto& row : rows) {
    RuleMatch match = Shipped().Match(row.kind, row.text);
    EXPECT_EQ(match.rule == nullptr ? "-" : match.rule->id, row.rule) << row.kind << " '" << row.text << "'";
  }
}

}  // namespace
}  // namespace avstam::rules
