// What bytes are by their first kilobyte, for a message that helps ("is an HTML page, not a PDF").
#ifndef AVSTAM_EXTRACT_FILE_KIND_H_
#define AVSTAM_EXTRACT_FILE_KIND_H_

#include <string_view>

namespace avstam::extract {

// "%PDF-" stands within the first 1,024 bytes (the tolerance of Adobe's readers, ISO 32000-1 Annex H.3).
bool LooksLikePdf(std::string_view bytes);

// "an HTML page", "a ZIP archive (DOCX, XLSX, ODT ...)", "plain text", ...; "of an unknown kind" when nothing
// fits.
std::string_view FileKind(std::string_view bytes);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_FILE_KIND_H_
