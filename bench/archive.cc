// An archive as large as one likes, filled through the store as `avstam ingest` does, and how long questions
// to it take.  Figures and how to run it: bench/README.md.
//
//   build/release/bench/archive_bench DB [DECISIONS [WORDS_PER_PAGE]]
//
// Of every 10 decisions there are 50 amounts and 3 pages, 100 decisions to a document.  Words follow Zipf's
// law over 30 000 made-up ones; the same numbers give the same archive.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "store/archive.h"
#include "store/query.h"
#include "store/search.h"

namespace {

using avstam::Money;
using avstam::extract::Document;
using avstam::rules::Reading;
using avstam::store::Archive;
using avstam::store::Filter;
using avstam::store::Subject;
using Clock = std::chrono::steady_clock;

constexpr int kDecisionsPerDocument = 100, kPagesPerDocument = 30, kAmountsPerDecision = 5,
              kVocabulary = 30'000;
constexpr int kReportEvery = 250;  // documents
constexpr int kLimit = 50;         // rows of an answer, as a person looks at

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

// Of this process, user and system.
double CpuSeconds() {
  struct rusage used {};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

class Generator {
 public:
  explicit Generator(int words_per_page) : words_per_page_(words_per_page) {
    const char* starts[] = {"av",   "be", "för", "gran", "kom", "led",  "mån", "nam", "om",
                            "plan", "re", "sam", "tax",  "ut",  "vård", "å",   "ä",   "ö"};
    const char* ends[] = {"gift", "slut", "dra",  "sk",  "mun", "are", "ad", "nivå",
                          "råd",  "ver",  "ning", "het", "ent", "is",  "a",  "en"};
    for (int w = 0; w < kVocabulary; ++w) {
      std::string word = starts[w % std::size(starts)];
      for (int rest = w; rest > 0; rest /= static_cast<int>(std::size(ends)))
        word += ends[static_cast<size_t>(rest) % std::size(ends)];
      words_.push_back(std::move(word));
    }
  }
  // By rank: the first are in every other sentence.
  const std::string& Word() {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    return words_[std::min(words_.size() - 1, static_cast<size_t>(std::pow(kVocabulary, u)) - 1)];
  }
  const std::string& word(size_t rank) const { return words_[rank]; }
  std::string Text(int words) {
    std::string out;
    for (int w = 0; w < words; ++w) out += (out.empty() ? "" : " ") + Word();
    return out;
  }
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  static std::string Body(int number) { return fmt::format("Nämnden för område {}", number); }
  std::string Date() { return fmt::format("{}-{:02}-{:02}", 2000 + Pick(27), 1 + Pick(12), 1 + Pick(28)); }

  void Make(int number, Document* document, Reading* reading) {
    *document = {};
    document->sha256 = avstam::Sha256Hex(std::to_string(number));
    document->page_count = kPagesPerDocument;
    for (int p = 1; p <= kPagesPerDocument; ++p) document->pages.push_back(Page(p));
    *reading = {};
    avstam::rules::Part part;
    part.kind = "protocol";
    part.body = Body(Pick(200));
    part.date = Date();
    part.first_page = 1;
    part.last_page = kPagesPerDocument;
    reading->parts = {part};
    for (int d = 0; d < kDecisionsPerDocument; ++d) Decision(d, part, reading);
    Table(reading);
  }

 private:
  avstam::extract::Page Page(int number) {
    avstam::extract::Page page;
    page.number = number;
    page.width_pt = 595;
    page.height_pt = 842;
    page.source = avstam::extract::Source::kText;
    double x = 70, y = 70;
    for (int w = 0; w < words_per_page_; ++w) {
      avstam::extract::Word word;
      word.text = Word();
      const double width = 5.0 * static_cast<double>(word.text.size());
      if (x + width > 520) x = 70, y += 14;
      word.box = {x, y, x + width, y + 11};
      word.baseline = static_cast<float>(y + 9);
      word.font_size = 11;
      word.space_before = true;
      x += width + 3;
      page.words.push_back(std::move(word));
    }
    return page;
  }

  void Decision(int number, const avstam::rules::Part& part, Reading* reading) {
    const int page = 1 + number * kPagesPerDocument / kDecisionsPerDocument;
    avstam::rules::Decision one;
    one.kind = Pick(5) == 0 ? "proposed" : "decided";
    one.body = *part.body;
    one.date = part.date;
    one.paragraph = fmt::format("§ {}", number + 1);
    one.title = Text(5);
    one.case_number = fmt::format("KS {}/{}", 2000 + Pick(27), 1 + Pick(20'000));
    one.outcome = "approved";
    one.items = {{"1", Text(20), {}, {page, {70, 100, 500, 130}}},
                 {"2", Text(15), {}, {page, {70, 130, 500, 160}}}};
    if (Pick(20) == 0)
      one.reservations = {
          {{Text(2)}, {Pick(2) == 0 ? "V" : "SD"}, Text(10), {page, {70, 170, 500, 180}}, "r"}};
    one.where = {page, {70, 90, 500, 160}};
    one.rule = "bench";
    for (int a = 0; a < kAmountsPerDecision; ++a) {
      avstam::rules::Amount amount;
      amount.where = {page, {100, 100, 140, 110}};
      amount.money = {static_cast<int64_t>(std::pow(10.0, 4 + Pick(7))) * (1 + Pick(99)), 100};
      amount.text = amount.money.ToString() + " kr";
      amount.part = 0;
      amount.decision = number;
      amount.item = a % 2;
      amount.rule = "bench";
      reading->amounts.push_back(std::move(amount));
    }
    reading->decisions.push_back(std::move(one));
  }

  void Table(Reading* reading) {
    avstam::rules::Table table;
    table.first_page = table.last_page = 1 + Pick(kPagesPerDocument);
    table.caption = Text(4);
    table.unit = "tkr";
    table.columns = {{"2025", avstam::rules::CellKind::kMoney, ""},
                     {"2026", avstam::rules::CellKind::kMoney, ""}};
    for (int r = 0; r < 12; ++r) {
      avstam::rules::Row row;
      row.label = Text(2);
      row.region = fmt::format("{:02}", 1 + Pick(25));
      row.rule = "bench";
      for (int c = 0; c < 2; ++c) {
        avstam::rules::Cell cell;
        cell.kind = avstam::rules::CellKind::kMoney;
        cell.value = Money{100'000L * (1 + Pick(9'999)), 100'000};
        cell.text = cell.value->ToString();
        row.cells.push_back(std::move(cell));
      }
      table.rows.push_back(std::move(row));
    }
    reading->tables = {table};
    for (int c = 0; c < 2; ++c) {
      avstam::rules::Check check;
      check.rule = "column-total";
      const bool wrong = Pick(50) == 0;
      check.status = wrong ? avstam::rules::Status::kMismatch : avstam::rules::Status::kOk;
      check.table = 0;
      check.row = 11;
      check.column = c;
      check.difference_ore = wrong ? 100'000L * Pick(9'999) : 0;
      check.message = "bench";
      reading->checks.push_back(std::move(check));
    }
  }

  int words_per_page_;
  std::mt19937_64 random_{20260131};
  std::vector<std::string> words_;
};

// What storing has taken, and until when that was told.
class Meter {
 public:
  void Start() { wall_start_ = Clock::now(), cpu_start_ = CpuSeconds(); }
  void Stop(int decisions) {
    wall_ += Seconds(wall_start_), cpu_ += CpuSeconds() - cpu_start_, decisions_ += decisions;
  }
  // How it slows down as the archive grows.
  void TellStretch() {
    fmt::print("{:>9} decisions: {:.0f}/s, {:.0f} for a second of CPU, since the last line\n", decisions_,
               (decisions_ - told_) / (wall_ - told_wall_), (decisions_ - told_) / (cpu_ - told_cpu_));
    std::fflush(stdout);
    told_ = decisions_, told_wall_ = wall_, told_cpu_ = cpu_;
  }
  std::string Rate() const {
    return fmt::format("{} decisions, stored in {:.0f} s: {:.0f} decisions/s, {:.0f} for a second of CPU",
                       decisions_, wall_, decisions_ / wall_, decisions_ / cpu_);
  }

 private:
  Clock::time_point wall_start_;
  double cpu_start_ = 0, wall_ = 0, cpu_ = 0, told_wall_ = 0, told_cpu_ = 0;
  int decisions_ = 0, told_ = 0;
};

void Load(const std::string& path, int decisions, int words_per_page) {
  Generator generator(words_per_page);
  const int documents = std::max(1, decisions / kDecisionsPerDocument);
  Archive archive = Archive::OpenForWriting(path);
  Meter meter;
  std::optional<Archive::Batch> batch(&archive);
  for (int n = 0; n < documents; ++n) {
    Document document;
    Reading reading;
    generator.Make(n, &document, &reading);
    meter.Start();
    archive.Store(
        {fmt::format("protokoll-{}.pdf", n), &document, &reading, "rules", "bench", "2026-01-31T12:00:00Z"});
    meter.Stop(kDecisionsPerDocument);
    if ((n + 1) % kReportEvery == 0) meter.TellStretch();
  }
  meter.Start();
  batch->Commit();
  batch.reset();
  archive.Close();
  meter.Stop(0);
  const double bytes = static_cast<double>(std::filesystem::file_size(path));
  fmt::print("{}\n{} amounts, {} pages of {} words; {:.0f} MB, {:.1f} kB a page\n", meter.Rate(),
             documents * kDecisionsPerDocument * kAmountsPerDecision, documents * kPagesPerDocument,
             words_per_page, bytes / 1e6, bytes / 1e3 / documents / kPagesPerDocument);
}

// Pages of the file that the system keeps in memory go, as far as it lets us.
void DropFromMemory(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  fdatasync(file);
  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  close(file);
}

double Percentile(std::vector<double> times, size_t percent) {
  std::sort(times.begin(), times.end());
  return 1000 * times[std::min(times.size() - 1, times.size() * percent / 100)];
}

using Ask = std::function<int(const Archive&, Generator*)>;

Ask Query(Subject subject, const std::function<void(Filter*, Generator*)>& edit) {
  return [=](const Archive& archive, Generator* generator) {
    Filter filter;
    filter.limit = kLimit;
    edit(&filter, generator);
    int rows = 0;
    avstam::store::RunQuery(archive, subject, filter, [&](const avstam::store::Row&) { ++rows; });
    return rows;
  };
}

Ask SearchFor(const std::function<std::string(Generator*)>& words, bool exact) {
  return [=](const Archive& archive, Generator* generator) {
    int hits = 0;
    avstam::store::Search(archive, {words(generator), exact, 20}, [&](const avstam::store::Hit&) { ++hits; });
    return hits;
  };
}

struct Question {
  const char* name;
  Ask ask;
};

std::vector<Question> Questions() {
  using enum Subject;
  const auto body = [](Filter* f, Generator* g) { f->body = fmt::format("område {}", g->Pick(200)); };
  const auto month = [](Filter* f, Generator* g) { f->from = f->to = g->Date().substr(0, 7); };
  const auto number = [](Generator* g) {
    return fmt::format("{}/{}", 2000 + g->Pick(27), 1 + g->Pick(20'000));
  };
  return {
      {"decisions --body --from --to",
       Query(kDecisions, [=](Filter* f, Generator* g) { body(f, g), month(f, g); })},
      {"decisions --from --to --sort date",
       Query(kDecisions, [=](Filter* f, Generator* g) { month(f, g), f->sort = "date"; })},
      {"decisions --case KS",
       Query(kDecisions, [=](Filter* f, Generator* g) { f->case_number = "Dnr KS " + number(g); })},
      {"decisions --case (no letters)",
       Query(kDecisions, [=](Filter* f, Generator* g) { f->case_number = number(g); })},
      {"decisions --party --from",
       Query(kDecisions, [=](Filter* f, Generator* g) { month(f, g), f->party = "V"; })},
      {"decisions --text", Query(kDecisions, [=](Filter* f, Generator* g) { f->text = g->Text(2); })},
      {"decisions --text --from --to",
       Query(kDecisions, [=](Filter* f, Generator* g) { month(f, g), f->text = g->word(5); })},
      {"decisions --min",
       Query(kDecisions, [=](Filter* f, Generator* g) { body(f, g), f->min_ore = 500'000'000; })},
      {"amounts --min --sort value --desc", Query(kAmounts,
                                                  [](Filter* f, Generator*) {
                                                    f->min_ore = 9'000'000'000, f->sort = "value",
                                                    f->descending = true;
                                                  })},
      {"amounts --body --from --to",
       Query(kAmounts, [=](Filter* f, Generator* g) { body(f, g), month(f, g); })},
      {"amounts --case",
       Query(kAmounts, [=](Filter* f, Generator* g) { f->case_number = "KS " + number(g); })},
      {"amounts --text", Query(kAmounts, [=](Filter* f, Generator* g) { f->text = g->Text(3); })},
      {"checks --status mismatch --sort", Query(kChecks,
                                                [](Filter* f, Generator*) {
                                                  f->status = "mismatch", f->sort = "difference",
                                                  f->descending = true;
                                                })},
      {"cells --region --min", Query(kCells,
                                     [](Filter* f, Generator* g) {
                                       f->region = fmt::format("{:02}", 1 + g->Pick(25)),
                                       f->min_ore = 900'000'000;
                                     })},
      {"tables --region",
       Query(kTables, [](Filter* f, Generator* g) { f->region = fmt::format("{:02}", 1 + g->Pick(25)); })},
      {"documents --body --from",
       Query(kDocuments, [=](Filter* f, Generator* g) { body(f, g), month(f, g); })},
      {"search one word", SearchFor([](Generator* g) { return g->Word(); }, false)},
      {"search a common word",
       SearchFor([](Generator* g) { return g->word(static_cast<size_t>(g->Pick(20))); }, false)},
      {"search a stem", SearchFor(
                            [](Generator* g) {
                              const std::string& word = g->word(static_cast<size_t>(g->Pick(300)));
                              return word.substr(0, word.size() - 1 - ((word.back() & 0x80) != 0 ? 1 : 0));
                            },
                            false)},
      {"search two words", SearchFor([](Generator* g) { return g->Text(2); }, false)},
      {"search --exact phrase", SearchFor([](Generator* g) { return "\"" + g->Text(2) + "\""; }, true)},
  };
}

void AskAll(const std::string& path) {
  fmt::print("{:<36} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>6}\n", "ms", "warm p50", "p95", "cpu p50", "p95",
             "cold p50", "p95", "rows");
  for (const Question& question : Questions()) {
    std::vector<double> warm, cpu, cold;
    double rows = 0;
    constexpr int kWarm = 40, kCold = 8;
    {
      Generator generator(0);
      Archive archive = Archive::OpenForReading(path);
      question.ask(archive, &generator);
      for (int n = 0; n < kWarm; ++n) {
        const auto start = Clock::now();
        const double cpu_start = CpuSeconds();
        rows += question.ask(archive, &generator);
        warm.push_back(Seconds(start));
        cpu.push_back(CpuSeconds() - cpu_start);
      }
      archive.Close();
    }
    Generator generator(0);
    for (int n = 0; n < kCold; ++n) {
      DropFromMemory(path);
      const auto start = Clock::now();
      Archive archive = Archive::OpenForReading(path);
      question.ask(archive, &generator);
      cold.push_back(Seconds(start));
      archive.Close();
    }
    fmt::print("{:<36} {:>9.1f} {:>9.1f} {:>9.1f} {:>9.1f} {:>9.1f} {:>9.1f} {:>6.1f}\n", question.name,
               Percentile(warm, 50), Percentile(warm, 95), Percentile(cpu, 50), Percentile(cpu, 95),
               Percentile(cold, 50), Percentile(cold, 95), rows / kWarm);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "archive_bench DB [DECISIONS=10000 [WORDS_PER_PAGE=250]]\n");
    return 2;
  }
  try {
    if (!std::filesystem::exists(argv[1]))
      Load(argv[1], argc > 2 ? std::atoi(argv[2]) : 10'000, argc > 3 ? std::atoi(argv[3]) : 250);
    AskAll(argv[1]);
  } catch (const avstam::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 4;
  }
  return 0;
}
