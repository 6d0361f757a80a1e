#include "app/tables_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/console.h"
#include "app/csv.h"
#include "app/file_reader.h"
#include "app/input_files.h"
#include "app/output_files.h"
#include "app/picture_reader.h"
#include "app/reading_json.h"
#include "app/shortcomings_text.h"
#include "app/tables_image.h"
#include "base/error.h"
#include "base/sha256.h"
#include "extract/tables.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

// Each row's texts; a cell over several columns stands in the first.
std::vector<std::vector<std::string>> Rows(const extract::Grid& grid) {
  std::vector<std::vector<std::string>> rows(static_cast<size_t>(grid.rows),
                                             std::vector<std::string>(static_cast<size_t>(grid.columns)));
  for (const extract::GridCell& cell : grid.cells)
    rows[static_cast<size_t>(cell.row)][static_cast<size_t>(cell.column)] = cell.text;
  return rows;
}

std::string Csv(const std::vector<extract::Grid>& grids) {
  std::string out;
  for (const extract::Grid& grid : grids) {
    if (!out.empty()) out += "\r\n";
    for (std::vector<std::string>& row : Rows(grid)) {
      for (std::string& text : row) text = CsvText(text);
      out += CsvLine(row, kPlainCsv);
    }
  }
  return out;
}

size_t Width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Text(const std::vector<extract::Grid>& grids) {
  std::string out;
  for (const extract::Grid& grid : grids) {
    if (!out.empty()) out += "\n";
    out += "page " + std::to_string(grid.first_page) + ": " + std::to_string(grid.rows) + " rows, " +
           std::to_string(grid.columns) + " columns\n";
    const std::vector<std::vector<std::string>> rows = Rows(grid);
    std::vector<size_t> widths(static_cast<size_t>(grid.columns), 0);
    for (const auto& row : rows)
      for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], Width(row[c]));
    for (const auto& row : rows) {
      std::string line;
      for (size_t c = 0; c < row.size(); ++c) {
        const std::string gap(widths[c] - Width(row[c]), ' ');
        const bool right = c < grid.numeric_columns.size() && grid.numeric_columns[c];
        line += (c > 0 ? " | " : "  ") + (right ? gap + row[c] : row[c] + gap);
      }
      while (!line.empty() && line.back() == ' ') line.pop_back();
      out += EscapeForTerminal(line) + "\n";
    }
  }
  return out;
}

}  // namespace

int RunTablesFile(const TablesFileOptions& options) {
  if (options.format != "json" && options.format != "csv" && options.format != "text")
    throw Error(ErrorCode::kUsage, "tables of a file are printed as json, csv or text");
  if (!options.image.empty() && options.page == 0)
    throw Error(ErrorCode::kUsage, "say of which page the picture shall be: --page");
  const std::string name = ToUtf8(options.file);
  int exit_code = kExitOk;
  const std::optional<worker::Report> report = ReadFile(options.workers, options.file, &exit_code);
  if (!report) return exit_code;
  const Outcome& outcome = report->outcome;
  std::vector<extract::Grid> tables = extract::FindAllTables(*outcome.document);
  if (options.page > outcome.document->page_count)
    throw Error(ErrorCode::kUsage, EscapeForTerminal(name) + ": has only " +
                                       std::to_string(outcome.document->page_count) +
                                       (outcome.document->page_count == 1 ? " page" : " pages"));
  if (options.page > 0)
    std::erase_if(tables, [&](const extract::Grid& grid) { return grid.first_page != options.page; });
  if (!options.image.empty()) {
    const InputBytes input = ReadInput(NamedFile(options.file));
    if (input.problem || Sha256Hex(input.bytes) != outcome.sha256)
      throw Error(ErrorCode::kUsage, EscapeForTerminal(name) + ": changed while it was read");
    const extract::Page& page = outcome.document->pages[static_cast<size_t>(options.page - 1)];
    WriteNamed(options.image, DrawPicture(PicturesOf(options.workers), input.bytes, page,
                                          {.frames = TablesFrames(page, tables)}));
  }
  if (options.format == "json") {
    Print(JsonText(TablesJson(std::filesystem::path(name).filename().string(), tables), false));
  } else {
    Print(options.format == "csv" ? Csv(tables) : Text(tables));
  }
  return SayShortcomings(name, *outcome.document) ? kExitIncomplete : kExitOk;
}

}  // namespace avstam::app
