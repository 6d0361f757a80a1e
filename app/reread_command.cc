// Reading anew what the archive keeps, with the rules of today, and what that changes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/result_printer.h"
#include "app/signals.h"
#include "base/error.h"
#include "store/archive.h"
#include "store/changes.h"
#include "store/query.h"

namespace avstam::app {
namespace {

constexpr char kRereadHelp[] =
    R"(Takes the words that the archive keeps, not the files, and uses no OCR.  A document that was read
with the same rules by the same version is left as it is.  Each document has its old reading or
its new one, never half of it.  What people decided stays.  `avstam diff` tells beforehand what
would change, and with a copy made by `avstam backup` afterwards what did.

Examples:
  avstam diff && avstam reread
  avstam reread --rules our-rules --from 2026 --body regionstyrelsen

Exit codes: 0 all chosen are up to date; 2 wrong usage or rule file; 3 some document cannot be read
anew (each is named); 4 the archive cannot be used; 130 interrupted.)";

constexpr char kDiffHelp[] =
    R"(Without OTHER: what `avstam reread` would change; nothing is written.  With OTHER, an older archive:
what this one says otherwise about the documents that are in both.
One row for each thing that came or went, and for each field that changed.  before and after are
the ids under which `avstam explain` finds it in the old and the new reading.

Examples:
  avstam diff --rules our-rules
  avstam diff --db avstam.db before.db --format jsonl

Exit codes: 0 done, also when nothing differs; 2 wrong usage or rule file; 3 some document cannot be
compared (each is named); 4 an archive cannot be read; 130 interrupted.)";

struct RereadOptions {
  std::string database = "avstam.db", other, format = "auto";
  ReadingOptions reading;
  store::Filter filter;
};

std::vector<std::string> Chosen(const store::Archive& archive, const store::Filter& filter) {
  std::vector<std::string> out;
  const std::vector<store::QueryColumn>& columns = store::QueryColumns(store::Subject::kDocuments);
  store::RunQuery(archive, store::Subject::kDocuments, filter, [&](const store::Row& row) {
    for (size_t c = 0; c < columns.size(); ++c)
      if (columns[c].name == "sha256") out.push_back(std::get<std::string>(row[c]));
  });
  return out;
}

std::string NameOf(const store::StoredDocument& document) {
  return document.file_names.empty() ? document.sha256 : document.file_names.front();
}

// A new reading of what is kept; empty, with the reason said: there is none.
std::optional<rules::Reading> Reread(const store::Archive& archive, const store::StoredDocument& kept,
                                     Pipeline* pipeline) {
  std::optional<extract::Document> document = archive.LoadDocument(kept.sha256);
  if (!document) {
    SayAbout(NameOf(kept), "an older avstam stored it without what is needed; ingest the file again",
             "incomplete");
    return std::nullopt;
  }
  Outcome outcome = pipeline->ReadAgain(std::move(*document));
  if (outcome.failure) {
    SayAbout(NameOf(kept), outcome.failure->message, outcome.failure->code);
    return std::nullopt;
  }
  return std::move(outcome.reading);
}

// "2 decisions came, 1 check changed", by thing and kind.
class ChangeCounts {
 public:
  void Count(const std::vector<store::Change>& changes) {
    std::string last;
    for (const store::Change& change : changes) {
      // Several fields of one thing are one thing that changed.
      const std::string ref = change.thing + change.before + " " + change.after;
      if (ref != last) ++counts_[{change.thing, std::string(store::ChangeKindName(change.kind))}];
      last = ref;
    }
    if (!changes.empty()) ++documents_;
  }
  size_t documents() const { return documents_; }
  std::string ToString() const {
    std::string out;
    for (const auto& [what, count] : counts_)
      out += fmt::format("{}{} {}{} {}", out.empty() ? "" : ", ", count, what.first, count == 1 ? "" : "s",
                         what.second);
    return out.empty() ? "nothing changed" : out;
  }

 private:
  std::map<std::pair<std::string, std::string>, size_t> counts_;
  size_t documents_ = 0;
};

int RunReread(const RereadOptions& options) {
  Pipeline pipeline(options.reading);
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  const std::vector<std::string> chosen = Chosen(archive, options.filter);
  Progress progress(chosen.size());
  CatchInterrupts();
  size_t done = 0, read = 0, same = 0, failed = 0;
  ChangeCounts counts;
  for (const std::string& sha256 : chosen) {
    if (Interrupted()) break;
    const store::StoredDocument kept = archive.Find(sha256).value();
    progress.Show(done++, NameOf(kept));
    if (kept.rules_hash == pipeline.rules().hash() && kept.program_version == AVSTAM_VERSION) {
      ++same;
      continue;
    }
    progress.Clear();
    const std::optional<rules::Reading> reading = Reread(archive, kept, &pipeline);
    if (!reading) {
      ++failed;
      continue;
    }
    counts.Count(store::Changes(archive.LoadReading(sha256).value(), *reading));
    archive.StoreReading({sha256, &*reading, pipeline.rules().hash(), AVSTAM_VERSION, TimeStamp()});
    ++read;
  }
  progress.Clear();
  archive.Close();
  Say(fmt::format("{} read anew, {} up to date, {} failed{} of {} documents; {}", read, same, failed,
                  done < chosen.size() ? fmt::format(", {} left", chosen.size() - done) : std::string(),
                  chosen.size(), counts.ToString()));
  if (done < chosen.size()) return kExitInterrupted;
  return failed > 0 ? kExitIncomplete : kExitOk;
}

