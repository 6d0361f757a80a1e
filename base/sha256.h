// SHA-256 (FIPS 180-4) of bytes as 64 lower-case hex digits: the key of a document.
#ifndef AVSTAM_BASE_SHA256_H_
#define AVSTAM_BASE_SHA256_H_

#include <string>
#include <string_view>

namespace avstam {

std::string Sha256Hex(std::string_view bytes);

}  // namespace avstam

#endif  // AVSTAM_BASE_SHA256_H_
