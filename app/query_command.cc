#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/filter_words.h"
#include "app/result_printer.h"
#include "app/tables_file.h"
#include "base/error.h"
#include "store/query.h"
#include "store/search.h"

namespace avstam::app {
namespace {

constexpr char kFooter[] =
    R"(All conditions given must hold.  The first column, id, is what `avstam explain` takes.

Examples:
  avstam decisions --body regionstyrelsen --from 2018-09-26 --to 2018-09-26 --text avgift
  avstam amounts --min "10 mkr" --sort value --desc --limit 20
  avstam checks --status mismatch --format csv > mismatches.csv

Exit codes: 0 done, also when nothing was found; 2 wrong usage; 4 the archive cannot be read.)";

constexpr char kTablesFooter[] =
    R"(Of an archive: all conditions given must hold; the first column, id, is what `avstam explain`
takes.  Of a FILE: its tables as they are printed, of figures or of words, with headings over
several columns and cells of several lines; --format json (rowspan, colspan), csv or text.

Examples:
  avstam tables --text avgift --status mismatch
  avstam tables budget.pdf --page 3
  avstam tables budget.pdf --page 3 --format json --image page3.png

Exit codes: 0 done, also when nothing was found; 2 wrong usage; 3 the file could not be read, or
not completely; 4 the archive cannot be read; 5 the process that reads the file cannot be shut in.)";

struct QueryOptions {
  std::string database = "avstam.db", rules, format = "auto", region, min, max;
  store::Filter filter;
  TablesFileOptions tables;
};

int RunQueryCommand(store::Subject subject, const QueryOptions& options) {
  if (subject == store::Subject::kTables && !options.tables.file.empty()) {
    TablesFileOptions file = options.tables;
    file.format = options.format == "auto" ? "text" : options.format;
    return RunTablesFile(file);
  }
  if (options.tables.page > 0 || !options.tables.image.empty())
    throw Error(ErrorCode::kUsage, "--page and --image are for the tables of a FILE: name it");
  store::Filter filter = options.filter;
  FilterWords words(options.tables.workers.reading.rules.empty() ? options.rules
                                                                 : options.tables.workers.reading.rules);
  if (!options.region.empty()) filter.region = words.Region(options.region);
  if (!options.min.empty()) filter.min_ore = words.Ore(options.min);
  if (!options.max.empty()) filter.max_ore = words.Ore(options.max);
  store::Archive archive = store::Archive::OpenForReading(options.database);
  {
    ResultPrinter printer(FormatFromName(options.format), store::QueryColumns(subject));
    store::RunQuery(archive, subject, filter, [&](const store::Row& row) { printer.Add(row); });
    printer.Finish();
  }
  archive.Close();
  return kExitOk;
}

void AddFormatOption(CLI::App* command, std::string* format, bool text = false) {
  std::vector<std::string> names = FormatNames();
  if (text) names.push_back("text");
  command
      ->add_option(
          "--format", *format,
          "auto: a table on a terminal, else csv; csv-excel: for a Swedish Excel; jsonl: an object a line")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
}

void AddOne(CLI::App* app, int* exit_code, store::Subject subject, const char* about) {
  auto options = std::make_shared<QueryOptions>();
  store::Filter& filter = options->filter;
  CLI::App* command = app->add_subcommand(std::string(store::SubjectName(subject)), about);
  AddDatabaseOption(command, &options->database);
  command->add_option("--body", filter.body, "Part of the name of the body");
  const std::string date = "YYYY, YYYY-MM or YYYY-MM-DD";
  const CLI::Validator is_date(
      [](const std::string& text) {
        const std::string_view shape = "dddd-dd-dd";
        bool good = text.size() == 4 || text.size() == 7 || text.size() == 10;
        for (size_t i = 0; good && i < text.size(); ++i)
          good = shape[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
        return good ? std::string() : "no date: " + text + "; YYYY, YYYY-MM or YYYY-MM-DD";
      },
      "DATE");
  command->add_option("--from", filter.from, "First date: " + date)->check(is_date);
  command->add_option("--to", filter.to, "Last date: " + date)->check(is_date);
  command->add_option("--case", filter.case_number, "Case number, in any spelling");
  command->add_option("--region", options->region, "County code or name of a region in a table");
  command->add_option("--party", filter.party, "Party that moved or reserved itself, as abbreviated");
  command->add_option("--text", filter.text, "Words, as for search");
  command->add_option("--min", options->min, "Smallest amount: 5000000, \"5 mkr\"");
  command->add_option("--max", options->max, "Largest amount");
  command->add_option(
      "--status", filter.status,
      "Of checks: ok, rounding, mismatch, not-comparable; of documents: ok, warnings, incomplete; of "
      "decisions: kind or outcome");
  command->add_option("--file", filter.file, "Part of a file name");
  command->add_option("--sort", filter.sort, "Column to sort by; else as they stand in the archive")
      ->check(CLI::IsMember(store::SortColumns(subject)));
  command->add_flag("--desc", filter.descending, "The largest or last first");
  command->add_option("--limit", filter.limit, "At most so many rows")->check(CLI::NonNegativeNumber);
  command->add_option("--offset", filter.offset, "Leave out so many rows first")
      ->check(CLI::NonNegativeNumber);
  AddFormatOption(command, &options->format, subject == store::Subject::kTables);
  if (subject == store::Subject::kTables) {
    command->add_option(
        "FILE", options->tables.file,
        "Read this PDF and print its tables as they stand there, instead of asking the archive");
    command->add_option("--page", options->tables.page, "Of FILE: only this page")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--image", options->tables.image,
                     "Of FILE: write a picture of the page with words, rulings, cells and tables to this PNG")
        ->type_name("PNG");
    AddWorkerOptions(command, &options->tables.workers);
    command->footer(kTablesFooter);
  } else {
    AddRulesOption(command, &options->rules);
    command->footer(kFooter);
  }
  command->callback([subject, options, exit_code] { *exit_code = RunQueryCommand(subject, *options); });
}

