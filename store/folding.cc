#include "store/folding.h"

#include <sqlite3.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"

namespace avstam::store {
namespace {

// SQLite's way to compare; both sides are UTF-8.
int Compare(void* collator, int first_size, const void* first, int second_size, const void* second) {
  UErrorCode status = U_ZERO_ERROR;
  return static_cast<icu::Collator*>(collator)->compareUTF8(
      icu::StringPiece(static_cast<const char*>(first), first_size),
      icu::StringPiece(static_cast<const char*>(second), second_size), status);
}

void Destroy(void* collator) { delete static_cast<icu::Collator*>(collator); }

}  // namespace

std::string Folded(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKD");
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  text = decompose->normalize(text.foldCase(), status);
  icu::UnicodeString bare;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
    if (u_charType(text.char32At(at)) != U_NON_SPACING_MARK) bare.append(text.char32At(at));
  std::string out;
  return bare.toUTF8String(out);
}

namespace {

Letter LetterOf(UChar32 c, size_t bytes) {
  Letter out;
  out.bytes = bytes;
  const uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_MN_MASK) != 0) {
    out.kind = Letter::kMark;
  } else if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK)) != 0) {
    out.kind = Letter::kLetter;
  }
  const UChar32 small = u_tolower(c);
  icu::UnicodeString(small).toUTF8String(out.small);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString parts;
  out.folded = out.small;
  if (U_FAILURE(status) || !decompose->getDecomposition(small, parts)) return out;
  for (int32_t at = parts.moveIndex32(0, 1); at < parts.length(); at = parts.moveIndex32(at, 1))
    if (u_charType(parts.char32At(at)) != U_NON_SPACING_MARK) return out;
  out.folded.clear();
  icu::UnicodeString(parts.char32At(0)).toUTF8String(out.folded);
  return out;
}

// What fails here shows as a collation that SQLite does not know.
void MakeOrder(void*, sqlite3* database, int, const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale("sv"), status));
  if (U_FAILURE(status) || std::string_view(name) != "sv") return;
  collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
  if (sqlite3_create_collation_v2(database, "sv", SQLITE_UTF8, collator.get(), &Compare, &Destroy) ==
      SQLITE_OK)
    static_cast<void>(collator.release());  // SQLite's now
}

}  // namespace

Letter LetterAt(std::string_view utf8, size_t at) {
  // Nearly all that comes is Latin.
  static const std::vector<Letter> latin = [] {
    std::vector<Letter> out;
    for (UChar32 c = 0; c < 0x250; ++c) out.push_back(LetterOf(c, c < 0x80 ? 1 : 2));
    return out;
  }();
  auto position = static_cast<int32_t>(at);
  UChar32 c = 0;
  U8_NEXT(utf8.data(), position, static_cast<int32_t>(utf8.size()), c);
  if (c < 0) return {};
  if (static_cast<size_t>(c) < latin.size()) return latin[static_cast<size_t>(c)];
  return LetterOf(c, static_cast<size_t>(position) - at);
}

std::string JsonQuoted(std::string_view utf8) {
  return nlohmann::json(utf8).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void UseSwedishOrder(Database* database) {
  // Made when a statement first names it: making it anew would have SQLite compile all its statements again.
  const int code = sqlite3_collation_needed(database->handle(), nullptr, &MakeOrder);
  if (code != SQLITE_OK) database->Fail(code, "setting up the Swedish order");
}

}  // namespace avstam::store
