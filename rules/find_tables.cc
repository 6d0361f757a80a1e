#include "rules/find_tables.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "normalize/text.h"
#include "rules/machine_read.h"
#include "rules/table_reading.h"
#include "rules/text_table.h"

namespace avstam::rules {
namespace {

// A table of geometry gives way to one of the text that holds most of its words, when it has fewer than so
// many percent of that one's figures as cells of its own.
constexpr size_t kWordsShared = 80;
constexpr size_t kFiguresAlike = 60;

struct Entry {
  const extract::Grid* grid = nullptr;
  Table table;
};

WordSet WordsOf(const extract::Grid& grid) {
  WordSet words;
  for (const extract::GridCell& cell : grid.cells)
    for (const extract::GridWord& word : cell.words) words.insert({word.page, word.word});
  return words;
}

class TableFinder {
 public:
  TableFinder(const extract::Document& document, const RuleSet& rules,
              const normalize::Normalizer& normalizer)
      : document_(document),
        rules_(rules),
        normalizer_(normalizer),
        machine_read_(LooksMachineRead(document, rules.lexicon())) {
    if (!document.grids.empty()) units_ = FindDocumentUnits(document, rules);
  }

  std::vector<Table> Find(WordSet* taken) {
    for (const extract::Grid& grid : document_.grids)
      if (std::optional<Table> table = Read(grid)) entries_.push_back({&grid, std::move(*table)});
    if (MayBeTornApart()) DropTorn();
    for (const Entry& entry : entries_) taken->merge(WordsOf(*entry.grid));
    std::vector<Table> tables;
    for (Entry& entry : entries_) tables.push_back(std::move(entry.table));
    std::vector<extract::Grid> flowing =
        FindTextTables(document_, *taken, machine_read_, rules_, normalizer_);
    if (!flowing.empty() && document_.grids.empty()) units_ = FindDocumentUnits(document_, rules_);
    for (const extract::Grid& grid : flowing)
      if (std::optional<Table> table = Read(grid)) {
        taken->merge(WordsOf(grid));
        Insert(std::move(*table), &tables);
      }
    return tables;
  }

 private:
  std::optional<Table> Read(const extract::Grid& grid) const {
    TableSurroundings near = FindSurroundings(document_, grid, units_, rules_);
    near.machine_read = machine_read_ || HasRecognisedWords(document_, grid);
    near.document = &document_;
    std::optional<Table> table = ReadTable(grid, near, rules_, normalizer_);
    if (table) table->machine_read = near.machine_read;
    return table;
  }

  // Recognised text may have gaps anywhere, also inside its figures.
  bool MayBeTornApart() const {
    return !entries_.empty() &&
           (machine_read_ || std::any_of(entries_.begin(), entries_.end(), [](const Entry& entry) {
              return std::any_of(entry.table.rows.begin(), entry.table.rows.end(),
                                 [](const Row& row) { return row.repair.has_value(); });
            }));
  }

  void DropTorn() {
    for (const extract::Grid& flow : FindTextTables(document_, {}, machine_read_, rules_, normalizer_)) {
      WordSet words = WordsOf(flow);
      std::set<const extract::Grid*> inside;
      std::multiset<std::string> cells;
      for (const Entry& entry : entries_) {
        WordSet own = WordsOf(*entry.grid);
        size_t shared = static_cast<size_t>(
            std::count_if(own.begin(), own.end(), [&](const auto& word) { return words.contains(word); }));
        if (own.empty() || shared * 100 < own.size() * kWordsShared) continue;
        inside.insert(entry.grid);
        for (const extract::GridCell& cell : entry.grid->cells) cells.insert(normalize::LabelKey(cell.text));
      }
      size_t figures = 0, alike = 0;
      for (const extract::GridCell& cell : flow.cells) {
        if (cell.column == 0 || cell.row < flow.header_rows) continue;
        ++figures;
        alike += cells.contains(normalize::LabelKey(cell.text));
      }
      if (inside.empty() || alike * 100 >= figures * kFiguresAlike) continue;
      std::erase_if(entries_, [&](const Entry& entry) { return inside.contains(entry.grid); });
    }
  }

  // Before the first table that stands below it.
  static void Insert(Table table, std::vector<Table>* tables) {
    auto below = std::find_if(tables->begin(), tables->end(), [&](const Table& other) {
      return other.first_page > table.first_page ||
             (other.first_page == table.first_page && other.box.top > table.box.top);
    });
    tables->insert(below, std::move(table));
  }

  const extract::Document& document_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  bool machine_read_;
  std::vector<DocumentUnit> units_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<Table> FindTables(const extract::Document& document, const RuleSet& rules,
                              const normalize::Normalizer& normalizer, WordSet* taken) {
  return TableFinder(document, rules, normalizer).Find(taken);
}

}  // namespace avstam::rules
