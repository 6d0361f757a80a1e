#include "app/worker/trust.h"

#include <fmt/format.h>

#include "app/worker/codec.h"
#include "normalize/text.h"

namespace avstam::app::worker {
namespace {

constexpr size_t kMaxCode = 40;
constexpr int64_t kLongest_us = int64_t{365} * 24 * 3600 * 1'000'000;  // of a document

void Require(bool sound, const char* what) {
  if (!sound) throw BadReport(what);
}

bool InRange(int index, size_t size) { return index >= 0 && static_cast<size_t>(index) < size; }
bool InRange(const std::optional<int>& index, size_t size) { return !index || InRange(*index, size); }

bool Ordered(const Box& box) { return box.left <= box.right && box.top <= box.bottom; }

class ReadingTrust {
 public:
  ReadingTrust(const rules::Reading& reading, int pages) : reading_(reading), pages_(pages) {}

  void Run() const {
    for (const rules::Part& part : reading_.parts) {
      Span(part.first_page, part.last_page);
      Place(part.where);
    }
    for (const rules::Decision& decision : reading_.decisions) Sound(decision);
    for (const rules::Attendee& attendee : reading_.attendance) {
      Require(InRange(attendee.part, reading_.parts.size()),
              "somebody took part in a meeting that there is not");
      Place(attendee.where);
    }
    for (const rules::AgendaItem& item : reading_.agenda) {
      Require(InRange(item.part, reading_.parts.size()), "an agenda item of no part");
      for (int part : item.treated_by)
        Require(InRange(part, reading_.parts.size()), "an item treated in no part");
      Place(item.where);
    }
    for (const rules::Table& table : reading_.tables) Sound(table);
    for (const rules::Amount& amount : reading_.amounts) Sound(amount);
    for (const rules::Check& check : reading_.checks) Sound(check);
  }

 private:
  void Span(int first, int last) const {
    Require(first >= 1 && first <= last && last <= pages_, "pages that the document does not have");
  }
  void Place(const Where& where) const {
    Require(where.page >= 0 && where.page <= pages_, "a place on a page that the document does not have");
  }
  static void Sound(const Money& money) { Require(money.step_ore > 0, "a sum without a step"); }

  void Sound(const rules::Decision& decision) const {
    Require(InRange(decision.part, reading_.parts.size()), "a decision of no part");
    Require(!decision.items.empty(), "a decision without items");
    Place(decision.where);
    for (const rules::DecisionItem& item : decision.items) Place(item.where);
    for (const rules::Motion& motion : decision.motions) Place(motion.where);
    for (const rules::Reservation& reservation : decision.reservations) Place(reservation.where);
    for (const rules::Vote& vote : decision.votes) Place(vote.where);
    for (const rules::Remark& remark : decision.remarks) Place(remark.where);
  }

  void Sound(const rules::Table& table) const {
    Span(table.first_page, table.last_page);
    for (const rules::HeadCell& cell : table.head) {
      Require(cell.column == -1 || InRange(cell.column, table.columns.size()), "a head of no column");
      Place(cell.where);
    }
    for (const rules::Row& row : table.rows) {
      Require(row.cells.size() == table.columns.size(), "a row with other columns than its table");
      Place(row.where);
      for (const rules::Cell& cell : row.cells) {
        Place(cell.where);
        if (cell.value) Sound(*cell.value);
      }
    }
  }

  void Sound(const rules::Amount& amount) const {
    Place(amount.where);
    Sound(amount.money);
    if (amount.high) Sound(*amount.high);
    if (amount.revised_from) Sound(*amount.revised_from);
    Require(InRange(amount.part, reading_.parts.size()), "a sum of no part");
    Require(InRange(amount.decision, reading_.decisions.size()), "a sum of no decision");
    if (!amount.item) return;
    Require(amount.decision.has_value(), "a sum of an item without decision");
    Require(InRange(*amount.item, reading_.decisions[static_cast<size_t>(*amount.decision)].items.size()),
            "a sum of no item");
  }

  void Cell(int table, int row, int column) const {
    Require(InRange(table, reading_.tables.size()), "a check of no table");
    const rules::Table& t = reading_.tables[static_cast<size_t>(table)];
    Require(InRange(row, t.rows.size()) && InRange(column, t.columns.size()), "a check of no cell");
  }

  void Sound(const rules::Check& check) const {
    Place(check.where);
    Require(InRange(check.table, reading_.tables.size()), "a check of no table");
    Require(check.table.has_value() || (!check.row && !check.column), "a check of a cell without table");
    if (check.table) {
      const rules::Table& table = reading_.tables[static_cast<size_t>(*check.table)];
      Require(InRange(check.row, table.rows.size()) && InRange(check.column, table.columns.size()),
              "a check of no cell");
    }
    for (const rules::CellRef& part : check.parts) Cell(part.table, part.row, part.column);
    if (check.suspect) Cell(check.suspect->table, check.suspect->row, check.suspect->column);
    Require(check.weights.empty() || check.weights.size() == check.parts.size(), "weights of other parts");
    for (int amount : check.amounts) Require(InRange(amount, reading_.amounts.size()), "a check of no sum");
    for (const rules::Repair& repair : check.repairs) {
      Cell(repair.table, repair.row, repair.column);
      Sound(repair.read);
      Sound(repair.proposed);
    }
  }

  const rules::Reading& reading_;
  int pages_;
};

}  // namespace

void RequireSound(const StageTimes& times) {
  Require(times.empty() || times.size() == kStageCount, "times of stages that there are not");
  for (const StageTime& time : times)
    Require(time.cpu_us >= 0 && time.cpu_us < kLongest_us && time.wall_us >= 0 && time.wall_us < kLongest_us,
            "a stage that took less than no time, or years");
}

void RequireSound(const Failure& failure) {
  Require(!failure.code.empty() && failure.code.size() <= kMaxCode &&
              failure.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos,
          "a failure whose code is none");
}

void RequireSound(const extract::Document& document) {
  Require(document.page_count >= 0 && document.page_count <= kMaxPages, "more pages than a document has");
  Require(document.pages.size() <= static_cast<size_t>(document.page_count), "more pages than announced");
  int before = 0;
  for (const extract::Page& page : document.pages) {
    Require(page.number > before && page.number <= document.page_count, "pages out of order");
    before = page.number;
    Require(page.width_pt >= 0 && page.height_pt >= 0, "a page of negative size");
    Require(page.words.size() <= kMaxWordsOnPage, "more words than a page holds");
    for (const extract::Word& word : page.words) {
      Require(Ordered(word.box), "a word of negative size");
      Require(word.x_edges.size() == static_cast<size_t>(normalize::CodePoints(word.text)) + 1,
              "a word with other edges than characters");
      Require(word.ocr == -1 || InRange(word.ocr, page.ocr.size()), "a word read by no OCR");
    }
    for (const extract::Region& region : page.regions)
      Require(Ordered(region.box), "a region of negative size");
  }
  for (const Diagnostic& diagnostic : document.diagnostics)
    Require(diagnostic.page >= 0 && diagnostic.page <= document.page_count,
            "a message about a page that the document does not have");
}

void RequireSound(const rules::Reading& reading, const extract::Document& document) {
  ReadingTrust(reading, document.page_count).Run();
}

}  // namespace avstam::app::worker
