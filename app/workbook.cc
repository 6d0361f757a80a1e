#include "app/workbook.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

#include "app/result_printer.h"

namespace avstam::app {
namespace {

using enum store::QueryColumn::Kind;

constexpr uint32_t kMostRows = 1'048'576, kMostLinks = 65'000;
constexpr size_t kMostCharacters = 32'767;  // of a cell; Excel refuses the whole file beyond
constexpr double kOrePerKrona = 100;

// At most `most` characters.
std::string CutTo(const std::string& text, size_t most) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++at)
    if ((text[at] & 0xC0) != 0x80 && ++count > most) return text.substr(0, at);
  return text;
}

double Width(store::QueryColumn::Kind kind) {
  switch (kind) {
    case kMoney:
      return 18;
    case kText:
      return 28;
    case kId:
      return 22;
    default:
      return 12;
  }
}

}  // namespace

struct Workbook::Impl {
  std::string path, temporary, trouble;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format *bold = nullptr, *money = nullptr, *date = nullptr;
  std::vector<store::QueryColumn> columns;
  uint32_t row = 0, links = 0;

  // The page of a row, 0: not known.
  int64_t PageOf(const store::Row& values) const {
    for (size_t c = 0; c < columns.size(); ++c)
      if (columns[c].name == "page")
        if (const auto* page = std::get_if<int64_t>(&values[c])) return *page;
    return 0;
  }

  void Text(uint16_t column, const std::string& text, const store::Row& values) {
    const std::string& name = columns[column].name;
    int year = 0, month = 0, day = 0;
    if (columns[column].kind == kDate && text.size() == 10 &&
        std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) == 3 && year >= 1900) {
      lxw_datetime when{year, month, day, 0, 0, 0};
      worksheet_write_datetime(sheet, row, column, &when, date);
      return;
    }
    const int64_t page = name == "file" && links < kMostLinks ? PageOf(values) : 0;
    if (page > 0) {
      const std::string link = "external:" + text + "#page=" + std::to_string(page);
      // Names that are too long or odd for a link stay text.
      if (worksheet_write_url(sheet, row, column, link.c_str(), nullptr) == LXW_NO_ERROR) {
        ++links;
        worksheet_write_string(sheet, row, column, CutTo(text, kMostCharacters).c_str(), nullptr);
        return;
      }
    }
    worksheet_write_string(sheet, row, column, CutTo(text, kMostCharacters).c_str(), nullptr);
  }
};

Workbook::Workbook(const std::string& folder, const std::string& name, const std::string& created)
    : impl_(std::make_unique<Impl>()) {
  impl_->path = (std::filesystem::path(folder) / name).string();
  impl_->temporary = impl_->path + ".unfinished";
  // Row by row to the disk, not the whole book in memory.
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  impl_->book = workbook_new_opt(impl_->temporary.c_str(), &options);
  if (impl_->book == nullptr) {
    impl_->trouble = "there is no room for it";
    return;
  }
  impl_->bold = workbook_add_format(impl_->book);
  format_set_bold(impl_->bold);
  impl_->money = workbook_add_format(impl_->book);
  format_set_num_format(impl_->money, "#,##0.00");
  impl_->date = workbook_add_format(impl_->book);
  format_set_num_format(impl_->date, "yyyy-mm-dd");
  lxw_doc_properties properties{};
  std::tm when{};
  strptime(created.c_str(), "%Y-%m-%dT%H:%M:%SZ", &when);
  properties.created = timegm(&when);
  workbook_set_properties(impl_->book, &properties);
}

Workbook::~Workbook() {
  if (impl_->book == nullptr) return;
  workbook_close(impl_->book);
  unlink(impl_->temporary.c_str());
}

void Workbook::AddSheet(const std::string& name, const std::vector<store::QueryColumn>& columns) {
  if (impl_->book == nullptr) return;
  impl_->columns = columns;
  impl_->sheet = workbook_add_worksheet(impl_->book, name.c_str());
  impl_->row = impl_->links = 0;
  worksheet_freeze_panes(impl_->sheet, 1, 0);
  for (size_t c = 0; c < columns.size(); ++c) {
    const auto column = static_cast<uint16_t>(c);
    worksheet_set_column(impl_->sheet, column, column, Width(columns[c].kind), nullptr);
    worksheet_write_string(impl_->sheet, 0, column, OutsideName(columns[c]).c_str(), impl_->bold);
  }
}

void Workbook::AddRow(const store::Row& values) {
  if (impl_->book == nullptr || !impl_->trouble.empty()) return;
  if (++impl_->row >= kMostRows) {
    impl_->trouble = "a sheet holds 1,048,576 rows and there are more; use csv";
    return;
  }
  for (size_t c = 0; c < values.size(); ++c) {
    const auto column = static_cast<uint16_t>(c);
    if (const auto* number = std::get_if<int64_t>(&values[c])) {
      // XLSX has no other number than a double; öre up to 2^53 are exact in it before the division.
      if (impl_->columns[c].kind == kMoney)
        worksheet_write_number(impl_->sheet, impl_->row, column, static_cast<double>(*number) / kOrePerKrona,
                               impl_->money);
      else if (impl_->columns[c].kind == kFlag)
        worksheet_write_boolean(impl_->sheet, impl_->row, column, *number != 0, nullptr);
      else
        worksheet_write_number(impl_->sheet, impl_->row, column, static_cast<double>(*number), nullptr);
    } else if (const auto* real = std::get_if<double>(&values[c])) {
      worksheet_write_number(impl_->sheet, impl_->row, column, *real, nullptr);
    } else if (const auto* text = std::get_if<std::string>(&values[c])) {
      impl_->Text(column, *text, values);
    }
  }
}

std::string Workbook::Finish() {
  if (impl_->book == nullptr) return impl_->trouble;
  const lxw_error error = workbook_close(impl_->book);
  impl_->book = nullptr;
  if (impl_->trouble.empty() && error != LXW_NO_ERROR) impl_->trouble = lxw_strerror(error);
  if (impl_->trouble.empty() && std::rename(impl_->temporary.c_str(), impl_->path.c_str()) != 0)
    impl_->trouble = "it cannot be renamed";
  if (!impl_->trouble.empty()) unlink(impl_->temporary.c_str());
  return impl_->trouble;
}

}  // namespace avstam::app
