// A case number in one spelling, so that it is found however it is written.
//
//   CaseKey("KS 2026/012") == CaseKey("ks2026-12") == CaseKey("2026/12 KS") == "ks-2026-12"
//
// Groups of letters (small, in the order they stand), then groups of digits without leading zeros. Everything
// else separates.  Empty when there is no digit: that is no case number.
#ifndef AVSTAM_STORE_CASE_KEY_H_
#define AVSTAM_STORE_CASE_KEY_H_

#include <string>
#include <string_view>

namespace avstam::store {

std::string CaseKey(std::string_view utf8);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_CASE_KEY_H_