struct SqlOptions {
  std::string database = "avstam.db", format = "auto", sql;
};

int RunSqlCommand(const SqlOptions& options) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  {
    std::optional<ResultPrinter> printer;
    store::RunSql(
        archive, options.sql,
        [&](const std::vector<std::string>& names) {
          std::vector<store::QueryColumn> columns;
          for (const std::string& name : names)
            columns.push_back({store::QueryColumn::Kind::kText, name, true});
          printer.emplace(FormatFromName(options.format), columns);
        },
        [&](const store::Row& row) { printer->Add(row); });
    printer->Finish();
  }
  archive.Close();
  return kExitOk;
}

struct SearchOptions {
  std::string database = "avstam.db", format = "auto";
  std::vector<std::string> words;
  bool exact = false;
  int limit = 20;
};

int RunSearchCommand(const SearchOptions& options) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  store::SearchQuery query{"", options.exact, options.limit};
  for (const std::string& word : options.words) query.words += (query.words.empty() ? "" : " ") + word;
  using enum store::QueryColumn::Kind;
  const Format format = FormatFromName(options.format);
  ResultPrinter printer(format, {{kId, "id", true},
                                 {kText, "kind", true},
                                 {kInteger, "page", true},
                                 {kText, "file", true},
                                 {kText, "snippet", true}});
  store::Search(archive, query, [&](const store::Hit& hit) {
    std::string snippet;
    for (char c : hit.snippet) snippet += c == '\x02' ? '[' : c == '\x03' ? ']' : c;
    store::Value page;
    if (hit.page != 0) page = int64_t{hit.page};
    printer.Add({hit.id, hit.kind, page, hit.file, snippet});
  });
  printer.Finish();
  archive.Close();
  return kExitOk;
}

}  // namespace

void AddQueryCommands(CLI::App* app, int* exit_code) {
  using enum store::Subject;
  AddOne(app, exit_code, kDecisions,
         "What was decided or proposed, by whom, when, on which paragraph and case");
  AddOne(app, exit_code, kAmounts, "Sums in running text, with the decision that they stand in");
  AddOne(app, exit_code, kTables, "Tables with their units and checks");
  AddOne(app, exit_code, kCells, "Figures of tables, each with its row and column");
  AddOne(app, exit_code, kDocuments, "Documents, how well they were read, and what is in them");
  AddOne(app, exit_code, kChecks, "Totals and what they were compared with");
  AddOne(app, exit_code, kRepairs, "Figures that were probably misread");
}

void AddSqlCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<SqlOptions>();
  CLI::App* command = app->add_subcommand("sql", "One SELECT of your own over the archive");
  command->add_option("SELECT", options->sql, "The SQL; tables and views are explained in docs/archive.md")
      ->required();
  AddDatabaseOption(command, &options->database);
  AddFormatOption(command, &options->format);
  command->footer(
      R"(Nothing can be changed.  Money is in hundredths of a krona (value_ore / 100.0 is kronor).

Example:
  avstam sql "SELECT body, count(*) FROM v_decisions GROUP BY body ORDER BY 2 DESC"

Exit codes: 0 done; 2 the SQL is wrong or no SELECT; 4 the archive cannot be read.)");
  command->callback([options, exit_code] { *exit_code = RunSqlCommand(*options); });
}

void AddSearchCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command = app->add_subcommand("search", "Full text search over decisions, tables and pages");
  command
      ->add_option("WORDS", options->words,
                   "All must be there; \"several words\" in quotes stand side by side")
      ->required();
  command->add_flag("--exact", options->exact,
                    "Words as they are written, accents and all; only word* finds longer ones");
  command->add_option("--limit", options->limit, "At most so many hits")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  AddDatabaseOption(command, &options->database);
  AddFormatOption(command, &options->format);
  command->footer(
      R"(Decisions come first, then tables by caption and labels, then pages; the best first among each.
A word also finds longer ones that begin with it, and neither case nor accents count,
unless --exact is given.

Examples:
  avstam search vastra gotaland avgift
  avstam search --exact '"beslut om taxa"'

Exit codes: 0 done, also when nothing was found; 2 wrong usage; 4 the archive cannot be read.)");
  command->callback([options, exit_code] { *exit_code = RunSearchCommand(*options); });
}

}  // namespace avstam::app
