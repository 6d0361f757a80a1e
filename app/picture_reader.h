// Pictures of pages, made by a worker process that is shut in: a page comes from a file that nobody vouches
// for.
//
//   PictureReader pictures({.sandbox = true});
//   Picture p = pictures.Get(sha256, page, {.dpi = 110}, [&] { return bytes; });
//   if (p.png.empty()) ... p.why
//
// Pictures are kept, up to a number of bytes; the least lately asked for go first.  Any number of threads may
// ask; one picture is made at a time.  Threads that ask must outlive the reader (worker/child.h).
#ifndef AVSTAM_APP_PICTURE_READER_H_
#define AVSTAM_APP_PICTURE_READER_H_

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/page_canvas.h"
#include "app/worker/child.h"
#include "base/where.h"
#include "extract/document.h"

namespace avstam::app {

struct Frame {
  Box box;  // points
  Colour colour;
  int pen_px = 1;
};
// The red one around what is meant.
Frame Marking(const Box& box);

struct PictureWish {
  double dpi = kCanvasDpi;
  std::optional<Box> piece = {};   // of the page, in points; else the whole
  std::vector<Frame> frames = {};  // drawn over it in this order; without any the picture is grey
};

struct PictureOptions {
  bool sandbox = true;
  uint64_t memory_mib = 2048;
  int seconds = 20;  // by the clock, for a page
  size_t kept_bytes = size_t{64} << 20;
  int waiting = 16;  // who ask while as many wait are told to come again
};

struct Picture {
  std::string png;  // empty: there is none
  std::string why;
  bool busy = false;  // try again
};

// Texts by name, the least lately used forgotten when they outgrow `most` bytes.  Not for several threads.
class ByteCache {
 public:
  explicit ByteCache(size_t most) : most_(most) {}
  const std::string* Find(const std::string& name);
  void Put(const std::string& name, std::string bytes);
  void Clear();
  size_t bytes() const { return bytes_; }

 private:
  using Entry = std::pair<std::string, std::string>;
  size_t most_, bytes_ = 0;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
};

class PictureReader {
 public:
  explicit PictureReader(const PictureOptions& options);
  ~PictureReader();
  PictureReader(const PictureReader&) = delete;
  PictureReader& operator=(const PictureReader&) = delete;

  // `bytes` gives the PDF, or nothing when it is not to be had; it is asked only when the picture is not
  // kept.
  Picture Get(const std::string& sha256, const extract::Page& page, const PictureWish& wish,
              const std::function<std::string()>& bytes);

 private:
  Picture Make(const std::string& pdf, const std::string& order);
  void StartWorker();
  void StopWorker();

  PictureOptions options_;
  std::mutex work_;  // held while a picture is made
  worker::Child child_;
  std::mutex kept_guard_;
  ByteCache kept_;
  int waiting_ = 0;  // of kept_guard_
};

// One picture, for a command that shows no more; PNG.  Throws Error kUnreadable when it cannot be had,
// kSandbox when the worker cannot be shut in.
std::string DrawPicture(const PictureOptions& options, const std::string& pdf, const extract::Page& page,
                        const PictureWish& wish);

// What is asked of the worker, as its message says it, and back.
std::string PictureOrder(const extract::Page& page, const PictureWish& wish);
// Throws Error kUsage when it is none.
void ReadPictureOrder(const std::string& order, extract::Page* page, PictureWish* wish);

}  // namespace avstam::app

#endif  // AVSTAM_APP_PICTURE_READER_H_
