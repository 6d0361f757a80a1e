#include "extract/file_kind.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace avstam::extract {
namespace {

std::string LowerStart(std::string_view bytes) {
  size_t i = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) i = 3;
  while (i < bytes.size() && std::isspace(static_cast<unsigned char>(bytes[i]))) ++i;
  std::string out(bytes.substr(i, 1024));
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

bool LooksLikePdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

std::string_view FileKind(std::string_view bytes) {
  using namespace std::literals;
  struct Magic {
    std::string_view start;
    std::string_view kind;
  };
  static constexpr Magic kMagic[] = {
      {"PK\x03\x04"sv, "a ZIP archive (DOCX, XLSX, ODT or the like)"},
      {"PK\x05\x06"sv, "a ZIP archive"},
      {"\xFF\xD8\xFF"sv, "a JPEG picture"},
      {"\x89PNG\r\n"sv, "a PNG picture"},
      {"GIF8"sv, "a GIF picture"},
      {"II*\0"sv, "a TIFF picture"},
      {"MM\0*"sv, "a TIFF picture"},
      {"%!PS"sv, "PostScript"},
      {"{\\rtf"sv, "an RTF text"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office file (DOC, XLS, PPT or MSG)"},
      {"\x1F\x8B"sv, "gzip-compressed data"},
      {"7z\xBC\xAF"sv, "a 7-Zip archive"},
      {"SQLite format 3"sv, "an SQLite database"},
      {"\x7F"
       "ELF"sv,
       "a program"},
  };
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.start)) return magic.kind;
  const std::string start = LowerStart(bytes);
  for (std::string_view tag : {"<!doctype html", "<html", "<head", "<body"})
    if (start.find(tag) != std::string::npos) return "an HTML page";
  if (start.starts_with("<?xml")) return "an XML file";
  for (std::string_view header :
       {"received:", "return-path:", "from: ", "delivered-to:", "mime-version:", "message-id:"})
    if (start.starts_with(header) || start.find("\n" + std::string(header)) != std::string::npos)
      return "a mail";
  const bool text = std::all_of(
      bytes.begin(), bytes.begin() + static_cast<long>(std::min<size_t>(bytes.size(), 1024)), [](char c) {
        return static_cast<unsigned char>(c) >= 32 || std::isspace(static_cast<unsigned char>(c));
      });
  return text ? "plain text" : "of an unknown kind";
}

}  // namespace avstam::extract
