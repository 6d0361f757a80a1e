#include "store/edges.h"

#include <algorithm>
#include <cstdlib>

#include "store/row_values.h"

namespace avstam::store {
namespace {

int64_t CodePoints(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// Edge `k` of `count` characters of equal width.
int64_t Even(const BoxValues& box, int64_t k, int64_t count) {
  return box.left + (box.right - box.left) * k / std::max<int64_t>(1, count);
}

void Append(int64_t value, std::string* out) {
  uint64_t rest = (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
  for (; rest >= 0x80; rest >>= 7) *out += static_cast<char>((rest & 0x7F) | 0x80);
  *out += static_cast<char>(rest);
}

std::vector<int64_t> Values(const std::string& bytes) {
  std::vector<int64_t> out;
  uint64_t value = 0;
  int shift = 0;
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift < 64) value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    shift += 7;
    if ((byte & 0x80) != 0) continue;
    out.push_back(static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1)));
    value = 0;
    shift = 0;
  }
  return out;
}

}  // namespace

std::optional<std::string> EncodeEdges(const extract::Word& word) {
  const int64_t count = CodePoints(word.text);
  if (static_cast<int64_t>(word.x_edges.size()) != count + 1) return "";
  const BoxValues box(word.box);
  std::vector<int64_t> edges;
  edges.reserve(word.x_edges.size());
  bool even = true;
  for (float edge : word.x_edges) {
    edges.push_back(Hundredths(static_cast<double>(edge)));
    even &= std::abs(edges.back() - Even(box, static_cast<int64_t>(edges.size()) - 1, count)) <= 1;
  }
  if (even) return std::nullopt;
  const int64_t usual = (box.right - box.left) / std::max<int64_t>(1, count);
  const bool as_box = edges.front() == box.left && edges.back() == box.right;
  std::string out;
  if (!as_box) Append(edges.front() - box.left, &out);
  for (size_t k = 1; k + (as_box ? 1 : 0) < edges.size(); ++k) Append(edges[k] - edges[k - 1] - usual, &out);
  return out;
}

std::vector<float> DecodeEdges(const std::optional<std::string>& bytes, const std::string& text,
                               const Box& box_pt) {
  std::vector<float> out;
  const BoxValues box(box_pt);
  const int64_t count = CodePoints(text);
  auto add = [&out](int64_t edge) { out.push_back(static_cast<float>(Points(edge))); };
  if (!bytes) {
    for (int64_t k = 0; k <= count; ++k) add(Even(box, k, count));
    return out;
  }
  if (bytes->empty()) return out;
  const std::vector<int64_t> values = Values(*bytes);
  const auto size = static_cast<int64_t>(values.size());
  const bool as_box = size == count - 1;
  if (!as_box && size != count + 1) throw Damaged("the edges of a word do not fit its text");
  const int64_t usual = (box.right - box.left) / std::max<int64_t>(1, count);
  auto value = values.begin();
  int64_t edge = box.left;
  if (!as_box) edge += *value++;
  add(edge);
  for (; value != values.end(); ++value) add(edge += *value + usual);
  if (as_box) add(box.right);
  return out;
}

}  // namespace avstam::store
