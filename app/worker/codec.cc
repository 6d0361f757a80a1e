#include "app/worker/codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

#include "app/worker/fields.h"
#include "app/worker/trust.h"
#include "normalize/text.h"

namespace avstam::app::worker {
namespace {

// No coordinate, size or confidence is larger; a page is at most 14,400 points (ISO 32000-1, annex C).
constexpr double kMaxNumber = 1e9;

bool IsValidUtf8(const std::string& text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  return ascii || normalize::ValidUtf8(text) == text;
}

class Writer {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (Put(values), ...);
  }
  std::string Take() { return std::move(out_); }

 private:
  template <class T>
  void Raw(const T& value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void Length(size_t length) { Raw(static_cast<uint32_t>(length)); }

  template <class T>
  requires std::is_arithmetic_v<T>
  void Put(const T& value) { Raw(value); }
  template <class T>
  requires std::is_enum_v<T>
  void Put(const T& value) { Raw(static_cast<uint8_t>(value)); }
  void Put(const std::string& text) {
    Length(text.size());
    out_ += text;
  }
  template <class T>
  void Put(const std::optional<T>& value) {
    Raw(static_cast<uint8_t>(value ? 1 : 0));
    if (value) Put(*value);
  }
  template <class T>
  void Put(const std::vector<T>& values) {
    Length(values.size());
    for (const T& value : values) Put(value);
  }
  template <class T>
  requires std::is_class_v<T>
  void Put(const T& value) { Fields(*this, value); }

  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  template <class... T>
  void operator()(T&... values) {
    (Get(&values), ...);
  }
  void End() const {
    if (!in_.empty()) throw BadReport(fmt::format("{} bytes follow the report", in_.size()));
  }

 private:
  std::string_view Bytes(size_t count) {
    if (count > in_.size()) throw BadReport("the report ends in the middle");
    std::string_view out = in_.substr(0, count);
    in_.remove_prefix(count);
    return out;
  }
  template <class T>
  T Raw() {
    T value;
    std::memcpy(&value, Bytes(sizeof value).data(), sizeof value);
    return value;
  }
  // What is left of the message holds at least a byte for each element.
  size_t Length() {
    const size_t length = Raw<uint32_t>();
    if (length > in_.size())
      throw BadReport(fmt::format("a list or text of {} in {} bytes", length, in_.size()));
    return length;
  }

  template <class T>
  requires std::is_integral_v<T>
  void Get(T* value) { *value = Raw<T>(); }
  void Get(bool* value) {
    const auto byte = Raw<uint8_t>();
    if (byte > 1) throw BadReport("a truth value is neither true nor false");
    *value = byte == 1;
  }
  template <class T>
  requires std::is_floating_point_v<T>
  void Get(T* value) {
    *value = Raw<T>();
    if (!std::isfinite(*value) || std::abs(static_cast<double>(*value)) > kMaxNumber)
      throw BadReport("a number is out of all bounds");
  }
  template <class T>
  requires std::is_enum_v<T>
  void Get(T* value) {
    const auto byte = Raw<uint8_t>();
    if (byte > static_cast<uint8_t>(LastOf(T{}))) throw BadReport("a kind that there is not");
    *value = static_cast<T>(byte);
  }
  void Get(std::string* text) {
    const size_t length = Length();
    if (length > kMaxTextBytes) throw BadReport(fmt::format("a text of {} bytes", length));
    *text = Bytes(length);
    if (text->find('\0') != std::string::npos) throw BadReport("a text holds a zero byte");
    if (!IsValidUtf8(*text)) throw BadReport("a text is not valid UTF-8");
  }
  template <class T>
  void Get(std::optional<T>* value) {
    bool there = false;
    Get(&there);
    value->reset();
    if (there) Get(&value->emplace());
  }
  template <class T>
  void Get(std::vector<T>* values) {
    const size_t length = Length();
    values->clear();
    for (size_t i = 0; i < length; ++i) Get(&values->emplace_back());
  }
  template <class T>
  requires std::is_class_v<T>
  void Get(T* value) { Fields(*this, *value); }

  std::string_view in_;
};

}  // namespace

std::string Encode(const Report& report) {
  Writer writer;
  Fields(writer, report);
  return writer.Take();
}

Report Decode(std::string_view bytes) {
  Report report;
  Reader reader(bytes);
  Fields(reader, report);
  reader.End();
  RequireSound(report.times);
  const Outcome& outcome = report.outcome;
  if (outcome.failure) {
    if (outcome.document || outcome.reading) throw BadReport("a failure with a document");
    RequireSound(*outcome.failure);
  } else {
    if (!outcome.document || !outcome.reading) throw BadReport("neither a failure nor a document");
    RequireSound(*outcome.document);
    RequireSound(*outcome.reading, *outcome.document);
  }
  return report;
}

}  // namespace avstam::app::worker
