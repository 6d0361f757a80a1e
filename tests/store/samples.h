// A document and a reading that use every field, made by hand.
#ifndef AVSTAM_TESTS_STORE_SAMPLES_H_
#define AVSTAM_TESTS_STORE_SAMPLES_H_

#include <string>

#include "extract/document.h"
#include "rules/reading.h"

namespace avstam::store {

inline constexpr char kSampleTime[] = "2026-01-31T12:00:00Z";
// 64 hex digits that start with `start`.
std::string SampleHash(const std::string& start);
// Two pages: one with two words, one that failed.
extract::Document SampleDocument(const std::string& sha256);
// Two parts, decisions, amounts and tables, four checks: of each one with every field and one with few.
rules::Reading SampleReading();

}  // namespace avstam::store

#endif  // AVSTAM_TESTS_STORE_SAMPLES_H_