std::vector<store::QueryColumn> DiffColumns() {
  using enum store::QueryColumn::Kind;
  return {{kText, "change", true},  {kText, "thing", true}, {kId, "before", false}, {kId, "after", true},
          {kInteger, "page", true}, {kText, "what", true},  {kText, "field", true}, {kText, "old", true},
          {kText, "new", true},     {kText, "file", true}};
}

store::Value TextValue(const std::string& text) {
  if (text.empty()) return std::monostate();
  return text;
}

int RunDiff(const RereadOptions& options) {
  const store::Archive archive = store::Archive::OpenForReading(options.database);
  std::optional<store::Archive> other;
  if (!options.other.empty()) other = store::Archive::OpenForReading(options.other);
  std::optional<Pipeline> pipeline;
  if (!other) pipeline.emplace(options.reading);
  const std::vector<std::string> chosen = Chosen(archive, options.filter);
  ResultPrinter printer(FormatFromName(options.format), DiffColumns());
  Progress progress(chosen.size());
  CatchInterrupts();
  size_t done = 0, compared = 0, failed = 0;
  ChangeCounts counts;
  for (const std::string& sha256 : chosen) {
    if (Interrupted()) break;
    const store::StoredDocument kept = archive.Find(sha256).value();
    progress.Show(done++, NameOf(kept));
    std::optional<rules::Reading> before = (other ? *other : archive).LoadReading(sha256), after;
    if (!before) continue;  // only in this archive
    progress.Clear();
    after = other ? archive.LoadReading(sha256) : Reread(archive, kept, &*pipeline);
    if (!after) {
      ++failed;
      continue;
    }
    ++compared;
    const std::vector<store::Change> changes = store::Changes(*before, *after);
    counts.Count(changes);
    const auto id = [&](const std::string& ref) {
      return ref.empty() ? store::Value() : store::Value(sha256.substr(0, 12) + ":" + ref);
    };
    for (const store::Change& change : changes) {
      store::Value page;
      if (change.page != 0) page = int64_t{change.page};
      printer.Add({std::string(store::ChangeKindName(change.kind)), change.thing, id(change.before),
                   id(change.after), page, TextValue(change.what), TextValue(change.field),
                   TextValue(change.old_value), TextValue(change.new_value), NameOf(kept)});
    }
  }
  progress.Clear();
  printer.Finish();
  Say(fmt::format("{} of {} documents compared, {} differ; {}", compared, chosen.size(), counts.documents(),
                  counts.ToString()));
  if (done < chosen.size()) return kExitInterrupted;
  return failed > 0 ? kExitIncomplete : kExitOk;
}

void AddChoice(CLI::App* command, store::Filter* filter) {
  command->add_option("--file", filter->file, "Only documents with this in their file name");
  command->add_option("--body", filter->body, "Only documents of a body with this in its name");
  command->add_option("--from", filter->from,
                      "Only documents of this date or later: YYYY, YYYY-MM or YYYY-MM-DD");
  command->add_option("--to", filter->to, "Only documents of this date or earlier");
  command->add_option("--text", filter->text, "Only documents with these words, as for search");
  command->add_option("--status", filter->status, "Only documents that are ok, warnings or incomplete");
}

}  // namespace

void AddRereadCommands(CLI::App* app, int* exit_code) {
  const auto options = std::make_shared<RereadOptions>();
  CLI::App* reread =
      app->add_subcommand("reread", "Reads what is in the archive anew, after rules have changed");
  AddDatabaseOption(reread, &options->database);
  AddRulesOption(reread, &options->reading.rules);
  AddChoice(reread, &options->filter);
  reread->footer(kRereadHelp);
  reread->callback([options, exit_code] { *exit_code = RunReread(*options); });

  CLI::App* diff =
      app->add_subcommand("diff", "What reading anew changes, or changed since an older archive");
  diff->add_option("OTHER", options->other, "An older archive, such as `avstam backup` makes");
  AddDatabaseOption(diff, &options->database);
  AddRulesOption(diff, &options->reading.rules);
  AddChoice(diff, &options->filter);
  diff->add_option("--format", options->format,
                   "auto: a table on a terminal, else csv; jsonl: an object a line")
      ->check(CLI::IsMember(FormatNames()))
      ->capture_default_str();
  diff->footer(kDiffHelp);
  diff->callback([options, exit_code] { *exit_code = RunDiff(*options); });
}

}  // namespace avstam::app
