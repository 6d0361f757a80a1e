// How long the checks of an archive take: read from it, and made anew.  Figures: bench/README.md.
//
//   build/release/bench/recheck_bench DB [CHECKS [THREADS]]
//
// The archive is made when it is not there: tables of 40 rows and four columns with a difference, subtotals
// and a total, of the same numbers each time.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/sha256.h"
#include "rules/reconcile.h"
#include "store/archive.h"
#include "store/settle.h"

namespace {

using namespace avstam;
using Clock = std::chrono::steady_clock;

constexpr int kGroups = 4, kRowsPerGroup = 9, kTablesPerDocument = 4;

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

rules::Row MakeRow(const std::string& label, rules::Role role, const std::vector<int64_t>& figures, int row) {
  rules::Row out;
  out.label = label;
  out.role = role;
  out.rule = "bench";
  out.indent = role == rules::Role::kItem ? 1 : 0;
  out.where = {1, {50, 100.0 + row, 500, 101.0 + row}};
  for (size_t c = 0; c < figures.size(); ++c) {
    rules::Cell cell;
    cell.text = std::to_string(figures[c]);
    cell.kind = rules::CellKind::kMoney;
    cell.value = Money{figures[c] * 100'000, 100'000};
    cell.where = {1, {200.0 + 60.0 * static_cast<double>(c), 100.0 + row, 250, 101.0 + row}};
    out.cells.push_back(std::move(cell));
  }
  return out;
}

rules::Table MakeTable(std::mt19937_64* random) {
  rules::Table table;
  table.first_page = table.last_page = 1;
  for (const char* header : {"Utfall", "Prognos", "Budget", "Avvikelse"})
    table.columns.push_back({header, rules::CellKind::kMoney, ""});
  table.columns[3].role = "difference";
  std::vector<int64_t> all(4, 0);
  int row = 0;
  for (int g = 0; g < kGroups; ++g) {
    std::vector<int64_t> sum(4, 0);
    for (int r = 0; r < kRowsPerGroup; ++r) {
      const int64_t a = 1000 + static_cast<int64_t>((*random)() % 90'000),
                    b = 1000 + static_cast<int64_t>((*random)() % 90'000),
                    c = 1000 + static_cast<int64_t>((*random)() % 90'000);
      const std::vector<int64_t> figures = {a, b, c, c - b};
      for (size_t i = 0; i < 4; ++i) sum[i] += figures[i];
      table.rows.push_back(MakeRow(fmt::format("Rad {}.{}", g, r), rules::Role::kItem, figures, row++));
    }
    for (size_t i = 0; i < 4; ++i) all[i] += sum[i];
    table.rows.push_back(MakeRow(fmt::format("Summa {}", g), rules::Role::kSubtotal, sum, row++));
  }
  table.rows.push_back(MakeRow("Totalt", rules::Role::kTotal, all, row++));
  return table;
}

void Fill(const std::string& path, int64_t wanted) {
  store::Archive archive = store::Archive::OpenForWriting(path);
  std::mt19937_64 random(1);
  int64_t checks = 0;
  for (int d = 0; checks < wanted; ++d) {
    rules::Reading reading;
    for (int t = 0; t < kTablesPerDocument; ++t) reading.tables.push_back(MakeTable(&random));
    reading.checks = rules::Reconcile(&reading);
    checks += static_cast<int64_t>(reading.checks.size());
    extract::Document document;
    document.sha256 = Sha256Hex(std::to_string(d));
    document.page_count = 1;
    document.pages.resize(1);
    document.pages[0].number = 1;
    archive.Store({fmt::format("{}.pdf", d), &document, &reading, "r", "v", "2026-01-01T00:00:00Z"});
  }
  archive.Close();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: recheck_bench DB [CHECKS [THREADS]]\n");
    return 2;
  }
  const std::string path = argv[1];
  const int64_t wanted = argc > 2 ? std::atoll(argv[2]) : 100'000;
  const size_t threads = argc > 3 ? static_cast<size_t>(std::atoi(argv[3])) : 2;
  if (!std::filesystem::exists(path)) Fill(path, wanted);
  for (const bool anew : {false, true}) {
    std::atomic<int64_t> checks{0}, faults{0};
    const Clock::time_point start = Clock::now();
    std::vector<std::thread> running;
    for (size_t n = 0; n < threads; ++n)
      running.emplace_back([&, n] {
        store::Archive archive = store::Archive::OpenForReading(path);
        const std::vector<store::StoredDocument> documents = archive.Documents();
        for (size_t i = n; i < documents.size(); i += threads) {
          rules::Reading reading = *archive.LoadReading(documents[i].sha256);
          if (anew) reading.checks = rules::Reconcile(&reading);
          store::ApplyDecisions(archive.HumanDecisionsOf(documents[i].sha256), &reading);
          checks += static_cast<int64_t>(reading.checks.size());
          for (const rules::Check& check : reading.checks) faults += check.status == rules::Status::kMismatch;
        }
      });
    for (std::thread& one : running) one.join();
    fmt::print("{}: {} checks, {} mismatches, {:.2f} s with {} threads\n", anew ? "made anew" : "read",
               checks.load(), faults.load(), Seconds(start), threads);
  }
  return 0;
}
